#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FIL002,
    descrizione: "il file non è una cartella di Excel",
    testo: Testo {
        controlla: "Il contenuto di ogni file con estensione di Excel è davvero una cartella di lavoro: non una pagina \
             web, un testo, un PDF, un file vuoto o una cartella. È solo un avviso che tra i file degli uffici stia un file di \
             un altro tipo (.pdf, .csv, .zip …), che non si legge, o un rapporto pubblicato da traguardo.",
        perche: "Un file rinominato non contiene schede leggibili, e le sue schede mancano da tutti i risultati.",
        rimedio: "Aprire il file con Excel, o con il programma con cui è stato fatto, e salvarlo come «Cartella di \
             lavoro di Excel (.xlsx)»; se non è una tabella, mettere al suo posto la cartella di lavoro vera.",
        sbagliato: "schede.xlsx, che in realtà è una pagina web salvata",
        giusto: "schede.xlsx, salvata da Excel come cartella di lavoro",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Cartella(|c| c.scrivi("b.xlsx", b"<html></html>"));
