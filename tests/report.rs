//! The reports of the example checkpoints, and the workbook they are written to.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value as Json;
use support::{Checkpoint, frame, rows};
use traguardo::dataset::schema;
use traguardo::render::xlsx;
use traguardo::report::model::{Block, Live, Report, Row, Table, Value};
use traguardo::report::{Prima, Reports};

/// Every text of a report, as a reader would see it.
fn words(report: &Report) -> String {
    let mut out = vec![report.title.clone(), report.subtitle.clone(), report.recipient.clone()];
    out.extend(report.provvisorio.clone());
    out.extend(report.cover.iter().map(|f| format!("{}: {}", f.label, f.value)));
    for chapter in &report.chapters {
        out.push(chapter.title.clone());
        out.extend(chapter.blocks.iter().map(block_words));
    }
    out.join("\n")
}

fn block_words(block: &Block) -> String {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => text.clone(),
        Block::List(items) => items.join("\n"),
        Block::Notice(n) => format!("{} {}", n.title, n.text),
        Block::Figures(f) => {
            f.iter().map(|f| format!("{} {} {:?}", f.label, f.value, f.note)).collect::<Vec<_>>().join("\n")
        }
        Block::Facts(f) => f.iter().map(|f| format!("{} {}", f.label, f.value)).collect::<Vec<_>>().join("\n"),
        Block::Table(t) | Block::Live(Live { table: t, .. }) => table_words(t),
        Block::Chart(c) => c.alt.clone(),
        Block::Columns(columns) => columns.iter().flatten().map(block_words).collect::<Vec<_>>().join("\n"),
        Block::Contents(_) | Block::Anchor(_) | Block::Sheet(_) => String::new(),
    }
}

fn table_words(table: &Table) -> String {
    let mut out = table.caption.clone() + "\n";
    for row in &table.rows {
        assert_eq!(row.cells.len(), table.columns.len(), "{}", table.caption);
        out.extend(row.cells.iter().map(|c| c.to_string() + "\t"));
        out.push('\n');
    }
    out
}

fn tables(report: &Report) -> impl Iterator<Item = &Table> {
    report.chapters.iter().flat_map(|c| &c.blocks).filter_map(|b| match b {
        Block::Table(t) => Some(t),
        _ => None,
    })
}

fn text<'a>(row: &'a serde_json::Map<String, Json>, name: &str) -> &'a str {
    row[name].as_str().unwrap_or_default()
}

#[test]
fn the_relazione_has_every_scheda_with_its_score() {
    let december = Checkpoint::read("dicembre");
    let report = Reports::of(&december.material()).relazione();
    assert!(report.provvisorio.as_deref().is_some_and(|p| p.starts_with("PROVVISORIO: ci sono 8 errori")));
    let blocks = || report.chapters.iter().flat_map(|c| &c.blocks);
    let obiettivi = rows(&december.punteggi["punteggi_obiettivi"]);
    assert_eq!(obiettivi.len(), 34);
    for o in &obiettivi {
        let title = text(o, "titolo");
        let mut after = blocks().skip_while(|b| !matches!(b, Block::Heading { level: 2, text } if text == title));
        assert!(after.next().is_some(), "no heading {title}");
        let Some(Block::Figures(figures)) = after.find(|b| matches!(b, Block::Figures(_))) else { panic!("{title}") };
        for (figure, name) in figures.iter().zip(["punteggio", "rispetto_fasi", "indicatori"]) {
            let shown = match figure.value {
                Value::Number { value, .. } => Some(value),
                _ => None,
            };
            assert_eq!(shown, o[name].as_f64(), "{title}: {name}");
        }
    }
}

/// The rows of the table with these heads.
fn rows_under<'r>(report: &'r Report, heads: &[&str]) -> &'r [Row] {
    let is = |t: &&Table| t.columns.iter().map(|c| c.title.as_str()).eq(heads.iter().copied());
    &tables(report).find(is).unwrap_or_else(|| panic!("no table {heads:?}")).rows
}

