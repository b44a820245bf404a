use crate::checks::luogo;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::voci::Voce;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::INT001,
    descrizione: "un campo dell'intestazione è vuoto",
    testo: Testo {
        controlla: "I campi dell'intestazione (direzione, assessore, dirigente, responsabile, sezione, missione, \
             programma, obiettivi, progetto, finalità, titolo, orizzonte, descrizione) hanno tutti un testo. Il \
             segno // è un testo: dice che non c'è nessuno.",
        perche: "Una scheda senza direzione, dirigente o missione manca dai risultati di quella struttura.",
        rimedio: "Compilare il campo; se non riguarda questo obiettivo, scrivere //.",
        sbagliato: "DIRIGENTE: vuoto",
        giusto: "DIRIGENTE: Rossi Ada, oppure //",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].intestazione.titolo.testo = None);

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for (key, name, campo) in scheda.intestazione.campi() {
            let foreseen = campo.at.is_some() || scheda.obbligatori.campi.iter().any(|nome| nome == key);
            if foreseen && campo.testo.as_deref().is_none_or(|text| text.trim().is_empty()) {
                let found = if campo.at.is_some() { "è vuoto" } else { "non si trova sul modulo" };
                out.push(RULE.codice.at(
                    luogo(scheda, campo.at),
                    format!("il campo «{name}» {found}"),
                    "compilare il campo; se non riguarda questo obiettivo scrivere //",
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
    fn a_blank_field_is_reported_at_its_cell() {
        let mut s = scheda();
        s.intestazione.dirigente.testo = Some("//".into());
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "");
        s.intestazione.finalita.testo = None;
        s.intestazione.progetto = crate::scheda::Campo::default();
        assert_eq!(dove(&RULE, &[s], Dicembre), "foglio avviso, C12 avviso");
    }
}
