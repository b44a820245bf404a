//! "Perché 77,50?": the arithmetic of a result as a person would write it on paper, as data.
//!
//! Every step says what it gives, from which cells, by which rules. A `conto` is written with numbers alone: `+`, `−`,
//! `×`, `:`, brackets and `min(a; b)`, so that whoever holds it can work it out; numbers that go on have six decimals.
//! Where a rule is not arithmetic, the step says its key and its outcome.

use serde::Serialize;

use super::Material;
use super::rows::{FaseRow, IndicatoreRow, Rows, SchedaRow};
use crate::config::{
    Aggregazione, Combinazione, GradoFase, NoteFasi, PesiFasi, PesiIndicatori, RaggiuntoFase, RisultatoPersona,
};
use crate::italian;
use crate::scheda::text::normalise;

/// Why a result is what it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spiegazione {
    /// `obiettivo` or `persona`.
    pub tipo: &'static str,
    /// The obiettivo's title, or the person's name.
    pub nome: String,
    /// The sheet, for an obiettivo.
    pub luogo: Option<String>,
    /// The punteggio or risultato, 0–100; `null` where nothing could be scored.
    pub risultato: Option<f64>,
    /// What it is called: the giudizio, `provvisorio`.
    pub esito: Vec<String>,
    /// The steps, from the cells to the result.
    pub passi: Vec<Passo>,
    /// The segnalazioni that bear on it.
    pub segnalazioni: Vec<Avvertenza>,
}

/// One line of the arithmetic.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Passo {
    /// What it gives: `Fase 2: Raccolta delle richieste`.
    pub cosa: String,
    /// The arithmetic, in numbers: `100 × 30 : 40`; absent where there is none.
    pub conto: Option<String>,
    /// What comes of it, in points; absent where nothing is scored.
    pub valore: Option<f64>,
    /// What else there is to say: why it is not scored, what was read.
    pub nota: Option<String>,
    /// The cells that the numbers come from.
    pub celle: Vec<String>,
    /// The keys of the rules, with their values.
    pub regole: Vec<String>,
    /// Whether it is one of the figures that reports print, rather than a line on the way there.
    pub principale: bool,
}

/// A segnalazione that bears on the result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Avvertenza {
    /// Its code.
    pub codice: String,
    /// `errore`, `avviso` or `nota`.
    pub gravita: String,
    /// Where it is.
    pub luogo: String,
    /// What is wrong.
    pub messaggio: String,
}

/// What a text found.
#[derive(Clone, Debug, PartialEq)]
pub enum Ricerca {
    /// One result, explained.
    Trovata(Box<Spiegazione>),
    /// Several: their names.
    Ambigua(Vec<String>),
    /// None.
    Nessuna,
}

/// Explains the obiettivo with this id, or the only one whose title contains the text whatever its case and accents.
#[must_use]
pub fn obiettivo(material: &Material, wanted: &str) -> Ricerca {
    let rows = Rows::read(material);
    let key = normalise(wanted);
    let title = |s: &&SchedaRow| normalise(s.nome());
    let exact: Vec<&SchedaRow> = rows.schede.iter().filter(|s| s.id == wanted || title(s) == key).collect();
    let found = if exact.is_empty() && !key.is_empty() {
        rows.schede.iter().filter(|s| title(s).contains(&key)).collect()
    } else {
        exact
    };
    match found.as_slice() {
        [] => Ricerca::Nessuna,
        [one] => Ricerca::Trovata(Box::new(Conto { material, rows: &rows }.obiettivo(one))),
        many => Ricerca::Ambigua(many.iter().map(|s| format!("{} ({})", s.nome(), s.id)).collect()),
    }
}

