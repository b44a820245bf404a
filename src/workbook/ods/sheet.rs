//! The cells of a table: repeated ones, merged areas, what is hidden and what lies over it.

use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::super::build::{Budget, SheetBuilder};
use super::super::grid::{CellValue, Cover, CoverKind, Merge};
use super::super::numero::GENERAL;
use super::super::refusal::Refusal;
use super::super::xlsx::cell_ref;
use super::super::xml::{Node, Xml, qualified};
use super::styles::Styles;
use crate::place::CellRef;

/// A table being read.
struct Table<'t, 'b> {
    styles: &'t Styles,
    builder: &'t mut SheetBuilder,
    budget: &'t mut Budget<'b>,
    general: Arc<str>,
    percent: Arc<str>,
    /// The style of the cells of each group of columns that name none, up to the column after the last.
    columns: Vec<(u32, String)>,
    row0: u32,
}

/// A cell as its attributes and its text give it.
#[derive(Default)]
struct Raw {
    style: Option<String>,
    formula: bool,
    kind: String,
    error: bool,
    value: Option<f64>,
    text: Option<String>,
    date: Option<String>,
    yes: bool,
    repeated: u32,
    spanned: (u32, u32),
}

/// Reads the table that just began.
pub(super) fn read(
    xml: &mut Xml<'_>,
    styles: &Styles,
    builder: &mut SheetBuilder,
    budget: &mut Budget<'_>,
) -> Result<(), Refusal> {
    let outside = xml.depth() - 1;
    let (general, percent) = (Arc::from(GENERAL), Arc::from("0%"));
    let mut table = Table { styles, builder, budget, general, percent, columns: Vec::new(), row0: 0 };
    while xml.depth() > outside {
        let Some(node) = xml.next()? else { break };
        let Node::Start(element) = node else { continue };
        match element.name().as_ref() {
            "table:table-column" => table.column(&element)?,
            "table:table-row" => table.row(xml, &element)?,
            // Shapes that belong to the page and not to a cell, comments and forms.
            "table:shapes" | "office:forms" | "office:annotation" => xml.skip()?,
            _ => {}
        }
    }
    Ok(())
}

impl Table<'_, '_> {
    fn column(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let (mut repeated, mut hidden, mut style) = (1, false, String::new());
        qualified(element, |key, value| match key {
            "table:number-columns-repeated" => repeated = count(value),
            "table:visibility" => hidden = hides(value),
            "table:default-cell-style-name" => value.clone_into(&mut style),
            _ => {}
        });
        let first = self.columns.last().map_or(0, |(end, _)| *end);
        let end = first.saturating_add(repeated);
        self.columns.push((end, style));
        if hidden {
            self.builder.hide_columns(self.budget.limiti, first..=end - 1)?;
        }
        Ok(())
    }

    fn row(&mut self, xml: &mut Xml<'_>, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let (mut repeated, mut hidden, mut style) = (1, false, None);
        qualified(element, |key, value| match key {
            "table:number-rows-repeated" => repeated = count(value),
            "table:visibility" => hidden = hides(value),
            "table:default-cell-style-name" => style = Some(value.to_owned()),
            _ => {}
        });
        let next_row0 = self.row0.saturating_add(repeated);
        if hidden {
            self.builder.hide_rows(self.budget.limiti, self.row0..=next_row0 - 1)?;
        }
        let outside = xml.depth() - 1;
        let mut col0 = 0_u32;
        while xml.depth() > outside {
            let Some(node) = xml.next()? else { break };
            let Node::Start(element) = node else { continue };
            if matches!(element.name().as_ref(), "table:table-cell" | "table:covered-table-cell") {
                let at = CellRef::new(self.row0, col0);
                let raw = self.raw(xml, &element, at)?;
                let next_col0 = col0.saturating_add(raw.repeated);
                self.merge(at, raw.spanned)?;
                let format = self.format(&raw, style.as_deref(), col0);
                let formula = raw.formula;
                if let Some(value) = raw.value() {
                    for row0 in self.row0..next_row0 {
                        for col0 in col0..next_col0 {
                            let at = CellRef::new(row0, col0);
                            self.builder.cell(self.budget, at, value.clone(), &format, formula)?;
                        }
                    }
                }
                col0 = next_col0;
            }
        }
        self.row0 = next_row0;
        Ok(())
    }

    fn merge(&mut self, at: CellRef, (columns, rows): (u32, u32)) -> Result<(), Refusal> {
        let end = CellRef::new(at.row0.saturating_add(rows.max(1) - 1), at.col0.saturating_add(columns.max(1) - 1));
        self.builder.merge(self.budget.limiti, Merge { start: at, end })
    }

    /// The format of a cell: of its own style, of its row's, of its column's.
    fn format(&self, raw: &Raw, row: Option<&str>, col0: u32) -> Arc<str> {
        let column = || {
            let index = self.columns.partition_point(|(end, _)| *end <= col0);
            self.columns.get(index).map(|(_, style)| style.as_str())
        };
        let style = raw.style.as_deref().or(row).or_else(column);
        let code = style.and_then(|style| self.styles.code(style)).unwrap_or(&self.general);
        let percent = raw.kind == "percentage" && !code.contains('%');
        Arc::clone(if percent { &self.percent } else { code })
    }

