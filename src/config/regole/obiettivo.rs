//! `[obiettivo]` and `[[classe]]`. Source: regole-di-calcolo, section 3.

use serde::{Deserialize, Serialize};

use super::{Rilievi, RispettoFasi};
use crate::scheda::text::normalise;

/// How the two sides of an obiettivo make its punteggio.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obiettivo {
    /// From the two sides to the punteggio.
    pub combinazione: Combinazione,
    /// Weight of the phases.
    pub peso_fasi: f64,
    /// Weight of the indicators.
    pub peso_indicatori: f64,
}

/// From the two sides to the punteggio; where one is absent, the other counts alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Combinazione {
    /// The mean by the two weights.
    MediaPesata,
    /// The phases alone.
    SoloFasi,
    /// The indicators alone.
    SoloIndicatori,
    /// The lower of the two.
    Minimo,
    /// One as a share of the other.
    Prodotto,
}

/// A class of judgement: scores from `da` up to the class above.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Classe {
    /// Its name.
    pub nome: String,
    /// Its lower bound, included, on the rounded score.
    pub da: f64,
}

impl Obiettivo {
    pub(super) fn check(&self, rispetto_fasi: RispettoFasi, found: &mut Rilievi<'_>) {
        found.weight("obiettivo.peso_fasi", self.peso_fasi);
        found.weight("obiettivo.peso_indicatori", self.peso_indicatori);
        if self.peso_fasi + self.peso_indicatori <= 0.0 {
            let message = "i due pesi non possono essere tutti e due 0: scriverne almeno uno sopra 0";
            found.add("obiettivo.peso_fasi", message);
        }
        // Equal weights say nothing: a copy of the defaults is no contradiction.
        let differ = (self.peso_fasi - self.peso_indicatori).abs() > 0.0;
        if self.combinazione != Combinazione::MediaPesata && differ {
            for path in ["obiettivo.peso_fasi", "obiettivo.peso_indicatori"] {
                found.useless(path, "i pesi contano solo con combinazione = \"media_pesata\": scriverlo, o toglierli");
            }
        }
        if rispetto_fasi != RispettoFasi::Dichiarato {
            return;
        }
        match self.combinazione {
            Combinazione::SoloFasi => found.add(
                "obiettivo.combinazione",
                "con indicatori.rispetto_fasi = \"dichiarato\" le fasi non hanno una parte propria: \"solo_fasi\" non valuterebbe niente",
            ),
            Combinazione::MediaPesata if self.peso_fasi > 0.0 => found.useless(
                "obiettivo.peso_fasi",
                "con indicatori.rispetto_fasi = \"dichiarato\" le fasi non hanno una parte propria: scrivere peso_fasi = 0",
            ),
            _ => {}
        }
    }
}

/// What is wrong with a list of classes.
pub(super) fn check_classes(classi: &[Classe], path: &str, found: &mut Rilievi<'_>) {
    for (i, classe) in classi.iter().enumerate() {
        let Classe { nome, da } = classe;
        let at = |key: &str| format!("{path}.{i}.{key}");
        if nome.trim().is_empty() {
            found.add(&at("nome"), "la classe è senza nome");
        }
        if !(0.0..=100.0).contains(da) {
            found.add(&at("da"), &format!("«da» è un punteggio da 0 a 100: {da} è fuori"));
        }
        if classi[..i].iter().any(|above| normalise(&above.nome) == normalise(nome)) {
            found.add(&at("nome"), &format!("la classe «{nome}» c'è già: darle un altro nome"));
        }
        if normalise(nome) == "non valutabile" {
            found.add(
                &at("nome"),
                "«non valutabile» è lo stato di chi non ha punteggio: dare un altro nome alla classe",
            );
        }
        if let Some(above) = i.checked_sub(1).map(|above| &classi[above])
            && above.da <= *da
        {
            let message = format!(
                "nessun punteggio arriva a «{nome}»: «{}», scritta prima, comincia da {}; le classi vanno dalla più alta alla più bassa",
                above.nome, above.da
            );
            found.add(&at("da"), &message);
        }
    }
    match classi.last() {
        None => found.add(path, &format!("serve almeno una [[{path}]]")),
        Some(last) if last.da > 0.0 => {
            let message = format!("sotto {} non c'è nessuna classe: l'ultima deve avere da = 0", last.da);
            found.add(&format!("{path}.{}.da", classi.len() - 1), &message);
        }
        Some(_) => {}
    }
}
