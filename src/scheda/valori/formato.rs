//! What a number format says of the number, and the number as the format shows it.

use super::super::text::single_spaced;
use super::tidy;
use crate::workbook::{Cell, CellValue};

/// What a number format makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formato {
    /// A percentage: 0.85 shows 85%.
    Percento,
    /// A percent sign that only stands beside the number: 85 shows 85%.
    SegnoPercento,
    /// An amount; with or without a currency.
    Importo {
        /// The currency shows.
        valuta: bool,
    },
    /// A fraction: 0.7 shows 7/10; with the denominator if the format fixes it.
    Frazione(Option<u16>),
    /// Anything else.
    Altro,
}

/// Reads a format's code; of its sections the first.
#[must_use]
pub fn formato(code: &str) -> Formato {
    if code == "General" || code.is_empty() {
        return Formato::Altro;
    }
    // What stands in quotes or after a backslash is shown as it is; `[$€-410]` is a currency, `[Red]` a colour.
    let (mut percent, mut literal, mut valuta, mut bare) = (false, false, false, String::with_capacity(code.len()));
    let (mut quoted, mut bracket) = (false, false);
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => {
                let next = chars.next();
                literal |= c == '\\' && next == Some('%');
                valuta |= next == Some('€');
            }
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            ';' if !quoted => break,
            '€' => valuta = true,
            '%' if quoted => literal = true,
            '%' => percent = true,
            _ if quoted || bracket => bare.push(if c.is_ascii_alphabetic() { c.to_ascii_lowercase() } else { ' ' }),
            _ => bare.push(c),
        }
    }
    valuta |= bare.contains("eur");
    if percent {
        return Formato::Percento;
    }
    if literal {
        return Formato::SegnoPercento;
    }
    if valuta || (bare.contains("0.00") && !bare.contains(['E', 'e'])) {
        return Formato::Importo { valuta };
    }
    match bare.split_once('/') {
        Some((above, below)) if above.contains(['?', '#']) && !below.contains(char::is_alphabetic) => {
            let fixed: String = below.chars().filter(char::is_ascii_digit).collect();
            Formato::Frazione(fixed.parse().ok().filter(|d| *d > 0))
        }
        _ => Formato::Altro,
    }
}

/// Numerator and denominator of a number that a format shows as a fraction.
#[must_use]
pub fn frazione(value: f64, fixed: Option<u16>) -> (f64, f64) {
    let fits = |below: u16| {
        let above = value * f64::from(below);
        (above - above.round()).abs() < 1e-6
    };
    let below = fixed.or_else(|| (1..1000).find(|below| fits(*below))).unwrap_or(1);
    (tidy(value * f64::from(below)), f64::from(below))
}

/// The cell's text as a person sees it in Excel set to Italian; dates as `2022-10-07`.
#[must_use]
pub fn mostrato(cell: &Cell) -> String {
    match &cell.value {
        CellValue::Text(text) => single_spaced(text),
        CellValue::Bool(true) => "VERO".to_owned(),
        CellValue::Bool(false) => "FALSO".to_owned(),
        CellValue::Date(date) => date.to_string(),
        CellValue::Error(error) => error.clone(),
        CellValue::Uncalculated => String::new(),
        CellValue::Number(value) => numero(*value, &cell.format),
    }
}

fn numero(value: f64, code: &str) -> String {
    let decimals = decimali(code);
    match formato(code) {
        // A person who typed 87,78% sees it so even where the format rounds: the report shows what counts.
        Formato::Percento => {
            let points = tidy(value * 100.0);
            let decimals = if decimals == 0 && points.fract() != 0.0 { 2 } else { decimals };
            format!("{}%", crate::italian::number(points, decimals).replace('\u{2212}', "-"))
        }
        Formato::SegnoPercento => format!("{}%", semplice(value)),
        Formato::Importo { .. } => {
            let grouped = crate::italian::number(value, decimals).replace('\u{2212}', "-");
            let number = if code.contains(',') { grouped } else { grouped.replace('.', "") };
            if code.contains('€') { format!("€ {number}") } else { number }
        }
        Formato::Frazione(fixed) => match frazione(value, fixed) {
            (above, below) if below > 1.0 => format!("{}/{}", semplice(above), semplice(below)),
            _ => semplice(value),
        },
        Formato::Altro => generico(value, code, decimals),
    }
}

