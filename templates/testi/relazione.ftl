# La Relazione per il Nucleo di Valutazione, con i suoi allegati.

relazione-titolo = Relazione sui risultati { $anno }

## Dove si trova ciò che serve a validare

relazione-criteri = Dove si trova ciò che serve a validare
    .colonne = Criterio | Dove | #Pagina
criterio-coerenza = Coerenza con il piano
    .dove = Missioni, programmi e obiettivi strategici
criterio-copertura = Tutti gli obiettivi rendicontati
    .dove = Risultati delle direzioni
criterio-schede = Obiettivo per obiettivo
    .dove = Una scheda per pagina, per direzione
criterio-scostamenti = Scostamenti e loro ragioni
    .dove = Quanto manca a fasi e indicatori, e perché
criterio-metodo = Metodo di misurazione
    .dove = Nota metodologica e regole in vigore
criterio-attendibilita = Attendibilità dei dati
    .dove = File letti, date, impronte e valori validati
criterio-differenziazione = Differenziazione
    .dove = Distribuzione dei risultati
criterio-sintesi = Sintesi e chiarezza
    .dove = La sintesi, in due pagine

## Capitoli: il titolo e, per i segnalibri, il nome breve

capitolo-indice = Indice
    .breve = Indice
capitolo-sintesi = Sintesi
    .breve = Sintesi
capitolo-programmi = Missioni, programmi e obiettivi strategici
    .breve = Programmi
capitolo-direzioni = Risultati delle direzioni
    .breve = Direzioni
capitolo-scostamenti = Scostamenti
    .breve = Scostamenti
parte-schede = Schede degli obiettivi
parte-allegati = Allegati
capitolo-schede-breve = Schede { $n }
allegato-personale = Allegato A. Risultati del personale
    .breve = Personale
allegato-distribuzione = Allegato B. Distribuzione dei risultati
    .breve = Distribuzione
allegato-qualita = Allegato C. Qualità dei dati
    .breve = Qualità dei dati
allegato-segnalazioni = Allegato D. Segnalazioni
    .breve = Segnalazioni
    .tabella = Segnalazioni su file, fogli e celle
allegato-metodo = Allegato E. Nota metodologica
    .breve = Nota metodologica

## Come si legge

lettura = Come si legge
lettura-punteggio = Il punteggio di un obiettivo va da 0 a 100. Il giudizio segue il punteggio: { $classi }.
lettura-fasi =
    Accanto a ogni fase, dodici caselle vanno da gennaio a dicembre: il riempimento è la quota prevista nel mese, la
    linea verticale è la scadenza. La barra sotto le caselle, da 0 a 100, arriva a quanto è stato raggiunto; la tacca è
    il target.
lettura-provvisorio =
    Un risultato è provvisorio finché la sua scheda ha errori da correggere; un avviso va verificato ma non cambia il
    punteggio; una nota informa.
lettura-segnalazioni = Ogni segnalazione indica il file, il foglio e la cella da cui viene.

## Sintesi

sintesi-apertura =
    Alla scadenza del { $data } { $schede ->
        [one] è stata letta { $schede } scheda
       *[other] sono state lette { $schede } schede
    }. { $media } Le verifiche hanno dato { $errori ->
        [one] { $errori } errore
       *[other] { $errori } errori
    }, { $avvisi ->
        [one] { $avvisi } avviso
       *[other] { $avvisi } avvisi
    } e { $note ->
        [one] { $note } nota
       *[other] { $note } note
    }.
sintesi-media = Il punteggio medio degli obiettivi è { $punteggio } su 100.
    .nessuna = Nessun obiettivo è valutabile.
sintesi-ritardo = Che cosa è in ritardo
    .altre = Sono in ritardo { $fasi ->
        [one] { $fasi } fase
       *[other] { $fasi } fasi
    }. Queste sono le { $mostrate } più lontane dal target; le altre sono tra gli scostamenti.
sintesi-attendibilita = Quanto sono attendibili i dati
    .testo = Su { $schede ->
        [one] { $schede } scheda
       *[other] { $schede } schede
    }, { $provvisorie ->
        [one] { $provvisorie } è
       *[other] { $provvisorie } sono
    } con errori da correggere. Gli errori rendono provvisorio il punteggio della loro scheda; gli avvisi e le note non
        lo cambiano. I valori sono dichiarati dagli uffici nei loro file: l'elenco dei file, con le impronte che li
        identificano, è nell'allegato C.
sintesi-decisioni = Che cosa chiede una decisione
    .altre = { $schede ->
        [one] Chiede una decisione { $schede } scheda
       *[other] Chiedono una decisione { $schede } schede
    }. Queste sono le prime { $mostrate }; l'elenco intero è nell'allegato C.
tabella-decisioni =
    .colonne = Obiettivo | Perché | #Errori | #Pagina
    .vuota = Nessuna scheda chiede una decisione.
decisione-versioni = più versioni che non concordano: lasciarne una sola
decisione-non-valutabile = non valutabile: confermare o far completare la scheda
decisione-provvisoria = provvisoria: far correggere gli errori o decidere come valutarli

## Scostamenti

