#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FOG005,
    descrizione: "una tabella letta ha righe o colonne nascoste",
    testo: Testo {
        controlla: "Dentro le tabelle della scheda non ci sono righe o colonne nascoste con dei dati.",
        perche: "I dati nascosti sono letti e contano come gli altri, ma chi guarda il foglio non li vede.",
        rimedio: "Mostrare le righe o le colonne; se i dati non servono, cancellarli.",
        sbagliato: "La riga di una persona è nascosta, ma la sua quota conta",
        giusto: "Tutte le righe del personale si vedono",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Foglio(|m| {
    m.foglio().set_row_hidden(44).unwrap();
});
