use std::collections::BTreeMap;

use crate::checks::pia::coppie;
#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Context, EPSILON, Origin, Rule, Testo, luogo};
use crate::dataset::identita::chiave;
use crate::italian::{MESI, percent_as_typed};
use crate::place::CellRef;
use crate::scheda::text::normalise;
use crate::scheda::{Fase, Indicatore, Partecipazione, Percentuale, Scadenza, Scheda};
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::PIA001,
    descrizione: "la scheda è cambiata dopo l'approvazione del piano",
    testo: Testo {
        controlla: "Con il piano approvato (--piano): target, mesi, valori attesi, persone e fasi di ogni scheda sono \
             quelli approvati.",
        perche: "I risultati si misurano sul piano approvato: un target abbassato a dicembre alza il punteggio.",
        rimedio: "Rimettere il valore approvato; se la modifica è stata autorizzata, aggiornare il piano.",
        sbagliato: "Atteso 12 nel piano approvato, 8 nella scheda",
        giusto: "Atteso 12 nel piano approvato e nella scheda",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: Caso = Caso::Piano(|schede, _| schede[0].fasi[0].target_dic.punti = Some(80.0));

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for (scheda, approvata) in coppie(ctx) {
        if let Some(approvata) = approvata {
            let mut confronto = Confronto { ctx, scheda, out };
            confronto.fasi(&approvata.fasi);
            confronto.indicatori(&approvata.indicatori);
            confronto.personale(&approvata.personale);
        }
    }
}

/// A scheda beside what was approved of it.
struct Confronto<'a, 'b> {
    ctx: &'a Context<'a>,
    scheda: &'a Scheda,
    out: &'b mut Vec<Segnalazione>,
}

impl Confronto<'_, '_> {
    fn diverso(&mut self, cella: Option<CellRef>, messaggio: String) {
        let rimedio = "rimettere il valore approvato; se la modifica è autorizzata, aggiornare il piano approvato";
        self.out.push(RULE.codice.at(luogo(self.scheda, cella), messaggio, rimedio));
    }

    fn fasi(&mut self, approvate: &[Fase]) {
        let label = |fase: &Fase| normalise(&fase.etichetta);
        let pairs = accoppia(&self.scheda.fasi, approvate, label);
        for pair in pairs {
            match pair {
                (Some(now), Some(then)) => self.fase(now, then),
                (Some(now), None) => {
                    let at = now.at.or(now.testo.as_ref().map(|t| t.at));
                    self.diverso(at, format!("la fase {} non è nel piano approvato", now.etichetta));
                }
                (None, Some(then)) => {
                    self.diverso(None, format!("la fase {} del piano approvato non c'è più", then.etichetta));
                }
                (None, None) => {}
            }
        }
    }

    fn fase(&mut self, now: &Fase, then: &Fase) {
        let testo = |fase: &Fase| fase.testo.as_ref().map(|t| normalise(&t.valore)).unwrap_or_default();
        if testo(now) != testo(then) {
            let approvata = then.testo.as_ref().map_or("nessuna", |t| t.valore.as_str());
            self.diverso(
                now.testo.as_ref().map(|t| t.at).or(now.at),
                format!("fase {}: la descrizione è cambiata; nel piano approvato era «{approvata}»", now.etichetta),
            );
        }
        if now.annullata.is_some() && then.annullata.is_none() {
            self.diverso(now.annullata, format!("la fase {} è annullata; nel piano approvato no", now.etichetta));
            return;
        }
        for scadenza in [Scadenza::Luglio, Scadenza::Dicembre] {
            let (found, approved) = (scadenza.target(now), scadenza.target(then));
            if differenti(found, approved) {
                let what = format!("fase {}: il target al {}", now.etichetta, self.ctx.data(scadenza));
                self.diverso(found.at.or(now.at), format!("{what} {}", e_era(found, approved)));
            }
        }
        let cambiati: Vec<usize> = (0..12).filter(|m| differenti(&now.mesi[*m], &then.mesi[*m])).collect();
        if let Some(first) = cambiati.first() {
            let said: Vec<String> =
                cambiati.iter().map(|m| format!("{} {}", MESI[*m], e_era(&now.mesi[*m], &then.mesi[*m]))).collect();
            self.diverso(now.mesi[*first].at.or(now.at), format!("fase {}: {}", now.etichetta, said.join("; ")));
        }
    }

    fn indicatori(&mut self, approvati: &[Indicatore]) {
        let name = |i: &Indicatore| format!("{} {}", i.famiglia.as_str(), normalise(&i.nome.valore));
        for pair in accoppia(&self.scheda.indicatori, approvati, name) {
            match pair {
                (Some(now), Some(then)) => {
                    let text = |i: &Indicatore| i.atteso_testo.as_deref().map(normalise).unwrap_or_default();
                    // 100% and 1,00 with a percent format are one atteso.
                    let same = text(now) == text(then) || (now.atteso.is_some() && now.atteso == then.atteso);
                    if !same {
                        let shown = |i: &Indicatore| i.atteso_testo.clone().unwrap_or_else(|| "vuoto".to_owned());
                        self.diverso(
                            now.atteso_at.or(Some(now.nome.at)),
                            format!(
                                "«{}»: il valore atteso è «{}», nel piano approvato «{}»",
                                now.nome.valore,
                                shown(now),
                                shown(then)
                            ),
                        );
                    }
                }
                (Some(now), None) => {
                    let text = format!("l'indicatore «{}» non è nel piano approvato", now.nome.valore);
                    self.diverso(Some(now.nome.at), text);
                }
                (None, Some(then)) => {
                    let text = format!("l'indicatore «{}» del piano approvato non c'è più", then.nome.valore);
                    self.diverso(None, text);
                }
                (None, None) => {}
            }
        }
    }

