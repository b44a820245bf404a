//! The one place that strings the rooms together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use polars_core::prelude::{DataFrame, PolarsResult};
use rayon::prelude::*;

use crate::checks::{self, Context};
use crate::config::{Config, FogliNascosti, Termine, Verifica};
use crate::dataset::anagrafe::confirmed;
use crate::dataset::build::{self, Scelte};
use crate::dataset::voci::{self, Voce};
use crate::dataset::{Dataset, schema};
use crate::job::Job;
use crate::place::{Area, Luogo};
use crate::publish::{
    self, Counts, Lock, Manifest, PublishError, Published, Rules, Staging, edition, is_edition, sha256_hex,
};
use crate::report::{Material, Prima, Reports, metodo};
use crate::scheda::profile::Profile;
use crate::scheda::{self, Criteri, Foglio, Riconoscimento, Scadenza, Scheda};
use crate::scoring::{self, Risultati};
use crate::segnalazione::{Gravita, Segnalazione, codici};
use crate::tabelle::{self, TabellaError, Tabelle};
use crate::workbook;
use crate::workbook::folder::{self, Candidate, Folder};

/// What was read from the input folder.
#[derive(Debug)]
pub struct Letto {
    /// The schede, by file and sheet.
    pub voci: Vec<Voce>,
    /// What could not be read, or was read with a doubt.
    pub segnalazioni: Vec<Segnalazione>,
    /// Name below the input folder and SHA-256 of each workbook that could be opened.
    pub file: Vec<(String, String)>,
    /// Where each workbook is, by its name.
    pub percorsi: BTreeMap<String, PathBuf>,
    /// The workbooks that were read while somebody had them open, and who: what was not saved yet is not in them.
    pub aperti: Vec<(String, String)>,
    /// The day on which each workbook was saved last, where it says so.
    pub salvati: BTreeMap<String, Date>,
    /// How each sheet was read.
    pub fogli: Vec<Riconoscimento>,
    /// The schede of the approved plan, if there is one to compare with.
    pub piano: Option<Vec<Voce>>,
    /// What the performance office keeps beside the workbooks.
    pub tabelle: Tabelle,
    /// One workbook alone was asked for: what the tables say of the others is no fault.
    pub parziale: bool,
}

/// How the record of an edition calls the folder of the approved plan.
pub const PIANO: &str = "piano approvato/";

/// The workbooks below a folder, by name. What a run published is none.
#[must_use]
pub fn workbooks(input: &Path) -> Folder {
    if is_edition(input) {
        Folder::default()
    } else {
        folder::walk(input, &|path| is_edition(path) || tabelle::is_one(path))
    }
}

/// FIL010 at a folder where [`workbooks`] finds nothing.
#[must_use]
pub fn nothing(input: &Path) -> Segnalazione {
    let mut nothing = folder::nothing(input);
    if is_edition(input) {
        "è un'edizione già pubblicata: contiene rapporti, non le schede degli uffici"
            .clone_into(&mut nothing.messaggio);
        "indicare la cartella dei file compilati dagli uffici".clone_into(&mut nothing.rimedio);
    }
    nothing
}

