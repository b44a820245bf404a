//! The grammar of typed text: from comparison and unit words to a quantity, or to the reason why there is none.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::Unita;
use super::super::text::{is_invisible, single_spaced};
use super::numeri::{self, Numero};
use super::parole::{multiplo, parola, unita_di_conto};
use super::{Data, Lettura, Misura, Perche, Quantita, operatori};

/// Reads text.
#[must_use]
pub fn testo(text: &str) -> Lettura {
    let plain = pulisci(text);
    if plain.chars().all(|c| matches!(c, '-' | '_' | '.' | '/' | '|' | ' ' | '\u{2026}')) {
        return Lettura::Vuoto;
    }
    if e_errore(&plain) {
        return Lettura::Errore(single_spaced(text));
    }
    if let Some(motivo) = non_applicabile(&plain) {
        return Lettura::NonApplicabile { motivo };
    }
    // `sì (vedi relazione)` is a yes; a number with its reference is read below.
    let bare = senza_rinvio(&plain).filter(|bare| !bare.contains(digit));
    let rinvio = bare.is_some();
    let word = bare
        .unwrap_or(&plain)
        .trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '"' | '(' | ')' | '\'' | ' '));
    match word {
        "si" | "on" | "fatto" | "vero" => return si_no(1.0, rinvio),
        "no" | "off" | "non fatto" | "falso" => return si_no(0.0, rinvio),
        "€" | "euro" | "eur" | "%" => return Lettura::Vuoto,
        _ => {}
    }
    let scelta: String = word.chars().filter(|c| *c != ' ').collect();
    if matches!(scelta.as_str(), "si/no" | "no/si" | "si-no" | "siono" | "s/n" | "on/off" | "off/on" | "on-off") {
        return Lettura::Scelta;
    }
    if let Some(data) = data(word) {
        return Lettura::Data(data);
    }
    match quantita(&plain) {
        Ok(quantita) => Lettura::Quantita(quantita),
        Err(_)
            if ["tra ", "fra ", "da ", "dal "]
                .iter()
                .any(|start| plain.starts_with(start) && plain.contains(digit)) =>
        {
            Lettura::Testo(Perche::Intervallo)
        }
        Err(Perche::Parole) if plain.contains(digit) => Lettura::Testo(Perche::Accanto),
        Err(perche) => Lettura::Testo(perche),
    }
}

fn si_no(valore: f64, rinvio: bool) -> Lettura {
    let misura = Misura::nuova(valore, Unita::SiNo);
    Lettura::Quantita(Quantita { misura, comparatore: None, alternativa: None, rinvio })
}

/// Reads text as accountants and people write what is below zero: `20-`, `(20%)`, `meno 20%`; `None` if it is not
/// written so.
#[must_use]
pub fn contabile(text: &str) -> Option<Misura> {
    let plain = pulisci(text);
    let inner = match plain.strip_prefix('(') {
        Some(rest) => rest.strip_suffix(')')?,
        None => plain
            .strip_prefix("meno ")
            .filter(|rest| rest.starts_with(digit))
            .or_else(|| plain.strip_suffix('-'))
            .or_else(|| plain.strip_suffix("-%"))
            .or_else(|| plain.strip_suffix("- %"))
            .filter(|inner| !inner.ends_with(['-', ',', '=']))?,
    };
    let percent = plain.ends_with('%');
    let m = misura(inner).ok().filter(|m| m.valore >= 0.0 && m.denominatore.is_none())?;
    let unita = if percent { Unita::Percento } else { m.unita };
    Some(Misura { valore: -m.valore, unita, nuda: m.nuda && !percent, altra: m.altra.map(|a| -a), ..m })
}

/// Lower case, single ASCII spaces, hyphens, apostrophes and digits, no accents, nothing invisible. Superscripts stay
/// what they are: 10² is not 102.
fn pulisci(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)) {
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{2043}' => '-',
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '`' | '\u{b4}' | '\u{2bc}' => '\'',
            '\u{2044}' | '\u{2215}' => '/',
            '\u{2264}' | '\u{2a7d}' | '\u{2266}' => '\u{2264}',
            '\u{2265}' | '\u{2a7e}' | '\u{2267}' => '\u{2265}',
            '\u{fe6a}' | '\u{66a}' => '%',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c == ' ' && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        // An accent typed as an apostrophe, `si'` and `piu'`, ends its word.
        if c == ' ' && out.ends_with('\'') {
            out.pop();
        }
        out.extend(c.to_lowercase());
    }
    out.truncate(out.trim_end_matches([' ', '\'']).len());
    // The apostrophe by which a spreadsheet keeps a number as text comes along from exports.
    let start = out.len() - out.trim_start_matches(['\'', ' ']).len();
    out.split_off(start)
}

