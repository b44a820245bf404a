//! Colours and formats.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::report::model::{ColumnKind, Tone, Value};

/// Height of an empty row, in points.
pub(super) const ROW: f64 = 15.0;
/// Height of a caption, in points.
pub(super) const CAPTION: f64 = 18.0;
/// How much wider bold text is, and the text of headings and of key figures.
pub(super) const BOLD: f64 = 1.04;
pub(super) const LARGE: f64 = 1.35;
/// How far a text stands from the left edge of its cell, as Excel counts it, and what that takes of the width in
/// characters: without it, it would touch the number of the column before.
const TEXT_INDENT: u8 = 1;
pub(super) const INDENT: f64 = 1.3;
/// The room that the button of a filter takes in a header, in characters.
pub(super) const BUTTON: f64 = 2.6;

/// Background and ink of a tone.
pub(super) fn colours(tone: Tone) -> (u32, u32) {
    match tone {
        Tone::Neutral => (0x00F2_F4F7, 0x0033_3F50),
        Tone::Good => (0x00E2_F3E6, 0x001B_5E20),
        Tone::Warning => (0x00FF_F3D6, 0x007A_4F00),
        Tone::Bad => (0x00FB_E1DF, 0x008C_1D18),
    }
}

/// The fill of a bar.
pub(super) fn fill(tone: Tone) -> u32 {
    match tone {
        Tone::Neutral => 0x008A_94A3,
        Tone::Good => 0x002E_7D4F,
        Tone::Warning => 0x00D9_9A1C,
        Tone::Bad => 0x00B3_3A32,
    }
}

/// What is written on the fill of a bar.
pub(super) fn on_fill(tone: Tone) -> u32 {
    if tone == Tone::Warning { 0x0033_2200 } else { 0x00FF_FFFF }
}

pub(super) const INK: u32 = 0x001F_3A5F;
pub(super) const RULE: u32 = 0x00D0_D5DD;

pub(super) fn title() -> Format {
    Format::new().set_bold().set_font_size(16).set_font_color(INK).set_align(FormatAlign::VerticalCenter)
}

pub(super) fn heading(level: u8) -> Format {
    let size = match level {
        2 => 14,
        3 => 12,
        _ => 11,
    };
    wrapped().set_bold().set_font_size(size).set_font_color(INK)
}

pub(super) fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top).set_align(FormatAlign::Left)
}

pub(super) fn caption() -> Format {
    wrapped().set_bold().set_font_color(INK)
}

pub(super) fn label() -> Format {
    wrapped().set_font_color(0x0047_5467)
}

pub(super) fn notice(tone: Tone) -> Format {
    let (background, ink) = colours(tone);
    wrapped().set_background_color(background).set_font_color(ink).set_border(FormatBorder::Thin).set_border_color(RULE)
}

/// The header of a column; the button of a filter would cover the end of a text on the right.
pub(super) fn header(kind: ColumnKind, with_button: bool) -> Format {
    let format = Format::new()
        .set_bold()
        .set_font_color(0x00FF_FFFF)
        .set_background_color(INK)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_border_color(RULE);
    match kind {
        ColumnKind::Number => {
            format.set_align(FormatAlign::Right).set_indent(if with_button { 2 } else { TEXT_INDENT })
        }
        ColumnKind::Text | ColumnKind::Code => format.set_align(FormatAlign::Left).set_indent(TEXT_INDENT),
    }
}

/// The header of a column that is computed.
pub(super) fn computed(header: Format) -> Format {
    header.set_background_color(0x0017_5E54).set_italic()
}

/// A cell whose number is meant to be changed.
pub(super) fn input(cell: Format) -> Format {
    cell.set_background_color(0x00FF_FBE6).set_font_color(0x0000_3399)
}

/// The format of a cell of a table.
pub(super) fn cell(value: &Value, kind: ColumnKind, total: bool) -> Format {
    let mut format = with_number(plain(kind), value).set_border(FormatBorder::Thin).set_border_color(RULE);
    if let Value::Status(_, tone) = value
        && *tone != Tone::Neutral
    {
        let (background, ink) = colours(*tone);
        format = format.set_background_color(background).set_font_color(ink);
    }
    if total { format.set_bold().set_background_color(0x00E8_EDF4) } else { format }
}

fn plain(kind: ColumnKind) -> Format {
    let format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    match kind {
        ColumnKind::Number => format.set_align(FormatAlign::Right),
        ColumnKind::Text | ColumnKind::Code => format.set_align(FormatAlign::Left).set_indent(TEXT_INDENT),
    }
}

/// The format with the number format that shows the value as its `Display` does.
pub(super) fn with_number(format: Format, value: &Value) -> Format {
    let Some(number) = number_format(value) else { return format };
    // A number would touch the text of the next column: `_)` leaves the width of a bracket after it.
    format.set_num_format(number + "_)")
}

fn number_format(value: &Value) -> Option<String> {
    Some(match value {
        Value::Blank
        | Value::Text(_)
        | Value::Status(..)
        | Value::Cella { .. }
        | Value::Months { .. }
        | Value::Trend(..)
        | Value::Page(_) => return None,
        Value::Meter(_) => "0.00".to_owned(),
        Value::Count(_) | Value::Number { decimals: 0, .. } => "#,##0".to_owned(),
        Value::Number { decimals, .. } => format!("#,##0.{}", "0".repeat(usize::from(*decimals).min(9))),
        Value::Percent { exact: true, .. } => "0.00\"%\"".to_owned(),
        // Excel would leave a lone comma after a whole number with optional decimals, so each length has its own.
        Value::Percent { points, exact: false } => {
            let shown = crate::italian::percent_as_typed(*points);
            let decimals = shown.split_once(',').map_or(0, |(_, rest)| rest.trim_end_matches('%').len());
            match decimals {
                0 => "0\"%\"",
                1 => "0.0\"%\"",
                _ => "0.00\"%\"",
            }
            .to_owned()
        }
        Value::Euro(_) => "[$€-410] #,##0.00".to_owned(),
    })
}
