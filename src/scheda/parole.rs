//! The words of a label, so that the many ways of writing one label compare equal.
//!
//! `RAGGIUNTO AL 31.12.2023`, `% raggiunto 31 dic` and `Ragg. al 31/12` are the same words and the same month. What
//! is a label is the profile's business: this module knows only how words, months and years are written.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::italian::mese;

/// The mark of a percentage, a word like the others: it counts only where it stands alone.
pub(super) const PERCENTO: &str = "%";

/// A word of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parola {
    pub testo: String,
    /// Written with a full stop after it, as `Scost.` for scostamento.
    abbreviata: bool,
}

/// A text taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "the words of a text are its words")]
pub(super) struct Parole {
    /// The words that tell, in order, without months, years and the small words of the language.
    pub parole: Vec<Parola>,
    /// All of it in one string: `CRONO PROGRAMMA` is `CRONOPROGRAMMA`.
    pub unite: String,
    /// The month that the text names, 1–12, with or without a day.
    pub mese: Option<u8>,
    /// The years that the text names.
    pub anni: Vec<i32>,
}

/// How surely two labels are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Uguali {
    /// Word by word.
    Parole,
    /// But for an abbreviation or a space.
    Abbreviate,
    /// But for one letter of a long word.
    Simili,
}

/// The words of the language that the profile gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lessico {
    /// Words that a label may have or lack: articles, prepositions.
    pub vuote: Vec<String>,
    /// Other ways of naming the month of a checkpoint: `primo semestre`.
    pub periodi: Vec<(Vec<String>, u8)>,
}

impl Lessico {
    /// A lexicon of empty words and of periods, each with its month.
    pub fn new(vuote: &[String], periodi: &[(&String, u8)]) -> Self {
        let words = |text: &str| tokens(text).into_iter().map(|p| p.testo).collect::<Vec<_>>();
        Self {
            vuote: vuote.iter().flat_map(|text| words(text)).collect(),
            periodi: periodi.iter().map(|(text, mese)| (words(text), *mese)).collect(),
        }
    }

    fn periodo(&self, tokens: &[Parola]) -> Option<(usize, u8, Option<i32>)> {
        let begins = |words: &[String]| {
            words.len() <= tokens.len() && words.iter().zip(tokens).all(|(word, token)| *word == token.testo)
        };
        let (words, mese) =
            self.periodi.iter().filter(|(words, _)| begins(words)).max_by_key(|(words, _)| words.len())?;
        Some((words.len(), *mese, None))
    }
}

impl Parole {
    /// Takes a text apart.
    pub fn new(text: &str, lessico: &Lessico) -> Self {
        let tokens = tokens(text);
        let mut out = Self::default();
        if let Some((mese, anno)) = mese_e_anno(&tokens) {
            return Self { mese: Some(mese), anni: vec![anno], ..out };
        }
        let mut all: Vec<Parola> = Vec::new();
        let mut i = 0;
        while let Some(token) = tokens.get(i) {
            if let Some((used, mese, anno)) = data(&tokens[i..]).or_else(|| lessico.periodo(&tokens[i..])) {
                out.mese = out.mese.or(Some(mese));
                out.anni.extend(anno);
                i += used;
                continue;
            }
            if let Some(anno) = anno(&token.testo) {
                out.anni.push(anno);
                // `2023-24` names two years.
                let next = tokens.get(i + 1).and_then(|t| breve(&t.testo)).filter(|next| *next == anno + 1);
                i += 1 + usize::from(next.is_some());
                out.anni.extend(next);
                continue;
            }
            all.push(token.clone());
            i += 1;
        }
        out.unite = all.iter().filter(|p| p.testo != PERCENTO).map(|p| p.testo.as_str()).collect();
        let telling = |p: &&Parola| p.testo != PERCENTO && !lessico.vuote.contains(&p.testo);
        out.parole = if all.iter().any(|p| telling(&p)) { all.iter().filter(telling).cloned().collect() } else { all };
        out
    }

    /// Whether there is nothing but a month, a year or both.
    pub fn solo_data(&self) -> bool {
        self.parole.is_empty()
    }

