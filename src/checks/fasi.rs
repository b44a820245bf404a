//! FAS: phases, targets, gaps.

use std::collections::BTreeMap;

use super::{Context, Found, al, colonne, mesi, target};
use crate::italian::{number, percent_as_typed as pct};
use crate::scheda::{Fase, Scadenza, Scheda};
use crate::segnalazione::Gravita;

/// Differences up to half a point are rounding, not slips.
const TOLLERANZA: f64 = 0.5;

pub(super) fn check(context: &Context<'_>, scheda: &Scheda, found: &mut Found) {
    let mut seen: BTreeMap<String, &Fase> = BTreeMap::new();
    for fase in &scheda.fasi {
        descrizione(scheda, fase, found);
        if fase.at.is_none() {
            continue;
        }
        if let Some(at) = fase.annullata {
            found.add(
                "FAS009",
                scheda,
                Some(at),
                format!("la fase {} è segnata come annullata («//»): non è valutata", fase.etichetta),
                "nulla, se l'annullamento è stato approvato",
            );
            continue;
        }
        if seen.insert(fase.etichetta.to_lowercase(), fase).is_some() {
            found.add(
                "FAS007",
                scheda,
                fase.at,
                format!("la fase {} compare due volte nel cronoprogramma", fase.etichetta),
                "dare a ogni fase un'etichetta diversa; intanto ogni riga vale per sé",
            );
        }
        targets(context, scheda, fase, found);
        gap(context, scheda, fase, found);
        totale(scheda, fase, found);
        regressione(context, scheda, fase, found);
    }
}

fn descrizione(scheda: &Scheda, fase: &Fase, found: &mut Found) {
    match (&fase.testo, fase.at) {
        (None, at @ Some(_)) => found.add(
            "FAS006",
            scheda,
            at,
            format!("la fase {} è nel cronoprogramma ma non nell'elenco delle fasi", fase.etichetta),
            "scrivere la descrizione della fase nell'elenco",
        ),
        (Some(testo), None) => found.add_as(
            Gravita::Avviso,
            "FAS006",
            scheda,
            Some(testo.at),
            format!("la fase {} è nell'elenco ma non nel cronoprogramma: non è valutata", fase.etichetta),
            "aggiungere la fase al cronoprogramma, o toglierla dall'elenco",
        ),
        _ => {}
    }
}

fn targets(context: &Context<'_>, scheda: &Scheda, fase: &Fase, found: &mut Found) {
    let (declared, _) = colonne(fase, context.scadenza);
    let months = mesi(fase, context.scadenza);
    match (declared.punti, months) {
        (Some(declared_pct), months) if (declared_pct - months.unwrap_or(0.0)).abs() > TOLLERANZA => found.add(
            "FAS001",
            scheda,
            declared.at,
            format!(
                "fase {}: il target al {} è {}, ma i mesi fin lì sommano a {}",
                fase.etichetta,
                al(context.scadenza),
                pct(declared_pct),
                pct(months.unwrap_or(0.0))
            ),
            "correggere il target o i mesi perché coincidano; intanto vale il target scritto",
        ),
        (None, Some(months)) if months > 0.0 && !declared.illeggibile => found.add(
            "FAS005",
            scheda,
            declared.at,
            format!(
                "fase {}: il target al {} manca ed è stato calcolato dai mesi: {}",
                fase.etichetta,
                al(context.scadenza),
                pct(months)
            ),
            "scrivere il target nella cella",
        ),
        _ => {}
    }
}

fn gap(context: &Context<'_>, scheda: &Scheda, fase: &Fase, found: &mut Found) {
    let (_, gap) = colonne(fase, context.scadenza);
    let Some(target) = target(fase, context.scadenza).filter(|target| *target > 0.0) else { return };
    let Some(typed) = gap.punti else {
        if !gap.illeggibile {
            found.add(
                "FAS002",
                scheda,
                gap.at.or(fase.at),
                format!("fase {}: manca il gap al {}; la fase vale 0", fase.etichetta, al(context.scadenza)),
                "scrivere il gap: 0% se la fase è in linea col target, un valore negativo se è in ritardo",
            );
        }
        return;
    };
    let top = 100.0 - fase.precedenti.punti.unwrap_or(0.0);
    let within = |value: f64| value > -TOLLERANZA && value < top + TOLLERANZA;
    if !within(target + typed) {
        let hint = if within(target - typed) { "; con il segno opposto il valore sarebbe possibile" } else { "" };
        found.add(
            "FAS004",
            scheda,
            gap.at,
            format!(
                "fase {}: target {} e gap {} danno un raggiunto di {}, fuori da 0–{}{hint}",
                fase.etichetta,
                pct(target),
                pct(typed),
                pct(target + typed),
                pct(top)
            ),
            "controllare il segno e il valore del gap (negativo se la fase è in ritardo)",
        );
    }
}

fn totale(scheda: &Scheda, fase: &Fase, found: &mut Found) {
    let parts: Vec<f64> = std::iter::once(&fase.precedenti)
        .chain(&fase.mesi)
        .chain([&fase.anno2, &fase.anno3])
        .filter_map(|p| p.punti)
        .collect();
    let total: f64 = parts.iter().sum();
    let planned = !parts.is_empty() || fase.target_dic.punti.is_some() || fase.target_lug.punti.is_some();
    if planned && (total - 100.0).abs() > TOLLERANZA {
        found.add(
            "FAS003",
            scheda,
            fase.at,
            format!(
                "fase {}: anni precedenti, mesi e anni successivi sommano a {} invece che a 100%",
                fase.etichetta,
                pct(total)
            ),
            "correggere le percentuali perché sommino a 100%",
        );
    }
}

fn regressione(context: &Context<'_>, scheda: &Scheda, fase: &Fase, found: &mut Found) {
    if context.scadenza != Scadenza::Dicembre {
        return;
    }
    let at = |scadenza| Some(target(fase, scadenza)? + colonne(fase, scadenza).1.punti?);
    if let (Some(lug), Some(dic)) = (at(Scadenza::Luglio), at(Scadenza::Dicembre))
        && dic < lug - TOLLERANZA
    {
        found.add(
            "FAS010",
            scheda,
            fase.gap_dic.at,
            format!(
                "fase {}: a dicembre è al {}%, a luglio era al {}%",
                fase.etichetta,
                number(dic, 2),
                number(lug, 2)
            ),
            "controllare il gap di dicembre o quello di luglio",
        );
    }
}
