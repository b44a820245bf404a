//! The people in a cell of a list: `Rossi Mario (30%); Neri Ugo (70%)`, one a line, or with their shares beside them.

use crate::place::CellRef;
use crate::scheda::page::{Page, testo};
use crate::scheda::percentuale::{self, Colonna};
use crate::scheda::tabella::Testata;
use crate::scheda::text::{normalise, single_spaced};
use crate::scheda::valori::{self, Lettura};
use crate::scheda::{Cella, Partecipazione, Percentuale, Unita};
use crate::segnalazione::codici;
use crate::workbook::{Cell, CellValue};

/// The people of a row.
pub(super) fn read<'a>(page: &mut Page<'a>, testata: &Testata<'a>, row0: u32) -> Vec<Partecipazione> {
    let riga = testata.riga(page, row0, &(0..=u32::MAX));
    let Some((at, cell)) = riga.get(testata.colonna("nominativo")) else { return Vec::new() };
    let CellValue::Text(text) = &cell.value else { return Vec::new() };
    let persone = dividi(text);
    for nome in ["nominativo", "pct", "categoria", "note"] {
        if let Some((at, _)) = riga.get(testata.colonna(nome)) {
            page.prendi(at);
        }
    }
    let (at_quote, quote) = quote(page, testata, row0, persone.len()).unwrap_or((at, Vec::new()));
    // What stands beside several names is of none of them.
    let beside = |nome: &str| {
        let (at, cell) = riga.get(testata.colonna(nome)).filter(|_| persone.len() == 1)?;
        testo(at, cell)
    };
    let (categoria, note) = (beside("categoria"), beside("note"));
    let mut out = Vec::new();
    for (i, persona) in persone.into_iter().enumerate() {
        let what = format_args!("partecipazione di {}", persona.nome);
        let share = persona.quota.map(|cell| (at, cell)).or_else(|| Some((at_quote, quote.get(i)?.clone())));
        let pct = match share {
            Some((at, cell)) => percentuale::read(page, at, Some(&cell), what, true, Colonna::Partecipazione),
            None => Percentuale { at: Some(at_quote), ..Percentuale::default() },
        };
        out.push(Partecipazione {
            nominativo: Cella { valore: persona.nome, at },
            categoria: persona.categoria.or_else(|| Some(categoria.clone()?.valore)),
            note: persona.note.map(|valore| Cella { valore, at }).or_else(|| note.clone()),
            pct,
        });
    }
    out
}

/// The shares in their own column, one for each of so many people, with their cell.
fn quote<'a>(page: &mut Page<'a>, testata: &Testata<'a>, row0: u32, persone: usize) -> Option<(CellRef, Vec<Cell>)> {
    let riga = testata.riga(page, row0, &(0..=u32::MAX));
    let (at, cell) = riga.get(testata.colonna("pct")).filter(|(_, cell)| valori::leggi(cell) != Lettura::Vuoto)?;
    let quote = match &cell.value {
        CellValue::Text(text) => {
            let parts = text.split([';', '\n', '/']).map(single_spaced).filter(|part| !part.is_empty());
            parts.map(|part| quota(&part)).collect()
        }
        _ => vec![cell.clone()],
    };
    if quote.len() != persone && persone > 0 {
        let messaggio = format!(
            "qui c'è {}, e i nomi accanto sono {persone}: non si sa di chi sia, e le quote mancano",
            if quote.len() == 1 { "una quota".to_owned() } else { format!("un elenco di {} quote", quote.len()) },
        );
        let rimedio = "scrivere la quota dopo ciascun nome, per esempio «Rossi Ada 60%», oppure una persona per riga";
        page.report(codici::PER001, Some(at), messaggio, rimedio);
        return Some((at, Vec::new()));
    }
    Some((at, quote))
}

/// A person as one cell names them.
#[derive(Clone, Debug, Default, PartialEq)]
struct Persona {
    nome: String,
    quota: Option<Cell>,
    categoria: Option<String>,
    note: Option<String>,
}

/// The people of a text. Line breaks and semicolons part them; commas, bars and «e» only between what can be nothing
/// but people.
fn dividi(text: &str) -> Vec<Persona> {
    let mut parts: Vec<String> = Vec::new();
    for part in text.split([';', '\n']).map(single_spaced) {
        let part = part.trim_start_matches(['-', '–', '•', '·', '*', ' ']).trim_end_matches([',', '.', ' ']);
        // A name that was broken in two to fit its cell.
        let word = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphabetic() || c == '\'');
        match parts.last_mut() {
            Some(last) if word(last) && word(part) && text.contains('\n') => *last = format!("{last} {part}"),
            _ if part.chars().any(char::is_alphabetic) => parts.push(part.to_owned()),
            // A share in a line of its own is of the name above it.
            Some(last) if !part.is_empty() && !last.contains(|c: char| c.is_ascii_digit()) => {
                *last = format!("{last} {part}");
            }
            _ => {}
        }
    }
    parts.iter().flat_map(|part| insieme(part)).collect()
}

