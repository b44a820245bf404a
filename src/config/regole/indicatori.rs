//! `[indicatori]`. Source: regole-di-calcolo, section 2.

use serde::{Deserialize, Serialize};

use super::{Fascia, Rilievi, fasce};
use crate::scheda::text::normalise;
use crate::scheda::{AttesoDeciso, Famiglia, si_legge_come_atteso};

/// How indicators are scored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicatori {
    /// The grado where more is better.
    pub crescente: Crescente,
    /// The grado where less is better.
    pub decrescente: Decrescente,
    /// The bands of `"fasce"`, highest first.
    pub fasce: Vec<Fascia>,
    /// What `>` and `<` ask for.
    pub operatore_stretto: OperatoreStretto,
    /// What a missing achieved value is, where indicators are scored.
    pub mancante_finale: MancanteFinale,
    /// What indicators are at an interim checkpoint.
    pub intermedia: Intermedia,
    /// What becomes of the indicator that repeats the phases.
    pub rispetto_fasi: RispettoFasi,
    /// Names of the indicators that repeat what the phases say.
    pub rispetto_fasi_nomi: Vec<String>,
    /// What each indicator weighs.
    pub pesi: PesiIndicatori,
    /// What each family weighs, for [`PesiIndicatori::Famiglie`].
    pub famiglie: PesiFamiglie,
    /// Indicators that are not what their name, family or cells say.
    #[serde(rename = "eccezione", default)]
    pub eccezioni: Vec<Eccezione>,
}

/// The grado where more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Crescente {
    /// Achieved over expected, at most 100.
    Proporzionale,
    /// 100 from the expected value on, else 0.
    SiNo,
    /// The points of the band in which the ratio falls.
    Fasce,
}

/// The grado where less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decrescente {
    /// Expected over achieved, at most 100.
    Inverso,
    /// As many points lost as the excess is of the expected value.
    Lineare,
    /// 100 up to the expected value, else 0.
    SiNo,
    /// The points of the band in which expected over achieved falls.
    Fasce,
}

/// What `>` and `<` ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperatoreStretto {
    /// On whole counts the next whole number.
    Interi,
    /// The same as `≥` and `≤`.
    Tollerante,
}

/// What a missing achieved value is, where indicators are scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MancanteFinale {
    /// Grado 0.
    Zero,
    /// Left out of the mean.
    Escludi,
}

/// What indicators are at an interim checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intermedia {
    /// Shown, not scored.
    Informativi,
    /// Scored against the annual value.
    Pieni,
    /// Scored; counts and amounts against the part of the annual value that is due.
    ProRata,
}

/// What becomes of the indicator that repeats the phases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RispettoFasi {
    /// It is what the phases give, shown and not averaged.
    Calcolato,
    /// It is scored as any other, and the phases have no half of their own.
    Dichiarato,
    /// It is left out.
    Escluso,
}

/// What each indicator weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PesiIndicatori {
    /// All the same.
    Uguali,
    /// Each family as `famiglie` says, shared equally by its scored indicators.
    Famiglie,
    /// What the form's column or `pesi.csv` says; 1 without.
    Peso,
}

/// What each family weighs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PesiFamiglie {
    /// Indici di quantità.
    pub quantita: f64,
    /// Indici di tempo.
    pub tempo: f64,
    /// Indici di costo.
    pub costo: f64,
    /// Indici di qualità.
    pub qualita: f64,
}

impl PesiFamiglie {
    /// Each family with its weight.
    #[must_use]
    pub const fn each(&self) -> [(Famiglia, f64); 4] {
        [
            (Famiglia::Quantita, self.quantita),
            (Famiglia::Tempo, self.tempo),
            (Famiglia::Costo, self.costo),
            (Famiglia::Qualita, self.qualita),
        ]
    }
}

/// An indicator of which somebody has decided the polarity or the expected value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eccezione {
    /// The obiettivo's titolo, or part of it; absent, every obiettivo.
    pub titolo: Option<String>,
    /// The indicator's name, or part of it.
    pub nome: String,
    /// What is better, where name, family and comparison do not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub polarita: Option<Polarita>,
    /// What is expected, where the cell does not say it so that it can be read: `almeno 12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub atteso: Option<String>,
}

/// What is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarita {
    /// More.
    Alta,
    /// Less.
    Bassa,
}

