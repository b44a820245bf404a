//! The list of the phases' descriptions, and how a phase is labelled.

use super::Cella;
use super::forma::Parte;
use super::page::{Page, testo};
use super::profile::Ambito;
use super::text::normalise;
use crate::place::CellRef;
use crate::workbook::{Cell, CellValue};

/// A phase of the list: its label and its description.
pub(super) type Voce = (String, Cella<String>);

/// The descriptions of the list, by their numbers.
pub(super) fn read(page: &mut Page<'_>, parte: &Parte<'_>) -> Vec<Voce> {
    let mut found: Vec<Voce> = Vec::new();
    let mut posti: Vec<(CellRef, CellRef)> = Vec::new();
    let mut unlabelled: Vec<Cella<String>> = Vec::new();
    let first = parte.titolo.map_or(parte.area.start.row0, |at| page.sheet.extent(at).row0 + 1);
    let rows = page.filled(first..=parte.area.end.row0).to_vec();
    for row0 in rows {
        let mut label: Option<(CellRef, String)> = None;
        for (at, cell) in page.row(row0, &(parte.area.start.col0..=parte.area.end.col0)) {
            if let Some(new) = etichetta(cell) {
                label = Some((at, new));
                continue;
            }
            // The headers of the list are no description.
            if page.hit(at, Ambito::Fasi).is_some() {
                page.prendi(at);
                continue;
            }
            let Some(text) = testo(at, cell) else { continue };
            if label.is_none()
                && let Some(several) = in_una_cella(cell)
            {
                page.prendi(at);
                found.extend(several.into_iter().map(|(label, valore)| (label, Cella { valore, at })));
            } else if let Some((at_label, label)) = label.take() {
                posti.push((at_label, at));
                found.push((label, text));
            } else if let Some((label, rest)) = insieme(&text.valore) {
                page.prendi(at);
                found.push((label, Cella { valore: rest, at }));
            } else if matches!(cell.value, CellValue::Text(_)) && !page.is_comment(cell) {
                unlabelled.push(Cella { valore: senza_punto(&text.valore).to_owned(), at });
            }
        }
        // A number that nothing follows is a line of the form that was left blank.
        if let Some((at, _)) = label {
            page.prendi(at);
        }
    }
    // A text beyond the column in which the others have theirs is a remark beside a phase without description.
    for (label, text) in &posti {
        let usual = |other: &&(CellRef, CellRef)| other.0.col0 == label.col0 && other.1.col0 < text.col0;
        let (others, same) = (
            posti.iter().filter(usual).count(),
            posti.iter().filter(|p| (p.0.col0, p.1.col0) == (label.col0, text.col0)).count(),
        );
        page.prendi(*label);
        if others > same {
            found.retain(|(_, description)| description.at != *text);
        } else {
            page.prendi(*text);
        }
    }
    if found.is_empty() {
        // A list without numbers is numbered as it stands.
        for (i, text) in unlabelled.into_iter().enumerate() {
            page.prendi(text.at);
            found.push(((i + 1).to_string(), text));
        }
    }
    // The list runs down the left half of the form and then down the right one; its numbers say the order.
    found.sort_by_key(|(label, _)| numero(label).map_or(u32::MAX, |(n, _)| n));
    found
}

/// Several phases in one cell, a line each, as a paste from a document leaves them: numbered from one on, or with a
/// bullet each. A line that has neither goes on with the one above.
fn in_una_cella(cell: &Cell) -> Option<Vec<(String, String)>> {
    let CellValue::Text(text) = &cell.value else { return None };
    let lines: Vec<String> = text.lines().map(super::text::single_spaced).filter(|line| !line.is_empty()).collect();
    let mut found: Vec<(String, String)> = Vec::new();
    let bullets = lines.iter().all(|line| senza_punto(line).len() < line.len());
    for line in &lines {
        let next = found.len() + 1;
        let numbered = insieme(line).filter(|(label, _)| chiave(label) == next.to_string());
        match (numbered, found.last_mut()) {
            (Some(voce), _) => found.push(voce),
            (None, _) if bullets => found.push((next.to_string(), senza_punto(line).to_owned())),
            (None, Some((_, text))) => *text = format!("{text} {line}"),
            (None, None) => return None,
        }
    }
    (found.len() > 1).then_some(found)
}

/// A text without the bullet that it begins with.
fn senza_punto(text: &str) -> &str {
    text.strip_prefix(['•', '·', '▪', '●', '-', '–', '*', '\u{f0b7}']).map_or(text, str::trim_start)
}

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
fn numero(label: &str) -> Option<(u32, String)> {
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