    /// Whether this text is the label `other`, of whatever date; an `open` label may be followed by anything.
    pub fn is(&self, other: &Self, open: bool) -> Option<Uguali> {
        // Only letters with blanks between them leave fewer words than the label has.
        if open
            && self.parole.len() < other.parole.len()
            && self.unite.len() > 8
            && self.unite.starts_with(&other.unite)
        {
            return Some(Uguali::Abbreviate);
        }
        let lengths = self.parole.len() == other.parole.len() || (open && self.parole.len() > other.parole.len());
        if other.parole.is_empty() {
            return None;
        }
        if !self.unite.is_empty() && self.unite == other.unite && self.parole.len() != other.parole.len() {
            return Some(Uguali::Abbreviate);
        }
        if !lengths {
            return None;
        }
        if open {
            let same = self.parole.iter().zip(&other.parole).map(|(a, b)| parola(a, b));
            return same.collect::<Option<Vec<_>>>()?.into_iter().max();
        }
        // Each word has its own: `31 luglio - % raggiunto` is `% raggiunto al 31 luglio`.
        let mut left: Vec<&Parola> = self.parole.iter().collect();
        let (mut worst, mut similar) = (Uguali::Parole, 0);
        for wanted in &other.parole {
            let (i, how) = left
                .iter()
                .enumerate()
                .filter_map(|(i, found)| Some((i, parola(found, wanted)?)))
                .min_by_key(|(_, how)| *how)?;
            left.remove(i);
            similar += u32::from(how == Uguali::Simili);
            worst = worst.max(how);
        }
        (similar <= 1).then_some(worst)
    }
}

/// Whether a word as typed is a word of a label.
fn parola(found: &Parola, wanted: &Parola) -> Option<Uguali> {
    if found.testo == wanted.testo {
        return Some(Uguali::Parole);
    }
    if found.abbreviata && found.testo.len() >= 2 && wanted.testo.starts_with(&found.testo) {
        return Some(Uguali::Abbreviate);
    }
    let long = found.testo.len().min(wanted.testo.len()) >= 6;
    (long && una_lettera(&found.testo, &wanted.testo)).then_some(Uguali::Simili)
}

/// Whether two words differ by one letter more, less, other or out of place.
pub(super) fn una_lettera(a: &str, b: &str) -> bool {
    let (a, b) = if a.chars().count() <= b.chars().count() { (a, b) } else { (b, a) };
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    match b.len() - a.len() {
        0 => {
            a.get(start + 1..) == b.get(start + 1..)
                || (a.get(start + 2..) == b.get(start + 2..)
                    && a.get(start) == b.get(start + 1)
                    && a.get(start + 1) == b.get(start))
        }
        1 => a.get(start..) == b.get(start + 1..),
        _ => false,
    }
}

/// A month by its number and a whole year, and nothing else: `07/2022`.
fn mese_e_anno(tokens: &[Parola]) -> Option<(u8, i32)> {
    let [month, year] = tokens else { return None };
    let month = month.testo.parse().ok().filter(|m| (1..=12).contains(m))?;
    Some((month, anno(&year.testo)?))
}

/// A month at the beginning of the tokens: how many of them it takes, the month, and its year.
fn data(tokens: &[Parola]) -> Option<(usize, u8, Option<i32>)> {
    let number = |i: usize| tokens.get(i).and_then(|t| t.testo.parse::<u32>().ok());
    let day = number(0).filter(|day| (1..=31).contains(day)).map(|_| 1);
    let named = day.unwrap_or(0);
    let (used, mese) = if let Some(mese) = tokens.get(named).and_then(|t| mese(&t.testo)) {
        (named + 1, mese)
    } else {
        // Without a name a month needs its day: `31.07`.
        day?;
        (2, u8::try_from(number(1).filter(|m| (1..=12).contains(m))?).ok()?)
    };
    let year = tokens.get(used).and_then(|t| {
        // Two digits are a year after a day, and after a month if they can be no day: `gen-22` is, `luglio 31` is not.
        anno(&t.testo).or_else(|| breve(&t.testo).filter(|year| day.is_some() || (2020..2030).contains(year)))
    });
    Some((used + usize::from(year.is_some()), mese, year))
}

