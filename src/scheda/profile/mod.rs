//! The form as data: by which words a reader recognises sections, fields and columns.

mod scritto;

use std::sync::Arc;

use serde::Deserialize;

use super::Obbligatori;
use super::parole::{Lessico, Parole, Uguali};
pub use scritto::Scritto;
use scritto::{ELENCO_OBIETTIVI, SCHEDA_OBIETTIVO, fornito};

/// What a form looks like.
#[derive(Clone, Debug, PartialEq)]
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
    /// As the profiles write it.
    pub const fn chiave(self) -> &'static str {
        match self {
            Self::Sezioni => "sezioni",
            other => other.as_str(),
        }
    }

    /// As the lists of what was recognised write it.
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
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Label(Vec<Alternativa>);

#[derive(Clone, Debug, PartialEq)]
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

impl Profile {
    /// The profiles that ship in the binary.
    #[must_use]
    pub fn shipped() -> Vec<Self> {
        vec![Self::scheda_obiettivo(), Self::elenco_obiettivi()]
    }

    /// A row an obiettivo.
    #[must_use]
    pub fn elenco_obiettivi() -> Self {
        fornito(ELENCO_OBIETTIVI)
    }

    /// The form of the example: a page an obiettivo.
    #[must_use]
    pub fn scheda_obiettivo() -> Self {
        fornito(SCHEDA_OBIETTIVO)
    }

    /// What the form should have.
    #[must_use]
    pub const fn obbligatori(&self) -> &Arc<Obbligatori> {
        &self.obbligatori
    }

    /// Makes a profile of what a file says.
    ///
    /// # Errors
    /// All that is wrong with it: the dotted path of a key, and what to write instead, in Italian.
    pub fn new(scritto: Scritto) -> Result<Self, Vec<(String, String)>> {
        let (scritto, kind) = scritto.intero()?;
        let periodi: Vec<(&String, u8)> = scritto
            .periodi
            .luglio
            .iter()
            .map(|p| (p, 7))
            .chain(scritto.periodi.dicembre.iter().map(|p| (p, 12)))
            .collect();
        let lessico = Lessico::new(&scritto.parole_vuote, &periodi);
        let campi = scritto.intestazione.iter().map(|(nome, campo)| Voce {
            ambito: Ambito::Intestazione,
            nome: nome.clone(),
            label: Label::new(&campo.etichette, &lessico),
            lato: campo.valore.unwrap_or(Side::Sotto),
            titolo: Label::new(&campo.titolo, &lessico),
        });
        let tabelle = scritto.tabelle();
        let colonne = tabelle.iter().flat_map(|(ambito, labels)| labels.iter().map(move |voce| (*ambito, voce)));
        let colonne = colonne.map(|(ambito, (nome, etichette))| Voce {
            ambito,
            nome: nome.clone(),
            label: Label::new(etichette, &lessico),
            lato: Side::Sotto,
            titolo: Label::default(),
        });
        let voci = campi.chain(colonne).collect();
        Ok(Self {
            obbligatori: Arc::new(scritto.obbligatori(kind)),
            nome: scritto.nome.trim().to_owned(),
            kind,
            ignora: Label::new(&scritto.ignora, &lessico),
            commenti: Label::new(&scritto.commenti, &lessico),
            voci,
            lessico,
        })
    }

    /// The same with some of its labels alone, for who asks whether a sheet can be of this form at all.
    pub(super) fn solo(&self, labels: &[(Ambito, &str)]) -> Self {
        let wanted = |voce: &&Voce| labels.contains(&(voce.ambito, voce.nome.as_str()));
        Self {
            nome: String::new(),
            kind: self.kind,
            voci: self.voci.iter().filter(wanted).cloned().collect(),
            ignora: Label::default(),
            commenti: Label::default(),
            lessico: self.lessico.clone(),
            obbligatori: self.obbligatori.clone(),
        }
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

    fn problems(text: &str) -> String {
        let scritto: Scritto = toml::from_str(text).unwrap();
        let wrong = Profile::new(scritto).unwrap_err();
        wrong.into_iter().map(|(path, message)| format!("{path}: {message}")).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_shipped_profiles_are_valid() {
        assert_eq!(Profile::shipped().len(), 2);
    }

    #[test]
    fn a_profile_that_recognises_nothing_is_refused() {
        for (text, wrong) in [
            (
                "nome = \"x\"\n[intestazione]\ntitulo = { etichette = [\"titolo\"] }",
                "intestazione.titulo: nessuna parte",
            ),
            ("nome = \"x\"\n[indicatori]\natteso = []", "indicatori.atteso: serve almeno un'etichetta"),
            (
                "nome = \"x\"\n[obbligatori]\nsezioni = [\"fasi\", \"note\"]\nintestazione = []",
                "obbligatori.sezioni.1: nessuna",
            ),
            ("nome = \" \"\ntipo = \"elenco\"", "nome: serve un nome"),
            ("nome = \"x\"\ntipo = \"elenco\"", "indicatori: senza le etichette di «atteso»"),
            ("nome = \"x\"", "nome: manca la chiave «tipo»"),
            ("nome = \"x\"\ncome = \"y\"", "come: nessun modulo si chiama «y»: scrivere \"scheda obiettivo\" oppure"),
        ] {
            assert!(problems(text).contains(wrong), "{text}: {}", problems(text));
        }
    }

    #[test]
    fn a_profile_may_add_to_a_shipped_one() {
        let text = "nome = \"nostro\"\ncome = \"scheda obiettivo\"\n[intestazione]\n\
             titolo = { etichette = [\"intervento\"] }\ncodice = { etichette = [\"obiettivo\"] }";
        let profile = Profile::new(toml::from_str(text).unwrap()).unwrap();
        let said = |text: &str| {
            let found = profile.find(&profile.parole(text));
            found.iter().map(|(v, come, _)| format!("{} {}", v.nome, come.as_str())).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(said("Intervento"), "titolo esatta");
        assert_eq!(said("Titolo Obiettivo"), "titolo sinonimo");
        assert_eq!(said("Obiettivo"), "codice esatta");
        assert_eq!(profile.obbligatori, Profile::scheda_obiettivo().obbligatori);
    }
}
