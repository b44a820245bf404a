//! Charts: their values in a small table, and under it the chart that reads them.

use rust_xlsxwriter::{
    Chart as Drawing, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartPoint, ChartSolidFill,
    ChartType, XlsxError,
};

use super::look;
use super::sheet::{Pen, fitting};
use crate::report::model::{Chart, ColumnKind, Shape, Tone, Value};

/// Height of a row that a chart lies over, in pixels (15 points).
const ROW: u32 = 20;

/// The widths that the table of values asks for: of the labels, then of each other column.
pub(super) fn asks(shape: &Shape) -> (f64, Vec<f64>) {
    let label = |texts: &mut dyn Iterator<Item = &String>| texts.map(|t| look::width(t)).fold(0.0, f64::max) + 2.0;
    match shape {
        Shape::Bars { bars, .. } => (label(&mut bars.iter().map(|(l, ..)| l)), vec![16.0]),
        Shape::Stacked { parts, bars } => (label(&mut bars.iter().map(|(l, _)| l)), vec![14.0; parts.len()]),
        Shape::Dots { rows, .. } => (label(&mut rows.iter().map(|(l, _)| l)), vec![9.0; most(rows)]),
    }
}

/// The values of the longest row of dots.
fn most(rows: &[(String, Vec<f64>)]) -> usize {
    rows.iter().map(|(_, values)| values.len()).max().unwrap_or(0)
}

/// Writes the values and the chart.
pub(super) fn write(pen: &mut Pen, chart: &Chart) -> Result<(), XlsxError> {
    match &chart.shape {
        Shape::Bars { max, bars, marks } => {
            let rows: Vec<Vec<Value>> = bars
                .iter()
                .map(|(_, value, _)| {
                    let absent = || Value::Status("non valutabile".to_owned(), Tone::Neutral);
                    vec![value.map_or_else(absent, |value| Value::Number { value, decimals: 2 })]
                })
                .collect();
            let labels: Vec<&str> = bars.iter().map(|(label, ..)| label.as_str()).collect();
            let header = values(pen, &["Valore"], &labels, &rows)?;
            let tones: Vec<Tone> = bars.iter().map(|(_, _, tone)| *tone).collect();
            draw_bars(pen, chart, header, *max, &tones)?;
            if !marks.is_empty() {
                let said: Vec<String> =
                    marks.iter().map(|(at, label)| format!("{label} da {}", crate::italian::number(*at, 2))).collect();
                pen.note(&format!("Soglie: {}.", said.join("; ")))?;
            }
            Ok(())
        }
        Shape::Stacked { parts, bars } => {
            let rows: Vec<Vec<Value>> =
                bars.iter().map(|(_, counts)| counts.iter().map(|n| Value::Count(i64::from(*n))).collect()).collect();
            let labels: Vec<&str> = bars.iter().map(|(label, _)| label.as_str()).collect();
            let titles: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
            let header = values(pen, &titles, &labels, &rows)?;
            draw_stacked(pen, chart, header, parts, bars.len())
        }
        Shape::Dots { rows, .. } => {
            let titles: Vec<String> = (1..=most(rows)).map(|n| n.to_string()).collect();
            let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
            let number = |value: &f64| Value::Number { value: *value, decimals: 2 };
            let cells: Vec<Vec<Value>> = rows.iter().map(|(_, values)| values.iter().map(number).collect()).collect();
            let labels: Vec<&str> = rows.iter().map(|(label, _)| label.as_str()).collect();
            values(pen, &titles, &labels, &cells).map(|_| ())
        }
    }
}