/// One or more people of a text without line breaks.
fn insieme(text: &str) -> Vec<Persona> {
    let pieces = spezza(text);
    let persone: Vec<Persona> = pieces.iter().map(|piece| persona(piece)).collect();
    let sure = |p: &Persona| {
        let words = normalise(&p.nome);
        let n = words.split(' ').filter(|word| word.chars().count() > 1).count();
        let group = matches!(words.split(' ').next(), Some("tutti" | "tutte" | "personale" | "ufficio" | "servizio"));
        (n >= 2 || (n == 1 && p.quota.is_some())) && !group
    };
    if persone.len() > 1 && persone.iter().all(sure) { persone } else { vec![persona(text)] }
}

/// The pieces between commas, bars and «e»; a comma between two digits is a decimal one.
fn spezza(text: &str) -> Vec<&str> {
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let bytes = text.as_bytes();
    let digit = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    let mut depth = 0_usize;
    for (i, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ',' | '/' | '+' | '&' if !(digit(i.checked_sub(1)) && digit(Some(i + 1))) => cuts.push((i, i + 1)),
            ' ' => {
                let rest = text[i + 1..].to_lowercase();
                let word = ["e ", "ed "].into_iter().find(|word| rest.starts_with(word));
                cuts.extend(word.map(|word| (i, i + 1 + word.len())));
            }
            _ => {}
        }
    }
    let mut start = 0;
    let mut out = Vec::new();
    for (end, next) in cuts {
        if end >= start {
            out.extend(text.get(start..end));
            start = next;
        }
    }
    out.extend(text.get(start..));
    out.into_iter().map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// A name with what stands beside it: a share before or after it, a category or a remark in brackets.
fn persona(text: &str) -> Persona {
    let mut out = Persona::default();
    let mut bare = String::new();
    let mut rest = text;
    while let Some((before, inside, after)) = tra_parentesi(rest) {
        bare.push_str(before);
        bare.push(' ');
        match inside.trim() {
            inside if out.quota.is_none() && e_quota(inside) => out.quota = Some(quota(inside)),
            inside if out.categoria.is_none() && e_categoria(inside) => out.categoria = Some(inside.to_owned()),
            inside => out.note = out.note.or_else(|| Some(inside.to_owned())),
        }
        rest = after;
    }
    bare.push_str(rest);
    let bare = single_spaced(&bare);
    let mut nome = bare.as_str();
    if out.quota.is_none() {
        let digits = nome.find(|c: char| c.is_ascii_digit());
        let number = digits.map(|i| {
            let end = nome[i..].find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | '%' | ' ')));
            (i, end.map_or(nome.len(), |end| i + end))
        });
        if let Some((start, end)) = number.filter(|(start, end)| e_quota(nome[*start..*end].trim())) {
            let (before, share, after) = (&nome[..start], nome[start..end].trim(), nome[end..].trim());
            if before.trim().is_empty() {
                // `40% Rossi Mario`.
                out.quota = Some(quota(share));
                nome = after.trim_start_matches(['-', '–', ':', ' ']);
            } else if !before.to_lowercase().trim_end_matches(['.', ' ']).ends_with("matr") {
                out.quota = Some(quota(share));
                let tail = after.trim_matches(['-', '–', ':', ',', '.', ' ']);
                out.note = out.note.or_else(|| Some(tail.to_owned()).filter(|tail| !tail.is_empty()));
                nome = before;
            }
        }
    }
    Persona { nome: senza_coda(nome).to_owned(), ..out }
}

/// A name without the signs and words that lead to a share.
fn senza_coda(nome: &str) -> &str {
    let mut nome = nome.trim_end_matches([' ', '-', '–', ':', ',', '=', '(']);
    for word in [" al", " per il", " quota", " nella misura del", " pari al"] {
        let cut = nome.len().checked_sub(word.len()).filter(|cut| nome.is_char_boundary(*cut));
        if let Some(cut) = cut.filter(|cut| nome[*cut..].eq_ignore_ascii_case(word)) {
            nome = nome[..cut].trim_end_matches([' ', '-', '–', ':', ',']);
        }
    }
    nome
}

/// The first brackets of a text, with what stands before and after them.
fn tra_parentesi(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('(')?;
    let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
    Some((before, inside, after))
}

/// Whether a text is a number up to 100, or a percentage, and nothing else.
fn e_quota(text: &str) -> bool {
    match valori::testo(text) {
        Lettura::Quantita(q) if q.comparatore.is_none() && q.alternativa.is_none() => {
            let m = q.misura;
            m.unita == Unita::Percento || (m.nuda && (0.0..=100.0).contains(&m.valore) && m.denominatore.is_none())
        }
        _ => false,
    }
}

