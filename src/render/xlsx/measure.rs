//! The measure of text: how wide it is, how many lines it takes, how tall its row must be.
//!
//! Not every program finds the height that wrapped text needs when it opens a file, so every row is given its own.

/// Height of a line of text, in points.
const LINE: f64 = 15.0;
/// The tallest row that Excel allows, in points.
const TALLEST: f64 = 409.0;
/// Programs round the width of each letter to their pixels: what they show can be this much wider than the letters.
const SLACK: f64 = 1.05;

/// Advance widths of the letters from the space to the tilde in the workbook's own font, in hundredths of a digit:
/// the unit of a column's width.
#[rustfmt::skip]
const ADVANCES: [u8; 95] = [
    45, 64, 79, 98, 100, 141, 135, 44, 60, 60, 98, 98, 49, 60, 50, 76,
    100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 53, 53, 98, 98, 98, 91,
    176, 114, 107, 105, 121, 96, 91, 124, 123, 50, 63, 103, 83, 169, 127, 131, 102, 133, 107, 91, 96, 127, 112, 176,
    102, 96, 92, 61, 76, 61, 98, 98,
    57, 95, 104, 83, 104, 98, 60, 93, 104, 45, 47, 90, 45, 158, 104, 104, 104, 104, 69, 77, 66, 104, 89, 141,
    85, 89, 78, 62, 91, 62, 98,
];

/// The width of a text in characters of a column's width.
pub(super) fn width(text: &str) -> f64 {
    SLACK * text.chars().map(advance).sum::<f64>()
}

fn advance(c: char) -> f64 {
    let letter = match c {
        '\u{20}'..='\u{7e}' => c,
        'à' | 'á' | 'â' | 'ä' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        '’' | '‘' | '·' => '.',
        // What is not known is taken for wide.
        _ => 'M',
    };
    let place = u32::from(letter) - 0x20;
    usize::try_from(place).ok().and_then(|place| ADVANCES.get(place)).map_or(1.7, |advance| f64::from(*advance) / 100.0)
}

/// How many lines a text takes in a column of that width.
pub(super) fn lines(text: &str, column: f64) -> usize {
    let room = (column - 0.5).max(1.0);
    let space = width(" ");
    let mut count = 0;
    for paragraph in text.split('\n') {
        count += 1;
        let mut used = 0.0;
        for word in paragraph.split(' ') {
            let mut word = width(word);
            if used > 0.0 && used + space + word > room {
                count += 1;
                used = 0.0;
            }
            // A word wider than the column is broken wherever it ends.
            while word > room {
                count += 1;
                word -= room;
            }
            used += word + if used > 0.0 { space } else { 0.0 };
        }
    }
    count
}

/// The height of a row whose tallest cell has that many lines, in points.
pub(super) fn height(lines: usize) -> f64 {
    (lines.max(1) as f64 * LINE + 3.0).min(TALLEST)
}

/// The text in pieces that each fit a row, cut between words.
pub(super) fn pieces(text: &str, width: f64) -> Vec<String> {
    const MOST: usize = 25;
    if lines(text, width) <= MOST {
        return vec![text.to_owned()];
    }
    let mut pieces = vec![String::new()];
    for word in text.split_inclusive([' ', '\n']) {
        let last = pieces.last_mut().expect("there is always a piece");
        if !last.is_empty() && lines(&format!("{last}{word}"), width) > MOST {
            pieces.push(word.to_owned());
        } else {
            last.push_str(word);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_is_the_unit_and_unknown_letters_are_wide() {
        assert!((width("0123456789") / 10.0 - SLACK).abs() < 1e-9);
        assert!(width("漢") > width("W") * 0.9 && width("è") < width("0"));
    }

    #[test]
    fn text_wraps_between_words_and_within_those_too_long() {
        for (text, column, wanted) in [
            ("", 10.0, 1),
            ("uno due", 10.0, 1),
            ("uno due tre quattro", 10.0, 2),
            ("a\nb", 10.0, 2),
            ("mmmmmmmmmm", 9.0, 2),
        ] {
            assert_eq!(lines(text, column), wanted, "{text}");
        }
    }
}
