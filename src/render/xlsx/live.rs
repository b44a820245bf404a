//! Live tables: an Excel table whose computed columns are formulas with the report's values as their results, named
//! cells, links from row to row, and charts that draw the table's own cells.

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, ConditionalFormatType, DataValidation,
    DataValidationRule, Format, FormatUnderline, Formula, Table as ExcelTable, TableColumn, TableStyle, XlsxError,
};

use super::atlas::{Pending, Target};
use super::cell::{fitting, number};
use super::pen::Pen;
use super::{chart, links, look, table};
use crate::italian;
use crate::report::live::Input;
use crate::report::model::{Column, ColumnKind, Computed, Link, Live, Named, Row, Tone, Value};

/// A column as its cells are written.
struct Colonna<'a> {
    at: u16,
    kind: ColumnKind,
    adds: Option<&'a Computed>,
    /// The formula of all its cells, as the file writes it.
    formula: Option<String>,
    /// Whether some of its cells have a formula of their own.
    has_single: bool,
    /// The first number in it, whose format its formulas have whatever they say now.
    prototype: Value,
}

/// Writes the table with its charts.
pub(super) fn write(pen: &mut Pen, live: &Live, is_single: bool) -> Result<(), XlsxError> {
    // A table has at least one row, even an empty one.
    let blank = [Row { cells: vec![Value::Blank; live.table.columns.len()], from: None, total: false }];
    let is_empty = live.table.rows.is_empty();
    let rows: &[Row] = if is_empty { &blank } else { &live.table.rows };
    let columns = columns(live, rows, is_empty);
    let header_height = pen.header_height(&live.table.columns, is_single);
    let heights: Vec<f64> = rows.iter().map(|row| pen.row_height(&row.cells)).collect();
    pen.pages.keep_whole(pen.row, pen.down, look::CAPTION + header_height + heights.iter().sum::<f64>());
    pen.wide(&live.table.caption, &look::caption())?;
    let (header, above) = (pen.row, pen.down);
    let last = header + u32::try_from(rows.len()).unwrap_or(u32::MAX - header);
    declare(pen, live, &columns, (header, last), is_single)?;
    pen.end_row(header_height)?;
    pen.atlas.table(&live.name, pen.name, header + 1);
    for Named { row, col, name } in &live.named {
        let row = header + 1 + u32::try_from(*row).unwrap_or(u32::MAX - header - 1);
        pen.atlas.name(name, pen.name, (row, u16::try_from(*col).unwrap_or(u16::MAX)));
    }
    for ((n, row), height) in rows.iter().enumerate().zip(heights) {
        for (column, value) in columns.iter().zip(&row.cells) {
            let own = live.cells.get(&(n, usize::from(column.at))).map(|formula| expanded(formula, &live.name));
            cell(pen, column, (n, row), value, own.or_else(|| column.formula.clone()))?;
        }
        pen.end_row(height)?;
    }
    for column in &columns {
        conditions(pen, column, header + 1, last)?;
    }
    if is_single {
        table::keep_in_view(pen, header, above, live.lead)?;
    }
    pen.skip(1);
    live.charts.iter().try_for_each(|figura| chart::write(pen, figura, header, last))
}

fn columns<'a>(live: &'a Live, rows: &[Row], is_empty: bool) -> Vec<Colonna<'a>> {
    let column = |(col, column): (usize, &Column)| {
        let adds = live.columns.get(&col);
        let formula = adds.and_then(|adds| adds.formula.as_deref()).filter(|_| !is_empty);
        Colonna {
            at: u16::try_from(col).unwrap_or(u16::MAX),
            kind: column.kind,
            adds,
            formula: formula.map(|formula| expanded(formula, &live.name)),
            has_single: live.cells.keys().any(|(_, of)| *of == col),
            prototype: prototype(rows, col),
        }
    };
    live.table.columns.iter().enumerate().map(column).collect()
}

