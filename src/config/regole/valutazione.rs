//! `[[componente]]` and `[[condizione]]`: what else than the obiettivi makes the valutazione of a person, and what takes
//! a part of it away. Off by default: the obiettivi alone count.

use serde::{Deserialize, Serialize};

use super::Rilievi;
use crate::scheda::text::normalise;

/// The name of the component that is computed here: the result by the obiettivi.
pub const OBIETTIVI: &str = "obiettivi";
/// The columns of `componenti.csv` that name a person.
const CHI: [&str; 2] = ["nominativo", "matricola"];

/// Something that makes a valutazione: the obiettivi, or a column of `componenti.csv` from 0 to 100.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Componente {
    /// Its name: `obiettivi`, or the column's.
    pub nome: String,
    /// What it weighs beside the others.
    pub peso: f64,
}

/// Something that must be, or else a part of the valutazione or of the premio is lost whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condizione {
    /// The column of `componenti.csv` that decides: a number, or sì and no.
    pub nome: String,
    /// Whom it binds.
    #[serde(default = "everybody")]
    pub ruoli: Vec<Ruolo>,
    /// The least value that is enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimo: Option<f64>,
    /// The greatest value that is not too much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub massimo: Option<f64>,
    /// The part that is lost, 0–100 in points of percent.
    pub quota: f64,
    /// What it is a part of.
    #[serde(default = "of_premio")]
    pub toglie: Toglie,
}

/// In which role somebody is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruolo {
    /// Who takes part in obiettivi, by the result of section 4.
    Persone,
    /// Who answers for obiettivi as P.O. or E.Q., by the mean of section 5.
    Responsabili,
    /// Who answers for obiettivi as dirigente, by the mean of section 5.
    Dirigenti,
}

impl Ruolo {
    /// As the frames and messages write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Persone => "persona",
            Self::Responsabili => "responsabile",
            Self::Dirigenti => "dirigente",
        }
    }

    /// As the configuration writes it.
    #[must_use]
    pub const fn plurale(self) -> &'static str {
        match self {
            Self::Persone => "persone",
            Self::Responsabili => "responsabili",
            Self::Dirigenti => "dirigenti",
        }
    }
}

/// What a condition that is not met takes a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Toglie {
    /// The valutazione, before the premio is made from it.
    Valutazione,
    /// The premio.
    Premio,
}

fn everybody() -> Vec<Ruolo> {
    vec![Ruolo::Persone, Ruolo::Responsabili, Ruolo::Dirigenti]
}

const fn of_premio() -> Toglie {
    Toglie::Premio
}

impl Condizione {
    /// Whether a value meets it. Without bounds the value is 1 for sì and 0 for no.
    #[must_use]
    pub fn is_met(&self, value: f64) -> bool {
        match (self.minimo, self.massimo) {
            (None, None) => value >= 1.0,
            (minimo, massimo) => minimo.is_none_or(|m| value >= m) && massimo.is_none_or(|m| value <= m),
        }
    }
}

/// What is wrong with the components.
pub(super) fn check_componenti(componenti: &[Componente], found: &mut Rilievi<'_>) {
    for (i, one) in componenti.iter().enumerate() {
        let at = |key: &str| format!("componente.{i}.{key}");
        check_nome(&one.nome, &at("nome"), found);
        found.weight(&at("peso"), one.peso);
        if componenti[..i].iter().any(|other| normalise(&other.nome) == normalise(&one.nome)) {
            found.add(&at("nome"), &format!("la componente «{}» c'è già: tenerne una sola", one.nome));
        }
    }
    if !componenti.iter().any(|one| normalise(&one.nome) == OBIETTIVI) {
        let message = "manca la componente «obiettivi»: senza, i risultati calcolati non conterebbero; aggiungere [[componente]] con nome = \"obiettivi\" e il suo peso";
        found.add("componente", message);
    } else if componenti.iter().map(|one| one.peso).sum::<f64>() <= 0.0 {
        found.add(
            "componente.0.peso",
            "i pesi delle componenti non possono essere tutti 0: scriverne almeno uno sopra 0",
        );
    }
}

/// What is wrong with the conditions; `ruoli` are the roles that are judged, `premio` says whether there is one.
pub(super) fn check_condizioni(condizioni: &[Condizione], ruoli: &[Ruolo], premio: bool, found: &mut Rilievi<'_>) {
    for (i, one) in condizioni.iter().enumerate() {
        let at = |key: &str| format!("condizione.{i}.{key}");
        check_nome(&one.nome, &at("nome"), found);
        if normalise(&one.nome) == OBIETTIVI {
            found.add(
                &at("nome"),
                "«obiettivi» è il risultato calcolato, non una condizione: per una soglia usare [premio]",
            );
        }
        if !(one.quota > 0.0 && one.quota <= 100.0) {
            found.add(&at("quota"), "«quota» è la parte che si perde, in percento: un numero sopra 0 e fino a 100");
        }
        for (key, value) in [("minimo", one.minimo), ("massimo", one.massimo)] {
            if value.is_some_and(|value| !value.is_finite()) {
                found.add(&at(key), "serve un numero");
            }
        }
        if let (Some(minimo), Some(massimo)) = (one.minimo, one.massimo)
            && minimo > massimo
        {
            found.add(
                &at("massimo"),
                &format!("nessun valore va da {minimo} in su e fino a {massimo}: il massimo è sotto il minimo"),
            );
        }
        if one.ruoli.is_empty() {
            found.add(&at("ruoli"), "la condizione non vale per nessuno: scrivere per esempio ruoli = [\"dirigenti\"]");
        } else if !one.ruoli.iter().any(|ruolo| ruoli.contains(ruolo)) {
            let names: Vec<&str> = one.ruoli.iter().map(|ruolo| ruolo.plurale()).collect();
            found.add(
                &at("ruoli"),
                &format!(
                    "la condizione vale per {}, che premio.ruoli non comprende: aggiungerli là, o toglierla",
                    names.join(" e ")
                ),
            );
        }
        if one.toglie == Toglie::Premio && !premio {
            found.add(
                &format!("condizione.{i}"),
                "la condizione toglie una parte del premio, ma premio.tipo è \"nessuno\": scegliere un premio, o scrivere toglie = \"valutazione\"",
            );
        }
        if condizioni[..i]
            .iter()
            .any(|other| normalise(&other.nome) == normalise(&one.nome) && other.ruoli == one.ruoli)
        {
            found.add(
                &at("nome"),
                &format!("la condizione «{}» c'è già per gli stessi ruoli: tenerne una sola", one.nome),
            );
        }
    }
}

fn check_nome(nome: &str, path: &str, found: &mut Rilievi<'_>) {
    if normalise(nome).is_empty() {
        found.add(path, "serve il nome di una colonna di componenti.csv");
    } else if CHI.contains(&normalise(nome).as_str()) {
        found.add(
            path,
            &format!("«{nome}» è la colonna di componenti.csv che dice chi è la persona: dare un altro nome"),
        );
    }
}
