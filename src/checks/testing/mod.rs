//! A correct scheda to spoil, and what the rules say of it.

use std::collections::BTreeMap;

use super::{Context, Origin, Rule, check};
use crate::config::Config;
use crate::dataset::voci::Voce;
use crate::place::{Area, CellRef, Luogo};
use crate::scheda::profile::Profile;
use crate::scheda::{
    Atteso, Calendario, Campo, Cella, Comparatore, Famiglia, Fase, Indicatore, Intestazione, Partecipazione,
    Percentuale, Peso, Raggiunto, Risorsa, Scadenza, Scheda, Sezione, Unita,
};
use crate::segnalazione::Segnalazione;
use modulo::{Cartella, Modulo};

pub mod modulo;

/// A case that is wrong in the way of one code, made out of one that is right.
pub enum Caso {
    /// Two correct schede of different files and obiettivi, one of them spoilt.
    Schede(fn(&mut [Scheda; 2])),
    /// Correct schede and the same as the approved plan, one of the two spoilt.
    Piano(fn(&mut Vec<Scheda>, &mut Vec<Scheda>)),
    /// A correct form, spoilt before it is read.
    Foglio(fn(&mut Modulo)),
    /// A folder with a correct workbook `a.xlsx`, and what is put into it.
    Cartella(fn(&Cartella)),
    /// What no folder can show.
    Diretto(fn() -> Vec<Segnalazione>),
}

impl Caso {
    /// What the program says at the December checkpoint of the case as it is, and of what it was made from.
    pub fn esegui(&self) -> [Vec<Segnalazione>; 2] {
        match self {
            Self::Schede(spoil) => {
                let good = due_schede();
                let mut bad = good.clone();
                spoil(&mut bad);
                [tutte(&bad, Scadenza::Dicembre), tutte(&good, Scadenza::Dicembre)]
            }
            Self::Piano(spoil) => {
                let (mut now, mut then) = (Vec::from(due_schede()), Vec::from(due_schede()));
                let good = col_piano(&now, &then, check);
                spoil(&mut now, &mut then);
                [col_piano(&now, &then, check), good]
            }
            Self::Foglio(spoil) => {
                let good = Cartella::nuova();
                let bad = Cartella::nuova();
                bad.scrivi("a.xlsx", &modulo::file([Modulo::nuovo("Foglio").con(spoil)]));
                [letto_e_verificato(&bad), letto_e_verificato(&good)]
            }
            Self::Cartella(spoil) => {
                let good = Cartella::nuova();
                let bad = Cartella::nuova();
                spoil(&bad);
                [letto_e_verificato(&bad), letto_e_verificato(&good)]
            }
            Self::Diretto(bad) => [bad(), letto_e_verificato(&Cartella::nuova())],
        }
    }
}

/// Calls `f` with a run for the final checkpoint over schede that are compared with an approved plan.
fn col_piano<T>(schede: &[Scheda], piano: &[Scheda], f: impl FnOnce(&Context) -> T) -> T {
    let voce = |s: &Scheda| {
        let id = s.intestazione.titolo.testo.clone().unwrap_or_default();
        Voce { id, conta: true, scheda: s.clone() }
    };
    let piano: Vec<Voce> = piano.iter().map(voce).collect();
    let schede_: Vec<Voce> = schede.iter().map(voce).collect();
    with_context(schede, Scadenza::Dicembre, |ctx| f(&Context { schede: &schede_, piano: Some(&piano), ..*ctx }))
}

/// What one rule says of schede that are compared with an approved plan.
pub fn piano(rule: &Rule, schede: &[Scheda], piano: &[Scheda]) -> Vec<Segnalazione> {
    let Origin::Check(run) = rule.origine else { panic!("{} is not checked here", rule.codice) };
    let mut out = Vec::new();
    col_piano(schede, piano, |ctx| run(ctx, &mut out));
    out
}

/// What a run for the final checkpoint says of a folder.
fn letto_e_verificato(cartella: &Cartella) -> Vec<Segnalazione> {
    let config = Config { anno: 2022, ..Config::default() };
    let verifica = config.ultimo_termine().verifica();
    let files = crate::run::workbooks(cartella.path());
    let mut letto = crate::run::read(&files, &Profile::shipped(), &config, verifica.scadenza, &|| {});
    crate::run::read_tabelle(&mut letto, cartella.path()).unwrap();
    crate::run::evaluate(&letto, &config, verifica).segnalazioni
}

