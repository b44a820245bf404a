//! The form as data: by which words a reader recognises sections, fields and columns.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::Obbligatori;
use super::parole::{Lessico, Parole, Uguali};

/// What a form looks like.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its name in messages.
    pub nome: String,
    /// How the form is laid out.
    pub kind: Kind,
    pub(super) voci: Vec<Voce>,
    pub(super) ignora: Label,
    pub(super) commenti: Label,
    pub(super) lessico: Lessico,
    pub(super) obbligatori: Arc<Obbligatori>,
}

/// How a form is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A page an obiettivo, with its sections.
    Scheda,
    /// A row an obiettivo.
    Elenco,
}

/// A part of the form that has labels of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ambito {
    Sezioni,
    Intestazione,
    Fasi,
    Indicatori,
    Personale,
    Risorse,
}

impl Ambito {
    /// As the profiles and the lists of what was recognised write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sezioni => "sezione",
            Self::Intestazione => "intestazione",
            Self::Fasi => "cronoprogramma",
            Self::Indicatori => "indicatori",
            Self::Personale => "personale",
            Self::Risorse => "risorse",
        }
    }
}

/// A section, field or column with the ways of writing its label.
#[derive(Clone, Debug)]
pub(super) struct Voce {
    pub ambito: Ambito,
    pub nome: String,
    pub label: Label,
    /// For a field of the header: where its value usually stands.
    pub lato: Side,
    /// For a field of the header: texts that are its value and say so themselves (`DIREZIONE TERRITORIO`).
    pub titolo: Label,
}

/// Where the value of a field stands, seen from its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Side {
    Sotto,
    Accanto,
}

/// The ways in which a label can be written, the usual one first.
#[derive(Clone, Debug, Default)]
pub(super) struct Label(Vec<Alternativa>);

#[derive(Clone, Debug)]
struct Alternativa {
    /// As the profile writes it.
    testo: String,
    parole: Parole,
    /// Anything may follow.
    open: bool,
}

/// How surely a part of the form was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Come {
    /// By its usual label.
    Esatta,
    /// By another label that the profile knows.
    Sinonimo,
    /// By a label with a slip of the pen.
    Simile,
    /// Without a label of its own, by what stands around it.
    Posizione,
}

impl Come {
    /// As the list of what was recognised writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Esatta => "esatta",
            Self::Sinonimo => "sinonimo",
            Self::Simile => "simile",
            Self::Posizione => "per posizione",
        }
    }
}

impl Label {
    fn new(alternatives: &[String], lessico: &Lessico) -> Self {
        let parse = |testo: &String| {
            let bare = testo.trim_end_matches(['…', ' ']);
            Alternativa { testo: testo.clone(), parole: Parole::new(bare, lessico), open: bare.len() < testo.len() }
        };
        Self(alternatives.iter().map(parse).collect())
    }

    /// The alternative that a text is, and how surely.
    pub fn find(&self, text: &Parole) -> Option<(Come, &str)> {
        self.0
            .iter()
            .enumerate()
            .filter_map(|(i, alternative)| {
                let come = match text.is(&alternative.parole, alternative.open)? {
                    Uguali::Simili => Come::Simile,
                    _ if i == 0 => Come::Esatta,
                    _ => Come::Sinonimo,
                };
                Some((come, alternative.testo.as_str()))
            })
            .min_by_key(|(come, _)| *come)
    }
}

