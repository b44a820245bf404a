//! Who gets what: the one list of an edition's documents.
//!
//! | folder | documents | who reads them |
//! |---|---|---|
//! | `Nucleo di Valutazione` | Relazione, Consolidato | the Nucleo: everything |
//! | `Dirigenti/<Cognome Nome>` | Report | that dirigente: their own schede |
//! | `Uffici/<workbook>` | Correzioni, as pages and as a list, and the workbook marked | the office that fills it in: its own faults |
//! | `Pubblicazione` | Risultati, open data | everybody: no person is in it |
//! | `dati` | the frames | the performance office: everything |
//!
//! A new document is a new line of [`documents`]; what it may hold is decided in its assembly under `report`.

use polars_core::prelude::DataFrame;
use rayon::prelude::*;

use super::names::{safe_file_name, unique_names};
use crate::dataset::parquet::parquet;
use crate::dataset::schema::Frame;
use crate::place::Luogo;
use crate::render::restituito::{self, Segno};
use crate::render::{open_data, pdf, xlsx};
use crate::report::model::Report;
use crate::report::{Copia, Forma, Material, Reports};
use crate::segnalazione::Gravita;

/// A document of an edition.
#[derive(Debug)]
pub struct Document<'a> {
    /// Its path below the edition's folder, with `/` between folders.
    pub path: String,
    content: Content<'a>,
}

#[derive(Debug)]
enum Content<'a> {
    Pdf(Box<Report>),
    Xlsx(Box<Report>),
    Parquet(&'a DataFrame),
    Text(String),
    Bytes(Vec<u8>),
}

impl Document<'_> {
    /// The bytes of the document.
    ///
    /// # Errors
    /// Why it cannot be made, in words.
    pub fn render(&self) -> Result<Vec<u8>, String> {
        match &self.content {
            Content::Pdf(report) => pdf::render(report).map_err(|error| error.to_string()),
            Content::Xlsx(report) => xlsx::render(report).map_err(|error| error.to_string()),
            Content::Parquet(frame) => parquet(frame).map_err(|error| error.to_string()),
            Content::Text(text) => Ok(text.clone().into_bytes()),
            Content::Bytes(bytes) => Ok(bytes.clone()),
        }
    }
}

/// The bytes of a workbook by its name, as they were read; nothing if they are no longer the same.
pub type Originals<'a> = dyn Fn(&str) -> Option<Vec<u8>> + Sync + 'a;

/// The documents of an edition, in a fixed order; `frames` are the tables that go out as they are.
#[must_use]
pub fn documents<'a>(
    material: &Material<'a>,
    frames: &[(Frame, &'a DataFrame)],
    originals: &Originals<'_>,
) -> Vec<Document<'a>> {
    let edition = format!("{} {}", material.anno, material.scadenza_nome);
    let pdf = |path: String, report| Document { path, content: Content::Pdf(Box::new(report)) };
    let xlsx = |path: String, report| Document { path, content: Content::Xlsx(Box::new(report)) };

    let reports = Reports::of(material);
    let mut documents = vec![
        pdf(format!("Nucleo di Valutazione/Relazione {edition}.pdf"), reports.relazione()),
        xlsx(format!("Nucleo di Valutazione/Consolidato {edition}.xlsx"), reports.consolidato()),
    ];
    let dirigenti = reports.dirigenti();
    for (folder, nome) in unique_names(&dirigenti).iter().zip(&dirigenti) {
        documents.push(pdf(format!("Dirigenti/{folder}/Report {edition}.pdf"), reports.dirigente(nome)));
    }
    let workbooks = reports.uffici();
    let offices: Vec<_> = workbooks
        .par_iter()
        .map(|file| {
            let correzioni = reports.correzioni(file);
            let copy = copy(&correzioni.segni(), file, originals);
            (correzioni, copy)
        })
        .collect();
    for ((folder, file), (correzioni, copy)) in office_folders(&workbooks).iter().zip(&workbooks).zip(offices) {
        let name = copy_name(file);
        let copia = match &copy {
            None => Copia::Nessuna,
            Some(Ok(_)) => Copia::Accanto(&name),
            Some(Err(motivo)) => Copia::Negata(motivo),
        };
        documents.push(pdf(format!("Uffici/{folder}/Correzioni.pdf"), correzioni.report(Forma::Pagine, copia)));
        documents.push(xlsx(format!("Uffici/{folder}/Correzioni.xlsx"), correzioni.report(Forma::Elenco, copia)));
        if let Some(Ok(bytes)) = copy {
            let path = format!("Uffici/{folder}/{name}");
            documents.push(Document { path, content: Content::Bytes(bytes) });
        }
    }
    let public = reports.pubblicazione();
    let text = |name: &str, text| Document { path: format!("Pubblicazione/{name}"), content: Content::Text(text) };
    documents.push(text("LEGGIMI.txt", open_data::leggimi(&public.report, &public.tavole)));
    documents.push(text("risultati.json", open_data::json(&public)));
    for tavola in &public.tavole {
        documents.push(text(&format!("{}.csv", tavola.nome), open_data::csv(tavola)));
    }
    documents.push(pdf(format!("Pubblicazione/Risultati {edition}.pdf"), public.report));
    for (frame, data) in frames {
        documents.push(Document { path: format!("dati/{}.parquet", frame.name), content: Content::Parquet(data) });
    }
    documents
}

/// A workbook with its marks, or why it cannot have them; nothing where there is nothing to mark.
fn copy(segni: &[(Luogo, Gravita, String)], file: &str, originals: &Originals<'_>) -> Option<Result<Vec<u8>, String>> {
    let segni = segni.iter().filter_map(|(luogo, gravita, testo)| {
        let (foglio, cella) = (luogo.foglio.clone()?, luogo.cella?);
        Some(Segno { foglio, cella, gravita: *gravita, testo: testo.clone() })
    });
    let segni: Vec<Segno> = segni.collect();
    let render = |bytes: Vec<u8>| restituito::render(&bytes, &segni).map_err(|refused| refused.to_string());
    let changed = || "è cambiato dopo essere stato letto".to_owned();
    (!segni.is_empty()).then(|| originals(file).ok_or_else(changed).and_then(render))
}

/// The name of the copy: the workbook's own, so that the links of the list lead to it.
fn copy_name(file: &str) -> String {
    let name = safe_file_name(file.rsplit('/').next().unwrap_or(file));
    if name.to_lowercase().starts_with("correzioni.") { format!("File {name}") } else { name }
}

/// The folder of each workbook's office: the workbook's name without its extension.
fn office_folders(workbooks: &[String]) -> Vec<String> {
    let stems: Vec<&str> =
        workbooks.iter().map(|name| name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem)).collect();
    unique_names(&stems)
}
