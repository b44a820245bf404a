//! Office Open XML (.xlsx, .xlsm): each part read once, as a stream.

mod sheet;
mod styles;

pub(super) use sheet::cell_ref;

use super::Content;
use super::build::{Budget, SheetBuilder};
use super::drawing;
use super::limiti::Limiti;
use super::package::{Package, relationships};
use super::refusal::Refusal;
use super::xml::{Node, Xml, attributes, yes};

/// The worksheets of a workbook, whose main part is `main`.
pub(super) fn read(package: &mut Package<'_>, main: &str, limiti: &Limiti) -> Result<Content, Refusal> {
    let book = Book::read(package, main, limiti)?;
    let mut budget = Budget::new(limiti);
    budget.sheets(book.tabs.len())?;
    let rels = relationships(package, main)?;
    let by_kind = |kind: &str| rels.values().find(|(k, _)| k == kind).map(|(_, target)| target.clone());
    let formats = match by_kind("styles") {
        Some(part) => package.xml(&part)?.map_or(Ok(Vec::new()), |text| styles::formats(&text, &part, limiti))?,
        None => Vec::new(),
    };
    let texts = match by_kind("sharedStrings") {
        Some(part) => package.xml(&part)?.map_or(Ok(Vec::new()), |text| shared_texts(&text, &part, &budget))?,
        None => Vec::new(),
    };
    let mut sheets = Vec::with_capacity(book.tabs.len());
    for tab in &book.tabs {
        // Charts and macros have tabs too, and no cells.
        let Some((kind, part)) = rels.get(&tab.rel) else { continue };
        if kind != "worksheet" {
            continue;
        }
        let context = sheet::Context { part, texts: &texts, formats: &formats, from_1904: book.from_1904 };
        let mut builder = SheetBuilder::new(tab.name.clone(), tab.hidden);
        builder.very_hidden(tab.very_hidden);
        let text = package.needed(part)?;
        sheet::read(&text, &context, &mut builder, &mut budget).map_err(|refusal| refusal.on_sheet(&tab.name))?;
        drop(text);
        for cover in drawing::covers(package, part, limiti)? {
            builder.cover(limiti, cover)?;
        }
        sheets.push(builder.finish());
    }
    // Excel writes the chain of calculation when it computes; other programs ask it to compute on opening.
    let recalculate = book.recalculate && !rels.values().any(|(kind, _)| kind == "calcChain");
    Ok(Content { sheets, recalculate })
}

#[derive(Default)]
struct Tab {
    name: String,
    hidden: bool,
    very_hidden: bool,
    rel: String,
}

#[derive(Default)]
struct Book {
    tabs: Vec<Tab>,
    from_1904: bool,
    recalculate: bool,
}

impl Book {
    fn read(package: &mut Package<'_>, main: &str, limiti: &Limiti) -> Result<Self, Refusal> {
        let text = package.needed(main)?;
        let mut book = Self::default();
        let mut xml = Xml::new(&text, main, limiti);
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            match element.local_name().as_ref() {
                "sheet" => {
                    let mut tab = Tab::default();
                    attributes(&element, |name, value| match name {
                        "name" => value.clone_into(&mut tab.name),
                        "state" => {
                            tab.very_hidden = value == "veryHidden";
                            tab.hidden = tab.very_hidden || value == "hidden";
                        }
                        "id" => value.clone_into(&mut tab.rel),
                        _ => {}
                    });
                    book.tabs.push(tab);
                }
                "workbookPr" => attributes(&element, |name, value| book.from_1904 |= name == "date1904" && yes(value)),
                "calcPr" => {
                    attributes(&element, |name, value| book.recalculate |= name == "fullCalcOnLoad" && yes(value));
                }
                _ => {}
            }
        }
        Ok(book)
    }
}

/// The table of texts that cells name by number.
fn shared_texts(text: &str, part: &str, budget: &Budget<'_>) -> Result<Vec<String>, Refusal> {
    // A table that is much too long is told by its marks alone, before any of it is kept.
    budget.shared_texts(text.matches("<si>").count())?;
    let mut texts = Vec::new();
    let mut xml = Xml::new(text, part, budget.limiti);
    while let Some(node) = xml.next()? {
        if matches!(&node, Node::Start(element) if element.local_name().as_ref() == "si") {
            texts.push(rich_text(&mut xml)?);
            budget.shared_texts(texts.len())?;
        }
    }
    Ok(texts)
}

/// The text of the element that just began: its runs, without the readings that Japanese text carries.
fn rich_text(xml: &mut Xml<'_>) -> Result<String, Refusal> {
    let outside = xml.depth() - 1;
    let mut out = String::new();
    while xml.depth() > outside {
        match xml.next()? {
            Some(Node::Start(element)) => match element.local_name().as_ref() {
                "t" => out.push_str(&xml.text()?),
                "rPh" => xml.skip()?,
                _ => {}
            },
            Some(_) => {}
            None => break,
        }
    }
    Ok(unescape(out))
}

/// Resolves the escapes of characters that XML cannot hold: `_x000D_`.
fn unescape(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        out.extend(rest[..at].encode_utf16());
        let escape = rest[at..].get(..7).filter(|escape| escape.ends_with('_'));
        let unit = escape.and_then(|escape| u16::from_str_radix(escape.get(2..6)?, 16).ok());
        if let Some(unit) = unit {
            out.push(unit);
            rest = &rest[at + 7..];
        } else {
            out.extend("_x".encode_utf16());
            rest = &rest[at + 2..];
        }
    }
    out.extend(rest.encode_utf16());
    String::from_utf16_lossy(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_characters_are_resolved() {
        for (written, meant) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x0041_", "_x0041_"),
            ("_xD83D__xDE00_", "😀"),
            ("_x00G1_", "_x00G1_"),
            ("finale_x", "finale_x"),
            ("_xé000_", "_xé000_"),
        ] {
            assert_eq!(unescape(written.to_owned()), meant);
        }
    }

    #[test]
    fn every_entry_of_the_table_counts_even_an_empty_one() {
        let limiti = Limiti::default();
        let text = "<sst><si/><si><t>a</t></si><si><r><t>b</t></r><r><t xml:space=\"preserve\"> c</t></r><rPh><t>x</t></rPh></si></sst>";
        let texts = shared_texts(text, "t", &Budget::new(&limiti)).unwrap();
        assert_eq!(texts, ["", "a", "b c"]);
    }
}
