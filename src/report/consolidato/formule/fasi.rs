//! `[fasi]`: from target and gap to the rispetto_fasi of a scheda.

use super::{bands, mean, round, weighted_mean};
use crate::config::{Aggregazione, Fasi, GapVuoto, GradoFase, PesiFasi, RaggiuntoFase, Target};

/// Target of a phase, from the declared one and the months up to `ultimo`.
pub(in super::super) fn target(regole: &Fasi, ultimo: &str) -> String {
    let months = format!("IF(COUNT([@Gen:{ultimo}])>0,SUM([@Gen:{ultimo}]),\"\")");
    match regole.target {
        Target::Dichiarato => format!("IF(ISNUMBER([@Target dichiarato]),[@Target dichiarato],{months})"),
        Target::Ricalcolato => months,
    }
}

/// Achieved share of a phase, or why there is none.
pub(in super::super) fn raggiunto(regole: &Fasi) -> String {
    let from_gap = |sign: &str| match regole.gap_vuoto {
        GapVuoto::Mancante => ("ISNUMBER([@Gap])", format!("[@Target]{sign}[@Gap]")),
        // What stands in the cell and cannot be read is no blank.
        GapVuoto::Zero => ("[@Gap]<>\"illeggibile\"", format!("[@Target]{sign}N([@Gap])")),
    };
    let (is_there, value) = match regole.raggiunto {
        RaggiuntoFase::TargetPiuGap => from_gap("+"),
        RaggiuntoFase::TargetMenoGap => from_gap("-"),
        RaggiuntoFase::Colonna => ("ISNUMBER([@Raggiunto dichiarato])", "[@Raggiunto dichiarato]".to_owned()),
    };
    format!(
        "IF([@Uso]<>\"da valutare\",[@Uso],IF(N([@Target])<=0,\"non dovuta\",\
         IF({is_there},MAX(0,MIN(100,{value})),\"mancante\")))"
    )
}

/// Grado of a phase.
pub(in super::super) fn grado(regole: &Fasi) -> String {
    let share = "100*MIN([@Raggiunto]/[@Target],1)";
    let grado = match regole.grado {
        GradoFase::Proporzionale => share.to_owned(),
        GradoFase::SiNo => "IF([@Raggiunto]>=[@Target]-tolleranza,100,0)".to_owned(),
        GradoFase::Fasce => bands(share, "FasceFasi"),
    };
    format!("IF(ISNUMBER([@Raggiunto]),{grado},IF([@Raggiunto]=\"mancante\",0,\"non valutata\"))")
}

/// What a phase weighs, where phases do not all weigh the same.
pub(in super::super) fn peso(regole: &Fasi) -> Option<String> {
    let peso = match regole.pesi {
        PesiFasi::Uguali => return None,
        PesiFasi::Target => "[@Target]",
        PesiFasi::Peso => "IF(ISNUMBER([@Peso]),[@Peso],1)",
    };
    Some(format!("IF(ISNUMBER([@Grado]),{peso},0)"))
}

/// The grado of a phase by its weight.
pub(in super::super) const GRADO_PER_PESO: &str = "IF(ISNUMBER([@Grado]),[@Grado]*[@Peso nella media],0)";

/// From the gradi of the phases of a table to one: those of the rows that have in `key` what this row has there.
pub(in super::super) fn rispetto(regole: &Fasi, table: &str, key: &str) -> String {
    let own = format!("{table}[{key}],[@{key}],{table}[Grado]");
    let none = format!("COUNTIFS({own},\">=0\")=0");
    // Function 15 finds the n-th smallest, 16 the value at a share of the way; 6 leaves out the rows that divide by zero.
    let among = |function: &str, which: &str| {
        let value = format!("AGGREGATE({function},6,{table}[Grado]/({table}[{key}]=[@{key}]),{which})");
        format!("IF({none},\"nessuna\",{})", round(&value))
    };
    match (regole.aggregazione, regole.pesi) {
        (Aggregazione::Media, PesiFasi::Uguali) => mean(table, key, "Grado", "nessuna"),
        (Aggregazione::Media, PesiFasi::Target | PesiFasi::Peso) => {
            weighted_mean(table, key, ["Peso nella media", "Grado per peso"], "nessuna")
        }
        (Aggregazione::Minimo, _) => among("15", "1"),
        (Aggregazione::Mediana, _) => among("16", "0.5"),
        (Aggregazione::TuttoONiente, _) => {
            format!("IF({none},\"nessuna\",IF(COUNTIFS({own},\"<100\")=0,100,0))")
        }
    }
}
