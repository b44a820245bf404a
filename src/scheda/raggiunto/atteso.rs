//! The expected value of an indicator.

use super::decisione::Dubbio;
use super::scritto;
use crate::place::CellRef;
use crate::scheda::page::Page;
use crate::scheda::valori::{self, Attesa, Lettura, Misura, mostrato, tidy};
use crate::scheda::{Atteso, Cella, Unita};
use crate::segnalazione::{Codice, Gravita, codici};
use crate::workbook::{Cell, CellValue};

/// The expected value of an indicator. Blank gives none; what cannot be read is reported.
pub(in crate::scheda) fn atteso(page: &mut Page<'_>, nome: &str, at: CellRef, cell: &Cell) -> Option<Attesa> {
    let lettura = valori::leggi(cell);
    if let Some(attesa) = valori::atteso(&lettura) {
        if matches!(lettura, Lettura::Quantita(q) if q.rinvio) {
            let letto = scritto(attesa.atteso.valore, attesa.atteso.denominatore, attesa.atteso.unita);
            let messaggio = format!(
                "«{nome}»: il valore atteso «{}» {}; è stato letto come {letto}",
                mostrato(cell),
                Dubbio::Rinvio.frase()
            );
            page.report(codici::IND004, Some(at), messaggio, &format!("scrivere {letto}, se è giusto"));
        }
        return Some(percento_dal_nome(page, nome, at, cell, attesa));
    }
    let shown = mostrato(cell);
    let (codice, messaggio, rimedio): (Codice, String, String) = match lettura {
        Lettura::Vuoto => return None,
        Lettura::Errore(error) => (
            codici::CEL001,
            format!("«{nome}»: la formula del valore atteso dà errore {error}; l'indicatore non è valutato"),
            "correggere la formula o scrivere il valore atteso".into(),
        ),
        Lettura::SenzaValore => (
            codici::CEL002,
            format!("«{nome}», valore atteso: {}; l'indicatore non è valutato", valori::SENZA_VALORE),
            valori::RICALCOLARE.into(),
        ),
        Lettura::Data(data) => (
            codici::IND008,
            format!(
                "«{nome}»: il valore atteso è una data ({data}), che non si può misurare; l'indicatore non è valutato"
            ),
            match cell.value {
                CellValue::Date(_) => format!(
                    "se era il rapporto {0}/{1} scriverlo in parole, «{0} su {1}»; se è un termine scrivere sì: è rispettato o no",
                    data.giorno, data.mese
                ),
                _ => "se è un termine da rispettare scrivere sì, e nel raggiunto sì oppure no".into(),
            },
        ),
        other => {
            let why = match other {
                Lettura::Testo(perche) => perche.frase(),
                Lettura::Quantita(q) if q.misura.unita == Unita::SiNo => "non dice che cosa ci si aspetta",
                Lettura::Quantita(_) => "è minore di zero",
                _ => "non dice quanto ci si aspetta",
            };
            let rimedio = match other {
                Lettura::Testo(perche) => perche.rimedio(),
                _ => None,
            };
            let esempi = "scrivere un valore misurabile (per esempio 12, 80%, almeno 3, 7 su 10, € 1.500, sì)";
            (
                codici::IND008,
                format!(
                    "«{nome}»: il valore atteso «{shown}» non si può interpretare: {why}; l'indicatore non è valutato"
                ),
                rimedio.unwrap_or(esempi).into(),
            )
        }
    };
    page.report_as(codice, Gravita::Errore, Some(at), messaggio, &rimedio);
    None
}

/// What the rules of the body expect of an indicator, instead of what its cell says; the cell's text stays beside it.
pub(in crate::scheda) fn atteso_deciso(
    page: &mut Page<'_>,
    nome: &Cella<String>,
    typed: Option<(CellRef, &Cell)>,
    decided: &str,
) -> Option<Attesa> {
    let attesa = valori::atteso(&valori::leggi(&valori::a_mano(decided)))?;
    let typed_text = typed.map_or_else(|| "vuoto".to_owned(), |(_, cell)| format!("«{}»", mostrato(cell)));
    page.report_as(
        codici::IND008,
        Gravita::Nota,
        Some(typed.map_or(nome.at, |(at, _)| at)),
        format!(
            "«{}»: il valore atteso è {typed_text}; per scelta dell'ente vale «{decided}» (indicatori.eccezione)",
            nome.valore
        ),
        "nulla, se è giusto; altrimenti correggere l'eccezione nella configurazione",
    );
    Some(attesa)
}

/// A bare number beside a name that begins with "%" is a percentage; what has two readings is reported.
fn percento_dal_nome(page: &mut Page<'_>, nome: &str, at: CellRef, cell: &Cell, attesa: Attesa) -> Attesa {
    let misura = attesa.misura;
    let dal_nome = misura.nuda
        && misura.unita == Unita::Numero
        && (nome.trim_start().starts_with('%') || nome.trim_start().to_lowercase().starts_with("percentuale "));
    if !dal_nome && misura.altra.is_none() {
        return attesa;
    }
    let (unita, valore) = if dal_nome {
        (Unita::Percento, if misura.valore <= 1.0 { misura.valore * 100.0 } else { misura.valore })
    } else {
        (misura.unita, misura.valore)
    };
    let atteso = Atteso { unita, valore: tidy(valore), ..attesa.atteso };
    let letto = scritto(atteso.valore, atteso.denominatore, unita);
    let shown = mostrato(cell);
    let why =
        if dal_nome { "è senza il segno di percentuale, che c'è nel nome" } else { "si può leggere in due modi" };
    page.report(
        codici::IND004,
        Some(at),
        format!("«{nome}»: il valore atteso «{shown}» {why}; è stato letto come {letto}"),
        &format!("scrivere {letto}, se è giusto"),
    );
    let misura = Misura { unita, valore: atteso.valore, nuda: false, ..misura };
    Attesa { atteso, misura, ..attesa }
}