/// The table of values; the row of its header is returned.
fn values(pen: &mut Pen, titles: &[&str], labels: &[&str], rows: &[Vec<Value>]) -> Result<u32, XlsxError> {
    let header = pen.row;
    pen.sheet.write_string_with_format(header, 0, "Voce", &look::header(ColumnKind::Text))?;
    let mut tallest = 1;
    for (col, title) in (1_u16..).zip(titles) {
        pen.sheet.write_string_with_format(header, col, fitting(title), &look::header(ColumnKind::Number))?;
        tallest = tallest.max(look::lines(title, (pen.widths[usize::from(col)] - 1.0) / 1.08));
    }
    pen.sheet.set_row_height(header, look::height(tallest) + 2.0)?;
    pen.row += 1;
    for (label, row) in labels.iter().zip(rows) {
        let name = Value::Text((*label).to_owned());
        pen.value(0, &name, &look::cell(&name, ColumnKind::Text, false))?;
        for (col, value) in (1_u16..).zip(row) {
            pen.value(col, value, &look::cell(value, ColumnKind::Number, false))?;
        }
        pen.sheet.set_row_height(pen.row, look::height(look::lines(label, pen.widths[0])))?;
        pen.row += 1;
    }
    Ok(header)
}

fn draw_bars(pen: &mut Pen, chart: &Chart, header: u32, max: f64, tones: &[Tone]) -> Result<(), XlsxError> {
    let Some(last) = u32::try_from(tones.len()).ok().filter(|n| *n > 0).map(|n| header + n) else { return Ok(()) };
    let mut drawing = Drawing::new(ChartType::Bar);
    let points: Vec<ChartPoint> = tones.iter().map(|tone| ChartPoint::new().set_format(&mut solid(*tone))).collect();
    drawing
        .add_series()
        .set_name((pen.name, header, 1))
        .set_categories((pen.name, header + 1, 0, last, 0))
        .set_values((pen.name, header + 1, 1, last, 1))
        .set_points(&points)
        .set_gap(60)
        .set_data_label(ChartDataLabel::new().show_value().set_num_format("0.00"));
    drawing.legend().set_hidden();
    drawing.y_axis().set_reverse().set_font(ChartFont::new().set_size(9));
    drawing.x_axis().set_min(0).set_max(max);
    place(pen, drawing, &chart.alt, tones.len())
}

fn draw_stacked(
    pen: &mut Pen,
    chart: &Chart,
    header: u32,
    parts: &[(String, Tone)],
    bars: usize,
) -> Result<(), XlsxError> {
    let Some(last) = u32::try_from(bars).ok().filter(|n| *n > 0).map(|n| header + n) else { return Ok(()) };
    let mut drawing = Drawing::new(ChartType::BarStacked);
    for (col, (_, tone)) in (1_u16..).zip(parts) {
        drawing
            .add_series()
            .set_name((pen.name, header, col))
            .set_categories((pen.name, header + 1, 0, last, 0))
            .set_values((pen.name, header + 1, col, last, col))
            .set_format(&mut solid(*tone))
            .set_gap(60)
            // A part that is empty has no label.
            .set_data_label(
                ChartDataLabel::new()
                    .show_value()
                    .set_num_format("0;;")
                    .set_font(ChartFont::new().set_color(0x00FF_FFFF)),
            );
    }
    drawing.legend().set_position(ChartLegendPosition::Bottom);
    drawing.y_axis().set_reverse().set_font(ChartFont::new().set_size(9));
    drawing.x_axis().set_min(0).set_num_format("0");
    place(pen, drawing, &chart.alt, bars)
}

fn solid(tone: Tone) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(look::fill(tone)));
    format
}

/// Puts a drawing under what is written, with its description.
pub(super) fn place(pen: &mut Pen, mut drawing: Drawing, alt: &str, bars: usize) -> Result<(), XlsxError> {
    let rows = (u32::try_from(bars).unwrap_or(u32::MAX).saturating_mul(2) + 5).clamp(8, 60);
    drawing.title().set_hidden();
    // Excel takes at most 255 characters as a description.
    drawing.set_alt_text(alt.chars().take(250).collect::<String>());
    drawing.set_width(760).set_height(rows * ROW);
    pen.sheet.insert_chart(pen.row + 1, 0, &drawing)?;
    pen.row += rows + 2;
    Ok(())
}
