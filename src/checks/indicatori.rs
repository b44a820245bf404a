//! IND: expected and achieved values.

use super::{Context, Found, al, raggiunto};
use crate::dataset::build::Voce;
use crate::italian::percent_as_typed as pct;
use crate::scheda::valori::numero_semplice;
use crate::scheda::{Indicatore, Unita, polarita};
use crate::segnalazione::Gravita;

pub(super) fn check(context: &Context<'_>, voce: &Voce, found: &mut Found) {
    for indicatore in &voce.scheda.indicatori {
        let nome = &indicatore.nome.valore;
        if (context.ripete_le_fasi)(nome) {
            rispetto_fasi(context, voce, indicatore, found);
        } else {
            mancante(context, voce, indicatore, found);
            if polarita::decide(indicatore).discorde {
                found.add(
                    "IND010",
                    &voce.scheda,
                    Some(indicatore.nome.at),
                    format!("«{nome}»: il nome fa pensare che meno è meglio o viceversa, ma l'atteso dice il contrario; vale l'atteso"),
                    "confermare l'atteso, o scriverlo con «almeno» o «massimo»",
                );
            }
        }
        if indicatore.atteso_testo.is_none() {
            found.add(
                "IND006",
                &voce.scheda,
                indicatore.atteso_at.or(Some(indicatore.nome.at)),
                format!("«{nome}»: manca il valore atteso; l'indicatore non è valutato"),
                "scrivere il valore atteso",
            );
        }
        scostamento(context, voce, indicatore, found);
    }
}

fn mancante(context: &Context<'_>, voce: &Voce, indicatore: &Indicatore, found: &mut Found) {
    let value = raggiunto(indicatore, context.scadenza);
    if indicatore.atteso.is_none() || value.testo.is_some() {
        return;
    }
    let (gravita, effect) =
        if context.finale { (Gravita::Errore, "; l'indicatore vale 0") } else { (Gravita::Nota, "") };
    found.add_as(
        gravita,
        "IND001",
        &voce.scheda,
        value.at.or(Some(indicatore.nome.at)),
        format!("«{}»: manca il valore raggiunto al {}{effect}", indicatore.nome.valore, al(context.scadenza)),
        "scrivere il valore raggiunto, nella stessa forma dell'atteso",
    );
}

fn rispetto_fasi(context: &Context<'_>, voce: &Voce, indicatore: &Indicatore, found: &mut Found) {
    let value = raggiunto(indicatore, context.scadenza);
    let (Some(typed), Some(computed)) = (value.valore, context.rispetto_fasi.get(&voce.id)) else { return };
    if (typed - computed).abs() > 1.0 {
        found.add(
            "IND005",
            &voce.scheda,
            value.at,
            format!(
                "«{}»: è scritto {}, ma le fasi danno {}; vale il calcolo",
                indicatore.nome.valore,
                pct(typed),
                pct(*computed)
            ),
            "controllare i gap delle fasi o il valore scritto",
        );
    }
}

fn scostamento(context: &Context<'_>, voce: &Voce, indicatore: &Indicatore, found: &mut Found) {
    let value = raggiunto(indicatore, context.scadenza);
    let (Some(typed), Some(atteso), Some(achieved)) = (&value.scostamento, &indicatore.atteso, value.valore) else {
        return;
    };
    if matches!(atteso.unita, Unita::SiNo | Unita::Rapporto) {
        return;
    }
    let expected = achieved - atteso.valore;
    let (tolerance, show): (f64, fn(f64) -> String) =
        if atteso.unita == Unita::Percento { (0.51, pct) } else { (0.005, numero_semplice) };
    if (typed.valore - expected).abs() > tolerance {
        found.add(
            "IND009",
            &voce.scheda,
            Some(typed.at),
            format!(
                "«{}»: lo scostamento scritto è {}, ma raggiunto meno atteso fa {}",
                indicatore.nome.valore,
                show(typed.valore),
                show(expected)
            ),
            "correggere lo scostamento; nel punteggio non conta",
        );
    }
}
