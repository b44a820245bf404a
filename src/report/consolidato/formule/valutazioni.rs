//! `[[componente]]`, `[[condizione]]` and `[premio]`: from the obiettivi to the valutazione of a person and what it gives.

use super::{lookup, round};
use crate::config::{Condizione, Premio, Regole, Ruolo, TipoPremio, Toglie};

/// The title of a column that has somebody's words for a name: without the signs that formulas use.
pub(in super::super) fn title(nome: &str, what: &str) -> String {
    let plain: String = nome.chars().map(|c| if "[]#'@\"".contains(c) { ' ' } else { c }).collect();
    format!("{} ({what})", plain.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The result by the obiettivi, of a person or of a role.
pub(in super::super) fn obiettivi() -> String {
    let (of_person, of_role) =
        (lookup("Persone", "Nr persona", "Risultato"), lookup("Strutture", "Nr struttura", "Punteggio medio"));
    format!("IF([@Ruolo]=\"persona\",{of_person},{of_role})")
}

/// The mean of the components, each in the column of this title, with their weights; without one of them there is none.
pub(in super::super) fn base(titles: &[String]) -> String {
    let cells: Vec<String> = titles.iter().map(|title| format!("[@{title}]")).collect();
    let terms: Vec<String> = cells.iter().zip(1..).map(|(cell, n)| format!("{cell}*peso_componente_{n}")).collect();
    let weights: Vec<String> = (1..=cells.len()).map(|n| format!("peso_componente_{n}")).collect();
    let value = match cells.as_slice() {
        [one] => one.clone(),
        _ => format!("({})/({})", terms.join("+"), weights.join("+")),
    };
    format!("IF(COUNT({})={},{},\"non disponibile\")", cells.join(","), cells.len(), round(&value))
}

/// What a condition takes away where it is not met, in points of percent; `n` is its place among the conditions.
pub(in super::super) fn tolto(condizione: &Condizione, n: usize, title: &str) -> String {
    let value = format!("[@{title}]");
    let met = match (condizione.minimo.is_some(), condizione.massimo.is_some()) {
        (true, true) => format!("AND({value}>=minimo_condizione_{n},{value}<=massimo_condizione_{n})"),
        (false, true) => format!("{value}<=massimo_condizione_{n}"),
        (true | false, false) => format!("{value}>=minimo_condizione_{n}"),
    };
    let taken = format!("IF(ISNUMBER({value}),IF({met},0,quota_condizione_{n}),\"manca\")");
    if condizione.ruoli.len() == 3 {
        return taken;
    }
    let bound: Vec<String> = condizione.ruoli.iter().map(|ruolo| format!("[@Ruolo]=\"{}\"", ruolo.as_str())).collect();
    format!("IF(OR({}),{taken},0)", bound.join(","))
}

/// What the conditions of these columns take away together.
pub(in super::super) fn somma(titles: &[String]) -> String {
    let cells: Vec<String> = titles.iter().map(|title| format!("[@{title}]")).collect();
    let cells = cells.join(",");
    format!("IF(COUNT({cells})={},SUM({cells}),\"manca\")", titles.len())
}

/// Whether some condition takes from this.
pub(in super::super) fn takes_from(regole: &Regole, toglie: Toglie) -> bool {
    regole.condizioni.iter().any(|condizione| condizione.toglie == toglie)
}

/// The valutazione: what the conditions leave of the base.
pub(in super::super) fn valutazione(regole: &Regole) -> String {
    if !takes_from(regole, Toglie::Valutazione) {
        return "[@Base]".to_owned();
    }
    let left = round("[@Base]*MAX(0,100-[@Tolto dalla valutazione])/100");
    format!("IF(AND(ISNUMBER([@Base]),ISNUMBER([@Tolto dalla valutazione])),{left},\"non disponibile\")")
}

/// How many of the role have a valutazione that compares so with this row's.
fn others(comparison: &str) -> String {
    format!(
        "SUMPRODUCT((Valutazioni[Ruolo]=[@Ruolo])*ISNUMBER(Valutazioni[Valutazione])\
         *(Valutazioni[Valutazione]{comparison}))"
    )
}

/// The place among the people of the role.
pub(in super::super) fn posizione() -> String {
    format!("IF(ISNUMBER([@Valutazione]),{}+1,\"\")", others(">[@Valutazione]+tolleranza"))
}

/// How many of the role are as good or better.
pub(in super::super) fn pari_o_meglio() -> String {
    format!("IF(ISNUMBER([@Valutazione]),{},\"\")", others(">=[@Valutazione]-tolleranza"))
}

/// How many people of the role a share of them is at most.
fn places(quota: &str) -> String {
    let all = "SUMPRODUCT((Valutazioni[Ruolo]=[@Ruolo])*ISNUMBER(Valutazioni[Valutazione]))";
    format!("INT({all}*{quota}/100+tolleranza)")
}

/// The points of a full premio, before bonuses and conditions.
pub(in super::super) fn punti(premio: &Premio) -> Option<String> {
    let value = match premio.tipo {
        TipoPremio::Nessuno => return None,
        TipoPremio::Proporzionale => "[@Valutazione]".to_owned(),
        TipoPremio::Fasce => "INDEX(FascePremio[Punti],MATCH([@Valutazione],FascePremio[Da],1))".to_owned(),
        TipoPremio::Classi => "INDEX(Classi[Punti di premio],MATCH([@Valutazione],Classi[Da],1))".to_owned(),
        TipoPremio::SogliaLineare => {
            let growth = "([@Valutazione]-soglia_premio)*(100-quota_minima)/(100-soglia_premio)";
            format!("IF([@Valutazione]>=soglia_premio,{},0)", round(&format!("quota_minima+{growth}")))
        }
        // The first part that has room for all who are as good or better; the last takes whoever is left.
        TipoPremio::Graduatoria => format!(
            "INDEX(Scaglioni[Punti],MIN(COUNT(Scaglioni[Punti]),\
             1+SUMPRODUCT(--({}<[@Pari o meglio]))))",
            places("Scaglioni[Fino a]")
        ),
    };
    Some(format!("IF(ISNUMBER([@Valutazione]),{value},\"nessuno\")"))
}

/// What the best of the role get besides.
pub(in super::super) fn maggiorazione() -> String {
    let best = format!("[@Pari o meglio]<={}", places("quota_maggiorazione"));
    format!("IF(ISNUMBER([@Punti]),IF({best},punti_maggiorazione,0),\"\")")
}

/// The premio, in points of a full one: what the conditions leave of points and bonus.
pub(in super::super) fn premio(regole: &Regole) -> String {
    let more = if regole.premio.maggiorazione.punti > 0.0 { "+[@Maggiorazione]" } else { "" };
    if !takes_from(regole, Toglie::Premio) {
        return format!("IF(ISNUMBER([@Punti]),{},\"nessuno\")", round(&format!("([@Punti]{more})")));
    }
    let left = round(&format!("([@Punti]{more})*MAX(0,100-[@Tolto dal premio])/100"));
    format!("IF(AND(ISNUMBER([@Punti]),ISNUMBER([@Tolto dal premio])),{left},\"nessuno\")")
}

/// The premio in euro: a part of a whole one, or of a fund that all of the role share; a fund is never exceeded.
pub(in super::super) fn importo(premio: &Premio) -> Option<String> {
    let each = premio.ruoli.iter().rev().filter_map(|ruolo| {
        let (nome, whole, fondo) = (ruolo.plurale(), premio.importo_intero.of(*ruolo), premio.fondo.of(*ruolo));
        let value = if whole > 0.0 {
            round(&format!("importo_{nome}*[@Premio]/100"))
        } else if fondo > 0.0 {
            let all = "SUMIFS(Valutazioni[Premio],Valutazioni[Ruolo],[@Ruolo])";
            format!("IF({all}>0,ROUNDDOWN(fondo_{nome}*[@Premio]/{all}+tolleranza,2),0)")
        } else {
            return None;
        };
        Some((ruolo.as_str(), value))
    });
    let value = each.fold(None::<String>, |rest, (ruolo, value)| {
        let rest = rest.unwrap_or_else(|| "\"\"".to_owned());
        Some(format!("IF([@Ruolo]=\"{ruolo}\",{value},{rest})"))
    })?;
    Some(format!("IF(ISNUMBER([@Premio]),{value},\"\")"))
}

/// Whether the figures below may change with those of one's own schede.
pub(in super::super) fn stato_dei_dati() -> String {
    let own = lookup("Persone", "Nr persona", "Stato");
    let of_role = "SUMPRODUCT((Appartenenze[Nr struttura]=[@Nr struttura])\
                   *(Appartenenze[Stato obiettivo]=\"provvisorio\"))";
    format!("IF([@Ruolo]=\"persona\",{own},IF({of_role}>0,\"provvisorio\",\"definitivo\"))")
}

/// Whether the premio may change: with one's own schede, and where places count also with those of the others.
pub(in super::super) fn stato(regole: &Regole) -> String {
    let ranked: Vec<String> = [Ruolo::Persone, Ruolo::Responsabili, Ruolo::Dirigenti]
        .into_iter()
        .filter(|ruolo| regole.premio.ruoli.contains(ruolo) && regole.premio.ranks(*ruolo))
        .map(|ruolo| format!("[@Ruolo]=\"{}\"", ruolo.as_str()))
        .collect();
    if ranked.is_empty() {
        return "[@Stato dei dati]".to_owned();
    }
    let known = if takes_from(regole, Toglie::Premio) {
        "ISNUMBER(Valutazioni[Valutazione])*ISNUMBER(Valutazioni[Tolto dal premio])"
    } else {
        "ISNUMBER(Valutazioni[Valutazione])"
    };
    let open = format!(
        "SUMPRODUCT((Valutazioni[Ruolo]=[@Ruolo])*((Valutazioni[Stato dei dati]=\"provvisorio\")\
         +ISNUMBER(Valutazioni[Obiettivi])*(1-{known})))"
    );
    format!("IF(AND(OR({}),{open}>0),\"provvisorio\",[@Stato dei dati])", ranked.join(","))
}
