//! The number format of each cell style, as the code that a spreadsheet of Microsoft would give it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::super::limiti::Limiti;
use super::super::numero::GENERAL;
use super::super::refusal::Refusal;
use super::super::xml::{Node, Xml, qualified};

/// How far a style is looked up through those that it is based on.
const MAX_PARENTS: usize = 16;
/// Decimal places that are written out in a code.
const MAX_DECIMALS: usize = 15;

/// The styles of a document.
#[derive(Default)]
pub(super) struct Styles {
    /// Format codes by the name of the number style.
    codes: BTreeMap<String, Arc<str>>,
    /// Cell styles: the one they are based on, and their number style.
    cells: BTreeMap<String, (Option<String>, Option<String>)>,
    /// Table styles that hide the sheet.
    hiding: BTreeSet<String>,
}

impl Styles {
    /// Adds the styles of a part.
    pub fn read(&mut self, text: &str, part: &str, limiti: &Limiti) -> Result<(), Refusal> {
        let mut xml = Xml::new(text, part, limiti);
        let mut table = None;
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            match element.name().as_ref() {
                "office:body" => return Ok(()),
                "style:style" => {
                    let (mut name, mut family, mut parent, mut data) = (String::new(), String::new(), None, None);
                    qualified(&element, |key, value| match key {
                        "style:name" => value.clone_into(&mut name),
                        "style:family" => value.clone_into(&mut family),
                        "style:parent-style-name" => parent = Some(value.to_owned()),
                        "style:data-style-name" => data = Some(value.to_owned()),
                        _ => {}
                    });
                    table = None;
                    match family.as_str() {
                        "table-cell" => drop(self.cells.insert(name, (parent, data))),
                        "table" => table = Some(name),
                        _ => {}
                    }
                }
                "style:table-properties" => {
                    let mut hidden = false;
                    qualified(&element, |key, value| hidden |= key == "table:display" && value == "false");
                    if let Some(name) = table.take().filter(|_| hidden) {
                        self.hiding.insert(name);
                    }
                }
                "number:number-style" => self.number(&mut xml, &element, "")?,
                "number:percentage-style" => self.number(&mut xml, &element, "%")?,
                "number:currency-style" => self.number(&mut xml, &element, "€")?,
                "number:date-style" => self.fixed(&element, "dd/mm/yyyy"),
                "number:time-style" => self.fixed(&element, "h:mm"),
                "number:text-style" => self.fixed(&element, "@"),
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a table style hides its sheet.
    pub fn hides(&self, name: &str) -> bool {
        self.hiding.contains(name)
    }

    /// The format code of a cell style.
    pub fn code(&self, name: &str) -> Option<&Arc<str>> {
        let mut name = name;
        for _ in 0..MAX_PARENTS {
            let (parent, data) = self.cells.get(name)?;
            if let Some(code) = data.as_ref().and_then(|data| self.codes.get(data)) {
                return Some(code);
            }
            name = parent.as_ref()?;
        }
        None
    }

    fn fixed(&mut self, element: &BytesStart<'_>, code: &str) {
        self.codes.insert(style_name(element), Arc::from(code));
    }

    /// The style of numbers that just began; `kind` is its sign, if it has one.
    fn number(&mut self, xml: &mut Xml<'_>, element: &BytesStart<'_>, kind: &str) -> Result<(), Refusal> {
        let name = style_name(element);
        let outside = xml.depth() - 1;
        let (mut code, mut plain) = (String::new(), true);
        while xml.depth() > outside {
            let Some(node) = xml.next()? else { break };
            let Node::Start(element) = node else { continue };
            match element.name().as_ref() {
                "number:number" | "number:scientific-number" | "number:fraction" => {
                    let (mut decimals, mut grouping) = (None, false);
                    qualified(&element, |key, value| match key {
                        "number:decimal-places" => decimals = value.parse::<usize>().ok(),
                        "number:grouping" => grouping = value == "true",
                        _ => {}
                    });
                    code.push_str(if grouping { "#,##0" } else { "0" });
                    if let Some(decimals) = decimals {
                        plain = false;
                        if decimals > 0 {
                            let _ = write!(code, ".{:0<1$}", "", decimals.min(MAX_DECIMALS));
                        }
                    }
                    plain &= !grouping;
                }
                "number:text" | "number:currency-symbol" => {
                    let text = xml.text()?;
                    if text.contains('%') {
                        code.push('%');
                        plain = false;
                    } else if !text.trim().is_empty() {
                        let _ = write!(code, "\"{}\"", text.replace('"', ""));
                        plain = false;
                    }
                }
                _ => {}
            }
        }
        match kind {
            "" if plain => GENERAL.clone_into(&mut code),
            "%" if !code.contains('%') => code.push('%'),
            _ => {}
        }
        self.codes.insert(name, Arc::from(code));
        Ok(())
    }
}

fn style_name(element: &BytesStart<'_>) -> String {
    let mut name = String::new();
    qualified(element, |key, value| {
        if key == "style:name" {
            value.clone_into(&mut name);
        }
    });
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_styles_become_codes() {
        let text = "<s><number:percentage-style style:name='N11'><number:number number:decimal-places='2'/><number:text>%</number:text></number:percentage-style>\
            <number:number-style style:name='N0'><number:number number:min-integer-digits='1'/></number:number-style>\
            <number:currency-style style:name='N9'><number:currency-symbol>€</number:currency-symbol><number:text> </number:text><number:number number:decimal-places='2' number:grouping='true'/></number:currency-style>\
            <style:style style:name='Base' style:family='table-cell' style:data-style-name='N11'/>\
            <style:style style:name='ce1' style:family='table-cell' style:parent-style-name='Base'/>\
            <style:style style:name='ce2' style:family='table-cell' style:data-style-name='N0'/>\
            <style:style style:name='ce3' style:family='table-cell' style:data-style-name='N9'/>\
            <style:style style:name='ce4' style:family='table-cell' style:parent-style-name='ce4'/>\
            <style:style style:name='ta1' style:family='table'><style:table-properties table:display='false'/></style:style></s>";
        let mut styles = Styles::default();
        styles.read(text, "styles.xml", &Limiti::default()).unwrap();
        for (style, code) in [
            ("ce1", Some("0.00%")),
            ("ce2", Some("General")),
            ("ce3", Some("\"€\"#,##0.00")),
            ("ce4", None),
            ("x", None),
        ] {
            assert_eq!(styles.code(style).map(AsRef::as_ref), code, "{style}");
        }
        assert!(styles.hides("ta1") && !styles.hides("ce1"));
    }
}
