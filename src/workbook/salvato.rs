//! What a workbook says of itself: the day on which it was saved last, and whether it is a report of ours.

use jiff::civil::Date;

use super::REPORT;
use super::limiti::Limiti;
use super::package::Package;
use super::xml::{Node, Xml};

/// The properties that matter. Those that cannot be read are none: the sheets are what counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Proprieta {
    /// The day on which it was saved last, where a part says it.
    pub salvato: Option<Date>,
    /// It is a report that a run published.
    pub report: bool,
}

/// Reads them.
pub(super) fn proprieta(package: &mut Package<'_>, limiti: &Limiti) -> Proprieta {
    let mut found = Proprieta::default();
    for part in ["docProps/core.xml", "meta.xml"] {
        if let Ok(Some(text)) = package.xml(part) {
            let _ = part_of(&text, part, limiti, &mut found);
        }
    }
    found
}

fn part_of(text: &str, part: &str, limiti: &Limiti, found: &mut Proprieta) -> Result<(), super::refusal::Refusal> {
    let mut xml = Xml::new(text, part, limiti);
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        match element.local_name().as_ref() {
            // `dcterms:modified` of Excel, `dc:date` of LibreOffice: 2022-12-15T10:20:30Z.
            "modified" | "date" => {
                let day = xml.text()?;
                found.salvato = found.salvato.or_else(|| day.trim().get(..10)?.parse().ok());
            }
            "description" => found.report |= xml.text()?.starts_with(REPORT),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn read(part: &str, text: &str) -> Proprieta {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(part, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        let limiti = Limiti::default();
        proprieta(&mut Package::open(&bytes, &limiti).unwrap(), &limiti)
    }

    fn said(part: &str, text: &str) -> Option<Date> {
        read(part, text).salvato
    }

    #[test]
    fn a_report_of_ours_says_so_and_no_other_workbook_does() {
        for (text, report) in [(format!("{REPORT} 9ae2"), true), ("Impronta".to_owned(), false), (String::new(), false)]
        {
            let core = format!("<c><description>{text}</description><modified>2022-12-31T00:00:00Z</modified></c>");
            let found = read("docProps/core.xml", &core);
            assert_eq!((found.report, found.salvato), (report, Some(jiff::civil::date(2022, 12, 31))));
        }
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
