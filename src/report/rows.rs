//! The frames as plain rows, read once, so that the assemblies read like text.

use std::collections::BTreeMap;

use polars_core::prelude::DataFrame;

use super::Material;
use super::testi::testo;
use crate::place::{CellRef, Luogo};

/// A scheda with its score.
#[derive(Clone, Debug)]
pub(super) struct SchedaRow {
    pub id: String,
    pub file: String,
    pub foglio: String,
    pub direzione: Option<String>,
    pub assessore: Option<String>,
    pub dirigente: Option<String>,
    pub responsabile: Option<String>,
    pub sezione: Option<String>,
    pub missione: Option<String>,
    pub programma: Option<String>,
    pub obiettivo_strategico: Option<String>,
    pub obiettivo_operativo: Option<String>,
    pub progetto: Option<String>,
    pub finalita: Option<String>,
    pub titolo: Option<String>,
    pub orizzonte: Option<String>,
    pub descrizione: Option<String>,
    pub n_personale: Option<f64>,
    pub conta: bool,
    pub rispetto_fasi: Option<f64>,
    /// The rispetto_fasi at the checkpoint before.
    pub rispetto_prima: Option<f64>,
    pub indicatori: Option<f64>,
    pub punteggio: Option<f64>,
    pub misurato: Option<f64>,
    pub validato: Option<f64>,
    pub peso: Option<f64>,
    pub importo: Option<f64>,
    pub giudizio: Option<String>,
    pub provvisorio: bool,
}

impl SchedaRow {
    /// The title, or the sheet's name where there is none.
    pub fn nome(&self) -> &str {
        self.titolo.as_deref().unwrap_or(&self.foglio)
    }

    /// The sheet it was read from.
    pub fn luogo(&self) -> Luogo {
        Luogo::foglio(&*self.file, &*self.foglio)
    }

    /// A cell of that sheet, or the sheet where the address is absent.
    pub fn cella(&self, cella: Option<&str>) -> Luogo {
        Luogo { cella: cella.and_then(parse_cella), ..self.luogo() }
    }
}

/// A phase with its score at the checkpoint.
#[derive(Clone, Debug)]
pub(super) struct FaseRow {
    pub id: String,
    pub fase: String,
    pub testo: Option<String>,
    pub annullata: bool,
    pub gap: Option<f64>,
    pub gap_illeggibile: bool,
    /// The achieved share of a form that has a column for it.
    pub colonna: Option<f64>,
    pub peso_scritto: Option<f64>,
    pub mesi: [Option<f64>; 12],
    pub celle_mesi: [Option<String>; 12],
    /// What it weighs, where it is scored.
    pub peso: Option<f64>,
    pub precedenti: Option<f64>,
    pub dichiarato: Option<f64>,
    pub target: Option<f64>,
    pub raggiunto: Option<f64>,
    pub grado: Option<f64>,
    /// What was achieved at the checkpoint before, if the phase was due there.
    pub prima: Option<f64>,
    pub cella: Option<String>,
    pub cella_testo: Option<String>,
}

impl FaseRow {
    /// What is said where no value was achieved or nothing was due.
    pub fn stato(&self) -> Option<&'static str> {
        match (self.grado, self.cella.is_some(), self.annullata) {
            (None, _, true) => Some("annullata"),
            (None, false, _) => Some("senza cronoprogramma"),
            (None, true, false) => Some("non dovuta"),
            // A zero given because nothing usable was written is not a zero that was reached.
            (Some(grado), _, _) => {
                let unwritten = self.gap.is_none() && self.colonna.is_none() && grado == 0.0;
                (self.raggiunto.is_none() || unwritten).then_some("mancante")
            }
        }
    }
}

