//! Italian number words up to cento, and the words that cannot stand beside a number without changing it.

use crate::italian::mese;

const UNITA: [&str; 20] = [
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
const DECINE: [&str; 8] = ["venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"];

/// The value of a number word in lower case without accents.
#[must_use]
pub fn parola(word: &str) -> Option<f64> {
    match word {
        "un" | "una" => return Some(1.0),
        "nessun" | "nessuno" | "nessuna" => return Some(0.0),
        "cento" => return Some(100.0),
        _ => {}
    }
    if let Some(n) = UNITA.iter().position(|unit| *unit == word) {
        return Some(n as f64);
    }
    DECINE.iter().enumerate().find_map(|(i, ten)| {
        let base = (i + 2) as f64 * 10.0;
        // The vowel of a ten falls before uno and otto: ventuno, ventotto.
        let rest = word.strip_prefix(&ten[..ten.len() - 1])?;
        let unit = match rest.strip_prefix(&ten[ten.len() - 1..]) {
            Some("") => return Some(base),
            Some(rest) => UNITA[2..10].iter().position(|unit| *unit == rest && rest != "otto").map(|n| n + 2)?,
            None if matches!(rest, "uno" | "un") => 1,
            None if rest == "otto" => 8,
            None => return None,
        };
        Some(base + unit as f64)
    })
}

/// Whether a word only names what is counted: `eventi`, `gg.`, `m²`. Words that change the number, hedge it, or say
/// that it is not achieved are none.
#[must_use]
pub fn unita_di_conto(word: &str) -> bool {
    const MAI: [&str; 41] = [
        "circa", "ca", "quasi", "non", "ne", "da", "in", "per", "con", "senza", "ancora", "oltre", "meno", "piu", "o",
        "oppure", "e", "ed", "a", "al", "alla", "tra", "fra", "entro", "dal", "dalla", "fino", "su", "di", "x", "mln",
        "mio", "mila", "mld", "k", "anziche", "invece", "max", "attesi", "attese", "attesa",
    ];
    const RADICI: [&str; 16] = [
        "previst",
        "programmat",
        "pianificat",
        "mancant",
        "rinviat",
        "sospes",
        "annullat",
        "restant",
        "stimat",
        "milion",
        "miliard",
        "migliai",
        "centinai",
        "decin",
        "dozzin",
        "percentual",
    ];
    let bare = word.trim_end_matches('.');
    bare.starts_with(char::is_alphabetic)
        && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '.' | '\u{b2}' | '\u{b3}'))
        && !MAI.contains(&bare)
        && !RADICI.iter().any(|root| bare.starts_with(root))
        && mese(bare).is_none()
        && parola(bare).is_none()
}

/// Whether a word multiplies the number before it.
#[must_use]
pub fn multiplo(word: &str) -> bool {
    let bare = word.trim_end_matches('.');
    matches!(bare, "mln" | "mio" | "mila" | "mld" | "k" | "milioni" | "milione" | "miliardi" | "miliardo" | "migliaia")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_word_up_to_cento_is_known() {
        // Written by the rules of the language, apart from the parser's way of taking words apart.
        for n in 20..100 {
            let ten = DECINE[n / 10 - 2];
            let word = match n % 10 {
                0 => ten.to_owned(),
                1 | 8 => format!("{}{}", &ten[..ten.len() - 1], UNITA[n % 10]),
                unit => format!("{ten}{}", UNITA[unit]),
            };
            assert_eq!(parola(&word), Some(n as f64), "{word}");
        }
        for (word, n) in [("zero", 0.0), ("una", 1.0), ("due", 2.0), ("diciannove", 19.0), ("trentatre", 33.0)] {
            assert_eq!(parola(word), Some(n), "{word}");
        }
        assert_eq!(parola("cento"), Some(100.0));
        for word in ["", "duecento", "ventiuno", "ventiotto", "vent", "ventidieci", "ventizero", "settembre", "treno"] {
            assert_eq!(parola(word), None, "{word}");
        }
    }

    #[test]
    fn a_month_is_no_unit() {
        for word in [
            "eventi",
            "corsi",
            "attestati",
            "fatture",
            "gg.",
            "gg",
            "giorni",
            "mesi",
            "m\u{b2}",
            "settimane",
            "marzapani",
        ] {
            assert!(unita_di_conto(word), "{word}");
        }
        for word in ["dicembre", "circa", "mln", "previsti", "mancanti", "non", "due", "3b", "", "milioni", "%"] {
            assert!(!unita_di_conto(word), "{word}");
        }
    }
}
