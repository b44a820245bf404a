//! What a recipient may read of the segnalazioni: those on their own schede, and in them nobody else's names.

use super::parts::capital;
use super::rows::{Rows, SchedaRow, SegnalazioneRow, key};
use super::testi::testo;
use crate::checks;

/// The names that a recipient knows already, and those that are none of their business.
pub(super) struct Visuale {
    inside: Vec<String>,
    outside: Vec<String>,
}

impl Visuale {
    /// Of who reads these schede; `noti` are names known anyway.
    pub fn new(rows: &Rows, is_own: impl Fn(&SchedaRow) -> bool, noti: &[&str]) -> Self {
        let own: Vec<&str> = rows.schede.iter().filter(|s| is_own(s)).map(|s| s.id.as_str()).collect();
        let mut inside: Vec<String> = noti.iter().map(|name| key(name)).collect();
        let mut outside: Vec<String> = Vec::new();
        for p in &rows.partecipazioni {
            let names = if own.contains(&p.id.as_str()) { &mut inside } else { &mut outside };
            names.push(key(&p.persona));
            names.extend(p.nominativo.as_deref().map(key));
        }
        for s in &rows.schede {
            let names = if own.contains(&s.id.as_str()) { &mut inside } else { &mut outside };
            names
                .extend([&s.titolo, &s.dirigente, &s.responsabile, &s.assessore].into_iter().flatten().map(|n| key(n)));
            names.extend([key(&s.file), key(&s.foglio)]);
        }
        // Longest first, so that a short name inside a long one that may be read does not count as an outsider's.
        inside.sort_by_key(|name| std::cmp::Reverse(name.len()));
        inside.dedup();
        outside.sort();
        outside.dedup();
        outside.retain(|name| name.len() > 3 && !inside.contains(name));
        Self { inside, outside }
    }

    /// The segnalazione as this recipient may read it: where its text speaks of others, what its code says in general.
    pub fn shown(&self, segnalazione: &SegnalazioneRow) -> SegnalazioneRow {
        let mut shown = segnalazione.clone();
        let speaks_of_others = |text: &String| {
            let mut text = format!(" {} ", key(text));
            for name in &self.inside {
                text = text.replace(&format!(" {name} "), "  ");
            }
            self.outside.iter().any(|name| text.contains(&format!(" {name} ")))
        };
        if segnalazione.messaggio.iter().chain(&segnalazione.rimedio).any(speaks_of_others) {
            let rule = checks::rule(&segnalazione.codice);
            let what = rule.map_or_else(String::new, |rule| capital(rule.descrizione) + ". ");
            shown.messaggio = Some(what + &testo!("riguarda-altri"));
            shown.rimedio = rule.map(|rule| rule.testo.rimedio.to_owned());
        }
        shown
    }
}
