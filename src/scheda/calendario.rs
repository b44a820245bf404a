//! Days of the year, and the days at which the form's columns are filled in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Scadenza;
use crate::italian::MESI;

const GIORNI: [i8; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// A day of every year. It is read from `31-07` (or `31/07`) and written `31 luglio`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Giorno {
    mese: i8,
    giorno: i8,
}

impl Giorno {
    /// The month, 1–12.
    #[must_use]
    pub const fn mese(self) -> i8 {
        self.mese
    }

    /// The day of a year; 29 February is the 28th where there is no 29th.
    #[must_use]
    pub fn del(self, anno: i16) -> jiff::civil::Date {
        let first = jiff::civil::date(anno, self.mese, 1);
        first.with().day(self.giorno.min(first.days_in_month())).build().unwrap_or(first)
    }
}

impl fmt::Display for Giorno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mese = usize::try_from(self.mese).ok().and_then(|m| MESI.get(m.checked_sub(1)?)).copied().unwrap_or("");
        write!(f, "{} {mese}", self.giorno)
    }
}

impl TryFrom<String> for Giorno {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Giorno> for String {
    fn from(Giorno { giorno, mese }: Giorno) -> Self {
        format!("{giorno:02}-{mese:02}")
    }
}

impl FromStr for Giorno {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("«{text}» non è un giorno dell'anno: scrivere giorno e mese, per esempio \"31-07\"");
        let (giorno, mese) = text.trim().split_once(['-', '/']).ok_or_else(wrong)?;
        let (giorno, mese): (i8, i8) = giorno.parse().ok().zip(mese.parse().ok()).ok_or_else(wrong)?;
        let last = usize::try_from(mese).ok().and_then(|m| GIORNI.get(m.checked_sub(1)?)).ok_or_else(wrong)?;
        if (1..=*last).contains(&giorno) { Ok(Self { mese, giorno }) } else { Err(wrong()) }
    }
}

/// The days of the form's two sets of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendario {
    /// The day of the first set.
    pub luglio: Giorno,
    /// The day of the second set.
    pub dicembre: Giorno,
}

impl Calendario {
    /// The day of a set of columns.
    #[must_use]
    pub const fn giorno(&self, scadenza: Scadenza) -> Giorno {
        match scadenza {
            Scadenza::Luglio => self.luglio,
            Scadenza::Dicembre => self.dicembre,
        }
    }
}

/// 31 July and 31 December.
impl Default for Calendario {
    fn default() -> Self {
        Self { luglio: Giorno { mese: 7, giorno: 31 }, dicembre: Giorno { mese: 12, giorno: 31 } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_written_as_people_do() {
        for (text, words, date) in [
            ("31-07", "31 luglio", "2022-07-31"),
            ("30/9", "30 settembre", "2022-09-30"),
            ("29-02", "29 febbraio", "2022-02-28"),
        ] {
            let giorno: Giorno = text.parse().unwrap();
            assert_eq!((giorno.to_string().as_str(), giorno.del(2022).to_string().as_str()), (words, date));
        }
        for text in ["31", "31-06", "0-1", "1-13", "luglio", "31-07-2022"] {
            assert!(text.parse::<Giorno>().unwrap_err().contains("per esempio"), "{text}");
        }
    }
}
