//! Live tables: an Excel table whose computed columns are formulas with the report's values as their results, named
//! cells, links from row to row, and charts that draw the table's own cells.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    Chart as Drawing, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartSolidFill, ChartType,
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, ConditionalFormatType, Format,
    FormatUnderline, Formula, Table as ExcelTable, TableColumn, TableStyle, Url, Workbook, XlsxError,
};

use super::look;
use super::sheet::{Pen, fitting};
use crate::place::Luogo;
use crate::report::model::{Computed, Figura, Forma, Link, Live, Row, Tone, Value};

/// The most links that a sheet may hold; what is beyond is plain.
const MOST_LINKS: usize = 60_000;

/// Where the tables of the workbook are, and what can be written only once all of them stand.
#[derive(Debug, Default)]
pub(super) struct Atlas {
    /// Sheet and first row of each table.
    tables: BTreeMap<String, (String, u32)>,
    links: Vec<Pending>,
    names: Vec<(String, String)>,
}

#[derive(Debug)]
struct Pending {
    sheet: String,
    at: (u32, u16),
    value: Value,
    format: Format,
    to: Link,
}

impl Atlas {
    /// Writes the links and names.
    pub fn finish(self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        for (name, place) in &self.names {
            workbook.define_name(name, place)?;
        }
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for link in &self.links {
            let target = match &link.to {
                Link::Row(table) => self.tables.get(table).zip(number(&link.value)).map(|((sheet, first), n)| {
                    let row = f64::from(*first) + n;
                    format!("internal:{}!A{row}", quoted(sheet))
                }),
                Link::Chapter => Some(format!("internal:{}!A1", quoted(&link.value.to_string()))),
                Link::Source(_) => None,
            };
            let written = count.entry(&link.sheet).or_default();
            let Some(target) = target.filter(|_| *written < MOST_LINKS) else { continue };
            *written += 1;
            let sheet = workbook.worksheet_from_name(&link.sheet)?;
            let (row, col) = link.at;
            let text = fitting(&link.value.to_string());
            sheet.write_url_with_format(row, col, Url::new(target).set_text(text), &link.format)?;
            // A link is written with a text; the cell's number takes its place again.
            if let Some(number) = number(&link.value) {
                sheet.write_number_with_format(row, col, number, &link.format)?;
            }
        }
        Ok(())
    }
}

/// Writes the table with its charts.
pub(super) fn write(pen: &mut Pen, live: &Live, is_single: bool) -> Result<(), XlsxError> {
    pen.wide(&live.table.caption, &look::caption())?;
    let columns = &live.table.columns;
    let last_col = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    // A table has at least one row, even an empty one.
    let blank = Row { cells: vec![Value::Blank; columns.len()], from: None, total: false };
    let is_empty = live.table.rows.is_empty();
    let rows: &[Row] = if is_empty { std::slice::from_ref(&blank) } else { &live.table.rows };
    let header = pen.row;
    let last = header + u32::try_from(rows.len()).unwrap_or(u32::MAX - header);
    declare(pen, live, (header, last, last_col), is_empty)?;
    pen.header_height(columns)?;
    pen.row += 1;
    pen.atlas.tables.insert(live.name.clone(), (pen.name.to_owned(), header + 1));
    for named in &live.named {
        let row = header + 2 + u32::try_from(named.row).unwrap_or(u32::MAX - header - 2);
        let col = u16::try_from(named.col).unwrap_or(u16::MAX);
        let place = format!("={}!${}${row}", quoted(pen.name), rust_xlsxwriter::utility::column_number_to_name(col));
        pen.atlas.names.push((named.name.clone(), place));
    }
    let prototypes: Vec<Value> = (0..columns.len()).map(|col| prototype(rows, col)).collect();
    for (n, row) in rows.iter().enumerate() {
        for (col, value) in row.cells.iter().enumerate() {
            let formula = formula(live, n, col).filter(|_| !is_empty);
            cell(pen, live, row, (col, value, formula), &prototypes[col])?;
        }
        pen.row_height(&row.cells)?;
        pen.row += 1;
    }
    conditions(pen, live, header + 1, last)?;
    if is_single {
        pen.sheet.set_freeze_panes(header + 1, u16::try_from(live.lead).unwrap_or(0))?;
        pen.sheet.set_repeat_rows(header, header)?;
        if live.lead > 0 {
            pen.sheet.set_repeat_columns(0, u16::try_from(live.lead - 1).unwrap_or(0))?;
        }
    }
    pen.row += 1;
    for chart in &live.charts {
        draw(pen, chart, header, last)?;
    }
    Ok(())
}

