//! The consolidated workbook computes what the program computed, whatever the rules: LibreOffice works out every formula
//! from nothing, and each must give the value that was written beside it.
//!
//! `tests/consolidato/*.toml` are rules for the example's schede, each named after its checkpoint; with the vectors of
//! the rules and the ready-made ones they touch every alternative.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use calamine::{Data, Reader};
use serde_json::Value;
use support::frame;
use support::ricalcolo::{can_recalculate, differences, formulas, open, parts, recalculated, rewritten, sheet_part};
use support::vettori::{Caso, casi, dataset, files, list};
use traguardo::config::Config;
use traguardo::dataset::schema;
use traguardo::job::Job;
use traguardo::render::xlsx;
use traguardo::report::{Material, Reports, metodo};
use traguardo::run;
use traguardo::scoring;

/// A workbook and the rules that it was made by.
struct Libro {
    nome: String,
    config: Config,
    bytes: Vec<u8>,
}

#[test]
fn every_formula_gives_the_value_beside_it_whatever_the_rules() {
    if !can_recalculate() {
        return;
    }
    let libri: Vec<&Libro> = LUGLIO.iter().chain(&*DICEMBRE).chain(&*VETTORI).collect();
    let books: Vec<&[u8]> = libri.iter().map(|libro| libro.bytes.as_slice()).collect();
    let mut wrong = Vec::new();
    for (libro, theirs) in libri.iter().zip(recalculated(&books)) {
        let found = differences(&libro.bytes, &theirs);
        if !found.is_empty() {
            let kept = Path::new(env!("CARGO_TARGET_TMPDIR"));
            std::fs::write(kept.join(format!("{}.xlsx", libro.nome.replace('/', " "))), &libro.bytes).unwrap();
        }
        wrong.extend(found.into_iter().take(3).map(|difference| format!("{}: {difference}", libro.nome)));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_figure_is_a_formula() {
    /// What a score, a result or a mean is called, by sheet.
    const FIGURES: [(&str, &[&str]); 6] = [
        ("Direzioni", &["Obiettivi", "Punteggio medio", "Classe del punteggio"]),
        ("Obiettivi", &["Indicatori", "Misurato", "Punteggio", "Giudizio", "Stato"]),
        ("Fasi", &["Target", "Raggiunto", "Grado"]),
        ("Indicatori", &["Atteso utile", "Motivo", "Rapporto", "Misurato", "Grado"]),
        ("Persone", &["Obiettivi", "Risultato", "Stato"]),
        ("Partecipazioni", &["Punteggio", "Quota valutata", "Quota per punteggio"]),
    ];
    for libro in LUGLIO.iter().chain(&*DICEMBRE) {
        let formulas = formulas(&libro.bytes);
        for (sheet, titles) in FIGURES {
            let (header, columns) = header(&libro.bytes, sheet);
            for title in titles {
                let col = *columns.get(*title).unwrap_or_else(|| panic!("{}: {sheet} has no {title}", libro.nome));
                let rows = formulas.keys().filter(|(of, at)| of == sheet && at.1 == col).count();
                let range = open(&libro.bytes).worksheet_range(sheet).unwrap();
                let wanted = range.end().unwrap().0 - header;
                assert_eq!(rows, usize::try_from(wanted).unwrap(), "{}: {sheet}, {title}", libro.nome);
            }
        }
    }
}

#[test]
fn the_rules_touch_every_alternative() {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for libro in LUGLIO.iter().chain(&*DICEMBRE).chain(&*VETTORI) {
        for (key, value) in choices(&libro.config) {
            used.entry(key).or_default().insert(value);
        }
    }
    assert!(used.len() > 15, "{used:?}");
    for (key, values) in used {
        let (section, name) = key.split_once('.').unwrap();
        let problems = Config::parse(&format!("[{section}]\n{name} = \"?\"\n")).unwrap_err();
        let said = problems.iter().map(ToString::to_string).find(|p| p.contains("scrivere")).unwrap();
        let (_, allowed) = said.split_once("scrivere").unwrap();
        let allowed: BTreeSet<String> = allowed.split('"').skip(1).step_by(2).map(str::to_owned).collect();
        assert_eq!(values, allowed, "{key}");
    }
}

#[test]
fn collective_shares_are_split_under_every_kind_of_result() {
    let mut results = BTreeSet::new();
    for libro in LUGLIO.iter().chain(&*DICEMBRE) {
        let chosen: BTreeMap<String, String> = choices(&libro.config).into_iter().collect();
        if chosen["persone.collettivi"] != "espandi" {
            continue;
        }
        let (header, columns) = header(&libro.bytes, "Partecipazioni");
        let range = open(&libro.bytes).worksheet_range("Partecipazioni").unwrap();
        let from = |row| range.get_value((row, columns["Da voce collettiva"])).is_some_and(|d| *d != Data::Empty);
        let split = (header + 1..=range.end().unwrap().0).filter(|row| from(*row)).count();
        assert!(split > 1, "{}: {split} parts", libro.nome);
        results.insert(chosen["persone.risultato"].clone());
    }
    let all = ["media_pesata", "media_semplice", "pesata_obiettivo", "quota_budget", "somma_con_tetto"];
    assert_eq!(results, BTreeSet::from(all.map(str::to_owned)));
}

#[test]
fn another_number_among_the_rules_changes_what_follows_from_it_and_nothing_else() {
    if !can_recalculate() {
        return;
    }
    let book = &DICEMBRE[0].bytes;
    let regole = sheet_part(book, "Regole");
    let weight = cell(book, "Regole", "Peso delle fasi nel punteggio", 1);
    let threshold = cell(book, "Regole", "parzialmente raggiunto", 1);
    let with = |at: &str, value: &str| {
        let at = format!("<c r=\"{at}\"");
        rewritten(book, &|part, xml| {
            if part != regole {
                return xml;
            }
            let (before, rest) = xml.split_once(&at).unwrap();
            let (style, rest) = rest.split_once("<v>").unwrap();
            let (_, after) = rest.split_once("</v>").unwrap();
            format!("{before}{at}{style}<v>{value}</v>{after}")
        })
    };
    let changed = [with(&weight, "250"), with(&threshold, "89")];
    let all = recalculated(&[&changed[0], &changed[1]]);
    let sheets = |theirs: &[u8]| -> BTreeSet<String> {
        differences(book, theirs).iter().map(|d| d.split('!').next().unwrap().to_owned()).collect()
    };
    let by_weight = ["Appartenenze", "Direzioni", "Obiettivi", "Partecipazioni", "Persone", "Sintesi"];
    assert_eq!(sheets(&all[0]), BTreeSet::from(by_weight.map(str::to_owned)));
    let by_threshold = ["Appartenenze", "Direzioni", "Obiettivi", "Sintesi"];
    assert_eq!(sheets(&all[1]), BTreeSet::from(by_threshold.map(str::to_owned)));
}

#[test]
fn a_sorted_table_gives_the_same_figures() {
    if !can_recalculate() {
        return;
    }
    let book = &DICEMBRE[0].bytes;
    let swapped = ["Obiettivi", "Persone", "Direzioni", "Fasi"].into_iter().fold(book.clone(), |book, sheet| {
        let part = sheet_part(&book, sheet);
        let first = header(&book, sheet).0 + 2;
        rewritten(&book, &|of, xml| if of == part { with_rows_swapped(&xml, first, first + 3) } else { xml })
    });
    let theirs = &recalculated(&[&swapped])[0];
    let moved = ["Obiettivi", "Persone", "Direzioni", "Fasi"];
    let wrong: Vec<String> = differences(book, theirs)
        .into_iter()
        .filter(|d| !moved.iter().any(|s| d.starts_with(&format!("{s}!"))))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
    let swapped = differences(&swapped, theirs);
    assert_eq!(swapped, Vec::<String>::new());
}

#[test]
fn only_functions_that_excel_2010_and_libreoffice_share() {
    const SHARED: [&str; 21] = [
        "AGGREGATE",
        "AND",
        "AVERAGEIFS",
        "COUNT",
        "COUNTIFS",
        "IF",
        "INDEX",
        "INT",
        "ISNUMBER",
        "LEFT",
        "MATCH",
        "MAX",
        "MIN",
        "N",
        "NOT",
        "OR",
        "ROUND",
        "ROUNDDOWN",
        "SUM",
        "SUMIFS",
        "SUMPRODUCT",
    ];
    for libro in LUGLIO.iter().chain(&*DICEMBRE) {
        for ((sheet, _), formula) in formulas(&libro.bytes) {
            let words = formula.split('(').map(|part| {
                part.rsplit(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '.' || c == '_')).next()
            });
            // `_xlfn.` marks those that Excel 2007 had not yet.
            for name in words.flatten().map(|name| name.trim_start_matches('.')).filter(|name| !name.is_empty()) {
                assert!(SHARED.contains(&name), "{sheet}: {name} in {formula}");
            }
        }
    }
}

#[test]
fn nothing_in_the_workbook_is_hidden() {
    for libro in LUGLIO.iter().chain(&*DICEMBRE) {
        let people: BTreeSet<String> = {
            let (header, columns) = header(&libro.bytes, "Persone");
            let range = open(&libro.bytes).worksheet_range("Persone").unwrap();
            let col = columns["Persona"];
            (header + 1..=range.end().unwrap().0).map(|row| range.get_value((row, col)).unwrap().to_string()).collect()
        };
        assert!(people.len() > 10, "{}", libro.nome);
        for (part, bytes) in parts(&libro.bytes) {
            let text = String::from_utf8_lossy(&bytes);
            for word in ["state=\"hidden\"", "veryHidden", "hidden=\"1\"", "<comment"] {
                assert!(!text.contains(word), "{}: {part} has {word}", libro.nome);
            }
            // Names stand in cells, where one can see them, and nowhere else.
            let is_cells = part == "xl/sharedStrings.xml";
            let told = people.iter().find(|name| !is_cells && text.contains(name.as_str()));
            assert_eq!(told, None, "{}: {part}", libro.nome);
        }
    }
}

/// The example's workbooks at a checkpoint, by its own rules first, then by those of the files.
fn esempio(scadenza: &str, input: &str) -> Vec<Libro> {
    let own = root().join("input/traguardo.toml");
    let rules = files("tests/consolidato").into_iter().filter(|f| stem(f).starts_with(scadenza));
    let ready = files("templates/regole").into_iter().filter(|f| !stem(f).ends_with("vettori"));
    // Those ready-made speak of a whole year.
    let all = std::iter::once(own).chain(rules).chain(ready.filter(|_| scadenza == "dicembre"));
    all.map(|file| Libro { nome: stem(&file), ..libro(scadenza, input, &file) }).collect()
}

static LUGLIO: LazyLock<Vec<Libro>> = LazyLock::new(|| esempio("luglio", "tests/pdo/luglio"));
static DICEMBRE: LazyLock<Vec<Libro>> = LazyLock::new(|| esempio("dicembre", "input"));
/// The schede of all vectors with the same rules in one workbook.
static VETTORI: LazyLock<Vec<Libro>> = LazyLock::new(|| {
    let mut groups: Vec<(Caso, [Vec<Value>; 2])> = Vec::new();
    for caso in files("tests/vettori").into_iter().flat_map(|file| casi(&file, "")) {
        let own = ["scheda", "componenti"].map(|of| list(&caso.testo[of]));
        match groups.iter_mut().find(|(first, _)| (&first.config, &first.scadenza) == (&caso.config, &caso.scadenza)) {
            Some((_, all)) => all.iter_mut().zip(own).for_each(|(all, own)| all.extend(own)),
            None => groups.push((caso, own)),
        }
    }
    let books = groups.into_iter().map(|(caso, [schede, componenti])| {
        let caso = Caso { dataset: dataset(&schede, &componenti), ..caso };
        Libro { nome: caso.titolo.clone(), bytes: di_un_caso(&caso), config: caso.config }
    });
    books.collect()
});

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap().to_string_lossy().into_owned()
}

