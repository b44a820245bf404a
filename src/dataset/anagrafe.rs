//! Who a name on a scheda is: the spelling, a confirmed alias, or a line of the anagrafica.

use std::collections::BTreeMap;

use super::identita::{canonici, chiave};
use crate::config::Alias;
use crate::tabelle::Anagrafica;

/// The people of a run.
#[derive(Debug)]
pub struct Anagrafe<'a> {
    /// From the key of a spelling to the key of the person.
    alias: BTreeMap<String, String>,
    /// From the key of a person to the name shown.
    names: BTreeMap<String, String>,
    anagrafica: &'a Anagrafica,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identita {
    /// The name shown, one for all spellings; of homonyms, with the matricola.
    pub nome: String,
    /// The number in the anagrafica, if the person is there.
    pub matricola: Option<String>,
}

impl<'a> Anagrafe<'a> {
    /// The people behind some names as they are written.
    #[must_use]
    pub fn new<'n>(written: impl Iterator<Item = &'n str>, alias: &[Alias], anagrafica: &'a Anagrafica) -> Self {
        let confirmed = confirmed(alias, anagrafica);
        let mut names = canonici(written);
        for one in alias {
            names.insert(chiave(&one.persona), shown(&one.persona));
        }
        for one in anagrafica.people() {
            names.insert(chiave(&one.nominativo), shown(&one.nominativo));
        }
        Self { alias: confirmed, names, anagrafica }
    }

    /// Who is meant by a name on a scheda of a direzione.
    #[must_use]
    pub fn find(&self, nominativo: &str, direzione: &str) -> Identita {
        let key = chiave(nominativo);
        let key = self.alias.get(&key).unwrap_or(&key);
        let name = self.names.get(key).cloned().unwrap_or_else(|| nominativo.to_owned());
        match self.anagrafica.find(&name, direzione) {
            Some(one) if self.anagrafica.has_homonyms(&name) => Identita {
                nome: format!("{} (matricola {})", shown(&one.nominativo), one.matricola),
                matricola: Some(one.matricola.clone()),
            },
            found => Identita { nome: name, matricola: found.map(|one| one.matricola.clone()) },
        }
    }

    /// The name shown of a role on a scheda of a direzione, where an alias confirms it; otherwise as written. Homonyms
    /// have their matricola, so that neither is given the schede of the other.
    #[must_use]
    pub fn role(&self, nome: &str, direzione: &str) -> String {
        let nome = self.alias.get(&chiave(nome)).and_then(|key| self.names.get(key)).map_or(nome, String::as_str);
        match self.anagrafica.find(nome, direzione) {
            Some(one) if self.anagrafica.has_homonyms(nome) => format!("{nome} (matricola {})", one.matricola),
            _ => nome.to_owned(),
        }
    }
}

/// From the key of each confirmed spelling to the key of its person.
#[must_use]
pub fn confirmed(alias: &[Alias], anagrafica: &Anagrafica) -> BTreeMap<String, String> {
    let from_config = alias.iter().flat_map(|one| {
        let person = chiave(&one.persona);
        one.grafie.iter().map(move |grafia| (chiave(grafia), person.clone()))
    });
    let from_anagrafica =
        anagrafica.spellings().map(|(line, first)| (chiave(&line.nominativo), chiave(&first.nominativo)));
    from_anagrafica.chain(from_config).filter(|(spelling, person)| spelling != person).collect()
}

fn shown(nome: &str) -> String {
    nome.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase()
}

/// The area of the CCNL 16/11/2022 of a categoria in either coding; absent when it is neither.
#[must_use]
pub fn area(categoria: &str) -> Option<&'static str> {
    let words = super::identita::parole(categoria).join(" ");
    let first = words.split(' ').next().unwrap_or_default();
    let letter = first.trim_end_matches(|c: char| c.is_ascii_digit());
    match (letter, words.as_str()) {
        ("A", _) => Some("Operatori"),
        ("B", _) => Some("Operatori esperti"),
        ("C", _) => Some("Istruttori"),
        ("D" | "DPO" | "EQ" | "PO", _) => Some("Funzionari ed EQ"),
        (_, text) if text.starts_with("OPERATOR") && text.contains("ESPERT") => Some("Operatori esperti"),
        (_, text) if text.starts_with("OPERATOR") => Some("Operatori"),
        (_, text) if text.starts_with("ISTRUTTOR") && !text.contains("DIRETTIV") => Some("Istruttori"),
        (_, text) if text.starts_with("FUNZIONAR") || text.starts_with("ISTRUTTOR") => Some("Funzionari ed EQ"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tabelle::Tabelle;

    #[test]
    fn both_codings_of_categories_have_an_area() {
        for (categoria, wanted) in [
            ("A", Some("Operatori")),
            ("B3", Some("Operatori esperti")),
            ("c", Some("Istruttori")),
            ("D1", Some("Funzionari ed EQ")),
            ("D/PO", Some("Funzionari ed EQ")),
            ("DPO", Some("Funzionari ed EQ")),
            ("Operatori esperti", Some("Operatori esperti")),
            ("Operatore", Some("Operatori")),
            ("ISTRUTTORI", Some("Istruttori")),
            ("Istruttore direttivo", Some("Funzionari ed EQ")),
            ("Funzionari ed E.Q.", Some("Funzionari ed EQ")),
            ("Segretario", None),
        ] {
            assert_eq!(area(categoria), wanted, "{categoria}");
        }
    }

    #[test]
    fn only_a_confirmed_alias_merges_two_spellings() {
        let written = ["TARQUINI ORNELLA", "Tarquini Ornella Piera", "Ornella Tarquini"];
        let none = Anagrafica::default();
        let apart = Anagrafe::new(written.into_iter(), &[], &none);
        assert_ne!(apart.find(written[0], "").nome, apart.find(written[1], "").nome);
        assert_eq!(apart.find(written[0], "").nome, apart.find(written[2], "").nome);
        let alias = [Alias { persona: written[0].into(), grafie: vec![written[1].into()] }];
        let merged = Anagrafe::new(written.into_iter(), &alias, &none);
        assert_eq!(merged.find(written[1], "").nome, "TARQUINI ORNELLA");
        assert_eq!(
            (merged.role("Tarquini Ornella Piera", "Staff"), merged.role("Rossi Ada", "Staff")),
            ("TARQUINI ORNELLA".to_owned(), "Rossi Ada".to_owned())
        );
    }

    #[test]
    fn homonyms_in_a_role_are_two() {
        let folder = tempfile::tempdir().unwrap();
        let text = "matricola;nominativo;direzione\n7;ROSSI ADA;Staff\n8;Rossi Ada;Territorio\n";
        std::fs::write(folder.path().join("anagrafica.csv"), text).unwrap();
        let anagrafica = Tabelle::read(folder.path()).unwrap().anagrafica;
        let anagrafe = Anagrafe::new(std::iter::empty(), &[], &anagrafica);
        for (direzione, nome) in [
            ("STAFF", "Rossi Ada (matricola 7)"),
            ("Territorio", "Rossi Ada (matricola 8)"),
            ("Avvocatura", "Rossi Ada"),
        ] {
            assert_eq!(anagrafe.role("Rossi Ada", direzione), nome, "{direzione}");
        }
    }
}
