//! How the values of a report are written in Italian: `1.234,50`, `77,50%`, `€ 357.000,00`.

use std::fmt;

use super::model::Value;
use crate::italian::{number, percent_as_typed};

/// The months as short as they are usually written.
const MESI: [&str; 12] = ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"];

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // A workbook has no pages.
            Self::Blank | Self::Page(_) => Ok(()),
            Self::Text(text) | Self::Status(text, _) | Self::Cella { text, .. } => f.write_str(text),
            Self::Count(n) => {
                let minus = if *n < 0 { "\u{2212}" } else { "" };
                let digits = n.unsigned_abs().to_string();
                f.write_str(minus)?;
                for (i, digit) in digits.chars().enumerate() {
                    if i > 0 && (digits.len() - i).is_multiple_of(3) {
                        f.write_str(".")?;
                    }
                    write!(f, "{digit}")?;
                }
                Ok(())
            }
            Self::Number { value, decimals } => f.write_str(&number(*value, usize::from(*decimals))),
            Self::Percent { points, exact: true } => write!(f, "{}%", number(*points, 2)),
            Self::Percent { points, exact: false } => f.write_str(&percent_as_typed(*points)),
            Self::Months { shares, target, raggiunto, .. } => {
                let planned = MESI.iter().zip(shares).filter_map(|(name, share)| share.map(|share| (name, share)));
                let said: Vec<String> =
                    planned.map(|(name, share)| format!("{name} {}", percent_as_typed(share))).collect();
                let planned = if said.is_empty() { "nessuna quota prevista".to_owned() } else { said.join(", ") };
                write!(f, "Previsto: {planned}.")?;
                for (label, points) in [("Target", target), ("Raggiunto", raggiunto)] {
                    if let Some(points) = points {
                        write!(f, " {label}: {}.", percent_as_typed(*points))?;
                    }
                }
                Ok(())
            }
            Self::Meter(points) => f.write_str(&number(*points, 2)),
            Self::Trend(from, to) => write!(f, "da {} a {}", percent_as_typed(*from), percent_as_typed(*to)),
            Self::Euro(amount) => write!(f, "€\u{a0}{}", number(*amount, 2)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_an_italian_reads_them() {
        assert_eq!(Value::Euro(357_000.0).to_string(), "€\u{a0}357.000,00");
        assert_eq!(Value::Count(-1_234).to_string(), "\u{2212}1.234");
    }
}