/// The months from first to last that a text names as one: `I trimestre`, `2° bim.`, `T3`, `apr-giu`.
pub(super) fn periodo(text: &str) -> Option<(u8, u8)> {
    if text.len() > 40 {
        return None;
    }
    let mut words = tokens(text);
    words.retain(|word| anno(&word.testo).is_none() && word.testo != "anno");
    let of = |first: &str, second: &str| {
        let length = [("quadrim", 4), ("trim", 3), ("bim", 2)].into_iter().find(|(stem, _)| second.starts_with(stem));
        let months = length.map(|(_, months)| months).or((matches!(second, "t" | "q")).then_some(3))?;
        let n = ordinale(first).filter(|n| n * months <= 12)?;
        Some((n * months - months + 1, n * months))
    };
    match &words[..] {
        [first, second] => {
            let (first, second) = (first.testo.as_str(), second.testo.as_str());
            let range = mese(first).zip(mese(second)).filter(|(first, last)| {
                let months = (last + 1).saturating_sub(*first);
                months > 1 && 12 % months == 0 && (first - 1) % months == 0
            });
            range.or_else(|| of(first, second)).or_else(|| of(second, first))
        }
        _ => None,
    }
}

/// A small ordinal: `1`, `I`, `primo`.
fn ordinale(word: &str) -> Option<u8> {
    const PRIMI: [[&str; 4]; 6] = [
        ["1", "i", "primo", "1o"],
        ["2", "ii", "secondo", "2o"],
        ["3", "iii", "terzo", "3o"],
        ["4", "iv", "quarto", "4o"],
        ["5", "v", "quinto", "5o"],
        ["6", "vi", "sesto", "6o"],
    ];
    (1..).zip(PRIMI).find(|(_, names)| names.contains(&word)).map(|(n, _)| n)
}

/// A year of four digits of this century.
fn anno(word: &str) -> Option<i32> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (2000..2100).contains(year))
}

/// A year of two digits.
fn breve(word: &str) -> Option<i32> {
    (word.len() == 2).then(|| word.parse::<i32>().ok()).flatten().map(|year| 2000 + year)
}

/// The words of a text, lower-case and without accents; initials with full stops or spaces are one word.
fn tokens(text: &str) -> Vec<Parola> {
    let mut out: Vec<Parola> = Vec::new();
    let mut word = String::new();
    // `n°` and `nº` are a number's sign, not the word «no».
    let text = senza_rimandi(text).replace(['\u{b0}', '\u{ba}', '\u{aa}'], " ");
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c) && !super::text::is_invisible(*c));
    for c in plain.flat_map(char::to_lowercase).chain(std::iter::once(' ')) {
        let joins = word.chars().next_back().is_none_or(|last| last.is_ascii_digit() == c.is_ascii_digit());
        if c.is_alphanumeric() && joins {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            out.push(Parola { testo: std::mem::take(&mut word), abbreviata: c == '.' });
        }
        if c.is_alphanumeric() {
            word.push(c);
        } else if c == '%' {
            out.push(Parola { testo: PERCENTO.to_owned(), abbreviata: false });
        }
    }
    iniziali(out)
}

/// A text without the marks of its footnotes, `Target (1)` and `Target²`, and with the words whole that somebody
/// parted at the end of a line.
fn senza_rimandi(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let letter = out.chars().next_back().is_some_and(char::is_alphabetic);
        match c {
            '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}'..='\u{2079}' => {}
            '(' | '[' if !out.trim().is_empty() && rimando(&text[at..]).is_some() => {
                let end = rimando(&text[at..]).unwrap_or_default();
                while chars.next_if(|(i, _)| *i < at + end).is_some() {}
            }
            '-' | '\u{2010}' if letter => {
                let rest = text[at + c.len_utf8()..].trim_start_matches([' ', '\r']);
                let parted = rest.strip_prefix('\n').map(str::trim_start);
                match parted.filter(|rest| rest.starts_with(char::is_alphabetic)) {
                    Some(rest) => while chars.next_if(|(i, _)| *i < text.len() - rest.len()).is_some() {},
                    None => out.push(c),
                }
            }
            c => out.push(c),
        }
    }
    out
}

/// Where the mark of a footnote ends that a text begins with: `(1)`, `[2]`, `(*)`.
fn rimando(text: &str) -> Option<usize> {
    let end = text.find([')', ']'])?;
    let inside = text.get(1..end)?.trim();
    let digits = inside.len() <= 2 && inside.bytes().all(|b| b.is_ascii_digit());
    (!inside.is_empty() && (digits || inside.chars().all(|c| c == '*'))).then_some(end + 1)
}

