//! Why a person has a result: each participation, each role, and what the valutazione and the premio are made of.

use super::super::rows::{FaseRow, PartecipazioneRow, SchedaRow, StrutturaRow, ValutazioneRow, person_key};
use super::super::testi::testo;
use super::{Conto, Dato, Passo, Spiegazione, avvertenze, dato, main, mean, mean_of, n, weighted, weighted_of};
use crate::config::{Condizione, Intersettoriali, OBIETTIVI, PesiStrutture, RisultatoPersona, TipoPremio, Toglie};
use crate::italian::{number, percent_as_typed};
use crate::scheda::text::normalise;
use crate::scoring;
use crate::tabelle::COMPONENTI;

/// A name under PERSONALE with what counts for it.
struct Quota<'a> {
    riga: &'a PartecipazioneRow,
    scheda: &'a SchedaRow,
    punteggio: Option<f64>,
    /// That of the phases that the note names, where it limits this name to them.
    rispetto_fasi: Option<f64>,
    /// The phases that the note names, where the rules look at it.
    fasi: Option<Vec<&'a FaseRow>>,
}

impl Quota<'_> {
    /// Whether the note changes what counts: a punteggio that the Nucleo has validated is the same for all.
    fn limits(&self) -> bool {
        self.fasi.is_some() && self.scheda.punteggio.is_some() && self.scheda.validato.is_none()
    }
}

