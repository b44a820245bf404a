#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FIL010,
    descrizione: "nella cartella non c'è nessun file",
    testo: Testo {
        controlla: "Nella cartella indicata, o nelle sue sottocartelle, c'è almeno una cartella di lavoro (.xlsx, .xlsm, \
             .xls, .xlsb, .ods).",
        perche: "Senza file non c'è niente da leggere: niente è pubblicato e le edizioni precedenti restano come sono.",
        rimedio: "Controllare il percorso della cartella e che sia raggiungibile.",
        sbagliato: "Una cartella vuota, o il percorso di un'altra",
        giusto: "La cartella con i file delle direzioni",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Diretto(|| vec![crate::workbook::folder::nothing(std::path::Path::new("vuota"))]);