/// Reads workbooks in parallel; `done` is called once after each.
///
/// `scadenza` are the columns that count: faults in the others are at most avvisi.
pub fn read(
    folder: &Folder,
    profili: &[Profile],
    config: &Config,
    scadenza: Scadenza,
    done: &(dyn Fn() + Sync),
) -> Letto {
    let read: Vec<_> = folder
        .files
        .par_iter()
        .map(|file| {
            // A reader that panics over one workbook must not take the others with it.
            let outcome = std::panic::catch_unwind(|| read_one(file, profili, config, scadenza));
            done();
            outcome.unwrap_or_else(|_| {
                let segnalazione = codici::FIL003.at(
                    Luogo::file(file.name.as_str()),
                    "il file ha una struttura che il programma non riesce a leggere".into(),
                    "aprirlo con Excel, salvarlo di nuovo e ripetere; se non basta, segnalarlo all'assistenza",
                );
                (None, Vec::new(), vec![segnalazione], Vec::new())
            })
        })
        .collect();
    let (mut schede, mut segnalazioni, mut file, mut fogli) =
        (Vec::new(), folder.segnalazioni.clone(), Vec::new(), Vec::new());
    let mut salvati = BTreeMap::new();
    for (one, found, wrong, how) in read {
        fogli.extend(how);
        if let Some((name, sha256, salvato)) = one {
            salvati.extend(salvato.map(|day| (name.clone(), day)));
            file.push((name, sha256));
        }
        schede.extend(found);
        segnalazioni.extend(wrong);
    }
    for (copy, other) in folder::duplicates(&file) {
        schede.retain(|scheda| scheda.luogo.file != copy);
        segnalazioni.retain(|s| s.luogo.file != copy);
        segnalazioni.push(folder::duplicate(&copy, &other));
    }
    let places: Vec<(Luogo, Area)> = schede.iter().map(|s: &Scheda| (s.luogo.clone(), s.area)).collect();
    let (voci, doppie) = voci::voci(schede);
    // What is wrong inside a copy or a summary that was left out concerns nobody: its own line says what it is.
    let kept = |luogo: &Luogo| voci.iter().any(|v| v.scheda.luogo == *luogo);
    let left_out: Vec<&(Luogo, Area)> = places.iter().filter(|(luogo, _)| !kept(luogo)).collect();
    let whole = |luogo: &Luogo| !voci.iter().any(|v| v.scheda.luogo.same_sheet(luogo));
    segnalazioni.retain(|s| {
        let inside = |(luogo, area): &&(Luogo, Area)| {
            luogo.holds(area, &s.luogo) || (luogo.same_sheet(&s.luogo) && whole(luogo))
        };
        !left_out.iter().any(inside)
    });
    segnalazioni.extend(doppie);
    let tabelle = Tabelle::default();
    let was_read = |name: &str| file.iter().any(|(read, _)| read == name);
    let open = folder.files.iter().filter(|one| was_read(&one.name));
    let aperti = open.filter_map(|one| Some((one.name.clone(), one.opened_by.clone()?))).collect();
    let percorsi = folder.files.iter().map(|file| (file.name.clone(), file.path.clone())).collect();
    Letto { voci, segnalazioni, file, percorsi, aperti, salvati, fogli, piano: None, tabelle, parziale: false }
}

/// Reads the approved plan, and keeps with what was read its schede and the hashes of its files.
///
/// # Errors
/// A plan of which a part cannot be read is none: what is missing from it would be taken for a change.
fn read_piano(letto: &mut Letto, folder: &Path, config: &Config, scadenza: Scadenza) -> Result<(), RunError> {
    let files = workbooks(folder);
    if files.files.is_empty() {
        return Err(RunError::Piano(format!("in {} non c'è nessun file di Excel", folder.display())));
    }
    let piano = read(&files, &config.forms(), config, scadenza, &|| {});
    let unreadable = |s: &&Segnalazione| s.codice.is_of_file() && s.gravita == Gravita::Errore;
    if let Some(wrong) = piano.segnalazioni.iter().find(unreadable) {
        return Err(RunError::Piano(format!("{}: {}", wrong.luogo, wrong.messaggio)));
    }
    letto.file.extend(piano.file.into_iter().map(|(name, sha256)| (format!("{PIANO}{name}"), sha256)));
    letto.piano = Some(piano.voci);
    Ok(())
}

/// Reads the tables beside the workbooks, and keeps them and their hashes with what was read.
///
/// # Errors
/// Something in one of them is wrong.
pub fn read_tabelle(letto: &mut Letto, folder: &Path) -> Result<(), TabellaError> {
    letto.tabelle = Tabelle::read(folder)?;
    for nome in tabelle::NOMI {
        if let Ok(bytes) = std::fs::read(folder.join(nome)) {
            letto.file.push((nome.to_owned(), sha256_hex(&bytes)));
        }
    }
    Ok(())
}

/// Id and titolo of each scheda.
fn titoli(voci: &[Voce]) -> Vec<(String, String)> {
    voci.iter().map(|v| (v.id.clone(), v.scheda.intestazione.titolo.testo.clone().unwrap_or_default())).collect()
}

