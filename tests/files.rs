//! What is said of files that are no workbooks, or not the ones that their names say (FIL002–FIL005).

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

use std::path::{Path, PathBuf};

use traguardo::workbook::{self, Limiti};

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn xlsx() -> Vec<u8> {
    std::fs::read(tests().join("pdo/luglio/02_Avvocatura.xlsx")).unwrap()
}

fn twin(format: &str) -> Vec<u8> {
    std::fs::read(tests().join(format!("formats/{format}/02_Avvocatura.{format}"))).unwrap()
}

/// Codes and messages for bytes under a name, and whether they were read.
fn parse(name: &str, bytes: &[u8]) -> (bool, Vec<(&'static str, String)>) {
    let (workbook, said) = workbook::parse(bytes, name, &Limiti::default());
    assert!(said.iter().all(|s| s.luogo.file == name && !s.rimedio.is_empty()));
    (workbook.is_some(), said.into_iter().map(|s| (s.codice.sigla, s.messaggio)).collect())
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], code: &str, words: &str) {
    let (read, said) = parse(name, bytes);
    let [(codice, messaggio)] = said.as_slice() else { panic!("{name}: {said:?}") };
    assert!(!read && *codice == code && messaggio.contains(words), "{name}: {said:?}");
}

#[test]
fn what_is_no_workbook_is_called_by_its_name() {
    for (name, bytes, words) in [
        ("vuoto.xlsx", b"".as_slice(), "0 byte"),
        ("pagina.xls", b"\xef\xbb\xbf  <!DOCTYPE html><html><table></table></html>", "HTML"),
        ("tabella.xls", b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr><td>1", "HTML"),
        ("elenco.xlsx", b"nome;quota\nVERDI ADA;60%\n", "testo"),
        ("relazione.xlsx", b"%PDF-1.7\n", "PDF"),
        (
            "foglio.xls",
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>",
            "XML di Excel 2003",
        ),
        ("lettera.xls", b"{\\rtf1 }", "RTF"),
        ("foto.ods", b"\x89PNG\r\n\x1a\n", "immagine"),
        ("antico.xls", b"\x09\x04\x06\x00\x00\x00\x10\x00", "troppo vecchia"),
        ("esportato.xls", b"\xFF\xFEn\0o\0m\0e\0\t\0", "testo"),
        ("pacchi.xlsx", b"PKG;colli;peso\n1;2;3\n", "testo"),
        ("zip.xlsx", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "zip"),
        ("boh.xlsb", b"\x01\x02\x03\x04", "nessun formato"),
    ] {
        refused(name, bytes, "FIL002", words);
    }
}

#[test]
fn what_is_cut_off_is_damaged() {
    refused("zeri.xlsx", &[0; 5000], "FIL003", "zeri");
    for format in ["xlsx", "xls", "ods", "xlsb"] {
        let whole = if format == "xlsx" { xlsx() } else { twin(format) };
        let name = format!("a.{format}");
        assert!(parse(&name, &whole).0, "{format}");
        for part in [2, 3, 10] {
            let (read, said) = parse(&name, &whole[..whole.len() - whole.len() / part]);
            assert!(!read && said.iter().all(|(code, _)| *code == "FIL003"), "{format}: {said:?}");
        }
    }
}

#[test]
fn what_is_encrypted_is_said_to_be() {
    // An .xlsx with a password is a container with the encrypted package; here a name is changed to that one.
    let rename = |bytes: &mut Vec<u8>, from: &str, to: &str| {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let (from, mut to) = (wide(from), wide(to));
        let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
        let length = u8::try_from(to.len() + 2).unwrap();
        to.resize(62, 0);
        bytes[at..at + 62].copy_from_slice(&to);
        bytes[at + 64] = length;
    };
    let mut package = twin("xls");
    rename(&mut package, "Workbook", "EncryptedPackage");
    refused("segreto.xlsx", &package, "FIL004", "password");
    // An .xls with a password says so in a record; here the one that says who wrote the file becomes that one.
    let mut stream = twin("xls");
    let writer = [0x5C, 0x00, 0x70, 0x00];
    let at = stream.windows(4).position(|window| window == writer).unwrap();
    stream[at] = 0x2F;
    refused("segreto.xls", &stream, "FIL004", "password");
}

#[test]
fn another_format_than_the_name_says_is_read_and_said() {
    for (name, bytes, content) in [
        ("a.xls", xlsx(), ".xlsx"),
        ("a.xlsm", xlsx(), ".xlsx"),
        ("a.xlsx", twin("xls"), ".xls"),
        ("a.XLSX", twin("ods"), ".ods"),
        ("a.xlsx", twin("xlsb"), ".xlsb"),
    ] {
        let (read, said) = parse(name, &bytes);
        let [(code, message)] = said.as_slice() else { panic!("{name}: {said:?}") };
        assert!(read && *code == "FIL005" && message.contains(content), "{name}: {said:?}");
    }
    assert_eq!(parse("a.dat", &xlsx()), (true, Vec::new()));
}
