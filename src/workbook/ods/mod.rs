//! OpenDocument spreadsheets (.ods): the content read once, as a stream.

mod sheet;
mod styles;

use super::Content;
use super::build::{Budget, SheetBuilder};
use super::limiti::Limiti;
use super::package::Package;
use super::refusal::Refusal;
use super::xml::{Node, Xml, qualified};
use styles::Styles;

/// The sheets of a document.
pub(super) fn read(package: &mut Package<'_>, limiti: &Limiti) -> Result<Content, Refusal> {
    if package.xml("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Refusal::Password);
    }
    let part = "content.xml";
    let text = package.needed(part)?;
    let mut styles = Styles::default();
    if let Some(text) = package.xml("styles.xml")? {
        styles.read(&text, "styles.xml", limiti)?;
    }
    styles.read(&text, part, limiti)?;
    let mut budget = Budget::new(limiti);
    let mut sheets = Vec::new();
    let mut xml = Xml::new(&text, part, limiti);
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        match element.name().as_ref() {
            // What was changed and then taken back holds cells too.
            "table:tracked-changes" => xml.skip()?,
            "table:table" => {
                let (mut name, mut style) = (String::new(), String::new());
                qualified(&element, |key, value| match key {
                    "table:name" => value.clone_into(&mut name),
                    "table:style-name" => value.clone_into(&mut style),
                    _ => {}
                });
                let mut builder = SheetBuilder::new(name.clone(), styles.hides(&style));
                sheet::read(&mut xml, &styles, &mut builder, &mut budget).map_err(|refusal| refusal.on_sheet(&name))?;
                sheets.push(builder.finish());
                budget.sheets(sheets.len())?;
            }
            _ => {}
        }
    }
    Ok(Content { sheets, recalculate: false })
}
