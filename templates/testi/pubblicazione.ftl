# L'edizione per tutti: senza nomi.

pubblicazione-titolo = Risultati degli obiettivi { $anno }
pubblicazione-destinatario = Pubblicazione
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
pubblicazione-risultati = Risultati per direzione e obiettivo
    .breve = Risultati
pubblicazione-metodo = Nota metodologica
    .omessi =
        Questo documento e i dati che lo accompagnano non contengono nomi né risultati di persone. I nomi che
        comparivano nei testi delle schede sono stati omessi.
