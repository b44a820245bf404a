//! A profile as its file writes it, with what is wrong with it; it may add to one that ships.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Ambito, Kind, Profile, Side};
use crate::scheda::text::normalise;
use crate::scheda::{Intestazione, Obbligatori};

pub(super) const SCHEDA_OBIETTIVO: &str = include_str!("../../../templates/scheda-obiettivo.toml");
pub(super) const ELENCO_OBIETTIVI: &str = include_str!("../../../templates/elenco-obiettivi.toml");

/// What a profile that ships in the binary says.
fn scritto(text: &str) -> Scritto {
    toml::from_str(text).expect("a test reads the shipped profiles")
}

/// A profile that ships in the binary.
pub(super) fn fornito(text: &str) -> Profile {
    Profile::new(scritto(text)).expect("a test reads the shipped profiles")
}

/// A profile as its file writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scritto {
    pub(super) nome: String,
    /// The profile whose labels are this one's too: its own are added to them.
    come: Option<String>,
    tipo: Option<Kind>,
    #[serde(default)]
    pub(super) parole_vuote: Vec<String>,
    #[serde(default)]
    pub(super) ignora: Vec<String>,
    #[serde(default)]
    pub(super) commenti: Vec<String>,
    #[serde(default)]
    pub(super) periodi: ScrittiPeriodi,
    obbligatori: Option<ScrittiObbligatori>,
    #[serde(default)]
    sezioni: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) intestazione: BTreeMap<String, ScrittoCampo>,
    #[serde(default)]
    cronoprogramma: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    indicatori: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    personale: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    risorse: BTreeMap<String, Vec<String>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ScrittiPeriodi {
    pub(super) luglio: Vec<String>,
    pub(super) dicembre: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScrittiObbligatori {
    sezioni: Vec<String>,
    intestazione: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScrittoCampo {
    pub(super) etichette: Vec<String>,
    pub(super) valore: Option<Side>,
    #[serde(default)]
    pub(super) titolo: Vec<String>,
}

impl Scritto {
    /// With the labels of the profile that it names; all that is wrong with it, if anything is.
    pub(super) fn intero(self) -> Result<(Self, Kind), Vec<(String, String)>> {
        let mut wrong = self.problemi();
        let whole = match self.come.clone() {
            None => self,
            Some(come) => {
                let bases = [SCHEDA_OBIETTIVO, ELENCO_OBIETTIVI].map(scritto);
                let names = bases.iter().map(|b| format!("\"{}\"", b.nome)).collect::<Vec<_>>().join(" oppure ");
                let Some(base) = bases.into_iter().find(|base| normalise(&base.nome) == normalise(&come)) else {
                    wrong.push(("come".to_owned(), format!("nessun modulo si chiama «{come}»: scrivere {names}")));
                    return Err(wrong);
                };
                self.sopra(base)
            }
        };
        wrong.extend(whole.mancanze());
        match whole.tipo {
            Some(kind) if wrong.is_empty() => Ok((whole, kind)),
            _ => Err(wrong),
        }
    }

    pub(super) fn obbligatori(&self, tipo: Kind) -> Obbligatori {
        let ScrittiObbligatori { sezioni, intestazione } = self.obbligatori.clone().unwrap_or_default();
        Obbligatori { tipo, sezioni, campi: intestazione }
    }

    /// Puts this profile's labels before those of the one that it names; a label that both have, for two things, is
    /// this one's.
    fn sopra(self, base: Self) -> Self {
        let all = |own: Vec<String>, base: Vec<String>| own.into_iter().chain(base).collect::<Vec<_>>();
        let mut campi = base.intestazione;
        let taken: Vec<String> = self.intestazione.values().flat_map(|c| &c.etichette).map(|e| normalise(e)).collect();
        for campo in campi.values_mut() {
            campo.etichette.retain(|e| !taken.contains(&normalise(e)));
        }
        for (nome, own) in self.intestazione {
            let merged = match campi.remove(&nome) {
                Some(old) => ScrittoCampo {
                    etichette: all(own.etichette, old.etichette),
                    valore: own.valore.or(old.valore),
                    titolo: all(own.titolo, old.titolo),
                },
                None => own,
            };
            campi.insert(nome, merged);
        }
        Self {
            nome: self.nome,
            come: None,
            tipo: self.tipo.or(base.tipo),
            parole_vuote: all(self.parole_vuote, base.parole_vuote),
            ignora: all(self.ignora, base.ignora),
            commenti: all(self.commenti, base.commenti),
            periodi: ScrittiPeriodi {
                luglio: all(self.periodi.luglio, base.periodi.luglio),
                dicembre: all(self.periodi.dicembre, base.periodi.dicembre),
            },
            obbligatori: self.obbligatori.or(base.obbligatori),
            sezioni: etichette_sopra(self.sezioni, base.sezioni),
            intestazione: campi,
            cronoprogramma: etichette_sopra(self.cronoprogramma, base.cronoprogramma),
            indicatori: etichette_sopra(self.indicatori, base.indicatori),
            personale: etichette_sopra(self.personale, base.personale),
            risorse: etichette_sopra(self.risorse, base.risorse),
        }
    }

    /// Its labels without those of the header, by part of the form.
    pub(super) const fn tabelle(&self) -> [(Ambito, &BTreeMap<String, Vec<String>>); 5] {
        [
            (Ambito::Sezioni, &self.sezioni),
            (Ambito::Fasi, &self.cronoprogramma),
            (Ambito::Indicatori, &self.indicatori),
            (Ambito::Personale, &self.personale),
            (Ambito::Risorse, &self.risorse),
        ]
    }

    /// What no reader can use: the dotted path of the key, and what is wrong with it.
    fn problemi(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        if self.nome.trim().is_empty() {
            found.push(("nome".to_owned(), "serve un nome, con cui il modulo è chiamato nei messaggi".to_owned()));
        }
        let campi = self.intestazione.iter().map(|(nome, campo)| (Ambito::Intestazione, nome, &campo.etichette));
        let voci = self.tabelle().into_iter().flat_map(|(ambito, voci)| voci.iter().map(move |(n, e)| (ambito, n, e)));
        for (ambito, nome, etichette) in campi.chain(voci) {
            let path = format!("{}.{nome}", ambito.chiave());
            if !noto(ambito, nome) {
                found.push((path, sconosciuta(ambito, nome)));
            } else if etichette.iter().all(|e| normalise(e).is_empty()) {
                found.push((path, format!("serve almeno un'etichetta con cui riconoscere «{nome}»")));
            }
        }
        if let Some(obbligatori) = &self.obbligatori {
            for (chiave, ambito, nomi) in [
                ("sezioni", Ambito::Sezioni, &obbligatori.sezioni),
                ("intestazione", Ambito::Intestazione, &obbligatori.intestazione),
            ] {
                for (i, nome) in nomi.iter().enumerate().filter(|(_, nome)| !noto(ambito, nome)) {
                    found.push((format!("obbligatori.{chiave}.{i}"), sconosciuta(ambito, nome)));
                }
            }
        }
        found
    }

    /// What the whole of it lacks to be recognised on any sheet, when nothing else is wrong.
    fn mancanze(&self) -> Vec<(String, String)> {
        let Some(tipo) = self.tipo else {
            let message = "manca la chiave «tipo»: scrivere \"scheda\" (una pagina per obiettivo) oppure \"elenco\" (una riga \
                 per obiettivo)";
            return vec![("nome".to_owned(), message.to_owned())];
        };
        let mut needed = vec![(Ambito::Intestazione, "titolo")];
        if tipo == Kind::Elenco {
            needed.extend([(Ambito::Indicatori, "nome"), (Ambito::Indicatori, "atteso")]);
        }
        let has = |ambito: Ambito, nome: &str| match ambito {
            Ambito::Intestazione => self.intestazione.contains_key(nome),
            _ => self.tabelle().iter().any(|(of, voci)| *of == ambito && voci.contains_key(nome)),
        };
        let missing = needed.into_iter().filter(|(ambito, nome)| !has(*ambito, nome));
        missing
            .map(|(ambito, nome)| {
                let section = ambito.chiave();
                (
                    section.to_owned(),
                    format!("senza le etichette di «{nome}», in [{section}], nessun foglio si riconosce"),
                )
            })
            .collect()
    }
}

/// The labels of one part of the form, those of `own` first.
fn etichette_sopra(
    own: BTreeMap<String, Vec<String>>,
    mut base: BTreeMap<String, Vec<String>>,
) -> BTreeMap<String, Vec<String>> {
    let taken: Vec<String> = own.values().flatten().map(|e| normalise(e)).collect();
    for etichette in base.values_mut() {
        etichette.retain(|e| !taken.contains(&normalise(e)));
    }
    for (nome, mut etichette) in own {
        etichette.extend(base.remove(&nome).unwrap_or_default());
        base.insert(nome, etichette);
    }
    base
}

/// The names that the reader knows beside the fields of the header: a profile that misspells one is refused, not
/// half-read.
const NOMI: [(Ambito, &[&str]); 5] = [
    (Ambito::Sezioni, &["fasi", "cronoprogramma", "indicatori", "personale", "risorse"]),
    (Ambito::Fasi, &["fase", "testo", "precedenti", "target", "gap", "anno2", "anno3", "totale", "raggiunto", "peso"]),
    (
        Ambito::Indicatori,
        &["quantita", "tempo", "costo", "qualita", "famiglia", "nome", "atteso", "raggiunto", "scost", "note", "peso"],
    ),
    (Ambito::Personale, &["categoria", "nominativo", "nome", "note", "pct", "firme", "totale", "numero", "elenco"]),
    (Ambito::Risorse, &["tipologia", "descrizione", "costo", "totale", "parziale"]),
];

fn noti(ambito: Ambito) -> Vec<&'static str> {
    if ambito == Ambito::Intestazione {
        return Intestazione::NOMI.iter().copied().chain(["codice", "anno", "peso"]).collect();
    }
    NOMI.iter().filter(|(of, _)| *of == ambito).flat_map(|(_, nomi)| nomi.iter().copied()).collect()
}

fn noto(ambito: Ambito, nome: &str) -> bool {
    noti(ambito).contains(&nome)
}

fn sconosciuta(ambito: Ambito, nome: &str) -> String {
    format!("nessuna parte del modulo si chiama «{nome}»: i nomi possibili sono {}", noti(ambito).join(", "))
}
