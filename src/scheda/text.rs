//! How labels and names are compared: without case, accents, punctuation, spacing and invisible characters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower-case words without accents, separated by single spaces; everything else is a separator.
#[must_use]
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c));
    for c in plain.flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The text with single spaces, no line breaks and no invisible characters; otherwise as typed.
#[must_use]
pub fn single_spaced(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Zero-width characters that a copy and paste leaves behind.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// A name for files, links and joins: `avvocatura--pratiche-legali`.
#[must_use]
pub fn slug(text: &str) -> String {
    normalise(text).replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_compared_by_their_words() {
        for (text, words) in [
            ("FINALITA'", "finalita"),
            ("Finalità", "finalita"),
            ("P.O./Responsabile\nDIRIGENTE", "p o responsabile dirigente"),
            ("RAGGIUNTO\u{a0}al\u{200b} 31.07.2022", "raggiunto al 31 07 2022"),
            (" % Gap al 31-lug ", "gap al 31 lug"),
        ] {
            assert_eq!(normalise(text), words);
        }
    }
}
