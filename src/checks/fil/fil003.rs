#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FIL003,
    descrizione: "il file è danneggiato o salvato a metà",
    testo: Testo {
        controlla: "Ogni cartella di lavoro è intera: si legge dall'inizio alla fine.",
        perche: "Di un file danneggiato non si può sapere che cosa manca: le sue schede non sono lette.",
        rimedio: "Aprire il file con Excel, farlo riparare, controllare i valori e salvarlo di nuovo; oppure recuperare \
             una copia integra.",
        sbagliato: "Un file copiato mentre la rete cadeva",
        giusto: "Lo stesso file, riaperto con Excel e salvato di nuovo",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Cartella(|c| c.scrivi("b.xlsx", &c.leggi("a.xlsx")[..2000]));
