//! A report as a workbook, one sheet a chapter.
//!
//! Text is always written as a string: what an office typed never becomes a formula or a link. Formulas are those of the
//! report's live tables, with the report's values as their results. The same report gives the same bytes.
//!
//! `sheet` writes the blocks of a chapter: tables as they are (`table`) or computed (`live`, with its `chart`s), by a
//! `pen` that knows where it is on the sheet and, for the printer, on the page (`print`). `look` and `measure` say how
//! things look and how large they are; `links` and the `atlas` say how to get from one place to another.

mod atlas;
mod cell;
mod chart;
mod links;
mod live;
mod look;
mod measure;
mod pen;
mod print;
mod sheet;
mod table;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::report::model::Report;
use crate::workbook::REPORT;

/// Lays the report out as the bytes of an `.xlsx` file.
///
/// # Errors
/// When a chapter has more than Excel holds: 1 048 576 rows, 16 384 columns.
pub fn render(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let date = report.date;
    let created =
        ExcelDateTime::from_ymd(date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs())?;
    let properties = DocProperties::new()
        .set_title(&report.title)
        .set_subject(&report.subtitle)
        .set_company(&report.ente)
        .set_comment(format!("{REPORT} {}", report.fingerprint))
        .set_creation_datetime(&created);
    workbook.set_properties(&properties);
    let mut names = Vec::new();
    let mut atlas = atlas::Atlas::default();
    for chapter in &report.chapters {
        let name = sheet_name(&chapter.short, &names);
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        sheet::write(sheet, &name, report, chapter, &mut atlas)?;
        names.push(name);
    }
    if report.chapters.is_empty() {
        workbook.add_worksheet().write_string(0, 0, &report.title)?;
    }
    atlas.finish(&mut workbook)?;
    workbook.save_to_buffer()
}

/// A name that Excel accepts: at most 31 characters, none of `[]:*?/\`, no apostrophe at the ends, unique whatever the case.
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    const MOST: usize = 31;
    let clean: String =
        wanted.chars().map(|c| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c }).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean = match clean.trim_matches('\'') {
        "" => "Foglio",
        other => other,
    };
    let is_free = |name: &str| !taken.iter().any(|t| t.to_lowercase() == name.to_lowercase());
    let first = cut(clean, MOST);
    if is_free(&first) {
        return first;
    }
    (2..=taken.len() + 2)
        .map(|n| {
            let suffix = format!(" ({n})");
            cut(clean, MOST - suffix.len()) + &suffix
        })
        .find(|name| is_free(name))
        .expect("one more number than there are names")
}

/// The text's beginning, counted as Excel counts (UTF-16 units), without a dangling space or apostrophe.
fn cut(text: &str, most: usize) -> String {
    let mut units = 0;
    let fits = text.chars().take_while(|c| {
        units += c.len_utf16();
        units <= most
    });
    fits.collect::<String>().trim_end_matches([' ', '\'']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_what_excel_accepts() {
        let taken = vec!["Fasi".to_owned(), "Una direzione dal nome così lun".to_owned()];
        for (wanted, name) in [
            ("Persone", "Persone"),
            ("fasi", "fasi (2)"),
            ("A/B: [c]*?", "A B c"),
            ("''", "Foglio"),
            ("Una direzione dal nome così lungo che non ci sta", "Una direzione dal nome così (2)"),
        ] {
            assert_eq!(sheet_name(wanted, &taken), name);
        }
    }
}
