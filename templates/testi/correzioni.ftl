# Che cosa un ufficio deve correggere nel suo file.

correzioni = Correzioni
correzioni-titolo = Correzioni, { $scadenza } { $anno }
correzioni-destinatario = Ufficio che compila «{ $file }»
correzioni-file = File
    .testo = File: «{ $file }».
correzioni-schede = Schede lette
correzioni-errori = Errori da correggere
correzioni-avvisi = Avvisi da controllare
figura-avvisi-ufficio = avvisi
    .nota = da controllare
figura-note-ufficio = note
    .nota = per conoscenza
correzioni-istruzioni =
    Le correzioni si fanno nel file di Excel, nelle celle indicate; poi si salva il file al suo posto. Un errore rende
    provvisori i risultati della scheda; un avviso va controllato e corretto se è una svista; una nota è solo per
    conoscenza.

correzioni-copia =
    Accanto a questo elenco c'è una copia del file, «{ $nome }», con le stesse segnalazioni: le celle da guardare sono
    colorate (rosa un errore, giallo un avviso, azzurro una nota) e hanno un commento. Le correzioni si fanno nel file
    originale, che non è stato toccato.
correzioni-senza-copia =
    Del file non c'è una copia con le celle colorate: { $motivo }. Le correzioni sono tutte in questo elenco.

## Esito

esito-non-letto = File non letto
    .testo = Nessuna scheda di questo file è nei risultati: va sistemato il file, come è scritto qui sotto.
esito-errori = Da correggere
    .testo = { $errori ->
        [one] C'è { $errori } errore da correggere: finché c'è
       *[other] Ci sono { $errori } errori da correggere: finché ci sono
    }, i risultati delle schede interessate sono provvisori.
esito-avvisi = Da controllare
    .testo = Non ci sono errori. { $avvisi ->
        [one] C'è { $avvisi } avviso
       *[other] Ci sono { $avvisi } avvisi
    } da controllare.
esito-in-ordine = In ordine
    .testo = Non c'è niente da correggere.

## Elenco

tabella-correzioni = Correzioni, per foglio e cella
    .colonne = Foglio | @Cella | @Gravità | @Codice | Che cosa non va | Che cosa fare
    .vuota = Niente da correggere.
tabella-correzioni-foglio =
    .colonne = @Cella | @Gravità | @Codice | Che cosa non va | Che cosa fare
    .vuota = Niente da correggere.
correzioni-foglio = Foglio «{ $foglio }»
    .intero = tutto il foglio
correzioni-intero-file = Tutto il file
    .elenco = (tutto il file)

## Il commento in una cella del file restituito

segno-su = { $dove ->
    [file] Su tutto il file.
   *[foglio] Su tutto il foglio.
}
segno-che-cosa-fare = Che cosa fare: { $rimedio }.
