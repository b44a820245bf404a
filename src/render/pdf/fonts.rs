//! The typeface of the reports, Titillium Web, and its measures.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicI32, Ordering};

use harfrust::{Buffer, Font, ShapeOptions, ShaperFont, shape};
use printpdf::ParsedFont;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::PdfError;

/// A face of the typeface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// For running text.
    Regular,
    /// For headings of lower levels and heads of tables.
    SemiBold,
    /// For titles and totals.
    Bold,
}

/// Every face, in the order of [`Face`].
pub const FACES: [Face; 3] = [Face::Regular, Face::SemiBold, Face::Bold];

impl Face {
    /// The name under which pages refer to it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Regular => "TitilliumRegular",
            Self::SemiBold => "TitilliumSemiBold",
            Self::Bold => "TitilliumBold",
        }
    }

    /// The font file.
    #[must_use]
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../../templates/fonts/TitilliumWeb-Regular.ttf"),
            Self::SemiBold => include_bytes!("../../../templates/fonts/TitilliumWeb-SemiBold.ttf"),
            Self::Bold => include_bytes!("../../../templates/fonts/TitilliumWeb-Bold.ttf"),
        }
    }
}

/// The faces as shaped, read once.
static SHAPED: LazyLock<Vec<Option<Font>>> =
    LazyLock::new(|| FACES.iter().map(|face| Font::new(face.bytes().to_vec(), 0)).collect());

/// The faces as embedded, read once.
static EMBEDDED: LazyLock<Vec<Option<ParsedFont>>> =
    LazyLock::new(|| FACES.iter().map(|face| ParsedFont::from_bytes(face.bytes(), 0, &mut Vec::new())).collect());

/// A face as the writer embeds it.
///
/// # Errors
/// If the font file in the program cannot be read.
pub fn embedded(face: Face) -> Result<ParsedFont, PdfError> {
    EMBEDDED[face as usize].clone().ok_or(PdfError::Font(face.id()))
}

/// How many characters have a place in the tables: Latin with its accents, and the punctuation of type.
const KNOWN: usize = 0x180 + 0x40 + 1;

/// The place of a character in the tables. Nearly all of a report is in them; the rest is measured the slow way.
fn place(c: char) -> Option<usize> {
    let code = c as usize;
    match c {
        '\0'..='\u{17f}' => Some(code),
        '\u{2000}'..='\u{203f}' => Some(0x180 + code - 0x2000),
        '€' => Some(KNOWN - 1),
        _ => None,
    }
}

/// What is measured once for all documents: a value depends on the face alone, whichever thread asks first.
struct Table(Vec<AtomicI32>);

impl Table {
    const UNKNOWN: i32 = i32::MIN;

    fn new(size: usize) -> Self {
        Self(std::iter::repeat_with(|| AtomicI32::new(Self::UNKNOWN)).take(size).collect())
    }

    fn get(&self, place: usize, measure: impl FnOnce() -> i32) -> i32 {
        let known = self.0[place].load(Ordering::Relaxed);
        if known != Self::UNKNOWN {
            return known;
        }
        let value = measure();
        self.0[place].store(value, Ordering::Relaxed);
        value
    }
}

/// Advances and kerns of each face, by the places of the characters.
static TABLES: LazyLock<Vec<(Table, Table)>> =
    LazyLock::new(|| FACES.iter().map(|_| (Table::new(KNOWN), Table::new(KNOWN * KNOWN))).collect());

/// Measures text: make one a document.
pub struct Fonts {
    faces: Vec<Measured>,
}

struct Measured {
    shaper: ShaperFont<'static, 'static>,
    units_per_em: f32,
    advances: &'static Table,
    kerns: &'static Table,
    /// The advances of characters without a place in the tables.
    rare: RefCell<HashMap<char, Option<i32>>>,
}

/// In the table of advances: the face lacks the character.
const LACKING: i32 = i32::MAX;

impl Fonts {
    /// Prepares the faces.
    ///
    /// # Errors
    /// If a font file in the program cannot be read.
    pub fn new() -> Result<Self, PdfError> {
        let faces = FACES
            .iter()
            .zip(SHAPED.iter())
            .zip(TABLES.iter())
            .map(|((face, font), (advances, kerns))| {
                let font = font.as_ref().ok_or(PdfError::Font(face.id()))?;
                let units_per_em = f32::from(font.units_per_em().max(1));
                Ok(Measured { shaper: ShaperFont::new(font), units_per_em, advances, kerns, rare: RefCell::default() })
            })
            .collect::<Result<_, PdfError>>()?;
        Ok(Self { faces })
    }

