//! `[persone]`: from the punteggi of their obiettivi to the result of a person.

use super::{mean, obiettivi, of_obiettivo, round, weighted_mean};
use crate::config::{Collettivi, NoteFasi, Regole, RisultatoPersona};

/// Whether a note such as "fase 1 - 2" changes what a name answers for.
pub(in super::super) fn limits(regole: &Regole) -> bool {
    regole.persone.note_fasi == NoteFasi::Limita && obiettivi::has_side_of_fasi(regole)
}

/// Whether the share of a collective entry is split among those whom it means.
pub(in super::super) fn splits(regole: &Regole) -> bool {
    regole.persone.collettivi == Collettivi::Espandi
}

/// The share that was typed: the parts of a collective entry are in it already.
pub(in super::super) const QUOTA_SCRITTA: &str = "IF([@Da voce collettiva]=\"\",N([@Quota]),0)";

/// Whether the result is made of one punteggio an obiettivo, whatever the share in it.
pub(in super::super) fn by_obiettivo(regole: &Regole) -> bool {
    matches!(regole.persone.risultato, RisultatoPersona::MediaSemplice | RisultatoPersona::PesataObiettivo)
}

/// The punteggio that counts for a name under PERSONALE.
pub(in super::super) fn punteggio(regole: &Regole) -> String {
    let of_all = of_obiettivo("Punteggio");
    if !limits(regole) {
        return of_all;
    }
    let own = obiettivi::combine(&regole.obiettivo, "[@Rispetto fasi indicate]", "[@Indicatori obiettivo]");
    // A punteggio that the Nucleo has validated is the same for all.
    let is_limited = format!("AND([@Fasi indicate]>0,ISNUMBER({of_all}),NOT(ISNUMBER({})))", of_obiettivo("Validato"));
    format!("IF({is_limited},{own},{of_all})")
}

const BOTH: &str = "AND(ISNUMBER([@Quota]),ISNUMBER([@Punteggio]))";

/// The share that counts in a result.
pub(in super::super) fn quota_valutata() -> String {
    format!("IF({BOTH},[@Quota],0)")
}

/// The same by the punteggio.
pub(in super::super) fn prodotto() -> String {
    format!("IF({BOTH},[@Quota]*[@Punteggio],0)")
}

/// Over the rows of a person in a scheda, written beside the first of them.
pub(in super::super) fn nella_scheda(column: &str) -> String {
    let own = "Partecipazioni[Nr persona],[@Nr persona],Partecipazioni[Nr],[@Nr]";
    format!("IF(AND([@Voce]=1,ISNUMBER([@Nr persona])),SUMIFS(Partecipazioni[{column}],{own}),0)")
}

/// The punteggio of a person in a scheda.
pub(in super::super) fn personale() -> String {
    format!("IF([@Quota nella scheda]>0,{}/[@Quota nella scheda],\"\")", nella_scheda("Quota per punteggio"))
}

/// The part of an obiettivo's amount that a share in it gives, in euro.
pub(in super::super) fn importo(regole: &Regole) -> String {
    let typed = if splits(regole) { "Quota scritta" } else { "Quota" };
    let all = format!("SUMIFS(Partecipazioni[{typed}],Partecipazioni[Nr],[@Nr])");
    let amount = of_obiettivo("Importo utile");
    format!("IF([@Quota valutata]>0,{amount}*[@Quota per punteggio]/100/{all},0)")
}

/// Result of a person.
pub(in super::super) fn risultato(regole: &Regole) -> String {
    let of_shares = |value: &str| format!("IF([@Quote valutate]>0,{},\"non valutabile\")", round(value));
    match regole.persone.risultato {
        RisultatoPersona::MediaPesata | RisultatoPersona::QuotaBudget => {
            of_shares("[@Somma dei prodotti]/[@Quote valutate]")
        }
        RisultatoPersona::SommaConTetto => of_shares("MIN(100,[@Somma dei prodotti]/100)"),
        RisultatoPersona::MediaSemplice => {
            mean("Partecipazioni", "Nr persona", "Punteggio personale", "non valutabile")
        }
        RisultatoPersona::PesataObiettivo => {
            weighted_mean("Partecipazioni", "Nr persona", ["Peso", "Punteggio per peso"], "non valutabile")
        }
    }
}
