#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FIL009,
    descrizione: "il file è cambiato durante la lettura",
    testo: Testo {
        controlla: "Dimensione, data e contenuto del file sono gli stessi all'inizio e alla fine della lettura. Se \
             cambiano si riprova, e solo se cambiano ancora è un errore.",
        perche: "Quello che è stato letto potrebbe essere metà della versione vecchia e metà di quella nuova.",
        rimedio: "Aspettare che chi sta lavorando al file lo salvi e lo chiuda, poi ripetere.",
        sbagliato: "Il file è salvato mentre il programma lo legge",
        giusto: "Il file è chiuso prima di cominciare",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Diretto(|| vec![crate::workbook::changed_while_read("b.xlsx")]);