    /// Whether a face has a character.
    #[must_use]
    pub fn has(&self, face: Face, c: char) -> bool {
        self.faces[face as usize].advance(c).is_some()
    }

    /// The width of a text in points.
    #[must_use]
    pub fn width(&self, face: Face, size: f32, text: &str) -> f32 {
        let measured = &self.faces[face as usize];
        let mut units = 0;
        let mut before = None;
        for c in text.chars() {
            units += measured.advance(c).unwrap_or(0);
            if let Some(before) = before {
                units += measured.kern(before, c);
            }
            before = Some(c);
        }
        units as f32 * size / measured.units_per_em
    }

    /// What the face adds between two characters, in thousandths of an em.
    #[must_use]
    pub fn kern(&self, face: Face, before: char, after: char) -> f32 {
        let measured = &self.faces[face as usize];
        measured.kern(before, after) as f32 * 1000.0 / measured.units_per_em
    }

    /// The text with only characters that every face has, so that nothing is ever drawn as an empty box.
    ///
    /// Line breaks stay, for the wrapping to see.
    #[must_use]
    pub fn clean<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let plain = |c: char| c == '\n' || (!c.is_control() && FACES.iter().all(|&face| self.has(face, c)));
        if is_nfc(text) && text.chars().all(|c| plain(c) && c != '\u{ad}') {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let text = text.replace("\r\n", "\n");
        for c in text.nfc() {
            match c {
                '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => out.push('\n'),
                '\u{ad}' => {}
                _ if plain(c) => out.push(c),
                _ => out.push_str(substitute(c)),
            }
        }
        Cow::Owned(out)
    }
}

impl Measured {
    /// The advance of a character in font units, or nothing where the face lacks it.
    fn advance(&self, c: char) -> Option<i32> {
        let measure = || {
            let glyph = self.shaper.nominal_glyph(u32::from(c)).filter(|glyph| glyph.to_u32() != 0)?;
            Some(self.shaper.glyph_h_advance(glyph))
        };
        match place(c) {
            Some(place) => {
                Some(self.advances.get(place, || measure().unwrap_or(LACKING))).filter(|units| *units != LACKING)
            }
            None => *self.rare.borrow_mut().entry(c).or_insert_with(measure),
        }
    }

    /// What the face adds between two characters, in font units.
    fn kern(&self, before: char, after: char) -> i32 {
        // Digits keep their common width, or columns of numbers would not line up.
        if before.is_ascii_digit() || after.is_ascii_digit() {
            return 0;
        }
        let measure = || {
            let (Some(first), Some(second)) = (self.advance(before), self.advance(after)) else { return 0 };
            let mut buffer = Buffer::new();
            buffer.push_str(&[before, after].iter().collect::<String>());
            buffer.guess_segment_properties();
            if shape(&self.shaper, &mut buffer, ShapeOptions::new()).is_err() || buffer.len() != 2 {
                return 0; // a ligature: the letters are drawn one by one
            }
            let shaped: i32 = buffer.glyph_positions().iter().map(|position| position.x_advance).sum();
            shaped - first - second
        };
        match (place(before), place(after)) {
            (Some(first), Some(second)) => self.kerns.get(first * KNOWN + second, measure),
            _ => measure(),
        }
    }
}

/// What is written in place of a character that the typeface lacks.
fn substitute(c: char) -> &'static str {
    match c {
        '\t' | '\u{2000}'..='\u{200a}' | '\u{3000}' | '\u{205f}' => " ",
        '\u{202f}' => "\u{a0}",
        '→' | '⇒' | '➔' | '➜' | '►' | '▶' => "->",
        '←' | '⇐' => "<-",
        '↔' => "<->",
        '\u{2010}' | '\u{2011}' | '\u{2012}' => "-",
        '\u{2015}' | '\u{2212}' => "–",
        '✓' | '✔' | '☑' => "[x]",
        '☐' | '□' => "[ ]",
        '✗' | '✘' => "[no]",
        '●' | '◦' | '▪' | '■' | '\u{f0b7}' => "•",
        '≥' => ">=",
        '≤' => "<=",
        '≠' => "<>",
        '≈' => "~",
        '′' => "'",
        '″' => "\"",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'Δ' | '∆' => "Delta",
        'Σ' | '∑' => "Somma",
        '½' => "1/2",
        '¼' => "1/4",
        '¾' => "3/4",
        '№' => "n.",
        // Control and formatting characters say nothing to a reader of paper.
        '\u{0}'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => "",
        _ => "?",
    }
}
