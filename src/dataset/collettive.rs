//! What a collective entry stands for: «Tutti i funzionari», «Tutto il personale della direzione».
//!
//! With `persone.collettivi = "espandi"` its share is split evenly among the people of the anagrafica whom it means and
//! who do not stand on the scheda by name: those have their own share. Words that are not understood make a group of
//! nobody, never of everybody. Source: regole-di-calcolo, section 4.

use std::collections::BTreeSet;

use super::anagrafe::{Anagrafe, area};
use super::identita::{e_collettiva, parole, parole_staccate};
use crate::scheda::text::normalise;
use crate::scheda::{Partecipazione, Scheda};
use crate::tabelle::{Anagrafica, Dipendente};

/// Why a collective entry stays nobody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Perche {
    /// It has no share to split.
    SenzaQuota,
    /// Its words do not say whom it means; with the first of them.
    NonSiCapisce(String),
    /// Nobody in the anagrafica is meant by it.
    Nessuno,
    /// Whoever is meant by it stands on the scheda by name.
    GiaNominati,
}

/// Who is meant by a collective entry, by groups and by where they work.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Gruppo {
    chi: Vec<Chi>,
    /// Of the whole body, not of the direzione of the scheda alone.
    ente: bool,
}

/// A group of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chi {
    /// Everybody but the dirigenti, who are judged by other rules.
    Personale,
    /// The people of an area of the CCNL.
    Area(&'static str),
    /// The holders of a P.O. or E.Q.
    Incaricati,
    /// The dirigenti.
    Dirigenti,
}

/// Whose the share of a collective entry is, each an equal part of it in points.
///
/// # Errors
/// It stays nobody's; the error says why.
pub fn quote<'a>(
    scheda: &Scheda,
    voce: &Partecipazione,
    anagrafe: &Anagrafe<'a>,
    anagrafica: &'a Anagrafica,
) -> Result<(Vec<&'a Dipendente>, f64), Perche> {
    let quota = voce.pct.punti.ok_or(Perche::SenzaQuota)?;
    let gruppo = gruppo(&voce.nominativo.valore).map_err(Perche::NonSiCapisce)?;
    let direzione = normalise(scheda.intestazione.direzione.testo.as_deref().unwrap_or_default());
    let ente = gruppo.ente || direzione.contains("intersettoriale");
    let of_row = voce.categoria.as_deref().and_then(area);
    let mut meant: Vec<&Dipendente> = anagrafica
        .people()
        .filter(|one| ente || one.direzione.as_deref().map(normalise).as_deref() == Some(&direzione))
        .filter(|one| gruppo.chi.iter().any(|chi| chi.has(one)))
        // The category beside the entry narrows it: «Tutto il personale» with C are the istruttori.
        .filter(|one| of_row.is_none() || one.categoria.as_deref().and_then(area) == of_row)
        .collect();
    if meant.is_empty() {
        return Err(Perche::Nessuno);
    }
    let typed = scheda.intestazione.direzione.testo.as_deref().unwrap_or_default();
    let named: BTreeSet<String> = scheda
        .personale
        .iter()
        .filter(|p| !e_collettiva(&p.nominativo.valore))
        .filter_map(|p| anagrafe.find(&p.nominativo.valore, typed).matricola)
        .collect();
    meant.retain(|one| !named.contains(&one.matricola));
    meant.sort_by(|a, b| (&a.nominativo, &a.matricola).cmp(&(&b.nominativo, &b.matricola)));
    let number = u32::try_from(meant.len()).unwrap_or(u32::MAX);
    if number == 0 { Err(Perche::GiaNominati) } else { Ok((meant, quota / f64::from(number))) }
}

impl Chi {
    fn has(self, one: &Dipendente) -> bool {
        let categoria = one.categoria.as_deref().unwrap_or_default();
        let words = parole(categoria);
        let dirigente = words.first().is_some_and(|word| word == "DIR" || word.starts_with("DIRIGENT"));
        match self {
            Self::Dirigenti => dirigente,
            Self::Personale => !dirigente,
            Self::Area(wanted) => area(categoria) == Some(wanted),
            // «Funzionari ed EQ» is the name of the area, also of those who hold none.
            Self::Incaricati => {
                let whole = words.concat();
                !whole.starts_with("FUNZIONAR") && ["PO", "EQ"].iter().any(|ending| whole.ends_with(ending))
            }
        }
    }
}