/// Whether a text is a category: `C`, `D3`, `Dir.`, `EQ`.
fn e_categoria(text: &str) -> bool {
    let words = normalise(text).replace(' ', "");
    let mut chars = words.chars();
    let graded = matches!(chars.next(), Some('a'..='d')) && chars.all(|c| c.is_ascii_digit()) && words.len() <= 2;
    let text = words.strip_prefix("cat").unwrap_or(&words);
    graded
        || matches!(text, "a" | "b" | "c" | "d")
        || matches!(words.as_str(), "dir" | "dirigente" | "po" | "eq" | "seg")
}

/// A share as a cell of its own.
fn quota(text: &str) -> Cell {
    let cell = valori::a_mano(text);
    // With its sign, a share in a list is written as it should be: a list has no format of numbers.
    match valori::leggi(&cell) {
        Lettura::Quantita(q) if q.misura.unita == Unita::Percento && q.comparatore.is_none() => {
            Cell { value: CellValue::Number(q.misura.valore / 100.0), format: "0.##%".into(), formula: false }
        }
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(persona: &Persona) -> String {
        let share = persona.quota.as_ref().map_or(String::new(), |cell| match &cell.value {
            CellValue::Number(n) => format!(" {}%", valori::tidy(n * 100.0)),
            other => format!(" {other:?}"),
        });
        let more = [&persona.categoria, &persona.note].map(|t| t.as_ref().map_or(String::new(), |t| format!(" [{t}]")));
        format!("{}{share}{}", persona.nome, more.concat())
    }

    #[test]
    fn the_people_of_a_cell_are_told_apart_as_a_person_tells_them() {
        for (text, expected) in [
            ("Rossi Mario", "Rossi Mario"),
            ("Rossi Mario 40%", "Rossi Mario 40%"),
            ("Rossi Mario (40%)", "Rossi Mario 40%"),
            ("Rossi Mario (40)", "Rossi Mario Text(\"40\")"),
            ("Rossi Mario 40", "Rossi Mario Text(\"40\")"),
            ("Rossi Mario: 40 %", "Rossi Mario 40%"),
            ("Rossi Mario - 33,3%", "Rossi Mario 33.3%"),
            ("Rossi Mario al 40%", "Rossi Mario 40%"),
            ("40% Rossi Mario", "Rossi Mario 40%"),
            ("Rossi Mario (C) 40%", "Rossi Mario 40% [C]"),
            ("Rossi Mario (D3 )", "Rossi Mario [D3]"),
            ("Rossi Mario (referente) 40%", "Rossi Mario 40% [referente]"),
            ("Rossi Mario 40% fase 1", "Rossi Mario 40% [fase 1]"),
            ("Rossi Mario matr. 12", "Rossi Mario matr. 12"),
            ("Rossi Mario; Neri Ugo", "Rossi Mario | Neri Ugo"),
            ("Rossi Mario (30%); Neri Ugo (70%)", "Rossi Mario 30% | Neri Ugo 70%"),
            ("Rossi Mario 30%\nNeri Ugo 70%", "Rossi Mario 30% | Neri Ugo 70%"),
            ("- Rossi Mario\n- Neri Ugo", "Rossi Mario | Neri Ugo"),
            ("Rossi Mario\n30%\nNeri Ugo\n70%", "Rossi Mario 30% | Neri Ugo 70%"),
            ("Rossi\nMario", "Rossi Mario"),
            ("Rossi Mario / Neri Ugo", "Rossi Mario | Neri Ugo"),
            ("Rossi Mario 30% / Neri Ugo 70%", "Rossi Mario 30% | Neri Ugo 70%"),
            ("Rossi Mario, Neri Ugo", "Rossi Mario | Neri Ugo"),
            ("Rossi Mario 33,3%, Neri Ugo 66,7%", "Rossi Mario 33.3% | Neri Ugo 66.7%"),
            ("Rossi 30%, Neri 70%", "Rossi 30% | Neri 70%"),
            ("Rossi, Mario", "Rossi, Mario"),
            ("Rossi Mario, Neri", "Rossi Mario, Neri"),
            ("Rossi Mario e Neri Ugo", "Rossi Mario | Neri Ugo"),
            ("Rossi Mario 30% e Neri Ugo 70%", "Rossi Mario 30% | Neri Ugo 70%"),
            ("Rossi Mario, Neri Ugo e Verdi Ada", "Rossi Mario | Neri Ugo | Verdi Ada"),
            ("Tutti i funzionari e i tecnici", "Tutti i funzionari e i tecnici"),
            ("Personale dell'ufficio, squadra operai", "Personale dell'ufficio, squadra operai"),
            ("D'Este Ada e De Rosa Ivo", "D'Este Ada | De Rosa Ivo"),
            ("Rossi Mario (cat. C, fase 1) 40%", "Rossi Mario 40% [cat. C, fase 1]"),
            ("//", ""),
            ("-", ""),
        ] {
            let found = dividi(text).iter().map(say).collect::<Vec<_>>().join(" | ");
            assert_eq!(found, expected, "{text}");
        }
    }
}