/// An indicator with its score at the checkpoint.
#[derive(Clone, Debug)]
pub(super) struct IndicatoreRow {
    pub id: String,
    pub famiglia: Option<String>,
    pub nome: Option<String>,
    pub atteso: Option<String>,
    pub comparatore: Option<String>,
    pub atteso_valore: [Option<f64>; 2],
    pub unita: Option<String>,
    pub polarita: Option<String>,
    pub polarita_da: Option<String>,
    pub raggiunto: Option<String>,
    pub raggiunto_valore: [Option<f64>; 2],
    pub atteso_utile: Option<f64>,
    pub misurato: Option<f64>,
    pub validato: Option<f64>,
    pub peso_scritto: Option<f64>,
    /// What it weighs, where it is scored.
    pub peso: Option<f64>,
    pub rispetto_fasi: bool,
    pub escluso: bool,
    pub grado: Option<f64>,
    pub rapporto: Option<f64>,
    pub motivo: Option<String>,
    pub cella: Option<String>,
}

/// A name under PERSONALE.
#[derive(Clone, Debug)]
pub(super) struct PartecipazioneRow {
    pub id: String,
    pub persona: String,
    pub nominativo: Option<String>,
    pub categoria: Option<String>,
    pub note: Option<String>,
    pub pct: Option<f64>,
    pub cella: Option<String>,
    pub collettiva: bool,
    /// The collective entry that it is a part of, which nobody typed by name.
    pub voce: Option<String>,
    /// Where the anagrafica says that the person of such a part works.
    pub direzione_persona: Option<String>,
}

/// What somebody is judged by in a role, and the premio.
#[derive(Clone, Debug)]
pub(super) struct ValutazioneRow {
    pub ruolo: String,
    pub nome: String,
    pub obiettivi: Option<f64>,
    pub base: Option<f64>,
    pub non_rispettate: Vec<String>,
    pub manca: Vec<String>,
    pub valutazione: Option<f64>,
    pub posizione: Option<i64>,
    pub punti: Option<f64>,
    pub maggiorazione: Option<f64>,
    pub premio: Option<f64>,
    pub importo: Option<f64>,
    pub provvisorio: bool,
}

/// A value of `componenti.csv`.
#[derive(Clone, Debug)]
pub(super) struct ComponenteRow {
    pub persona: Option<String>,
    pub componente: String,
    pub valore: f64,
    pub riga: i64,
}

/// A resource.
#[derive(Clone, Debug)]
pub(super) struct RisorsaRow {
    pub id: String,
    pub tipologia: Option<String>,
    pub descrizione: Option<String>,
    pub costo: Option<f64>,
    pub cella: Option<String>,
}

/// A segnalazione.
#[derive(Clone, Debug)]
pub(super) struct SegnalazioneRow {
    pub codice: String,
    pub gravita: String,
    pub file: Option<String>,
    pub foglio: Option<String>,
    pub cella: Option<String>,
    pub id: Option<String>,
    pub messaggio: Option<String>,
    pub rimedio: Option<String>,
}

impl SegnalazioneRow {
    pub fn luogo(&self) -> Option<Luogo> {
        self.file.as_ref().map(|file| Luogo {
            file: file.clone(),
            foglio: self.foglio.clone(),
            cella: self.cella.as_deref().and_then(parse_cella),
        })
    }

    /// Whether it speaks of this scheda.
    pub fn about(&self, scheda: &SchedaRow) -> bool {
        match &self.id {
            Some(id) => *id == scheda.id,
            None => self.file.as_ref() == Some(&scheda.file) && self.foglio.as_ref() == Some(&scheda.foglio),
        }
    }
}

/// The result of a person.
#[derive(Clone, Debug)]
pub(super) struct PersonaRow {
    pub persona: String,
    pub categoria: Option<String>,
    pub n_obiettivi: i64,
    pub somma_pct: Option<f64>,
    pub risultato: Option<f64>,
    pub provvisorio: bool,
    /// In euro, where the rules share amounts out.
    pub quota: Option<f64>,
}

/// The result of a structure or a role.
#[derive(Clone, Debug)]
pub(super) struct StrutturaRow {
    pub livello: String,
    pub nome: String,
    pub n_obiettivi: i64,
    pub punteggio: Option<f64>,
}