/// The consolidato of a checkpoint by the rules of a file, with the workbooks and tables that its first line asks for.
fn libro(scadenza: &str, input: &str, rules: &Path) -> Libro {
    let text = std::fs::read_to_string(rules).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let asked = |what: &str| -> Vec<&str> {
        let first = text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default();
        let found = first.split("; ").find_map(|part| part.strip_prefix(what)?.strip_prefix(": "));
        found.map(|names| names.split(' ').collect()).unwrap_or_default()
    };
    // The ready-made rules speak of no workbook: one is enough for them.
    let wanted = if rules.starts_with(root().join("templates")) { vec!["04"] } else { asked("file") };
    for file in std::fs::read_dir(root().join(input)).unwrap().map(|entry| entry.unwrap().path()) {
        let is_wanted = wanted.is_empty() || wanted.iter().any(|start| stem(&file).starts_with(start));
        if is_wanted && file.extension().is_some_and(|e| e == "xlsx") {
            std::fs::copy(&file, folder.path().join(file.file_name().unwrap())).unwrap();
        }
    }
    for table in asked("tabelle") {
        let name = format!("{table}.csv");
        std::fs::copy(root().join("tests/consolidato").join(&name), folder.path().join(name)).unwrap();
    }
    let config = Config::parse(&text).unwrap_or_else(|wrong| panic!("{}: {wrong:?}", rules.display()));
    let termine = config.termine(scadenza).unwrap().clone();
    let output = folder.path().join("output");
    let job = Job { config, input: folder.path().to_owned(), output, termine, strict: false };
    let bytes = run::consult(&job, |material| xlsx::render(&Reports::of(material).consolidato()).unwrap()).unwrap();
    Libro { nome: String::new(), config: job.config, bytes }
}