type Uno = (Option<(String, String, Option<Date>)>, Vec<Scheda>, Vec<Segnalazione>, Vec<Riconoscimento>);

fn read_one(file: &Candidate, profili: &[Profile], config: &Config, scadenza: Scadenza) -> Uno {
    let (workbook, mut segnalazioni) = workbook::read(file, &config.limiti);
    let Some(mut workbook) = workbook else { return (None, Vec::new(), segnalazioni, Vec::new()) };
    if config.fogli_nascosti == FogliNascosti::Leggi {
        for sheet in &mut workbook.sheets {
            sheet.hidden = false;
        }
    }
    let convenzioni = config.convenzioni();
    let (anno, calendario) = (i32::from(config.anno), config.calendario());
    let criteri = Criteri { profili, scadenza, anno, calendario, convenzioni: &convenzioni };
    let (mut schede, mut fogli) = (Vec::new(), Vec::new());
    let read: Vec<Foglio> = workbook.sheets.iter().map(|sheet| scheda::read(&workbook.file, sheet, criteri)).collect();
    segnalazioni.extend(read.windows(2).filter_map(|pair| scheda::seguito(&pair[0], &pair[1])));
    for (sheet, foglio) in workbook.sheets.iter().zip(read) {
        segnalazioni.extend(foglio.schede.iter().flat_map(|scheda| scheda::vista(sheet, scheda)));
        schede.extend(foglio.schede);
        segnalazioni.extend(foglio.segnalazioni);
        fogli.push(foglio.riconoscimento);
    }
    (Some((workbook.file, workbook.sha256, workbook.salvato)), schede, segnalazioni, fogli)
}

/// Why nothing could be published. What was published before is untouched.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// No workbook in the input folder.
    #[error("{}: {}: {}: {}", .0.codice, .0.luogo, .0.messaggio, .0.rimedio)]
    NoInput(Box<Segnalazione>),
    /// Workbooks, but no scheda in any of them; with what is wrong with the files, one line each.
    #[error("in nessuno dei file di {0} è stata trovata una scheda obiettivo{1}")]
    NoScheda(PathBuf, String),
    /// A table beside the workbooks.
    #[error(transparent)]
    Tabella(#[from] TabellaError),
    /// The approved plan to compare with.
    #[error("il piano approvato non si può confrontare: {0}")]
    Piano(String),
    /// The output folder.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// A document could not be made.
    #[error("non è stato possibile comporre «{documento}»: {motivo}")]
    Documento {
        /// Its name.
        documento: String,
        /// Why.
        motivo: String,
    },
}

impl RunError {
    /// The exit code that the command line promises.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Publish(error) => error.exit_code(),
            Self::Piano(_) | Self::Tabella(_) => 2,
            _ => 3,
        }
    }
}

/// What came of a run.
#[derive(Debug)]
pub struct Outcome {
    /// Where the reports are.
    pub edizione: PathBuf,
    /// Where what people had put into the previous edition is kept, if they had.
    pub aggiunti: Option<PathBuf>,
    /// How much was read and found.
    pub conteggi: Counts,
    /// The files that could not be read, of which nothing is in the results.
    pub non_letti: Vec<String>,
    /// The workbooks of the edition that was replaced which are not there any more.
    pub spariti: Vec<String>,
    /// The workbooks that were read while somebody had them open, and who.
    pub aperti: Vec<(String, String)>,
    /// 0, or 1 for errori under `--strict`.
    pub exit_code: u8,
}

/// What was read, checked and scored.
#[derive(Debug)]
pub struct Esito {
    /// The frames.
    pub dataset: Dataset,
    /// The scores.
    pub risultati: Risultati,
    /// All that is wrong, by file, sheet and cell.
    pub segnalazioni: Vec<Segnalazione>,
    /// [`schema::VALIDAZIONI`].
    pub validazioni: DataFrame,
}