#[test]
fn the_relazione_says_when_each_file_was_saved_and_what_the_nucleo_has_validated() {
    let mut december = Checkpoint::read("dicembre");
    december.salvati.insert("02_Avvocatura.xlsx".into(), jiff::civil::date(2023, 1, 9));
    let line = serde_json::json!({
        "id": "AVV-01", "indicatore": "economia", "misurato": 0.0, "validato": 60.0,
        "motivazione": "Il risparmio è stato documentato dopo la scadenza", "autore": "Nucleo", "data": "2023-02-10",
    });
    december.validazioni = frame(schema::VALIDAZIONI, &[line.as_object().unwrap().clone()]);
    let report = Reports::of(&december.material()).relazione();
    let files = rows_under(&report, &["File", "Salvato il", "Schede", "Errori", "Avvisi", "Note"]);
    for row in files {
        let day = if row.cells[0].to_string() == "02_Avvocatura.xlsx" { "9 gennaio 2023" } else { "" };
        assert_eq!(row.cells[1].to_string(), day, "{}", row.cells[0]);
    }
    let heads = ["Obiettivo", "Indicatore", "Misurato", "Validato", "Motivazione", "Chi e quando"];
    let [row] = rows_under(&report, &heads) else { panic!("one line") };
    let said: Vec<String> = row.cells.iter().map(ToString::to_string).collect();
    let motivazione = "Il risparmio è stato documentato dopo la scadenza";
    assert_eq!(
        said,
        ["Pratiche legali: una gestione agile", "economia", "0,00", "60,00", motivazione, "Nucleo, 2023-02-10"]
    );
}

#[test]
fn december_shows_what_each_phase_had_reached_in_july() {
    let december = Checkpoint::read("dicembre");
    let fasi = rows(&december.truth["fasi"]);
    let is = |f: &serde_json::Map<String, Json>, name: &str| f.get(name) == Some(&Json::Bool(true));
    let number = |f: &serde_json::Map<String, Json>, name: &str| f.get(name).and_then(Json::as_f64);
    // What the sheets say of July, as it was worked out beside this program.
    let luglio: Vec<_> = fasi
        .iter()
        .filter(|f| is(f, "dovuta_lug"))
        .map(|f| {
            let mut f = f.clone();
            f.insert("raggiunto".into(), f["raggiunto_lug"].clone());
            f
        })
        .collect();
    let frame_fasi = frame(schema::PUNTEGGI_FASI, &luglio);
    let rispetto = december.punteggi_obiettivi.select(["id", "rispetto_fasi"]).unwrap();
    let mut material = december.material();
    material.prima = Some(Prima { nome: "luglio", fasi: &frame_fasi, rispetto: &rispetto });
    let report = Reports::of(&material).relazione();
    let title = "Da luglio a dicembre";
    let mut shown: Vec<(f64, f64)> = tables(&report)
        .filter_map(|t| Some((t, t.columns.iter().position(|c| c.title == title)?)))
        .flat_map(|(t, i)| t.rows.iter().map(move |row| &row.cells[i]))
        .filter_map(|cell| if let Value::Trend(from, to) = cell { Some((*from, *to)) } else { None })
        .collect();
    let mut wanted: Vec<(f64, f64)> = fasi
        .iter()
        .filter(|f| is(f, "dovuta_lug") && is(f, "dovuta_dic") && number(f, "gap_dic").is_some())
        .filter_map(|f| Some((number(f, "raggiunto_lug")?, number(f, "raggiunto_dic")?)))
        .collect();
    shown.sort_by(|a, b| a.partial_cmp(b).unwrap());
    wanted.sort_by(|a, b| a.partial_cmp(b).unwrap());
    assert!(shown.len() > 50);
    assert_eq!(shown, wanted);
}

#[test]
fn a_dirigente_reads_only_of_their_own_schede() {
    for scadenza in ["luglio", "dicembre"] {
        reads_only_of_own_schede(&Checkpoint::read(scadenza));
    }
}