/// Two correct schede.
fn due_schede() -> [Scheda; 2] {
    let mut other = scheda();
    other.luogo.file = "b.xlsx".into();
    other.intestazione.titolo.testo = Some("Sportello".into());
    [scheda(), other]
}

/// The cell of an address with one column letter.
pub fn at(a1: &str) -> CellRef {
    let (column, row) = a1.split_at(1);
    CellRef::new(row.parse::<u32>().unwrap() - 1, u32::from(column.as_bytes()[0] - b'A'))
}

pub fn cella<T>(a1: &str, valore: T) -> Cella<T> {
    Cella { valore, at: at(a1) }
}

fn campo(a1: &str, testo: &str) -> Campo {
    Campo { testo: Some(testo.into()), at: Some(at(a1)) }
}

/// A blank, described row of the cronoprogramma on a zero-based row.
pub fn fase(row0: u32, etichetta: &str) -> Fase {
    let pct = |col0| Percentuale { at: Some(CellRef::new(row0, col0)), ..Percentuale::default() };
    Fase {
        etichetta: etichetta.into(),
        at: Some(CellRef::new(row0, 0)),
        testo: Some(Cella { valore: "Studio".into(), at: CellRef::new(row0 - 9, 1) }),
        annullata: None,
        precedenti: pct(1),
        mesi: std::array::from_fn(|m| pct(2 + u32::try_from(m).unwrap())),
        target_lug: pct(14),
        gap_lug: pct(15),
        target_dic: pct(16),
        gap_dic: pct(17),
        anno2: pct(18),
        anno3: pct(19),
        raggiunto: Default::default(),
        passo: 1,
        peso: Peso::default(),
    }
}

/// Half by July, half by December, on target.
fn fase_regolare(row0: u32, etichetta: &str) -> Fase {
    let mut f = fase(row0, etichetta);
    f.mesi[2].punti = Some(50.0);
    f.mesi[11].punti = Some(50.0);
    (f.target_lug.punti, f.gap_lug.punti) = (Some(50.0), Some(0.0));
    (f.target_dic.punti, f.gap_dic.punti) = (Some(100.0), Some(0.0));
    f
}

pub fn raggiunto(a1: &str, valore: Option<f64>) -> Raggiunto {
    Raggiunto { testo: valore.map(|v| v.to_string()), valore, at: Some(at(a1)), ..Raggiunto::default() }
}

fn indicatore(row: u32, nome: &str, atteso: f64, unita: Unita, values: [f64; 2]) -> Indicatore {
    Indicatore {
        famiglia: Famiglia::Quantita,
        nome: cella(&format!("A{row}"), nome.into()),
        atteso_testo: Some(atteso.to_string()),
        atteso_at: Some(at(&format!("J{row}"))),
        atteso: Some(Atteso { comparatore: Some(Comparatore::Almeno), valore: atteso, denominatore: None, unita }),
        lug: raggiunto(&format!("L{row}"), Some(values[0])),
        dic: raggiunto(&format!("P{row}"), Some(values[1])),
        peso: Peso::default(),
    }
}

fn persona(row: u32, nome: &str, punti: f64) -> Partecipazione {
    Partecipazione {
        nominativo: cella(&format!("B{row}"), nome.into()),
        categoria: Some("C".into()),
        note: None,
        pct: Percentuale { punti: Some(punti), at: Some(at(&format!("O{row}"))), illeggibile: false },
    }
}