impl Indicatori {
    /// Whether an indicator's name says that it repeats the phases.
    #[must_use]
    pub fn ripete_le_fasi(&self, nome: &str) -> bool {
        let nome = normalise(nome);
        self.rispetto_fasi_nomi.iter().any(|name| nome.contains(&normalise(name)))
    }

    /// The polarity that an exception gives to an indicator of an obiettivo; the last one that fits.
    #[must_use]
    pub fn eccezione(&self, titolo: &str, nome: &str) -> Option<Polarita> {
        let (titolo, nome) = (normalise(titolo), normalise(nome));
        let fits = |e: &&Eccezione| {
            let of_titolo = e.titolo.as_ref().is_none_or(|wanted| titolo.contains(&normalise(wanted)));
            of_titolo && nome.contains(&normalise(&e.nome))
        };
        self.eccezioni.iter().rev().filter(fits).find_map(|e| e.polarita)
    }

    /// The expected values that somebody has decided.
    #[must_use]
    pub fn attesi(&self) -> Vec<AttesoDeciso> {
        let decided = self.eccezioni.iter().filter_map(|e| {
            let atteso = e.atteso.clone()?;
            Some(AttesoDeciso { titolo: e.titolo.clone(), nome: e.nome.clone(), atteso })
        });
        decided.collect()
    }

    pub(super) fn check(&self, found: &mut Rilievi<'_>) {
        let used = self.crescente == Crescente::Fasce || self.decrescente == Decrescente::Fasce;
        let asking = ["indicatori.crescente", "indicatori.decrescente"];
        fasce::check(&self.fasce, used, "indicatori.fasce", &asking, found);
        if self.rispetto_fasi_nomi.iter().any(|nome| normalise(nome).is_empty()) {
            found.add("indicatori.rispetto_fasi_nomi", "un nome vuoto varrebbe per ogni indicatore: toglierlo");
        }
        let mut total = 0.0;
        for (famiglia, peso) in self.famiglie.each() {
            total += peso;
            found.weight(&format!("indicatori.famiglie.{}", famiglia.as_str()), peso);
        }
        // Equal weights say nothing: a copy of the defaults is no contradiction.
        let each = self.famiglie.each();
        let differ = each.iter().any(|(_, peso)| (peso - each[0].1).abs() > 0.0);
        if self.pesi != PesiIndicatori::Famiglie && differ {
            let message = "i pesi delle famiglie contano solo con pesi = \"famiglie\": scriverlo, o toglierli";
            found.useless("indicatori.famiglie", message);
        }
        if total <= 0.0 {
            found.add("indicatori.famiglie", "i pesi delle famiglie non possono essere tutti 0");
        }
        for (i, eccezione) in self.eccezioni.iter().enumerate() {
            if normalise(&eccezione.nome).is_empty() {
                found.add(&format!("indicatori.eccezione.{i}.nome"), "serve il nome dell'indicatore, o una sua parte");
            }
            if eccezione.titolo.as_deref().is_some_and(|titolo| normalise(titolo).is_empty()) {
                found.add(
                    &format!("indicatori.eccezione.{i}.titolo"),
                    "un titolo vuoto varrebbe per ogni obiettivo: scriverlo, o togliere la chiave",
                );
            }
            if eccezione.polarita.is_none() && eccezione.atteso.is_none() {
                found.add(
                    &format!("indicatori.eccezione.{i}"),
                    "l'eccezione non decide niente: scrivere polarita = \"alta\" (o \"bassa\"), oppure atteso = \"almeno 12\"",
                );
            }
            if let Some(atteso) = eccezione.atteso.as_deref().filter(|atteso| !si_legge_come_atteso(atteso)) {
                found.add(
                    &format!("indicatori.eccezione.{i}.atteso"),
                    &format!("«{atteso}» non si interpreta: scrivere per esempio \"12\", \"80%\", \"almeno 3\", \"7 su 10\", \"€ 1.500\", \"sì\""),
                );
            }
            let same = |other: &Eccezione| {
                normalise(&other.nome) == normalise(&eccezione.nome)
                    && other.titolo.as_deref().map(normalise) == eccezione.titolo.as_deref().map(normalise)
                    && ((other.polarita.is_some() && eccezione.polarita.is_some())
                        || (other.atteso.is_some() && eccezione.atteso.is_some()))
            };
            if self.eccezioni[..i].iter().any(same) {
                found.add(
                    &format!("indicatori.eccezione.{i}.nome"),
                    &format!("un'altra eccezione decide già di «{}»: tenerne una sola", eccezione.nome),
                );
            }
        }
    }
}
