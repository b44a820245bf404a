# Il consolidato: la cartella di lavoro che rifà i suoi conti. Le intestazioni delle colonne e le parole che stanno al
# posto di una cifra non sono qui: le formule le conoscono per nome (src/report/consolidato/).

consolidato-titolo = Consolidato { $anno } { $scadenza }
consolidato-schede = Schede
consolidato-errori = Errori
consolidato-avvisi = Avvisi

## Fogli: la didascalia della tabella, il titolo del foglio, ciò che si legge se è vuoto

foglio-sintesi =
    .titolo = Sintesi
foglio-guida =
    .titolo = Guida alla lettura
foglio-direzioni = Punteggio medio per struttura e ruolo
    .titolo = Direzioni, strutture e ruoli
    .vuota = Nessuna struttura.
foglio-obiettivi = Obiettivi con punteggio e giudizio
    .titolo = Obiettivi
    .vuota = Nessuna scheda.
foglio-fasi = Fasi: previsione per mese, target e raggiunto al { $data }
    .titolo = Fasi
    .vuota = Nessuna fase.
foglio-indicatori = Indicatori: atteso e raggiunto al { $data }
    .titolo = Indicatori
    .vuota = Nessun indicatore.
foglio-persone = Risultato di ciascuna persona
    .titolo = Persone
    .vuota = Nessuna persona.
foglio-valutazioni = Valutazione e premio di ciascuna persona, in ciascun ruolo
    .titolo = Valutazioni
    .vuota = Nessuno è valutato.
foglio-partecipazioni = Partecipazioni agli obiettivi
    .titolo = Partecipazioni
    .vuota = Nessuna partecipazione.
foglio-fasi-indicate = Le fasi di cui risponde chi, nelle note, è limitato ad alcune
    .titolo = Fasi indicate nelle note
    .vuota = Nessuna nota indica delle fasi.
foglio-appartenenze = Gli obiettivi di cui risponde ciascuna struttura e ciascun ruolo
    .titolo = Chi risponde di quali obiettivi
    .vuota = Nessuna struttura.
foglio-risorse = Risorse indicate nelle schede
    .titolo = Risorse
    .vuota = Nessuna risorsa.
foglio-segnalazioni = Errori, avvisi e note, i più gravi per primi
    .titolo = Segnalazioni
    .vuota = Nessuna segnalazione.
foglio-regole =
    .titolo = Regole di calcolo in vigore

## Sintesi

sintesi-ente = Ente
sintesi-anno = Anno
sintesi-scadenza = Scadenza
sintesi-destinatario = Destinatario
sintesi-lettura = Come si legge
    .testo = Il foglio Guida spiega ogni foglio e come ogni cifra segue dalle altre.
sintesi-cifre = Le cifre dell'ente
cifre-schede = Schede lette
cifre-valutate = Schede con un punteggio
cifre-media = Punteggio medio degli obiettivi, su 100
cifre-provvisorie = Schede provvisorie, con errori da correggere
cifre-errori = Errori, da correggere
cifre-avvisi = Avvisi, da verificare
cifre-note = Note, per informazione
sintesi-riepilogo = L'ente e le sue direzioni
    .vuota = Nessuna direzione.
sintesi-giudizi = Obiettivi per giudizio
sintesi-punteggi = Punteggio medio, da 0 a 100
sintesi-target = Target e raggiunto: media delle fasi dovute, da 0 a 100
    .valori = target { $target }, raggiunto { $raggiunto }

## Regole

regole-prova =
    Le celle su fondo giallo si possono cambiare per prova: il foglio di calcolo rifà tutti i conti. I risultati
    ufficiali restano quelli pubblicati.
