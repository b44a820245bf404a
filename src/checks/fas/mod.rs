//! The phases of the cronoprogramma.

pub mod fas001;
pub mod fas002;
pub mod fas003;
pub mod fas004;
pub mod fas005;
pub mod fas006;
pub mod fas007;
pub mod fas008;
pub mod fas009;
pub mod fas010;

use crate::scheda::Fase;

/// Whether nothing is typed in the row of a phase, readable or not.
fn riga_vuota(fase: &Fase) -> bool {
    let cells =
        [&fase.precedenti, &fase.target_lug, &fase.gap_lug, &fase.target_dic, &fase.gap_dic, &fase.anno2, &fase.anno3];
    // A zero says as little as a blank: formulas leave it in rows that nobody uses.
    cells.into_iter().chain(&fase.mesi).all(|p| !p.illeggibile && p.punti.unwrap_or(0.0) == 0.0)
}