/// A formula's error that was pasted as text, in the languages of Excel and LibreOffice.
fn e_errore(plain: &str) -> bool {
    let code = |rest: &str| rest.chars().all(|c| c.is_ascii_digit()) && rest.len() == 3;
    if let Some(rest) = plain.strip_prefix("err:").or_else(|| plain.strip_prefix("errore:")) {
        return code(rest.trim_start());
    }
    let Some(name) = plain.strip_prefix('#') else { return false };
    if matches!(name, "n/d" | "n/a" | "nd" | "na" | "nv" | "n.d." | "div/0" | "getting_data" | "rif" | "ref") {
        return true;
    }
    name.strip_suffix(['!', '?']).is_some_and(|name| {
        !name.is_empty() && name.chars().all(|c| c.is_alphabetic() || matches!(c, '/' | '0' | '_' | ' '))
    })
}

/// "n/a", "non applicabile": whether a reason follows.
fn non_applicabile(plain: &str) -> Option<bool> {
    const INIZI: [&str; 6] = ["non applicabile", "non e applicabile", "non e' applicabile", "n/a", "n.a.", "n. a."];
    if matches!(plain, "n.a" | "na" | "n a") {
        return Some(false);
    }
    let rest = INIZI.iter().find_map(|start| plain.strip_prefix(start))?;
    (!rest.starts_with(char::is_alphanumeric)).then(|| e_motivo(rest))
}

/// Whether text says a reason: at least one word of four letters.
pub(crate) fn e_motivo(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() >= 4)
}

/// A date as typed: `31/12/2022`, `2022-12-31`, `31 dicembre`, `7-ott`, `05/10`.
fn data(word: &str) -> Option<Data> {
    let word = word.strip_prefix("entro il ").or_else(|| word.strip_prefix("entro ")).unwrap_or(word);
    let mut parts = word.split(['/', '-', '.', ' ']).filter(|part| !part.is_empty());
    let (first, second, third) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit()));
    let year = |part: &str| match part.len() {
        4 => number(part).filter(|y| (1900..2100).contains(y)),
        2 => number(part).map(|y| if y < 30 { 2000 + y } else { 1900 + y }),
        _ => None,
    };
    let date = |day: i16, month: i8, anno: Option<i16>| {
        let giorno = i8::try_from(day).ok().filter(|d| (1..=31).contains(d))?;
        (1..=12).contains(&month).then_some(Data { giorno, mese: month, anno })
    };
    let mese = |part: &str| crate::italian::mese(part).and_then(|m| i8::try_from(m).ok());
    let month = |part: &str| mese(part).or_else(|| i8::try_from(number(part)?).ok());
    match (first, second, third) {
        (month_name, None, None) => mese(month_name).and_then(|m| date(1, m, None)),
        (month_name, Some(y), None) if mese(month_name).is_some() => date(1, mese(month_name)?, Some(year(y)?)),
        (day, Some(name), None) if mese(name).is_some() => date(number(day)?, mese(name)?, None),
        // Of two numbers it is a date only as nobody writes a ratio: 05/10, 31/12.
        (day, Some(m), None) if word.contains('/') && !word.contains([' ', '.', '-']) => {
            let zero = |part: &str| part.len() == 2 && part.starts_with('0');
            let (d, m_number) = (number(day)?, number(m)?);
            (zero(day) || zero(m) || (d > 12 && d > m_number)).then(|| date(d, i8::try_from(m_number).ok()?, None))?
        }
        (y, Some(m), Some(day)) if y.len() == 4 => date(number(day)?, month(m)?, Some(year(y)?)),
        (day, Some(m), Some(y)) => date(number(day)?, month(m)?, Some(year(y)?)),
        _ => None,
    }
}

