//! The grammar of what people type in the cells: one parser for every form, one table of examples as its test.

use super::text::{normalise, single_spaced};
use super::{Atteso, Comparatore, Unita};
use crate::workbook::{Cell, CellValue};

/// A quantity as typed, before anything is known of the column it stands in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantita {
    /// The value; points for a percentage, the numerator of a ratio, 1 or 0 for yes or no.
    pub valore: f64,
    /// A ratio's denominator.
    pub denominatore: Option<f64>,
    /// The unit, as far as the cell tells it.
    pub unita: Unita,
    /// A comparison that was typed.
    pub comparatore: Option<Comparatore>,
    /// A second reading in brackets, in points: `nr. 3 (100%)`.
    pub alternativa_pct: Option<f64>,
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub enum Lettura {
    /// A quantity.
    Quantita(Quantita),
    /// A bare number in a cell without a telling format: its column decides what it is.
    Numero(f64),
    /// A date, which was perhaps a ratio: day and month.
    Data {
        /// Day of the month.
        giorno: i8,
        /// Month.
        mese: i8,
    },
    /// "n/a", "non applicabile", with the reason if one follows.
    NonApplicabile {
        /// What follows, if anything.
        motivo: Option<String>,
    },
    /// A formula's error.
    Errore(String),
    /// A formula whose result was not saved.
    SenzaValore,
    /// Text that says nothing measurable.
    Testo(String),
}

/// What is wrong with a formula without a saved result (CEL002).
pub(super) const SENZA_VALORE: &str = "la cella contiene una formula senza il valore calcolato";
/// What to do about it.
pub(super) const RICALCOLARE: &str = "aprire il file con Excel e salvarlo, così le formule vengono calcolate";

/// Reads a cell.
#[must_use]
pub fn leggi(cell: &Cell) -> Lettura {
    match &cell.value {
        CellValue::Number(value) => match formato(&cell.format) {
            Formato::Percento => quantita(tidy(value * 100.0), Unita::Percento),
            Formato::Importo => quantita(*value, Unita::Euro),
            Formato::Altro => Lettura::Numero(*value),
        },
        CellValue::Text(text) => testo(text),
        CellValue::Bool(yes) => quantita(f64::from(u8::from(*yes)), Unita::SiNo),
        CellValue::Date(date) => Lettura::Data { giorno: date.day(), mese: date.month() },
        CellValue::Error(error) => Lettura::Errore(error.clone()),
        CellValue::Uncalculated => Lettura::SenzaValore,
    }
}

/// The cell's text as a person sees it in Excel set to Italian.
#[must_use]
pub fn mostrato(cell: &Cell) -> String {
    match &cell.value {
        CellValue::Text(text) => single_spaced(text),
        CellValue::Bool(true) => "VERO".to_owned(),
        CellValue::Bool(false) => "FALSO".to_owned(),
        CellValue::Date(date) => date.to_string(),
        CellValue::Error(error) => error.clone(),
        CellValue::Uncalculated => String::new(),
        CellValue::Number(value) => {
            let decimals = decimals(&cell.format);
            match formato(&cell.format) {
                // A person who typed 87,78% sees it so even where the format rounds: the report shows what counts.
                Formato::Percento => {
                    let points = tidy(value * 100.0);
                    let decimals = if decimals == 0 && points.fract() != 0.0 { 2 } else { decimals };
                    format!("{}%", crate::italian::number(points, decimals).replace('\u{2212}', "-"))
                }
                Formato::Importo => {
                    let grouped = crate::italian::number(*value, decimals).replace('\u{2212}', "-");
                    let number = if cell.format.contains(',') { grouped } else { grouped.replace('.', "") };
                    if cell.format.contains('€') { format!("€ {number}") } else { number }
                }
                Formato::Altro => numero_semplice(*value),
            }
        }
    }
}

/// A number without thousands' points, as General shows it.
#[must_use]
pub fn numero_semplice(value: f64) -> String {
    format!("{}", tidy(value)).replace('.', ",")
}

