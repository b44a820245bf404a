//! `pesi.csv`: what obiettivi, phases and indicators weigh, and what an obiettivo is worth in euro.
//!
//! Columns: `obiettivo` (id or titolo), `fase` (label) or `indicatore` (name) where not the whole obiettivo is meant,
//! `peso` (a number from 0 up), `importo` (euro, of a whole obiettivo).

use std::fmt;
use std::path::Path;

use super::{Tabella, TabellaError};
use crate::scheda::text::normalise;
use crate::scheda::{Scheda, note};

/// The rows of `pesi.csv`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pesi(Vec<(u64, Voce)>);

/// A row.
#[derive(Clone, Debug, PartialEq)]
struct Voce {
    /// Id or titolo of the obiettivo, normalised and as written.
    obiettivo: String,
    scritto: String,
    che_cosa: CheCosa,
    /// The weight.
    peso: Option<f64>,
    /// The amount in euro.
    importo: Option<f64>,
}

/// What weighs.
#[derive(Clone, Debug, PartialEq)]
enum CheCosa {
    Obiettivo,
    Fase(String),
    Indicatore(String),
}

impl Pesi {
    /// Reads the file; without it there are no weights.
    pub(super) fn read(file: &Path) -> Result<Self, TabellaError> {
        let wanted = [("obiettivo", true), ("fase", false), ("indicatore", false), ("peso", false), ("importo", false)];
        let Some(table) = Tabella::read(file, &wanted)? else { return Ok(Self::default()) };
        let mut found: Vec<(u64, Voce)> = Vec::new();
        for row in table.rows() {
            let obiettivo = row.text(0).ok_or_else(|| row.wrong("manca l'obiettivo".to_owned()))?;
            let che_cosa = match (row.text(1), row.text(2)) {
                (None, None) => CheCosa::Obiettivo,
                (Some(fase), None) => CheCosa::Fase(note::etichetta(&fase)),
                (None, Some(nome)) => CheCosa::Indicatore(normalise(&nome)),
                (Some(_), Some(_)) => {
                    return Err(row.wrong("scrivere la fase oppure l'indicatore, non tutti e due".to_owned()));
                }
            };
            let (peso, importo) = (row.number(3)?, row.number(4)?);
            if [peso, importo].into_iter().flatten().any(|number| number < 0.0) {
                return Err(row.wrong("pesi e importi sono numeri da 0 in su".to_owned()));
            }
            if importo.is_some() && che_cosa != CheCosa::Obiettivo {
                return Err(
                    row.wrong("l'importo è di un obiettivo intero: lasciare vuote fase e indicatore".to_owned())
                );
            }
            if peso.is_none() && importo.is_none() {
                return Err(row.wrong("manca il peso".to_owned()));
            }
            let one = Voce { obiettivo: normalise(&obiettivo), scritto: obiettivo, che_cosa, peso, importo };
            if let Some((other, _)) =
                found.iter().find(|(_, o)| o.obiettivo == one.obiettivo && o.che_cosa == one.che_cosa)
            {
                return Err(row.wrong(format!("la stessa cosa ha già un peso alla riga {other}")));
            }
            found.push((row.numero, one));
        }
        Ok(Self(found))
    }

    fn find(&self, id: &str, titolo: &str, che_cosa: &CheCosa) -> Option<&Voce> {
        let (id, titolo) = (normalise(id), normalise(titolo));
        let of = |p: &&Voce| p.che_cosa == *che_cosa && (p.obiettivo == id || p.obiettivo == titolo);
        self.0.iter().map(|(_, p)| p).find(of)
    }

    /// The weight of an obiettivo.
    #[must_use]
    pub fn obiettivo(&self, id: &str, titolo: &str) -> Option<f64> {
        self.find(id, titolo, &CheCosa::Obiettivo)?.peso
    }

    /// The amount of an obiettivo, in euro.
    #[must_use]
    pub fn importo(&self, id: &str, titolo: &str) -> Option<f64> {
        self.find(id, titolo, &CheCosa::Obiettivo)?.importo
    }

    /// The weight of a phase, by its label.
    #[must_use]
    pub fn fase(&self, id: &str, titolo: &str, etichetta: &str) -> Option<f64> {
        self.find(id, titolo, &CheCosa::Fase(note::etichetta(etichetta)))?.peso
    }

    /// The weight of an indicator, by its name.
    #[must_use]
    pub fn indicatore(&self, id: &str, titolo: &str, nome: &str) -> Option<f64> {
        self.find(id, titolo, &CheCosa::Indicatore(normalise(nome)))?.peso
    }