/// The consolidato of the schede of vectors.
fn di_un_caso(caso: &Caso) -> Vec<u8> {
    let Caso { config, dataset, .. } = caso;
    let termine = config.termine(&caso.scadenza).unwrap();
    let verifica = termine.verifica();
    let risultati = scoring::score(dataset, &config.regole, verifica, "Ente", &BTreeSet::new()).unwrap();
    let classi: Vec<(String, f64)> = config.regole.classi.iter().map(|c| (c.nome.clone(), c.da)).collect();
    let material = Material {
        ente: "Ente",
        anno: 2022,
        scadenza_nome: &caso.scadenza,
        scadenza_data: termine.giorno.del(2022),
        finale: verifica.finale,
        colonne: verifica.scadenza,
        dataset,
        punteggi_fasi: &risultati.fasi,
        punteggi_indicatori: &risultati.indicatori,
        punteggi_obiettivi: &risultati.obiettivi,
        risultati_persone: &risultati.persone,
        risultati_strutture: &risultati.strutture,
        valutazioni: &risultati.valutazioni,
        segnalazioni: &frame(schema::SEGNALAZIONI, &[]),
        regole: &metodo::regole(config),
        calcolo: &config.regole,
        sorgenti: None,
        classi: &classi,
        note_metodo: &metodo::note(config, termine),
        ingressi: &[],
        prima: None,
        salvati: &BTreeMap::new(),
        validazioni: &frame(schema::VALIDAZIONI, &[]),
        fingerprint: "0".repeat(64),
    };
    xlsx::render(&Reports::of(&material).consolidato()).unwrap()
}