    /// The cell that just began.
    fn raw(&mut self, xml: &mut Xml<'_>, element: &BytesStart<'_>, at: CellRef) -> Result<Raw, Refusal> {
        let mut raw = Raw { repeated: 1, ..Raw::default() };
        qualified(element, |key, value| match key {
            "table:style-name" => raw.style = Some(value.to_owned()),
            "table:formula" => raw.formula = true,
            "table:number-columns-repeated" => raw.repeated = count(value),
            "table:number-columns-spanned" => raw.spanned.0 = count(value),
            "table:number-rows-spanned" => raw.spanned.1 = count(value),
            "office:value-type" => value.clone_into(&mut raw.kind),
            "calcext:value-type" => raw.error = value == "error",
            "office:value" => raw.value = value.parse().ok(),
            "office:date-value" => raw.date = Some(value.to_owned()),
            "office:boolean-value" => raw.yes = value == "true",
            "office:string-value" if !value.is_empty() => raw.text = Some(value.to_owned()),
            _ => {}
        });
        let outside = xml.depth() - 1;
        let mut paragraphs: Option<String> = None;
        while xml.depth() > outside {
            let Some(node) = xml.next()? else { break };
            let Node::Start(element) = node else { continue };
            match element.name().as_ref() {
                "text:p" => {
                    let text = paragraph(xml)?;
                    paragraphs = Some(paragraphs.map_or_else(|| text.clone(), |before| format!("{before}\n{text}")));
                }
                name if name.starts_with("draw:") => {
                    let name = name.to_owned();
                    if let Some(cover) = shape(xml, &element, &name, at)? {
                        self.builder.cover(self.budget.limiti, cover)?;
                    }
                }
                // Comments, tables inside a cell and whatever else stands there.
                _ => xml.skip()?,
            }
        }
        raw.text = raw.text.or(paragraphs);
        Ok(raw)
    }
}

impl Raw {
    fn value(self) -> Option<CellValue> {
        // Blank text is no cell here already: repeated to the end of the sheet it would be looked at there.
        let text = self.text.filter(|text| !text.trim().is_empty()).map(CellValue::Text);
        if self.error {
            return text.map(|text| match text {
                CellValue::Text(text) => CellValue::Error(text),
                other => other,
            });
        }
        match self.kind.as_str() {
            "float" | "percentage" | "currency" => {
                self.value.filter(|value| value.is_finite()).map(CellValue::Number).or(text)
            }
            "date" => {
                let day = self.date.and_then(|date| date.get(..10)?.parse().ok());
                day.map(CellValue::Date).or(text)
            }
            "boolean" => Some(CellValue::Bool(self.yes)),
            "" if self.formula => Some(CellValue::Uncalculated),
            _ => text,
        }
    }
}

/// The text of the paragraph that just began.
fn paragraph(xml: &mut Xml<'_>) -> Result<String, Refusal> {
    let outside = xml.depth() - 1;
    let mut out = String::new();
    while xml.depth() > outside {
        match xml.next()? {
            Some(Node::Text(text)) => {
                for letter in text.chars() {
                    // White space between marks is one space, however the file is laid out.
                    let blank = matches!(letter, ' ' | '\t' | '\n' | '\r');
                    if !blank {
                        out.push(letter);
                    } else if !out.ends_with(' ') {
                        out.push(' ');
                    }
                }
            }
            Some(Node::Start(element)) => match element.name().as_ref() {
                "text:s" => {
                    let mut spaces = 1;
                    qualified(&element, |key, value| {
                        if key == "text:c" {
                            spaces = count(value).min(1000);
                        }
                    });
                    out.extend((0..spaces).map(|_| ' '));
                }
                "text:tab" => out.push('\t'),
                "text:line-break" => out.push('\n'),
                "office:annotation" | "text:note" | "text:ruby-text" => xml.skip()?,
                _ => {}
            },
            Some(Node::End) => {}
            None => break,
        }
    }
    Ok(out)
}

/// The shape that just began, anchored to the cell at `at`; lines and controls cover nothing.
fn shape(xml: &mut Xml<'_>, element: &BytesStart<'_>, name: &str, at: CellRef) -> Result<Option<Cover>, Refusal> {
    let mut kind = match name {
        "draw:frame" => None,
        "draw:line" | "draw:connector" | "draw:control" | "draw:measure" | "draw:caption" => {
            xml.skip()?;
            return Ok(None);
        }
        _ => Some(CoverKind::Forma),
    };
    let (mut end, mut edge) = (at, (false, false));
    qualified(element, |key, value| match key {
        "table:end-cell-address" => {
            let cell = value.rsplit('.').next().unwrap_or(value).replace('$', "");
            end = cell_ref(&cell).unwrap_or(at);
        }
        "table:end-x" => edge.0 = is_zero(value),
        "table:end-y" => edge.1 = is_zero(value),
        _ => {}
    });
    let outside = xml.depth() - 1;
    while xml.depth() > outside {
        let Some(node) = xml.next()? else { break };
        let Node::Start(element) = node else { continue };
        let inside = match element.name().as_ref() {
            "draw:text-box" => CoverKind::CasellaDiTesto,
            "draw:object" | "draw:object-ole" => CoverKind::Grafico,
            "draw:image" => CoverKind::Immagine,
            _ => continue,
        };
        kind = kind.or(Some(inside));
    }
    // An end at the very edge of a cell does not enter it.
    let end = CellRef::new(
        end.row0.saturating_sub(edge.1.into()).max(at.row0),
        end.col0.saturating_sub(edge.0.into()).max(at.col0),
    );
    Ok(kind.map(|kind| Cover { area: Merge { start: at, end }, kind }))
}

/// How many times; never none.
fn count(value: &str) -> u32 {
    value.parse::<u32>().unwrap_or(1).max(1)
}

fn hides(visibility: &str) -> bool {
    matches!(visibility, "collapse" | "filter")
}

/// Whether a length such as `0cm` is none.
fn is_zero(length: &str) -> bool {
    length.trim_end_matches(|c: char| c.is_alphabetic()).parse::<f64>() == Ok(0.0)
}