/// Everything a report can be made of, in the frames' order.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub schede: Vec<SchedaRow>,
    pub fasi: Vec<FaseRow>,
    pub indicatori: Vec<IndicatoreRow>,
    pub partecipazioni: Vec<PartecipazioneRow>,
    pub risorse: Vec<RisorsaRow>,
    pub segnalazioni: Vec<SegnalazioneRow>,
    pub persone: Vec<PersonaRow>,
    pub strutture: Vec<StrutturaRow>,
    pub valutazioni: Vec<ValutazioneRow>,
    pub componenti: Vec<ComponenteRow>,
    /// The cell of a value by id, row and column.
    pub celle: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>,
    /// Where each scheda stands, by id.
    pub places: BTreeMap<String, usize>,
}

impl Rows {
    /// Reads the frames.
    pub fn read(material: &Material) -> Self {
        let data = material.dataset;
        // The form has two pairs of columns: those of July and those of December.
        let suffix = material.colonne.suffix();
        let schede = schede(material);
        let partecipazioni = each(&data.partecipazioni, |t| PartecipazioneRow {
            id: t.must("id"),
            persona: t.must("persona"),
            nominativo: t.text("nominativo"),
            categoria: t.text("categoria"),
            note: t.text("note"),
            pct: t.number("pct"),
            cella: t.text("cella"),
            collettiva: t.flag("collettiva"),
            voce: t.text("voce"),
            direzione_persona: t.text("direzione_persona"),
        });
        Self {
            places: places(&schede),
            schede,
            fasi: fasi(material, suffix),
            indicatori: indicatori(material, suffix),
            partecipazioni,
            risorse: each(&data.risorse, |t| RisorsaRow {
                id: t.must("id"),
                tipologia: t.text("tipologia"),
                descrizione: t.text("descrizione"),
                costo: t.number("costo"),
                cella: t.text("cella"),
            }),
            segnalazioni: each(material.segnalazioni, |t| SegnalazioneRow {
                codice: t.must("codice"),
                gravita: t.must("gravita"),
                file: t.text("file"),
                foglio: t.text("foglio"),
                cella: t.text("cella"),
                id: t.text("id"),
                messaggio: t.text("messaggio"),
                rimedio: t.text("rimedio"),
            }),
            persone: each(material.risultati_persone, |t| PersonaRow {
                persona: t.must("persona"),
                categoria: t.text("categoria"),
                n_obiettivi: t.whole("n_obiettivi").unwrap_or(0),
                somma_pct: t.number("somma_pct"),
                risultato: t.number("risultato"),
                provvisorio: t.flag("provvisorio"),
                quota: t.number("quota"),
            }),
            valutazioni: each(material.valutazioni, |t| ValutazioneRow {
                ruolo: t.must("ruolo"),
                nome: t.must("nome"),
                obiettivi: t.number("obiettivi"),
                base: t.number("base"),
                non_rispettate: t.list("non_rispettate"),
                manca: t.list("manca"),
                valutazione: t.number("valutazione"),
                posizione: t.whole("posizione"),
                punti: t.number("punti"),
                maggiorazione: t.number("maggiorazione"),
                premio: t.number("premio"),
                importo: t.number("importo"),
                provvisorio: t.flag("provvisorio"),
            }),
            componenti: each(&data.componenti, |t| ComponenteRow {
                persona: t.text("persona"),
                componente: t.must("componente"),
                valore: t.number("valore").unwrap_or_default(),
                riga: t.whole("riga").unwrap_or_default(),
            }),
            celle: celle(&data.celle),
            strutture: each(material.risultati_strutture, |t| StrutturaRow {
                livello: t.must("livello"),
                nome: t.must("nome"),
                n_obiettivi: t.whole("n_obiettivi").unwrap_or(0),
                punteggio: t.number("punteggio"),
            }),
        }
    }

    pub fn scheda(&self, id: &str) -> Option<&SchedaRow> {
        self.place(id).map(|n| &self.schede[n])
    }

    /// Where a scheda stands.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The same with other schede and nothing that speaks of people.
    pub fn without_people(&self, schede: Vec<SchedaRow>) -> Self {
        Self {
            places: places(&schede),
            schede,
            partecipazioni: Vec::new(),
            segnalazioni: Vec::new(),
            persone: Vec::new(),
            valutazioni: Vec::new(),
            componenti: Vec::new(),
            ..self.clone()
        }
    }

