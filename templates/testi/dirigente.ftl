# Il report di un dirigente.

dirigente-titolo = Report { $anno } del dirigente
dirigente-comuni = Il report comprende { $schede ->
    [one] { $schede } scheda comune
   *[other] { $schede } schede comuni
} a tutti i dirigenti.
dirigente-obiettivi = Obiettivi

dirigente-sintesi = Sintesi
dirigente-ritardo = Che cosa è in ritardo
    .breve = In ritardo
    .indicatori = Indicatori valutati sotto l'atteso, i più lontani per primi
dirigente-schede = Schede
dirigente-conti = Perché questi punteggi
    .breve = Perché
    .testo =
        Per ogni scheda, il conto del punteggio: ogni numero con la cella da cui viene, e gli errori che lo rendono
        provvisorio. Chi ha in mano il file può rifarlo con una calcolatrice.
dirigente-valutazione = Valutazione
dirigente-personale = Personale
    .testo =
        Il risultato è indicato soltanto per chi partecipa unicamente a queste schede; per gli altri dipende anche da
        schede che non sono in questo report («anche altrove»).
    .altrove = anche altrove
dirigente-segnalazioni = Segnalazioni
dirigente-metodo = Nota metodologica

dirigente-persone = Persone
tabella-persone-dirigente = Persone che partecipano alle schede
    .colonne = Persona | @Categoria | #Schede | #Risultato | @Stato
    .vuota = Nessuna persona.
dirigente-partecipazioni = Partecipazioni
tabella-quote-dirigente = Quota di ciascuna persona in ogni scheda
    .colonne = Persona | Obiettivo | #Partecipazione | #Punteggio dell'obiettivo | @Giudizio
    .vuota = Nessuna partecipazione.