regole-parametri = I numeri che le formule leggono
regole-classi = Classi di giudizio, dalla più bassa: ciascuna comincia dal suo punteggio, compreso
regole-fasce-fasi = Fasce delle fasi, dalla più bassa: i punti per il rapporto tra raggiunto e target
regole-fasce-indicatori = Fasce degli indicatori, dalla più bassa: i punti per il rapporto tra raggiunto e atteso
regole-fasce-premio = Fasce del premio, dalla più bassa: i punti per la valutazione
regole-scaglioni = Scaglioni della graduatoria, dal primo: quota delle persone del ruolo, in percento, e punti
regole-famiglie = Pesi delle famiglie di indicatori
regole-metodo = Come si calcola
parametro-peso-fasi = Peso delle fasi nel punteggio
parametro-peso-indicatori = Peso degli indicatori nel punteggio
parametro-indicatori-valutati = Gli indicatori sono valutati a questa scadenza (1 sì, 0 no)
parametro-mesi-trascorsi = Mesi trascorsi, per la parte dovuta di numeri e importi
parametro-importo-base = Importo di un obiettivo che non ne ha uno suo, in euro
parametro-peso-componente = Peso della componente «{ $nome }»
parametro-minimo-condizione = Il minimo che basta per «{ $nome }» (1 è sì)
parametro-massimo-condizione = Il massimo ammesso per «{ $nome }»
parametro-quota-condizione = Quanto toglie «{ $nome }» a chi non la rispetta, in percento
parametro-soglia-premio = Valutazione da cui comincia il premio
parametro-quota-minima = Punti di premio che spettano a quella valutazione
parametro-quota-maggiorazione = Quota di persone del ruolo che hanno la maggiorazione, in percento
parametro-punti-maggiorazione = Punti della maggiorazione
parametro-importo-premio = Premio intero in euro, { $ruolo }
parametro-fondo-premio = Fondo da dividere in euro, { $ruolo }
parametro-decimali = Decimali a cui si arrotonda
parametro-tolleranza = Quanto si aggiunge prima di arrotondare: un mezzo esatto va sempre per eccesso

## Guida

guida-apertura =
    Le cifre di questa cartella di lavoro sono formule: punteggi, medie e risultati si ricalcolano dai dati dei suoi
    stessi fogli e dalle regole del foglio Regole. Le colonne calcolate hanno l'intestazione in corsivo su fondo verde;
    le altre riportano quello che gli uffici hanno scritto e quello che il programma ne ha letto.
guida-fogli = I fogli
guida-sintesi = Le cifre dell'ente, le direzioni a confronto, i grafici.
    .cifre = Contano e riprendono gli altri fogli.
guida-direzioni =
    Una riga per ogni struttura e ogni ruolo: ente, direzioni, sezioni, dirigenti, responsabili, assessori, missioni,
    programmi, progetti.
    .cifre = Media dei punteggi delle righe di Appartenenze con lo stesso numero di struttura, con i pesi se ci sono.
guida-obiettivi = Una riga per ogni scheda, con il suo numero (Nr), le parti del punteggio, il punteggio e il giudizio.
    .cifre =
        Misurato dai gradi dei fogli Fasi e Indicatori, con i pesi del foglio Regole; Punteggio: quello validato dal
        Nucleo se c'è, altrimenti quello misurato; Giudizio dalle classi; Stato dagli errori del foglio Segnalazioni.
guida-fasi = Una riga per ogni fase: mesi, target e gap (o raggiunto) come scritti nella scheda.
    .cifre =
        Target: quello dichiarato o la somma dei mesi; Raggiunto come dicono le regole; Grado dal raggiunto e dal target.
guida-indicatori = Una riga per ogni indicatore: atteso e raggiunto come scritti e come letti.
    .cifre =
        Atteso utile e Raggiunto utile in un solo numero; Rapporto e Misurato secondo la polarità e il motivo; Grado:
        quello validato dal Nucleo se c'è, altrimenti quello misurato.
guida-persone = Una riga per ogni persona con il suo risultato.
    .cifre = Dalle righe di Partecipazioni con lo stesso numero di persona.
    .media-pesata =
        Persone: la somma di quota per punteggio, divisa per la somma delle quote valutate, dà il risultato.
    .media-semplice = Persone: la media dei punteggi degli obiettivi a cui la persona partecipa dà il risultato.
    .pesata-obiettivo =
        Persone: la media dei punteggi degli obiettivi a cui la persona partecipa, con il peso di ciascun obiettivo, dà
        il risultato.
    .somma-con-tetto = Persone: la somma di quota per punteggio dà il risultato, al massimo 100.
    .quota-budget =
        Persone: la somma di quota per punteggio, divisa per la somma delle quote valutate, dà il risultato; l'importo
        di ogni obiettivo, per la quota e per il punteggio, dà la quota in euro.
