//! Links: to a cell of a workbook, and to a place in this one.

use rust_xlsxwriter::Url;

use crate::place::Luogo;

/// The longest link that is surely taken, in characters.
const LONGEST: usize = 2_000;

/// A link to a cell of a workbook in the document's own folder, if Excel can hold it.
pub(super) fn beside(luogo: &Luogo) -> Option<Url> {
    luogo.cella?;
    to_file(luogo.file.rsplit('/').next()?, luogo)
}

/// A link to a place in a workbook of a folder, if Excel can hold it.
pub(super) fn within(folder: &str, luogo: &Luogo) -> Option<Url> {
    to_file(&format!("{folder}/{}", luogo.file), luogo)
}

fn to_file(file: &str, luogo: &Luogo) -> Option<Url> {
    let foglio = luogo.foglio.as_deref()?;
    let cella = luogo.cella.map_or_else(|| "A1".to_owned(), |cella| cella.to_string());
    let target = format!("file:///{file}#{}!{cella}", quoted(foglio));
    // A number sign would begin the place within the file, a percent sign an escape.
    (!file.contains(['#', '%']) && target.chars().count() < LONGEST).then(|| Url::new(target))
}

/// A link to the first cell of a row (from one) of a sheet of this workbook.
pub(super) fn to_row(sheet: &str, row: f64) -> Url {
    Url::new(format!("internal:{}!A{row}", quoted(sheet)))
}

/// A sheet's name as formulas and links write it.
pub(super) fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}