    /// The cell where a value of a row stands; of the scheda itself without a row.
    pub fn cella(&self, id: &str, riga: Option<&str>, campo: &str) -> Option<&str> {
        self.celle.get(id)?.get(riga.unwrap_or_default())?.get(campo).map(String::as_str)
    }

    /// How many segnalazioni of a gravità there are.
    pub fn count(&self, gravita: &str) -> usize {
        self.segnalazioni.iter().filter(|s| s.gravita == gravita).count()
    }

    /// The files of which nothing is in the results, because they could not be read: whatever is said of the whole is
    /// said without them.
    pub fn non_letti(&self) -> Vec<&str> {
        let refused = |s: &&SegnalazioneRow| s.gravita == "errore" && s.codice.starts_with("FIL") && s.foglio.is_none();
        let files = self.segnalazioni.iter().filter(refused).filter_map(|s| s.file.as_deref());
        let mut files: Vec<&str> = files.filter(|file| self.schede.iter().all(|s| s.file != *file)).collect();
        files.sort_unstable();
        files.dedup();
        files
    }

    /// The schede by direzione, both in the order of the schede; spellings that differ only in form are one.
    pub fn by_direzione(&self) -> Vec<(String, Vec<&SchedaRow>)> {
        let mut groups: Vec<(String, Vec<&SchedaRow>)> = Vec::new();
        for scheda in &self.schede {
            let name = scheda.direzione.clone().unwrap_or_else(|| testo!("direzione-non-indicata"));
            match groups.iter_mut().find(|(known, _)| key(known) == key(&name)) {
                Some((_, schede)) => schede.push(scheda),
                None => groups.push((name, vec![scheda])),
            }
        }
        groups
    }

    /// The mean score of a role held by a person.
    pub fn struttura_of_person(&self, livello: &str, nome: &str) -> Option<f64> {
        let found = self.strutture.iter().find(|s| s.livello == livello && person_key(&s.nome) == person_key(nome));
        found.and_then(|s| s.punteggio)
    }

    /// The result of a structure.
    pub fn struttura(&self, livello: &str, nome: &str) -> Option<&StrutturaRow> {
        self.strutture.iter().find(|s| s.livello == livello && key(&s.nome) == key(nome))
    }
}

fn celle(frame: &DataFrame) -> BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>> {
    let mut celle: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>> = BTreeMap::new();
    for (id, riga, campo, cella) in each(frame, |t| (t.must("id"), t.must("riga"), t.must("campo"), t.must("cella"))) {
        celle.entry(id).or_default().entry(riga).or_default().insert(campo, cella);
    }
    celle
}

fn places(schede: &[SchedaRow]) -> BTreeMap<String, usize> {
    schede.iter().enumerate().map(|(n, s)| (s.id.clone(), n)).collect()
}

fn schede(material: &Material) -> Vec<SchedaRow> {
    let mut rows = each(&material.dataset.schede, |t| SchedaRow {
        id: t.must("id"),
        file: t.must("file"),
        foglio: t.must("foglio"),
        direzione: t.text("direzione"),
        assessore: t.text("assessore"),
        dirigente: t.text("dirigente"),
        responsabile: t.text("responsabile"),
        sezione: t.text("sezione"),
        missione: t.text("missione"),
        programma: t.text("programma"),
        obiettivo_strategico: t.text("obiettivo_strategico"),
        obiettivo_operativo: t.text("obiettivo_operativo"),
        progetto: t.text("progetto"),
        finalita: t.text("finalita"),
        titolo: t.text("titolo"),
        orizzonte: t.text("orizzonte"),
        descrizione: t.text("descrizione"),
        n_personale: t.number("n_personale"),
        conta: t.flag("conta"),
        rispetto_fasi: None,
        rispetto_prima: None,
        indicatori: None,
        punteggio: None,
        misurato: None,
        validato: None,
        peso: t.number("peso"),
        importo: t.number("importo"),
        giudizio: None,
        provvisorio: false,
    });
    let places: BTreeMap<String, usize> = rows.iter().enumerate().map(|(i, s)| (s.id.clone(), i)).collect();
    each(material.punteggi_obiettivi, |t| {
        if let Some(&i) = places.get(&t.must("id")) {
            rows[i].rispetto_fasi = t.number("rispetto_fasi");
            rows[i].indicatori = t.number("indicatori");
            rows[i].punteggio = t.number("punteggio");
            rows[i].misurato = t.number("misurato");
            rows[i].validato = t.number("validato");
            rows[i].giudizio = t.text("giudizio");
            rows[i].provvisorio = t.flag("provvisorio");
        }
    });
    if let Some(prima) = &material.prima {
        each(prima.rispetto, |t| {
            if let Some(&i) = places.get(&t.must("id")) {
                rows[i].rispetto_prima = t.number("rispetto_fasi");
            }
        });
    }
    rows
}

