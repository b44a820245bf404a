//! What is wrong in the schede that were read: one rule a file. The rules read, they never repair.
//!
//! [`check`] runs the rules of [`REGISTRY`] that look at typed schede; the other codes of the published list are
//! emitted where the fault shows, above all by the reader. Each code has its file, with its texts, its gravità, a case
//! that is wrong and, where it is checked here, the check. *Invariant:* no rule opens a file or looks at the clock.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{RaggiuntoFase, Regole, RispettoFasi, Target};
use crate::dataset::voci::Voce;
use crate::place::{CellRef, Luogo};
use crate::scheda::{Calendario, Fase, Percentuale, Raggiunto, Scadenza, Scheda};
use crate::segnalazione::{Codice, Gravita, Segnalazione};
use crate::tabelle::{Anagrafica, Pesi};

pub(crate) mod cel;
pub mod documentazione;
pub(crate) mod fas;
pub(crate) mod fil;
pub(crate) mod fog;
pub(crate) mod ind;
pub(crate) mod int;
mod nomi;
pub(crate) mod per;
pub(crate) mod pia;
mod registry;
pub(crate) mod ris;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod val;

pub use cel::cel003::misfits;
pub use per::per010::{estranei, incomplete};
pub use registry::{REGISTRY, rule};
pub use val::refused::{refused, without_effect};

/// How far apart two sums of declared percentages may be, in points (regole-di-calcolo, "Fasi").
const TOLLERANZA_FASI_PCT: f64 = 0.5;
/// What is no difference between two figures typed with two decimals.
const EPSILON: f64 = 1e-6;

impl Scadenza {
    /// The checkpoints of the form up to this one.
    #[must_use]
    pub const fn fino_a(self) -> &'static [Self] {
        match self {
            Self::Luglio => &[Self::Luglio],
            Self::Dicembre => &[Self::Luglio, Self::Dicembre],
        }
    }

    const fn target(self, fase: &Fase) -> &Percentuale {
        match self {
            Self::Luglio => &fase.target_lug,
            Self::Dicembre => &fase.target_dic,
        }
    }

    const fn gap(self, fase: &Fase) -> &Percentuale {
        match self {
            Self::Luglio => &fase.gap_lug,
            Self::Dicembre => &fase.gap_dic,
        }
    }

    const fn colonna(self, fase: &Fase) -> &Percentuale {
        match self {
            Self::Luglio => &fase.raggiunto[0],
            Self::Dicembre => &fase.raggiunto[1],
        }
    }

    const fn raggiunto(self, indicatore: &crate::scheda::Indicatore) -> &Raggiunto {
        match self {
            Self::Luglio => &indicatore.lug,
            Self::Dicembre => &indicatore.dic,
        }
    }
}

/// What the rules look at.
pub struct Context<'a> {
    /// The schede with their ids, in the order of files and sheets.
    pub schede: &'a [Voce],
    /// The year of the run.
    pub anno: i32,
    /// The checkpoint of the run.
    pub scadenza: Scadenza,
    /// Whether the run's checkpoint is the final one.
    pub finale: bool,
    /// The days of the form's columns.
    pub calendario: Calendario,
    /// The computed rispetto_fasi of each id, in points, at 31 July and 31 December; absent where no phase is due.
    pub rispetto_fasi: &'a BTreeMap<String, [Option<f64>; 2]>,
    /// The rules that score what is checked.
    pub regole: &'a Regole,
    /// Whether an indicator of this name only repeats what the phases say ("% rispetto fasi e tempi").
    pub ripete_le_fasi: &'a (dyn Fn(&str) -> bool + Sync),
    /// The schede of the approved plan, if there is one to compare with.
    pub piano: Option<&'a [Voce]>,
    /// Who the people are, for what stands for many of them.
    pub anagrafica: &'a Anagrafica,
    /// The weights that stand in no form.
    pub pesi: &'a Pesi,
    /// Confirmed aliases: the key of a spelling ([`crate::dataset::identita::chiave`]) and the key of the person.
    pub alias: &'a BTreeMap<String, String>,
}

