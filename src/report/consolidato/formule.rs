//! The rules in force as formulas. A rule that is not said by one gives `None`: the values stand alone then, and the
//! table's caption says so. A formula that could disagree with the program is never written.

use crate::config::{
    Aggregazione, Combinazione, Crescente, Decrescente, GapVuoto, GradoFase, Intermedia, MancanteFinale, NoteFasi,
    OperatoreStretto, PesiFasi, PesiIndicatori, PesiStrutture, RaggiuntoFase, Regole, RispettoFasi, RisultatoPersona,
    Target,
};

/// Half-up at two decimals, as the program rounds: the billionth makes up for decimals that binary cannot hold.
pub(super) fn round(value: &str) -> String {
    format!("ROUND({value}+1E-9,2)")
}

/// What is said in the caption of a table that has values in place of formulas.
pub(super) const SOLO_VALORI: &str =
    "Per le regole in vigore alcune colonne riportano il valore calcolato dal programma, senza formula";

/// Target of a phase, from the declared one and the months up to `ultimo`.
pub(super) fn target(regole: &Regole, ultimo: &str) -> String {
    let months = format!("IF(COUNT([@Gen:{ultimo}])>0,SUM([@Gen:{ultimo}]),\"\")");
    match regole.fasi.target {
        Target::Dichiarato => format!("IF(ISNUMBER([@Target dichiarato]),[@Target dichiarato],{months})"),
        Target::Ricalcolato => months,
    }
}

/// Achieved share of a phase, or why there is none.
pub(super) fn raggiunto(regole: &Regole) -> Option<String> {
    let sum = match regole.fasi.raggiunto {
        RaggiuntoFase::TargetPiuGap => "[@Target]+[@Gap]",
        RaggiuntoFase::TargetMenoGap => "[@Target]-[@Gap]",
        RaggiuntoFase::Colonna => return None,
    };
    if regole.fasi.gap_vuoto != GapVuoto::Mancante {
        return None;
    }
    Some(format!(
        "IF([@Uso]<>\"da valutare\",[@Uso],IF(N([@Target])<=0,\"non dovuta\",\
         IF(ISNUMBER([@Gap]),MAX(0,MIN(100,{sum})),\"mancante\")))"
    ))
}

/// Grado of a phase.
pub(super) fn grado_fase(regole: &Regole) -> Option<String> {
    raggiunto(regole)?;
    let grado = match regole.fasi.grado {
        GradoFase::Proporzionale => "100*MIN([@Raggiunto]/[@Target],1)",
        GradoFase::SiNo => "IF([@Raggiunto]>=[@Target]-1E-9,100,0)",
        GradoFase::Fasce => return None,
    };
    Some(format!("IF(ISNUMBER([@Raggiunto]),{grado},IF([@Raggiunto]=\"mancante\",0,\"non valutata\"))"))
}

/// From the gradi of its phases to the rispetto_fasi of a scheda.
pub(super) fn rispetto_fasi(regole: &Regole) -> Option<String> {
    // A declared rispetto is scored among the indicators and leaves the phases no side of their own.
    if regole.indicatori.rispetto_fasi == RispettoFasi::Dichiarato {
        return None;
    }
    let none = "COUNTIFS(Fasi[Nr],[@Nr],Fasi[Grado],\">=0\")=0";
    match (regole.fasi.aggregazione, regole.fasi.pesi) {
        (Aggregazione::Media, PesiFasi::Uguali) => {
            Some(format!("IF({none},\"nessuna\",{})", round("AVERAGEIFS(Fasi[Grado],Fasi[Nr],[@Nr])")))
        }
        (Aggregazione::TuttoONiente, PesiFasi::Uguali) => {
            Some(format!("IF({none},\"nessuna\",IF(COUNTIFS(Fasi[Nr],[@Nr],Fasi[Grado],\"<100\")=0,100,0))"))
        }
        _ => None,
    }
}

/// What is asked for of an indicator, as one number.
pub(super) fn atteso(regole: &Regole, finale: bool) -> Option<String> {
    if !finale && regole.indicatori.intermedia == Intermedia::ProRata {
        return None;
    }
    let base = "IF(N([@Atteso denominatore])>0,[@Atteso valore]/[@Atteso denominatore],[@Atteso valore])".to_owned();
    let asked = match regole.indicatori.operatore_stretto {
        OperatoreStretto::Tollerante => base,
        // On whole counts `>` and `<` ask for the next whole number.
        OperatoreStretto::Interi => format!(
            "{base}+IF(AND(LEFT([@Unità],1)=\"n\",INT({base})={base}),\
             IF([@Comparatore]=\">\",1,IF([@Comparatore]=\"<\",-1,0)),0)"
        ),
    };
    Some(format!("IF(ISNUMBER([@Atteso valore]),{asked},\"\")"))
}

/// What was achieved of an indicator, as one number.
pub(super) fn raggiunto_indicatore() -> String {
    "IF(ISNUMBER([@Raggiunto valore]),IF(N([@Raggiunto denominatore])>0,\
     [@Raggiunto valore]/[@Raggiunto denominatore],[@Raggiunto valore]),\"\")"
        .to_owned()
}

