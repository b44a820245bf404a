#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::IND004,
    descrizione: "l'unità di un valore è dubbia",
    testo: Testo {
        controlla: "Il valore raggiunto è nella stessa unità dell'atteso. È segnalato un 1 senza formato percentuale dove \
             l'atteso è una percentuale, e ogni valore che si può leggere in due modi. La segnalazione dice come è \
             stato letto.",
        perche: "Uno scritto senza formato può essere 1% o 100%: il punteggio cambia del tutto.",
        rimedio: "Applicare alla cella il formato percentuale e riscrivere il valore, oppure scrivere il simbolo %.",
        sbagliato: "Atteso 100%, raggiunto 1 (formato Generale)",
        giusto: "Atteso 100%, raggiunto 100%",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Foglio(|m| m.numero("P38", 1.0));
