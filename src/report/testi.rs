//! The wording of the reports: every sentence stands in `templates/testi/`, one file a report, as
//! [Project Fluent](https://projectfluent.org) writes them, so that the office's language can be mended without reading
//! code. Plurals and alternatives are chosen there, figures come from here.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::model::{Column, ColumnKind, Row, Table};
use crate::italian;

/// The files, by name.
const FILES: &[(&str, &str)] = &[
    ("comuni.ftl", include_str!("../../templates/testi/comuni.ftl")),
    ("consolidato.ftl", include_str!("../../templates/testi/consolidato.ftl")),
    ("relazione.ftl", include_str!("../../templates/testi/relazione.ftl")),
    ("scheda.ftl", include_str!("../../templates/testi/scheda.ftl")),
    ("dirigente.ftl", include_str!("../../templates/testi/dirigente.ftl")),
    ("correzioni.ftl", include_str!("../../templates/testi/correzioni.ftl")),
    ("pubblicazione.ftl", include_str!("../../templates/testi/pubblicazione.ftl")),
    ("metodo.ftl", include_str!("../../templates/testi/metodo.ftl")),
    ("spiegazione.ftl", include_str!("../../templates/testi/spiegazione.ftl")),
    ("simulazione.ftl", include_str!("../../templates/testi/simulazione.ftl")),
];

static TESTI: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let mut bundle = FluentBundle::new_concurrent(vec!["it".parse::<LanguageIdentifier>().expect("a language tag")]);
    // The marks that keep directions apart are for languages that mix them; here they would be seen.
    bundle.set_use_isolating(false);
    // A sentence may be wrapped in its file; on the page it is one line.
    bundle.set_transform(Some(one_line));
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(count) => Some(italian::number(count.value, 0)),
        _ => None,
    }));
    for (name, source) in FILES {
        let resource = FluentResource::try_new((*source).to_owned())
            .unwrap_or_else(|(_, errors)| panic!("{name}, which a test reads, is wrong: {errors:?}"));
        bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{name} says something twice: {errors:?}"));
    }
    bundle
});

fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { Cow::Borrowed(text) }
}

/// What a message says, or one of its attributes (`message.attribute`), with its arguments: numbers are counts, anything
/// else is written as it comes.
///
/// A message that is not there is shown by its name: a test finds every one that the code asks for.
pub(super) fn say(id: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
    let (message, attribute) = id.split_once('.').map_or((id, None), |(m, a)| (m, Some(a)));
    let pattern = TESTI.get_message(message).and_then(|found| match attribute {
        Some(attribute) => found.get_attribute(attribute).map(|a| a.value()),
        None => found.value(),
    });
    let Some(pattern) = pattern else {
        debug_assert!(false, "templates/testi has no {id}");
        return id.to_owned();
    };
    let arguments: FluentArgs = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
    let mut errors = Vec::new();
    let said = TESTI.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
    debug_assert!(errors.is_empty(), "{id}: {errors:?}");
    said
}

/// A table: the caption is the message's value, `.colonne` the headers between bars, each with the mark of its kind (`#`
/// numbers, `@` codes, nothing for text), `.vuota` what is said where there are no rows.
pub(super) fn table(id: &str, rows: Vec<Row>, arguments: &[(&'static str, FluentValue<'_>)]) -> Table {
    let message = TESTI.get_message(id);
    let caption = message.as_ref().is_some_and(|m| m.value().is_some());
    let empty = message.as_ref().is_some_and(|m| m.get_attribute("vuota").is_some());
    let part = |there: bool, id: &str| if there { say(id, arguments) } else { String::new() };
    Table {
        caption: part(caption, id),
        columns: say(&format!("{id}.colonne"), arguments).split(" | ").map(column).collect(),
        rows,
        empty: part(empty, &format!("{id}.vuota")),
    }
}

/// A column from its title and the mark of its kind.
pub(super) fn column(title: &str) -> Column {
    let (kind, title) = match title.chars().next() {
        Some('#') => (ColumnKind::Number, &title[1..]),
        Some('@') => (ColumnKind::Code, &title[1..]),
        _ => (ColumnKind::Text, title),
    };
    Column { title: title.to_owned(), kind }
}

