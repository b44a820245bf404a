//! File names made from what people typed, fit for a Windows share and for a Unix disk alike.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// The longest name given, in bytes: below each file system's 255, with room for the rest of Windows' 260 for a path.
const LIMIT_BYTES: usize = 100;

/// The longest name that file systems take, in bytes.
const FILE_SYSTEM_LIMIT_BYTES: usize = 255;

/// Stands for a name of which nothing is left.
const NAMELESS: &str = "senza nome";

/// A file or folder name out of a text: one part of a path, never hidden, never a device, never empty.
///
/// What no file name may hold (`/ \ : * ? " < > |`) becomes a space, control and invisible characters go, spaces are
/// single, dots and spaces at either end go, and an overlong text is cut. Different texts can give the same name: see
/// [`unique_names`].
#[must_use]
pub fn safe_name(text: &str) -> String {
    clean(text, LIMIT_BYTES)
}

/// A file name out of another one, as [`safe_name`] does it, with its extension.
#[must_use]
pub fn safe_file_name(text: &str) -> String {
    match text.rsplit_once('.') {
        Some((stem, extension))
            if (1..=5).contains(&extension.len()) && extension.chars().all(char::is_alphanumeric) =>
        {
            format!("{}.{extension}", clean(stem, LIMIT_BYTES - 1 - extension.len()))
        }
        _ => safe_name(text),
    }
}

/// Safe names for many texts, in their order, no two of them equal in whatever capitals: the second `Rossi Ada` is
/// `Rossi Ada (2)`.
///
/// The texts' order decides who gets which, so it must not change from run to run. Meant for folders and stems: an
/// extension is added afterwards.
#[must_use]
pub fn unique_names<T: AsRef<str>>(texts: &[T]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    texts
        .iter()
        .map(|text| {
            let name = safe_name(text.as_ref());
            let mut unique = name.clone();
            let mut count = 1_u64;
            while !taken.insert(unique.to_lowercase()) {
                count += 1;
                unique = format!("{name} ({count})");
            }
            unique
        })
        .collect()
}

/// Whether a text is one part of a path as it stands.
pub(super) fn is_safe(part: &str) -> bool {
    clean(part, FILE_SYSTEM_LIMIT_BYTES) == part
}

fn clean(text: &str, limit: usize) -> String {
    let visible: String = text
        .nfc()
        .filter_map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => Some(' '),
            c if c.is_whitespace() => Some(' '),
            c if c.is_control() || is_invisible(c) => None,
            c => Some(c),
        })
        .collect();
    let single = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut name = trim(&single);
    if name.len() > limit {
        // Trimmed again: the cut can fall after a dot or a space.
        name = trim(&name[..name.floor_char_boundary(limit)]);
    }
    if name.is_empty() {
        NAMELESS.to_owned()
    } else if is_device(name) {
        format!("_{name}")
    } else {
        name.to_owned()
    }
}

/// Without dots and spaces at either end: Windows drops those at the end, and a dot in front hides a file on Unix.
fn trim(name: &str) -> &str {
    name.trim_matches(['.', ' '])
}

/// Characters that show nothing, or that turn the reading direction round so that a name looks like another.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Whether Windows takes a name for a device, which it does whatever the extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_uppercase();
    if matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") {
        return true;
    }
    let number = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    number.is_some_and(|number| {
        let mut digits = number.chars();
        matches!((digits.next(), digits.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_fit_for_every_system() {
        for (text, name) in [
            ("Trevisani Loredana", "Trevisani Loredana"),
            ("D'Amico Nicolò", "D'Amico Nicolò"),
            ("D'Amico Nicolo\u{300}", "D'Amico Nicolò"),
            ("  Rossi \t\n Ada  ", "Rossi Ada"),
            ("Rossi/Bianchi", "Rossi Bianchi"),
            ("a\\b:c*d?e\"f<g>h|i", "a b c d e f g h i"),
            ("../../etc/passwd", "etc passwd"),
            ("..", "senza nome"),
            ("", "senza nome"),
            (" . ", "senza nome"),
            ("?", "senza nome"),
            (".traguardo.lock", "traguardo.lock"),
            ("Affari generali. ", "Affari generali"),
            ("a\u{0}b\u{7}c\u{202E}d\u{200B}e", "abcde"),
            ("CON", "_CON"),
            ("nul.txt", "_nul.txt"),
            ("Com1", "_Com1"),
            ("LPT¹", "_LPT¹"),
            ("aux .xlsx", "_aux .xlsx"),
            ("COM10", "COM10"),
            ("Contratti", "Contratti"),
        ] {
            assert_eq!(safe_name(text), name, "{text:?}");
            assert_eq!(safe_name(name), name, "a safe name is kept");
        }
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        let name = safe_name(&"è".repeat(300));
        assert_eq!(name, "è".repeat(50));
        assert_eq!(safe_name(&format!("{}. b", "a".repeat(99))), "a".repeat(99));
    }

    #[test]
    fn a_long_file_name_keeps_its_extension() {
        assert_eq!(safe_file_name(&format!("{}.xlsx", "a".repeat(249))), format!("{}.xlsx", "a".repeat(95)));
        for (name, safe) in
            [("a?b.ods", "a b.ods"), ("nul.xls", "_nul.xls"), ("a . xls", "a . xls"), ("a .xls", "a.xls")]
        {
            assert_eq!(safe_file_name(name), safe);
        }
    }

    #[test]
    fn equal_names_are_numbered() {
        let texts = ["Rossi Ada", "ROSSI ADA", "Rossi/Ada", "Rossi Ada (2)", "Neri Ugo"];
        assert_eq!(
            unique_names(&texts),
            ["Rossi Ada", "ROSSI ADA (2)", "Rossi Ada (3)", "Rossi Ada (2) (2)", "Neri Ugo"]
        );
    }
}