scostamenti-apertura =
    Qui c'è ciò che i dati dicono di ogni scostamento: quanto manca e perché il grado è quello. Le schede non chiedono
    agli uffici la ragione di un ritardo: chi valida la chiede al dirigente, a partire dalla pagina indicata.
scostamenti-fasi = Fasi in ritardo
scostamenti-indicatori = Indicatori sotto l'atteso
    .tabella = Indicatori valutati che non hanno raggiunto l'atteso, i più lontani per primi

## Risultati per struttura

tabella-risultati = { $titolo }
    .colonne = { $livello } | #Schede | @Punteggio medio
    .vuota = Nelle schede non c'è nessuna indicazione.
tabella-ruoli =
    .colonne = { $livello } | #Obiettivi | @Punteggio medio
    .vuota = Nessuna indicazione.
risultati-missione = Risultati per missione
    .livello = Missione
risultati-programma = Risultati per programma
    .livello = Programma
risultati-strategico = Risultati per obiettivo strategico
    .livello = Obiettivo strategico
risultati-direzione = Schede, punteggio medio e giudizi per direzione
    .livello = Direzione
    .grafico = Punteggio di ogni obiettivo, per direzione
risultati-sezione = Risultati per sezione
    .livello = Sezione
risultati-dirigente = Risultati per dirigente
    .livello = Dirigente
risultati-responsabile = Risultati per responsabile
    .livello = Responsabile
risultati-assessore = Risultati per assessore
    .livello = Assessore

## Allegato A. Personale

personale-testo =
    Il risultato di una persona è la media dei punteggi degli obiettivi a cui partecipa, calcolata secondo le regole
    riportate nella nota metodologica. La somma delle quote può superare il 100%: ogni quota è riferita all'obiettivo e
    non al tempo della persona. Sono dati personali: questo allegato è riservato.
tabella-persone = Risultato di ciascuna persona
    .colonne = Persona | @Categoria | #Obiettivi | #Somma delle quote | #Risultato | @Stato
    .vuota = Nessuna persona.

## Allegato B. Distribuzione

distribuzione-testo =
    Questi sono segnali per chi valuta, non giudizi: risultati tutti alti, o tutti uguali, possono dire che gli
    obiettivi sono stati raggiunti o che erano facili da raggiungere.
distribuzione-obiettivi = Obiettivi
    .a-cento = obiettivi a 100
    .grafico = Punteggio di ogni obiettivo
distribuzione-persone = Persone
    .a-cento = persone a 100
    .grafico = Risultato di ogni persona
distribuzione-su = { $quanti } su { $tutti }
distribuzione-mediana = mediana
distribuzione-ampiezza = tra il più basso e il più alto
    .nota = da { $minimo } a { $massimo }
distribuzione-indicatori = Indicatori
    .testo =
        Chi ha grado 0 oppure 100 misura se una cosa è stata fatta, più che quanto. Un valore dichiarato è quello che ha
        scritto l'ufficio che ne è giudicato: nessun altro lo ha confermato.
distribuzione-estremi = indicatori con grado 0 o 100
distribuzione-dichiarati = indicatori dichiarati dall'ufficio
distribuzione-validati = indicatori validati dal Nucleo
tabella-uguali = Risultati uguali, i più frequenti per primi
    .colonne = Risultato | #Persone | #Quota delle persone
    .vuota = Nessun risultato è uguale a un altro.

## Valutazioni e premi, se le regole ne danno

valutazioni-titolo = Valutazioni e premi
valutazioni-testo =
    La valutazione di ciascuno nel suo ruolo, dalle componenti e dalle condizioni delle regole in vigore, e la parte di
    premio che ne viene, in punti di un premio intero. Sono dati personali: riservato.
valutazioni-manca = manca: { $manca }
tabella-valutazioni = Valutazione e premio di ciascuno
    .colonne = Nome | @Ruolo | #Obiettivi | #Componenti | Condizioni non rispettate | #Valutazione | #Posto | #Premio | #Importo | @Stato

## Allegato C. Qualità dei dati

qualita-testo =
    I dati sono quelli che gli uffici hanno scritto nei loro file, letti alla scadenza del { $data }. L'impronta SHA-256
    identifica il contenuto di un file: se cambia un solo carattere, cambia l'impronta. La data è quella dell'ultimo
    salvataggio che il file stesso riporta, quando la riporta.
tabella-file = Schede e segnalazioni per file
    .colonne = File | @Salvato il | #Schede | #Errori | #Avvisi | #Note
    .vuota = Nessun file.
tabella-impronte = Impronte dei file
    .colonne = File | SHA-256
    .vuota = Nessun file.
    .non-letto = non letto
tabella-codici = Segnalazioni per codice
    .colonne = @Codice | Nome | @Gravità | #Quante
    .vuota = Nessuna segnalazione.

qualita-validazioni = Valori validati dal Nucleo
    .testo =
        Dove il Nucleo ha validato un valore diverso dalla misura, conta quello validato; la misura resta accanto, con la
        ragione, chi l'ha decisa e quando.
tabella-validazioni =
    .colonne = Obiettivo | Indicatore | #Misurato | #Validato | Motivazione | Chi e quando
    .vuota = Il Nucleo non ha validato nessun valore diverso dalla misura.
    .tutto = punteggio dell'obiettivo

## Allegato E. Nota metodologica

metodo-regole = Regole in vigore
