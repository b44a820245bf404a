#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FIL001,
    descrizione: "il file non si apre",
    testo: Testo {
        controlla: "Ogni file della cartella si apre. Se è aperto in Excel da qualcuno, la segnalazione dice da chi.",
        perche: "Le schede di un file che non si apre mancano da tutti i risultati.",
        rimedio: "Chiudere il file, aspettare che la sincronizzazione della cartella sia finita, controllare i permessi \
             e ripetere.",
        sbagliato: "Il file è aperto da un collega, oppure è solo nel cloud",
        giusto: "Il file è chiuso e sincronizzato",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Diretto(|| {
    use crate::workbook::{Limiti, folder::Candidate, read};
    let file = Candidate { path: "manca.xlsx".into(), name: "manca.xlsx".into(), opened_by: None };
    read(&file, &Limiti::default()).1
});
