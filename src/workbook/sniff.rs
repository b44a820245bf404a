//! What a file is by its content, whatever its name says.

use super::cfb::{self, Container};
use super::limiti::Limiti;
use super::package::{Package, relationships};
use super::refusal::{Altrimenti, Refusal};

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Xlsx,
    Xlsm,
    Xlsb,
    Xls,
    Ods,
}

impl Format {
    /// As the end of a name writes it.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsm => "xlsm",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
        }
    }
}

/// An opened file.
pub(super) enum Source<'a> {
    /// A zip container, with the name of its main part.
    Package(Format, Package<'a>, String),
    /// The stream of an .xls.
    Stream(Vec<u8>),
}

impl Source<'_> {
    pub const fn format(&self) -> Format {
        match self {
            Self::Package(format, ..) => *format,
            Self::Stream(_) => Format::Xls,
        }
    }

    /// Whether reading it takes so much memory that it had better be alone.
    pub fn is_heavy(&self) -> bool {
        const HEAVY: u64 = 8 << 20;
        match self {
            Self::Package(_, package, _) => package.declared() > HEAVY,
            Self::Stream(bytes) => bytes.len() as u64 > HEAVY,
        }
    }
}

/// Opens a file by what it begins with and by the parts it has.
pub(super) fn open<'a>(bytes: &'a [u8], limiti: &'a Limiti) -> Result<Source<'a>, Refusal> {
    // A part, or the end of a container without parts, or of one that was split.
    if [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|start| bytes.starts_with(*start)) {
        return zip(bytes, limiti);
    }
    if bytes.starts_with(&cfb::SIGNATURE) {
        return ole(bytes);
    }
    if bytes.is_empty() {
        return Err(Refusal::NotExcel("è vuoto (0 byte)", Altrimenti::Chiedere));
    }
    if bytes.iter().all(|byte| *byte == 0) {
        return Err(Refusal::damaged("contiene solo zeri"));
    }
    let (what, altrimenti) = other(bytes);
    Err(Refusal::NotExcel(what, altrimenti))
}

fn zip<'a>(bytes: &'a [u8], limiti: &'a Limiti) -> Result<Source<'a>, Refusal> {
    const ODS: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let mut package = Package::open(bytes, limiti)?;
    if let Some(kind) = package.read("mimetype")? {
        if kind.starts_with(ODS) {
            return Ok(Source::Package(Format::Ods, package, String::new()));
        }
        return Err(Refusal::NotExcel("è un documento di un altro programma di LibreOffice", Altrimenti::Chiedere));
    }
    let main = relationships(&mut package, "")?
        .into_values()
        .find(|(kind, _)| kind == "officeDocument")
        .map(|(_, target)| target)
        .filter(|target| package.has(target))
        .or_else(|| ["xl/workbook.xml", "xl/workbook.bin"].into_iter().find(|p| package.has(p)).map(str::to_owned));
    let Some(main) = main else {
        return Err(if package.has("[Content_Types].xml") {
            Refusal::NotExcel("è un documento di Office senza fogli", Altrimenti::Chiedere)
        } else {
            Refusal::NotExcel("è un archivio compresso (zip)", Altrimenti::Estrarre)
        });
    };
    let types = package.xml("[Content_Types].xml")?.unwrap_or_default();
    let own_type = main_type(&types, &main, limiti)?;
    if own_type.contains("wordprocessingml") || main.starts_with("word/") {
        return Err(Refusal::NotExcel("è un documento di Word", Altrimenti::Chiedere));
    }
    if own_type.contains("presentationml") || main.starts_with("ppt/") {
        return Err(Refusal::NotExcel("è una presentazione di PowerPoint", Altrimenti::Chiedere));
    }
    let format = if main.to_lowercase().ends_with(".bin") {
        Format::Xlsb
    } else if own_type.contains("macroEnabled") {
        Format::Xlsm
    } else {
        Format::Xlsx
    };
    Ok(Source::Package(format, package, main))
}

/// The declared type of the main part.
fn main_type(types: &str, main: &str, limiti: &Limiti) -> Result<String, Refusal> {
    use super::xml::{Node, Xml, attributes};
    let mut xml = Xml::new(types, "[Content_Types].xml", limiti);
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        let (mut part, mut kind) = (String::new(), String::new());
        attributes(&element, |name, value| match name {
            "PartName" => value.trim_start_matches('/').clone_into(&mut part),
            "ContentType" => value.clone_into(&mut kind),
            _ => {}
        });
        if part.eq_ignore_ascii_case(main) {
            return Ok(kind);
        }
    }
    Ok(String::new())
}

fn ole<'a>(bytes: &[u8]) -> Result<Source<'a>, Refusal> {
    let container = Container::open(bytes)?;
    if container.has("EncryptedPackage") {
        return Err(Refusal::Password);
    }
    for name in ["Workbook", "Book"] {
        if let Some(stream) = container.stream(name)? {
            return Ok(Source::Stream(stream));
        }
    }
    let what = if container.has("WordDocument") {
        "è un documento di Word"
    } else if container.has("PowerPoint Document") {
        "è una presentazione di PowerPoint"
    } else {
        "non contiene fogli di Excel"
    };
    Err(Refusal::NotExcel(what, Altrimenti::Chiedere))
}

/// What the content is, as a person would call it.
fn other(bytes: &[u8]) -> (&'static str, Altrimenti) {
    use Altrimenti::{Chiedere, Estrarre, Salvare};
    let start = &bytes[..bytes.len().min(2048)];
    let text = String::from_utf8_lossy(start).to_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with(b"%PDF") {
        ("è un PDF", Chiedere)
    } else if text.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        ("è una tabella XML di Excel 2003", Salvare)
    } else if text.starts_with("<!doctype html") || text.starts_with("<html") || text.contains("<table") {
        ("è una pagina web (HTML) salvata con il nome di una cartella di lavoro", Salvare)
    } else if text.starts_with("mime-version") {
        ("è una pagina web in un file unico (MHT)", Salvare)
    } else if text.starts_with("{\\rtf") {
        ("è un documento RTF", Chiedere)
    } else if text.starts_with("<?xml") {
        ("è un file XML", Salvare)
    } else if matches!(start, [0x09, 0x00 | 0x02 | 0x04, ..]) {
        ("è di una versione di Excel troppo vecchia (prima della 5)", Salvare)
    } else if start.starts_with(&[0xFF, 0xD8]) || start.starts_with(b"\x89PNG") || start.starts_with(b"GIF8") {
        ("è un'immagine", Chiedere)
    } else if [b"Rar!".as_slice(), b"7z\xBC\xAF", b"\x1F\x8B"].iter().any(|mark| start.starts_with(mark)) {
        ("è un archivio compresso (rar, 7z, gz)", Estrarre)
    } else if !start.iter().any(|byte| *byte < 9) || matches!(start, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) {
        ("è un file di testo (per esempio CSV)", Salvare)
    } else {
        ("il contenuto non è di nessun formato che il programma conosce", Chiedere)
    }
}
