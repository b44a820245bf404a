//! The schede against the approved plan: a folder of the workbooks as they were approved, read by the same reader.

pub mod pia001;
pub mod pia002;
pub mod pia003;

use crate::checks::Context;
use crate::dataset::voci::Voce;
use crate::scheda::Scheda;

/// The pairs of a scheda and what was approved of it; obiettivi are told by their ids, so by direzione and titolo.
fn coppie<'a>(ctx: &Context<'a>) -> impl Iterator<Item = (&'a Scheda, Option<&'a Scheda>)> {
    let piano = ctx.piano.unwrap_or_default();
    let schede: &'a [Voce] = if ctx.piano.is_some() { ctx.schede } else { &[] };
    schede.iter().map(|voce| (&voce.scheda, piano.iter().find(|p| p.id == voce.id).map(|p| &p.scheda)))
}

/// The titolo, or the sheet's name where there is none.
fn nome(scheda: &Scheda) -> &str {
    scheda.intestazione.titolo.testo.as_deref().or(scheda.luogo.foglio.as_deref()).unwrap_or_default()
}
