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

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn said(part: &str, text: &str) -> Option<Date> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(part, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        let limiti = Limiti::default();
        salvato(&mut Package::open(&bytes, &limiti).unwrap(), &limiti)
    }

    #[test]
    fn a_workbook_says_when_it_was_saved_or_nothing() {
        let excel = "<cp:coreProperties xmlns:cp='a' xmlns:dcterms='b'><dcterms:created>2022-01-01T00:00:00Z\
             </dcterms:created><dcterms:modified>2022-12-15T10:20:30Z</dcterms:modified></cp:coreProperties>";
        assert_eq!(said("docProps/core.xml", excel), Some(jiff::civil::date(2022, 12, 15)));
        let libreoffice =
            "<office:meta xmlns:office='a' xmlns:dc='b'><dc:date>2022-07-31T08:00:00</dc:date></office:meta>";
        assert_eq!(said("meta.xml", libreoffice), Some(jiff::civil::date(2022, 7, 31)));
        for broken in ["", "<a>", "<x:modified>ieri</x:modified>", "<modified>2022-13-45T00:00:00Z</modified>"] {
            assert_eq!(said("docProps/core.xml", broken), None, "{broken}");
        }
    }
}