fn declare(
    pen: &mut Pen,
    live: &Live,
    columns: &[Colonna],
    (header, last): (u32, u32),
    is_single: bool,
) -> Result<(), XlsxError> {
    let declared: Vec<TableColumn> = columns
        .iter()
        .zip(&live.table.columns)
        .map(|(column, Column { title, .. })| {
            let format = look::header(column.kind, is_single);
            let is_computed = column.adds.is_some_and(|adds| adds.formula.is_some()) || column.has_single;
            let format = if is_computed { look::computed(format) } else { format };
            let declared = TableColumn::new().set_header(fitting(title)).set_header_format(format);
            match &column.formula {
                Some(formula) => declared.set_formula(Formula::new(formula)),
                None => declared,
            }
        })
        .collect();
    let table = ExcelTable::new()
        .set_name(&live.name)
        .set_columns(&declared)
        .set_style(TableStyle::None)
        .set_autofilter(is_single);
    let last_col = columns.last().map_or(0, |column| column.at);
    pen.sheet.add_table(header, 0, last, last_col, &table)?;
    Ok(())
}

fn cell(
    pen: &mut Pen,
    column: &Colonna,
    (n, row): (usize, &Row),
    value: &Value,
    formula: Option<String>,
) -> Result<(), XlsxError> {
    // Where a condition colours the cell by what it says, a colour of its own would stay behind.
    let has_states = column.adds.is_some_and(|adds| !adds.states.is_empty());
    let plain = match value {
        Value::Status(text, _) if has_states => Value::Status(text.clone(), Tone::Neutral),
        _ => value.clone(),
    };
    let mut format = look::cell(&plain, column.kind, row.total);
    // A cell with a formula of its own is a figure by itself; those of a column share their format.
    if formula.is_some() && !column.has_single {
        format = look::with_number(format, &column.prototype);
    }
    if column.adds.is_some_and(|adds| adds.input.is_some()) {
        format = look::input(format);
    }
    if let Some(link) = column.adds.and_then(|adds| adds.link.as_ref())
        && *value != Value::Blank
    {
        let linked = format.clone().set_underline(FormatUnderline::Single).set_font_color(look::INK);
        let to = match link {
            Link::Source(folder) => {
                if let Some(url) = row.from.as_ref().and_then(|luogo| links::within(folder, luogo)) {
                    let url = url.set_text(fitting(&value.to_string()));
                    pen.sheet.write_url_with_format(pen.row, column.at, url, &linked)?;
                    return Ok(());
                }
                None
            }
            Link::Row(table) => number(value).map(|n| Target::Row(table, n)),
            Link::Rows(rows) => rows.get(n).copied().flatten().map(|(table, n)| Target::Row(table, n as f64)),
            Link::Chapter => Some(Target::Sheet),
        };
        if let Some(to) = to {
            let at = (pen.row, column.at);
            pen.atlas.link(Pending { sheet: pen.name.to_owned(), at, value: value.clone(), format: linked, to });
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
            pen.sheet.write_formula_with_format(pen.row, column.at, formula, &format)?;
            Ok(())
        }
        _ => pen.value(column.at, &plain, &format),
    }
}

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

/// The cells say in words what their colour says; numbers on the scale have a bar; what is typed keeps within bounds.
fn conditions(pen: &mut Pen, column: &Colonna, first: u32, last: u32) -> Result<(), XlsxError> {
    let Some(adds) = column.adds else { return Ok(()) };
    for (text, tone) in &adds.states {
        let (background, ink) = look::colours(*tone);
        let format = Format::new().set_background_color(background).set_font_color(ink);
        // Within a formula a quotation mark is written twice.
        let rule = ConditionalFormatCellRule::EqualTo(text.replace('"', "\"\""));
        let condition = ConditionalFormatCell::new().set_rule(rule).set_format(format);
        pen.sheet.add_conditional_format(first, column.at, last, column.at, &condition)?;
    }
    if adds.bar {
        let bar = ConditionalFormatDataBar::new()
            .set_minimum(ConditionalFormatType::Number, 0)
            .set_maximum(ConditionalFormatType::Number, 100)
            .set_fill_color(0x00C7_D9EE)
            .set_solid_fill(true);
        pen.sheet.add_conditional_format(first, column.at, last, column.at, &bar)?;
    }
    if let Some(Input { least, most }) = &adds.input {
        let bounds = DataValidation::new()
            .allow_decimal_number(DataValidationRule::Between(*least, *most))
            .set_error_title("Valore non ammesso")?
            .set_error_message(format!(
                "Serve un numero da {} a {}.",
                italian::number(*least, 0),
                italian::number(*most, 0)
            ))?;
        pen.sheet.add_data_validation(first, column.at, last, column.at, &bounds)?;
    }
    Ok(())
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