/// Checks and scores what was read.
#[must_use]
pub fn evaluate(letto: &Letto, config: &Config, verifica: Verifica) -> Esito {
    let ripete = |nome: &str| config.regole.indicatori.ripete_le_fasi(nome);
    let scelte = Scelte { regole: &config.regole, tabelle: &letto.tabelle };
    let dataset = build::dataset(&letto.voci, scelte);
    let presume = "the frames have the columns of the schema";
    let context = Context {
        schede: &letto.voci,
        scadenza: verifica.scadenza,
        finale: verifica.finale,
        calendario: config.calendario(),
        anno: i32::from(config.anno),
        rispetto_fasi: &rispetto_fasi(&dataset, config).expect(presume),
        ripete_le_fasi: &ripete,
        regole: &config.regole,
        anagrafica: &letto.tabelle.anagrafica,
        pesi: &letto.tabelle.pesi,
        alias: &confirmed(&config.regole.persone.alias, &letto.tabelle.anagrafica),
        piano: letto.piano.as_deref(),
    };
    let mut segnalazioni = letto.segnalazioni.clone();
    segnalazioni.extend(checks::refused(&letto.voci, &letto.tabelle.validazioni, letto.parziale));
    segnalazioni.extend(checks::misfits(&context, letto.parziale));
    checks::attenua(&context, &mut segnalazioni);
    segnalazioni.extend(checks::check(&context));
    for segnalazione in &mut segnalazioni {
        config.regrade(segnalazione);
    }
    let provvisori: BTreeSet<String> =
        segnalazioni.iter().filter(|s| s.gravita == Gravita::Errore).filter_map(|s| id_of(&letto.voci, s)).collect();
    let risultati = scoring::score(&dataset, &config.regole, verifica, &config.ente, &provvisori).expect(presume);
    let validazioni = scoring::ledger(&titoli(&letto.voci), &letto.tabelle.validazioni, &risultati).expect(presume);
    // What only the scores can show bears on no scheda: a valutazione that lacks a value, a validation without effect.
    let idle = checks::without_effect(&letto.voci, &letto.tabelle.validazioni, &validazioni).expect(presume);
    let incomplete = checks::incomplete(&risultati.valutazioni, verifica.finale).expect(presume);
    let strangers = checks::estranei(&dataset.componenti, &risultati.valutazioni).expect(presume);
    let strangers = strangers.filter(|_| !letto.parziale);
    for mut segnalazione in idle.into_iter().chain(incomplete).chain(strangers) {
        config.regrade(&mut segnalazione);
        segnalazioni.push(segnalazione);
    }
    segnalazioni.sort_by(|a, b| (&a.luogo, a.codice, &a.messaggio).cmp(&(&b.luogo, b.codice, &b.messaggio)));
    Esito { dataset, risultati, segnalazioni, validazioni }
}

/// Reads, scores, writes and publishes one edition.
///
/// # Errors
/// Nothing could be published; see [`RunError`].
pub fn run(job: &Job, progress: &dyn Progress) -> Result<Outcome, RunError> {
    let lock = Lock::acquire(&job.output)?;
    // Begun before the reading, so that who cannot publish there is told at once.
    let mut staging = Staging::new(lock.output(), &job.edizione())?;
    let (letto, esito) = work_out(job, progress)?;
    let conteggi = counts(&letto, &esito);
    let exit_code = u8::from(job.strict && conteggi.errori > 0);
    for (path, bytes) in documents(job, &letto, &esito)? {
        staging.add(&path, &bytes)?;
    }
    let manifest = Manifest {
        versione: env!("CARGO_PKG_VERSION").to_owned(),
        anno: job.config.anno,
        scadenza: job.termine.nome.clone(),
        regole: Rules::new(regole_toml(&job.config)),
        ingressi: ingressi(job, &letto),
        uscite: staging.sha256().clone(),
        conteggi,
        codice_uscita: exit_code,
    };
    staging.add("manifest.json", &manifest.to_json())?;
    let non_letti = with_material(job, &letto, &esito, |material, _| Reports::of(material).non_letti());
    let spariti = spariti(lock.output(), job, &letto);
    let Published { edizione, aggiunti } = staging.publish()?;
    Ok(Outcome { edizione, aggiunti, conteggi, non_letti, spariti, aperti: letto.aperti, exit_code })
}