/// Hides the noise of binary fractions: 0.07 × 100 is 7. Values are good to nine decimals, as Excel's are to fifteen digits.
#[must_use]
pub fn tidy(value: f64) -> f64 {
    let scaled = value * 1e9;
    if scaled.abs() < 9e15 { scaled.round() / 1e9 } else { value }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Formato {
    Percento,
    Importo,
    Altro,
}

fn formato(code: &str) -> Formato {
    let first = code.split(';').next().unwrap_or(code);
    if first.contains('%') {
        Formato::Percento
    } else if first.contains('€') || first.to_lowercase().contains("eur") || first.contains("0.00") {
        Formato::Importo
    } else {
        Formato::Altro
    }
}

fn decimals(code: &str) -> usize {
    let first = code.split(';').next().unwrap_or(code);
    first.split_once("0.").map_or(0, |(_, rest)| rest.chars().take_while(|c| *c == '0').count())
}

fn quantita(valore: f64, unita: Unita) -> Lettura {
    Lettura::Quantita(Quantita { valore, denominatore: None, unita, comparatore: None, alternativa_pct: None })
}

const SI: [&str; 6] = ["si", "on", "fatto", "si no", "yes", "vero"];
const NO: [&str; 5] = ["no", "off", "non fatto", "off no", "falso"];

/// Reads text.
#[must_use]
pub fn testo(text: &str) -> Lettura {
    let shown = single_spaced(text);
    let words = normalise(&shown);
    let other = || Lettura::Testo(shown.clone());
    if shown.starts_with('#') && shown.len() > 2 && !shown[1..].starts_with(char::is_whitespace) {
        return Lettura::Errore(shown);
    }
    if let Some(lettura) = non_applicabile(&shown) {
        return lettura;
    }
    if SI.contains(&words.as_str()) {
        return match quantita(1.0, Unita::SiNo) {
            Lettura::Quantita(q) => Lettura::Quantita(Quantita { comparatore: Some(Comparatore::Si), ..q }),
            other => other,
        };
    }
    if NO.contains(&words.as_str()) {
        return quantita(0.0, Unita::SiNo);
    }
    let lower = shown.to_lowercase().replace(['\u{2212}', '\u{2013}'], "-");
    let (comparatore, rest) = operatore(&lower);
    let (rest, alternativa_pct) = parentesi(rest);
    let rest = conteggio(rest);
    let Some(q) = misura(rest) else { return other() };
    Lettura::Quantita(Quantita { comparatore, alternativa_pct, ..q })
}

/// "n/a", "n.a.", "non applicabile", "non previsto", and what follows.
fn non_applicabile(shown: &str) -> Option<Lettura> {
    let lower = shown.to_lowercase();
    for start in ["non applicabile", "non valutabile", "n/a", "n.a.", "n. a."] {
        if let Some(rest) = lower.strip_prefix(start) {
            if rest.starts_with(char::is_alphanumeric) {
                return None;
            }
            let motivo = rest.trim_matches(|c: char| !c.is_alphanumeric());
            let motivo = (!motivo.is_empty()).then(|| motivo.to_owned());
            return Some(Lettura::NonApplicabile { motivo });
        }
    }
    None
}

/// Splits a comparison off the beginning.
fn operatore(text: &str) -> (Option<Comparatore>, &str) {
    const TABLE: [(&str, Comparatore); 23] = [
        (">=", Comparatore::Almeno),
        ("=>", Comparatore::Almeno),
        ("≥", Comparatore::Almeno),
        ("<=", Comparatore::AlPiu),
        ("=<", Comparatore::AlPiu),
        ("≤", Comparatore::AlPiu),
        (">", Comparatore::PiuDi),
        ("<", Comparatore::MenoDi),
        ("=", Comparatore::Uguale),
        ("almeno", Comparatore::Almeno),
        ("minimo", Comparatore::Almeno),
        ("min.", Comparatore::Almeno),
        ("min ", Comparatore::Almeno),
        ("non meno di", Comparatore::Almeno),
        ("più di", Comparatore::PiuDi),
        ("oltre", Comparatore::PiuDi),
        ("massimo", Comparatore::AlPiu),
        ("max.", Comparatore::AlPiu),
        ("max", Comparatore::AlPiu),
        ("non più di", Comparatore::AlPiu),
        ("al massimo", Comparatore::AlPiu),
        ("entro", Comparatore::AlPiu),
        ("meno di", Comparatore::MenoDi),
    ];
    for (word, comparatore) in TABLE {
        if let Some(rest) = text.strip_prefix(word) {
            let ends_word = !word.ends_with(char::is_alphabetic) || !rest.starts_with(char::is_alphabetic);
            if ends_word {
                return (Some(comparatore), rest.trim_start());
            }
        }
    }
    (None, text)
}

/// Splits `(100%)` off the end.
fn parentesi(text: &str) -> (&str, Option<f64>) {
    let Some((before, inside)) = text.split_once('(') else { return (text, None) };
    let Some(inside) = inside.trim_end().strip_suffix(')') else { return (text, None) };
    match inside.trim().strip_suffix('%').and_then(|n| numero(n.trim())) {
        Some(points) => (before.trim_end(), Some(points)),
        None => (text, None),
    }
}

/// Splits `n.`, `nr.`, `num.` off the beginning.
fn conteggio(text: &str) -> &str {
    for start in ["numero", "num.", "nr.", "n.", "nr", "n°", "nº", "n"] {
        if let Some(rest) = text.strip_prefix(start) {
            let rest = rest.trim_start();
            if rest.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
                return rest;
            }
        }
    }
    text
}

