use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::identita::{chiave, e_collettiva, parole};
use crate::dataset::voci::Voce;
use crate::place::Luogo;
use crate::segnalazione::{Segnalazione, codici};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

pub const RULE: Rule = Rule {
    codice: codici::PER007,
    descrizione: "una persona ha due categorie",
    testo: Testo {
        controlla: "La categoria di una persona è la stessa in tutte le schede. Le vecchie lettere e le aree del contratto \
             del 16 novembre 2022 sono uguali dove vogliono dire lo stesso (C e Istruttori).",
        perche: "I rapporti mostrano una sola categoria: quella della prima scheda.",
        rimedio: "Scrivere la stessa categoria ovunque; nulla, se è cambiata durante l'anno.",
        sbagliato: "VERDI ADA: C in una scheda, D in un'altra",
        giusto: "VERDI ADA: D in tutte le schede",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[1].personale[0].categoria = Some("D".into()));

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    let mut people: BTreeMap<String, Prima> = BTreeMap::new();
    for Voce { scheda, .. } in ctx.schede {
        for p in &scheda.personale {
            let key = chiave(&p.nominativo.valore);
            let Some(categoria) = p.categoria.as_deref().filter(|c| !c.trim().is_empty()) else { continue };
            if key.is_empty() || e_collettiva(&p.nominativo.valore) {
                continue;
            }
            let person = ctx.alias.get(&key).cloned().unwrap_or(key);
            let luogo = scheda.luogo.at(p.nominativo.at);
            match people.entry(person) {
                Entry::Vacant(entry) => {
                    entry.insert(Prima { categoria: categoria.to_owned(), luogo, reported: false });
                }
                Entry::Occupied(mut entry) => {
                    let first = entry.get_mut();
                    if codice(&first.categoria) != codice(categoria) && !first.reported {
                        first.reported = true;
                        out.push(RULE.codice.at(
                            luogo,
                            format!(
                                "{}: categoria {categoria}, ma {} in {}",
                                p.nominativo.valore, first.categoria, first.luogo
                            ),
                            "scrivere la stessa categoria; intanto vale la prima",
                        ));
                    }
                }
            }
        }
    }
}

/// The first categoria found of a person.
struct Prima {
    categoria: String,
    luogo: Luogo,
    reported: bool,
}

/// The letter of a categoria in either coding; what is neither stays as it is.
fn codice(categoria: &str) -> String {
    let words = parole(categoria).join(" ");
    match words.as_str() {
        "OPERATORI" | "OPERATORE" => "A".to_owned(),
        "OPERATORI ESPERTI" | "OPERATORE ESPERTO" => "B".to_owned(),
        "ISTRUTTORI" | "ISTRUTTORE" => "C".to_owned(),
        "FUNZIONARI" | "FUNZIONARIO" | "FUNZIONARI ED EQ" | "FUNZIONARI EQ" | "FUNZIONARIO ED EQ" => "D".to_owned(),
        _ => words.strip_prefix("CAT ").unwrap_or(&words).replace(' ', ""),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{dove, scheda};
    use crate::scheda::Scadenza::{Dicembre, Luglio};

    fn two(first: &str, second: &str) -> String {
        let mut a = scheda();
        let mut b = scheda();
        b.luogo.file = "b.xlsx".into();
        a.personale[0].categoria = Some(first.into());
        b.personale[0].categoria = Some(second.into());
        dove(&RULE, &[a, b], Dicembre)
    }

    #[test]
    fn another_categoria_is_reported_at_the_later_name() {
        for (first, second, found) in [
            ("C", "D", "B44 avviso"),
            ("D", "DPO", "B44 avviso"),
            ("C", "c.", ""),
            ("C", "Istruttori", ""),
            ("D", "Cat. D", ""),
        ] {
            assert_eq!(two(first, second), found, "{first} / {second}");
        }
        assert_eq!(dove(&RULE, &[scheda()], Luglio), "");
    }
}
