//! What a recipient may read of the segnalazioni: those on their own schede, and in them nobody else's names.

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
