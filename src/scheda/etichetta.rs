//! How a phase is labelled: `1`, `Fase 3`, `III`, `2 bis`, alone in its cell or before its description.

use super::page::testo;
use super::text::normalise;
use crate::place::CellRef;
use crate::workbook::{Cell, CellValue};

/// The phase that a row begins with: the cell of its label, and the label.
pub(super) fn prima(cells: &mut dyn Iterator<Item = (CellRef, &Cell)>) -> Option<(CellRef, String)> {
    let (at, cell) = cells.next()?;
    if let Some(label) = etichetta(cell) {
        let described = cells.next().is_some_and(|(_, cell)| matches!(cell.value, CellValue::Text(_)));
        return described.then_some((at, label));
    }
    let (label, _) = insieme(&testo(at, cell)?.valore)?;
    Some((at, label))
}

/// Whether a cell is a phase of a list, or its label.
pub(super) fn e_voce(cell: &Cell) -> bool {
    let together = matches!(&cell.value, CellValue::Text(text) if insieme(&super::text::single_spaced(text)).is_some());
    together || etichetta(cell).is_some()
}

/// What two ways of writing one label have in common: `Fase 3`, `3.` and `III` are the third.
pub(super) fn chiave(label: &str) -> String {
    numero(label).map_or_else(|| normalise(label), |(n, suffix)| format!("{n}{suffix}"))
}

/// A phase's label: `1`, `10`, `1a`, `3.`, `Fase 3`, `III`.
pub(super) fn etichetta(cell: &Cell) -> Option<String> {
    let text = match &cell.value {
        CellValue::Number(n) if n.fract() == 0.0 && (1.0..100.0).contains(n) => return Some(format!("{n}")),
        CellValue::Text(text) => super::text::single_spaced(text),
        _ => return None,
    };
    numero(&text)?;
    let bare = text.trim_end_matches(['.', ')', ':', '-', '°', 'ª', ' ']).trim();
    Some(senza_fase(bare).trim_start_matches(['.', ' ']).trim().to_owned())
}

/// A label and its description in one cell: `1. Studio`, `Fase 2 - Gara`.
pub(super) fn insieme(text: &str) -> Option<(String, String)> {
    let bare = senza_fase(text);
    let label_end = bare.find(|c: char| !c.is_alphanumeric()).filter(|end| *end > 0)?;
    let (label, rest) = bare.split_at(label_end);
    let named = bare.len() < text.len();
    let description = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != '«');
    let separator = rest.chars().find(|c| !c.is_whitespace()).is_some_and(|c| matches!(c, '.' | ')' | ':' | '-' | '–'));
    let (n, _) = numero(label)?;
    let roman = !label.starts_with(|c: char| c.is_ascii_digit());
    let fits = (named || (separator && !(roman && n == 1 && !rest.starts_with([')', '.'])))) && !description.is_empty();
    fits.then(|| (label.to_owned(), description.to_owned()))
}

/// The text without a leading word for "phase", and for "number".
fn senza_fase(text: &str) -> &str {
    let strip = |text: &'_ str, word: &str| -> Option<usize> {
        text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word))?;
        let rest = text[word.len()..].trim_start_matches(|c: char| !c.is_alphanumeric());
        Some(text.len() - rest.len())
    };
    let text = strip(text, "fase").map_or(text, |end| &text[end..]);
    let number = ["nr", "n", "f"].iter().find_map(|word| strip(text, word));
    number.map(|end| &text[end..]).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(text)
}

/// The number and the suffix of a label.
pub(super) fn numero(label: &str) -> Option<(u32, String)> {
    let words = normalise(label);
    let word = words.strip_prefix("fase").unwrap_or(&words).replace(' ', "");
    // `n. 3`, `nr 3`, `F3`.
    let word = ["nr", "n", "f"]
        .iter()
        .find_map(|mark| word.strip_prefix(mark).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
        .unwrap_or(&word);
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    if digits == 0 {
        return romano(word).map(|n| (n, String::new()));
    }
    let rest = &word[digits..];
    let known = rest.is_empty()
        || matches!(rest, "bis" | "ter")
        || (rest.len() == 1 && rest.chars().all(|c| c.is_ascii_lowercase()));
    // `1.2` has a dot between its digits; `n. 12` has it before them.
    let bare = label.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_end().trim_end_matches('.');
    let dotted = rest.is_empty() && digits > 1 && bare.contains('.');
    if !known || digits > 2 || dotted {
        return None;
    }
    Some((word[..digits].parse().ok().filter(|n| *n > 0)?, rest.to_owned()))
}

/// A Roman number up to twenty.
pub(super) fn romano(word: &str) -> Option<u32> {
    const NUMBERS: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
        "xviii", "xix", "xx",
    ];
    NUMBERS.iter().position(|n| *n == word).and_then(|i| u32::try_from(i + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_are_labelled_in_many_ways() {
        for (text, label, key) in [
            ("1", "1", "1"),
            ("Fase 3", "3", "3"),
            ("3.", "3", "3"),
            ("III", "III", "3"),
            ("1a", "1a", "1a"),
            ("FASE 2 bis", "2 bis", "2bis"),
            ("4°", "4", "4"),
        ] {
            let cell = Cell { value: CellValue::Text(text.into()), format: "General".into(), formula: false };
            assert_eq!(etichetta(&cell).as_deref(), Some(label), "{text}");
            assert_eq!(chiave(label), key, "{text}");
        }
        for (text, label, rest) in
            [("1. Studio", "1", "Studio"), ("Fase 2 - Gara", "2", "Gara"), ("3) (bis) Avvio", "3", "(bis) Avvio")]
        {
            assert_eq!(insieme(text), Some((label.to_owned(), rest.to_owned())), "{text}");
        }
        for text in ["I bambini del nido", "2022 - avvio", "3 incontri con le scuole", "Gara e contratto"] {
            assert_eq!(insieme(text), None, "{text}");
        }
    }
}
