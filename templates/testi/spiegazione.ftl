# «Perché 77,50?»: le spiegazioni, sullo schermo e nelle pagine.

spiegazione-titolo = Perché { $risultato }? { $nome }
spiegazione-provvisorio = provvisorio
spiegazione-regole = Regole: { $regole }
spiegazione-regole-pagina =
    Le regole sono spiegate nella nota metodologica. Nella configurazione sono scritte così: { $regole }.
spiegazione-segnalazioni = Segnalazioni
spiegazione-segnalazione = { $gravita ->
    [errore] Errore
    [avviso] Avviso
   *[nota] Nota
} in { $dove }: { $messaggio } ({ $codice })
    .intera = { $gravita ->
        [errore] Errore
        [avviso] Avviso
       *[nota] Nota
    }: { $messaggio } ({ $codice })
spiegazione-vuoto = (vuoto)
spiegazione-peso = peso
tabella-spiegazione =
    .colonne = Che cosa | Conto | #Punti | Da dove

spiegazione-fase = Fase { $fase }
    .con-testo = Fase { $fase }: { $testo }
    .target = target
    .target-dai-mesi = target, somma dei mesi
    .gap = gap
    .raggiunto = raggiunto
    .mancante = gap mancante o illeggibile: vale 0
    .non-valutata = non conta: { $perche }
    .limitato = il raggiunto esce da 0–100 ed è riportato dentro
    .si-no = 100 se il target è raggiunto, altrimenti 0
    .fasce = i punti della fascia in cui cade { $rapporto }
spiegazione-rispetto = Rispetto delle fasi
    .assente = nessuna fase dovuta
    .dichiarato = le fasi non hanno una parte propria: vale l'indicatore dichiarato
    .mediana = il valore di mezzo tra { $gradi }
    .tutto-o-niente = 100 se sono tutti 100, altrimenti 0: { $gradi }
spiegazione-indicatore = Indicatore: { $nome }
    .atteso = atteso
    .raggiunto = raggiunto
    .utile = l'atteso da raggiungere è { $utile }
spiegazione-polarita = { $polarita ->
    [alta] di più è meglio
   *[bassa] di meno è meglio
} ({ $da ->
    [operatore] lo dice il confronto scritto nell'atteso
    [nome] lo dice il nome
    [eccezione] lo dice un'eccezione delle regole
   *[famiglia] lo dice la famiglia
})
spiegazione-media-indicatori = Indicatori
    .assente = nessun indicatore valutato
    .informativi = a questa scadenza gli indicatori sono informativi
spiegazione-punteggio = Punteggio
    .assente = non valutabile: né fasi né indicatori hanno un grado
    .sole-fasi = nessun indicatore è valutato: vale il rispetto delle fasi
    .soli-indicatori = nessuna fase conta: valgono gli indicatori
    .in-conflitto = la scheda esiste in più versioni che non concordano: nessun punteggio la usa
spiegazione-validato = validato dal Nucleo{ $chi } al posto di { $misurato }: { $motivazione } [{ $dove }]
    .misurato = misurato: { $conto } = { $valore }
    .non-misurato = non misurato

spiegazione-obiettivo = Obiettivo: { $nome }
    .non-valutabile = non valutabile: non conta
spiegazione-quota = quota
    .assente = senza quota: non conta
    .non-valutabile = obiettivo non valutabile: non conta
    .collettiva = dalla voce «{ $voce }»: { $quota } { $persone ->
        [one] a una persona
       *[other] diviso tra { $persone } persone
    }
spiegazione-nota = nota
spiegazione-limite = { $n ->
    [one] Fase nominata
   *[other] Fasi nominate
} nella nota: { $fasi }
    .assente = nessuna fase nominata è dovuta
    .grado = fase { $fase }, grado
spiegazione-limite-punteggio = al posto di { $punteggio }: conta il rispetto delle fasi nominate nella nota
    .validato = il punteggio è validato dal Nucleo e vale per tutti, qualunque sia la nota
spiegazione-risultato = Risultato
    .assente = non valutabile: nessun obiettivo con quota ha un punteggio
spiegazione-ruolo = Punteggio { $ruolo ->
    [dirigente] come dirigente
   *[responsabile] come responsabile
}
    .assente = non valutabile: nessun obiettivo ha un punteggio
spiegazione-componenti = Componenti della valutazione
spiegazione-condizione = Condizione: { $nome }, { $limite }
    .valore = valore
    .rispettata = rispettata
    .non-rispettata = non rispettata: si perde il { $quota } { $di ->
        [premio] del premio
       *[valutazione] della valutazione
    }
    .assente = senza valore: non si può dire
spiegazione-valutazione = Valutazione{ $ruolo ->
    [dirigente] {" "}come dirigente
    [responsabile] {" "}come responsabile
   *[persona] {""}
}
    .assente = non completa: manca { $manca }
spiegazione-premio = Premio{ $ruolo ->
    [dirigente] {" "}come dirigente
    [responsabile] {" "}come responsabile
   *[persona] {""}
}
    .assente = nessuno: non c'è una valutazione
    .fasce = i punti della fascia in cui cade { $valutazione }
    .classi = i punti della classe in cui cade { $valutazione }
    .sotto-soglia = la valutazione è sotto { $soglia }
    .posizione = posto { $posizione } in graduatoria
    .maggiorazione = { $punti } punti in più ai primi ({ $posto })
    .importo = € { $importo }
