//! Breaking text into lines.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::fonts::{Face, Fonts};

/// A typeface at a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The face.
    pub face: Face,
    /// The size in points.
    pub size: f32,
    /// From one baseline to the next, in points.
    pub leading: f32,
}

impl Style {
    /// A style.
    #[must_use]
    pub const fn new(face: Face, size: f32, leading: f32) -> Self {
        Self { face, size, leading }
    }
}

/// A line of a wrapped text.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The text, with a blank at the end where the text goes on: else the words of two lines would be read as one.
    pub text: String,
    /// The visible width in points.
    pub width: f32,
}

/// The lines of a text within a width. Words wider than it are cut; an empty text has no lines.
#[must_use]
pub fn wrap(fonts: &Fonts, style: Style, text: &str, width: f32) -> Vec<Line> {
    let text = fonts.clean(text);
    let measure = |piece: &str| fonts.width(style.face, style.size, piece);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut line_width = 0.0_f32;
    let mut start = 0;
    for (end, opportunity) in linebreaks(&text) {
        let piece = &text[start..end];
        start = end;
        let word = piece.trim_end_matches(['\n', ' ']);
        let word_width = measure(word);
        if !line.is_empty() && line_width + word_width > width {
            lines.push(std::mem::take(&mut line));
            line_width = 0.0;
        }
        if word_width > width {
            // A word wider than the column is cut where it reaches the edge.
            for c in word.chars() {
                let grown = measure(&format!("{line}{c}"));
                if grown > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
            line_width = measure(&line);
        } else {
            line.push_str(word);
            line_width += word_width;
        }
        let blanks = piece[word.len()..].trim_end_matches('\n');
        line.push_str(blanks);
        line_width += measure(blanks);
        if opportunity == BreakOpportunity::Mandatory && (end < text.len() || !line.is_empty()) {
            lines.push(std::mem::take(&mut line));
            line_width = 0.0;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    let last = lines.len().saturating_sub(1);
    lines
        .into_iter()
        .enumerate()
        .map(|(i, line)| {
            let visible = line.trim_end();
            let width = measure(visible);
            let text = match (i < last, visible.len() < line.len()) {
                (true, true) => format!("{visible} "),
                _ => visible.to_owned(),
            };
            Line { text, width }
        })
        .collect()
}

/// The text on one line, cut with an ellipsis where it is wider than `width`.
#[must_use]
pub fn shorten(fonts: &Fonts, style: Style, text: &str, width: f32) -> Line {
    let text = fonts.clean(text).replace('\n', " ");
    let measure = |piece: &str| fonts.width(style.face, style.size, piece);
    let whole = measure(&text);
    if whole <= width {
        return Line { text, width: whole };
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if measure(&format!("{kept}…")) > width {
            kept.pop();
            break;
        }
    }
    let text = format!("{}…", kept.trim_end());
    let width = measure(&text);
    Line { text, width }
}

/// Lines that other text of the same node follows: the last one ends with a blank, or words would be read as one.
#[must_use]
pub fn spoken(mut lines: Vec<Line>) -> Vec<Line> {
    if let Some(last) = lines.last_mut() {
        last.text.push(' ');
    }
    lines
}

/// The width of the widest word, which a column should not be narrower than.
#[must_use]
pub fn widest_word(fonts: &Fonts, style: Style, text: &str) -> f32 {
    let text = fonts.clean(text);
    let mut start = 0;
    let mut widest = 0.0_f32;
    for (end, _) in linebreaks(&text) {
        widest = widest.max(fonts.width(style.face, style.size, text[start..end].trim_end()));
        start = end;
    }
    widest
}
