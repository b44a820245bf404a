//! How numbers and dates are written in Italian: `1.234,50`, `77,50%`, `luglio`.

/// Names of the months, January first.
pub const MESI: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// The month that a word in lower case names, 1–12, in full or cut short after three letters or more: `ottobre`, `ott`.
/// `sette`, `otto` and `nove` are numbers.
#[must_use]
pub fn mese(word: &str) -> Option<u8> {
    if word.len() < 3 || matches!(word, "sette" | "otto" | "nove") {
        return None;
    }
    let found = MESI.iter().position(|name| name.starts_with(word))?;
    u8::try_from(found + 1).ok()
}

/// A number with the given decimals, a comma before them and points between thousands; a true minus sign.
#[must_use]
pub fn number(value: f64, decimals: usize) -> String {
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::with_capacity(plain.len() + 4);
    // A rounded −0,00 is a zero to a reader.
    if value < 0.0 && plain.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        out.push('\u{2212}');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// Points with the decimals they have, at most two: `100%`, `66,67%`.
#[must_use]
pub fn percent_as_typed(points: f64) -> String {
    let mut text = number(points, 2);
    if text.contains(',') {
        text.truncate(text.trim_end_matches('0').trim_end_matches(',').len());
    }
    text + "%"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_told_from_numbers() {
        for (word, month) in [
            ("gennaio", Some(1)),
            ("sett", Some(9)),
            ("settem", Some(9)),
            ("ott", Some(10)),
            ("ottob", Some(10)),
            ("nov", Some(11)),
            ("sette", None),
            ("otto", None),
            ("nove", None),
            ("ma", None),
            ("marzapani", None),
        ] {
            assert_eq!(mese(word), month, "{word}");
        }
    }

    #[test]
    fn numbers_are_written_as_an_italian_reads_them() {
        for (value, decimals, text) in [
            (0.0, 2, "0,00"),
            (1234.5, 2, "1.234,50"),
            (-20.0, 0, "\u{2212}20"),
            (-0.001, 2, "0,00"),
            (1_000_000.0, 0, "1.000.000"),
            (999.0, 0, "999"),
        ] {
            assert_eq!(number(value, decimals), text);
        }
        assert_eq!(percent_as_typed(100.0), "100%");
        assert_eq!(percent_as_typed(66.666_666), "66,67%");
        assert_eq!(percent_as_typed(97.5), "97,5%");
    }
}
