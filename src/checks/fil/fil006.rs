#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FIL006,
    descrizione: "il file supera i limiti di lettura",
    testo: Testo {
        controlla: "Dimensione del file, quantità di celle, righe, testi e fogli: tutto entro i limiti di una scheda, che \
             sono molto larghi.",
        perche: "Un file enorme, o fatto per ingannare i programmi, bloccherebbe la lettura di tutti gli altri.",
        rimedio: "Copiare le schede in una cartella di lavoro nuova; spesso basta cancellare le righe e le colonne vuote \
             ma formattate oltre la tabella.",
        sbagliato: "Una cella scritta per sbaglio in fondo al foglio, a XFD1048576",
        giusto: "Il foglio finisce dove finisce la scheda",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Foglio(|m| {
    m.foglio().write_number(1_048_575, 16_383, 1).unwrap();
});