fn reads_only_of_own_schede(checkpoint: &Checkpoint) {
    let material = checkpoint.material();
    let schede = rows(&checkpoint.truth["schede"]);
    let people = rows(&checkpoint.truth["partecipazioni"]);
    let names = Reports::of(&material).dirigenti();
    assert_eq!(names.len(), 4);
    for nome in &names {
        let report = Reports::of(&material).dirigente(nome);
        let said = words(&report).to_lowercase();
        let is_own = |d: &str| d.eq_ignore_ascii_case(nome) || d.eq_ignore_ascii_case("tutti i dirigenti");
        let own: BTreeSet<&str> =
            schede.iter().filter(|s| is_own(text(s, "dirigente"))).map(|s| text(s, "id")).collect();
        let inside: BTreeSet<String> =
            people.iter().filter(|p| own.contains(text(p, "id"))).map(|p| text(p, "persona").to_lowercase()).collect();
        for p in people.iter().filter(|p| p["collettiva"] == false) {
            let persona = text(p, "persona").to_lowercase();
            // A name that is a part of a longer one inside would be found there.
            if !inside.iter().any(|i| i.contains(&persona)) {
                assert!(!said.contains(&persona), "{nome} reads of {persona}");
            }
        }
        for s in &schede {
            let title = text(s, "titolo");
            assert_eq!(said.contains(&title.to_lowercase()), own.contains(text(s, "id")), "{nome}: {title}");
        }
        for other in names.iter().filter(|n| *n != nome) {
            assert!(!said.contains(&other.to_lowercase()), "{nome} reads of {other}");
        }
    }
}

#[test]
fn a_result_that_rests_on_other_schede_is_not_told_to_a_dirigente() {
    let december = Checkpoint::read("dicembre");
    let material = december.material();
    let people = rows(&december.truth["partecipazioni"]);
    let mut withheld = 0;
    for nome in Reports::of(&material).dirigenti() {
        let report = Reports::of(&material).dirigente(&nome);
        let table = tables(&report).find(|t| t.caption == "Persone che partecipano alle schede").unwrap();
        for row in &table.rows {
            let schede = people.iter().filter(|p| text(p, "persona") == row.cells[0].to_string()).count();
            let here = row.cells[2].to_string().parse::<usize>().unwrap();
            if schede > here {
                assert_eq!(row.cells[3], Value::Text("anche altrove".into()));
                withheld += 1;
            }
        }
    }
    assert!(withheld > 0);
}

#[test]
fn a_warning_that_names_an_outsider_is_told_without_the_name() {
    let mut december = Checkpoint::read("dicembre");
    let all = rows(&december.truth["schede"]);
    let people = rows(&december.truth["partecipazioni"]);
    let is_luparini = |id: &str| {
        all.iter().any(|s| {
            text(s, "id") == id
                && ["luparini ettore", "tutti i dirigenti"].contains(&&*text(s, "dirigente").to_lowercase())
        })
    };
    let inside: BTreeSet<&str> =
        people.iter().filter(|p| is_luparini(text(p, "id"))).map(|p| text(p, "persona")).collect();
    let scheda = all.iter().find(|s| is_luparini(text(s, "id"))).unwrap();
    let outsider = people.iter().map(|p| text(p, "persona")).find(|p| !inside.contains(p)).unwrap();
    let row = serde_json::json!({
        "codice": "PER004", "gravita": "avviso", "file": scheda["file"], "foglio": scheda["foglio"], "cella": "B50",
        "id": scheda["id"], "messaggio": format!("«Tizio» somiglia a «{outsider}»."), "rimedio": "Confermare.",
    });
    december.segnalazioni =
        support::frame(traguardo::dataset::schema::SEGNALAZIONI, &[row.as_object().unwrap().clone()]);
    assert!(words(&Reports::of(&december.material()).relazione()).contains(outsider));
    let said = words(&Reports::of(&december.material()).dirigente("Luparini Ettore"));
    assert!(said.contains("PER004"));
    assert!(!said.contains(outsider));
}

