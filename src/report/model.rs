//! A report as data: what is written, in reading order, with every figure final and every figure's origin.
//!
//! A renderer lays these values out and computes nothing: what a reader must not see is not in the [`Report`] at all.

use jiff::civil::Date;

pub use super::live::{Computed, Figura, Forma, Link, Live, Named};
use crate::place::Luogo;

/// One document for one recipient.
#[derive(Clone, Debug)]
pub struct Report {
    /// The body that publishes it: `Comune di Borgoverde`.
    pub ente: String,
    /// The document's title: `Relazione sui risultati 2022`.
    pub title: String,
    /// One line under the title: `Scadenza finale del 31 dicembre 2022`.
    pub subtitle: String,
    /// Whom it is made for: `Nucleo di Valutazione`, `Trevisani Loredana`.
    pub recipient: String,
    /// The checkpoint's date, which stands for "now" wherever a format asks for a date.
    pub date: Date,
    /// Hex SHA-256 over inputs and rules, which stands for a random identifier wherever a format asks for one.
    pub fingerprint: String,
    /// Said on the cover and in every page's header when results are provisional.
    pub provvisorio: Option<String>,
    /// What a reader sees on the cover besides title and recipient: a few facts, label and value.
    pub cover: Vec<Fact>,
    /// What stands on the first page under those facts, such as where to find what.
    pub front: Vec<Block>,
    /// The body.
    pub chapters: Vec<Chapter>,
}

/// A part of the body that begins on a new page (PDF) or on its own sheet (XLSX).
#[derive(Clone, Debug)]
pub struct Chapter {
    /// The heading of level 1, and the bookmark.
    pub title: String,
    /// What it is together with its neighbours of the same part, such as the annexes: contents and bookmarks nest it.
    pub part: Option<String>,
    /// A name of at most 31 characters, unique in the report: the sheet's name in a workbook.
    pub short: String,
    /// The content in reading order.
    pub blocks: Vec<Block>,
}

/// A piece of content.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading below the chapter's own: level 2 to 4, nested without jumps.
    Heading {
        /// 2, 3 or 4.
        level: u8,
        /// The heading's text.
        text: String,
    },
    /// A paragraph of running text.
    Paragraph(String),
    /// An unordered list, one text an item.
    List(Vec<String>),
    /// A paragraph that must not be missed, set apart from the text.
    Notice(Notice),
    /// A row of key figures, each large with its label under it.
    Figures(Vec<Figure>),
    /// Labels and values, such as the header of a scheda.
    Facts(Vec<Fact>),
    /// A table.
    Table(Table),
    /// A table that a workbook also computes; elsewhere the same as its table.
    Live(Live),
    /// A chart.
    Chart(Chart),
    /// Two or more columns side by side, where the page has room for them; else one after the other.
    Columns(Vec<Vec<Block>>),
    /// The table of contents, down to headings of this level (PDF only).
    Contents(u8),
    /// Names the place of what follows, for [`Value::Page`].
    Anchor(String),
    /// What follows, up to the next one or the end of the chapter, stands on a page of its own (PDF only): set closer
    /// where that makes it fit. Where it needs more pages, the head of each says this.
    Sheet(String),
}

/// A paragraph set apart.
#[derive(Clone, Debug)]
pub struct Notice {
    /// How grave it is.
    pub tone: Tone,
    /// What it is about, in a few words.
    pub title: String,
    /// What there is to say.
    pub text: String,
}

/// How something is to be taken. A renderer never shows it by colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing particular.
    #[default]
    Neutral,
    /// As it should be.
    Good,
    /// To be looked at.
    Warning,
    /// Wrong, or late.
    Bad,
}

/// A key figure: `77,50` over `punteggio medio degli obiettivi`.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What the value is.
    pub label: String,
    /// The value.
    pub value: Value,
    /// A short remark under the label.
    pub note: Option<String>,
    /// The cells it was made from, when they are few.
    pub from: Vec<Luogo>,
}