/// A number in a format of digits alone: `00` shows 01, `#,##0` shows 1.234. More decimals than the format shows are
/// shown nevertheless: the report shows what counts.
fn generico(value: f64, code: &str, decimals: usize) -> String {
    let digits = code.contains('0') && code.chars().all(|c| matches!(c, '0' | '#' | ',' | '.' | '?'));
    let scale = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    if !digits || (tidy(value) * scale).fract() != 0.0 {
        return semplice(value);
    }
    let grouped = crate::italian::number(value, decimals).replace('\u{2212}', "-");
    let plain = if code.contains(',') { grouped } else { grouped.replace('.', "") };
    let zeros = code.split('.').next().unwrap_or(code).matches('0').count();
    let whole = plain.trim_start_matches('-').chars().take_while(char::is_ascii_digit).count();
    let missing = if code.contains(',') { 0 } else { zeros.saturating_sub(whole) };
    let at = usize::from(plain.starts_with('-'));
    format!("{}{}{}", &plain[..at], "0".repeat(missing), &plain[at..])
}

/// A number without thousands' points, as General shows it.
#[must_use]
pub fn semplice(value: f64) -> String {
    format!("{}", tidy(value)).replace('.', ",")
}

/// Points as one would type them, with all their decimals.
#[must_use]
pub fn percento(points: f64) -> String {
    let two = crate::italian::percent_as_typed(points);
    if (points * 100.0).fract() == 0.0 { two } else { format!("{}%", semplice(points)) }
}

fn decimali(code: &str) -> usize {
    let first = code.split(';').next().unwrap_or(code);
    first.split_once("0.").map_or(0, |(_, rest)| rest.chars().take_while(|c| *c == '0').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_say_what_a_number_is() {
        let (amount, currency) = (Formato::Importo { valuta: false }, Formato::Importo { valuta: true });
        for (code, found, value, shown) in [
            ("General", Formato::Altro, 0.4, "0,4"),
            ("@", Formato::Altro, 40.0, "40"),
            ("0", Formato::Altro, 40.0, "40"),
            ("0", Formato::Altro, 3.7, "3,7"),
            ("0.0", Formato::Altro, 3.0, "3,0"),
            ("00", Formato::Altro, 1.0, "01"),
            ("00", Formato::Altro, -1.0, "-01"),
            ("#,##0", Formato::Altro, 12_345.0, "12.345"),
            ("#,##0", Formato::Altro, 0.5, "0,5"),
            ("0.00E+00", Formato::Altro, 1200.0, "1200"),
            ("0%", Formato::Percento, 0.85, "85%"),
            ("0.00%", Formato::Percento, 0.8778, "87,78%"),
            ("0%", Formato::Percento, 0.8778, "87,78%"),
            ("0.0%;[Red]-0.0%", Formato::Percento, -0.205, "-20,5%"),
            ("0\"%\"", Formato::SegnoPercento, 85.0, "85%"),
            ("0\\%", Formato::SegnoPercento, 85.0, "85%"),
            ("#,##0.00", amount, 2000.0, "2.000,00"),
            ("0.00", amount, 3456.0, "3456,00"),
            ("\"€ \"#,##0", currency, 357_000.0, "€ 357.000"),
            ("_-* #,##0.00\" €\"_-;\\-* #,##0.00\" €\"_-;_-* \"- €\"_-;_-@_-", currency, 1952.0, "€ 1.952,00"),
            ("[$€-410] #,##0.00", currency, 5.0, "€ 5,00"),
            ("#,##0 [$EUR]", currency, 5.0, "5"),
            ("# ?/?", Formato::Frazione(None), 0.7, "7/10"),
            ("?/10", Formato::Frazione(Some(10)), 0.5, "5/10"),
            ("0\" giorni\"", Formato::Altro, 30.0, "30"),
            ("d/m", Formato::Altro, 3.0, "3"),
        ] {
            assert_eq!(formato(code), found, "{code}");
            assert_eq!(numero(value, code), shown, "{code}");
        }
    }
}
