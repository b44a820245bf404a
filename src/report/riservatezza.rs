//! What a recipient may read of the segnalazioni: those on their own schede, and in them nobody else's names.

use std::collections::BTreeMap;

use super::parts::capital;
use super::rows::{PartecipazioneRow, Rows, SchedaRow, SegnalazioneRow, key};
use super::testi::testo;
use crate::checks;

/// The participations that somebody may read who answers for some schede, of which some are everybody's.
///
/// A collective entry of one's own scheda may mean people of other direzioni: of them only those are shown who work in a
/// direzione of the reader's own schede, or are named there. What stands on other schede is left: it only counts.
pub(super) fn partecipazioni(
    rows: &Rows,
    is_own: impl Fn(&SchedaRow) -> bool,
    is_everyone: impl Fn(&SchedaRow) -> bool,
) -> Vec<PartecipazioneRow> {
    let own: Vec<&SchedaRow> = rows.schede.iter().filter(|s| is_own(s)).collect();
    let direzioni: Vec<String> =
        own.iter().filter(|s| !is_everyone(s)).filter_map(|s| s.direzione.as_deref().map(key)).collect();
    let on_own = |p: &PartecipazioneRow| own.iter().any(|s| s.id == p.id);
    let named: Vec<&str> =
        rows.partecipazioni.iter().filter(|p| p.voce.is_none() && on_own(p)).map(|p| p.persona.as_str()).collect();
    let shown = |p: &&PartecipazioneRow| {
        p.voce.is_none()
            || !on_own(p)
            || named.contains(&p.persona.as_str())
            || p.direzione_persona.as_deref().is_some_and(|d| direzioni.contains(&key(d)))
    };
    rows.partecipazioni.iter().filter(shown).cloned().collect()
}

/// The names that a recipient knows already, and those that are none of their business.
pub(super) struct Visuale {
    /// Longest first, each with whether it is known: a name is not taken for a shorter one that it holds.
    names: Vec<(String, bool)>,
}

impl Visuale {
    /// Of who reads these schede; `noti` are names known anyway.
    pub fn new(rows: &Rows, is_own: impl Fn(&SchedaRow) -> bool, noti: &[&str]) -> Self {
        let own: Vec<&str> = rows.schede.iter().filter(|s| is_own(s)).map(|s| s.id.as_str()).collect();
        let mut inside: Vec<String> = noti.iter().map(|name| key(name)).collect();
        let mut outside: Vec<String> = Vec::new();
        for p in &rows.partecipazioni {
            // Whom a collective entry means, nobody wrote on the scheda.
            let named = own.contains(&p.id.as_str()) && p.voce.is_none();
            let names = if named { &mut inside } else { &mut outside };
            names.push(key(&p.persona));
            names.extend(p.nominativo.as_deref().map(key));
        }
        for s in &rows.schede {
            let names = if own.contains(&s.id.as_str()) { &mut inside } else { &mut outside };
            names
                .extend([&s.titolo, &s.dirigente, &s.responsabile, &s.assessore].into_iter().flatten().map(|n| key(n)));
            names.extend([key(&s.file), key(&s.foglio)]);
        }
        Self::of(inside, outside)
    }

    fn of(inside: Vec<String>, outside: Vec<String>) -> Self {
        let mut names: BTreeMap<String, bool> =
            outside.into_iter().filter(|name| name.len() > 3).map(|name| (name, false)).collect();
        names.extend(inside.into_iter().map(|name| (name, true)));
        let mut names: Vec<(String, bool)> = names.into_iter().collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self { names }
    }

    /// Whether a text names somebody, or something, that is none of the reader's business.
    fn speaks_of_others(&self, text: &str) -> bool {
        let mut text = format!(" {} ", key(text));
        for (name, known) in &self.names {
            let name = format!(" {name} ");
            if *known {
                text = text.replace(&name, "  ");
            } else if text.contains(&name) {
                return true;
            }
        }
        false
    }

    /// The segnalazione as this recipient may read it: where its text speaks of others, what its code says in general.
    pub fn shown(&self, segnalazione: &SegnalazioneRow) -> SegnalazioneRow {
        let mut shown = segnalazione.clone();
        if segnalazione.messaggio.iter().chain(&segnalazione.rimedio).any(|text| self.speaks_of_others(text)) {
            let rule = checks::rule(&segnalazione.codice);
            let what = rule.map_or_else(String::new, |rule| capital(rule.descrizione) + ". ");
            shown.messaggio = Some(what + &testo!("riguarda-altri"));
            shown.rimedio = rule.map(|rule| rule.testo.rimedio.to_owned());
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_name_hides_no_longer_one_and_is_not_hidden_by_a_shorter_one() {
        let names = |names: &[&str]| names.iter().map(|name| key(name)).collect::<Vec<_>>();
        let visuale =
            Visuale::of(names(&["Rossi Ada", "Verdi Ugo Maria"]), names(&["Rossi Ada Maria", "Verdi Ugo", "Neri"]));
        for (text, others) in [
            ("«ROSSI ADA» (2 volte) e «Rossi Ada Maria» (una volta)", true),
            ("«ROSSI ADA» e «Verdi Ugo Maria»: nell'annerirsi", false),
            ("la nota di Verdi Ugo", true),
            ("Neri?", true),
        ] {
            assert_eq!(visuale.speaks_of_others(text), others, "{text}");
        }
    }
}