/// A scheda of which no rule complains, at either checkpoint.
pub fn scheda() -> Scheda {
    Scheda {
        luogo: Luogo::foglio("a.xlsx", "Foglio"),
        area: Area::SHEET,
        anno: Some(2022),
        intestazione: Intestazione {
            direzione: campo("A1", "AVVOCATURA"),
            assessore: campo("A3", "Donadoni Camilla"),
            dirigente: campo("K3", "Trevisani Loredana"),
            responsabile: campo("A5", "Scarpellini Edoardo"),
            sezione: campo("K5", "AVVOCATURA"),
            missione: campo("A7", "01"),
            programma: campo("K7", "02"),
            obiettivo_strategico: campo("A9", "1.01"),
            obiettivo_operativo: campo("K9", "Verifica"),
            progetto: campo("A11", "1.01.04"),
            finalita: campo("C12", "Servizi"),
            titolo: campo("C13", "Pratiche"),
            orizzonte: campo("R13", "2022"),
            descrizione: campo("C14", "Sviluppo"),
        },
        peso: Peso::default(),
        fasi: vec![fase_regolare(25, "1"), fase_regolare(26, "2")],
        indicatori: vec![
            indicatore(37, "n. eventi", 4.0, Unita::Numero, [2.0, 4.0]),
            indicatore(38, "% rispetto fasi e tempi", 100.0, Unita::Percento, [100.0, 100.0]),
        ],
        personale: vec![persona(44, "VERDI ADA", 60.0), persona(45, "NERI UGO", 40.0)],
        totale_pct: Some(cella("O46", 100.0)),
        n_personale: Some(cella("A47", 2.0)),
        risorse: vec![Risorsa {
            tipologia: Some("capitolo".into()),
            descrizione: Some("arredi".into()),
            costo: Some(100.0),
            at: at("O54"),
        }],
        costo_risorse: Some(cella("O55", 100.0)),
        firme: vec![cella("D48", "Scarpellini Edoardo".into()), cella("D49", "Trevisani Loredana".into())],
        sezioni: vec![
            (Sezione::Fasi, at("A16")),
            (Sezione::Cronoprogramma, at("A23")),
            (Sezione::Indicatori, at("A35")),
            (Sezione::Personale, at("A42")),
            (Sezione::Risorse, at("A52")),
        ],
        obbligatori: Profile::scheda_obiettivo().obbligatori().clone(),
    }
}

/// Calls `f` with a run of 2022 over the schede, whose phases are all on target.
pub fn with_context<T>(schede: &[Scheda], scadenza: Scadenza, f: impl FnOnce(&Context) -> T) -> T {
    let schede: Vec<_> =
        schede.iter().enumerate().map(|(i, s)| Voce { id: i.to_string(), conta: true, scheda: s.clone() }).collect();
    let rispetto_fasi: BTreeMap<_, _> = schede.iter().map(|v| (v.id.clone(), [Some(100.0); 2])).collect();
    f(&Context {
        schede: &schede,
        anno: 2022,
        scadenza,
        finale: scadenza == Scadenza::Dicembre,
        calendario: Calendario::default(),
        regole: &crate::config::Regole::default(),
        rispetto_fasi: &rispetto_fasi,
        ripete_le_fasi: &|name| name.contains("rispetto fasi"),
        anagrafica: &crate::tabelle::Anagrafica::default(),
        pesi: &crate::tabelle::Pesi::default(),
        alias: &BTreeMap::new(),
        piano: None,
    })
}

/// What all rules say.
pub fn tutte(schede: &[Scheda], scadenza: Scadenza) -> Vec<Segnalazione> {
    with_context(schede, scadenza, check)
}

/// What one rule says.
pub fn trovate(rule: &Rule, schede: &[Scheda], scadenza: Scadenza) -> Vec<Segnalazione> {
    let Origin::Check(run) = rule.origine else { panic!("{} is not checked here", rule.codice) };
    let mut out = Vec::new();
    with_context(schede, scadenza, |ctx| run(ctx, &mut out));
    assert!(out.iter().all(|s| s.codice == rule.codice && !s.messaggio.is_empty() && !s.rimedio.is_empty()));
    out.sort_by(|a, b| {
        let key = |s: &Segnalazione| (s.luogo.file.clone(), s.luogo.cella);
        key(a).cmp(&key(b))
    });
    out
}

/// The cells and the gravità of what one rule says: `O26 avviso, foglio errore`.
pub fn dove(rule: &Rule, schede: &[Scheda], scadenza: Scadenza) -> String {
    let found = trovate(rule, schede, scadenza);
    let place = |s: &Segnalazione| s.luogo.cella.map_or_else(|| "foglio".to_owned(), |c| c.to_string());
    found.iter().map(|s| format!("{} {}", place(s), s.gravita.as_str())).collect::<Vec<_>>().join(", ")
}