/// `testo!("id", nome = valore)`: what `templates/testi/` says under that name.
macro_rules! testo {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::report::testi::say($id, &[$((stringify!($name), fluent_bundle::FluentValue::from($value))),*])
    };
}

/// `tavola!("id", rows, nome = valore)`: a table with the caption and the headers of `templates/testi/`.
macro_rules! tavola {
    ($id:literal, $rows:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::report::testi::table(
            $id,
            $rows,
            &[$((stringify!($name), fluent_bundle::FluentValue::from($value))),*],
        )
    };
}

pub(super) use {tavola, testo};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::{FILES, TESTI};

    /// The names that the code asks for. A table asks for its headers, and may have a caption and a word for no rows.
    fn asked() -> BTreeSet<String> {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut found = BTreeSet::new();
        for entry in walkdir::WalkDir::new(src).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file()) {
            if entry.path().ends_with("report/testi.rs") {
                continue;
            }
            let code = std::fs::read_to_string(entry.path()).unwrap();
            for (call, parts) in [("testo!(", &[""][..]), ("tavola!(", &[".colonne", ".vuota", ""])] {
                for (at, _) in code.match_indices(call) {
                    let name = code[at + call.len()..].trim_start().strip_prefix('"').and_then(|r| r.split('"').next());
                    let name = name.unwrap_or_else(|| panic!("{}: a name that is not written", entry.path().display()));
                    let there =
                        |part: &&&str| call == "testo!(" || **part == ".colonne" || exists(&format!("{name}{part}"));
                    found.extend(parts.iter().filter(there).map(|part| format!("{name}{part}")));
                }
            }
        }
        found
    }

    fn exists(id: &str) -> bool {
        let (message, attribute) = id.split_once('.').map_or((id, None), |(m, a)| (m, Some(a)));
        TESTI.get_message(message).is_some_and(|found| match attribute {
            Some(attribute) => found.get_attribute(attribute).is_some(),
            None => found.value().is_some(),
        })
    }

    /// The names in the files, attributes as `message.attribute`.
    fn written() -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut message = "";
        for line in FILES.iter().flat_map(|(_, source)| source.lines()) {
            let Some((name, _)) = line.split_once(" =") else { continue };
            if let Some(attribute) = name.trim_start().strip_prefix('.') {
                found.insert(format!("{message}.{attribute}"));
            } else if name.starts_with(|c: char| c.is_ascii_lowercase()) {
                message = name;
                // A message may be its attributes alone.
                found.extend(exists(name).then(|| name.to_owned()));
            }
        }
        found
    }

    #[test]
    fn what_the_code_says_is_written_and_what_is_written_is_said() {
        let (asked, written) = (asked(), written());
        assert!(asked.len() > 100, "the calls were not found");
        assert_eq!(asked.difference(&written).collect::<Vec<_>>(), Vec::<&String>::new(), "asked for but not written");
        assert_eq!(written.difference(&asked).collect::<Vec<_>>(), Vec::<&String>::new(), "written but never said");
    }

    #[test]
    fn a_wrapped_sentence_is_one_line_of_single_spaces() {
        for id in written() {
            let (message, attribute) = id.split_once('.').map_or((id.as_str(), None), |(m, a)| (m, Some(a)));
            let message = TESTI.get_message(message).unwrap();
            let pattern = match attribute {
                Some(attribute) => message.get_attribute(attribute).unwrap().value(),
                None => message.value().unwrap(),
            };
            // Without arguments each is shown by its name.
            let said = TESTI.format_pattern(pattern, None, &mut Vec::new()).into_owned();
            assert!(!said.contains("  ") && !said.contains('\n') && said.trim() == said, "{id}: {said:?}");
        }
    }

    #[test]
    fn counts_choose_their_words() {
        for (n, said) in [(0, "0 schede comuni"), (1, "1 scheda comune"), (1_234, "1.234 schede comuni")] {
            assert_eq!(
                testo!("dirigente-comuni", schede = n),
                format!("Il report comprende {said} a tutti i dirigenti.")
            );
        }
        assert_eq!(testo!("sottotitolo-finale", data = "31 {dicembre}"), "Scadenza finale del 31 {dicembre}");
    }
}
