//! The day on which a workbook was saved last, from the properties that it carries.

use jiff::civil::Date;

use super::limiti::Limiti;
use super::package::Package;
use super::xml::{Node, Xml};

/// The day, where a part says it. Properties that cannot be read are none: the sheets are what matters.
pub(super) fn salvato(package: &mut Package<'_>, limiti: &Limiti) -> Option<Date> {
    ["docProps/core.xml", "meta.xml"].into_iter().find_map(|part| {
        let text = package.xml(part).ok()??;
        let mut xml = Xml::new(&text, part, limiti);
        while let Some(node) = xml.next().ok()? {
            let Node::Start(element) = node else { continue };
            // `dcterms:modified` of Excel, `dc:date` of LibreOffice: 2022-12-15T10:20:30Z.
            if matches!(element.local_name().as_ref(), "modified" | "date") {
                return xml.text().ok()?.trim().get(..10)?.parse().ok();
            }
        }
        None
    })
}
