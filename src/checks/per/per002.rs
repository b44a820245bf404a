use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::identita::chiave;
use crate::dataset::voci::Voce;
use crate::place::CellRef;
use crate::segnalazione::{Segnalazione, codici};
use std::collections::BTreeMap;

pub const RULE: Rule = Rule {
    codice: codici::PER002,
    descrizione: "una persona è due volte nella scheda",
    testo: Testo {
        controlla: "I nomi del personale di una scheda sono tutti diversi, senza badare a maiuscole, spazi, accenti e \
             ordine delle parole.",
        perche: "Le percentuali si sommano: se una riga è un avanzo la somma è troppo alta.",
        rimedio: "Lasciare una riga sola, con la percentuale intera.",
        sbagliato: "VERDI ADA 30%, e più sotto Ada Verdi 30%",
        giusto: "VERDI ADA 60%",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].personale[1].nominativo.valore = "Ada Verdi".into());

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        let mut seen: BTreeMap<String, CellRef> = BTreeMap::new();
        for p in &scheda.personale {
            let name = &p.nominativo;
            let key = chiave(&name.valore);
            if key.is_empty() {
                continue;
            }
            let person = ctx.alias.get(&key).cloned().unwrap_or(key);
            if let Some(first) = seen.get(&person) {
                out.push(RULE.codice.at(
                    scheda.luogo.at(name.at),
                    format!("{} è già nella cella {first}: le percentuali si sommano", name.valore),
                    "lasciare una riga sola, con la percentuale intera",
                ));
            } else {
                seen.insert(person, name.at);
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
    fn a_repeated_person_is_reported_at_the_later_row() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "");
        s.personale[1].nominativo.valore = "Ada  Verdi".into();
        assert_eq!(dove(&RULE, &[s], Dicembre), "B45 avviso");
    }
}
