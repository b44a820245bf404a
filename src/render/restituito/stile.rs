//! The styles of a workbook, with the marks' fills added.

use std::collections::BTreeMap;
use std::ops::Range;

use super::xml::{Edits, Kind, attribute, prefix, tags, with_attribute};
use crate::segnalazione::Gravita;

/// The fill of a mark, as red, green and blue; dark text stays readable on all of them.
const fn colour(gravita: Gravita) -> &'static str {
    match gravita {
        Gravita::Errore => "FFFFC7CE",
        Gravita::Avviso => "FFFFEB9C",
        Gravita::Nota => "FFDDEBF7",
    }
}

/// Formats of cells: those of the workbook, then the same with a mark's fill.
pub struct Stili {
    text: String,
    prefix: String,
    /// The opening tag of the list of fills, its end, and how many there are.
    fills: (Range<usize>, usize, usize),
    /// The same of the formats of cells.
    xfs: (Range<usize>, usize, usize),
    /// Where each format stands.
    formats: Vec<Range<usize>>,
    /// Format and gravità that were asked for, with the index of the new one.
    added: BTreeMap<(usize, Gravita), usize>,
}

impl Stili {
    /// # Errors
    /// The part does not list fills and formats of cells.
    pub fn read(text: String) -> Result<Self, String> {
        let found = tags(&text)?;
        let list = |name: &str| {
            let open = found.iter().find(|t| t.depth == 1 && t.name == name && t.kind == Kind::Open);
            let close = found.iter().find(|t| t.depth == 1 && t.name == name && t.kind == Kind::Close);
            match (open, close) {
                (Some(open), Some(close)) => Ok((open.range.clone(), close.range.start)),
                _ => Err(format!("gli stili non hanno {name}")),
            }
        };
        let (fills, xfs) = (list("fills")?, list("cellXfs")?);
        let children = |(open, end): &(Range<usize>, usize), name: &str| {
            let mut ranges: Vec<Range<usize>> = Vec::new();
            for tag in found.iter().filter(|t| t.depth == 2 && t.name == name) {
                if tag.range.start < open.end || tag.range.end > *end {
                    continue;
                }
                match tag.kind {
                    Kind::Open | Kind::Empty => ranges.push(tag.range.clone()),
                    Kind::Close => {
                        if let Some(last) = ranges.last_mut() {
                            last.end = tag.range.end;
                        }
                    }
                }
            }
            ranges
        };
        let n_fills = children(&fills, "fill").len();
        let formats = children(&xfs, "xf");
        let prefix = prefix(&text, &found);
        let xfs = (xfs.0, xfs.1, formats.len());
        Ok(Self { prefix, fills: (fills.0, fills.1, n_fills), xfs, formats, added: BTreeMap::new(), text })
    }

    /// The index of a format that is as the given one, with the fill of a mark.
    ///
    /// # Errors
    /// There is no such format.
    pub fn marked(&mut self, base: usize, gravita: Gravita) -> Result<usize, String> {
        if base >= self.formats.len() {
            return Err(format!("lo stile {base} non c'è"));
        }
        let next = self.xfs.2 + self.added.len();
        Ok(*self.added.entry((base, gravita)).or_insert(next))
    }

    /// The part with what was added.
    pub fn write(self) -> String {
        if self.added.is_empty() {
            return self.text;
        }
        let p = &self.prefix;
        let mut edits = Edits::default();
        let grades = [Gravita::Errore, Gravita::Avviso, Gravita::Nota];
        let fills = grades.map(|gravita| {
            format!(
                "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{}\"/><{p}bgColor indexed=\"64\"/>\
                 </{p}patternFill></{p}fill>",
                colour(gravita)
            )
        });
        let mut by_index: Vec<_> =
            self.added.iter().map(|((base, gravita), index)| (*index, *base, *gravita)).collect();
        by_index.sort_unstable();
        let formats = by_index.iter().map(|(_, base, gravita)| {
            let xf = &self.text[self.formats[*base].clone()];
            let end = xf.find('>').map_or(xf.len(), |at| at + 1);
            let fill = self.fills.2 + grades.iter().position(|g| g == gravita).unwrap_or(0);
            let tag = with_attribute(&with_attribute(&xf[..end], "fillId", &fill.to_string()), "applyFill", "1");
            tag + &xf[end..]
        });
        let counted = |list: &(Range<usize>, usize, usize), more: usize| {
            let tag = &self.text[list.0.clone()];
            match attribute(tag, "count") {
                Some(_) => with_attribute(tag, "count", &(list.2 + more).to_string()),
                None => tag.to_owned(),
            }
        };
        edits.replace(self.fills.0.clone(), counted(&self.fills, fills.len()));
        edits.insert(self.fills.1, fills.concat());
        edits.replace(self.xfs.0.clone(), counted(&self.xfs, self.added.len()));
        edits.insert(self.xfs.1, formats.collect());
        edits.apply(&self.text)
    }
}
