use crate::checks::luogo;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::voci::Voce;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::IND006,
    descrizione: "un indicatore è senza valore atteso",
    testo: Testo {
        controlla: "Ogni indicatore con un nome ha il suo valore atteso. Quelli che ripetono le fasi si calcolano da sé.",
        perche: "Senza atteso non c'è niente con cui confrontare il raggiunto: l'indicatore non è valutato.",
        rimedio: "Scrivere il valore atteso, oppure togliere l'indicatore.",
        sbagliato: "«n. eventi», atteso vuoto",
        giusto: "«n. eventi», atteso 4",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].indicatori[0].atteso_testo = None);

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for indicatore in &scheda.indicatori {
            let name = &indicatore.nome.valore;
            if indicatore.atteso_testo.is_none() && !name.trim().is_empty() && !(ctx.ripete_le_fasi)(name) {
                out.push(RULE.codice.at(
                    luogo(scheda, indicatore.atteso_at.or(Some(indicatore.nome.at))),
                    format!("«{name}»: manca il valore atteso, l'indicatore non è valutato"),
                    "scrivere il valore atteso, o togliere l'indicatore",
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{dove, scheda};
    use crate::scheda::Scadenza::{Dicembre, Luglio};

    #[test]
    fn a_blank_atteso_is_reported_at_its_cell() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.indicatori[0].atteso_testo = None;
        s.indicatori[0].atteso = None;
        s.indicatori[1].atteso_testo = None;
        assert_eq!(dove(&RULE, &[s], Luglio), "J37 avviso");
    }
}
