//! What a recipient may read of the segnalazioni: those on their own schede, and in them nobody else's names.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

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

/// Every name that the schede of a run hold, of persons and of schede, and where it stands.
#[derive(Debug)]
pub(super) struct Menzioni {
    /// Longest first: a name is not taken for a shorter one that it holds.
    names: Vec<Menzione>,
}

#[derive(Debug)]
struct Menzione {
    /// As names are compared, between blanks: ` rossi ada `.
    name: String,
    /// The schede on which somebody wrote it.
    schede: BTreeSet<String>,
}

impl Menzioni {
    pub fn of(rows: &Rows) -> Self {
        Self::in_these(&rows.schede, &rows.partecipazioni)
    }

    fn in_these(schede: &[SchedaRow], partecipazioni: &[PartecipazioneRow]) -> Self {
        let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for p in partecipazioni {
            for name in p.nominativo.iter().chain([&p.persona]) {
                let schede = names.entry(key(name)).or_default();
                // Whom a collective entry means, nobody wrote on the scheda.
                if p.voce.is_none() {
                    schede.insert(p.id.clone());
                }
            }
        }
        for s in schede {
            let header = [&s.titolo, &s.dirigente, &s.responsabile, &s.assessore].into_iter().flatten();
            for name in header.chain([&s.file, &s.foglio]) {
                names.entry(key(name)).or_default().insert(s.id.clone());
            }
        }
        let names = names.into_iter().map(|(name, schede)| Menzione { name: format!(" {name} "), schede });
        let mut names: Vec<Menzione> = names.collect();
        names.sort_by_key(|one| std::cmp::Reverse(one.name.len()));
        Self { names }
    }
}

/// The names that a recipient knows already, and those that are none of their business.
pub(super) struct Visuale<'m> {
    /// Longest first, between blanks, each with whether it is known.
    names: Vec<(Cow<'m, str>, bool)>,
}

impl<'m> Visuale<'m> {
    /// Of who reads these schede; `noti` are names known anyway.
    pub fn new(menzioni: &'m Menzioni, own: &BTreeSet<&str>, noti: &[&str]) -> Self {
        const SHORTEST: usize = 4;
        let mut noti: BTreeSet<String> = noti.iter().map(|name| format!(" {} ", key(name))).collect();
        let mut names: Vec<(Cow<'m, str>, bool)> = Vec::with_capacity(menzioni.names.len() + noti.len());
        for Menzione { name, schede } in &menzioni.names {
            let known = noti.remove(name) || own.iter().any(|id| schede.contains(*id));
            if known || name.len() >= SHORTEST + 2 {
                names.push((Cow::Borrowed(name), known));
            }
        }
        names.extend(noti.into_iter().map(|name| (Cow::Owned(name), true)));
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self { names }
    }

    /// Whether a text names somebody, or something, that is none of the reader's business.
    fn speaks_of_others(&self, text: &str) -> bool {
        let whole = key(text);
        let words: BTreeSet<&str> = whole.split(' ').collect();
        // Most names have a first word that the text has not.
        let possible = |name: &str| name[1..].split(' ').next().is_some_and(|first| words.contains(first));
        let mut text = format!(" {whole} ");
        for (name, known) in self.names.iter().filter(|(name, _)| possible(name)) {
            if *known {
                text = text.replace(&**name, "  ");
            } else if text.contains(&**name) {
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
        let row = |persona: &str, id: &str| PartecipazioneRow {
            id: id.to_owned(),
            persona: persona.to_owned(),
            nominativo: None,
            categoria: None,
            note: None,
            pct: None,
            cella: None,
            collettiva: false,
            voce: None,
            direzione_persona: None,
        };
        let inside = ["Rossi Ada", "Verdi Ugo Maria"].map(|name| row(name, "sua"));
        let outside = ["Rossi Ada Maria", "Verdi Ugo", "Neri"].map(|name| row(name, "altrui"));
        let menzioni = Menzioni::in_these(&[], &[inside.to_vec(), outside.to_vec()].concat());
        let visuale = Visuale::new(&menzioni, &BTreeSet::from(["sua"]), &[]);
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
