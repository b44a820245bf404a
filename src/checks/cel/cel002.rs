#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::CEL002,
    descrizione: "una formula non ha un valore salvato",
    testo: Testo {
        controlla: "Le formule nelle celle che il programma legge: ciascuna ha accanto il suo risultato, come Excel lo \
             salva. È un errore dove il valore conta per la scadenza, un avviso altrove.",
        perche: "Il programma legge i risultati salvati e non ricalcola le formule: senza risultato il valore manca.",
        rimedio: "Aprire il file con Excel, lasciare che ricalcoli (tasto F9) e salvarlo di nuovo.",
        sbagliato: "Target al 31 dicembre: =SOMMA(C26:N26), salvata senza risultato",
        giusto: "Target al 31 dicembre: =SOMMA(C26:N26), che mostra 100%",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
// The zeros of a program that does not compute are no results.
pub const CASO: Caso = Caso::Foglio(|m| m.formula("R26", "=Q26-1", "0"));
