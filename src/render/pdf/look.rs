//! How pages look: the grid, the type, the colours. One place, so that a change of taste is a change of one line.

use super::display::{Color, PAGE_HEIGHT, PAGE_WIDTH};
use super::fonts::Face;
use super::text::Style;
use crate::report::model::Tone;

/// The left and right margins in points.
pub const MARGIN: f32 = 54.0;
/// Where the text begins.
pub const TOP: f32 = 66.0;
/// Where the text ends.
pub const BOTTOM: f32 = PAGE_HEIGHT - 54.0;
/// The width of the text.
pub const WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;
/// Between two columns of a page.
pub const GUTTER: f32 = 18.0;

/// Running text.
pub const BODY: Style = Style::new(Face::Regular, 9.5, 13.5);
/// Running text set in bold.
pub const STRONG: Style = Style::new(Face::SemiBold, 9.5, 13.5);
/// Small text: captions' notes, axes, heads and feet of pages.
pub const SMALL: Style = Style::new(Face::Regular, 8.0, 10.6);
/// Small text set in bold.
pub const SMALL_STRONG: Style = Style::new(Face::SemiBold, 8.0, 10.6);
/// Captions of tables and charts.
pub const CAPTION: Style = Style::new(Face::SemiBold, 9.0, 12.5);

/// Text. Contrast with white 16:1.
pub const INK: Color = Color(0x17, 0x24, 0x33);
/// Secondary text. Contrast with white 7:1.
pub const MUTED: Color = Color(0x45, 0x55, 0x67);
/// The accent, the blue of the Italian public administration's design system. Contrast with white 5.6:1.
pub const ACCENT: Color = Color(0x00, 0x66, 0xcc);
/// Text on the accent. Contrast 5.6:1.
pub const WHITE: Color = Color(255, 255, 255);
/// The accent's pale tint, for fills under text. Contrast of the accent with it 4.8:1.
pub const TINT: Color = Color(0xe9, 0xf1, 0xfa);
/// Hairlines.
pub const RULE: Color = Color(0xc5, 0xcf, 0xd9);

/// A tone's colour, for text and marks. Contrast with white at least 5:1.
#[must_use]
pub fn tone_color(tone: Tone) -> Color {
    match tone {
        Tone::Neutral => MUTED,
        Tone::Good => Color(0x00, 0x6b, 0x45),
        Tone::Warning => Color(0x8f, 0x55, 0x00),
        Tone::Bad => Color(0xb3, 0x20, 0x38),
    }
}

/// A tone's fill under text. Contrast of the tone's colour with it at least 4.5:1.
#[must_use]
pub fn pale(tone: Tone) -> Color {
    match tone {
        Tone::Neutral => Color(0xf2, 0xf5, 0xf8),
        Tone::Good => Color(0xe9, 0xf6, 0xf0),
        Tone::Warning => Color(0xfd, 0xf4, 0xe3),
        Tone::Bad => Color(0xfc, 0xec, 0xee),
    }
}

/// How close things are set.
#[derive(Clone, Copy, Debug)]
pub struct Set {
    /// Running text.
    pub body: Style,
    /// The size of a table's text.
    pub table: f32,
    /// Over and under a cell's text.
    pub pad: f32,
    /// The least height of a row with a drawing.
    pub drawing: f32,
    /// The size and leading of facts, and the space between two.
    pub fact: (f32, f32, f32),
    /// What part of the usual space stands around headings and after blocks.
    pub air: f32,
    /// Key figures in a strip, each beside its label, instead of over it.
    pub strip: bool,
}

impl Set {
    /// Running pages.
    pub const OPEN: Self =
        Self { body: BODY, table: 8.5, pad: 2.6, drawing: 16.5, fact: (8.5, 11.5, 3.6), air: 1.0, strip: false };
    /// A page that holds one thing.
    pub const SHEET: Self = Self {
        body: Style::new(Face::Regular, 9.0, 12.2),
        table: 8.2,
        pad: 2.1,
        drawing: 15.0,
        fact: (8.2, 10.6, 2.8),
        air: 0.75,
        strip: true,
    };
    /// The same where it would not fit.
    pub const CLOSE: Self = Self {
        body: Style::new(Face::Regular, 8.5, 11.0),
        table: 7.6,
        pad: 1.4,
        drawing: 13.0,
        fact: (7.6, 9.6, 1.8),
        air: 0.5,
        strip: true,
    };
}

/// A heading's type, colour, and the space before and after it.
#[must_use]
pub fn heading(level: u8) -> (Style, Color, f32, f32) {
    match level {
        1 => (Style::new(Face::Bold, 20.0, 24.0), ACCENT, 0.0, 12.0),
        2 => (Style::new(Face::SemiBold, 14.0, 17.5), INK, 14.0, 6.0),
        3 => (Style::new(Face::SemiBold, 11.0, 14.5), ACCENT, 10.0, 3.0),
        _ => (Style::new(Face::SemiBold, 9.5, 13.0), MUTED, 7.0, 2.0),
    }
}

/// From a line's top to its baseline.
#[must_use]
pub fn baseline(style: Style) -> f32 {
    style.leading / 2.0 + style.size * 0.33
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(Color(r, g, b): Color) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_can_be_read_on_what_it_stands_on() {
        let mut pairs = vec![
            (WHITE, ACCENT),
            (TINT, ACCENT),
            (INK, WHITE),
            (INK, TINT),
            (MUTED, WHITE),
            (MUTED, TINT),
            (ACCENT, WHITE),
            (ACCENT, TINT),
        ];
        for tone in [Tone::Neutral, Tone::Good, Tone::Warning, Tone::Bad] {
            pairs.extend([(tone_color(tone), WHITE), (tone_color(tone), TINT)]);
            pairs.extend([(tone_color(tone), pale(tone)), (INK, pale(tone))]);
        }
        for (text, ground) in pairs {
            assert!(contrast(text, ground) >= 4.5, "{text:?} on {ground:?}: {:.2}", contrast(text, ground));
        }
    }
}
