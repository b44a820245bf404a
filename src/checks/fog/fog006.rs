#[cfg(test)]
use crate::checks::testing::{Caso, modulo, modulo::Modulo};
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FOG006,
    descrizione: "lo stesso obiettivo è su due fogli",
    testo: Testo {
        controlla: "Ogni obiettivo sta su un foglio solo. Una copia uguale è un avviso e conta una volta; con valori \
             diversi è un errore, e vale il foglio il cui nome non è quello di una copia. Se i nomi non decidono, \
             nessuno dei due è valutato.",
        perche: "Due fogli con valori diversi dicono due cose dello stesso obiettivo.",
        rimedio: "Tenere il foglio giusto ed eliminare l'altro.",
        sbagliato: "Fogli «Senzafila» e «Copia di Senzafila», con valori diversi",
        giusto: "Solo il foglio «Senzafila»",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Cartella(|c| {
    c.scrivi(
        "a.xlsx",
        &modulo::file([Modulo::nuovo("Foglio"), Modulo::nuovo("Copia di Foglio").con(|m| m.percento("R26", -0.2))]),
    );
});
