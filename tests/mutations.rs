//! Good workbooks spoilt at random: whatever the bytes, they end in a workbook or in segnalazioni.
//!
//! The same targets run for hours under `fuzz/`; this is the short run of every test, always over the same files.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use traguardo::segnalazione::Gravita;
use traguardo::workbook::{self, Limiti};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

/// How many files are made of each format; `MUTATIONS` asks for another number, for a longer run.
fn files() -> u64 {
    std::env::var("MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(700)
}

/// No spoilt file of this size may take longer; a good one takes a few milliseconds.
const LONGEST: Duration = Duration::from_secs(5);

/// Random numbers that are the same on every machine (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }
}

/// Spoils some bytes in a few of the ways in which files get spoilt, and in which attackers spoil them.
fn spoil(bytes: &mut Vec<u8>, random: &mut Random) {
    const NUMBERS: [u32; 8] = [0, 1, 0x7F, 0xFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];
    const TOKENS: [&str; 12] =
        ["<", "</c>", "\"", "&#x0;", "&x;", "-1", "99999999999999999999", "1e999", "NaN", "<![CDATA[", "\u{0}", "$A$0"];
    for _ in 0..=random.below(4) {
        if bytes.is_empty() {
            return;
        }
        let at = random.below(bytes.len());
        let until = (at + random.below(64)).min(bytes.len());
        match random.below(9) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = random.next().to_le_bytes()[0],
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..until)),
            4 => {
                let again = bytes[at..until].to_vec();
                bytes.splice(at..at, again);
            }
            5 => {
                let token = TOKENS[random.below(TOKENS.len())];
                bytes.splice(at..at, token.bytes());
            }
            6 => {
                let from = random.below(bytes.len());
                let piece = bytes[from..(from + until - at).min(bytes.len())].to_vec();
                bytes.splice(at..until, piece);
            }
            7 => {
                let number = NUMBERS[random.below(NUMBERS.len())].to_le_bytes();
                let end = (at + 4).min(bytes.len());
                bytes[at..end].copy_from_slice(&number[..end - at]);
            }
            _ => {
                // A digit becomes another: rows, columns, styles and counts move.
                if let Some(digit) = bytes[at..].iter_mut().take(200).find(|byte| byte.is_ascii_digit()) {
                    *digit = b'0' + random.next().to_le_bytes()[0] % 10;
                }
            }
        }
    }
}

#[track_caller]
fn survives(name: &str, bytes: &[u8], seed: u64) {
    let start = Instant::now();
    let (workbook, said) = workbook::parse(bytes, name, &Limiti::default());
    assert!(start.elapsed() < LONGEST, "seed {seed}: {name} takes {:?}", start.elapsed());
    let refused = said.iter().any(|s| s.gravita == Gravita::Errore && s.codice.is_of_file());
    assert!(workbook.is_some() != refused, "seed {seed}: {name}: {said:?}");
    // The words for a panic that was caught.
    let panicked = said.iter().any(|s| s.messaggio.contains("una struttura che il programma non riesce a leggere"));
    assert!(!panicked, "seed {seed}: {name} panics");
}

fn seed_file(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)).unwrap()
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let read = |i| {
        let mut part = archive.by_index(i).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        (part.name().unwrap().into_owned(), bytes)
    };
    (0..ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(read).collect()
}

fn stored(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Spoils one part of a container at a time, and now and then the container itself.
fn spoilt_packages(name: &str, path: &str) {
    let parts = parts(&seed_file(path));
    for seed in 0..files() {
        let mut random = Random(seed);
        let mut spoilt = parts.clone();
        let which = random.below(spoilt.len());
        spoil(&mut spoilt[which].1, &mut random);
        let mut bytes = stored(&spoilt);
        if seed % 8 == 0 {
            spoil(&mut bytes, &mut random);
        }
        survives(name, &bytes, seed);
    }
}

#[test]
fn spoilt_xlsx() {
    spoilt_packages("a.xlsx", "pdo/luglio/02_Avvocatura.xlsx");
}

#[test]
fn spoilt_xlsb() {
    spoilt_packages("a.xlsb", "formats/xlsb/02_Avvocatura.xlsb");
}

#[test]
fn spoilt_ods() {
    spoilt_packages("a.ods", "formats/ods/02_Avvocatura.ods");
}

#[test]
fn spoilt_xls() {
    let good = seed_file("formats/xls/02_Avvocatura.xls");
    for seed in 0..4 * files() {
        let mut random = Random(seed);
        let mut bytes = good.clone();
        spoil(&mut bytes, &mut random);
        survives("a.xls", &bytes, seed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_end_in_segnalazioni(
        start in prop::sample::select(vec![
            b"".as_slice(), b"PK\x03\x04", b"PK\x05\x06", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<html>", b"%PDF", b"\x09\x08",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..2000),
    ) {
        survives("a.xlsx", &[start, rest.as_slice()].concat(), 0);
    }
}