impl Context<'_> {
    /// The day of a checkpoint in words: `31 luglio`.
    fn data(&self, scadenza: Scadenza) -> String {
        self.calendario.giorno(scadenza).to_string()
    }

    /// Σ months January … checkpoint, in points; `None` when one of them gives no value.
    fn somma_mesi(&self, scadenza: Scadenza, fase: &Fase) -> Option<f64> {
        somma(&fase.mesi[..self.mesi(scadenza)])
    }

    /// The share of the period in which a checkpoint falls before its end, in points: some of it may be due already.
    fn in_corso(&self, scadenza: Scadenza, fase: &Fase) -> f64 {
        let months = self.mesi(scadenza);
        let end = months.next_multiple_of(usize::from(fase.passo));
        let running = fase.mesi.get(months..end).and_then(<[Percentuale]>::last);
        running.and_then(|period| period.punti).unwrap_or(0.0)
    }

    /// How many months there are up to a checkpoint.
    fn mesi(&self, scadenza: Scadenza) -> usize {
        usize::try_from(self.calendario.giorno(scadenza).mese()).unwrap_or(12).min(12)
    }

    /// Whether a phase is due at the run's checkpoint, or could be for all that can be read of it.
    fn forse_dovuta(&self, fase: &Fase) -> bool {
        let target = self.scadenza.target(fase);
        let declared = target.punti.filter(|_| self.regole.fasi.target == Target::Dichiarato);
        let target_pct = declared.or_else(|| self.somma_mesi(self.scadenza, fase));
        fase.annullata.is_none() && (target.illeggibile || target_pct.is_none_or(|pct| pct > 0.0))
    }

    /// The share achieved, in points and not clamped, as the rules make it; `None` when one of its cells is blank.
    fn raggiunto_fase(&self, scadenza: Scadenza, fase: &Fase) -> Option<f64> {
        let gap = || scadenza.gap(fase).punti;
        match self.regole.fasi.raggiunto {
            RaggiuntoFase::TargetPiuGap => Some(self.target_valido(scadenza, fase)? + gap()?),
            RaggiuntoFase::TargetMenoGap => Some(self.target_valido(scadenza, fase)? - gap()?),
            RaggiuntoFase::Colonna => scadenza.colonna(fase).punti,
        }
    }

    /// The target in points: declared, or else the sum of the months, as the rules say. `None` when there is neither.
    fn target_valido(&self, scadenza: Scadenza, fase: &Fase) -> Option<f64> {
        if self.regole.fasi.target == Target::Ricalcolato {
            return self.somma_mesi(scadenza, fase).filter(|sum| *sum > 0.0);
        }
        let declared = scadenza.target(fase);
        if declared.illeggibile {
            return None;
        }
        declared.punti.or_else(|| self.somma_mesi(scadenza, fase).filter(|sum| *sum > 0.0))
    }
}

/// Σ of some months, in points; `None` when one of them gives no value.
fn somma(months: &[Percentuale]) -> Option<f64> {
    (!months.iter().any(|m| m.illeggibile)).then(|| months.iter().filter_map(|m| m.punti).sum())
}

/// Where the segnalazioni of a code come from.
#[derive(Clone, Copy, Debug)]
pub enum Origin {
    /// A rule over the typed schede.
    Check(fn(&Context, &mut Vec<Segnalazione>)),
    /// The reader, or another room that sees the fault happen.
    Reader,
}

/// The documentation of a code, in Italian, for who fills in the workbooks. `check --explain` prints it.
#[derive(Clone, Copy, Debug)]
pub struct Testo {
    /// What is compared with what, and where nothing is said.
    pub controlla: &'static str,
    /// Why it matters.
    pub perche: &'static str,
    /// What to do.
    pub rimedio: &'static str,
    /// An example of the wrong form.
    pub sbagliato: &'static str,
    /// The same example, right.
    pub giusto: &'static str,
}

/// A code of the published list with its documentation.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The code, with its name and how grave it usually is.
    pub codice: Codice,
    /// What it says, in one line.
    pub descrizione: &'static str,
    /// Its documentation.
    pub testo: Testo,
    /// Who emits it.
    pub origine: Origin,
}

/// The cell, or the sheet where the form has no such cell.
fn luogo(scheda: &Scheda, cella: Option<CellRef>) -> Luogo {
    cella.map_or_else(|| scheda.luogo.clone(), |at| scheda.luogo.at(at))
}

/// Runs every rule of [`REGISTRY`] over the schede; sorted by file, sheet, cell and code.
#[must_use]
pub fn check(ctx: &Context) -> Vec<Segnalazione> {
    let mut out = Vec::new();
    for rule in REGISTRY {
        if let Origin::Check(run) = rule.origine {
            run(ctx, &mut out);
        }
    }
    attenua(ctx, &mut out);
    out.sort_by(|a, b| (&a.luogo, a.codice).cmp(&(&b.luogo, b.codice)));
    out
}

