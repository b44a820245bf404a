//! What a workbook adds to a table: how each figure follows from the others, as formulas over the report's own tables.
//!
//! The figures are final without it: a formula has the table's value as its result, and a renderer without formulas
//! shows the table alone. Formulas are Excel's, with English names and commas, and refer to tables and named cells:
//! `[@Quota]` is the cell of this row, `[@Gen:Dic]` a stretch of it, `Fasi[Grado]` a column of another live table,
//! `peso_fasi` a named cell. Only functions that Excel 2010 and LibreOffice share are used.

use std::collections::BTreeMap;

use super::model::{Column, Table, Tone};

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
#[derive(Clone, Debug, Default)]
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
    Row(String),
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
    /// A table under a name, with the columns that say which row it is.
    pub(super) fn new(name: &str, lead: usize, table: Table) -> Self {
        Self {
            table,
            name: name.to_owned(),
            lead,
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

    fn at(&mut self, title: &str) -> &mut Computed {
        let col = self.col(title);
        self.columns.entry(col).or_default()
    }

    /// The formula of a column; `None` where the rules in force are not said by one.
    pub(super) fn formula(mut self, title: &str, formula: impl Into<Option<String>>) -> Self {
        self.at(title).formula = formula.into();
        self
    }

    /// What the cells of a column can say.
    pub(super) fn states(mut self, title: &str, states: &[(String, Tone)]) -> Self {
        self.at(title).states = states.to_vec();
        self
    }

    /// Columns whose numbers are shown as bars from 0 to 100.
    pub(super) fn bars(mut self, titles: &[&str]) -> Self {
        for title in titles {
            self.at(title).bar = true;
        }
        self
    }

    /// The numbers of a column are meant to be changed, within bounds.
    pub(super) fn input(mut self, title: &str, least: f64, most: f64) -> Self {
        self.at(title).input = Some(Input { least, most });
        self
    }

    /// Where the cells of a column lead, if anywhere.
    pub(super) fn link(mut self, title: &str, link: Option<Link>) -> Self {
        self.at(title).link = link;
        self
    }
}