impl Conto<'_> {
    pub(super) fn persona(&self, nome: &str) -> Spiegazione {
        let persona = self.rows.persone.iter().find(|p| person_key(&p.persona) == person_key(nome));
        let own = persona.map_or_else(Vec::new, |one| self.quote(&one.persona));
        let mut passi: Vec<Passo> = own.iter().flat_map(|quota| self.partecipazione(quota)).collect();
        let mut esito: Vec<String> = Vec::new();
        let mut risultato = None;
        if let Some(persona) = persona {
            risultato = persona.risultato;
            passi.push(self.risultato(persona.risultato, &own));
            if persona.provvisorio {
                esito.push(testo!("spiegazione-provvisorio"));
            }
            passi.extend(self.valutazione("persona", nome));
        }
        let mut ids: Vec<String> = own.iter().map(|quota| quota.riga.id.clone()).collect();
        for livello in ["dirigente", "responsabile"] {
            let Some(role) =
                self.rows.strutture.iter().find(|s| s.livello == livello && person_key(&s.nome) == person_key(nome))
            else {
                continue;
            };
            ids.extend(self.schede_of(livello, &role.nome).iter().map(|(s, _)| s.id.clone()));
            passi.extend(self.nel_ruolo(livello, &role.nome, role.punteggio));
            risultato = risultato.or(role.punteggio);
            passi.extend(self.valutazione(livello, &role.nome));
        }
        let celle: Vec<(&str, Option<&str>)> =
            own.iter().map(|q| (q.riga.id.as_str(), q.riga.cella.as_deref())).collect();
        Spiegazione {
            tipo: "persona",
            nome: persona.map_or(nome, |p| p.persona.as_str()).to_owned(),
            luogo: None,
            risultato,
            esito,
            passi,
            // Errori of the schede make the result provisional; of the rest only what is said of this person's rows.
            segnalazioni: avvertenze(
                self.rows.segnalazioni.iter().filter(|x| {
                    let of = x.id.as_deref().unwrap_or_default();
                    ids.iter().any(|id| id == of)
                        && (x.gravita == "errore" || (x.cella.is_some() && celle.contains(&(of, x.cella.as_deref()))))
                }),
                None,
            ),
        }
    }

    /// The schede of a role and their mean.
    fn nel_ruolo(&self, livello: &str, nome: &str, punteggio: Option<f64>) -> Vec<Passo> {
        let schede = self.schede_of(livello, nome);
        let each = schede.iter().map(|(s, _)| Passo {
            cosa: testo!("spiegazione-obiettivo", nome = s.nome()),
            valore: s.punteggio,
            nota: s.punteggio.is_none().then(|| testo!("spiegazione-obiettivo.non-valutabile")),
            celle: vec![s.luogo().to_string()],
            ..Passo::default()
        });
        each.chain([self.ruolo(livello, punteggio, &schede)]).collect()
    }

    /// The mean of a role with all that is made of it; nothing where nobody is judged in it.
    pub(super) fn valutazione_di(&self, ruolo: &str, nome: &str) -> Vec<Passo> {
        let judged = self.valutazione(ruolo, nome);
        let of = |s: &&StrutturaRow| s.livello == ruolo && person_key(&s.nome) == person_key(nome);
        match self.rows.strutture.iter().find(of) {
            Some(role) if !judged.is_empty() => {
                self.nel_ruolo(ruolo, &role.nome, role.punteggio).into_iter().chain(judged).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The participations of a person, each with the punteggio that counts for it.
    fn quote(&self, persona: &str) -> Vec<Quota<'_>> {
        let presume = "the frames have the columns of the schema";
        let m = self.material;
        let counted = scoring::quote(m.dataset, m.punteggi_fasi, m.punteggi_obiettivi, m.calcolo).expect(presume);
        let places = counted.column("riga").and_then(|c| c.u32()).expect(presume);
        let number = |name: &str| counted.column(name).and_then(|c| c.f64()).expect(presume);
        let limits = counted.column("limitata").and_then(|c| c.bool()).expect(presume);
        let figures = number("punteggio").iter().zip(number("rispetto_fasi").iter()).zip(limits.iter());
        let mut own = Vec::new();
        for (posto, ((punteggio, rispetto_fasi), limitata)) in places.iter().zip(figures) {
            let Some(posto) = posto else { continue };
            let riga = usize::try_from(posto).ok().and_then(|n| self.rows.partecipazioni.get(n));
            let Some(riga) = riga.filter(|riga| riga.persona == persona) else { continue };
            let Some(scheda) = self.rows.scheda(&riga.id) else { continue };
            let fasi = if limitata == Some(true) { Some(self.fasi_della_nota(posto)) } else { None };
            own.push(Quota { riga, scheda, punteggio, rispetto_fasi, fasi });
        }
        own
    }

    /// The phases that a note names.
    fn fasi_della_nota(&self, riga: u32) -> Vec<&FaseRow> {
        let presume = "the frames have the columns of the schema";
        let named = scoring::fasi_indicate(self.material.dataset, self.material.punteggi_fasi).expect(presume);
        let column = |name: &str| named.column(name).and_then(|c| c.u32()).expect(presume);
        let places = column("riga").iter().zip(column("posto").iter()).filter(|(of, _)| *of == Some(riga));
        // The frame of scores has the phases of the cronoprogramma alone.
        let scored: Vec<&FaseRow> = self.rows.fasi.iter().filter(|f| f.cella.is_some()).collect();
        places.filter_map(|(_, posto)| scored.get(usize::try_from(posto?).ok()?).copied()).collect()
    }

    /// One participation: the share with its cell, and the punteggio that it weighs; before it, where a note limits it to
    /// some phases, what comes of those.
    fn partecipazione(&self, quota: &Quota) -> Vec<Passo> {
        let Quota { riga: p, scheda, .. } = quota;
        // The sheet is that of the name's own cell.
        let at = |campo: &str| self.rows.cella(&p.id, p.cella.as_deref(), campo).map(str::to_owned);
        let share = p.pct.map_or_else(|| testo!("spiegazione-vuoto"), percent_as_typed);
        let mut dati = vec![dato(testo!("spiegazione-quota"), share, at("pct"))];
        if let Some(note) = p.note.as_ref().filter(|_| quota.fasi.is_some()) {
            dati.push(dato(testo!("spiegazione-nota"), format!("«{note}»"), at("note")));
        }
        let limite = quota.fasi.as_ref().filter(|_| quota.limits());
        let why = match (p.pct, quota.punteggio, scheda.punteggio) {
            (None, ..) => Some(testo!("spiegazione-quota.assente")),
            (Some(_), None, _) => Some(testo!("spiegazione-quota.non-valutabile")),
            (Some(_), Some(_), Some(all)) if limite.is_some() => {
                Some(testo!("spiegazione-limite-punteggio", punteggio = number(all, 2)))
            }
            (Some(_), Some(_), _) if quota.fasi.is_some() => Some(testo!("spiegazione-limite-punteggio.validato")),
            (Some(_), Some(_), _) => None,
        };
        let from = p.voce.as_ref().map(|voce| {
            let same = |x: &&PartecipazioneRow| x.id == p.id && x.cella == p.cella;
            let whole = self.rows.partecipazioni.iter().filter(same).find(|x| x.collettiva).and_then(|x| x.pct);
            let people = self.rows.partecipazioni.iter().filter(same).filter(|x| x.voce.is_some()).count();
            testo!(
                "spiegazione-quota.collettiva",
                voce = voce.as_str(),
                quota = whole.map_or_else(String::new, percent_as_typed),
                persone = people
            )
        });
        let said: Vec<String> = from.into_iter().chain(why).collect();
        let mut keys = Vec::new();
        if p.voce.is_some() {
            keys.push("persone.collettivi");
        }
        if limite.is_some() {
            keys.push("persone.note_fasi");
        }
        let passo = Passo {
            cosa: testo!("spiegazione-obiettivo", nome = scheda.nome()),
            conto: limite.and_then(|_| self.combina(quota.rispetto_fasi, scheda.indicatori)),
            valore: quota.punteggio,
            nota: (!said.is_empty()).then(|| said.join("; ")),
            celle: vec![scheda.cella(p.cella.as_deref()).to_string()],
            dati,
            regole: self.regole(&keys),
            ..Passo::default()
        };
        limite.map(|fasi| self.limite(quota, fasi)).into_iter().chain([passo]).collect()
    }

    /// The rispetto of the phases that a note names.
    fn limite(&self, quota: &Quota, fasi: &[&FaseRow]) -> Passo {
        let (conto, nota) = self.aggrega(fasi);
        let valore = quota.rispetto_fasi;
        let labels: Vec<&str> = fasi.iter().map(|f| f.fase.as_str()).collect();
        let gradi = fasi.iter().filter_map(|f| {
            Some(dato(testo!("spiegazione-limite.grado", fase = f.fase.as_str()), n(f.grado?), f.cella.clone()))
        });
        Passo {
            cosa: testo!("spiegazione-limite", fasi = labels.join(", "), n = labels.len()),
            celle: vec![quota.scheda.luogo().to_string()],
            conto: conto.filter(|_| valore.is_some()),
            valore,
            nota: if valore.is_some() { nota } else { Some(testo!("spiegazione-limite.assente")) },
            dati: gradi.collect(),
            ..Passo::default()
        }
    }

    /// The result: the arithmetic over the participations that count.
    fn risultato(&self, risultato: Option<f64>, own: &[Quota]) -> Passo {
        let regole = &self.material.calcolo.persone;
        let counted: Vec<(&str, f64, f64)> =
            own.iter().filter_map(|q| Some((q.riga.id.as_str(), q.punteggio?, q.riga.pct?))).collect();
        // A person twice on one scheda has the sum of the shares there, and of both what they make together.
        let mut schede: Vec<(&str, Vec<(f64, f64)>)> = Vec::new();
        for (id, punteggio, pct) in counted.iter().copied().filter(|(.., pct)| *pct > 0.0) {
            match schede.iter_mut().find(|(known, _)| *known == id) {
                Some((_, rows)) => rows.push((punteggio, pct)),
                None => schede.push((id, vec![(punteggio, pct)])),
            }
        }
        let term = |rows: &[(f64, f64)]| match rows {
            [(first, _), rest @ ..] if rest.iter().all(|(other, _)| (other - first).abs() < 1e-9) => n(*first),
            rows => format!("({})", weighted(rows).unwrap_or_default()),
        };
        let peso = |id: &str| self.rows.scheda(id).and_then(|s| s.peso).unwrap_or(1.0);
        let conto = match regole.risultato {
            RisultatoPersona::MediaPesata | RisultatoPersona::QuotaBudget => {
                weighted(&counted.iter().map(|(_, punteggio, pct)| (*punteggio, *pct)).collect::<Vec<_>>())
            }
            RisultatoPersona::MediaSemplice => mean_of(&schede.iter().map(|(_, rows)| term(rows)).collect::<Vec<_>>()),
            RisultatoPersona::PesataObiettivo => {
                let terms: Vec<_> = schede.iter().map(|(id, rows)| (term(rows), peso(id))).collect();
                weighted_of(&terms)
            }
            RisultatoPersona::SommaConTetto => {
                let products: Vec<String> =
                    counted.iter().map(|(_, p, pct)| format!("{} × {}", n(*p), n(*pct))).collect();
                (!products.is_empty()).then(|| format!("min(({}) : 100; 100)", products.join(" + ")))
            }
        };
        let passo = main(testo!("spiegazione-risultato"), conto, risultato, testo!("spiegazione-risultato.assente"));
        Passo { regole: self.regole(&["persone.risultato"]), ..passo }
    }

    /// The schede that somebody answers for in a role, with what each weighs.
    fn schede_of(&self, livello: &str, nome: &str) -> Vec<(&SchedaRow, f64)> {
        let links = scoring::appartenenze(self.material.dataset, self.material.calcolo, self.material.ente)
            .expect("the frames have the columns of the schema");
        let text = |column: &str| links.column(column).and_then(|c| c.str()).expect("a column of text");
        let pesi = links.column("peso").and_then(|c| c.f64()).expect("a column of numbers");
        let each = text("livello").iter().zip(text("nome").iter()).zip(text("id").iter()).zip(pesi.iter());
        each.filter(|(((level, name), _), _)| *level == Some(livello) && *name == Some(nome))
            .filter_map(|((_, id), peso)| Some((self.rows.scheda(id?)?, peso.unwrap_or_default())))
            .collect()
    }

    fn ruolo(&self, livello: &str, punteggio: Option<f64>, schede: &[(&SchedaRow, f64)]) -> Passo {
        let scored: Vec<(f64, f64)> = schede.iter().filter_map(|(s, peso)| Some((s.punteggio?, *peso))).collect();
        let conto = match self.material.calcolo.strutture.pesi {
            PesiStrutture::Uguali => mean(&scored.iter().map(|(value, _)| *value).collect::<Vec<_>>()),
            PesiStrutture::Peso | PesiStrutture::Partecipanti => weighted(&scored),
        };
        let mut keys = vec!["strutture.pesi"];
        if livello == "dirigente" && self.material.calcolo.dirigenti.intersettoriali == Intersettoriali::Inclusi {
            keys.push("dirigenti.intersettoriali");
        }
        let passo =
            main(testo!("spiegazione-ruolo", ruolo = livello), conto, punteggio, testo!("spiegazione-ruolo.assente"));
        Passo { regole: self.regole(&keys), ..passo }
    }

    /// The valutazione and the premio in a role, where the rules judge it.
    fn valutazione(&self, ruolo: &str, nome: &str) -> Vec<Passo> {
        let Some(v) =
            self.rows.valutazioni.iter().find(|v| v.ruolo == ruolo && person_key(&v.nome) == person_key(nome))
        else {
            return Vec::new();
        };
        let mut passi = Vec::new();
        let calcolo = self.material.calcolo;
        if calcolo.componenti.len() > 1 || !calcolo.condizioni.is_empty() {
            passi.extend(self.componenti(v));
            passi.extend(self.condizioni(v));
            passi.push(self.giudicato(v));
        }
        if calcolo.premio.tipo != TipoPremio::Nessuno {
            passi.push(self.premio(v));
        }
        passi
    }

    /// A value of `componenti.csv`, of the person or of everybody, with its line.
    fn componente(&self, nome: &str, cosa: &str) -> Option<(f64, String)> {
        let of = |who: Option<&str>| {
            self.rows.componenti.iter().find(|c| {
                normalise(&c.componente) == normalise(cosa)
                    && c.persona.as_deref().map(person_key) == who.map(person_key)
            })
        };
        let found = of(Some(nome)).or_else(|| of(None))?;
        Some((found.valore, format!("{COMPONENTI}, riga {}", found.riga)))
    }

    fn componenti(&self, v: &ValutazioneRow) -> Option<Passo> {
        let mut values: Vec<(f64, f64)> = Vec::new();
        let mut dati: Vec<Dato> = Vec::new();
        for one in self.material.calcolo.componenti.iter().filter(|one| one.peso > 0.0) {
            let found = if normalise(&one.nome) == OBIETTIVI {
                v.obiettivi.map(|value| (value, None))
            } else {
                self.componente(&v.nome, &one.nome).map(|(value, at)| (value, Some(at)))
            };
            match found {
                Some((value, at)) => {
                    values.push((value, one.peso));
                    dati.push(dato(one.nome.clone(), n(value), at));
                }
                None => dati.push(dato(one.nome.clone(), testo!("spiegazione-vuoto"), None)),
            }
        }
        (self.material.calcolo.componenti.len() > 1).then(|| Passo {
            cosa: testo!("spiegazione-componenti"),
            conto: weighted(&values).filter(|_| v.base.is_some()),
            valore: v.base,
            dati,
            regole: self.regole(&["componente"]),
            ..Passo::default()
        })
    }

    fn condizioni(&self, v: &ValutazioneRow) -> Vec<Passo> {
        let bound = |one: &&Condizione| one.ruoli.iter().any(|ruolo| ruolo.as_str() == v.ruolo);
        let each = self.material.calcolo.condizioni.iter().filter(bound).map(|one| {
            let found = self.componente(&v.nome, &one.nome);
            let di = if one.toglie == Toglie::Premio { "premio" } else { "valutazione" };
            let nota = match &found {
                None => testo!("spiegazione-condizione.assente"),
                Some((value, _)) if one.is_met(*value) => testo!("spiegazione-condizione.rispettata"),
                Some(_) => {
                    testo!("spiegazione-condizione.non-rispettata", quota = percent_as_typed(one.quota), di = di)
                }
            };
            let limite = match (one.minimo, one.massimo) {
                (None, None) => testo!("condizione-si"),
                (Some(minimo), None) => testo!("condizione-minimo", minimo = n(minimo)),
                (None, Some(massimo)) => testo!("condizione-massimo", massimo = n(massimo)),
                (Some(minimo), Some(massimo)) => {
                    testo!("condizione-tra", minimo = n(minimo), massimo = n(massimo))
                }
            };
            let (value, at) = match found {
                Some((value, at)) => (n(value), Some(at)),
                None => (testo!("spiegazione-vuoto"), None),
            };
            Passo {
                cosa: testo!("spiegazione-condizione", nome = one.nome.as_str(), limite = limite),
                nota: Some(nota),
                dati: vec![dato(testo!("spiegazione-condizione.valore"), value, at)],
                regole: self.regole(&["condizione"]),
                ..Passo::default()
            }
        });
        each.collect()
    }

    /// What the conditions that are not met leave of a value, as it is written on paper.
    fn dopo(&self, v: &ValutazioneRow, toglie: Toglie, conto: String) -> String {
        let lost: f64 = self
            .material
            .calcolo
            .condizioni
            .iter()
            .filter(|one| one.toglie == toglie && one.ruoli.iter().any(|ruolo| ruolo.as_str() == v.ruolo))
            .filter(|one| v.non_rispettate.contains(&one.nome))
            .map(|one| one.quota)
            .sum();
        if lost > 0.0 { format!("{conto} × {} : 100", n((100.0 - lost).max(0.0))) } else { conto }
    }

    fn giudicato(&self, v: &ValutazioneRow) -> Passo {
        // Where nothing is taken away, the figure above stands as it is.
        let conto = v.base.map(|base| self.dopo(v, Toglie::Valutazione, n(base))).filter(|conto| conto.contains('×'));
        let absent = testo!("spiegazione-valutazione.assente", manca = v.manca.join(", "));
        let passo = main(testo!("spiegazione-valutazione", ruolo = v.ruolo.as_str()), conto, v.valutazione, absent);
        Passo { regole: self.regole(&["componente", "condizione"]), ..passo }
    }

    fn premio(&self, v: &ValutazioneRow) -> Passo {
        let regole = &self.material.calcolo.premio;
        let mut keys = vec!["premio.tipo"];
        let valutazione = v.valutazione.unwrap_or_default();
        let place = || v.posizione.map(|p| testo!("spiegazione-premio.posizione", posizione = p)).unwrap_or_default();
        let shown = number(valutazione, 2);
        let how = match regole.tipo {
            TipoPremio::Nessuno | TipoPremio::Proporzionale => None,
            TipoPremio::Fasce => {
                keys.push("premio.fasce");
                Some(testo!("spiegazione-premio.fasce", valutazione = shown))
            }
            TipoPremio::Classi => {
                keys.extend(["premio.classi", "classe"]);
                Some(testo!("spiegazione-premio.classi", valutazione = shown))
            }
            TipoPremio::SogliaLineare => {
                keys.extend(["premio.soglia", "premio.quota_minima"]);
                let below = valutazione < regole.soglia;
                below.then(|| testo!("spiegazione-premio.sotto-soglia", soglia = n(regole.soglia)))
            }
            TipoPremio::Graduatoria => {
                keys.push("premio.graduatoria");
                Some(place())
            }
        };
        let conto = match regole.tipo {
            TipoPremio::SogliaLineare if valutazione >= regole.soglia => Some(format!(
                "({} + ({} − {}) × {} : {})",
                n(regole.quota_minima),
                n(valutazione),
                n(regole.soglia),
                n(100.0 - regole.quota_minima),
                n(100.0 - regole.soglia)
            )),
            _ => v.punti.map(n),
        };
        let more = v.maggiorazione.filter(|more| *more > 0.0);
        if regole.maggiorazione.punti > 0.0 {
            keys.push("premio.maggiorazione");
        }
        let conto = conto.map(|conto| {
            let sum = more.map_or_else(|| conto.clone(), |more| format!("({conto} + {})", n(more)));
            self.dopo(v, Toglie::Premio, sum)
        });
        let conto = conto.filter(|conto| conto.contains(['×', '+']));
        let mut said: Vec<String> = how.into_iter().collect();
        if let Some(more) = more {
            said.push(testo!("spiegazione-premio.maggiorazione", punti = n(more), posto = place()));
        }
        if let Some(importo) = v.importo {
            said.push(testo!("spiegazione-premio.importo", importo = number(importo, 2)));
            let whole =
                regole.importo_intero.persone + regole.importo_intero.responsabili + regole.importo_intero.dirigenti;
            keys.push(if whole > 0.0 { "premio.importo_intero" } else { "premio.fondo" });
        }
        if self.material.calcolo.condizioni.iter().any(|one| one.toglie == Toglie::Premio) {
            keys.push("condizione");
        }
        let absent = match v.manca.as_slice() {
            [] => testo!("spiegazione-premio.assente"),
            manca => testo!("spiegazione-valutazione.assente", manca = manca.join(", ")),
        };
        let passo = main(testo!("spiegazione-premio", ruolo = v.ruolo.as_str()), conto, v.premio, absent);
        let said = (!said.is_empty() && v.premio.is_some()).then(|| said.join("; "));
        Passo { nota: passo.nota.or(said), regole: self.regole(&keys), ..passo }
    }
}