/// Explains the person whose name contains these words.
#[must_use]
pub fn persona(material: &Material, wanted: &str) -> Ricerca {
    let rows = Rows::read(material);
    let key = normalise(wanted);
    let words: Vec<&str> = key.split_whitespace().collect();
    let has_all = |name: &str| {
        let name = normalise(name);
        let own: Vec<&str> = name.split_whitespace().collect();
        !words.is_empty() && words.iter().all(|word| own.contains(word))
    };
    let mut found: Vec<&str> = rows.persone.iter().map(|p| p.persona.as_str()).filter(|name| has_all(name)).collect();
    // A name that is the beginning of a longer one is meant by itself.
    if let Some(exact) = found.iter().copied().find(|name| normalise(name) == key) {
        found = vec![exact];
    }
    match found.as_slice() {
        [] => Ricerca::Nessuna,
        [one] => Ricerca::Trovata(Box::new(Conto { material, rows: &rows }.persona(one))),
        many => Ricerca::Ambigua(many.iter().map(|name| (*name).to_owned()).collect()),
    }
}

struct Conto<'a> {
    material: &'a Material<'a>,
    rows: &'a Rows,
}

/// A number in the arithmetic: as many decimals as it has, six at most.
fn n(value: f64) -> String {
    let text = italian::number(value, 6).replace('.', "");
    text.trim_end_matches('0').trim_end_matches(',').to_owned()
}

