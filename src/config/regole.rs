//! The rules of calculation that can be chosen. Source: regole-di-calcolo.

use serde::{Deserialize, Serialize};

use crate::scheda::text::normalise;

/// The rules of calculation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regole {
    /// Section 2.
    pub indicatori: Indicatori,
    /// Section 3.
    pub obiettivo: Obiettivo,
    /// The classes of the giudizio, highest first.
    #[serde(rename = "classe")]
    pub classi: Vec<Classe>,
}

/// How indicators are scored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicatori {
    /// Names of the indicators that repeat what the phases say.
    pub rispetto_fasi_nomi: Vec<String>,
}

impl Indicatori {
    /// Whether an indicator's name says that it repeats the phases.
    #[must_use]
    pub fn ripete_le_fasi(&self, nome: &str) -> bool {
        let nome = normalise(nome);
        self.rispetto_fasi_nomi.iter().any(|name| nome.contains(&normalise(name)))
    }
}

/// How the two sides of an obiettivo make its punteggio.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obiettivo {
    /// Weight of the phases.
    pub peso_fasi: f64,
    /// Weight of the indicators.
    pub peso_indicatori: f64,
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

impl Regole {
    /// What is wrong: the path of the key, and what to write.
    pub(super) fn problems(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut wrong = |path: &str, message: &str| found.push((path.to_owned(), message.to_owned()));
        let Obiettivo { peso_fasi, peso_indicatori } = self.obiettivo;
        for (path, peso) in [("obiettivo.peso_fasi", peso_fasi), ("obiettivo.peso_indicatori", peso_indicatori)] {
            if !peso.is_finite() || peso < 0.0 {
                wrong(path, "un peso è un numero da 0 in su");
            }
        }
        if peso_fasi + peso_indicatori <= 0.0 {
            wrong("obiettivo.peso_fasi", "i due pesi non possono essere tutti e due 0: scriverne almeno uno sopra 0");
        }
        if self.indicatori.rispetto_fasi_nomi.iter().any(|nome| normalise(nome).is_empty()) {
            wrong("indicatori.rispetto_fasi_nomi", "un nome vuoto varrebbe per ogni indicatore: toglierlo");
        }
        self.classes(&mut found);
        found
    }

    fn classes(&self, found: &mut Vec<(String, String)>) {
        let mut wrong = |i: usize, key: &str, message: String| found.push((format!("classe.{i}.{key}"), message));
        for (i, classe) in self.classi.iter().enumerate() {
            let Classe { nome, da } = classe;
            if nome.trim().is_empty() {
                wrong(i, "nome", "la classe è senza nome".to_owned());
            }
            if !(0.0..=100.0).contains(da) {
                wrong(i, "da", format!("«da» è un punteggio da 0 a 100: {da} è fuori"));
            }
            for above in &self.classi[..i] {
                if normalise(&above.nome) == normalise(nome) {
                    wrong(i, "nome", format!("la classe «{nome}» c'è già: darle un altro nome"));
                }
            }
            if let Some(above) = i.checked_sub(1).map(|above| &self.classi[above])
                && above.da <= *da
            {
                let message = format!(
                    "nessun punteggio arriva a «{nome}»: «{}», scritta prima, comincia da {}; le classi vanno dalla più alta alla più bassa",
                    above.nome, above.da
                );
                wrong(i, "da", message);
            }
        }
        match self.classi.last() {
            None => found.push(("classe".to_owned(), "serve almeno una [[classe]]".to_owned())),
            Some(last) if last.da > 0.0 => {
                let message = format!("sotto {} non c'è nessuna classe: l'ultima deve avere da = 0", last.da);
                wrong(self.classi.len() - 1, "da", message);
            }
            Some(_) => {}
        }
    }
}