/// The workbooks that the edition to be replaced was made from and that nobody finds now. Reports say nothing of them:
/// the same sources give the same reports, whatever was published before.
fn spariti(output: &Path, job: &Job, letto: &Letto) -> Vec<String> {
    let mut before = publish::sources(&output.join(job.edizione()));
    before.retain(|name| folder::has_extension(Path::new(name)) && !name.starts_with(PIANO));
    before.retain(|name| !letto.percorsi.contains_key(name));
    before
}

/// Every file that the edition was made from with its hash: what was read, what was refused, the configuration.
fn ingressi(job: &Job, letto: &Letto) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = letto.file.iter().cloned().collect();
    for (name, path) in &letto.percorsi {
        if !all.contains_key(name) {
            let file = Candidate { path: path.clone(), name: name.clone(), opened_by: None };
            all.extend(workbook::sha256(&file, &job.config.limiti).map(|sha256| (name.clone(), sha256)));
        }
    }
    all.extend(job.config.file.iter().map(|(name, text)| (name.clone(), sha256_hex(text.as_bytes()))));
    all
}

/// Reads and scores without publishing, and hands what reports are made from to `ask`.
///
/// # Errors
/// Nothing could be read; see [`RunError`].
pub fn consult<T>(job: &Job, ask: impl FnOnce(&Material) -> T) -> Result<T, RunError> {
    let (letto, esito) = work_out(job, &Silent)?;
    Ok(with_material(job, &letto, &esito, |material, _| ask(material)))
}

/// Reads, checks and scores.
fn work_out(job: &Job, progress: &dyn Progress) -> Result<(Letto, Esito), RunError> {
    let folder = workbooks(&job.input);
    if folder.files.is_empty() {
        return Err(RunError::NoInput(Box::new(nothing(&job.input))));
    }
    progress.begin(folder.files.len());
    let letto = read_all(job, &folder, &|| progress.step());
    progress.end();
    let mut letto = letto?;
    if letto.voci.is_empty() {
        return Err(RunError::NoScheda(job.input.clone(), reasons(&letto)));
    }
    // By what the forms were recognised is a source as the workbooks are.
    letto.file.extend(job.config.moduli.iter().map(|m| (m.file.clone(), sha256_hex(m.testo.as_bytes()))));
    let esito = evaluate(&letto, &job.config, job.termine.verifica());
    Ok((letto, esito))
}

/// Reads workbooks and whatever is compared with them: the approved plan, the tables beside them.
///
/// # Errors
/// The plan or a table cannot be used.
pub fn read_all(job: &Job, folder: &Folder, done: &(dyn Fn() + Sync)) -> Result<Letto, RunError> {
    let scadenza = job.termine.scadenza();
    let mut letto = read(folder, &job.config.forms(), &job.config, scadenza, done);
    if let Some(piano) = &job.config.piano {
        read_piano(&mut letto, piano, &job.config, scadenza)?;
    }
    let folder = beside(&job.input);
    read_tabelle(&mut letto, &folder)?;
    letto.tabelle.componenti.check(&folder, &job.config.regole)?;
    letto.parziale = job.input.is_file();
    Ok(letto)
}

/// The folder of what stands beside the workbooks, of which one may be meant alone.
fn beside(input: &Path) -> PathBuf {
    if input.is_file() { input.parent().unwrap_or(Path::new("")).to_path_buf() } else { input.to_path_buf() }
}

/// What several configurations make of the same schede, read once by the first; the others lend their rules alone.
///
/// # Errors
/// Nothing could be read; see [`RunError`].
pub fn compare(job: &Job, others: &[Config]) -> Result<(Esito, Vec<Esito>), RunError> {
    let (letto, esito) = work_out(job, &Silent)?;
    let verifica = job.termine.verifica();
    let others = others.iter().map(|config| evaluate(&letto, config, verifica)).collect();
    Ok((esito, others))
}

/// What is wrong with the files that were read, one line each.
fn reasons(letto: &Letto) -> String {
    let files = letto.segnalazioni.iter().filter(|s| s.codice.is_of_file());
    let lines: Vec<String> = files.map(|s| format!("\n{}: {}: {}", s.codice, s.luogo, s.messaggio)).collect();
    lines.concat()
}