/// Makes avvisi of the errori in cells on which no result of the run counts: the columns of the other checkpoint,
/// phases that are not due, indicators that the phases already tell, months beside a declared target, weights of which
/// the rules make no use.
///
/// It is for the reader's segnalazioni too, who cannot know all of this.
pub fn attenua(ctx: &Context, segnalazioni: &mut [Segnalazione]) {
    let other = match ctx.scadenza {
        Scadenza::Luglio => Scadenza::Dicembre,
        Scadenza::Dicembre => Scadenza::Luglio,
    };
    let mut cells = BTreeSet::new();
    for voce in ctx.schede {
        let scheda = &voce.scheda;
        let fasi = scheda.fasi.iter().flat_map(|f| {
            let mut idle = vec![other.target(f), other.gap(f)];
            idle.extend(&f.mesi[ctx.mesi(ctx.scadenza)..]);
            let target = ctx.scadenza.target(f);
            let declared = target.punti.is_some() || target.illeggibile;
            if f.annullata.is_some() || (declared && ctx.regole.fasi.target == Target::Dichiarato) {
                idle.extend(&f.mesi);
            }
            if f.annullata.is_some() {
                idle.push(target);
            }
            if !ctx.forse_dovuta(f) {
                idle.push(ctx.scadenza.gap(f));
            }
            idle.into_iter().map(|pct| pct.at)
        });
        let indicatori = scheda.indicatori.iter().flat_map(|i| {
            let mut idle = vec![other.raggiunto(i).at, other.raggiunto(i).scostamento.as_ref().map(|s| s.at)];
            let told = ctx.regole.indicatori.rispetto_fasi != RispettoFasi::Dichiarato;
            if told && (ctx.ripete_le_fasi)(&i.nome.valore) {
                idle.extend([i.atteso_at, ctx.scadenza.raggiunto(i).at]);
            }
            idle
        });
        let weighs = cel::cel003::contano(ctx, voce);
        let pesi = scheda.fasi.iter().map(|f| f.peso.at).chain(scheda.indicatori.iter().map(|i| i.peso.at));
        let pesi = pesi.chain([scheda.peso.at]).filter(|at| at.is_none_or(|at| !weighs.contains(&at)));
        cells.extend(fasi.chain(indicatori).chain(pesi).flatten().map(|at| scheda.luogo.at(at)));
    }
    for segnalazione in segnalazioni {
        if segnalazione.gravita == Gravita::Errore && cells.contains(&segnalazione.luogo) {
            segnalazione.gravita = Gravita::Avviso;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segnalazione::codici;

    #[test]
    fn a_correct_scheda_raises_nothing() {
        for scadenza in [Scadenza::Luglio, Scadenza::Dicembre] {
            assert_eq!(testing::tutte(&[testing::scheda()], scadenza), Vec::<Segnalazione>::new());
        }
    }

    #[test]
    fn errori_of_the_other_checkpoint_become_avvisi() {
        let scheda = testing::scheda();
        let rule = codici::CEL001;
        for (scadenza, cell, gravita) in [
            (Scadenza::Dicembre, scheda.fasi[0].gap_lug.at, Gravita::Avviso),
            (Scadenza::Dicembre, scheda.fasi[0].gap_dic.at, Gravita::Errore),
            (Scadenza::Luglio, scheda.indicatori[0].dic.at, Gravita::Avviso),
            (Scadenza::Dicembre, None, Gravita::Errore),
        ] {
            assert_eq!(attenuata(&scheda, scadenza, rule, cell), gravita);
        }
    }

    fn attenuata(scheda: &Scheda, scadenza: Scadenza, codice: Codice, cell: Option<CellRef>) -> Gravita {
        let mut found = [codice.at(luogo(scheda, cell), String::new(), "")];
        testing::with_context(std::slice::from_ref(scheda), scadenza, |ctx| attenua(ctx, &mut found));
        found[0].gravita
    }

    /// The form's phase 1 stands on row 26: N its December, O and P the target and gap of July, Q and R of December.
    #[test]
    fn a_value_that_cannot_be_read_is_reported_once_and_as_gravely_as_it_counts() {
        type Spoil = fn(&mut testing::modulo::Modulo);
        let cases: [(&str, Spoil, &str); 15] = [
            ("text for a due gap", |m| m.testo("R26", "in corso"), "R26 FAS002 errore"),
            ("an error for a due gap", |m| m.testo("R26", "#RIF!"), "R26 CEL001 errore"),
            ("a dash for a due gap", |m| m.testo("R26", "-"), "R26 FAS002 errore"),
            ("an accountant's gap", |m| m.testo("R26", "20-"), "R26 FAS008 avviso"),
            ("text for July's gap", |m| m.testo("P26", "in corso"), "P26 FAS008 avviso"),
            (
                "text for the gap of a phase that is not due",
                |m| {
                    m.percento("Q26", 0.0);
                    m.testo("R26", "#RIF!");
                },
                "R26 CEL001 avviso",
            ),
            ("text for the target", |m| m.testo("Q26", "da definire"), "Q26 FAS008 errore"),
            ("text for a month", |m| m.testo("N26", "sospeso"), "N26 FAS008 avviso"),
            ("text for a share", |m| m.testo("O44", "n.d."), "O44 PER001 errore"),
            ("a share below zero", |m| m.percento("O44", -0.2), "O44 PER001 errore"),
            ("text for a raggiunto", |m| m.testo("P37", "in corso"), "P37 IND002 errore"),
            ("text for July's raggiunto", |m| m.testo("L37", "in corso"), "L37 IND002 avviso"),
            ("a dash for a raggiunto", |m| m.testo("P37", "-"), "P37 IND001 errore"),
            ("text for what the phases tell", |m| m.testo("P38", "in corso"), "P38 IND002 avviso"),
            ("an atteso that cannot be read", |m| m.testo("J37", "tra 5 e 10"), "J37 IND008 errore"),
        ];
        for (what, spoil, expected) in cases {
            let [found, _] = testing::Caso::Foglio(spoil).esegui();
            // What follows from it elsewhere: other sums, another rispetto_fasi.
            let follows = ["FAS001", "FAS003", "FAS004", "FAS010", "IND005"];
            let said: Vec<_> = found
                .iter()
                .filter(|s| !follows.contains(&s.codice.sigla))
                .map(|s| format!("{} {} {}", s.luogo.cella.expect("a cell"), s.codice, s.gravita.as_str()))
                .collect();
            assert_eq!(said.join(", "), expected, "{what}");
        }
    }

    #[test]
    fn errori_where_nothing_counts_become_avvisi() {
        let rule = codici::CEL001;
        let unreadable = |pct: &mut Percentuale| {
            pct.punti = None;
            pct.illeggibile = true;
        };
        let found = |spoil: &dyn Fn(&mut Fase)| {
            let mut scheda = testing::scheda();
            spoil(&mut scheda.fasi[0]);
            let fase = &scheda.fasi[0];
            let cells = [fase.gap_dic.at, fase.target_dic.at, fase.mesi[11].at];
            cells.map(|cell| attenuata(&scheda, Scadenza::Dicembre, rule, cell).as_str())
        };
        assert_eq!(found(&|_| {}), ["errore", "errore", "avviso"], "a declared target stands for the months");
        assert_eq!(found(&|f| f.target_dic.punti = Some(0.0)), ["avviso", "errore", "avviso"], "not due");
        assert_eq!(found(&|f| f.target_dic.punti = None), ["errore", "errore", "errore"], "due by its months");
        assert_eq!(found(&|f| unreadable(&mut f.target_dic)), ["errore", "errore", "avviso"], "nobody knows");
        assert_eq!(found(&|f| f.annullata = f.at), ["avviso", "avviso", "avviso"], "cancelled");
        let scheda = testing::scheda();
        let july = attenuata(&scheda, Scadenza::Luglio, rule, scheda.fasi[0].mesi[7].at);
        assert_eq!(july, Gravita::Avviso, "a month after the checkpoint");
        let repeats = &scheda.indicatori[1];
        for cell in [repeats.atteso_at, repeats.dic.at] {
            assert_eq!(attenuata(&scheda, Scadenza::Dicembre, rule, cell), Gravita::Avviso, "computed from the phases");
        }
        assert_eq!(attenuata(&scheda, Scadenza::Dicembre, rule, scheda.indicatori[0].dic.at), Gravita::Errore);
    }

    #[test]
    fn segnalazioni_are_sorted_by_place_and_code() {
        let mut scheda = testing::scheda();
        scheda.intestazione.titolo.testo = None;
        scheda.fasi[0].gap_dic.punti = None;
        scheda.personale[0].pct.punti = None;
        let found = testing::tutte(&[scheda], Scadenza::Dicembre);
        let mut sorted = found.clone();
        sorted.sort_by(|a, b| (&a.luogo, a.codice).cmp(&(&b.luogo, b.codice)));
        assert!(found.len() >= 4);
        assert_eq!(found, sorted);
    }
}
