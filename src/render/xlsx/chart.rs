//! Charts that draw the cells of a live table.

use rust_xlsxwriter::{
    Chart as Drawing, ChartAxisCrossing, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartSolidFill, ChartType, XlsxError,
};

use super::look;
use super::pen::Pen;
use crate::report::model::{Figura, Forma, Tone};

/// Width of a chart, in pixels.
const WIDTH: u32 = 860;
/// Height of a row that a chart lies over, in pixels.
const ROW: u32 = 20;
const FEWEST_ROWS: u32 = 8;
const MOST_ROWS: u32 = 60;

/// Draws a chart of the table's rows from the one under `header` to `last`.
pub(super) fn write(pen: &mut Pen, chart: &Figura, header: u32, last: u32) -> Result<(), XlsxError> {
    let bars = last - header;
    let rows = match chart.forma {
        Forma::Bars if chart.values.len() > 1 => bars.saturating_mul(9).div_ceil(4) + 4,
        Forma::Bars => bars.saturating_mul(3).div_ceil(2) + 2,
        Forma::Stacked => bars.saturating_mul(3).div_ceil(2) + 4,
    };
    let rows = rows.clamp(FEWEST_ROWS, MOST_ROWS);
    // The caption, the drawing and a row after each.
    let height = look::CAPTION + f64::from(rows + 1) * look::ROW;
    pen.pages.keep(pen.row, pen.down, height);
    pen.wide(&chart.caption, &look::caption())?;
    let mut drawing = drawing(pen.name, chart, header, last);
    // Excel takes at most 255 characters as a description.
    drawing.set_alt_text(chart.alt.chars().take(250).collect::<String>());
    drawing.set_width(WIDTH).set_height(rows * ROW);
    pen.sheet.insert_chart(pen.row, 0, &drawing)?;
    pen.skip(rows + 1);
    Ok(())
}

fn drawing(sheet: &str, chart: &Figura, header: u32, last: u32) -> Drawing {
    let mut drawing = Drawing::new(match chart.forma {
        Forma::Stacked => ChartType::BarStacked,
        Forma::Bars => ChartType::Bar,
    });
    let label = u16::try_from(chart.label).unwrap_or(u16::MAX);
    for (col, tone) in &chart.values {
        let col = u16::try_from(*col).unwrap_or(u16::MAX);
        let mut shown = ChartDataLabel::new();
        shown.show_value();
        match chart.forma {
            // A part that is empty has no label.
            Forma::Stacked => shown.set_num_format("0;;").set_font(ChartFont::new().set_color(look::on_fill(*tone))),
            Forma::Bars => shown.set_num_format("0.00"),
        };
        drawing
            .add_series()
            .set_name((sheet, header, col))
            .set_categories((sheet, header + 1, label, last, label))
            .set_values((sheet, header + 1, col, last, col))
            .set_format(&mut solid(*tone))
            .set_gap(if chart.values.len() > 1 && chart.forma == Forma::Bars { 40 } else { 60 })
            .set_data_label(&shown);
    }
    if chart.values.len() > 1 {
        drawing.legend().set_position(ChartLegendPosition::Bottom);
    } else {
        drawing.legend().set_hidden();
    }
    drawing.title().set_hidden();
    // The first row on top, and the scale under the last.
    drawing.y_axis().set_reverse().set_crossing(ChartAxisCrossing::Max).set_font(ChartFont::new().set_size(9));
    // Every bar says its number: the scale is only a guide to the eye.
    let mut rule = ChartLine::new();
    rule.set_color(look::RULE);
    let axis = drawing.x_axis();
    axis.set_min(0).set_num_format("0").set_major_gridlines_line(&rule).set_font(ChartFont::new().set_size(9));
    if chart.forma == Forma::Bars {
        axis.set_max(100).set_major_unit(20);
    }
    drawing
}

fn solid(tone: Tone) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(look::fill(tone)));
    format
}
