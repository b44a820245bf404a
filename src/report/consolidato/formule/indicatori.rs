//! `[indicatori]`: from atteso and raggiunto to the indicatori of a scheda.

use super::{bands, mean, of_obiettivo, weighted_mean};
use crate::config::{
    Crescente, Decrescente, Indicatori, Intermedia, MancanteFinale, OperatoreStretto, PesiIndicatori, RispettoFasi,
};

/// Whether counts and amounts are asked for by the part of the year that has gone.
pub(in super::super) fn is_pro_rata(regole: &Indicatori, finale: bool) -> bool {
    !finale && regole.intermedia == Intermedia::ProRata
}

/// What is asked for of an indicator, as one number.
pub(in super::super) fn atteso(regole: &Indicatori, finale: bool) -> String {
    let base = "IF(N([@Atteso denominatore])>0,[@Atteso valore]/[@Atteso denominatore],[@Atteso valore])".to_owned();
    let asked = match regole.operatore_stretto {
        OperatoreStretto::Tollerante => base,
        // On whole counts `>` and `<` ask for the next whole number.
        OperatoreStretto::Interi => format!(
            "({base}+IF(AND(LEFT([@Unità],1)=\"n\",INT({base})={base}),\
             IF([@Comparatore]=\">\",1,IF([@Comparatore]=\"<\",-1,0)),0))"
        ),
    };
    let asked = if is_pro_rata(regole, finale) {
        let annual = "OR([@Unità]=\"n\",[@Unità]=\"n/anno\",[@Unità]=\"euro\")";
        format!("{asked}*IF({annual},mesi_trascorsi/12,1)")
    } else {
        asked
    };
    format!("IF(ISNUMBER([@Atteso valore]),{asked},\"\")")
}

/// What was achieved of an indicator, as one number.
pub(in super::super) fn raggiunto() -> String {
    "IF(ISNUMBER([@Raggiunto valore]),IF(N([@Raggiunto denominatore])>0,\
     [@Raggiunto valore]/[@Raggiunto denominatore],[@Raggiunto valore]),\"\")"
        .to_owned()
}

/// Why an indicator is scored as it is, or is not.
pub(in super::super) fn motivo() -> String {
    "IF([@Uso]=\"ripete le fasi\",\"calcolato dalle fasi\",IF([@Uso]=\"escluso dalle regole\",[@Uso],\
     IF(NOT(ISNUMBER([@Atteso utile])),\"senza atteso\",IF([@Uso]=\"non applicabile\",\"non applicabile\",\
     IF([@Uso]=\"versioni in conflitto\",[@Uso],IF(NOT(ISNUMBER([@Raggiunto utile])),\"mancante\",\
     IF(indicatori_valutati=0,\"informativo\",IF([@Unità]=\"si/no\",\"si/no\",\
     IF([@Polarità]=\"bassa\",\"decrescente\",\"crescente\")))))))))"
        .to_owned()
}

/// Achieved over expected in points, or the inverse where less is better.
pub(in super::super) fn rapporto(regole: &Indicatori) -> String {
    let less = match regole.decrescente {
        Decrescente::Lineare => "100*(2-[@Raggiunto utile]/[@Atteso utile])",
        Decrescente::Inverso | Decrescente::SiNo | Decrescente::Fasce => {
            "IF([@Raggiunto utile]>0,100*[@Atteso utile]/[@Raggiunto utile],100)"
        }
    };
    let measured = format!(
        "IF(OR(NOT(ISNUMBER([@Raggiunto utile])),NOT(ISNUMBER([@Atteso utile]))),\"\",\
         IF([@Unità]=\"si/no\",IF([@Raggiunto utile]>=1,100,0),\
         IF([@Polarità]=\"bassa\",IF([@Atteso utile]<=0,IF([@Raggiunto utile]<=0,100,0),{less}),\
         IF([@Atteso utile]<=0,100,100*[@Raggiunto utile]/[@Atteso utile]))))"
    );
    match regole.rispetto_fasi {
        RispettoFasi::Calcolato => {
            let own = of_obiettivo("Rispetto fasi");
            format!("IF([@Uso]=\"ripete le fasi\",IF(ISNUMBER({own}),{own},\"\"),{measured})")
        }
        RispettoFasi::Dichiarato | RispettoFasi::Escluso => measured,
    }
}

/// Grado of an indicator as measured.
pub(in super::super) fn misurato(regole: &Indicatori) -> String {
    let share = "MAX(0,MIN(100,[@Rapporto]))";
    let more = match regole.crescente {
        Crescente::Proporzionale => share.to_owned(),
        Crescente::SiNo => "IF([@Raggiunto utile]>=[@Atteso utile]-tolleranza,100,0)".to_owned(),
        Crescente::Fasce => bands(share, "FasceIndicatori"),
    };
    let less = match regole.decrescente {
        Decrescente::Inverso | Decrescente::Lineare => share.to_owned(),
        Decrescente::SiNo => "IF([@Raggiunto utile]<=[@Atteso utile]+tolleranza,100,0)".to_owned(),
        Decrescente::Fasce => bands(share, "FasceIndicatori"),
    };
    let missing = match regole.mancante_finale {
        MancanteFinale::Zero => "IF(indicatori_valutati=1,0,\"non valutato\")",
        MancanteFinale::Escludi => "\"non valutato\"",
    };
    format!(
        "IF([@Motivo]=\"si/no\",{share},IF([@Motivo]=\"crescente\",{more},IF([@Motivo]=\"decrescente\",{less},\
         IF([@Motivo]=\"mancante\",{missing},IF([@Uso]=\"non applicabile\",\"escluso\",\"non valutato\")))))"
    )
}

/// Grado of an indicator: what the Nucleo validated where anything is scored, else what was measured.
pub(in super::super) const GRADO: &str = "IF(AND(ISNUMBER([@Misurato]),ISNUMBER([@Validato])),[@Validato],[@Misurato])";

/// What an indicator weighs, where they do not all weigh the same.
pub(in super::super) fn peso(regole: &Indicatori) -> Option<String> {
    let peso = match regole.pesi {
        PesiIndicatori::Uguali => return None,
        PesiIndicatori::Peso => "IF(ISNUMBER([@Peso]),[@Peso],1)".to_owned(),
        // What the family weighs is shared by its scored indicators.
        PesiIndicatori::Famiglie => {
            "IF([@Famiglia]=\"\",0,INDEX(Famiglie[Peso],MATCH([@Famiglia],Famiglie[Famiglia],0))\
             /COUNTIFS(Indicatori[Nr],[@Nr],Indicatori[Famiglia],[@Famiglia],Indicatori[Grado],\">=0\"))"
                .to_owned()
        }
    };
    Some(format!("IF(ISNUMBER([@Grado]),{peso},0)"))
}

/// From the gradi of its indicators to the indicatori of a scheda.
pub(in super::super) fn media(regole: &Indicatori) -> String {
    match regole.pesi {
        PesiIndicatori::Uguali => mean("Indicatori", "Nr", "Grado", "nessuno"),
        PesiIndicatori::Peso | PesiIndicatori::Famiglie => {
            weighted_mean("Indicatori", "Nr", ["Peso nella media", "Grado per peso"], "nessuno")
        }
    }
}
