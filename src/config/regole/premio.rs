//! `[premio]`: which part of a full premio a valutazione gives. Off by default.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Classe, Fascia, Rilievi, Ruolo, fasce};
use crate::scheda::text::normalise;

/// From a valutazione to the part of a full premio.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Premio {
    /// How it is made.
    pub tipo: TipoPremio,
    /// Who is judged, each role for itself.
    pub ruoli: Vec<Ruolo>,
    /// The part that each band of valutazioni gives, highest first, for [`TipoPremio::Fasce`].
    pub fasce: Vec<Fascia>,
    /// The part that each class of the giudizio gives, by its name, for [`TipoPremio::Classi`].
    pub classi: BTreeMap<String, f64>,
    /// The valutazione below which there is none, for [`TipoPremio::SogliaLineare`].
    pub soglia: f64,
    /// The part that the valutazione `soglia` gives; from there it grows evenly up to 100 for 100.
    pub quota_minima: f64,
    /// How many of a role's people get how much, best first, for [`TipoPremio::Graduatoria`].
    pub graduatoria: Vec<Scaglione>,
    /// What the best of a role get besides.
    pub maggiorazione: Scaglione,
    /// What a full premio is, in euro, by role.
    pub importo_intero: Importi,
    /// What is shared out in proportion to the premi, in euro, by role.
    pub fondo: Importi,
}

/// How a premio is made from a valutazione.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TipoPremio {
    /// There is none.
    Nessuno,
    /// As much as the valutazione.
    Proporzionale,
    /// The points of the band in which the valutazione falls.
    Fasce,
    /// The points of the class in which the valutazione falls.
    Classi,
    /// Nothing below a threshold, then evenly up to the whole.
    SogliaLineare,
    /// By the place among the people of the same role.
    Graduatoria,
}

/// A part of a ranking: the next `quota` percent of the people get `punti`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scaglione {
    /// Percent of the people of a role, at most; who ties with somebody beyond it is beyond it.
    pub quota: f64,
    /// Points of a full premio.
    pub punti: f64,
}

/// An amount for each role, in euro; 0 is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Importi {
    /// Of who takes part.
    pub persone: f64,
    /// Of the responsabili.
    pub responsabili: f64,
    /// Of the dirigenti.
    pub dirigenti: f64,
}

impl Importi {
    /// The amount of a role.
    #[must_use]
    pub const fn of(&self, ruolo: Ruolo) -> f64 {
        match ruolo {
            Ruolo::Persone => self.persone,
            Ruolo::Responsabili => self.responsabili,
            Ruolo::Dirigenti => self.dirigenti,
        }
    }
}

impl Premio {
    pub(super) fn check(&self, classi: &[Classe], found: &mut Rilievi<'_>) {
        fasce::check(&self.fasce, self.tipo == TipoPremio::Fasce, "premio.fasce", &["premio.tipo"], found);
        self.check_classi(classi, found);
        self.check_graduatoria(found);
        if !(0.0..100.0).contains(&self.soglia) {
            found.add("premio.soglia", "la soglia è una valutazione da 0 a meno di 100");
        }
        if !(0.0..=100.0).contains(&self.quota_minima) {
            found.add("premio.quota_minima", "la quota minima va da 0 a 100");
        }
        for (path, value) in [("premio.soglia", self.soglia), ("premio.quota_minima", self.quota_minima)] {
            if self.tipo != TipoPremio::SogliaLineare && value > 0.0 {
                found.add(path, "conta solo con tipo = \"soglia_lineare\": toglierla");
            }
        }
        for (i, ruolo) in self.ruoli.iter().enumerate() {
            if self.ruoli[..i].contains(ruolo) {
                found.add(&format!("premio.ruoli.{i}"), &format!("«{}» c'è già: toglierlo", ruolo.plurale()));
            }
        }
        if self.ruoli.is_empty() {
            found.add("premio.ruoli", "serve almeno un ruolo: \"persone\", \"responsabili\" oppure \"dirigenti\"");
        }
        for ruolo in [Ruolo::Persone, Ruolo::Responsabili, Ruolo::Dirigenti] {
            for (name, amounts) in [("importo_intero", &self.importo_intero), ("fondo", &self.fondo)] {
                let path = format!("premio.{name}.{}", ruolo.plurale());
                found.weight(&path, amounts.of(ruolo));
                if amounts.of(ruolo) <= 0.0 {
                    continue;
                }
                if self.tipo == TipoPremio::Nessuno {
                    found.add(&path, "l'importo non si assegna a nessuno finché premio.tipo è \"nessuno\": scegliere un tipo, o toglierlo");
                } else if !self.ruoli.contains(&ruolo) {
                    let message = format!(
                        "l'importo è per {}, che premio.ruoli non comprende: aggiungerli là, o toglierlo",
                        ruolo.plurale()
                    );
                    found.add(&path, &message);
                }
            }
            if self.importo_intero.of(ruolo) > 0.0 && self.fondo.of(ruolo) > 0.0 {
                let path = format!("premio.fondo.{}", ruolo.plurale());
                found.add(&path, "c'è già un importo intero: o ciascuno ha una parte di quello, o tutti si dividono il fondo; toglierne uno");
            }
        }
    }

