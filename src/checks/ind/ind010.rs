use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::voci::Voce;
use crate::scheda::polarita;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::IND010,
    descrizione: "non è chiaro se è meglio un valore alto o basso",
    testo: Testo {
        controlla: "Il confronto scritto nell'atteso («almeno», «massimo», <, >) va d'accordo con il nome dell'indicatore: \
             di «giorni di attesa» è meglio averne meno.",
        perche: "Vale il confronto scritto: se è una svista il punteggio è l'opposto di quello voluto.",
        rimedio: "Confermare l'atteso, oppure correggerlo: «almeno …» se di più è meglio, «massimo …» se di meno è \
             meglio.",
        sbagliato: "Giorni di attesa: almeno 10",
        giusto: "Giorni di attesa: massimo 10",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].indicatori[0].nome.valore = "Giorni di attesa".into());

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        let titolo = scheda.intestazione.titolo.testo.as_deref().unwrap_or_default();
        for indicatore in &scheda.indicatori {
            let name = &indicatore.nome.valore;
            let polarita = polarita::decide(indicatore);
            // An exception of the configuration has settled it.
            let settled = ctx.regole.indicatori.eccezione(titolo, name).is_some();
            if !polarita.discorde || settled || (ctx.ripete_le_fasi)(name) {
                continue;
            }
            let (nome, atteso) = if polarita.bassa { ("di più", "di meno") } else { ("di meno", "di più") };
            out.push(RULE.codice.at(
                scheda.luogo.at(indicatore.nome.at),
                format!(
                    "«{name}»: dal nome sembra che {nome} sia meglio, ma l'atteso «{}» dice {atteso}; vale l'atteso",
                    indicatore.atteso_testo.as_deref().unwrap_or_default()
                ),
                "confermare l'atteso, o correggerlo («almeno …» se di più è meglio, «massimo …» se di meno è meglio)",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{dove, scheda, with_context};
    use crate::checks::{Context, Origin};
    use crate::config::Config;
    use crate::scheda::Scadenza::Dicembre;
    use crate::scheda::{Atteso, Comparatore};

    #[test]
    fn a_name_and_a_comparison_that_disagree_are_reported() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        let expected = s.indicatori[0].atteso.expect("the indicator has an atteso");
        s.indicatori[0].nome.valore = "Giorni di attesa".into();
        s.indicatori[0].atteso = Some(Atteso { comparatore: None, ..expected });
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "", "no comparison was typed: the name decides");
        s.indicatori[0].atteso = Some(Atteso { comparatore: Some(Comparatore::Almeno), ..expected });
        assert_eq!(dove(&RULE, &[s], Dicembre), "A37 avviso");
    }

    #[test]
    fn an_exception_of_the_configuration_settles_it() {
        let mut s = scheda();
        let titolo = s.intestazione.titolo.testo.clone().expect("the scheda has a titolo");
        s.indicatori[0].nome.valore = "Giorni di attesa".into();
        let found = |of: &str| {
            let text =
                format!("[[indicatori.eccezione]]\ntitolo = \"{of}\"\nnome = \"giorni\"\npolarita = \"bassa\"\n");
            let regole = Config::parse(&text).expect("the exception is valid").regole;
            let Origin::Check(run) = RULE.origine else { panic!("IND010 is checked here") };
            let mut out = Vec::new();
            with_context(&[s.clone()], Dicembre, |ctx| run(&Context { regole: &regole, ..*ctx }, &mut out));
            out.len()
        };
        assert_eq!((found(&titolo), found("un altro obiettivo")), (0, 1));
    }
}
