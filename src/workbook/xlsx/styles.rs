//! The number format of each style.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::limiti::Limiti;
use super::super::numero::builtin;
use super::super::refusal::Refusal;
use super::super::xml::{Node, Xml, attributes};

/// Styles that are kept: as many as Excel can hold.
const MAX_STYLES: usize = 65_536;

/// The format code of each cell style, by the number that cells give.
pub(super) fn formats(text: &str, part: &str, limiti: &Limiti) -> Result<Vec<Arc<str>>, Refusal> {
    let mut custom: BTreeMap<u32, Arc<str>> = BTreeMap::new();
    let mut styles = Vec::new();
    let mut cell_styles = false;
    let mut xml = Xml::new(text, part, limiti);
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        match element.local_name().as_ref() {
            "numFmt" => {
                let (mut id, mut code) = (None, None);
                attributes(&element, |name, value| match name {
                    "numFmtId" => id = value.parse().ok(),
                    "formatCode" => code = Some(Arc::from(value)),
                    _ => {}
                });
                // Formats of differential styles repeat numbers: those of cells come first in the part.
                if let (Some(id), Some(code), true) = (id, code, custom.len() < MAX_STYLES) {
                    custom.entry(id).or_insert(code);
                }
            }
            "cellXfs" => cell_styles = true,
            "cellStyleXfs" | "cellStyles" | "dxfs" => cell_styles = false,
            "xf" if cell_styles && styles.len() < MAX_STYLES => {
                let mut id = 0;
                attributes(&element, |name, value| {
                    if name == "numFmtId" {
                        id = value.parse().unwrap_or(0);
                    }
                });
                styles.push(custom.get(&id).cloned().unwrap_or_else(|| Arc::from(builtin(id))));
            }
            _ => {}
        }
    }
    Ok(styles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_style_has_its_code() {
        let text = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='0.0%'/></numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='10'/></cellXfs><cellStyles/></styleSheet>";
        let found = formats(text, "s", &Limiti::default()).unwrap();
        assert_eq!(found.iter().map(AsRef::as_ref).collect::<Vec<_>>(), ["General", "0.0%", "0.00%"]);
    }
}