    fn check_classi(&self, classi: &[Classe], found: &mut Rilievi<'_>) {
        let used = self.tipo == TipoPremio::Classi;
        if !used && !self.classi.is_empty() {
            found.add("premio.classi", "conta solo con tipo = \"classi\": toglierla");
        }
        let known = |nome: &str| classi.iter().any(|classe| normalise(&classe.nome) == normalise(nome));
        for (nome, punti) in &self.classi {
            let path = format!("premio.classi.{nome}");
            if !known(nome) {
                let names: Vec<String> = classi.iter().map(|classe| format!("«{}»", classe.nome)).collect();
                found
                    .add(&path, &format!("nessuna [[classe]] si chiama «{nome}»: le classi sono {}", names.join(", ")));
            }
            if !(0.0..=100.0).contains(punti) {
                found.add(&path, "la parte di premio va da 0 a 100");
            }
        }
        let mut above: Option<f64> = None;
        for classe in classi.iter().filter(|_| used) {
            match self.of_class(&classe.nome) {
                None => found.add(
                    "premio.classi",
                    &format!(
                        "manca la parte di premio della classe «{0}»: aggiungere \"{0}\" = 0, o quanto le spetta",
                        classe.nome
                    ),
                ),
                Some(punti) if above.is_some_and(|above| punti > above) => found.add(
                    &format!("premio.classi.{}", classe.nome),
                    "una classe più bassa non può dare più premio di una più alta",
                ),
                punti => above = punti,
            }
        }
    }

    fn check_graduatoria(&self, found: &mut Rilievi<'_>) {
        let used = self.tipo == TipoPremio::Graduatoria;
        let total: f64 = self.graduatoria.iter().map(|part| part.quota).sum();
        if !used && !self.graduatoria.is_empty() {
            found.add("premio.graduatoria", "conta solo con tipo = \"graduatoria\": toglierla");
        } else if used && self.graduatoria.is_empty() {
            found.add(
                "premio.graduatoria",
                "serve la graduatoria: per esempio [{ quota = 25, punti = 100 }, { quota = 75, punti = 60 }]",
            );
        } else if used && (total - 100.0).abs() > 1e-9 {
            found.add(
                "premio.graduatoria",
                &format!("le quote sommano a {total}: devono comprendere tutti, cioè sommare a 100"),
            );
        }
        for (i, part) in self.graduatoria.iter().enumerate() {
            let path = format!("premio.graduatoria.{i}");
            if !(part.quota > 0.0 && part.quota <= 100.0 && (0.0..=100.0).contains(&part.punti)) {
                found.add(&path, "«quota» è la percentuale delle persone, sopra 0 e fino a 100; «punti» va da 0 a 100");
            }
            if i > 0 && self.graduatoria[i - 1].punti < part.punti {
                found.add(&path, "chi viene dopo in graduatoria non può avere più punti di chi viene prima");
            }
        }
        let Scaglione { quota, punti } = self.maggiorazione;
        if !((0.0..=100.0).contains(&quota) && punti.is_finite() && punti >= 0.0) {
            found.add(
                "premio.maggiorazione",
                "«quota» è la percentuale delle persone, da 0 a 100; «punti» è un numero da 0 in su",
            );
        } else if (quota > 0.0) != (punti > 0.0) {
            found.add(
                "premio.maggiorazione",
                "servono tutti e due: «quota», cioè a quanti spetta, e «punti», cioè quanto",
            );
        } else if quota > 0.0 && self.tipo == TipoPremio::Nessuno {
            found.add(
                "premio.maggiorazione",
                "non c'è niente da maggiorare finché premio.tipo è \"nessuno\": scegliere un tipo, o toglierla",
            );
        }
    }

    /// The part of a class, by its name.
    #[must_use]
    pub fn of_class(&self, nome: &str) -> Option<f64> {
        self.classi.iter().find(|(known, _)| normalise(known) == normalise(nome)).map(|(_, punti)| *punti)
    }

    /// Whether somebody's premio depends on the others' valutazioni.
    #[must_use]
    pub fn ranks(&self, ruolo: Ruolo) -> bool {
        self.tipo == TipoPremio::Graduatoria || self.maggiorazione.punti > 0.0 || self.fondo.of(ruolo) > 0.0
    }
}