/// Nobody watches.
struct Silent;

impl Progress for Silent {
    fn begin(&self, _: usize) {}
    fn step(&self) {}
    fn end(&self) {}
}

/// How far the reading has come, for who watches.
pub trait Progress: Sync {
    /// So many workbooks are to be read.
    fn begin(&self, workbooks: usize);
    /// One more was read.
    fn step(&self);
    /// All were read.
    fn end(&self);
}

/// The documents of an edition, each with its path; rendered in parallel, in a fixed order.
fn documents(job: &Job, letto: &Letto, esito: &Esito) -> Result<Vec<(String, Vec<u8>)>, RunError> {
    with_material(job, letto, esito, |material, segnalazioni| render(letto, material, esito, segnalazioni))
}

/// What reports are made from, with the frame of the segnalazioni.
fn with_material<T>(job: &Job, letto: &Letto, esito: &Esito, then: impl FnOnce(&Material, &DataFrame) -> T) -> T {
    let anno = job.config.anno;
    let scadenza = job.termine.nome.as_str();
    let verifica = job.termine.verifica();
    let segnalazioni = build::segnalazioni(&esito.segnalazioni, &|s| id_of(&letto.voci, s));
    let classi: Vec<(String, f64)> = job.config.regole.classi.iter().map(|c| (c.nome.clone(), c.da)).collect();
    let regole = metodo::regole(&job.config);
    let mut note = metodo::note(&job.config, &job.termine);
    note.extend(metodo::validazioni(esito.validazioni.height()));
    let prima = prima(job, esito);
    let material = Material {
        ente: &job.config.ente,
        anno: i32::from(anno),
        scadenza_nome: scadenza,
        scadenza_data: job.data(),
        finale: verifica.finale,
        colonne: verifica.scadenza,
        dataset: &esito.dataset,
        punteggi_fasi: &esito.risultati.fasi,
        punteggi_indicatori: &esito.risultati.indicatori,
        punteggi_obiettivi: &esito.risultati.obiettivi,
        risultati_persone: &esito.risultati.persone,
        risultati_strutture: &esito.risultati.strutture,
        valutazioni: &esito.risultati.valutazioni,
        segnalazioni: &segnalazioni,
        prima: prima.as_ref().map(|(nome, fasi, rispetto)| Prima { nome, fasi, rispetto }),
        validazioni: &esito.validazioni,
        regole: &regole,
        calcolo: &job.config.regole,
        sorgenti: sorgenti(job),
        classi: &classi,
        note_metodo: &note,
        ingressi: &letto.file,
        salvati: &letto.salvati,
        fingerprint: fingerprint(job, letto),
    };
    then(&material, &segnalazioni)
}

/// The phases at the interim checkpoint, which a workbook of the final one holds beside its own: the checkpoint's name,
/// the phases and the rispetto_fasi of the schede.
fn prima<'j>(job: &'j Job, esito: &Esito) -> Option<(&'j str, DataFrame, DataFrame)> {
    let verifica = job.termine.verifica();
    let earlier = |t: &&Termine| !t.verifica().finale && t.scadenza() != verifica.scadenza;
    let termine = job.config.termini.iter().find(earlier).filter(|_| verifica.finale)?;
    let presume = "the frames have the columns of the schema";
    let fasi = scoring::fasi(&esito.dataset, &job.config.regole, termine.verifica()).expect(presume);
    let rispetto = scoring::rispetto(&esito.dataset, &job.config.regole, termine.verifica()).expect(presume);
    Some((termine.nome.as_str(), fasi, rispetto))
}

