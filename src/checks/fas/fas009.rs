use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::voci::Voce;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::FAS009,
    descrizione: "una fase è annullata",
    testo: Testo {
        controlla: "Il segno // nella riga di una fase del cronoprogramma.",
        perche: "Una fase annullata è mostrata nei rapporti ma non è valutata.",
        rimedio: "Nulla, se l'annullamento è voluto; altrimenti scrivere le percentuali al posto di //.",
        sbagliato: "Anni precedenti: // su una fase da svolgere",
        giusto: "Anni precedenti: vuoto, con le percentuali nei mesi",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].fasi[0].annullata = s[0].fasi[0].at);

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for fase in &scheda.fasi {
            if let Some(at) = fase.annullata {
                out.push(RULE.codice.at(
                    scheda.luogo.at(at),
                    format!(
                        "la fase {} è segnata {} (annullata): è mostrata e non valutata",
                        fase.etichetta,
                        ctx.regole.fasi.segni_annullata()
                    ),
                    "nulla da fare, se l'annullamento è voluto; altrimenti scrivere le percentuali",
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::modulo::{self, Cartella, Modulo};
    use crate::checks::testing::{dove, scheda};
    use crate::config::Config;
    use crate::run;
    use crate::scheda::Scadenza::{Dicembre, Luglio};
    use crate::scheda::profile::Profile;

    #[test]
    fn a_cancelled_phase_is_noted_at_the_mark() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "");
        s.fasi[0].annullata = s.fasi[0].precedenti.at;
        assert_eq!(dove(&RULE, &[s], Dicembre), "B26 nota");
    }

    #[test]
    fn the_marks_are_those_of_the_configuration() {
        let cartella = Cartella::nuova();
        cartella.scrivi("a.xlsx", &modulo::file([Modulo::nuovo("Foglio").con(|m| m.testo("J26", "Annullata "))]));
        let found = |text: &str| {
            let config = Config::parse(&format!("anno = 2022\n{text}")).expect("the marks are valid");
            let verifica = config.ultimo_termine().verifica();
            let files = run::workbooks(cartella.path());
            let letto = run::read(&files, &Profile::shipped(), &config, verifica.scadenza, &|| {});
            let found = run::evaluate(&letto, &config, verifica).segnalazioni;
            found.into_iter().filter(|s| s.codice == RULE.codice).map(|s| s.messaggio).collect::<Vec<_>>()
        };
        assert_eq!(found(""), Vec::<String>::new());
        assert_eq!(
            found("[fasi]\nannullata = [\"//\", \"ANNULLATA\"]"),
            ["la fase 1 è segnata // o ANNULLATA (annullata): è mostrata e non valutata"]
        );
    }
}
