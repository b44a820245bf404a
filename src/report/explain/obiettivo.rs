//! Why an obiettivo has its punteggio: phases, indicators, the two sides, what the Nucleo has validated.

use super::super::rows::{FaseRow, IndicatoreRow, SchedaRow, SegnalazioneRow, ValidazioneRow, validazioni};
use super::super::testi::testo;
use super::{Conto, Dato, Passo, Spiegazione, avvertenze, dato, main, mean, n, signed, weighted};
use crate::config::{
    Aggregazione, Combinazione, Crescente, Decrescente, GradoFase, Intermedia, PesiFasi, PesiIndicatori, RaggiuntoFase,
    RispettoFasi,
};
use crate::italian::{MESI, percent_as_typed};
use crate::tabelle::VALIDAZIONI;

impl Conto<'_> {
    pub(super) fn obiettivo(&self, s: &SchedaRow, segnalazioni: &[SegnalazioneRow]) -> Spiegazione {
        let fasi: Vec<&FaseRow> = self.rows.fasi.iter().filter(|f| f.id == s.id).collect();
        let indicatori: Vec<&IndicatoreRow> = self.rows.indicatori.iter().filter(|i| i.id == s.id).collect();
        let mut passi: Vec<Passo> = fasi.iter().map(|f| self.fase(f)).collect();
        passi.push(self.rispetto(s, &fasi));
        passi.extend(indicatori.iter().map(|i| self.indicatore(i)));
        passi.push(self.media_indicatori(s, &indicatori));
        passi.push(self.punteggio(s));
        let mut esito = vec![s.giudizio.clone().unwrap_or_else(|| testo!("stato-non-valutabile"))];
        if s.provvisorio {
            esito.push(testo!("spiegazione-provvisorio"));
        }
        Spiegazione {
            tipo: "obiettivo",
            nome: s.nome().to_owned(),
            luogo: Some(s.luogo().to_string()),
            risultato: s.punteggio,
            esito,
            passi,
            segnalazioni: avvertenze(segnalazioni.iter().filter(|x| x.about(s)), Some(s)),
        }
    }

    /// The cell of a value of a row.
    fn cella(&self, id: &str, riga: Option<&str>, campo: &str) -> Option<String> {
        self.rows.cella(id, riga, campo).map(str::to_owned)
    }

    fn fase(&self, f: &FaseRow) -> Passo {
        let regole = &self.material.calcolo.fasi;
        let suffix = self.material.colonne.suffix();
        let cell = |campo: &str| self.cella(&f.id, f.cella.as_deref(), &format!("{campo}_{suffix}"));
        let sign = match regole.raggiunto {
            RaggiuntoFase::TargetPiuGap => Some("+"),
            RaggiuntoFase::TargetMenoGap => Some("−"),
            RaggiuntoFase::Colonna => None,
        };
        let stato = f.stato();
        // What was achieved: the gap is part of the arithmetic where the sum needs no clamp.
        let sum = f.target.zip(f.gap).zip(sign).zip(f.raggiunto).filter(|(((target, gap), sign), raggiunto)| {
            let sum = if *sign == "+" { target + gap } else { target - gap };
            (sum - raggiunto).abs() < 1e-9
        });
        let reached = match sum {
            Some((((target, gap), "+"), _)) if gap < 0.0 => Some(format!("({} − {})", n(target), n(-gap))),
            Some((((target, gap), sign), _)) => Some(format!("({} {sign} {})", n(target), signed(gap))),
            None => f.raggiunto.map(n),
        };
        let share = reached.zip(f.target).map(|(reached, target)| format!("100 × min({reached} : {}; 1)", n(target)));
        let (conto, how) = match (stato, regole.grado) {
            (Some("mancante"), _) => (None, Some(testo!("spiegazione-fase.mancante"))),
            (Some(stato), _) => (None, Some(testo!("spiegazione-fase.non-valutata", perche = stato))),
            (None, GradoFase::Proporzionale) => (share, None),
            (None, GradoFase::SiNo) => (None, Some(testo!("spiegazione-fase.si-no"))),
            (None, GradoFase::Fasce) => (None, share.map(|share| testo!("spiegazione-fase.fasce", rapporto = share))),
        };
        let clamped = sum.is_none() && f.raggiunto.is_some() && f.gap.is_some() && sign.is_some();
        let nota = match how {
            None if clamped => Some(testo!("spiegazione-fase.limitato")),
            how => how,
        };
        let mut dati: Vec<Dato> = Vec::new();
        if stato.is_none_or(|stato| stato == "mancante") {
            dati.extend(self.target(f, cell("target")));
            if let Some(gap) = f.gap {
                dati.push(dato(testo!("spiegazione-fase.gap"), percent_as_typed(gap), cell("gap")));
            } else if sign.is_some() {
                dati.push(dato(testo!("spiegazione-fase.gap"), testo!("spiegazione-vuoto"), cell("gap")));
            }
            if sign.is_none() {
                let value = f.raggiunto.map_or_else(|| testo!("spiegazione-vuoto"), percent_as_typed);
                dati.push(dato(testo!("spiegazione-fase.raggiunto"), value, cell("raggiunto")));
            }
            if regole.pesi == PesiFasi::Peso
                && let Some(peso) = f.peso
            {
                let at = self.cella(&f.id, f.cella.as_deref(), "peso");
                dati.push(dato(testo!("spiegazione-peso"), n(peso), at));
            }
        }
        if stato == Some("non dovuta") {
            let declared = f.dichiarato.map_or_else(|| testo!("spiegazione-vuoto"), percent_as_typed);
            dati.push(dato(testo!("spiegazione-fase.target"), declared, cell("target")));
        }
        let mut keys = vec!["fasi.target", "fasi.raggiunto", "fasi.grado"];
        match (stato, regole.grado) {
            (Some("mancante"), _) => keys = vec!["fasi.gap_vuoto"],
            (Some("annullata"), _) => keys = vec!["fasi.annullata"],
            (Some(_), _) => keys = vec!["fasi.dovuta"],
            (None, GradoFase::Fasce) => keys.push("fasi.fasce"),
            (None, _) => {}
        }
        Passo {
            cosa: match &f.testo {
                Some(testo) => testo!("spiegazione-fase.con-testo", fase = f.fase.as_str(), testo = testo.as_str()),
                None => testo!("spiegazione-fase", fase = f.fase.as_str()),
            },
            conto,
            valore: f.grado,
            nota,
            celle: f.cella.iter().chain(&f.cella_testo).cloned().collect(),
            dati,
            regole: self.regole(&keys),
            principale: false,
        }
    }

    /// The target: as declared, or the months that make it.
    fn target(&self, f: &FaseRow, cell: Option<String>) -> Vec<Dato> {
        let Some(target) = f.target else { return Vec::new() };
        if f.dichiarato == Some(target) {
            return vec![dato(testo!("spiegazione-fase.target"), percent_as_typed(target), cell)];
        }
        let until = usize::try_from(self.material.scadenza_data.month()).unwrap_or(12);
        let months = f.mesi.iter().zip(MESI).zip(&f.celle_mesi).take(until);
        let mut dati = vec![dato(testo!("spiegazione-fase.target-dai-mesi"), percent_as_typed(target), None)];
        dati.extend(months.filter_map(|((pct, mese), cella)| {
            pct.map(|pct| dato(mese.to_owned(), percent_as_typed(pct), cella.clone()))
        }));
        dati
    }

    /// From the gradi of some phases to one: the arithmetic, or what is said where it is none.
    pub(super) fn aggrega(&self, fasi: &[&FaseRow]) -> (Option<String>, Option<String>) {
        let regole = &self.material.calcolo.fasi;
        let gradi: Vec<f64> = fasi.iter().filter_map(|f| f.grado).collect();
        let pesi: Vec<(f64, f64)> = fasi.iter().filter_map(|f| Some((f.grado?, f.peso.unwrap_or(1.0)))).collect();
        let list = || gradi.iter().map(|g| n(*g)).collect::<Vec<_>>().join("; ");
        match regole.aggregazione {
            Aggregazione::Media if regole.pesi == PesiFasi::Uguali => (mean(&gradi), None),
            Aggregazione::Media => (weighted(&pesi), None),
            Aggregazione::Minimo if gradi.len() == 1 => (Some(n(gradi[0])), None),
            Aggregazione::Minimo => (Some(format!("min({})", list())), None),
            Aggregazione::Mediana => (None, Some(testo!("spiegazione-rispetto.mediana", gradi = list()))),
            Aggregazione::TuttoONiente => (None, Some(testo!("spiegazione-rispetto.tutto-o-niente", gradi = list()))),
        }
    }

    fn rispetto(&self, s: &SchedaRow, fasi: &[&FaseRow]) -> Passo {
        let (conto, nota) = self.aggrega(fasi);
        // Where offices declare it, the phases have no side of their own.
        let declared = self.material.calcolo.indicatori.rispetto_fasi == RispettoFasi::Dichiarato;
        let (absent, mut keys) = if declared && fasi.iter().any(|f| f.grado.is_some()) {
            (testo!("spiegazione-rispetto.dichiarato"), vec!["indicatori.rispetto_fasi"])
        } else {
            (testo!("spiegazione-rispetto.assente"), Vec::new())
        };
        keys.extend(["fasi.aggregazione", "fasi.pesi"]);
        let passo = main(testo!("spiegazione-rispetto"), conto, s.rispetto_fasi, absent);
        Passo { nota: passo.nota.or(nota), regole: self.regole(&keys), ..passo }
    }

    fn indicatore(&self, i: &IndicatoreRow) -> Passo {
        let motivo = i.motivo.as_deref().unwrap_or_default();
        let suffix = self.material.colonne.suffix();
        let cell = |campo: &str| self.cella(&i.id, i.cella.as_deref(), campo);
        let validated = self.validazione(&i.id, i.nome.as_deref());
        let (conto, how) = match (&i.validato, i.misurato) {
            (Some(_), _) => (None, None),
            (None, _) => self.grado_indicatore(i, motivo),
        };
        let typed = |text: &Option<String>| text.clone().unwrap_or_else(|| testo!("spiegazione-vuoto"));
        let mut dati = vec![
            dato(testo!("spiegazione-indicatore.atteso"), typed(&i.atteso), cell("atteso")),
            dato(testo!("spiegazione-indicatore.raggiunto"), typed(&i.raggiunto), cell(&format!("raggiunto_{suffix}"))),
        ];
        let indicatori = &self.material.calcolo.indicatori;
        if indicatori.pesi != PesiIndicatori::Uguali
            && let Some(peso) = i.peso
        {
            let at = cell("peso").filter(|_| indicatori.pesi == PesiIndicatori::Peso);
            dati.push(dato(testo!("spiegazione-peso"), n(peso), at));
        }
        let mut said: Vec<String> = how.into_iter().collect();
        if let Some(utile) = utile(i) {
            said.push(testo!("spiegazione-indicatore.utile", utile = n(utile)));
        }
        if let Some(v) = validated {
            said.push(v);
        }
        let mut keys: Vec<&str> = match motivo {
            "crescente" => vec!["indicatori.crescente"],
            "decrescente" => vec!["indicatori.decrescente"],
            "mancante" if self.material.calcolo.scores_indicators(self.material.finale) => {
                vec!["indicatori.mancante_finale"]
            }
            "informativo" => vec!["indicatori.intermedia"],
            "calcolato dalle fasi" | "escluso dalle regole" => vec!["indicatori.rispetto_fasi"],
            _ => Vec::new(),
        };
        let scored = matches!(motivo, "crescente" | "decrescente");
        let bands = (motivo == "crescente" && indicatori.crescente == Crescente::Fasce)
            || (motivo == "decrescente" && indicatori.decrescente == Decrescente::Fasce);
        if bands {
            keys.push("indicatori.fasce");
        }
        if scored && matches!(i.comparatore.as_deref(), Some(">" | "<")) {
            keys.push("indicatori.operatore_stretto");
        }
        if scored && i.polarita_da.as_deref() == Some("eccezione") {
            keys.push("indicatori.eccezione");
        }
        Passo {
            cosa: testo!("spiegazione-indicatore", nome = typed(&i.nome)),
            conto,
            valore: i.grado,
            nota: (!said.is_empty()).then(|| said.join("; ")),
            celle: i.cella.iter().cloned().collect(),
            dati,
            regole: self.regole(&keys),
            principale: false,
        }
    }

    /// The arithmetic of a grado that was measured, where it is one, and how it was made.
    fn grado_indicatore(&self, i: &IndicatoreRow, motivo: &str) -> (Option<String>, Option<String>) {
        let reached = match i.raggiunto_valore {
            [Some(value), Some(below)] if below > 0.0 => {
                Some((value / below, format!("({} : {})", n(value), n(below))))
            }
            [Some(value), _] => Some((value, n(value))),
            _ => None,
        };
        // The arithmetic stands where it gives the grado, whatever the rule is called.
        let fits = i.grado.zip(reached).zip(i.atteso_utile).and_then(|((grado, (r, shown)), a)| {
            let lineare = self.material.calcolo.indicatori.decrescente == Decrescente::Lineare;
            let (text, value) = match motivo {
                "crescente" if a > 0.0 => (format!("100 × min({shown} : {}; 1)", n(a)), 100.0 * (r / a).min(1.0)),
                "decrescente" if lineare && a > 0.0 => {
                    (format!("min(100; 100 × (2 − {shown} : {}))", n(a)), (100.0 * (2.0 - r / a)).min(100.0))
                }
                "decrescente" if r > 0.0 => (format!("100 × min({} : {shown}; 1)", n(a)), 100.0 * (a / r).min(1.0)),
                _ => return None,
            };
            ((value - grado).abs() < 1e-6).then_some(text)
        });
        let da = |alta: &str| {
            let from = i.polarita_da.as_deref().unwrap_or_default();
            testo!("spiegazione-polarita", polarita = alta, da = from)
        };
        let how = match motivo {
            "crescente" => da("alta"),
            "decrescente" => da("bassa"),
            _ => return (fits, super::super::scheda::motivo(i)),
        };
        (fits, Some(how))
    }

    fn media_indicatori(&self, s: &SchedaRow, indicatori: &[&IndicatoreRow]) -> Passo {
        let regole = &self.material.calcolo.indicatori;
        let gradi: Vec<f64> = indicatori.iter().filter_map(|i| i.grado).collect();
        let pesi: Vec<(f64, f64)> = indicatori.iter().filter_map(|i| Some((i.grado?, i.peso.unwrap_or(1.0)))).collect();
        let conto = if regole.pesi == PesiIndicatori::Uguali { mean(&gradi) } else { weighted(&pesi) };
        let mut keys = vec!["indicatori.pesi"];
        if regole.pesi == PesiIndicatori::Famiglie {
            keys.push("indicatori.famiglie");
        }
        if !self.material.finale {
            keys.push("indicatori.intermedia");
        }
        let informative = !self.material.finale && regole.intermedia == Intermedia::Informativi;
        let absent = if informative {
            testo!("spiegazione-media-indicatori.informativi")
        } else {
            testo!("spiegazione-media-indicatori.assente")
        };
        let passo = main(testo!("spiegazione-media-indicatori"), conto, s.indicatori, absent);
        Passo { regole: self.regole(&keys), ..passo }
    }

    /// A punteggio from its two sides, as it is written on paper.
    pub(super) fn combina(&self, rispetto_fasi: Option<f64>, indicatori: Option<f64>) -> Option<String> {
        let regole = &self.material.calcolo.obiettivo;
        let (pf, pi) = (regole.peso_fasi, regole.peso_indicatori);
        match (rispetto_fasi, indicatori) {
            (Some(f), Some(i)) => Some(match regole.combinazione {
                Combinazione::MediaPesata => format!("({} × {} + {} × {}) : {}", n(f), n(pf), n(i), n(pi), n(pf + pi)),
                Combinazione::Minimo => format!("min({}; {})", n(f), n(i)),
                Combinazione::Prodotto => format!("{} × {} : 100", n(f), n(i)),
                Combinazione::SoloFasi => n(f),
                Combinazione::SoloIndicatori => n(i),
            }),
            // Where one side says nothing, the other counts alone; a rule of one side alone has no other.
            (f, i) => match regole.combinazione {
                Combinazione::SoloFasi => f.map(n),
                Combinazione::SoloIndicatori => i.map(n),
                _ => f.or(i).map(n),
            },
        }
    }

    fn punteggio(&self, s: &SchedaRow) -> Passo {
        let regole = &self.material.calcolo.obiettivo;
        let conto = self.combina(s.rispetto_fasi, s.indicatori);
        let mut passo =
            main(testo!("spiegazione-punteggio"), conto, s.punteggio, testo!("spiegazione-punteggio.assente"));
        let alone = matches!(regole.combinazione, Combinazione::SoloFasi | Combinazione::SoloIndicatori);
        passo.nota = match (s.rispetto_fasi, s.indicatori) {
            (Some(_), None) if !alone => Some(testo!("spiegazione-punteggio.sole-fasi")),
            (None, Some(_)) if !alone => Some(testo!("spiegazione-punteggio.soli-indicatori")),
            _ => passo.nota,
        };
        if s.validato.is_some() {
            let measured = match (passo.conto.take(), s.misurato) {
                (Some(conto), Some(value)) => {
                    testo!("spiegazione-validato.misurato", conto = conto, valore = crate::italian::number(value, 2))
                }
                _ => testo!("spiegazione-validato.non-misurato"),
            };
            let why = self.validazione(&s.id, None).unwrap_or_default();
            passo.nota = Some(format!("{measured}; {why}"));
        }
        if !s.conta {
            passo.nota = Some(testo!("spiegazione-punteggio.in-conflitto"));
        }
        let mut keys = vec!["obiettivo.combinazione"];
        if regole.combinazione == Combinazione::MediaPesata {
            keys.extend(["obiettivo.peso_fasi", "obiettivo.peso_indicatori"]);
        }
        keys.push("classe");
        passo.regole = self.regole(&keys);
        passo
    }

    /// Who has validated an obiettivo or one of its indicators, when and why.
    fn validazione(&self, id: &str, indicatore: Option<&str>) -> Option<String> {
        let same = |v: &ValidazioneRow| {
            let key = |name: Option<&str>| name.map(crate::scheda::text::normalise);
            v.id == id && key(v.indicatore.as_deref()) == key(indicatore)
        };
        let v = validazioni(self.material).into_iter().find(same)?;
        let who: Vec<String> = [v.autore, v.data].into_iter().flatten().collect();
        let measured = v.misurato.map_or_else(|| testo!("spiegazione-vuoto"), |m| crate::italian::number(m, 2));
        Some(testo!(
            "spiegazione-validato",
            misurato = measured,
            chi = if who.is_empty() { String::new() } else { format!(" ({})", who.join(", ")) },
            motivazione = v.motivazione.unwrap_or_default(),
            dove = format!("{VALIDAZIONI}, riga {}", v.riga)
        ))
    }
}

/// What is asked for, where it is not what was written: past a strict comparison, or by the part of the year.
fn utile(i: &IndicatoreRow) -> Option<f64> {
    let written = match i.atteso_valore {
        [Some(value), Some(below)] if below > 0.0 => value / below,
        [Some(value), _] => value,
        _ => return None,
    };
    i.atteso_utile.filter(|utile| (utile - written).abs() > 1e-9 && i.grado.is_some())
}