/// What stands before a reference that changes nothing of the value: `12 (vedi allegato 3)`, `12, cfr. relazione`. Every
/// word of it must be known: «vedi nota: dato provvisorio» is not only a reference.
fn senza_rinvio(plain: &str) -> Option<&str> {
    const INIZI: [&str; 6] = ["vedi", "v.", "cfr", "si veda", "come da", "rif."];
    // Alone after a number these are what is counted: `12 allegati`.
    const TRA_PARENTESI: [&str; 5] = ["allegat", "all.", "prot", "nota", "rif"];
    const PAROLE: [&str; 42] = [
        "vedi",
        "v",
        "cfr",
        "si",
        "veda",
        "come",
        "da",
        "rif",
        "riferimento",
        "all",
        "allegato",
        "allegati",
        "allegata",
        "nota",
        "note",
        "relazione",
        "report",
        "prot",
        "protocollo",
        "n",
        "nr",
        "num",
        "del",
        "della",
        "dei",
        "delle",
        "e",
        "il",
        "la",
        "delibera",
        "determina",
        "determinazione",
        "det",
        "dd",
        "gc",
        "cc",
        "pag",
        "pagina",
        "tab",
        "tabella",
        "foglio",
        "documento",
    ];
    let reference = |text: &str, bracketed: bool| {
        let begins = INIZI.iter().any(|start| text.starts_with(start))
            || (bracketed && TRA_PARENTESI.iter().any(|start| text.starts_with(start)));
        let word = |word: &str| PAROLE.contains(&word) || word.chars().all(|c| c.is_ascii_digit());
        begins && text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).all(word)
    };
    if let Some((before, inside)) = plain.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        return reference(inside.trim(), true).then(|| before.trim()).filter(|before| !before.is_empty());
    }
    plain.match_indices([' ', ',', ';', '-']).find_map(|(i, _)| {
        let tail = plain.get(i..)?.trim_start_matches([' ', ',', ';', '-', ':']);
        reference(tail, false)
            .then(|| plain[..i].trim_end_matches([' ', ',', ';', '-']))
            .filter(|before| !before.is_empty())
    })
}

fn quantita(plain: &str) -> Result<Quantita, Perche> {
    let (plain, rinvio) = match senza_rinvio(plain) {
        Some(bare) => (bare, true),
        None => (plain, false),
    };
    let (comparatore, rest) = operatori::iniziale(plain);
    let (comparatore, rest) = match comparatore {
        None => operatori::finale(rest),
        some => (some, rest),
    };
    let (rest, alternativa) = match rest.strip_suffix(')').and_then(|r| r.rsplit_once('(')) {
        Some((before, inside)) if !before.trim().is_empty() => (before, Some(misura(inside)?)),
        _ => (rest, None),
    };
    Ok(Quantita { misura: misura(rest)?, comparatore, alternativa, rinvio })
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// One quantity with its unit.
fn misura(text: &str) -> Result<Misura, Perche> {
    let text = text.trim().trim_end_matches([' ', ';', ':', '!']);
    if let Some(found) = importo(text) {
        return found;
    }
    let text = text.trim_end_matches(['.', ',']);
    if let Some(found) = percento(text) {
        return found;
    }
    let (counted, text) = conteggio(text);
    let (numero, rest) = numero_iniziale(text).ok_or(Perche::Parole)?;
    let found = coda(numero, rest.trim())?;
    Ok(Misura { nuda: found.nuda && !counted, ..found })
}

/// The number that a text begins with, in digits or in words.
fn numero_iniziale(text: &str) -> Option<(Numero, &str)> {
    numeri::iniziale(text).or_else(|| {
        let (word, rest) = text.split_at(text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len()));
        parola(word).map(|valore| (Numero { valore, altra: None, centesimi: false }, rest))
    })
}

/// Splits `n.`, `nr.`, `num.` off the beginning.
fn conteggio(text: &str) -> (bool, &str) {
    const INIZI: [&str; 10] = ["numero", "num.", "n.ro", "nro", "nr.", "nr", "n.", "n\u{b0}", "n\u{ba}", "n"];
    let found = INIZI.iter().find_map(|start| {
        let rest = text.strip_prefix(start)?.trim_start_matches([' ', ':']);
        let word = text.len() > start.len() && !text[start.len()..].starts_with(char::is_alphabetic);
        let begins = rest.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        (begins || (word && numero_iniziale(rest).is_some())).then_some(rest)
    });
    (found.is_some(), found.unwrap_or(text))
}