/// The choices of some rules: dotted key and value.
fn choices(config: &Config) -> Vec<(String, String)> {
    let all = serde_json::to_value(&config.regole).unwrap();
    let sections = all.as_object().unwrap().iter().filter_map(|(section, keys)| Some((section, keys.as_object()?)));
    sections
        .flat_map(|(section, keys)| {
            let texts = keys.iter().filter_map(|(key, value)| Some((key, value.as_str()?)));
            texts.map(|(key, value)| (format!("{section}.{key}"), value.to_owned())).collect::<Vec<_>>()
        })
        .collect()
}

/// The row of the header of a sheet's only table, from zero, and its columns.
fn header(book: &[u8], sheet: &str) -> (u32, BTreeMap<String, u32>) {
    let range = open(book).worksheet_range(sheet).unwrap();
    let last = range.end().unwrap();
    let row = (0..=last.0).find(|row| range.get_value((*row, 1)).is_some_and(|d| !matches!(d, Data::Empty))).unwrap();
    let title = |col| range.get_value((row, col)).map(ToString::to_string).unwrap_or_default();
    (row, (0..=last.1).map(|col| (title(col), col)).collect())
}

/// The address of the cell some columns to the right of the first that says this.
fn cell(book: &[u8], sheet: &str, says: &str, right: u32) -> String {
    let range = open(book).worksheet_range(sheet).unwrap();
    let found = range.used_cells().find(|(_, _, d)| matches!(d, Data::String(text) if text == says)).unwrap();
    let start = range.start().unwrap();
    let (row, col) = (start.0 + u32::try_from(found.0).unwrap(), start.1 + u32::try_from(found.1).unwrap() + right);
    format!("{}{}", char::from(b'A' + u8::try_from(col).unwrap()), row + 1)
}

