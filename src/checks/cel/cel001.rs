#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::CEL001,
    descrizione: "una cella contiene un errore di formula",
    testo: Testo {
        controlla: "Le celle che il programma legge: nessuna mostra un errore di formula (#DIV/0!, #RIF!, #N/D, #VALORE!, \
             #NOME?), in qualunque lingua sia scritto. È un errore dove il valore conta per la scadenza, un avviso \
             altrove.",
        perche: "Un errore di formula non è un numero: il valore manca, e dove conta il risultato della scheda è \
             provvisorio.",
        rimedio: "Correggere la formula, di solito perché rimanda a una cella vuota o cancellata, oppure scrivere \
             direttamente il valore.",
        sbagliato: "Raggiunto al 31 dicembre: #DIV/0!",
        giusto: "Raggiunto al 31 dicembre: 12",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Foglio(|m| m.formula("P37", "=1/0", "#DIV/0!"));