/// `p`, `o` are `po`.
fn iniziali(tokens: Vec<Parola>) -> Vec<Parola> {
    let single = |p: &Parola| p.testo.len() == 1 && p.testo.chars().all(char::is_alphabetic);
    let mut out: Vec<Parola> = Vec::with_capacity(tokens.len());
    let mut run = false;
    for token in tokens {
        let now = single(&token);
        match out.last_mut() {
            Some(last) if now && run => {
                last.testo.push_str(&token.testo);
                last.abbreviata = false;
            }
            _ => out.push(token),
        }
        run = now;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Parole {
        let semestre = "primo semestre".to_owned();
        Parole::new(text, &Lessico::new(&["al", "di", "e", "del", "anno"].map(str::to_owned), &[(&semestre, 7)]))
    }

    #[test]
    fn labels_are_the_same_however_they_are_written() {
        for (typed, label, how) in [
            ("RAGGIUNTO AL 31.12.2023", "raggiunto", Some(Uguali::Parole)),
            ("Raggiunto 31 dic", "raggiunto", Some(Uguali::Parole)),
            ("% raggiunto\nal 31/12/22", "raggiunto", Some(Uguali::Parole)),
            ("Ragg. al 31/12", "raggiunto", Some(Uguali::Abbreviate)),
            ("Raggiunto nel primo semestre del 2022", "raggiunto nel", Some(Uguali::Parole)),
            ("% di partecipazione", "partecipazione", Some(Uguali::Parole)),
            ("% Partec.", "partecipazione", Some(Uguali::Abbreviate)),
            ("P.O. / Responsabile", "po responsabile", Some(Uguali::Parole)),
            ("CRONO PROGRAMMA", "cronoprogramma", Some(Uguali::Abbreviate)),
            ("CRONOPROGRAMA (2022 - 2024)", "cronoprogramma", Some(Uguali::Simili)),
            ("Risorse utilzzate:", "risorse utilizzate", Some(Uguali::Simili)),
            ("Fase e tempi", "fasi e tempi", None),
            ("Titolo\u{200b}\u{a0}OBIETTIVO:", "titolo obiettivo", Some(Uguali::Parole)),
        ] {
            assert_eq!(words(typed).is(&words(label), false), how, "{typed} | {label}");
        }
        assert_eq!(words("Nº obiettivo").is(&words("n obiettivo"), false), Some(Uguali::Parole));
        assert_eq!(words("N. obiettivo").is(&words("obiettivo"), false), None);
        assert_eq!(words("Direzione Territorio").is(&words("direzione"), true), Some(Uguali::Parole));
    }

    #[test]
    fn periods_are_told_from_months() {
        for (text, months) in [
            ("I trim.", Some((1, 3))),
            ("2° Trimestre 2022", Some((4, 6))),
            ("TRIMESTRE III", Some((7, 9))),
            ("quarto trimestre", Some((10, 12))),
            ("T4", Some((10, 12))),
            ("Q1", Some((1, 3))),
            ("6° bimestre", Some((11, 12))),
            ("II quadrimestre", Some((5, 8))),
            ("gen-mar", Some((1, 3))),
            ("Gennaio / Giugno", Some((1, 6))),
            ("5 trim", None),
            ("feb-apr", None),
            ("gen-22", None),
            ("Gennaio", None),
            ("trimestre", None),
            ("fase 1", None),
        ] {
            assert_eq!(periodo(text), months, "{text}");
        }
    }

    #[test]
    fn months_and_years_are_told_from_words() {
        for (text, mese, anni) in [
            ("% Target al 31-lug", Some(7), vec![]),
            ("31.12.23", Some(12), vec![2023]),
            ("CRONOPROGRAMMA (2022 - 2024)", None, vec![2022, 2024]),
            ("Anno 2023", None, vec![2023]),
            ("2023-24", None, vec![2023, 2024]),
            ("DIC", Some(12), vec![]),
            ("gennaio 2022", Some(1), vec![2022]),
            ("fase 1", None, vec![]),
        ] {
            assert_eq!((words(text).mese, words(text).anni), (mese, anni), "{text}");
        }
        assert!(words("Sett.").solo_data() && !words("Settore").solo_data());
        assert!(!words("%").solo_data());
    }
}
