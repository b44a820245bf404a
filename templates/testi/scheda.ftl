# Una scheda per intero: nella Relazione e nel report del dirigente.

# In testa alle pagine successive di una scheda che non sta in una sola.
scheda-segue = segue: { $scheda }
scheda-punteggio = punteggio
scheda-rispetto-fasi = rispetto delle fasi
    .nessuna = nessuna fase dovuta
scheda-grado-indicatori = indicatori
    .nessuno = nessuno valutato

scheda-non-conteggiata = Scheda non conteggiata
    .testo = La scheda esiste in più versioni che non concordano: finché non se ne lascia una sola, nessun punteggio la usa.
scheda-provvisoria = Punteggio provvisorio
    .testo = { $errori ->
        [0] La scheda ha errori da correggere
        [one] La scheda ha { $errori } errore da correggere
       *[other] La scheda ha { $errori } errori da correggere
    }: il punteggio può cambiare.

scheda-fasi = Fasi
tabella-fasi =
    .colonne = @Fase | Descrizione | @Mesi previsti | #Target | { $raggiunto } | #Grado
    .vuota = La scheda non ha fasi.
# La colonna di quanto è stato raggiunto, e la stessa dove i fogli dicono anche quanto lo era alla scadenza di prima.
fase-raggiunto = #Raggiunto
    .da = #Da { $prima } a { $ora }
scheda-indicatori = Indicatori
tabella-indicatori =
    .colonne = @Famiglia | Indicatore | Atteso | Raggiunto | @Grado | Perché
    .vuota = La scheda non ha indicatori.
indicatore-non-valutato = { $rapporto }, non valutato
scheda-personale = Personale
tabella-personale =
    .colonne = Nominativo | @Categoria | #Quota | Note
    .vuota = La scheda non indica personale.
scheda-risorse = Risorse
tabella-risorse =
    .colonne = Tipologia | Descrizione | #Costo
    .vuota = La scheda non indica risorse.
scheda-segnalazioni = Segnalazioni
    .solo-note = Nessun errore e nessun avviso su questa scheda. { $note ->
        [one] C'è una nota, che informa soltanto: è
       *[other] Ci sono { $note } note, che informano soltanto: sono
    } nell'elenco delle segnalazioni.
    .note = { $note ->
        [one] C'è anche una nota, che informa soltanto: è
       *[other] Ci sono anche { $note } note, che informano soltanto: sono
    } nell'elenco delle segnalazioni.
tabella-segnalazioni-scheda =
    .colonne = @Gravità | @Codice | @Cella | Che cosa | Che cosa fare
    .vuota = Nessuna segnalazione su questa scheda.

## Perché un indicatore ha il suo grado

motivo-crescente = di più è meglio
    .utile = di più è meglio; l'atteso chiede { $utile }
motivo-decrescente = di meno è meglio
    .utile = di meno è meglio; l'atteso chiede { $utile }
motivo-si-no = «sì» vale 100, «no» vale 0
motivo-mancante = manca il valore: vale 0
    .escluso = manca il valore: non conta
motivo-informativo = a questa scadenza è solo mostrato

## Intestazione

campo-direzione = Direzione
campo-sezione = Sezione
campo-assessore = Assessore
campo-dirigente = Dirigente
campo-responsabile = Responsabile
campo-missione = Missione
campo-programma = Programma
campo-obiettivo-strategico = Obiettivo strategico
campo-obiettivo-operativo = Obiettivo operativo
campo-progetto = Progetto
campo-finalita = Finalità
campo-orizzonte = Orizzonte
campi-non-indicati = Non indicati
campo-fonte = Fonte
