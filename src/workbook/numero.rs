//! What a number means by its format: a number, a date, a time of day.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::grid::CellValue;

/// The format of a cell that has none.
pub(super) const GENERAL: &str = "General";

/// A number as its format shows it. `from_1904` is the workbook's other epoch.
pub(super) fn value(number: f64, code: &str, from_1904: bool) -> CellValue {
    if !number.is_finite() {
        return CellValue::Error("#NUM!".to_owned());
    }
    match kind(code) {
        Kind::Date => day(number, from_1904).map_or(CellValue::Number(number), CellValue::Date),
        Kind::Time => CellValue::Text(time(number)),
        Kind::Number => CellValue::Number(number),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Date,
    Time,
}

/// Looks at the letters of a format's first section that are not literal text.
fn kind(code: &str) -> Kind {
    if code.eq_ignore_ascii_case(GENERAL) || code.eq_ignore_ascii_case("standard") || code == "@" {
        return Kind::Number;
    }
    let (mut year_or_day, mut month, mut clock) = (false, false, false);
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => while letters.next().is_some_and(|c| c != '"') {},
            '\\' | '_' | '*' => {
                letters.next();
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|c| *c != ']').collect();
                let inside = inside.to_lowercase();
                clock |= !inside.is_empty()
                    && (inside.chars().all(|c| c == 'h')
                        || inside.chars().all(|c| c == 'm')
                        || inside.chars().all(|c| c == 's'));
            }
            ';' => break,
            'y' | 'Y' | 'd' | 'D' => year_or_day = true,
            'm' | 'M' => month = true,
            'h' | 'H' | 's' | 'S' => clock = true,
            _ => {}
        }
    }
    match (year_or_day, month, clock) {
        (true, ..) | (_, true, false) => Kind::Date,
        (_, _, true) => Kind::Time,
        _ => Kind::Number,
    }
}

/// The day of a serial number; `None` outside the calendar of spreadsheets.
fn day(serial: f64, from_1904: bool) -> Option<Date> {
    let serial = if from_1904 { serial + 1462.0 } else { serial };
    // 9999-12-31 is the last day that Excel knows.
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked just above")]
    let days = serial.floor() as i64;
    // Excel counts a 29 February 1900 that never was: the days before it are one ahead.
    let base = if days < 60 { date(1899, 12, 31) } else { date(1899, 12, 30) };
    base.checked_add(days.days()).ok()
}

/// A time as a clock shows it, more than a day included: `7:10`.
fn time(serial: f64) -> String {
    let minutes = (serial * 1440.0).round();
    format!("{}:{:02}", (minutes / 60.0).trunc(), (minutes % 60.0).abs())
}

/// The code of a format that files name by its number alone; those with a currency as Excel set to Italian shows them.
pub(super) fn builtin(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "#,##0 \"€\"",
        7 | 8 => "#,##0.00 \"€\"",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "dd/mm/yyyy",
        15 => "dd-mmm-yy",
        16 => "dd-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "dd/mm/yyyy h:mm",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        41 => "_-* #,##0_-",
        42 => "_-* #,##0 \"€\"_-",
        43 => "_-* #,##0.00_-",
        44 => "_-* #,##0.00 \"€\"_-",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => GENERAL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_say_what_a_number_is() {
        for (code, expected) in [
            ("General", Kind::Number),
            ("0.00%", Kind::Number),
            ("#,##0.00\\ \"mesi dei giorni\"", Kind::Number),
            ("[$€-410]\\ #,##0.00;[Red]-[$€-410]\\ #,##0.00", Kind::Number),
            ("_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-", Kind::Number),
            ("dd/mm/yyyy", Kind::Date),
            ("d\\-mmm", Kind::Date),
            ("[$-410]mmmm", Kind::Date),
            ("h:mm", Kind::Time),
            ("[h]:mm:ss", Kind::Time),
            ("mm:ss", Kind::Time),
        ] {
            assert_eq!(kind(code), expected, "{code}");
        }
    }

    #[test]
    fn serial_numbers_are_days() {
        for (serial, from_1904, expected) in [
            (1.0, false, Some(date(1900, 1, 1))),
            (61.0, false, Some(date(1900, 3, 1))),
            (44841.5, false, Some(date(2022, 10, 7))),
            (43379.0, true, Some(date(2022, 10, 7))),
            (2_958_465.0, false, Some(date(9999, 12, 31))),
            (2_958_466.0, false, None),
            (0.3, false, None),
            (-5.0, false, None),
            (f64::NAN, false, None),
        ] {
            assert_eq!(day(serial, from_1904), expected, "{serial}");
        }
        assert_eq!(value(0.298_611_111, "h:mm", false), CellValue::Text("7:10".into()));
    }
}