guida-valutazioni = Una riga per ogni persona valutata in un ruolo, con le componenti, le condizioni e il premio.
    .cifre =
        Obiettivi dai fogli Persone e Direzioni; Base dalle componenti con i loro pesi; Valutazione: ciò che le
        condizioni lasciano della base; Punti dalla valutazione, o dal posto tra le persone del ruolo; Premio: ciò che le
        condizioni lasciano dei punti.
guida-partecipazioni = Una riga per ogni nome scritto in una scheda, con la quota.
    .cifre =
        Punteggio e stato dell'obiettivo dal foglio Obiettivi; quota per punteggio. Voce è 2 dove lo stesso nome è
        ripetuto nella scheda.
guida-fasi-indicate = Una riga per ogni fase indicata nella nota di una partecipazione («fase 1 - 2»).
    .cifre = Grado dal foglio Fasi; la loro media sta al posto del rispetto delle fasi, per quella persona.
guida-appartenenze = Quali obiettivi contano per ciascuna struttura e ciascun ruolo.
    .cifre = Riprende punteggio e giudizio dal foglio Obiettivi.
guida-risorse = Le risorse indicate nelle schede.
    .cifre = Come scritte.
guida-segnalazioni = Errori, avvisi e note, con il file, il foglio e la cella.
    .cifre = Un errore rende provvisoria la sua scheda. La parola nella colonna Riga porta alla fase, all'indicatore, alla partecipazione o alla risorsa di cui si parla.
guida-regole = I numeri che le formule leggono (pesi, classi, fasce) e tutte le regole in vigore.
    .cifre = Cambiando un numero su fondo giallo tutti i conti si rifanno.
guida-percorso = Dal dato al risultato
    .fasi = Fasi: target e gap (o raggiunto) danno il raggiunto, il raggiunto e il target danno il grado (da 0 a 100).
    .indicatori = Indicatori: raggiunto e atteso danno il rapporto, il rapporto dà il grado (da 0 a 100).
    .obiettivi =
        Obiettivi: i gradi delle fasi e quelli degli indicatori danno le due parti, le due parti danno il punteggio, le
        classi danno il giudizio.
    .direzioni = Direzioni: la media dei punteggi degli obiettivi di ciascuna struttura.
guida-formule = Per leggere le formule
    .tabelle =
        Ogni elenco è una tabella con un nome: Obiettivi, Fasi, Indicatori, Persone, Partecipazioni, Strutture,
        Appartenenze, Segnalazioni, Classi. Fasi[Grado] è la colonna Grado della tabella Fasi.
    .numeri =
        Nr è il numero della scheda nel foglio Obiettivi: in ogni foglio porta alla sua riga. Nr persona e Nr struttura
        fanno lo stesso per i fogli Persone e Direzioni.
    .ordine =
        Le tabelle si possono filtrare e ordinare: le formule cercano ogni riga per numero, non per posizione. I
        collegamenti portano invece alla riga dov'era alla pubblicazione.
    .arrotondare =
        Si arrotonda dove si usa ARROTONDA, ai decimali scritti nel foglio Regole, mezzo per eccesso: la tolleranza
        aggiunta prima serve perché un mezzo esatto sia arrotondato sempre per eccesso.
    .parole =
        Dove non c'è un numero sta scritto perché: non valutabile, non dovuta, mancante. Non vale mai zero in silenzio.
    .prova =
        I numeri su fondo giallo (regole, valori validati dal Nucleo) si possono cambiare per prova: i risultati
        ufficiali restano quelli pubblicati.
guida-celle =
    Gli indirizzi delle celle aprono il file dell'ufficio in quel punto, finché la cartella dei report e quella dei file
    restano dove sono.