fn render(
    letto: &Letto,
    material: &Material,
    esito: &Esito,
    segnalazioni: &DataFrame,
) -> Result<Vec<(String, Vec<u8>)>, RunError> {
    let frames = [
        (schema::SCHEDE, &esito.dataset.schede),
        (schema::FASI, &esito.dataset.fasi),
        (schema::MESI, &esito.dataset.mesi),
        (schema::INDICATORI, &esito.dataset.indicatori),
        (schema::PARTECIPAZIONI, &esito.dataset.partecipazioni),
        (schema::RISORSE, &esito.dataset.risorse),
        (schema::SEGNALAZIONI, segnalazioni),
        (schema::PUNTEGGI_FASI, &esito.risultati.fasi),
        (schema::PUNTEGGI_INDICATORI, &esito.risultati.indicatori),
        (schema::PUNTEGGI_OBIETTIVI, &esito.risultati.obiettivi),
        (schema::RISULTATI_PERSONE, &esito.risultati.persone),
        (schema::RISULTATI_STRUTTURE, &esito.risultati.strutture),
        (schema::VALIDAZIONI, &esito.validazioni),
        (schema::CELLE, &esito.dataset.celle),
        (schema::COMPONENTI, &esito.dataset.componenti),
        (schema::VALUTAZIONI, &esito.risultati.valutazioni),
    ];
    // Bytes are not kept from the reading: a copy is made of what was read, or of nothing.
    let originals = |name: &str| {
        let read = letto.file.iter().find(|(file, _)| file == name)?;
        std::fs::read(letto.percorsi.get(name)?).ok().filter(|bytes| sha256_hex(bytes) == read.1)
    };
    edition::documents(material, &frames, &originals)
        .into_par_iter()
        .map(|document| match document.render() {
            Ok(bytes) => Ok((document.path, bytes)),
            Err(motivo) => Err(RunError::Documento { documento: document.path, motivo }),
        })
        .collect()
}

/// The path of the workbooks from the folder of the Nucleo's documents; `None` where they have no folder in common.
fn sorgenti(job: &Job) -> Option<String> {
    let (input, output) = (job.input.canonicalize().ok()?, job.output.canonicalize().ok()?);
    let common = input.components().zip(output.components()).take_while(|(a, b)| a == b).count();
    // What they share must be more than the root of the disk: a link from there would lead nowhere on another machine.
    let shared = input.components().take(common).any(|part| matches!(part, std::path::Component::Normal(_)));
    let down = input.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    // Up from the folder of the documents and that of the edition as well.
    let up = output.components().skip(common).count() + 2;
    shared.then(|| std::iter::repeat_n("..".to_owned(), up).chain(down).collect::<Vec<_>>().join("/"))
}

fn counts(letto: &Letto, esito: &Esito) -> Counts {
    let of = |gravita| esito.segnalazioni.iter().filter(|s| s.gravita == gravita).count();
    Counts {
        schede: letto.voci.len(),
        errori: of(Gravita::Errore),
        avvisi: of(Gravita::Avviso),
        note: of(Gravita::Nota),
    }
}

/// The scheda that a segnalazione is about.
fn id_of(voci: &[Voce], segnalazione: &Segnalazione) -> Option<String> {
    voci.iter().find(|v| v.scheda.luogo.holds(&v.scheda.area, &segnalazione.luogo)).map(|v| v.id.clone())
}

/// The computed rispetto_fasi of each id, by the first and by the second columns of the form.
fn rispetto_fasi(dataset: &Dataset, config: &Config) -> PolarsResult<BTreeMap<String, [Option<f64>; 2]>> {
    let mut found: BTreeMap<String, [Option<f64>; 2]> = BTreeMap::new();
    for (i, scadenza) in [Scadenza::Luglio, Scadenza::Dicembre].into_iter().enumerate() {
        let frame = scoring::rispetto(dataset, &config.regole, config.colonne(scadenza))?;
        let (ids, values) = (frame.column("id")?.str()?, frame.column("rispetto_fasi")?.f64()?);
        for (id, value) in ids.iter().zip(values.iter()) {
            found.entry(id.unwrap_or_default().to_owned()).or_default()[i] = value;
        }
    }
    Ok(found)
}

fn regole_toml(config: &Config) -> String {
    toml::to_string(&config.regole).expect("rules are plain keys and values")
}

/// One hash over rules and inputs: the same edition from the same sources.
fn fingerprint(job: &Job, letto: &Letto) -> String {
    let mut text = format!("{}\n{}\n", job.edizione(), regole_toml(&job.config));
    for (name, sha256) in &letto.file {
        text.extend([sha256.as_str(), " ", name, "\n"]);
    }
    sha256_hex(text.as_bytes())
}