/// Why an indicator is scored as it is, or is not.
pub(super) fn motivo(regole: &Regole, finale: bool) -> Option<String> {
    atteso(regole, finale)?;
    Some(
        "IF([@Uso]=\"ripete le fasi\",\"calcolato dalle fasi\",IF([@Uso]=\"escluso dalle regole\",[@Uso],\
         IF(NOT(ISNUMBER([@Atteso utile])),\"senza atteso\",IF([@Uso]=\"non applicabile\",\"non applicabile\",\
         IF([@Uso]=\"versioni in conflitto\",[@Uso],IF(NOT(ISNUMBER([@Raggiunto utile])),\"mancante\",\
         IF(indicatori_valutati=0,\"informativo\",IF([@Unità]=\"si/no\",\"si/no\",\
         IF([@Polarità]=\"bassa\",\"decrescente\",\"crescente\")))))))))"
            .to_owned(),
    )
}

/// Achieved over expected in points, or the inverse where less is better.
pub(super) fn rapporto(regole: &Regole, finale: bool) -> Option<String> {
    motivo(regole, finale)?;
    let less = match regole.indicatori.decrescente {
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
    Some(match regole.indicatori.rispetto_fasi {
        RispettoFasi::Calcolato => {
            let own = "INDEX(Obiettivi[Rispetto fasi],[@Nr])";
            format!("IF([@Uso]=\"ripete le fasi\",IF(ISNUMBER({own}),{own},\"\"),{measured})")
        }
        RispettoFasi::Dichiarato | RispettoFasi::Escluso => measured,
    })
}

/// Grado of an indicator.
pub(super) fn grado_indicatore(regole: &Regole, finale: bool) -> Option<String> {
    rapporto(regole, finale)?;
    let share = "MAX(0,MIN(100,[@Rapporto]))";
    let more = match regole.indicatori.crescente {
        Crescente::Proporzionale => share,
        Crescente::SiNo => "IF([@Raggiunto utile]>=[@Atteso utile]-1E-9,100,0)",
        Crescente::Fasce => return None,
    };
    let less = match regole.indicatori.decrescente {
        Decrescente::Inverso | Decrescente::Lineare => share,
        Decrescente::SiNo => "IF([@Raggiunto utile]<=[@Atteso utile]+1E-9,100,0)",
        Decrescente::Fasce => return None,
    };
    let missing = match regole.indicatori.mancante_finale {
        MancanteFinale::Zero => "IF(indicatori_valutati=1,0,\"non valutato\")",
        MancanteFinale::Escludi => "\"non valutato\"",
    };
    Some(format!(
        "IF(ISNUMBER([@Validato]),[@Validato],IF([@Motivo]=\"si/no\",{share},IF([@Motivo]=\"crescente\",{more},IF([@Motivo]=\"decrescente\",{less},\
         IF([@Motivo]=\"mancante\",{missing},IF([@Uso]=\"non applicabile\",\"escluso\",\"non valutato\"))))))"
    ))
}

/// From the gradi of its indicators to the indicatori of a scheda.
pub(super) fn indicatori(regole: &Regole) -> Option<String> {
    (regole.indicatori.pesi == PesiIndicatori::Uguali).then(|| {
        format!(
            "IF(COUNTIFS(Indicatori[Nr],[@Nr],Indicatori[Grado],\">=0\")=0,\"nessuno\",{})",
            round("AVERAGEIFS(Indicatori[Grado],Indicatori[Nr],[@Nr])")
        )
    })
}

/// Punteggio of a scheda: what the Nucleo validated, or what was measured.
pub(super) fn punteggio(regole: &Regole) -> String {
    format!("IF(ISNUMBER([@Validato]),[@Validato],{})", misurato(regole))
}

/// The measured punteggio from the two sides; a side that is absent gives its weight to the other.
fn misurato(regole: &Regole) -> String {
    let (f, i) = ("[@Rispetto fasi]", "[@Indicatori]");
    let alone = |side: &str| format!("IF(ISNUMBER({side}),{side},\"non valutabile\")");
    let both = match regole.obiettivo.combinazione {
        Combinazione::SoloFasi => return alone(f),
        Combinazione::SoloIndicatori => return alone(i),
        Combinazione::MediaPesata => round(&format!("({f}*peso_fasi+{i}*peso_indicatori)/(peso_fasi+peso_indicatori)")),
        Combinazione::Minimo => format!("MIN({f},{i})"),
        Combinazione::Prodotto => round(&format!("{f}*{i}/100")),
    };
    format!("IF(AND(ISNUMBER({f}),ISNUMBER({i})),{both},IF(ISNUMBER({f}),{f},{}))", alone(i))
}

/// The class of a score, by the table of the classes.
pub(super) fn classe(punteggio: &str) -> String {
    format!("IF(ISNUMBER({punteggio}),INDEX(Classi[Classe],MATCH({punteggio},Classi[Da],1)),\"non valutabile\")")
}

/// Result of a person.
pub(super) fn risultato(regole: &Regole) -> Option<String> {
    let covered = regole.persone.note_fasi == NoteFasi::Ignora
        && matches!(regole.persone.risultato, RisultatoPersona::MediaPesata | RisultatoPersona::QuotaBudget);
    let mean = round("[@Somma dei prodotti]/[@Quote valutate]");
    covered.then(|| format!("IF([@Quote valutate]>0,{mean},\"non valutabile\")"))
}

/// Mean punteggio of a structure.
pub(super) fn media_struttura(regole: &Regole) -> Option<String> {
    let of = "Appartenenze[Nr struttura],[@Nr struttura]";
    let mean = round(&format!("AVERAGEIFS(Appartenenze[Punteggio],{of})"));
    (regole.strutture.pesi == PesiStrutture::Uguali)
        .then(|| format!("IF(COUNTIFS({of},Appartenenze[Punteggio],\">=0\")=0,\"non valutabile\",{mean})"))
}