/// A label with its value.
#[derive(Clone, Debug)]
pub struct Fact {
    /// What the value is.
    pub label: String,
    /// The value.
    pub value: Value,
}

/// A value that is final: a renderer shows it and never computes with it.
///
/// `Display` writes it in Italian (`1.234,50`, `77,50%`, `€ 357.000,00`); a workbook stores the number with an equivalent format.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing was there: an empty cell, never a zero.
    Blank,
    /// Text as it is, never markup nor a formula.
    Text(String),
    /// A whole number.
    Count(i64),
    /// A number with the given decimals: a score has two.
    Number {
        /// The number.
        value: f64,
        /// How many decimals are shown.
        decimals: u8,
    },
    /// Percentage points (77.5 is shown as `77,50%`), without useless decimals when `exact` is false.
    Percent {
        /// Points, 0–100.
        points: f64,
        /// Always two decimals, as a result; otherwise only those it has, at most two, as typed.
        exact: bool,
    },
    /// An amount.
    Euro(f64),
    /// A short status with its tone: `raggiunto`, `errore`.
    Status(String, Tone),
    /// A cell of a workbook that stands beside the document; a workbook makes it a link.
    Cella {
        /// What is written: `R31`.
        text: String,
        /// Where it leads.
        luogo: Luogo,
    },
    /// A phase as a small drawing in a page's table: the share planned in each month of a year, January first, and how
    /// far it had to come and came.
    Months {
        /// Points; absent where nothing is planned.
        shares: [Option<f64>; 12],
        /// The last month (1–12) of the checkpoint.
        until: u8,
        /// Points that had to be reached by then.
        target: Option<f64>,
        /// Points that were.
        raggiunto: Option<f64>,
    },
    /// A score from 0 to 100 with a bar beside it.
    Meter(f64),
    /// Points at the interim checkpoint, then at the final one.
    Trend(f64, f64),
    /// The page of a [`Block::Anchor`], as a link to it; nothing in a workbook.
    Page(String),
}

/// A table: one header row, then rows of as many cells as there are columns.
#[derive(Clone, Debug)]
pub struct Table {
    /// What the table shows, printed above it.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What is said in its place when there are no rows.
    pub empty: String,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// The header's text.
    pub title: String,
    /// How its cells are aligned and measured.
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Running text, which may wrap.
    Text,
    /// Short text that must stay on one line: a code, a cell's address, a date.
    Code,
    /// Numbers, aligned on the decimal comma.
    Number,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// One value a column.
    pub cells: Vec<Value>,
    /// Where it was read, when it comes from one place.
    pub from: Option<Luogo>,
    /// A total or a summary, set in bold.
    pub total: bool,
}

/// A chart, with the text that stands for it.
#[derive(Clone, Debug)]
pub struct Chart {
    /// What the chart shows, printed above it.
    pub caption: String,
    /// What the chart says, with its values, for who cannot see it.
    pub alt: String,
    /// The shape.
    pub shape: Shape,
}

/// The shape of a chart and its values.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Horizontal bars on a scale from 0 to `max`, one a label; `None` is "non valutabile", written so.
    Bars {
        /// The end of the scale.
        max: f64,
        /// Label, value and tone of each bar.
        bars: Vec<(String, Option<f64>, Tone)>,
        /// Marks on the scale, such as the thresholds of the classes, with their labels.
        marks: Vec<(f64, String)>,
    },
    /// One bar cut in parts, one bar a label: how many schede in each class, for each direzione.
    Stacked {
        /// The parts' names and tones, in order.
        parts: Vec<(String, Tone)>,
        /// Label and one count a part.
        bars: Vec<(String, Vec<u32>)>,
    },
    /// One dot a value on a scale from 0 to `max`, equal values piled up: a row a label.
    Dots {
        /// The end of the scale.
        max: f64,
        /// Label and values of each row.
        rows: Vec<(String, Vec<f64>)>,
    },
}