fn misura(text: &str) -> Option<Quantita> {
    let text = text.trim();
    let simple =
        |valore, unita| Quantita { valore, denominatore: None, unita, comparatore: None, alternativa_pct: None };
    if let Some(points) = text.strip_suffix('%').and_then(|n| valore(n.trim())) {
        return Some(simple(points, Unita::Percento));
    }
    for mark in ["€", "euro", "eur"] {
        let amount = text.strip_prefix(mark).or_else(|| text.strip_suffix(mark));
        if let Some(amount) = amount.and_then(|n| importo(n.trim().trim_end_matches('.').trim())) {
            return Some(simple(amount, Unita::Euro));
        }
    }
    for (separator, periods) in [("/", true), (" su ", false), (" di ", false)] {
        let Some((left, right)) = text.split_once(separator) else { continue };
        let left = valore(left.trim())?;
        let right = right.trim();
        if periods {
            let word = normalise(right);
            if matches!(word.as_str(), "anno" | "a" | "annui" | "annuo") {
                return Some(simple(left, Unita::NumeroAnno));
            }
            if word.starts_with("sett") {
                return Some(simple(left, Unita::NumeroSettimana));
            }
        }
        let denominatore = valore(right)?;
        return Some(Quantita { denominatore: Some(denominatore), ..simple(left, Unita::Rapporto) });
    }
    let valore = valore(text)?;
    // Two decimals after a comma are how an amount is written: `2.000,00`.
    let amount = text.rsplit_once(',').is_some_and(|(_, d)| d.len() == 2) && numero(text).is_some();
    Some(simple(valore, if amount { Unita::Euro } else { Unita::Numero }))
}

/// An amount: `1.234` are thousands here.
fn importo(text: &str) -> Option<f64> {
    numero(text)
}

fn valore(text: &str) -> Option<f64> {
    numero(text).or_else(|| parola(text))
}

/// An Italian number: `1.234,50`, `1.234`, `12,5`, `3.5` (a point that cannot part thousands is a decimal point).
#[must_use]
pub fn numero(text: &str) -> Option<f64> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let (whole, fraction) = match digits.rsplit_once(',') {
        Some((whole, fraction)) if !fraction.contains('.') => (whole, fraction),
        Some(_) => return None,
        None => match digits.split_once('.') {
            Some((whole, rest)) if !rest.contains('.') && (rest.len() != 3 || whole == "0" || whole.len() > 3) => {
                (whole, rest)
            }
            _ => (digits, ""),
        },
    };
    let groups: Vec<&str> = whole.split('.').collect();
    let grouped = groups.len() == 1
        || (groups.iter().skip(1).all(|g| g.len() == 3) && (1..=3).contains(&groups.first().map_or(0, |g| g.len())));
    if whole.contains(',') || !grouped || fraction.contains(['.', ',']) {
        return None;
    }
    let value: f64 = format!("{}.{fraction}0", groups.concat()).parse().ok()?;
    Some(if negative { -value } else { value })
}

