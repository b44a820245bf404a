//! Where the live tables of a workbook are, and what can be written only once all of them stand.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::cell::{fitting, number};
use super::links;
use crate::report::model::Value;

/// The most links that a sheet may hold; what is beyond is plain.
const MOST_LINKS: usize = 60_000;

/// The tables, links and names of a workbook.
#[derive(Debug, Default)]
pub(super) struct Atlas {
    /// Sheet and first row of each table.
    tables: BTreeMap<String, (String, u32)>,
    links: Vec<Pending>,
    names: Vec<(String, String)>,
}

/// A link to a place that may not be written yet.
#[derive(Debug)]
pub(super) struct Pending {
    pub sheet: String,
    pub at: (u32, u16),
    pub value: Value,
    pub format: Format,
    pub to: Target,
}

/// Where a link leads.
#[derive(Debug)]
pub(super) enum Target {
    /// A row of the named table, from one.
    Row(&'static str, f64),
    /// The sheet with the cell's text for a name.
    Sheet,
}

impl Atlas {
    /// Takes note of a table whose first row is this one.
    pub fn table(&mut self, name: &str, sheet: &str, first: u32) {
        self.tables.insert(name.to_owned(), (sheet.to_owned(), first));
    }

    /// Takes note of a link.
    pub fn link(&mut self, link: Pending) {
        self.links.push(link);
    }

    /// Gives a cell a name.
    pub fn name(&mut self, name: &str, sheet: &str, (row, col): (u32, u16)) {
        let col = rust_xlsxwriter::utility::column_number_to_name(col);
        self.names.push((name.to_owned(), format!("={}!${col}${}", links::quoted(sheet), row + 1)));
    }

    /// Writes the links and names.
    pub fn finish(self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        for (name, place) in &self.names {
            workbook.define_name(name, place)?;
        }
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for link in &self.links {
            let target = match &link.to {
                Target::Row(table, n) => {
                    self.tables.get(*table).map(|(sheet, first)| links::to_row(sheet, f64::from(*first) + n))
                }
                Target::Sheet => Some(links::to_row(&link.value.to_string(), 1.0)),
            };
            let written = count.entry(&link.sheet).or_default();
            let Some(target) = target.filter(|_| *written < MOST_LINKS) else { continue };
            *written += 1;
            let sheet = workbook.worksheet_from_name(&link.sheet)?;
            let (row, col) = link.at;
            let text = fitting(&link.value.to_string());
            sheet.write_url_with_format(row, col, target.set_text(text), &link.format)?;
            // A link is written with a text; the cell's number takes its place again.
            if let Some(number) = number(&link.value) {
                sheet.write_number_with_format(row, col, number, &link.format)?;
            }
        }
        Ok(())
    }
}
