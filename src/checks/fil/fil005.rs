#[cfg(test)]
use crate::checks::testing::Caso;
#[cfg(test)]
use crate::checks::testing::modulo::{self, Modulo};
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FIL005,
    descrizione: "il contenuto è di un altro formato di Excel che l'estensione",
    testo: Testo {
        controlla: "L'estensione del file (.xlsx, .xls, .xlsb, .ods) corrisponde al formato del contenuto.",
        perche: "Il file è letto secondo il suo contenuto, ma Excel potrebbe rifiutarsi di aprirlo.",
        rimedio: "Aprire il file e salvarlo con nome, scegliendo «Cartella di lavoro di Excel (.xlsx)».",
        sbagliato: "schede.xlsx, salvata nel vecchio formato .xls e rinominata",
        giusto: "schede.xlsx, salvata come .xlsx",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Cartella(|c| c.scrivi("b.xls", &modulo::file([Modulo::vuoto("Foglio")])));