impl Conto<'_> {
    /// The rules with these keys, as `chiave = valore`.
    fn regole(&self, keys: &[&str]) -> Vec<String> {
        let all = self.material.regole.iter().filter(|(key, ..)| keys.contains(&key.as_str()));
        all.map(|(key, value, _)| format!("{key} = {value}")).collect()
    }

    fn obiettivo(&self, s: &SchedaRow) -> Spiegazione {
        let calcolo = self.material.calcolo;
        let fasi: Vec<&FaseRow> = self.rows.fasi.iter().filter(|f| f.id == s.id).collect();
        let indicatori: Vec<&IndicatoreRow> = self.rows.indicatori.iter().filter(|i| i.id == s.id).collect();
        let mut passi: Vec<Passo> = fasi.iter().map(|f| self.fase(f)).collect();
        let gradi: Vec<f64> = fasi.iter().filter_map(|f| f.grado).collect();
        let plain = calcolo.fasi.aggregazione == Aggregazione::Media && calcolo.fasi.pesi == PesiFasi::Uguali;
        passi.push(Passo {
            regole: self.regole(&["fasi.aggregazione", "fasi.pesi"]),
            ..main("Rispetto delle fasi", plain.then(|| mean(&gradi)).flatten(), s.rispetto_fasi, "nessuna fase dovuta")
        });
        passi.extend(indicatori.iter().map(|i| self.indicatore(i)));
        let gradi: Vec<f64> = indicatori.iter().filter_map(|i| i.grado).collect();
        let plain = calcolo.indicatori.pesi == PesiIndicatori::Uguali;
        passi.push(Passo {
            regole: self.regole(&["indicatori.pesi", "indicatori.intermedia"]),
            ..main("Indicatori", plain.then(|| mean(&gradi)).flatten(), s.indicatori, "nessun indicatore valutato")
        });
        passi.push(self.punteggio(s));
        let mut esito = vec![s.giudizio.clone().unwrap_or_else(|| "non valutabile".to_owned())];
        if s.provvisorio {
            esito.push("provvisorio".to_owned());
        }
        Spiegazione {
            tipo: "obiettivo",
            nome: s.nome().to_owned(),
            luogo: Some(s.luogo().to_string()),
            risultato: s.punteggio,
            esito,
            passi,
            segnalazioni: self.segnalazioni(&|x| x.id.as_deref() == Some(&s.id)),
        }
    }

    fn fase(&self, f: &FaseRow) -> Passo {
        let regole = &self.material.calcolo.fasi;
        let sign = match regole.raggiunto {
            RaggiuntoFase::TargetPiuGap => Some("+"),
            RaggiuntoFase::TargetMenoGap => Some("−"),
            RaggiuntoFase::Colonna => None,
        };
        let conto = match (f.target, f.raggiunto, f.gap, f.grado) {
            (Some(target), Some(raggiunto), gap, Some(_)) if regole.grado == GradoFase::Proporzionale => {
                // The gap is part of the arithmetic where the sum needs no clamp.
                let sum = gap.zip(sign).filter(|(gap, sign)| {
                    let sum = if *sign == "+" { target + gap } else { target - gap };
                    (sum - raggiunto).abs() < 1e-9
                });
                let reached = sum.map_or_else(
                    || n(raggiunto),
                    |(gap, sign)| {
                        let gap = if gap < 0.0 { format!("(−{})", n(-gap)) } else { n(gap) };
                        format!("({} {sign} {gap})", n(target))
                    },
                );
                Some(format!("100 × min({reached} : {}; 1)", n(target)))
            }
            _ => None,
        };
        let nota = match f.stato() {
            Some("mancante") => Some("gap mancante o illeggibile: vale 0".to_owned()),
            Some(stato) => Some(format!("non valutata: {stato}")),
            None => None,
        };
        Passo {
            cosa: match &f.testo {
                Some(testo) => format!("Fase {}: {testo}", f.fase),
                None => format!("Fase {}", f.fase),
            },
            conto: conto.filter(|_| nota.is_none()),
            valore: f.grado,
            nota,
            celle: f.cella.iter().chain(&f.cella_testo).cloned().collect(),
            regole: self.regole(&["fasi.grado", "fasi.raggiunto"]),
            principale: false,
        }
    }

    fn indicatore(&self, i: &IndicatoreRow) -> Passo {
        let motivo = i.motivo.as_deref().unwrap_or_default();
        let reached = match i.raggiunto_valore {
            [Some(value), Some(below)] if below > 0.0 => {
                Some((value / below, format!("({} : {})", n(value), n(below))))
            }
            [Some(value), _] => Some((value, n(value))),
            _ => None,
        };
        let asked = i.atteso_utile;
        // The share is capped at 100; the arithmetic stands where it gives the grado, whatever the rule is called.
        let conto = i.grado.zip(reached).zip(asked).and_then(|((grado, (r, shown)), a)| {
            let (text, value) = match motivo {
                "crescente" if a > 0.0 => (format!("100 × min({shown} : {}; 1)", n(a)), 100.0 * (r / a).min(1.0)),
                "decrescente" if r > 0.0 => (format!("100 × min({} : {shown}; 1)", n(a)), 100.0 * (a / r).min(1.0)),
                _ => return None,
            };
            ((value - grado).abs() < 1e-6).then_some(text)
        });
        let read =
            |label: &str, text: &Option<String>| format!("{label} {}", text.as_deref().unwrap_or("non indicato"));
        let mut nota = format!("{}, {}", read("atteso", &i.atteso), read("raggiunto", &i.raggiunto));
        if !motivo.is_empty() {
            nota = format!("{nota}; {motivo}");
        }
        if i.validato.is_some() {
            nota = format!("{nota}; validato dal Nucleo");
        }
        Passo {
            cosa: format!("Indicatore: {}", i.nome.as_deref().unwrap_or("senza nome")),
            conto,
            valore: i.grado,
            nota: Some(nota),
            celle: i.cella.iter().cloned().collect(),
            regole: match motivo {
                "crescente" => self.regole(&["indicatori.crescente", "indicatori.operatore_stretto"]),
                "decrescente" => self.regole(&["indicatori.decrescente", "indicatori.operatore_stretto"]),
                "mancante" => self.regole(&["indicatori.mancante_finale"]),
                "informativo" => self.regole(&["indicatori.intermedia"]),
                "calcolato dalle fasi" | "escluso dalle regole" => self.regole(&["indicatori.rispetto_fasi"]),
                _ => Vec::new(),
            },
            principale: false,
        }
    }

    fn punteggio(&self, s: &SchedaRow) -> Passo {
        let regole = &self.material.calcolo.obiettivo;
        let (pf, pi) = (regole.peso_fasi, regole.peso_indicatori);
        let conto = match (s.rispetto_fasi, s.indicatori) {
            (Some(f), Some(i)) => match regole.combinazione {
                Combinazione::MediaPesata => {
                    Some(format!("({} × {} + {} × {}) : {}", n(f), n(pf), n(i), n(pi), n(pf + pi)))
                }
                Combinazione::Minimo => Some(format!("min({}; {})", n(f), n(i))),
                Combinazione::Prodotto => Some(format!("{} × {} : 100", n(f), n(i))),
                Combinazione::SoloFasi => Some(n(f)),
                Combinazione::SoloIndicatori => Some(n(i)),
            },
            // Where one side says nothing, the other counts alone; a rule of one side alone has no other.
            _ => s.punteggio.map(n),
        };
        let mut passo = main("Punteggio", conto, s.punteggio, "non valutabile: né fasi né indicatori hanno un grado");
        if let Some(validato) = s.validato {
            let measured = passo.conto.take().map_or_else(String::new, |conto| format!("; misurato: {conto}"));
            passo.conto = Some(n(validato));
            passo.nota = Some(format!("validato dal Nucleo{measured}"));
        }
        if !s.conta {
            passo.nota =
                Some("la scheda esiste in più versioni che non concordano: nessun punteggio la usa".to_owned());
        }
        passo.regole =
            self.regole(&["obiettivo.combinazione", "obiettivo.peso_fasi", "obiettivo.peso_indicatori", "classe"]);
        passo
    }

    fn persona(&self, nome: &str) -> Spiegazione {
        let persona = self.rows.persone.iter().find(|p| p.persona == nome);
        let own: Vec<_> = self.rows.partecipazioni.iter().filter(|p| !p.collettiva && p.persona == nome).collect();
        let (mut products, mut shares, mut passi) = (Vec::new(), Vec::new(), Vec::new());
        for p in &own {
            let Some(scheda) = self.rows.scheda(&p.id) else { continue };
            let counted = p.pct.zip(scheda.punteggio);
            if let Some((pct, punteggio)) = counted {
                products.push(format!("{} × {}", n(pct), n(punteggio)));
                shares.push(n(pct));
            }
            passi.push(Passo {
                cosa: format!("Obiettivo: {}", scheda.nome()),
                conto: None,
                valore: scheda.punteggio,
                nota: Some(match (p.pct, scheda.punteggio) {
                    (None, _) => "senza quota: non conta".to_owned(),
                    (Some(pct), None) => {
                        format!("quota {}, obiettivo non valutabile: non conta", italian::percent_as_typed(pct))
                    }
                    (Some(pct), Some(_)) => format!("quota {}", italian::percent_as_typed(pct)),
                }),
                celle: vec![scheda.cella(p.cella.as_deref()).to_string()],
                regole: Vec::new(),
                principale: false,
            });
        }
        let regole = &self.material.calcolo.persone;
        let plain = matches!(regole.risultato, RisultatoPersona::MediaPesata | RisultatoPersona::QuotaBudget)
            && regole.note_fasi == NoteFasi::Ignora;
        let risultato = persona.and_then(|p| p.risultato);
        let conto =
            (plain && risultato.is_some()).then(|| format!("({}) : ({})", products.join(" + "), shares.join(" + ")));
        passi.push(Passo {
            regole: self.regole(&["persone.risultato", "persone.note_fasi"]),
            ..main("Risultato", conto, risultato, "non valutabile: nessun obiettivo con quota ha un punteggio")
        });
        let ids: Vec<&str> = own.iter().map(|p| p.id.as_str()).collect();
        let celle: Vec<(&str, Option<&str>)> = own.iter().map(|p| (p.id.as_str(), p.cella.as_deref())).collect();
        Spiegazione {
            tipo: "persona",
            nome: nome.to_owned(),
            luogo: None,
            risultato,
            esito: persona.filter(|p| p.provvisorio).map(|_| "provvisorio".to_owned()).into_iter().collect(),
            passi,
            // Errori of the schede make the result provisional; of the rest only what is said of this person's rows.
            segnalazioni: self.segnalazioni(&|x| {
                let of = x.id.as_deref().unwrap_or_default();
                ids.contains(&of)
                    && (x.gravita == "errore" || (x.cella.is_some() && celle.contains(&(of, x.cella.as_deref()))))
            }),
        }
    }

    fn segnalazioni(&self, bears: &dyn Fn(&super::rows::SegnalazioneRow) -> bool) -> Vec<Avvertenza> {
        let mut found: Vec<&super::rows::SegnalazioneRow> =
            self.rows.segnalazioni.iter().filter(|x| bears(x)).collect();
        found.sort_by_key(|x| match x.gravita.as_str() {
            "errore" => 0,
            "avviso" => 1,
            _ => 2,
        });
        let each = found.into_iter().map(|x| Avvertenza {
            codice: x.codice.clone(),
            gravita: x.gravita.clone(),
            luogo: x.luogo().map_or_else(String::new, |luogo| luogo.to_string()),
            messaggio: x.messaggio.clone().unwrap_or_default(),
        });
        each.collect()
    }
}

