# Una scheda per intero: nella Relazione e nel report del dirigente.

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
    .colonne = @Fase | Descrizione | @Mesi previsti | #Target | #Raggiunto | #Grado
    .vuota = La scheda non ha fasi.
scheda-indicatori = Indicatori
tabella-indicatori =
    .colonne = @Famiglia | Indicatore | Atteso | Raggiunto | @Grado | Motivo
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
tabella-segnalazioni-scheda =
    .colonne = @Gravità | @Codice | @Cella | Che cosa | Che cosa fare
    .vuota = Nessuna segnalazione su questa scheda.

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
