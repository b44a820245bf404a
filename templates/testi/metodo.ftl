# La nota metodologica: una frase per ogni chiave delle regole che cambia una cifra.

## Fasi

metodo-fasi = Fasi. { $raggiunto }; { $target }. { $grado }; { $vuoto }. { $dovuta } { $media }
fasi-raggiunto-target-piu-gap = Il raggiunto di una fase è il target più il gap scritto dall'ufficio
fasi-raggiunto-target-meno-gap = Il raggiunto di una fase è il target meno il gap scritto dall'ufficio
fasi-raggiunto-colonna = Il raggiunto di una fase è quello scritto nella sua colonna
fasi-target-dichiarato = se il target manca, vale la somma dei mesi fino alla scadenza
fasi-target-ricalcolato = il target è sempre la somma dei mesi fino alla scadenza, qualunque sia quello dichiarato
fasi-grado-proporzionale = Il grado è il rapporto tra raggiunto e target, da 0 a 100
fasi-grado-si-no = Il grado è 100 se il target è raggiunto, altrimenti 0
fasi-grado-fasce = Il grado dipende dal rapporto tra raggiunto e target: { $fasce }
fasi-senza-raggiunto = un raggiunto mancante dà grado 0 ed è un errore
fasi-gap-mancante = un gap mancante dà grado 0 ed è un errore
fasi-gap-zero = un gap vuoto vale 0, cioè in linea con il target
fasi-dovute = { $segni ->
    [nessuno] Le fasi con target 0 non sono valutate.
    [barre] Le fasi annullate o con target 0 non sono valutate.
   *[altri] Le fasi annullate (segnate { $scritti }) o con target 0 non sono valutate.
}
fasi-media = Il rispetto delle fasi è la media dei gradi.
fasi-media-target = Il rispetto delle fasi è la media dei gradi, pesata con i target.
fasi-media-peso = Il rispetto delle fasi è la media dei gradi, pesata con i pesi scritti per le fasi (1 dove non c'è).
fasi-minimo = Il rispetto delle fasi è il grado più basso.
fasi-mediana = Il rispetto delle fasi è la mediana dei gradi.
fasi-tutto-o-niente = Il rispetto delle fasi è 100 se ogni grado è 100, altrimenti 0.
fascia = da { $da } vale { $punti }

## Indicatori

metodo-indicatori = Indicatori. Il grado è { $crescente }; dove di meno è meglio, { $decrescente }; «sì» vale 100 e «no» vale 0. { $stretto } { $rispetto } { $media }
    .eccezioni = Per scelta dell'ente { $eccezioni }.
indicatori-crescente-proporzionale = il rapporto tra raggiunto e atteso, da 0 a 100
indicatori-crescente-si-no = 100 se il raggiunto arriva all'atteso, altrimenti 0
indicatori-crescente-fasce = quello della fascia in cui cade il rapporto tra raggiunto e atteso ({ $fasce })
indicatori-decrescente-inverso = il rapporto inverso
indicatori-decrescente-lineare = 100 meno quanto il raggiunto eccede l'atteso, in percentuale dell'atteso
indicatori-decrescente-si-no = 100 se il raggiunto non supera l'atteso, altrimenti 0
indicatori-decrescente-fasce = quello della fascia in cui cade il rapporto inverso ({ $fasce })
indicatori-stretto-interi = «Più di» e «meno di» un numero intero chiedono il numero intero seguente; altrove basta l'atteso stesso.
indicatori-stretto-tollerante = «Più di» e «meno di» sono soddisfatti dall'atteso stesso.
indicatori-rispetto-calcolato =
    L'indicatore sul rispetto delle fasi non entra nella media, perché le fasi sono già valutate per conto loro.
indicatori-rispetto-dichiarato =
    L'indicatore sul rispetto delle fasi vale quanto ha scritto l'ufficio, come ogni altro indicatore.
indicatori-rispetto-escluso = L'indicatore sul rispetto delle fasi non è valutato.
indicatori-media = Il punteggio degli indicatori è la media dei gradi.
indicatori-media-famiglie =
    Il punteggio degli indicatori è la media dei gradi, in cui ogni famiglia ha il suo peso ({ $pesi }), diviso tra i
    suoi indicatori.
indicatori-media-peso =
    Il punteggio degli indicatori è la media dei gradi, pesata con i pesi scritti per gli indicatori (1 dove non c'è).
indicatori-eccezione = per «{ $nome }»{ $di } è meglio { $polarita ->
    [alta] di più
   *[bassa] di meno
}
indicatori-eccezione-atteso = per «{ $nome }»{ $di } il valore atteso è «{ $atteso }»{ $polarita ->
    [alta] , ed è meglio di più
    [bassa] , ed è meglio di meno
   *[come] {""}
}

## Scadenze

metodo-finale = Scadenza finale. { $mancante }
metodo-intermedia = Scadenza intermedia. { $indicatori }
intermedia-informativi = Gli indicatori sono solo informativi, perché il valore atteso è annuale.
intermedia-pieni = Gli indicatori sono valutati sul valore atteso annuale. { $mancante }
intermedia-pro-rata = Gli indicatori sono valutati: numeri e importi su { $mese } dodicesimi dell'atteso annuale, gli altri sull'atteso intero. { $mancante }
mancante-zero = Un valore raggiunto che manca, o che non si può leggere, vale 0 ed è segnalato come errore.
mancante-escluso =
    Un valore raggiunto che manca, o che non si può leggere, è segnalato come errore e resta fuori dalla media.

## Obiettivo

metodo-obiettivo = Obiettivo. { $punteggio } I giudizi: { $giudizi }.
obiettivo-dichiarato = Il punteggio è quello degli indicatori. { -obiettivo-se-manca }
obiettivo-media-pesata =
    Il punteggio è fatto per il { $fasi } dal rispetto delle fasi e per il { $indicatori } dagli indicatori; { -obiettivo-una-parte }
obiettivo-solo-fasi = Il punteggio è il rispetto delle fasi. { -obiettivo-se-manca }
obiettivo-solo-indicatori = Il punteggio è quello degli indicatori. { -obiettivo-se-manca }
obiettivo-minimo = Il punteggio è il più basso tra rispetto delle fasi e indicatori; { -obiettivo-una-parte }
obiettivo-prodotto = Il punteggio è il prodotto di rispetto delle fasi e indicatori, in percentuale; { -obiettivo-una-parte }
-obiettivo-una-parte = se una delle due parti manca, vale l'altra. Se mancano tutte e due l'obiettivo è «non valutabile».
-obiettivo-se-manca = Se manca, l'obiettivo è «non valutabile».
giudizio-da = { $nome } da { $da }

## Persone

metodo-persone = Persone. { $risultato }
persone-media-pesata =
    Il risultato è la media dei punteggi degli obiettivi a cui la persona partecipa, pesata con le quote di partecipazione.
persone-media-semplice = Il risultato è la media semplice dei punteggi degli obiettivi a cui la persona partecipa.
persone-pesata-obiettivo =
    Il risultato è la media dei punteggi degli obiettivi a cui la persona partecipa, pesata con i pesi degli obiettivi (1
    dove non c'è).
persone-somma-con-tetto =
    Il risultato è la somma dei punteggi degli obiettivi a cui la persona partecipa, ciascuno per la sua quota di
    partecipazione, al massimo 100.
persone-quota-budget =
    Il risultato è la media dei punteggi degli obiettivi a cui la persona partecipa, pesata con le quote di
    partecipazione; l'importo di ogni obiettivo, per la parte di punteggio ottenuta, si divide in proporzione alle quote.
    .importo = Un obiettivo senza un importo proprio vale € { $importo }.
persone-note-fasi =
    Per chi ha una nota che nomina alcune fasi, il rispetto delle fasi è quello di quelle sole fasi.
persone-alias = Le grafie che l'ente ha confermato sono una persona sola.
persone-collettive = Le voci collettive non sono attribuite a nessuno.
persone-collettive-espandi =
    La quota di una voce collettiva si divide in parti uguali tra le persone dell'anagrafica che la voce intende e che la
    scheda non nomina già.

## Strutture

metodo-strutture = Strutture. { $media } { $comuni }
strutture-media = Il punteggio è la media semplice dei punteggi delle schede che ne hanno uno.
strutture-media-peso =
    Il punteggio è la media dei punteggi delle schede che ne hanno uno, pesata con i pesi degli obiettivi (1 dove non
    c'è).
strutture-media-partecipanti =
    Il punteggio è la media dei punteggi delle schede che ne hanno uno, pesata con il numero dei partecipanti.
intersettoriali-inclusi = Gli obiettivi di tutti i dirigenti contano per ciascuno di loro.
intersettoriali-separati = Gli obiettivi di tutti i dirigenti hanno una riga propria e non contano per i singoli.
intersettoriali-esclusi = Gli obiettivi di tutti i dirigenti non contano per nessuno di loro.

## Altro

metodo-arrotondamenti =
    Arrotondamenti. Rispetto delle fasi, indicatori, punteggi e risultati sono arrotondati a due decimali (mezzo per
    eccesso); i calcoli successivi, le fasce e le classi usano il valore arrotondato.
elenco-e = { $primi } e { $ultimo }
metodo-valutazione =
    Valutazione. Sono valutati { $ruoli }, ciascun ruolo per conto suo: la valutazione è la media delle componenti con il
    loro peso ({ $componenti }), dove «obiettivi» è il risultato calcolato dalle schede. Chi non ha tutti i valori non ha
    una valutazione.
    .condizione =
        Per { $ruoli }, se per «{ $nome }» il valore non è { $limite } si perde tutto il { $quota } { $di ->
            [premio] del premio
           *[valutazione] della valutazione
        }.
condizione-si = «sì»
condizione-minimo = almeno { $minimo }
condizione-massimo = al massimo { $massimo }
condizione-tra = tra { $minimo } e { $massimo }
metodo-premio = Premio. A ciascuno spetta una parte del premio intero, in punti, { $come }.
    .maggiorazione =
        Ai primi in graduatoria, fino al { $quota } delle persone di ciascun ruolo, spettano { $punti } punti in più; chi è
        alla pari con qualcuno che ne resta fuori, ne resta fuori.
    .intero = Per { $ruoli } il premio intero è € { $importo }.
    .fondo =
        Per { $ruoli } il fondo di € { $importo } si divide in proporzione ai punti; ogni importo è troncato al centesimo.
premio-proporzionale = pari alla valutazione
premio-fasce = secondo la valutazione: { $fasce }
premio-classi = secondo la classe in cui cade la valutazione: { $classi }
premio-graduatoria =
    secondo il posto in graduatoria tra le persone dello stesso ruolo: { $parti }; chi è alla pari con qualcuno di uno
    scaglione più basso sta in quello
    .parte = { $punti } punti al { $quota }
premio-soglia-lineare = nulla sotto { $soglia }; { $quota } a { $soglia }, e da lì in proporzione fino a 100
metodo-segnalazioni =
    Segnalazioni. Un risultato è provvisorio quando sulla sua scheda c'è un errore. Per scelta dell'ente { $cambiate }.
    .cambiata = { $codice } è { $gravita ->
        [nota] una nota
       *[altra] un { $gravita }
    }
metodo-validazione = Validazione. Il Nucleo di Valutazione ha validato { $valori ->
    [one] un valore diverso da quello misurato
   *[other] { $valori } valori diversi da quelli misurati
}, con motivazione: nei calcoli successivi contano i valori validati.
regola-vuota = nessuna