fn fasi(material: &Material, suffix: &str) -> Vec<FaseRow> {
    let (target, gap) = (format!("target_{suffix}"), format!("gap_{suffix}"));
    let mut rows = each(&material.dataset.fasi, |t| FaseRow {
        id: t.must("id"),
        fase: t.must("fase"),
        testo: t.text("testo"),
        annullata: t.flag("annullata"),
        gap: t.number(&gap),
        gap_illeggibile: t.flag(&format!("gap_illeggibile_{suffix}")),
        colonna: t.number(&format!("raggiunto_{suffix}")),
        peso_scritto: t.number("peso"),
        mesi: [None; 12],
        celle_mesi: Default::default(),
        peso: None,
        precedenti: t.number("precedenti"),
        dichiarato: t.number(&target),
        target: t.number(&target),
        raggiunto: None,
        grado: None,
        prima: None,
        cella: t.text("cella"),
        cella_testo: t.text("cella_testo"),
    });
    // Labels can repeat: the row's own cell tells them apart.
    let places: BTreeMap<(String, String), usize> =
        rows.iter().enumerate().filter_map(|(i, f)| Some(((f.id.clone(), f.cella.clone()?), i))).collect();
    let place = |id: String, cella: Option<String>| places.get(&(id, cella?)).copied();
    each(&material.dataset.mesi, |t| {
        let month = t.whole("mese").and_then(|m| usize::try_from(m - 1).ok()).filter(|m| *m < 12);
        if let (Some(month), Some(i)) = (month, place(t.must("id"), t.text("cella_fase"))) {
            rows[i].mesi[month] = t.number("pct");
            rows[i].celle_mesi[month] = t.text("cella");
        }
    });
    each(material.punteggi_fasi, |t| {
        if let Some(i) = place(t.must("id"), t.text("cella")) {
            rows[i].target = t.number("target");
            rows[i].raggiunto = t.number("raggiunto");
            rows[i].grado = t.number("grado");
            rows[i].peso = t.number("peso");
        }
    });
    if let Some(prima) = &material.prima {
        each(prima.fasi, |t| {
            if let Some(i) = place(t.must("id"), t.text("cella")) {
                rows[i].prima = t.number("raggiunto");
            }
        });
    }
    rows
}

