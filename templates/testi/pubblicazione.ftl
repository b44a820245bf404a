# L'edizione per tutti: senza nomi.

pubblicazione-titolo = Risultati degli obiettivi { $anno }
pubblicazione-destinatario = Tutti i cittadini
pubblicazione-provvisorio = PROVVISORIO: alcuni risultati possono cambiare.
pubblicazione-obiettivi = Obiettivi
pubblicazione-senza-titolo = Obiettivo senza titolo
pubblicazione-apertura =
    Alla scadenza del { $data } il piano dettagliato degli obiettivi conta { $obiettivi ->
        [one] { $obiettivi } obiettivo
       *[other] { $obiettivi } obiettivi
    }. { $media }
    .media = Il punteggio medio è { $punteggio } su 100.
    .nessuno = Nessuno è valutabile.
figura-obiettivi = obiettivi
figura-media-pubblica = punteggio medio

pubblicazione-sintesi = Sintesi
pubblicazione-parole = Le parole di questo documento
parola-obiettivo = Obiettivo
    .testo = Ciò che una direzione si è impegnata a fare nell'anno, con fasi e indicatori che dicono se l'ha fatto.
parola-fase = Fase
    .testo = Un passo del lavoro: ha i mesi in cui va svolto e la parte che deve esserne compiuta alla scadenza.
parola-indicatore = Indicatore
    .testo = Una misura del risultato: il valore atteso, scritto prima, si confronta con quello raggiunto.
parola-punteggio = Punteggio
    .testo = Da 0 a 100: quanto dell'obiettivo è stato raggiunto, contando le fasi e gli indicatori.
parola-giudizio = Giudizio
    .testo = Il punteggio in parole: { $classi }.
parola-provvisorio = Provvisorio
    .testo = Nei dati dell'obiettivo c'è ancora qualcosa da correggere: il suo punteggio può cambiare.
pubblicazione-risultati = Risultati per direzione e obiettivo
    .breve = Risultati
tabella-pubblica =
    .colonne = Obiettivo | A che cosa serve | @Punteggio | Giudizio
    .provvisorio = { $giudizio } (provvisorio)
    .vuota = Nessun obiettivo.
pubblicazione-metodo = Nota metodologica
    .omessi =
        Questo documento e i dati che lo accompagnano non contengono nomi né risultati di persone. I nomi che
        comparivano nei testi delle schede sono stati omessi.
