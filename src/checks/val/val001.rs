#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::VAL001,
    descrizione: "una validazione è senza motivazione",
    testo: Testo {
        controlla: "Ogni riga di validazioni.csv ha la motivazione, e l'obiettivo o l'indicatore che nomina esiste ed è \
             uno solo. È un \
             avviso se quello che valida non è valutato.",
        perche: "Il Nucleo può cambiare un valore misurato, ma chi legge deve sapere perché: senza motivazione il \
             valore validato non conta.",
        rimedio: "Scrivere la motivazione nella riga del file delle validazioni.",
        sbagliato: "Senzafila; 90; (motivazione vuota)",
        giusto: "Senzafila; 90; ritardo dovuto alla sospensione della gara",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Cartella(|cartella| {
    let table = "obiettivo;valore validato;motivazione\nPratiche;90;\n";
    cartella.scrivi("validazioni.csv", table.as_bytes());
});