/// A profile as its file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    nome: String,
    kind: Kind,
    #[serde(default)]
    parole_vuote: Vec<String>,
    #[serde(default)]
    ignora: Vec<String>,
    #[serde(default)]
    commenti: Vec<String>,
    #[serde(default)]
    periodi: RawPeriodi,
    obbligatori: RawObbligatori,
    #[serde(default)]
    sezioni: BTreeMap<String, Vec<String>>,
    intestazione: BTreeMap<String, RawField>,
    #[serde(default)]
    cronoprogramma: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    indicatori: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    personale: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    risorse: BTreeMap<String, Vec<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawPeriodi {
    luglio: Vec<String>,
    dicembre: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawObbligatori {
    sezioni: Vec<String>,
    intestazione: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    etichette: Vec<String>,
    #[serde(default = "sotto")]
    valore: Side,
    #[serde(default)]
    titolo: Vec<String>,
}

const fn sotto() -> Side {
    Side::Sotto
}

/// The names that the reader knows: a profile that misspells one is refused, not half-read.
const NOMI: [(Ambito, &[&str]); 6] = [
    (Ambito::Sezioni, &["fasi", "cronoprogramma", "indicatori", "personale", "risorse"]),
    (
        Ambito::Intestazione,
        &[
            "direzione",
            "assessore",
            "dirigente",
            "responsabile",
            "sezione",
            "missione",
            "programma",
            "obiettivo_strategico",
            "obiettivo_operativo",
            "progetto",
            "finalita",
            "titolo",
            "orizzonte",
            "descrizione",
            "codice",
            "anno",
        ],
    ),
    (Ambito::Fasi, &["fase", "testo", "precedenti", "target", "gap", "anno2", "anno3", "totale", "raggiunto", "peso"]),
    (
        Ambito::Indicatori,
        &["quantita", "tempo", "costo", "qualita", "famiglia", "nome", "atteso", "raggiunto", "scost", "note"],
    ),
    (Ambito::Personale, &["categoria", "nominativo", "note", "pct", "firme", "totale", "numero", "elenco"]),
    (Ambito::Risorse, &["tipologia", "descrizione", "costo", "totale", "parziale"]),
];

fn noto(ambito: Ambito, nome: &str) -> bool {
    NOMI.iter().any(|(of, nomi)| *of == ambito && nomi.contains(&nome))
}

impl Profile {
    /// The profiles that ship in the binary.
    #[must_use]
    pub fn shipped() -> Vec<Self> {
        vec![Self::scheda_obiettivo(), Self::elenco_obiettivi()]
    }

    /// A row an obiettivo.
    #[must_use]
    pub fn elenco_obiettivi() -> Self {
        Self::parse(include_str!("../../templates/elenco-obiettivi.toml")).expect("a test reads the shipped profiles")
    }

    /// The form of the example: a page an obiettivo.
    #[must_use]
    pub fn scheda_obiettivo() -> Self {
        Self::parse(include_str!("../../templates/scheda-obiettivo.toml")).expect("a test reads the shipped profiles")
    }

    /// What the form should have.
    #[must_use]
    pub const fn obbligatori(&self) -> &Arc<Obbligatori> {
        &self.obbligatori
    }

    /// Reads a profile.
    ///
    /// # Errors
    /// What is wrong with the text, in Italian where it is a name that no reader knows.
    pub fn parse(text: &str) -> Result<Self, String> {
        let raw: Raw = toml::from_str(text).map_err(|error| error.to_string())?;
        let periodi: Vec<(&String, u8)> =
            raw.periodi.luglio.iter().map(|p| (p, 7)).chain(raw.periodi.dicembre.iter().map(|p| (p, 12))).collect();
        let lessico = Lessico::new(&raw.parole_vuote, &periodi);
        let mut voci = Vec::new();
        for (nome, field) in &raw.intestazione {
            voci.push(Voce {
                ambito: Ambito::Intestazione,
                nome: nome.clone(),
                label: Label::new(&field.etichette, &lessico),
                lato: field.valore,
                titolo: Label::new(&field.titolo, &lessico),
            });
        }
        for (ambito, labels) in [
            (Ambito::Sezioni, &raw.sezioni),
            (Ambito::Fasi, &raw.cronoprogramma),
            (Ambito::Indicatori, &raw.indicatori),
            (Ambito::Personale, &raw.personale),
            (Ambito::Risorse, &raw.risorse),
        ] {
            voci.extend(labels.iter().map(|(nome, label)| Voce {
                ambito,
                nome: nome.clone(),
                label: Label::new(label, &lessico),
                lato: Side::Sotto,
                titolo: Label::default(),
            }));
        }
        for voce in &voci {
            if !noto(voce.ambito, &voce.nome) {
                return Err(format!(
                    "[{}] {}: nessuna parte del modulo ha questo nome",
                    voce.ambito.as_str(),
                    voce.nome
                ));
            }
        }
        for (ambito, nomi) in
            [(Ambito::Sezioni, &raw.obbligatori.sezioni), (Ambito::Intestazione, &raw.obbligatori.intestazione)]
        {
            if let Some(nome) = nomi.iter().find(|nome| !noto(ambito, nome)) {
                return Err(format!("[obbligatori] {nome}: nessuna parte del modulo ha questo nome"));
            }
        }
        let RawObbligatori { sezioni, intestazione } = raw.obbligatori;
        Ok(Self {
            obbligatori: Arc::new(Obbligatori { sezioni, campi: intestazione }),
            nome: raw.nome,
            kind: raw.kind,
            ignora: Label::new(&raw.ignora, &lessico),
            commenti: Label::new(&raw.commenti, &lessico),
            voci,
            lessico,
        })
    }

    /// The words of a text.
    pub(super) fn parole(&self, text: &str) -> Parole {
        Parole::new(text, &self.lessico)
    }

    /// All that a text can be the label of, the surest first; a likeness to two labels of one part is none.
    pub(super) fn find(&self, text: &Parole) -> Vec<(&Voce, Come, &str)> {
        let mut found: Vec<_> = self
            .voci
            .iter()
            .filter_map(|voce| voce.label.find(text).map(|(come, alternative)| (voce, come, alternative)))
            .collect();
        found.sort_by_key(|(_, come, _)| *come);
        if found.first().is_some_and(|(_, come, _)| *come < Come::Simile) {
            found.retain(|(_, come, _)| *come < Come::Simile);
        }
        let doubtful = |voce: &Voce| {
            found.iter().filter(|(other, come, _)| *come == Come::Simile && other.ambito == voce.ambito).count() > 1
        };
        let keep: Vec<bool> = found.iter().map(|(voce, come, _)| *come < Come::Simile || !doubtful(voce)).collect();
        found.into_iter().zip(keep).filter_map(|(hit, keep)| keep.then_some(hit)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> String {
        let profile = Profile::scheda_obiettivo();
        let found = profile.find(&profile.parole(text));
        found
            .iter()
            .map(|(v, come, _)| format!("{}.{} {}", v.ambito.as_str(), v.nome, come.as_str()))
            .collect::<Vec<_>>()
            .join(", ")
    }

    #[test]
    fn labels_of_real_plans_are_recognised() {
        for (text, label) in [
            ("PO/FUNZIONARIO", "intestazione.responsabile sinonimo"),
            ("RESPONSABILE P.O.", "intestazione.responsabile"),
            ("E.Q.", "intestazione.responsabile"),
            ("FINALITA’", "intestazione.finalita esatta"),
            ("MISSIONE (SeS e SeO DUP)", "intestazione.missione"),
            ("FASE E TEMPI", "cronoprogramma.fase sinonimo"),
            ("RAGGIUNTO AL 31.12.2023", "indicatori.raggiunto esatta"),
            ("Scost.", "indicatori.scost"),
            ("Scostamento al 31/12", "indicatori.scost"),
            ("% Target al 31 luglio", "cronoprogramma.target esatta"),
            ("% RAGGIUNTA ANNI PREC.", "cronoprogramma.precedenti"),
            ("% raggiunta negli anni precedenti", "cronoprogramma.precedenti esatta"),
            ("CAT.", "personale.categoria"),
            ("Nominativo", "personale.nominativo sinonimo"),
            ("% Partec.", "personale.pct"),
            ("% di partecipazione", "personale.pct"),
            ("PERSONALE DIRIGENZIALE E DEI LIVELLI COINVOLTI NELL'OBIETTIVO", "sezione.personale"),
            ("CRONOPROGRAMMA (2022 - 2024)", "sezione.cronoprogramma esatta"),
            ("INDICATRI DI PERFORMANCE", "sezione.indicatori simile"),
            ("RISORSE UTILIZZATE", "sezione.risorse esatta"),
        ] {
            assert!(names(text).contains(label), "{text}: {}", names(text));
        }
        assert_eq!(names("costruzione del sistema di gestione"), "");
    }

    #[test]
    fn the_shipped_profiles_are_valid_and_a_wrong_name_is_refused() {
        assert_eq!(Profile::shipped().len(), 2);
        let wrong = "nome = \"x\"\nkind = \"scheda\"\n[obbligatori]\nsezioni = []\nintestazione = []\n[intestazione]\ntitulo = { etichette = [\"titolo\"] }";
        assert!(Profile::parse(wrong).unwrap_err().contains("titulo"));
    }
}
