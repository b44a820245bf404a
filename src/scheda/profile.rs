//! The form as data: by which words a reader recognises sections, fields and columns.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::text::normalise;

/// What the form that the municipality uses looks like.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub(super) sezioni: BTreeMap<String, Label>,
    pub(super) intestazione: BTreeMap<String, Field>,
    pub(super) cronoprogramma: BTreeMap<String, Label>,
    pub(super) indicatori: BTreeMap<String, Label>,
    pub(super) personale: BTreeMap<String, Label>,
    pub(super) risorse: BTreeMap<String, Label>,
}

/// A field of the header.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Field {
    pub etichette: Label,
    pub valore: Side,
}

/// Where the value of a field stands, seen from its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Side {
    Sotto,
    Accanto,
}

/// The ways in which a label can be written.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Label(Vec<Alternative>);

#[derive(Clone, Debug)]
enum Alternative {
    /// The whole text.
    Exactly(String),
    /// Words that must all be there, each as the beginning of a word of the text.
    Words(Vec<String>),
}

impl From<Vec<String>> for Label {
    fn from(alternatives: Vec<String>) -> Self {
        let parse = |text: String| match text.strip_prefix('=') {
            Some(whole) => Alternative::Exactly(normalise(whole)),
            None => Alternative::Words(normalise(&text).split(' ').map(str::to_owned).collect()),
        };
        Self(alternatives.into_iter().map(parse).collect())
    }
}

impl Label {
    /// Whether normalised text is this label.
    pub fn matches(&self, text: &str) -> bool {
        self.0.iter().any(|alternative| match alternative {
            Alternative::Exactly(whole) => whole == text,
            Alternative::Words(words) => {
                words.iter().all(|word| text.split(' ').any(|found| found.starts_with(word.as_str())))
            }
        })
    }
}

impl Profile {
    /// The form of the example, which ships in the binary.
    #[must_use]
    pub fn scheda_obiettivo() -> Self {
        toml::from_str(include_str!("../../templates/scheda-obiettivo.toml"))
            .expect("the profile that ships in the binary is valid: a test reads it")
    }

    /// Whether normalised text is the label of a header field or of a section.
    pub(super) fn is_label(&self, text: &str) -> bool {
        self.intestazione.values().any(|field| field.etichette.matches(text))
            || self.sezioni.values().any(|label| label.matches(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_profile_is_valid() {
        let profile = Profile::scheda_obiettivo();
        assert!(profile.indicatori["raggiunto_lug"].matches(&normalise("RAGGIUNTO al 31.07.2022")));
        assert!(!profile.indicatori["raggiunto_lug"].matches(&normalise("RAGGIUNTO al 31.12.2022")));
        assert!(profile.is_label(&normalise("FINALITA’")));
    }
}
