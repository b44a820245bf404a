//! How a value is written.

use crate::report::model::{Tone, Value};

/// A value's text and tone. What is not there is shown as a dash, so that nobody takes it for an oversight.
#[must_use]
pub fn shown(value: &Value) -> (String, Tone) {
    match value {
        Value::Blank => ("–".to_owned(), Tone::Neutral),
        Value::Status(text, tone) => (text.clone(), *tone),
        other => (other.to_string(), Tone::Neutral),
    }
}

/// Whether a value is set on the decimal comma.
#[must_use]
pub fn is_number(value: &Value) -> bool {
    matches!(value, Value::Count(_) | Value::Number { .. } | Value::Percent { .. } | Value::Euro(_))
}

/// What stands from the comma on, or the sign of the percentage where there is no comma.
#[must_use]
pub fn from_comma(text: &str) -> &str {
    text.find(',').or_else(|| text.find('%')).map_or("", |at| &text[at..])
}