/// Italian number words from zero to cento.
fn parola(text: &str) -> Option<f64> {
    const UNITS: [&str; 20] = [
        "zero",
        "uno",
        "due",
        "tre",
        "quattro",
        "cinque",
        "sei",
        "sette",
        "otto",
        "nove",
        "dieci",
        "undici",
        "dodici",
        "tredici",
        "quattordici",
        "quindici",
        "sedici",
        "diciassette",
        "diciotto",
        "diciannove",
    ];
    const TENS: [&str; 8] = ["venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"];
    let word = normalise(text);
    if matches!(word.as_str(), "una" | "un") {
        return Some(1.0);
    }
    if matches!(word.as_str(), "nessuno" | "nessuna" | "nulla") {
        return Some(0.0);
    }
    if word == "cento" {
        return Some(100.0);
    }
    if let Some(n) = UNITS.iter().position(|unit| *unit == word) {
        return Some(n as f64);
    }
    for (i, ten) in TENS.iter().enumerate() {
        let base = (i + 2) as f64 * 10.0;
        if word == *ten {
            return Some(base);
        }
        // The vowel of a ten falls before uno and otto: ventuno, ventotto.
        let short = &ten[..ten.len() - 1];
        for (unit, name) in UNITS.iter().enumerate().take(10).skip(1) {
            let stem = if unit == 1 || unit == 8 { short } else { ten };
            if word.strip_prefix(stem) == Some(name) {
                return Some(base + unit as f64);
            }
        }
    }
    None
}

/// The expected value in a cell; `None` when the grammar does not cover it.
#[must_use]
pub fn atteso(lettura: &Lettura) -> Option<(Atteso, Option<f64>)> {
    match lettura {
        Lettura::Numero(valore) => {
            Some((Atteso { comparatore: None, valore: *valore, denominatore: None, unita: Unita::Numero }, None))
        }
        Lettura::Quantita(q) => Some((
            Atteso {
                comparatore: if q.unita == Unita::SiNo { Some(Comparatore::Si) } else { q.comparatore },
                valore: if q.unita == Unita::SiNo { 1.0 } else { q.valore },
                denominatore: q.denominatore,
                unita: q.unita,
            },
            q.alternativa_pct,
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(text: &str) -> String {
        match testo(text) {
            Lettura::Quantita(q) => format!(
                "{}{}{} {}{}",
                q.comparatore.map_or("", Comparatore::as_str),
                q.valore,
                q.denominatore.map_or(String::new(), |d| format!("/{d}")),
                q.unita.as_str(),
                q.alternativa_pct.map_or(String::new(), |p| format!(" ({p}%)"))
            ),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn what_people_type_is_read_as_a_person_reads_it() {
        for (text, meaning) in [
            ("almeno due", ">=2 n"),
            ("Almeno 70%", ">=70 %"),
            ("minimo 6", ">=6 n"),
            ("> 70%", ">70 %"),
            (">3", ">3 n"),
            ("<10", "<10 n"),
            ("Max 800 €", "<=800 euro"),
            ("entro 30", "<=30 n"),
            ("5700€", "5700 euro"),
            ("€ 357.000", "357000 euro"),
            ("2.850 €", "2850 euro"),
            ("2.000,00", "2000 euro"),
            ("3456,00", "3456 euro"),
            ("0 Eur", "0 euro"),
            ("2/anno", "2 n/anno"),
            ("40/sett", "40 n/sett"),
            ("7/10", "7/10 rapporto"),
            ("3 su 3", "3/3 rapporto"),
            ("almeno 7 su 10", ">=7/10 rapporto"),
            ("nr. 3 (100%)", "3 n (100%)"),
            ("n. 144", "144 n"),
            ("n. 1000", "1000 n"),
            ("on", "si1 si/no"),
            ("si/no", "si1 si/no"),
            ("Sì", "si1 si/no"),
            ("non fatto", "0 si/no"),
            ("ventotto", "28 n"),
            ("zero", "0 n"),
            ("\u{2212}5", "-5 n"),
            ("87,5", "87.5 n"),
            ("1.234", "1234 n"),
            ("3.5", "3.5 n"),
            ("in corso", "Testo(\"in corso\")"),
            ("n.d.", "Testo(\"n.d.\")"),
            ("n/a", "NonApplicabile { motivo: None }"),
            ("non applicabile: bando sospeso", "NonApplicabile { motivo: Some(\"bando sospeso\") }"),
            ("#RIF!", "Errore(\"#RIF!\")"),
        ] {
            assert_eq!(say(text), meaning, "{text}");
        }
    }
}