    /// The lines that fit none of the schede (the id of each, whether it counts, and the scheda) or several of them: the
    /// number of each, what is wrong and what to do. Of some workbooks alone (`parziale`), an obiettivo that was not read
    /// is no fault.
    #[must_use]
    pub fn misfits(&self, schede: &[(&str, bool, &Scheda)], parziale: bool) -> Vec<(u64, String, String)> {
        let mut found = Vec::new();
        for (riga, voce) in &self.0 {
            let titolo = |scheda: &Scheda| normalise(scheda.intestazione.titolo.testo.as_deref().unwrap_or_default());
            let by_id: Vec<_> = schede.iter().filter(|(id, ..)| voce.obiettivo == normalise(id)).collect();
            let by_titolo = schede.iter().filter(|(.., scheda)| voce.obiettivo == titolo(scheda));
            let of: Vec<_> = if by_id.is_empty() { by_titolo.collect() } else { by_id };
            // Versions in conflict have one title too: none of them counts.
            let counted: Vec<&str> = of.iter().filter(|(_, conta, _)| *conta).map(|(id, ..)| *id).collect();
            let scritto = &voce.scritto;
            let known = match &voce.che_cosa {
                CheCosa::Obiettivo => true,
                CheCosa::Fase(label) => {
                    of.iter().any(|(.., s)| s.fasi.iter().any(|fase| note::etichetta(&fase.etichetta) == *label))
                }
                CheCosa::Indicatore(nome) => {
                    of.iter().any(|(.., s)| s.indicatori.iter().any(|one| normalise(&one.nome.valore) == *nome))
                }
            };
            let (messaggio, rimedio) = match counted.as_slice() {
                _ if of.is_empty() && parziale => continue,
                _ if of.is_empty() => (
                    format!("nessuna scheda letta è l'obiettivo «{scritto}»"),
                    "scrivere il titolo dell'obiettivo come nella sua scheda, o il suo id".to_owned(),
                ),
                [id, other, ..] => (
                    format!("più obiettivi si intitolano «{scritto}»: il peso vale per ciascuno"),
                    format!("scrivere l'id di quello che si intende, per esempio {id} oppure {other}"),
                ),
                _ if !known => (
                    format!("nella scheda «{scritto}» non c'è {}", voce.che_cosa),
                    "scrivere l'etichetta della fase, o il nome dell'indicatore, come sta nella scheda".to_owned(),
                ),
                _ => continue,
            };
            found.push((*riga, messaggio, rimedio));
        }
        found
    }
}

impl fmt::Display for CheCosa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Obiettivo => f.write_str("l'obiettivo"),
            Self::Fase(label) => write!(f, "la fase «{label}»"),
            Self::Indicatore(nome) => write!(f, "l'indicatore «{nome}»"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Pesi, TabellaError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pesi.csv");
        std::fs::write(&file, text).unwrap();
        Pesi::read(&file)
    }

    #[test]
    fn weights_are_found_by_titolo_and_by_id() {
        let pesi = read(
            "Obiettivo;Fase;Indicatore;Peso;Importo\nSenzafila!;;;30;1.250,50\nsenzafila;1a;;2,5;\nagc--spid;;n. utenti;4;\n",
        )
        .unwrap();
        assert_eq!(pesi.obiettivo("x", "SENZAFILA"), Some(30.0));
        assert_eq!(pesi.importo("x", "SENZAFILA"), Some(1250.5));
        assert_eq!(pesi.fase("x", "Senzafila", "Fase 1A"), Some(2.5));
        assert_eq!(pesi.indicatore("agc--spid", "SPID", "N. Utenti"), Some(4.0));
        assert_eq!(pesi.fase("x", "Senzafila", "2"), None);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (text, wanted) in [
            ("obiettivo;peso\n;3\n", "riga 2: manca l'obiettivo"),
            ("obiettivo;peso\na;tre\n", "riga 2: «tre» non è un numero"),
            ("obiettivo;peso;importo\na;;\n", "riga 2: manca il peso"),
            (
                "obiettivo,peso\na,2,5\n",
                "riga 2: «5» non sta sotto nessuna colonna: un testo o un numero che contiene «,»",
            ),
            ("obiettivo;peso\na;-1\n", "riga 2: pesi e importi"),
            ("obiettivo;peso\na;1\n\nA;2\n", "riga 4: la stessa cosa ha già un peso alla riga 2"),
            ("obiettivo;pesi\na;1\n", "riga 1: colonna sconosciuta «pesi»"),
            ("peso\n1\n", "riga 1: manca la colonna «obiettivo»"),
            ("obiettivo,fase,indicatore,peso\na,1,n,2\n", "riga 2: scrivere la fase oppure"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(wanted), "{error}");
        }
    }
}