/// The sheet's XML with two rows (from one) in each other's place.
fn with_rows_swapped(xml: &str, a: u32, b: u32) -> String {
    let row = |n: u32| {
        let from = xml.find(&format!("<row r=\"{n}\"")).unwrap();
        (from, from + xml[from..].find("</row>").unwrap() + "</row>".len())
    };
    let (first, second) = (row(a), row(b));
    let at = |(from, to): (usize, usize), old: u32, new: u32| {
        let text = xml[from..to].replace(&format!("<row r=\"{old}\""), &format!("<row r=\"{new}\""));
        // `<c r="B7"`: the number at the end of the address is the row's.
        text.split("<c r=\"")
            .map(|cell| cell.replacen(&format!("{old}\""), &format!("{new}\""), 1))
            .collect::<Vec<_>>()
            .join("<c r=\"")
    };
    [&xml[..first.0], &at(second, b, a), &xml[first.1..second.0], &at(first, a, b), &xml[second.1..]].concat()
}

#[test]
fn links_lead_where_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("file degli uffici");
    std::fs::create_dir(&input).unwrap();
    let office = "02_Avvocatura.xlsx";
    std::fs::copy(root().join("input").join(office), input.join("L'ufficio è, 2.xlsx")).unwrap();
    let config = Config::default();
    let termine = config.termine("dicembre").unwrap().clone();
    let job = Job { config, input, output: folder.path().join("output"), termine, strict: false };
    std::fs::create_dir(&job.output).unwrap();
    let book = run::consult(&job, |material| xlsx::render(&Reports::of(material).consolidato()).unwrap()).unwrap();
    let from = job.output.join("2022-dicembre/Nucleo di Valutazione");
    let attribute = |tag: &str, name: &str| {
        tag.split_once(&format!(" {name}=\"")).map(|(_, rest)| rest.split_once('"').unwrap().0.replace("&apos;", "'"))
    };
    let (mut within, mut outside) = (0, 0);
    for (part, bytes) in parts(&book) {
        let text = String::from_utf8_lossy(&bytes);
        for tag in text.split('<').filter(|tag| tag.contains("TargetMode=\"External\"")) {
            let target = attribute(tag, "Target").unwrap();
            // The path of a link is written as an address on the net.
            let path = percent_decoded(target.strip_prefix("file:///").unwrap_or(&target)).replace('\\', "/");
            let mut file = from.clone();
            for step in path.split('/') {
                if step == ".." { assert!(file.pop()) } else { file.push(step) }
            }
            assert!(file.is_file(), "{part}: {target} is not there: {}", file.display());
            outside += 1;
        }
        for tag in text.split('<').filter(|tag| tag.starts_with("hyperlink ") && !tag.contains("r:id")) {
            let location = attribute(tag, "location").unwrap();
            let (sheet, at) = location.split_once("'!").unwrap();
            let sheet = sheet.trim_start_matches('\'');
            let row: u32 = at.trim_start_matches('A').parse().unwrap();
            let range = open(&book).worksheet_range(sheet).unwrap();
            let has_number = (0..6).any(|col| matches!(range.get_value((row - 1, col)), Some(Data::Float(_))));
            assert!(row == 1 || has_number, "{part}: {location}");
            within += 1;
        }
    }
    assert!(within > 20 && outside > 10, "{within} links within, {outside} to files");
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        let decoded = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap()
}
