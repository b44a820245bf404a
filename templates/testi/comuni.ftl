# Ciò che più di un report dice. Sintassi: Project Fluent, https://projectfluent.org/fluent/guide/
# Di una tabella: il valore è la didascalia, .colonne le intestazioni (# numeri, @ testo breve che non va a capo),
# .vuota ciò che si legge quando non ha righe.

## Stati: ciò che si legge al posto di una cifra, o accanto

stato-non-valutabile = non valutabile
stato-mancante = mancante
stato-non-indicato = non indicato
stato-provvisorio = provvisorio
stato-definitivo = definitivo
stato-non-conteggiata = non conteggiata
stato-non-valutata = non valutata
stato-non-valutato = non valutato
stato-escluso = escluso
stato-dalle-fasi = calcolato dalle fasi
stato-nessuna = nessuna
stato-nessuno = nessuno
senza-nome = senza nome
senza-atteso = senza atteso
senza-descrizione = senza descrizione

famiglia-quantita = quantità
famiglia-qualita = qualità
livello-obiettivo-strategico = obiettivo strategico
ente-intero = Tutto l'ente
nessun-valore = nessun valore
direzione-non-indicata = Direzione non indicata
# Al posto di un nome, in ciò che si pubblica.
nome-omesso = [nome omesso]
riguarda-altri = Riguarda anche schede di altri, che qui non sono nominate.

## Copertina e frontespizio

nucleo = Nucleo di Valutazione
sottotitolo-finale = Scadenza finale del { $data }
sottotitolo-intermedia = Scadenza intermedia del { $data }
provvisorio = PROVVISORIO: { $errori ->
    [one] c'è { $errori } errore
   *[other] ci sono { $errori } errori
} da correggere; i risultati che ne dipendono possono cambiare.

## Cifre

cifra-schede = Schede
cifra-media = Punteggio medio degli obiettivi
cifra-errori = Errori da correggere
cifra-avvisi = Avvisi da verificare
figura-schede-lette = schede lette
figura-schede = schede
    .con-punteggio = con un punteggio: { $n }
figura-giudizio = obiettivi con giudizio «{ $giudizio }»
    .su = su { $schede ->
        [one] { $schede } scheda letta
       *[other] { $schede } schede lette
    }
figura-ritardo = fasi in ritardo
    .su = su { $dovute ->
        [one] { $dovute } dovuta
       *[other] { $dovute } dovute
    } alla scadenza
figura-sotto = indicatori sotto l'atteso
    .su = su { $valutati ->
        [one] { $valutati } valutato
       *[other] { $valutati } valutati
    }
figura-media = punteggio medio degli obiettivi
    .su = su 100
figura-provvisorie = schede provvisorie
    .nota = hanno almeno un errore
figura-errori = errori
    .nota = da correggere
    .avvisi = da correggere; poi { $avvisi ->
        [one] { $avvisi } avviso
       *[other] { $avvisi } avvisi
    } da verificare
figura-avvisi = avvisi
    .nota = da verificare

## Avvertenze

avvertenza-non-letti = Risultati incompleti
    .testo = { $n ->
        [one] Un file non è stato letto, e le sue schede non sono
       *[other] { $n } file non sono stati letti, e le loro schede non sono
    } in nessuna di queste cifre: { $file }. Il motivo è tra le segnalazioni.
avvertenza-provvisori = Risultati provvisori
    .testo = { $schede ->
        [0] Gli errori da correggere non cambiano il punteggio di nessuna di queste schede.
        [one] Una scheda ha errori da correggere e il suo punteggio può cambiare.
       *[other] { $schede } schede hanno errori da correggere e il loro punteggio può cambiare.
    }
avvertenza-intermedia = Scadenza intermedia
    .testo =
        Il valore atteso degli indicatori è annuale: a questa scadenza gli indicatori sono mostrati secondo le regole
        in vigore, riportate nella nota metodologica.

## Grafici

grafico-giudizi = Obiettivi per giudizio
    .alt = Numero di obiettivi per giudizio. { $valori }.
grafico-media-direzioni = Punteggio medio per direzione
grafico-media-missioni = Punteggio medio per missione di bilancio
classe-da = { $nome } da { $da }
grafico-alt = { $titolo }. { $valori }.

## Tabelle

tabella-obiettivi = Punteggio degli obiettivi
    .colonne = Obiettivo | #Fasi | #Indicatori | @Punteggio | @Giudizio | @Stato | #Pagina
    .vuota = Nessuna scheda.
tabella-regole = Regole in vigore
    .colonne = Chiave | Valore | Da dove viene
    .vuota = Nessuna regola.
tabella-segnalazioni = { $titolo }
    .colonne = @Gravità | @Codice | Dove | Che cosa | Che cosa fare
    .vuota = Nessuna segnalazione.

## Ritardi

ritardi-fasi = Fasi
ritardi-indicatori = Indicatori
tabella-fasi-in-ritardo = Fasi sotto il target alla scadenza, le più lontane per prime
    .colonne = Obiettivo | Fase | #Target | #Raggiunto | #Manca | #Pagina
    .vuota = Nessuna fase è in ritardo.
tabella-indicatori-sotto = { $titolo }
    .colonne = Obiettivo | Indicatore | Atteso | Raggiunto | #Grado | Perché | #Pagina
    .vuota = Nessun indicatore valutato è sotto l'atteso.
ritardi-cambiamenti = Da { $prima } a { $ora }
tabella-cambiamenti = Rispetto delle fasi a { $prima } e a { $ora }, chi è sceso per primo
    .colonne = Obiettivo | @Da { $prima } a { $ora } | @Cambiamento | #Pagina
    .vuota = Nessuna scheda dice di entrambe le scadenze.
cambiamento =
    .uguale = uguale
    .su = { $punti } in più
    .giu = { $punti } in meno
