//! What a cell can hold of a value.

use crate::report::model::Value;

/// The most characters that a cell may hold.
const LONGEST: usize = 32_767;

/// The number that a value is, if it is one.
pub(super) fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number { value, .. } => *value,
        Value::Percent { points, .. } | Value::Meter(points) => *points,
        Value::Euro(amount) => *amount,
        Value::Count(n) => *n as f64,
        Value::Blank
        | Value::Text(_)
        | Value::Status(..)
        | Value::Cella { .. }
        | Value::Months { .. }
        | Value::Trend(..)
        | Value::Page(_) => return None,
    };
    Some(number).filter(|number| number.is_finite())
}

/// The text as a cell can hold it: no longer than Excel allows, without the characters that no file may contain.
pub(super) fn fitting(text: &str) -> String {
    let text = &text.replace("\r\n", "\n");
    let is_fit = |c: &char| matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    let mut units = 0;
    let fits = text.chars().filter(is_fit).take_while(|c| {
        units += c.len_utf16();
        units < LONGEST
    });
    let mut kept: String = fits.collect();
    if units >= LONGEST {
        kept.push('…');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_fits_a_cell_whatever_was_typed() {
        assert_eq!(fitting("a\u{0}b\u{1f}c\r\nd\te\u{ffff}"), "abc\nd\te");
        assert_eq!(fitting("=1+1"), "=1+1");
        for text in ["x".repeat(LONGEST), "x".repeat(LONGEST + 1), "𝄞".repeat(LONGEST)] {
            let kept = fitting(&text);
            assert!(kept.encode_utf16().count() <= LONGEST, "{}", kept.len());
            assert!(kept.ends_with('…'));
        }
        assert!(!fitting(&"x".repeat(LONGEST - 1)).ends_with('…'));
    }
}