/// The mean as it is written on paper.
fn mean(values: &[f64]) -> Option<String> {
    let sum = values.iter().map(|v| n(*v)).collect::<Vec<_>>().join(" + ");
    (!values.is_empty()).then(|| format!("({sum}) : {}", values.len()))
}

/// One of the figures that reports print.
fn main(cosa: &str, conto: Option<String>, valore: Option<f64>, absent: &str) -> Passo {
    Passo {
        cosa: cosa.to_owned(),
        conto: conto.filter(|_| valore.is_some()),
        valore,
        nota: valore.is_none().then(|| absent.to_owned()),
        celle: Vec::new(),
        regole: Vec::new(),
        principale: true,
    }
}

impl Spiegazione {
    /// As JSON, for other programs.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("texts and finite numbers")
    }

    /// As text, for a screen.
    #[must_use]
    pub fn text(&self) -> String {
        let shown = |value: Option<f64>| value.map_or_else(|| "non valutabile".to_owned(), |v| italian::number(v, 2));
        let mut lines = vec![format!("Perché {}? {}", shown(self.risultato), self.nome)];
        lines.extend(self.luogo.clone());
        if !self.esito.is_empty() {
            lines.push(self.esito.join(", "));
        }
        lines.push(String::new());
        for passo in &self.passi {
            let indent = if passo.principale { "" } else { "  " };
            let celle = if passo.celle.is_empty() { String::new() } else { format!("  [{}]", passo.celle.join(", ")) };
            lines.push(format!("{indent}{}{celle}", passo.cosa));
            let value = passo.valore.map(|v| italian::number(v, 2));
            match (&passo.conto, value) {
                (Some(conto), Some(value)) => lines.push(format!("{indent}  {conto} = {value}")),
                (None, Some(value)) => lines.push(format!("{indent}  = {value}")),
                (_, None) => {}
            }
            if let Some(nota) = &passo.nota {
                lines.push(format!("{indent}  {nota}"));
            }
            if passo.principale && !passo.regole.is_empty() {
                lines.push(format!("{indent}  regole: {}", passo.regole.join("; ")));
            }
            if passo.principale {
                lines.push(String::new());
            }
        }
        if !self.segnalazioni.is_empty() {
            lines.push("Segnalazioni".to_owned());
            let said = |s: &Avvertenza| format!("  {}[{}] {}: {}", s.gravita, s.codice, s.luogo, s.messaggio);
            lines.extend(self.segnalazioni.iter().map(said));
        }
        lines.join("\n").trim_end().to_owned() + "\n"
    }
}