fn indicatori(material: &Material, suffix: &str) -> Vec<IndicatoreRow> {
    let (raggiunto, escluso) = (format!("raggiunto_{suffix}"), format!("escluso_{suffix}"));
    let mut rows = each(&material.dataset.indicatori, |t| IndicatoreRow {
        id: t.must("id"),
        famiglia: t.text("famiglia"),
        nome: t.text("nome"),
        atteso: t.text("atteso"),
        comparatore: t.text("comparatore"),
        atteso_valore: [t.number("atteso_valore"), t.number("atteso_denominatore")],
        unita: t.text("unita"),
        polarita: t.text("polarita"),
        polarita_da: t.text("polarita_da"),
        raggiunto: t.text(&raggiunto),
        raggiunto_valore: [t.number(&format!("{raggiunto}_valore")), t.number(&format!("{raggiunto}_denominatore"))],
        atteso_utile: None,
        misurato: None,
        validato: None,
        peso_scritto: t.number("peso"),
        peso: None,
        rispetto_fasi: t.flag("rispetto_fasi"),
        escluso: t.flag(&escluso),
        grado: None,
        rapporto: None,
        motivo: None,
        cella: t.text("cella"),
    });
    each(material.punteggi_indicatori, |t| {
        let (id, cella) = (t.must("id"), t.text("cella"));
        if let Some(row) = rows.iter_mut().find(|row| row.id == id && row.cella == cella) {
            row.grado = t.number("grado");
            row.rapporto = t.number("rapporto");
            row.motivo = t.text("motivo");
            row.atteso_utile = t.number("atteso_utile");
            row.misurato = t.number("misurato");
            row.validato = t.number("validato");
            row.peso = t.number("peso");
        }
    });
    rows
}

/// A line of the ledger of what the Nucleo has validated.
pub(super) struct ValidazioneRow {
    pub id: String,
    pub indicatore: Option<String>,
    pub misurato: Option<f64>,
    pub validato: Option<f64>,
    pub motivazione: Option<String>,
    pub autore: Option<String>,
    pub data: Option<String>,
    /// Its line in the file.
    pub riga: i64,
}

/// The ledger, in its order.
pub(super) fn validazioni(material: &Material) -> Vec<ValidazioneRow> {
    each(material.validazioni, |t| ValidazioneRow {
        id: t.must("id"),
        indicatore: t.text("indicatore"),
        misurato: t.number("misurato"),
        validato: t.number("validato"),
        motivazione: t.text("motivazione"),
        autore: t.text("autore"),
        data: t.text("data"),
        riga: t.whole("riga").unwrap_or_default(),
    })
}

/// One row of a frame, read by column name.
struct Turn<'a> {
    frame: &'a DataFrame,
    row: usize,
}

/// One value a row of the frame.
fn each<T>(frame: &DataFrame, mut read: impl FnMut(&Turn) -> T) -> Vec<T> {
    (0..frame.height()).map(|row| read(&Turn { frame, row })).collect()
}

impl Turn<'_> {
    fn text(&self, column: &str) -> Option<String> {
        let column = self.frame.column(column).expect("the frame has its schema's columns");
        let texts = column.str().expect("the column is of text");
        texts.get(self.row).map(str::to_owned)
    }

    /// Texts that a frame keeps in one.
    fn list(&self, column: &str) -> Vec<String> {
        self.text(column).map(|text| text.split("; ").map(str::to_owned).collect()).unwrap_or_default()
    }

    fn must(&self, column: &str) -> String {
        self.text(column).unwrap_or_default()
    }

    fn number(&self, column: &str) -> Option<f64> {
        let column = self.frame.column(column).expect("the frame has its schema's columns");
        column.f64().expect("the column is of numbers").get(self.row).filter(|n| n.is_finite())
    }

    fn whole(&self, column: &str) -> Option<i64> {
        let column = self.frame.column(column).expect("the frame has its schema's columns");
        column.i64().expect("the column is of whole numbers").get(self.row)
    }

    fn flag(&self, column: &str) -> bool {
        let column = self.frame.column(column).expect("the frame has its schema's columns");
        column.bool().expect("the column is of flags").get(self.row).unwrap_or(false)
    }
}

/// What two spellings of a name have in common: its letters and digits, without case, accents or punctuation.
pub(super) fn key(name: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The same for a person, where the order of the words does not matter either.
pub(super) fn person_key(name: &str) -> String {
    let key = key(name);
    let mut words: Vec<&str> = key.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

/// The cell of an address as Excel shows it; `None` for anything else.
fn parse_cella(a1: &str) -> Option<CellRef> {
    let digits = a1.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = a1.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let col = letters.bytes().fold(0, |col, b| col * 26 + u32::from(b - b'A') + 1);
    Some(CellRef::new(row.parse::<u32>().ok()?.checked_sub(1)?, col - 1))
}
