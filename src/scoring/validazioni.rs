//! The ledger of what the Nucleo has judged otherwise: measured beside validated, why, who and when.

use polars_core::prelude::{Column, DataFrame, PolarsResult};

use super::Risultati;
use crate::scheda::text::normalise;
use crate::tabelle::{Validazione, Validazioni};

/// One row a validation that counts, in the order of the file; [`crate::dataset::schema::VALIDAZIONI`].
///
/// `titoli` are id and titolo of each scheda.
///
/// # Errors
/// Only if a column is absent, which [`crate::dataset::schema`] rules out.
pub fn ledger(
    titoli: &[(String, String)],
    validazioni: &Validazioni,
    risultati: &Risultati,
) -> PolarsResult<DataFrame> {
    let mut rows: Vec<(&str, Option<f64>, Option<f64>, &Validazione)> = Vec::new();
    let of_obiettivi = Misure::read(&risultati.obiettivi)?;
    let of_indicatori = Misure::read(&risultati.indicatori)?;
    for line in validazioni.iter().filter(|line| line.motivazione.is_some()) {
        for (id, _) in titoli.iter().filter(|(id, titolo)| line.is_of(id, titolo)) {
            let found = match &line.indicatore {
                None => of_obiettivi.find(id, None),
                Some(nome) => of_indicatori.find(id, Some(nome)),
            };
            rows.extend(found.map(|(misurato, validato)| (id.as_str(), misurato, validato, line)));
        }
    }
    let text = |name: &str, of: &dyn Fn(&Validazione) -> Option<&str>| {
        Column::new(name.into(), rows.iter().map(|row| of(row.3)).collect::<Vec<_>>())
    };
    DataFrame::new(
        rows.len(),
        vec![
            Column::new("id".into(), rows.iter().map(|row| row.0).collect::<Vec<_>>()),
            text("indicatore", &|line| line.indicatore.as_deref()),
            Column::new("misurato".into(), rows.iter().map(|row| row.1).collect::<Vec<_>>()),
            Column::new("validato".into(), rows.iter().map(|row| row.2).collect::<Vec<_>>()),
            text("motivazione", &|line| line.motivazione.as_deref()),
            text("autore", &|line| line.autore.as_deref()),
            text("data", &|line| line.data.as_deref()),
            Column::new("riga".into(), rows.iter().map(|r| i64::try_from(r.3.riga).unwrap_or(0)).collect::<Vec<_>>()),
        ],
    )
}

/// What was measured and what was validated.
type Misura = (Option<f64>, Option<f64>);

/// The same by id and, of an indicator, by its normalised name.
struct Misure {
    rows: Vec<((String, Option<String>), Misura)>,
}

impl Misure {
    fn read(frame: &DataFrame) -> PolarsResult<Self> {
        let ids = frame.column("id")?.str()?;
        let names: Vec<Option<String>> = match frame.column("nome") {
            Ok(names) => names.str()?.iter().map(|nome| nome.map(normalise)).collect(),
            Err(_) => vec![None; frame.height()],
        };
        let (misurati, validati) = (frame.column("misurato")?.f64()?, frame.column("validato")?.f64()?);
        let figures = misurati.iter().zip(validati.iter());
        let rows = ids.iter().zip(names).zip(figures).map(|((id, nome), (misurato, validato))| {
            ((id.unwrap_or_default().to_owned(), nome), (misurato, validato))
        });
        Ok(Self { rows: rows.collect() })
    }

    /// Measured and validated, where the validation counts.
    fn find(&self, id: &str, nome: Option<&str>) -> Option<Misura> {
        let key = (id.to_owned(), nome.map(normalise));
        self.rows.iter().find(|row| row.0 == key && row.1.1.is_some()).map(|row| row.1)
    }
}
