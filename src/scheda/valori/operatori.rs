//! Comparisons, in signs and in words, before a quantity and after it. The text is in lower case without accents.

use super::super::Comparatore;

/// Splits a comparison off the beginning.
pub(super) fn iniziale(text: &str) -> (Option<Comparatore>, &str) {
    use Comparatore::{AlPiu, Almeno, MenoDi, PiuDi, Uguale};
    // Those that begin like another one stand before it.
    const TABELLA: [(&str, Comparatore); 48] = [
        (">=", Almeno),
        ("> =", Almeno),
        ("=>", Almeno),
        ("\u{2265}", Almeno),
        ("<=", AlPiu),
        ("< =", AlPiu),
        ("=<", AlPiu),
        ("\u{2264}", AlPiu),
        (">", PiuDi),
        ("<", MenoDi),
        ("=", Uguale),
        ("maggiore o uguale", Almeno),
        ("uguale o maggiore", Almeno),
        ("superiore o uguale", Almeno),
        ("uguale o superiore", Almeno),
        ("pari o superiore", Almeno),
        ("minore o uguale", AlPiu),
        ("uguale o minore", AlPiu),
        ("inferiore o uguale", AlPiu),
        ("uguale o inferiore", AlPiu),
        ("pari o inferiore", AlPiu),
        ("non inferiore", Almeno),
        ("non minore", Almeno),
        ("non meno", Almeno),
        ("almeno", Almeno),
        ("al minimo", Almeno),
        ("come minimo", Almeno),
        ("minimo", Almeno),
        ("min.", Almeno),
        ("min", Almeno),
        ("non superiore", AlPiu),
        ("non maggiore", AlPiu),
        ("non oltre", AlPiu),
        ("non piu", AlPiu),
        ("al massimo", AlPiu),
        ("massimo", AlPiu),
        ("max.", AlPiu),
        ("max", AlPiu),
        ("entro e non oltre", AlPiu),
        ("entro", AlPiu),
        ("fino", AlPiu),
        ("maggiore", PiuDi),
        ("superiore", PiuDi),
        ("piu", PiuDi),
        ("oltre", PiuDi),
        ("minore", MenoDi),
        ("inferiore", MenoDi),
        ("meno", MenoDi),
    ];
    for (word, comparatore) in TABELLA.iter().copied().chain([("pari", Uguale), ("uguale", Uguale)]) {
        if let Some(rest) = text.strip_prefix(word)
            && !(word.ends_with(char::is_alphabetic)
                && rest.starts_with(char::is_alphanumeric)
                && !rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            return (Some(comparatore), articoli(rest));
        }
    }
    (None, text)
}

/// What follows the articles and prepositions between a comparison and its number: `non superiore al 10%`.
fn articoli(text: &str) -> &str {
    const ARTICOLI: [&str; 22] = [
        "di ", "del ", "dello ", "della ", "dei ", "degli ", "delle ", "dell'", "a ", "al ", "allo ", "alla ", "ai ",
        "agli ", "alle ", "all'", "il ", "lo ", "la ", "l'", "i ", "le ",
    ];
    let mut rest = text.trim_start_matches([' ', ':']);
    for _ in 0..2 {
        if let Some(after) = ARTICOLI.iter().find_map(|article| rest.strip_prefix(article)) {
            rest = after.trim_start();
        }
    }
    rest
}

/// Splits a comparison off the end: `3 o più`, `70% minimo`. "10 min" is minutes.
pub(super) fn finale(text: &str) -> (Option<Comparatore>, &str) {
    use Comparatore::{AlPiu, Almeno};
    const TABELLA: [(&str, Comparatore); 12] = [
        (" o piu", Almeno),
        (" e piu", Almeno),
        (" e oltre", Almeno),
        (" ed oltre", Almeno),
        (" o superiore", Almeno),
        (" minimo", Almeno),
        (" almeno", Almeno),
        (" o meno", AlPiu),
        (" al massimo", AlPiu),
        (" massimo", AlPiu),
        (" max.", AlPiu),
        (" max", AlPiu),
    ];
    let found = TABELLA.iter().find_map(|(word, comparatore)| Some((Some(*comparatore), text.strip_suffix(word)?)));
    found.unwrap_or((None, text))
}