/// Whom the words mean; the first word that says nothing known, where one does.
fn gruppo(text: &str) -> Result<Gruppo, String> {
    let words = parole_staccate(text);
    let (mut chi, mut ente, mut direzione) = (Vec::new(), false, false);
    let mut i = 0;
    while let Some(word) = words.get(i).map(String::as_str) {
        let next = words.get(i + 1).map(String::as_str);
        i += 1;
        match (word, next) {
            ("P", Some("O"))
            | ("E", Some("Q"))
            | ("POSIZIONI", Some("ORGANIZZATIVE"))
            | ("ELEVATE", Some("QUALIFICAZIONI")) => {
                chi.push(Chi::Incaricati);
                i += 1;
            }
            ("OPERATORI", Some("ESPERTI")) => {
                chi.push(Chi::Area("Operatori esperti"));
                i += 1;
            }
            ("ISTRUTTORI", Some("DIRETTIVI")) => {
                chi.push(Chi::Area("Funzionari ed EQ"));
                i += 1;
            }
            ("PERSONALE" | "DIPENDENTI" | "DIPENDENTE", _) => chi.push(Chi::Personale),
            ("FUNZIONARI", _) => chi.push(Chi::Area("Funzionari ed EQ")),
            ("ISTRUTTORI", _) => chi.push(Chi::Area("Istruttori")),
            ("OPERATORI", _) => chi.push(Chi::Area("Operatori")),
            ("PO" | "EQ" | "RESPONSABILI" | "INCARICATI" | "TITOLARI", _) => chi.push(Chi::Incaricati),
            ("DIRIGENTI", _) => chi.push(Chi::Dirigenti),
            ("DIREZIONE" | "SETTORE" | "STRUTTURA", _) => direzione = true,
            ("ENTE" | "COMUNE" | "AMMINISTRAZIONE" | "DIREZIONI" | "SETTORI" | "COMUNALE", _) => ente = true,
            (word, _) if VUOTE.contains(&word) => {}
            (word, _) => return Err(word.to_lowercase()),
        }
    }
    chi.dedup();
    if chi.is_empty() {
        return Err(normalise(text));
    }
    // A direzione has one dirigente: «tutti i dirigenti» are those of the body.
    let ente = ente || (chi == [Chi::Dirigenti] && !direzione);
    Ok(Gruppo { chi, ente })
}

/// Words that change nobody.
const VUOTE: [&str; 24] = [
    "TUTTI", "TUTTE", "TUTTO", "TUTTA", "I", "IL", "GLI", "LE", "LA", "L", "LO", "DI", "DEL", "DELL", "DELLA", "DELLE",
    "DELLO", "DEI", "DEGLI", "E", "ED", "O", "IN", "SERVIZIO",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::scheda;
    use crate::tabelle::Tabelle;

    const ANAGRAFICA: &str = "matricola;nominativo;categoria;direzione\n\
        1;VERDI ADA;D;DIREZIONE STAFF\n2;NERI UGO;DPO;Direzione Staff\n3;BIANCHI IVO;C;DIREZIONE STAFF\n\
        4;ROSSI EVA;Funzionari ed EQ;DIREZIONE TERRITORIO\n5;GIALLI LEO;Dirigente;DIREZIONE STAFF\n6;BLU ANNA;EQ;\n";

    /// Who is meant by an entry with 40 points, and the share of each.
    fn of(text: &str, categoria: Option<&str>, direzione: &str, named: &[&str]) -> String {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("anagrafica.csv"), ANAGRAFICA).unwrap();
        let anagrafica = Tabelle::read(folder.path()).unwrap().anagrafica;
        let mut scheda = scheda();
        scheda.intestazione.direzione.testo = Some(direzione.to_owned());
        let mut voce = scheda.personale[0].clone();
        scheda.personale.truncate(named.len());
        for (row, name) in scheda.personale.iter_mut().zip(named) {
            row.nominativo.valore = (*name).to_owned();
        }
        voce.nominativo.valore = text.to_owned();
        voce.categoria = categoria.map(str::to_owned);
        voce.pct.punti = Some(40.0);
        let anagrafe = Anagrafe::new(named.iter().copied(), &[], &anagrafica);
        match quote(&scheda, &voce, &anagrafe, &anagrafica) {
            Ok((people, quota)) => {
                let numbers: Vec<&str> = people.iter().map(|one| one.matricola.as_str()).collect();
                format!("{} a {quota}", numbers.join(" "))
            }
            Err(perche) => format!("{perche:?}"),
        }
    }

    #[test]
    fn the_words_say_who_is_meant() {
        for (text, wanted) in [
            ("Tutti i funzionari", "2 1 a 20"),
            ("TUTTI I P.O/Responsabili", "2 a 40"),
            ("Tutto il personale della direzione", "3 2 1 a 13.333333333333334"),
            ("Tutti i funzionari e gli istruttori", "3 2 1 a 13.333333333333334"),
            ("Tutti i dipendenti del Comune", "3 6 2 4 1 a 8"),
            ("Tutti i funzionari dell'Ente", "6 2 4 1 a 10"),
            ("Tutti i dirigenti", "5 a 40"),
            ("Tutti gli operatori", "Nessuno"),
            ("Tutto il personale della sezione Tributi", "NonSiCapisce(\"sezione\")"),
            ("Tutti", "NonSiCapisce(\"tutti\")"),
        ] {
            assert_eq!(of(text, None, "DIREZIONE STAFF", &[]), wanted, "{text}");
        }
    }

    #[test]
    fn place_category_and_names_narrow_it() {
        assert_eq!(of("Tutto il personale", Some("C"), "Direzione Staff", &[]), "3 a 40");
        assert_eq!(of("Tutti i funzionari", Some("D"), "STAFF / OBIETTIVO INTERSETTORIALE", &[]), "6 2 4 1 a 10");
        assert_eq!(of("Tutti i funzionari", None, "AVVOCATURA", &[]), "Nessuno");
        assert_eq!(of("Tutti i funzionari", None, "DIREZIONE STAFF", &["Ada Verdi"]), "2 a 40");
        assert_eq!(of("Tutti i funzionari", None, "DIREZIONE STAFF", &["Ada Verdi", "Neri Ugo"]), "GiaNominati");
    }
}
