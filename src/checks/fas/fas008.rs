#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FAS008,
    descrizione: "una percentuale è scritta in modo anomalo",
    testo: Testo {
        controlla: "Le percentuali del cronoprogramma e del personale sono numeri con il formato percentuale, tra 0% e \
             100%. È segnalato un testo, un 100 senza formato, un valore oltre 100% o negativo (tranne nei gap), un \
             valore che si può leggere in due modi. La segnalazione dice come è stato letto. Un testo che non è una \
             percentuale è un errore in un target che conta; in un gap dovuto è FAS002, in una partecipazione PER001.",
        perche: "Excel conserva 85% come 0,85: un 85 senza formato percentuale può voler dire 85% o 8500%.",
        rimedio: "Applicare alla cella il formato percentuale e riscrivere il valore, per esempio 85%.",
        sbagliato: "Target al 31 dicembre: 100 (formato Generale)",
        giusto: "Target al 31 dicembre: 100% (formato Percentuale)",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Foglio(|m| m.numero("Q26", 100.0));