fn declare(
    pen: &mut Pen,
    live: &Live,
    (header, last, last_col): (u32, u32, u16),
    is_empty: bool,
) -> Result<(), XlsxError> {
    let columns: Vec<TableColumn> = live
        .table
        .columns
        .iter()
        .enumerate()
        .map(|(col, column)| {
            let computed = live.columns.get(&col);
            let formula = computed.and_then(|c| c.formula.as_deref());
            let is_computed = formula.is_some() || live.cells.keys().any(|(_, of)| *of == col);
            let format = look::header(column.kind);
            let format = if is_computed { look::computed(format) } else { format };
            let declared = TableColumn::new().set_header(fitting(&column.title)).set_header_format(format);
            match formula.filter(|_| !is_empty) {
                Some(formula) => declared.set_formula(Formula::new(expanded(formula, &live.name))),
                None => declared,
            }
        })
        .collect();
    let table = ExcelTable::new().set_name(&live.name).set_columns(&columns).set_style(TableStyle::None);
    pen.sheet.add_table(header, 0, last, last_col, &table)?;
    Ok(())
}

/// The formula of a cell, with the name of its table where it speaks of its own row.
fn formula(live: &Live, row: usize, col: usize) -> Option<String> {
    let own = live.cells.get(&(row, col)).map(String::as_str);
    let of_column = || live.columns.get(&col).and_then(|c| c.formula.as_deref());
    own.or_else(of_column).map(|formula| expanded(formula, &live.name))
}

fn cell(
    pen: &mut Pen,
    live: &Live,
    row: &Row,
    (col, value, formula): (usize, &Value, Option<String>),
    prototype: &Value,
) -> Result<(), XlsxError> {
    static PLAIN: Computed = Computed { formula: None, states: Vec::new(), bar: false, link: None };
    let computed = live.columns.get(&col).unwrap_or(&PLAIN);
    let kind = live.table.columns[col].kind;
    let at = u16::try_from(col).unwrap_or(u16::MAX);
    // Where a condition colours the cell by what it says, a colour of its own would stay behind.
    let plain = match value {
        Value::Status(text, _) if !computed.states.is_empty() => Value::Status(text.clone(), Tone::Neutral),
        _ => value.clone(),
    };
    let mut format = look::cell(&plain, kind, row.total);
    // A cell with a formula of its own is a figure by itself; those of a column share their format.
    if formula.is_some() && !live.cells.keys().any(|(_, of)| *of == col) {
        format = look::with_number(format, prototype);
    }
    if let Some(link) = &computed.link
        && *value != Value::Blank
    {
        let linked = format.clone().set_underline(FormatUnderline::Single).set_font_color(look::INK);
        match link {
            Link::Source(folder) => {
                if let Some(url) = row.from.as_ref().and_then(|luogo| source(folder, luogo)) {
                    pen.source(at, value, url, &linked)?;
                    return Ok(());
                }
            }
            to => pen.atlas.links.push(Pending {
                sheet: pen.name.to_owned(),
                at: (pen.row, at),
                value: value.clone(),
                format: linked,
                to: to.clone(),
            }),
        }
    }
    let result = match &plain {
        Value::Blank => String::new(),
        other => number(other).map_or_else(|| fitting(&other.to_string()), |number| number.to_string()),
    };
    // A text that reads as a number or a truth value would come back as one.
    let is_taken = |text: &str| text.parse::<f64>().is_err() && !matches!(text, "TRUE" | "FALSE");
    match formula {
        Some(formula) if number(&plain).is_some() || is_taken(&result) => {
            let formula = Formula::new(formula).set_result(result);
            pen.sheet.write_formula_with_format(pen.row, at, formula, &format)?;
            Ok(())
        }
        _ => pen.value(at, &plain, &format),
    }
}

/// The first number of a column, whose format its formulas have whatever they say now.
fn prototype(rows: &[Row], col: usize) -> Value {
    let found = rows.iter().filter_map(|row| row.cells.get(col)).find(|value| number(value).is_some());
    match found {
        // Shares as typed have each its decimals; computed ones have those of a result.
        Some(Value::Percent { points, exact: false }) if points.fract() != 0.0 => {
            Value::Percent { points: *points, exact: true }
        }
        Some(value) => value.clone(),
        None => Value::Number { value: 0.0, decimals: 2 },
    }
}

fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number { value, .. } => *value,
        Value::Percent { points, .. } | Value::Meter(points) => *points,
        Value::Euro(amount) => *amount,
        Value::Count(n) => *n as f64,
        _ => return None,
    };
    Some(number).filter(|n| n.is_finite())
}

