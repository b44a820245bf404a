//! Numbers as Italians type them: `1.234,50`, `1 234`, `1'234`, `12,5`, and the two readings of `1.234`.

/// A number as typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numero {
    /// The value; of two possible readings the Italian one: `1.234` are thousands, `1,234` has decimals.
    pub valore: f64,
    /// The other reading, where a single separator stands before three last digits.
    pub altra: Option<f64>,
    /// Two digits after a comma, as amounts are written: `2.000,00`.
    pub centesimi: bool,
}

/// Beyond this Excel itself does not keep every unit.
const MASSIMO: f64 = 1e15;

/// Reads text that is a number and nothing else; `None` if it is not.
#[must_use]
pub fn numero(text: &str) -> Option<Numero> {
    let text = text.trim();
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => (-1.0, text[1..].trim_start()),
        b'+' => (1.0, text[1..].trim_start()),
        _ => (1.0, text),
    };
    let signed = |value: f64| sign * value;
    let mut marks = digits.bytes().enumerate().filter(|(_, b)| !b.is_ascii_digit());
    let Some((first, mark)) = marks.next() else {
        return Some(Numero { valore: signed(join(digits, "")?), altra: None, centesimi: false });
    };
    let last = marks.next_back();
    let (whole, fraction, group) = match (last, mark) {
        // One separator.
        (None, b'.' | b',') => {
            let (whole, fraction) = (&digits[..first], &digits[first + 1..]);
            let decimal = join(whole, fraction)?;
            let thousands = (fraction.len() == 3 && groups(digits, mark)).then(|| join(digits, "")).flatten();
            let centesimi = mark == b',' && fraction.len() == 2;
            let (valore, altra) = match (mark, thousands) {
                (b'.', Some(thousands)) => (thousands, Some(decimal)),
                (_, other) => (decimal, other),
            };
            return Some(Numero { valore: signed(valore), altra: altra.map(signed), centesimi });
        }
        (None, _) => (digits, "", mark),
        // Several: the last one parts the decimals if it is of another kind than the first.
        (Some((at, decimal)), group) if decimal != group => {
            if !matches!(decimal, b'.' | b',') {
                return None;
            }
            (&digits[..at], &digits[at + 1..], group)
        }
        (Some(_), group) => (digits, "", group),
    };
    if !matches!(group, b'.' | b',' | b' ' | b'\'') || !groups(whole, group) {
        return None;
    }
    let valore = signed(join(whole, fraction)?);
    Some(Numero {
        valore,
        altra: None,
        centesimi: digits.as_bytes()[digits.len() - fraction.len() - 1] == b',' && fraction.len() == 2,
    })
}

/// Whether a separator parts a whole number into thousands: one to three digits, then three each.
fn groups(whole: &str, mark: u8) -> bool {
    let mut parts = whole.split(char::from(mark));
    let first = parts.next().unwrap_or("");
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && digits(first)
        && parts.all(|part| part.len() == 3 && digits(part))
}

/// The digits of the whole part, whatever parts them, and of the fraction.
fn join(whole: &str, fraction: &str) -> Option<f64> {
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let rest = fraction.bytes().all(|b| b.is_ascii_digit());
    if !rest || (digits.is_empty() && fraction.is_empty()) {
        return None;
    }
    let value: f64 = format!("{digits}.{fraction}0").parse().ok()?;
    (value < MASSIMO).then_some(value)
}

/// Splits the number off the beginning of a text; the rest begins where it ends.
#[must_use]
pub fn iniziale(text: &str) -> Option<(Numero, &str)> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = usize::from(matches!(bytes.first(), Some(b'-' | b'+')));
    while bytes.get(end) == Some(&b' ') {
        end += 1;
    }
    let start = end;
    loop {
        let three = || digit(end + 1) && digit(end + 2) && digit(end + 3) && !digit(end + 4);
        match bytes.get(end) {
            Some(b'0'..=b'9') => end += 1,
            Some(b'.' | b',') if digit(end + 1) => end += 1,
            // A blank parts thousands only where the number goes on as one: `1 234`, but `3 100%` are two.
            Some(b' ' | b'\'') if end > start && three() && bytes.get(end + 4) != Some(&b'%') => end += 1,
            _ => break,
        }
    }
    let (number, rest) = text.split_at_checked(end)?;
    numero(number).filter(|_| end > start).map(|numero| (numero, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_read_as_an_italian_reads_them() {
        for (text, valore, altra) in [
            ("12", 12.0, None),
            ("0", 0.0, None),
            ("-5", -5.0, None),
            ("+5", 5.0, None),
            ("- 20", -20.0, None),
            ("12,5", 12.5, None),
            ("3.5", 3.5, None),
            (",5", 0.5, None),
            ("0.123", 0.123, None),
            ("0,125", 0.125, None),
            ("1.234", 1234.0, Some(1.234)),
            ("1,234", 1.234, Some(1234.0)),
            ("-1.234", -1234.0, Some(-1.234)),
            ("357.000", 357_000.0, Some(357.0)),
            ("1.234,5", 1234.5, None),
            ("1.234,50", 1234.5, None),
            ("1,234.50", 1234.5, None),
            ("1.234.567", 1_234_567.0, None),
            ("1,234,567", 1_234_567.0, None),
            ("1.234.567,89", 1_234_567.89, None),
            ("1 234", 1234.0, None),
            ("1 234,50", 1234.5, None),
            ("1'234.50", 1234.5, None),
            ("1234.5678", 1234.5678, None),
            ("1234.567", 1234.567, None),
        ] {
            let found = numero(text).map(|n| (n.valore, n.altra));
            assert_eq!(found, Some((valore, altra)), "{text}");
        }
        for text in [
            "",
            "-",
            ".",
            ",",
            "1.2.3",
            "12.34,5",
            "1.23.456",
            "1,2,3",
            "1 23",
            "12 5",
            "1.234.5",
            "a",
            "1e5",
            "5-10",
            "1 2345",
            "10\u{b2}",
            "\u{bd}",
            "inf",
            "NaN",
            "99999999999999999",
            "1.234,5.6",
            "--5",
            "5-",
        ] {
            assert_eq!(numero(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_ends_where_it_cannot_go_on() {
        for (text, valore, rest) in [
            ("30 giorni", 30.0, " giorni"),
            ("7/10", 7.0, "/10"),
            ("3 su 3", 3.0, " su 3"),
            ("1 234 euro", 1234.0, " euro"),
            ("3 100%", 3.0, " 100%"),
            ("12.", 12.0, "."),
            ("1.234,50€", 1234.5, "€"),
        ] {
            assert_eq!(iniziale(text).map(|(n, rest)| (n.valore, rest)), Some((valore, rest)), "{text}");
        }
        assert_eq!(iniziale("giorni 30"), None);
        assert_eq!(iniziale("-"), None);
        assert_eq!(iniziale("31.12.2022"), None);
    }
}
