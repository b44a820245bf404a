#[cfg(test)]
use crate::checks::testing::{Caso, modulo, modulo::Modulo};
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FOG001,
    descrizione: "nel foglio non c'è una scheda",
    testo: Testo {
        controlla: "I fogli in cui si riconoscono meno di due sezioni della scheda obiettivo, e i riepiloghi: elenchi di \
             obiettivi che hanno già la propria scheda, la sola che conta.",
        perche: "Se il foglio doveva contenere una scheda, quella scheda manca dai risultati.",
        rimedio: "Nulla, se il foglio contiene istruzioni o elenchi; altrimenti usare il modulo della scheda obiettivo.",
        sbagliato: "Una scheda riscritta senza i titoli delle sezioni",
        giusto: "La scheda compilata sul modulo, con i suoi titoli",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Cartella(|c| {
    c.scrivi("b.xlsx", &modulo::file([Modulo::vuoto("Elenchi").con(|m| m.testo("A1", "Istruttore"))]));
});