/// The cells say in words what their colour says; numbers on the scale have a bar.
fn conditions(pen: &mut Pen, live: &Live, first: u32, last: u32) -> Result<(), XlsxError> {
    for (col, computed) in &live.columns {
        let col = u16::try_from(*col).unwrap_or(u16::MAX);
        for (text, tone) in &computed.states {
            let (background, ink) = look::colours(*tone);
            let format = Format::new().set_background_color(background).set_font_color(ink);
            let rule = ConditionalFormatCellRule::EqualTo(text.clone());
            let condition = ConditionalFormatCell::new().set_rule(rule).set_format(format);
            pen.sheet.add_conditional_format(first, col, last, col, &condition)?;
        }
        if computed.bar {
            let bar = ConditionalFormatDataBar::new()
                .set_minimum(ConditionalFormatType::Number, 0)
                .set_maximum(ConditionalFormatType::Number, 100)
                .set_fill_color(0x00C7_D9EE)
                .set_solid_fill(true);
            pen.sheet.add_conditional_format(first, col, last, col, &bar)?;
        }
    }
    Ok(())
}

fn draw(pen: &mut Pen, chart: &Figura, header: u32, last: u32) -> Result<(), XlsxError> {
    pen.wide(&chart.caption, &look::caption())?;
    let kind = match chart.forma {
        Forma::Stacked => ChartType::BarStacked,
        Forma::Bars => ChartType::Bar,
    };
    let mut drawing = Drawing::new(kind);
    let label = u16::try_from(chart.label).unwrap_or(u16::MAX);
    for (col, tone) in &chart.values {
        let col = u16::try_from(*col).unwrap_or(u16::MAX);
        let mut fill = ChartFormat::new();
        fill.set_solid_fill(ChartSolidFill::new().set_color(look::fill(*tone)));
        let mut shown = ChartDataLabel::new();
        shown.show_value();
        match chart.forma {
            // A part that is empty has no label.
            Forma::Stacked => shown.set_num_format("0;;").set_font(ChartFont::new().set_color(0x00FF_FFFF)),
            Forma::Bars => shown.set_num_format("0.00"),
        };
        drawing
            .add_series()
            .set_name((pen.name, header, col))
            .set_categories((pen.name, header + 1, label, last, label))
            .set_values((pen.name, header + 1, col, last, col))
            .set_format(&mut fill)
            .set_gap(60)
            .set_data_label(&shown);
    }
    if chart.values.len() > 1 {
        drawing.legend().set_position(ChartLegendPosition::Bottom);
    } else {
        drawing.legend().set_hidden();
    }
    drawing.y_axis().set_reverse().set_font(ChartFont::new().set_size(9));
    match chart.forma {
        Forma::Stacked => drawing.x_axis().set_min(0).set_num_format("0"),
        Forma::Bars => drawing.x_axis().set_min(0).set_max(100).set_num_format("0"),
    };
    let bars =
        usize::try_from(last - header).unwrap_or(1) * if chart.forma == Forma::Bars { chart.values.len() } else { 1 };
    super::chart::place(pen, drawing, &chart.alt, bars)
}

/// A link to a cell of a workbook in a folder, if Excel can hold it.
fn source(folder: &str, luogo: &Luogo) -> Option<Url> {
    /// The longest link that is surely taken, in characters.
    const LONGEST_LINK: usize = 2_000;
    let foglio = luogo.foglio.as_deref()?;
    let cella = luogo.cella.map_or_else(|| "A1".to_owned(), |cella| cella.to_string());
    let file = format!("{folder}/{}", luogo.file);
    let target = format!("file:///{file}#{}!{cella}", quoted(foglio));
    // A number sign would begin the place within the file, a percent sign an escape.
    (!file.contains(['#', '%']) && target.chars().count() < LONGEST_LINK).then(|| Url::new(target))
}

fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// `[@Quota]` as `Partecipazioni[[#This Row],[Quota]]`, outside of texts.
fn expanded(formula: &str, table: &str) -> String {
    let mut out = String::new();
    let mut in_text = false;
    let mut rest = formula;
    while let Some(c) = rest.chars().next() {
        in_text ^= c == '"';
        if !in_text
            && let Some(own) = rest.strip_prefix("[@")
            && let Some((title, after)) = own.split_once(']')
        {
            out.extend([table, "[[#This Row],[", &title.replace(':', "]:["), "]]"]);
            rest = after;
            continue;
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_the_own_row_is_said_with_its_table() {
        for (short, full) in [
            ("SUM([@Gen:Dic])", "SUM(Fasi[[#This Row],[Gen]:[Dic]])"),
            ("[@Target dichiarato]+1", "Fasi[[#This Row],[Target dichiarato]]+1"),
            ("SUMIFS(Fasi[Grado],Fasi[Nr],[@Nr])", "SUMIFS(Fasi[Grado],Fasi[Nr],Fasi[[#This Row],[Nr]])"),
            ("IF(1,\"[@Nr]\",\"\")", "IF(1,\"[@Nr]\",\"\")"),
        ] {
            assert_eq!(expanded(short, "Fasi"), full);
        }
    }
}