#[test]
fn without_errors_nothing_is_provisional() {
    let mut december = Checkpoint::read("dicembre");
    december.segnalazioni = support::frame(traguardo::dataset::schema::SEGNALAZIONI, &[]);
    assert_eq!(Reports::of(&december.material()).consolidato().provvisorio, None);
}

#[test]
fn the_consolidato_is_read_back_as_it_was_written() {
    for nome in ["luglio", "dicembre"] {
        let checkpoint = Checkpoint::read(nome);
        let report = Reports::of(&checkpoint.material()).consolidato();
        let bytes = xlsx::render(&report).unwrap();
        assert_eq!(
            bytes,
            xlsx::render(&Reports::of(&checkpoint.material()).consolidato()).unwrap(),
            "the bytes differ"
        );
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let expected = [
            "Sintesi",
            "Guida",
            "Direzioni",
            "Obiettivi",
            "Fasi",
            "Indicatori",
            "Persone",
            "Partecipazioni",
            "Appartenenze",
            "Risorse",
            "Segnalazioni",
            "Regole",
        ];
        assert_eq!(book.sheet_names(), expected);
        let lists =
            report.chapters.iter().zip(expected).filter(|(_, name)| !["Sintesi", "Guida", "Regole"].contains(name));
        for (chapter, name) in lists {
            let Block::Live(Live { table, .. }) = &chapter.blocks[0] else { panic!("{name} begins with a table") };
            let range = book.worksheet_range(name).unwrap();
            let titles: Vec<&str> = table.columns.iter().map(|c| c.title.as_str()).collect();
            let header = range
                .rows()
                .position(|r| r.iter().zip(&titles).all(|(c, t)| *c == Data::String((*t).to_owned())))
                .unwrap_or_else(|| panic!("{name} has no header row"));
            assert_eq!(range.height() - header - 1, table.rows.len(), "{name}");
        }
        let obiettivi = book.worksheet_range("Obiettivi").unwrap();
        let punteggio = obiettivi.rows().find_map(|r| r.iter().position(|c| *c == Data::String("Punteggio".into())));
        let punteggio = punteggio.unwrap();
        for o in rows(&checkpoint.punteggi["punteggi_obiettivi"]) {
            let found = obiettivi.rows().find(|r| r[1] == Data::String(text(&o, "titolo").to_owned())).unwrap();
            match o["punteggio"].as_f64() {
                Some(p) => assert_eq!(found[punteggio], Data::Float(p)),
                None => assert_eq!(found[punteggio], Data::String("non valutabile".into())),
            }
        }
    }
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    let december = Checkpoint::read("dicembre");
    let mut report = Reports::of(&december.material()).consolidato();
    let evil = "=HYPERLINK(\"http://esempio.it\";\"clicca\")";
    report.chapters.truncate(1);
    report.chapters[0].blocks = vec![Block::Paragraph(evil.into()), Block::Heading { level: 2, text: evil.into() }];
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx::render(&report).unwrap())).unwrap();
    assert!(book.worksheet_formula("Sintesi").unwrap().used_cells().next().is_none());
    let range = book.worksheet_range("Sintesi").unwrap();
    assert_eq!(range.used_cells().filter(|(_, _, c)| **c == Data::String(evil.into())).count(), 2);
}

#[test]
#[ignore = "writes the workbooks where they can be looked at"]
fn write_the_workbooks() {
    let folder = std::path::PathBuf::from(std::env::var_os("REPORT_OUT").expect("REPORT_OUT names a folder"));
    let december = Checkpoint::read("dicembre");
    let material = december.material();
    for (name, report) in [
        ("consolidato", Reports::of(&material).consolidato()),
        ("relazione", Reports::of(&material).relazione()),
        ("dirigente", Reports::of(&material).dirigente(&Reports::of(&material).dirigenti()[0])),
    ] {
        std::fs::write(folder.join(name).with_extension("xlsx"), xlsx::render(&report).unwrap()).unwrap();
    }
}
