//! What a workbook adds to a table: how each figure follows from the others, as formulas over the report's own tables.
//!
//! The figures are final without it: a formula has the table's value as its result, and a renderer without formulas
//! shows the table alone. Formulas are Excel's, with English names and commas, and refer to tables and named cells:
//! `[@Quota]` is the cell of this row, `[@Gen:Dic]` a stretch of it, `Fasi[Grado]` a column of another live table,
//! `peso_fasi` a named cell. Only functions that Excel 2010 and LibreOffice share are used. A formula finds the row of
//! another table by its number, never by its place: a reader may sort any table.

use std::collections::BTreeMap;

use super::model::{Column, Row, Table, Tone, Value};
use crate::place::Luogo;

/// A table with what a workbook adds to it.
#[derive(Clone, Debug)]
pub struct Live {
    /// The table, every figure final.
    pub table: Table,
    /// The name by which formulas refer to it: letters and digits, unique in the report.
    pub name: String,
    /// How many leading columns say which row it is: they stay in view.
    pub lead: usize,
    /// What a column adds, by the column's index.
    pub columns: BTreeMap<usize, Computed>,
    /// Formulas of single cells, by row and column.
    pub cells: BTreeMap<(usize, usize), String>,
    /// Cells that formulas refer to by a name.
    pub named: Vec<Named>,
    /// The charts that its rows draw, under it.
    pub charts: Vec<Figura>,
}

/// What a workbook adds to a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Computed {
    /// The formula of all its cells.
    pub formula: Option<String>,
    /// What its cells can say, each with its tone.
    pub states: Vec<(String, Tone)>,
    /// Whether its numbers lie on the scale from 0 to 100, which a bar in the cell shows.
    pub bar: bool,
    /// Where its cells lead.
    pub link: Option<Link>,
    /// The bounds of what its cells are meant to be changed to.
    pub input: Option<Input>,
}

/// The bounds of a number that a reader may change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Input {
    /// The least that makes sense.
    pub least: f64,
    /// The most.
    pub most: f64,
}

/// Where a cell leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// The number in the cell is that of a row of the named table, from one.
    Row(&'static str),
    /// Each cell leads to a row of a table of its own, by the cells' rows: the table's name and the row, from one.
    Rows(Vec<Option<(&'static str, usize)>>),
    /// The cell's text is the short name of a chapter.
    Chapter,
    /// The place where the row was read, in the workbooks of the folder with this path from the document's own.
    Source(String),
}

/// A cell with a name.
#[derive(Clone, Debug)]
pub struct Named {
    /// The row of the table.
    pub row: usize,
    /// The column of the table.
    pub col: usize,
    /// The name: lower-case letters and underscores.
    pub name: String,
}

/// A chart of a table's rows.
#[derive(Clone, Debug)]
pub struct Figura {
    /// What it shows, printed above it.
    pub caption: String,
    /// What it says, with its values, for who cannot see it.
    pub alt: String,
    /// How it is drawn.
    pub forma: Forma,
    /// The column of the labels.
    pub label: usize,
    /// The columns of the values, each with the tone of its bars.
    pub values: Vec<(usize, Tone)>,
}

/// How a chart draws the values of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forma {
    /// Counts, one after the other in a bar.
    Stacked,
    /// Points from 0 to 100, each with a bar of its own.
    Bars,
}

impl Live {
    /// A table under a name.
    pub(super) fn plain(name: &str, table: Table) -> Self {
        Self {
            table,
            name: name.to_owned(),
            lead: 0,
            columns: BTreeMap::new(),
            cells: BTreeMap::new(),
            named: Vec::new(),
            charts: Vec::new(),
        }
    }

    /// The index of a column by its title.
    pub(super) fn col(&self, title: &str) -> usize {
        let found = self.table.columns.iter().position(|Column { title: known, .. }| known == title);
        found.unwrap_or_else(|| panic!("«{}» has no column «{title}»", self.name))
    }
}

impl Computed {
    /// The formula of the column's cells.
    pub(super) fn formula(&mut self, formula: impl Into<String>) -> &mut Self {
        self.formula = Some(formula.into());
        self
    }

    /// What its cells can say.
    pub(super) fn states(&mut self, states: &[(String, Tone)]) -> &mut Self {
        self.states = states.to_vec();
        self
    }

    /// Its numbers are shown as bars from 0 to 100.
    pub(super) fn bar(&mut self) -> &mut Self {
        self.bar = true;
        self
    }

    /// Where its cells lead, if anywhere.
    pub(super) fn link(&mut self, link: impl Into<Option<Link>>) -> &mut Self {
        self.link = link.into();
        self
    }

    /// Its numbers are meant to be changed, within bounds.
    pub(super) fn input(&mut self, least: f64, most: f64) -> &mut Self {
        self.input = Some(Input { least, most });
        self
    }
}

/// A live table while its columns are said one by one: title, value of a row, and what a workbook adds.
pub(super) struct Foglio<'a, R> {
    rows: &'a [R],
    columns: Vec<Colonna<'a, R>>,
}

struct Colonna<'a, R> {
    title: String,
    value: Box<dyn Fn(&R) -> Value + 'a>,
    computed: Computed,
}

impl<'a, R> Foglio<'a, R> {
    pub fn new(rows: &'a [R]) -> Self {
        Self { rows, columns: Vec::new() }
    }

    /// One more column; its title begins with the mark of its kind, as in [`super::wording::table`].
    pub fn col(&mut self, title: impl Into<String>, value: impl Fn(&R) -> Value + 'a) -> &mut Computed {
        let column = Colonna { title: title.into(), value: Box::new(value), computed: Computed::default() };
        self.columns.push(column);
        &mut self.columns.last_mut().expect("a column was just pushed").computed
    }

    /// The table, under a name; its first `lead` columns say which row it is.
    pub fn live(
        self,
        name: &str,
        lead: usize,
        caption: impl Into<String>,
        empty: impl Into<String>,
        row: impl Fn(&R) -> (Option<Luogo>, bool),
    ) -> Live {
        let rows = self.rows.iter().map(|r| {
            let (from, total) = row(r);
            Row { cells: self.columns.iter().map(|column| (column.value)(r)).collect(), from, total }
        });
        let titles: Vec<&str> = self.columns.iter().map(|column| column.title.as_str()).collect();
        let table = super::wording::table(caption, &titles, rows.collect(), &empty.into());
        let columns = self.columns.into_iter().map(|column| column.computed).enumerate();
        let columns = columns.filter(|(_, computed)| *computed != Computed::default()).collect();
        Live { lead, columns, ..Live::plain(name, table) }
    }
}
