#[cfg(test)]
use crate::checks::testing::{Caso, modulo, modulo::Modulo};
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FOG004,
    descrizione: "un foglio nascosto contiene una scheda",
    testo: Testo {
        controlla: "I fogli nascosti in cui si riconosce una scheda: non sono letti, se la configurazione non dice di \
             leggerli.",
        perche: "Chi apre il file non vede quel foglio: potrebbe essere una versione superata, o una scheda \
             dimenticata.",
        rimedio: "Se la scheda vale, mostrare il foglio (tasto destro sulle linguette, Scopri); altrimenti eliminarlo. Un \
             foglio che «Scopri» non elenca si mostra dall'editor di Visual Basic (Alt+F11): nella finestra Proprietà \
             (F4) del foglio, Visible va messo a «-1 - xlSheetVisible».",
        sbagliato: "Una scheda in un foglio nascosto",
        giusto: "La stessa scheda in un foglio visibile",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Cartella(|c| {
    let hidden = Modulo::nuovo("Vecchio").con(|m| {
        m.foglio().set_hidden(true);
    });
    c.scrivi("a.xlsx", &modulo::file([Modulo::nuovo("Foglio"), hidden]));
});
