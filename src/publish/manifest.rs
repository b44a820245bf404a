//! The record that an edition carries of itself: what it was made from, by which rules, and what it holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// `manifest.json`: everything needed to tell whether two editions can differ. No clock, no names of machines.
///
/// The keys of the JSON are Italian, as the columns of the frames are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the program, as in `Cargo.toml`.
    pub versione: String,
    /// The year of the plan.
    pub anno: i16,
    /// The checkpoint: `luglio` or `dicembre`.
    pub scadenza: String,
    /// The rules that scored.
    pub regole: Rules,
    /// Hex SHA-256 of each file read, by its path below the input folder.
    pub ingressi: BTreeMap<String, String>,
    /// Hex SHA-256 of each file published, by its path below the edition's folder; not of the manifest itself.
    pub uscite: BTreeMap<String, String>,
    /// How much was found.
    pub conteggi: Counts,
    /// The exit code of the run.
    pub codice_uscita: u8,
}

/// The rules as they were applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Hex SHA-256 of `testo`.
    pub sha256: String,
    /// The whole text, so that an edition can be made again years later.
    pub testo: String,
}

impl Rules {
    /// The rules by their text.
    #[must_use]
    pub fn new(testo: impl Into<String>) -> Self {
        let testo = testo.into();
        Self { sha256: sha256_hex(testo.as_bytes()), testo }
    }
}

/// How many schede were read and how many segnalazioni of each kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Schede.
    pub schede: usize,
    /// Segnalazioni that make results provisional.
    pub errori: usize,
    /// Segnalazioni to be looked at.
    pub avvisi: usize,
    /// Segnalazioni for information.
    pub note: usize,
}

impl Manifest {
    /// The bytes of `manifest.json`: indented, in a fixed order, with a newline at the end.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).expect("texts and whole numbers can always be written");
        json.push(b'\n');
        json
    }
}

/// The SHA-256 of some bytes, in lower case hex.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    Sha256::digest(bytes)
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_standard() {
        assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn a_manifest_is_sorted_whatever_order_it_was_filled_in() {
        let files = |paths: [&str; 2]| paths.map(|path| (path.to_owned(), sha256_hex(path.as_bytes()))).into();
        let manifest = |paths| Manifest {
            versione: "0.1.0".to_owned(),
            anno: 2022,
            scadenza: "dicembre".to_owned(),
            regole: Rules::new("soglia = 60\n"),
            ingressi: files(paths),
            uscite: files(["dati/schede.parquet", "Pubblicazione/Relazione.pdf"]),
            conteggi: Counts { schede: 34, errori: 2, avvisi: 3, note: 4 },
            codice_uscita: 0,
        };
        let json = manifest(["b.xlsx", "a.xlsx"]).to_json();
        assert_eq!(json, manifest(["a.xlsx", "b.xlsx"]).to_json());
        let text = String::from_utf8(json.clone()).unwrap();
        assert!(text.find("a.xlsx") < text.find("b.xlsx"));
        assert!(
            text.starts_with("{\n  \"versione\": \"0.1.0\",\n  \"anno\": 2022,\n") && text.ends_with("}\n"),
            "{text}"
        );
        assert_eq!(serde_json::from_slice::<Manifest>(&json).unwrap(), manifest(["a.xlsx", "b.xlsx"]));
    }
}