    fn personale(&mut self, approvati: &[Partecipazione]) {
        let alias = self.ctx.alias;
        let person = |p: &Partecipazione| {
            let key = chiave(&p.nominativo.valore);
            alias.get(&key).cloned().unwrap_or(key)
        };
        for pair in accoppia(&self.scheda.personale, approvati, person) {
            match pair {
                (Some(now), Some(then)) => {
                    if differenti(&now.pct, &then.pct) {
                        self.diverso(
                            now.pct.at.or(Some(now.nominativo.at)),
                            format!("{}: la partecipazione {}", now.nominativo.valore, e_era(&now.pct, &then.pct)),
                        );
                    }
                }
                (Some(now), None) => {
                    let text = format!("{} non è tra il personale del piano approvato", now.nominativo.valore);
                    self.diverso(Some(now.nominativo.at), text);
                }
                (None, Some(then)) => {
                    let text = format!("{}, nel piano approvato, non è più tra il personale", then.nominativo.valore);
                    self.diverso(None, text);
                }
                (None, None) => {}
            }
        }
    }
}

/// Each row beside the approved one of the same key, the n-th of a key with the n-th; then what is there no more.
fn accoppia<'a, T>(now: &'a [T], then: &'a [T], key: impl Fn(&T) -> String) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let mut left: BTreeMap<String, Vec<&T>> = BTreeMap::new();
    for row in then.iter().rev() {
        left.entry(key(row)).or_default().push(row);
    }
    let mut pairs: Vec<_> = now.iter().map(|row| (Some(row), left.get_mut(&key(row)).and_then(Vec::pop))).collect();
    pairs.extend(left.into_values().flat_map(|rows| rows.into_iter().rev()).map(|row| (None, Some(row))));
    pairs
}

/// Whether two percentages differ; a blank is a zero, and what cannot be read has its own segnalazione.
fn differenti(now: &Percentuale, then: &Percentuale) -> bool {
    let value = |p: &Percentuale| p.punti.unwrap_or(0.0);
    !now.illeggibile && !then.illeggibile && (value(now) - value(then)).abs() > EPSILON
}

/// `è 30%, nel piano approvato 40%`.
fn e_era(now: &Percentuale, then: &Percentuale) -> String {
    let shown = |p: &Percentuale| p.punti.map_or_else(|| "vuoto".to_owned(), percent_as_typed);
    format!("è {}, nel piano approvato {}", shown(now), shown(then))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{at, fase, piano, scheda};
    use crate::scheda::Scheda;

    fn dove(change: impl Fn(&mut Scheda)) -> String {
        let mut now = scheda();
        change(&mut now);
        let found = piano(&RULE, &[now], &[scheda()]);
        let place = |s: &crate::segnalazione::Segnalazione| {
            s.luogo.cella.map_or_else(|| "foglio".to_owned(), |cella| cella.to_string())
        };
        found.iter().map(place).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_was_approved_and_changed_is_reported_at_its_cell() {
        type Change = fn(&mut Scheda);
        let changes: [(Change, &str); 10] = [
            (|_| {}, ""),
            (|s| s.fasi[0].gap_dic.punti = Some(-20.0), ""),
            (|s| s.indicatori[0].dic.valore = Some(1.0), ""),
            (|s| s.fasi[0].target_dic.punti = Some(80.0), "Q26"),
            (|s| s.fasi[1].mesi[2].punti = None, "E27"),
            (|s| s.fasi[0].testo.as_mut().unwrap().valore = "Altro".into(), "B17"),
            (|s| s.fasi.push(fase(27, "3")), "A28"),
            (|s| drop(s.fasi.pop()), "foglio"),
            (|s| s.indicatori[0].atteso_testo = Some("3".into()), ""),
            (|s| s.personale[0].nominativo.valore = "BIANCHI IVO".into(), "B44 foglio"),
        ];
        for (change, found) in changes {
            assert_eq!(dove(change), found);
        }
        assert_eq!(dove(|s| s.personale[1].pct.punti = Some(30.0)), "O45");
        let lower = |s: &mut Scheda| {
            s.indicatori[0].atteso_testo = Some("3".into());
            s.indicatori[0].atteso.as_mut().unwrap().valore = 3.0;
        };
        assert_eq!(dove(lower), "J37");
        assert_eq!(at("J37"), scheda().indicatori[0].atteso_at.unwrap());
    }
}