/// How cents of nothing were written on paper: `5.700,-`, `5.700,=`.
const CENTESIMI_DI_NULLA: [&str; 4] = [",--", ",-", ",==", ",="];

/// An amount with its currency: `€ 357.000`, `5700€`, `0 eur`, `2.000,00 euro/anno`; `None` if there is no currency.
fn importo(text: &str) -> Option<Result<Misura, Perche>> {
    const VALUTE: [&str; 3] = ["€", "euro", "eur"];
    let mark = |text: &'_ str| {
        VALUTE.iter().find_map(|mark| {
            let rest = text.strip_prefix(mark)?;
            (!rest.starts_with(char::is_alphabetic)).then_some(rest.len())
        })
    };
    let zero = |text: &str| matches!(text.trim(), "-" | "--");
    let (numero, tail) = if let Some(left) = mark(text) {
        let rest = text[text.len() - left..].trim_start_matches(['.', ' ']);
        if zero(rest) {
            return Some(Ok(Misura::nuova(0.0, Unita::Euro)));
        }
        let Some((numero, tail)) = numero_iniziale(rest) else { return Some(Err(Perche::Parole)) };
        (numero, tail)
    } else {
        let Some((numero, rest)) = numero_iniziale(text) else {
            // Excel shows an amount of nothing as `- €`.
            let left = text.strip_prefix('-').and_then(|rest| mark(rest.trim()));
            return left.filter(|left| *left == 0).map(|_| Ok(Misura::nuova(0.0, Unita::Euro)));
        };
        let rest = rest.trim_start();
        let Some(left) = mark(rest) else {
            // `5.700,--` is an amount even without its currency.
            if CENTESIMI_DI_NULLA.contains(&rest) {
                return Some(Ok(Misura::nuova(numero.valore, Unita::Euro)));
            }
            let scaled = rest.split(' ').next().is_some_and(multiplo) && VALUTE.iter().any(|v| rest.contains(v));
            return scaled.then_some(Err(Perche::Multiplo));
        };
        (numero, &rest[rest.len() - left..])
    };
    let tail = CENTESIMI_DI_NULLA.iter().find_map(|end| tail.strip_prefix(end)).unwrap_or(tail);
    let tail = tail.trim().trim_end_matches('.');
    let year = tail.is_empty() || matches!(periodo(tail), Some(Ok(Unita::NumeroAnno)));
    let altra = numero.altra.filter(|altra| *altra > numero.valore);
    Some(if year || resto(tail, false).is_ok() {
        Ok(Misura { altra, ..Misura::nuova(numero.valore, Unita::Euro) })
    } else {
        Err(resto(tail, false).err().unwrap_or(Perche::Parole))
    })
}

/// A percentage: `100 %`, `cento per cento`, `70% dei presenti`; `None` if there is no percent sign.
fn percento(text: &str) -> Option<Result<Misura, Perche>> {
    const SEGNI: [&str; 4] = ["%", "per cento", "percento", "per 100"];
    let (numero, tail) = if let Some(rest) = text.strip_prefix('%') {
        match numero_iniziale(rest.trim_start()) {
            Some(found) => found,
            None => return Some(Err(Perche::Parole)),
        }
    } else {
        let (numero, rest) = numero_iniziale(text)?;
        let rest = rest.trim_start();
        (numero, SEGNI.iter().find_map(|segno| rest.strip_prefix(segno))?)
    };
    // In a percentage a point is never one of thousands, and the decimals of a third are often three.
    let (valore, altra) = match numero.altra {
        Some(altra) if altra.abs() < numero.valore.abs() => (altra, Some(numero.valore)),
        _ => (numero.valore, None),
    };
    Some(resto(tail.trim(), true).map(|()| Misura { altra, ..Misura::nuova(valore, Unita::Percento) }))
}

/// What may stand after a quantity: nothing, or words that only name what is counted.
fn resto(text: &str, prepositions: bool) -> Result<(), Perche> {
    const PREPOSIZIONI: [&str; 8] = ["di", "del", "dello", "della", "dei", "degli", "delle", "sul"];
    if text.is_empty() {
        return Ok(());
    }
    for word in text.split(' ') {
        let word = word.strip_prefix("dell'").filter(|_| prepositions).unwrap_or(word);
        if !(unita_di_conto(word) || (prepositions && PREPOSIZIONI.contains(&word))) {
            return Err(perche(word));
        }
    }
    Ok(())
}

fn perche(word: &str) -> Perche {
    if multiplo(word) {
        Perche::Multiplo
    } else if word.contains(digit) {
        Perche::Intervallo
    } else {
        Perche::Parole
    }
}

/// What follows a number without a percent sign or a currency: nothing, a denominator, a period, the thing counted.
fn coda(numero: Numero, rest: &str) -> Result<Misura, Perche> {
    let plain = Misura {
        altra: numero.altra,
        nuda: rest.is_empty(),
        ..Misura::nuova(numero.valore, if rest.is_empty() && numero.centesimi { Unita::Euro } else { Unita::Numero })
    };
    let per = |unita| Misura { unita, ..plain };
    let mut rest = rest;
    for words in 0..4 {
        if rest.is_empty() {
            return Ok(plain);
        }
        if let Some(below) = rest.strip_prefix('/') {
            let below = below.trim_start();
            return match dopo_la_barra(below) {
                Some(unita) => unita.map(per),
                None => rapporto(numero, below),
            };
        }
        if let Some(unita) = periodo(rest) {
            return unita.map(per);
        }
        let below =
            ["su un totale di ", "sul totale di ", "su ", "di "].iter().find_map(|word| rest.strip_prefix(word));
        if let Some(found) = below.map(|below| rapporto(numero, below.trim_start())) {
            return found;
        }
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        let (word, after) = match word.find('/') {
            Some(at) => (&word[..at], &rest[at..]),
            None => (word, after),
        };
        if words == 3 || !unita_di_conto(word) {
            return Err(perche(word));
        }
        rest = after.trim_start();
    }
    Err(Perche::Parole)
}

fn rapporto(numero: Numero, below: &str) -> Result<Misura, Perche> {
    let (under, tail) = numero_iniziale(below).ok_or(Perche::Parole)?;
    resto(tail.trim(), false)?;
    if under.valore <= 0.0 || numero.valore < 0.0 {
        return Err(Perche::Parole);
    }
    Ok(Misura { denominatore: Some(under.valore), ..Misura::nuova(numero.valore, Unita::Rapporto) })
}

/// A period after a bar: `2/anno`, `40/sett`.
fn dopo_la_barra(word: &str) -> Option<Result<Unita, Perche>> {
    match word.trim_end_matches('.') {
        "anno" | "a" | "annui" | "annuo" => Some(Ok(Unita::NumeroAnno)),
        "sett" | "settimana" => Some(Ok(Unita::NumeroSettimana)),
        "mese" | "giorno" | "gg" | "g" | "die" | "trimestre" | "trim" | "semestre" | "sem" | "bimestre"
        | "quadrimestre" | "ora" | "h" => Some(Err(Perche::Periodo)),
        _ => None,
    }
}

/// A period in words: `all'anno`, `annui`, `a settimana`.
fn periodo(words: &str) -> Option<Result<Unita, Perche>> {
    match words.trim_end_matches('.') {
        "all'anno" | "l'anno" | "per anno" | "ogni anno" | "nell'anno" | "annui" | "annuo" | "annue" | "annua"
        | "annuali" | "annuale" | "/anno" | "/ anno" => Some(Ok(Unita::NumeroAnno)),
        "a settimana" | "alla settimana" | "la settimana" | "per settimana" | "ogni settimana" | "settimanali"
        | "settimanale" => Some(Ok(Unita::NumeroSettimana)),
        "al mese" | "mensili" | "mensile" | "per mese" | "ogni mese" | "al giorno" | "giornalieri" | "giornaliere"
        | "giornaliero" | "giornaliera" | "ogni giorno" | "per giorno" | "a trimestre" | "al trimestre"
        | "a semestre" | "al semestre" | "all'ora" | "l'ora" | "orari" => Some(Err(Perche::Periodo)),
        _ => None,
    }
}
