//! The same form as other offices would send it: moved, stretched, unmerged, reordered, relabelled. The values must be
//! the same, each at the place to which its cell has moved.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

#[path = "support/drawn.rs"]
mod drawn;
#[path = "forms/transform.rs"]
mod transform;

use std::path::Path;
use std::sync::LazyLock;

use traguardo::place::CellRef;
use traguardo::run;
use traguardo::scheda::profile::Profile;
use traguardo::scheda::{
    self, Calendario, Campo, Convenzioni, Criteri, Foglio, Percentuale, Raggiunto, Scadenza, Scheda,
};
use traguardo::workbook::{self, CellValue, Limiti, Sheet};

use transform::{Draft, Rng};

/// All that a scheda says, a line a value, each with the place that it had before the sheet was transformed.
fn say(scheda: &Scheda, back: &dyn Fn(CellRef) -> CellRef) -> Vec<String> {
    let at = |cell: Option<CellRef>| cell.map_or("-".to_owned(), |c| back(c).to_string());
    let mut out = vec![format!("anno {:?}", scheda.anno)];
    let i = &scheda.intestazione;
    // A blank field is where its value should be: that place follows the form, not the cell.
    let field = |name: &str, c: &Campo| format!("{name} {:?} {}", c.testo, at(c.at.filter(|_| c.testo.is_some())));
    for (name, c) in [
        ("direzione", &i.direzione),
        ("assessore", &i.assessore),
        ("dirigente", &i.dirigente),
        ("responsabile", &i.responsabile),
        ("sezione", &i.sezione),
        ("missione", &i.missione),
        ("programma", &i.programma),
        ("strategico", &i.obiettivo_strategico),
        ("operativo", &i.obiettivo_operativo),
        ("progetto", &i.progetto),
        ("finalita", &i.finalita),
        ("titolo", &i.titolo),
        ("orizzonte", &i.orizzonte),
        ("descrizione", &i.descrizione),
    ] {
        out.push(field(name, c));
    }
    let pct = |p: &Percentuale| p.punti.map_or("-".to_owned(), |v| format!("{v}@{}", at(p.at)));
    for f in &scheda.fasi {
        let values = [&f.precedenti, &f.target_lug, &f.gap_lug, &f.target_dic, &f.gap_dic, &f.anno2, &f.anno3];
        let mut line =
            format!("fase {} {} {:?}", f.etichetta, at(f.at), f.testo.as_ref().map(|t| (&t.valore, back(t.at))));
        for p in f.mesi.iter().chain(values) {
            line.extend([" ".to_owned(), pct(p)]);
        }
        out.push(format!("{line} {}", at(f.annullata)));
    }
    let reached = |r: &Raggiunto| {
        let place = at(r.at.filter(|_| r.testo.is_some()));
        let scost = r.scostamento.as_ref().map(|s| (s.valore, back(s.at)));
        format!("{:?} {:?} {:?} {place} {scost:?}", r.testo, r.valore, r.denominatore)
    };
    for x in &scheda.indicatori {
        let atteso = at(x.atteso_at.filter(|_| x.atteso_testo.is_some()));
        out.push(format!(
            "indicatore {:?} {} {} {:?} {atteso} | {} | {}",
            x.famiglia,
            x.nome.valore,
            back(x.nome.at),
            x.atteso_testo,
            reached(&x.lug),
            reached(&x.dic)
        ));
    }
    for p in &scheda.personale {
        let note = p.note.as_ref().map(|n| (&n.valore, back(n.at)));
        out.push(format!(
            "persona {} {} {:?} {note:?} {}",
            p.nominativo.valore,
            back(p.nominativo.at),
            p.categoria,
            pct(&p.pct)
        ));
    }
    out.push(format!("totale {:?}", scheda.totale_pct.as_ref().map(|c| (c.valore, back(c.at)))));
    out.push(format!("numero {:?}", scheda.n_personale.as_ref().map(|c| (c.valore, back(c.at)))));
    for r in &scheda.risorse {
        let place = at(Some(r.at).filter(|_| r.costo.is_some()));
        out.push(format!("risorsa {:?} {:?} {:?} {place}", r.tipologia, r.descrizione, r.costo));
    }
    out.push(format!("costo {:?}", scheda.costo_risorse.as_ref().map(|c| (c.valore, back(c.at)))));
    out.push(format!("firme {:?}", scheda.firme.iter().map(|c| (&c.valore, back(c.at))).collect::<Vec<_>>()));
    out
}

fn read(sheet: &Sheet) -> Foglio {
    static PROFILI: LazyLock<Vec<Profile>> = LazyLock::new(Profile::shipped);
    static CONVENZIONI: LazyLock<Convenzioni> =
        LazyLock::new(|| Convenzioni { annullata: vec!["//".to_owned()], attesi: Vec::new() });
    let (scadenza, calendario) = (Scadenza::Dicembre, Calendario::default());
    scheda::read(
        "f.xlsx",
        sheet,
        Criteri { profili: &PROFILI, scadenza, anno: 2022, calendario, convenzioni: &CONVENZIONI },
    )
}

/// The schede of both editions, each as its sheet.
fn sheets() -> Vec<(String, Sheet)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["tests/pdo/luglio", "input"] {
        for file in run::workbooks(&root.join(folder)).files {
            let book = workbook::read(&file, &Limiti::default()).0.unwrap();
            for sheet in book.sheets {
                if !read(&sheet).schede.is_empty() {
                    found.push((format!("{folder}/{} › {}", book.file, sheet.name), sheet));
                }
            }
        }
    }
    assert!(found.len() >= 68, "{} sheets", found.len());
    found
}

#[track_caller]
fn same_lines(found: &[String], expected: &[String], place: &str) {
    let differ = expected.iter().zip(found).find(|(a, b)| a != b);
    assert!(differ.is_none() && found.len() == expected.len(), "{place}: {differ:#?}");
}

/// Requires the same values after a transformation of every sheet, for some seeds.
#[track_caller]
fn same_after(what: &str, seeds: u64, transform: impl Fn(&mut Draft, &mut Rng)) {
    same(what, sheets(), seeds, transform);
}

/// Requires the same values after a transformation of some sheets of each workbook.
#[track_caller]
fn same_of_some(what: &str, transform: impl Fn(&mut Draft)) {
    same(what, sheets().into_iter().step_by(7).collect(), 1, |draft, _| transform(draft));
}

#[track_caller]
fn same(what: &str, sheets: Vec<(String, Sheet)>, seeds: u64, transform: impl Fn(&mut Draft, &mut Rng)) {
    let mut wrong = Vec::new();
    for (place, sheet) in sheets {
        let before = read(&sheet);
        let expected = say(&before.schede[0], &|at| at);
        for seed in 0..seeds {
            let mut draft = Draft::new(&sheet);
            transform(&mut draft, &mut Rng::new(seed + 1));
            let changed = draft.sheet();
            let after = read(&changed);
            let found: Vec<Vec<String>> = after.schede.iter().map(|s| say(s, &|at| draft.back(at))).collect();
            if found != [expected.clone()] {
                let first = found.first().cloned().unwrap_or_default();
                let differ = expected.iter().zip(&first).find(|(a, b)| a != b);
                wrong.push(format!("{place}, seed {seed}: {} schede; {differ:#?}", found.len()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{what}: {} wrong\n{}",
        wrong.len(),
        wrong.iter().take(4).cloned().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn a_form_may_begin_at_any_cell() {
    same_after("moved", 1, |draft, rng| {
        draft.insert_rows(0, rng.below(9) + 1);
        draft.insert_columns(0, rng.below(5) + 1);
    });
}

#[test]
fn blank_rows_and_columns_may_stand_anywhere() {
    same_after("stretched", 2, |draft, rng| {
        for _ in 0..6 {
            let (row0, col0) = (rng.below(66), rng.below(20));
            draft.insert_rows(row0, rng.below(2) + 1);
            draft.insert_columns(col0, 1);
        }
    });
}

#[test]
fn merged_cells_may_be_parted() {
    same_after("unmerged", 1, |draft, _| draft.unmerge(|_| true));
    same_after("partly unmerged", 1, |draft, rng| draft.unmerge(|_| rng.below(2) == 0));
    same_after("split", 1, Draft::split_merges);
}

#[test]
fn sections_may_stand_in_any_order() {
    same_after("reordered", 2, Draft::shuffle_sections);
}

#[test]
fn labels_may_be_written_otherwise() {
    same_after("relabelled", 2, Draft::relabel);
    same_after("disguised", 2, Draft::disguise);
}

/// A text that stands on the form, as against what an office wrote.
fn printed(text: &str) -> bool {
    const STARTS: [&str; 24] = [
        "assessore",
        "dirigente",
        "po / ",
        "sezione",
        "missione",
        "programma",
        "obiettivo ",
        "progetto",
        "finalit",
        "titolo",
        "orizzonte",
        "descrizione ",
        "crono",
        "fasi e",
        "% ",
        "indic",
        "atteso",
        "raggiunto",
        "scost",
        "personale",
        "cat.",
        "cognome",
        "note",
        "risorse util",
    ];
    let lower = text.to_lowercase();
    text.len() < 70 && !text.contains(" - ") && STARTS.iter().any(|start| lower.starts_with(start))
}

#[test]
fn labels_may_carry_numbers_and_marks() {
    const SECTIONS: [&str; 5] =
        ["Descrizione delle fasi", "CRONOPROGRAMMA", "INDICATORI DI", "PERSONALE DIR", "RISORSE UT"];
    let numbered = |way: fn(usize, &str) -> String| {
        move |draft: &mut Draft| {
            draft.texts(|text| SECTIONS.iter().position(|start| text.starts_with(start)).map(|i| way(i + 1, text)));
        }
    };
    same_of_some("numbered", numbered(|i, text| format!("{i}. {text}")));
    same_of_some("in quadri", numbered(|i, text| format!("QUADRO {i} - {text}")));
    same_of_some("footnotes", |draft| {
        draft.texts(|text| {
            (text.starts_with("MISSIONE") || text == "Gennaio" || text == "ATTESO").then(|| format!("{text} (1)"))
        });
    });
    same_of_some("parted by hand", |draft| {
        draft.texts(|text| {
            Some(text)
                .filter(|t| printed(t))
                .map(|t| t.replace("OBIETTIVO", "OBIET-\nTIVO").replace("Cognome", "Co-\ngnome"))
        });
    });
}

#[test]
fn months_may_be_written_otherwise() {
    const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let names = traguardo::italian::MESI;
    let serials = [
        44_562.0, 44_593.0, 44_621.0, 44_652.0, 44_682.0, 44_713.0, 44_743.0, 44_774.0, 44_805.0, 44_835.0, 44_866.0,
        44_896.0,
    ];
    let ways: [(&str, &dyn Fn(usize) -> CellValue); 7] = [
        ("gen-22", &|i| CellValue::Text(format!("{}-22", &names[i][..3]))),
        ("01/2022", &|i| CellValue::Text(format!("{:02}/2022", i + 1))),
        ("days without a format", &|i| CellValue::Number(serials[i])),
        ("01", &|i| CellValue::Text(format!("{:02}", i + 1))),
        ("I", &|i| CellValue::Text(ROMAN[i].to_owned())),
        ("1", &|i| CellValue::Number([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0][i])),
        ("febbraio with a slip", &|i| CellValue::Text(names[i].replacen("bb", "b", 1).replace("settem", "setten"))),
    ];
    for (what, way) in ways {
        same_of_some(what, |draft| draft.months(way));
    }
}

#[test]
fn headers_may_take_more_rows() {
    // The checkpoint of each column below its label, or above the two that share it.
    let cut = |text: &str| text.find("31").map(|at| text[..at].trim_end_matches("al ").trim_end().to_owned());
    same_of_some("checkpoints below", |draft| {
        let row0 = draft.place("% TARGET AL 31").unwrap().row0;
        draft.insert_rows(row0 + 1, 1);
        for (at, text) in draft.row(row0).into_iter().filter(|(_, text)| text.contains("31")) {
            draft.write(at, &cut(&text).unwrap());
            draft.write(CellRef::new(row0 + 1, at.col0), &text[text.find("31").unwrap()..]);
        }
    });
    same_of_some("checkpoints above", |draft| {
        let row0 = draft.place("% TARGET AL 31").unwrap().row0;
        draft.insert_rows(row0, 1);
        for (at, text) in draft.row(row0 + 1).into_iter().filter(|(_, text)| text.contains("31")) {
            let when = if text.contains("dic") || text.contains("/12") { "dicembre" } else { "luglio" };
            draft.write(at, &cut(&text).unwrap());
            draft.write(CellRef::new(row0, at.col0), &format!("Situazione al 31 {when}"));
        }
    });
    same_of_some("quarters", |draft| {
        let first = draft.place("GENNAIO").or_else(|| draft.place("GEN")).unwrap();
        draft.insert_rows(first.row0, 1);
        for quarter in 0..4 {
            draft.write(CellRef::new(first.row0, first.col0 + 3 * quarter), &format!("{}° trimestre", quarter + 1));
        }
    });
}

#[test]
fn a_form_with_quarters_is_read_by_them() {
    let foglio = read(&drawn::sheet(
        "Titolo obiettivo: | Rifare la piazza | Orizzonte temporale: 2022
         Dirigente: //
         CRONOPROGRAMMA (2022 - 2024)
         FASI E TEMPI | 2022 | | | | | | | | 2023
         | I trim. | II trim. | III trim. | IV trim. | % Target al 31-lug | % Gap al 31-lug | % Target al 31-dic | % Gap al 31-dic |
         n. 1 | 50% | 50% | | | 100% | 0% | 100% | -10%
         F2 | | | | 40% | | | 40% | -20% | 60%
         Media obiettivo | | | | | 90% | | 70% | -15%
         Risultato del settore | | | | | 90% | | 70% | -15%
         PERSONALE COINVOLTO
         Cat. | Cognome e Nome | Note | % Partecipazione
         D | ROSSI MARIO | | 100%",
    ));
    let s = &foglio.schede[0];
    assert!(s.indicatori.is_empty());
    assert_eq!(s.intestazione.orizzonte.testo.as_deref(), Some("2022"));
    assert_eq!(s.intestazione.dirigente.testo.as_deref(), Some("//"));
    let fasi: Vec<_> = s.fasi.iter().map(|f| (f.etichetta.as_str(), f.target_lug.punti, f.gap_dic.punti)).collect();
    assert_eq!(fasi, [("1", Some(100.0), Some(-10.0)), ("2", None, Some(-20.0)), ("3", Some(90.0), Some(-15.0))]);
    assert_eq!(s.fasi[1].anno2.punti, Some(60.0));
    let said = |codice: &str, at: &str| {
        foglio.segnalazioni.iter().any(|s| s.codice.sigla == codice && s.luogo.cella.unwrap().to_string() == at)
    };
    let quarters: Vec<_> = s.fasi[0].mesi.iter().zip(1..).filter_map(|(p, month)| Some((month, p.punti?))).collect();
    assert_eq!(quarters, [(3, 50.0), (6, 50.0)]);
    // Quarters for months, and a row that alone has no number.
    assert!(said("FOG009", "B5") && said("FAS006", "A9") && !said("FAS006", "A6"), "{:#?}", foglio.segnalazioni);
}

#[test]
fn columns_may_be_more_than_the_form_has_and_in_another_order() {
    let foglio = read(&drawn::sheet(
        "Titolo obiettivo: | Rifare la piazza
         CRONOPROGRAMMA (2022 - 2024)
         Fase | Descrizione attività | G | F | M | A | M | G | L | A | S | O | N | D | Gap al 31/12 | Target al 31/12
         1 | progetto | 50% | 50% | | | | | | | | | | | -10% | 100%
         2 | gara d'appalto | | | 100% | | | | | | | | | | 4475200% | 100%
         PERSONALE COINVOLTO
         % Partecipazione | Nome | Cognome | Cat.
         60% | MARIO | ROSSI | D
         40% | ADA MARIA | DE BIANCHI | C
         100%
         P.O./Responsabile | | | Neri Ugo
         2",
    ));
    let s = &foglio.schede[0];
    let fasi: Vec<_> = s
        .fasi
        .iter()
        .map(|f| (f.testo.as_ref().map(|t| t.valore.as_str()), f.mesi[1].punti, f.target_dic.punti, f.gap_dic.punti))
        .collect();
    let expected =
        [(Some("progetto"), Some(50.0), Some(100.0), Some(-10.0)), (Some("gara d'appalto"), None, Some(100.0), None)];
    assert_eq!(fasi, expected);
    let persone: Vec<_> =
        s.personale.iter().map(|p| (p.nominativo.valore.as_str(), p.categoria.as_deref(), p.pct.punti)).collect();
    assert_eq!(persone, [("ROSSI MARIO", Some("D"), Some(60.0)), ("DE BIANCHI ADA MARIA", Some("C"), Some(40.0))]);
    assert_eq!((s.totale_pct.as_ref().unwrap().valore, s.n_personale.as_ref().unwrap().valore), (100.0, 2.0));
    assert!(foglio.segnalazioni.iter().any(|s| s.codice == "FAS002"), "{:#?}", foglio.segnalazioni);
}

#[test]
fn a_value_may_begin_right_of_its_label() {
    let foglio = read(&drawn::sheet(
        "ASSESSORE | | | DIRIGENTE
         | Verdi Ada | | | Rossi Mario
         Titolo obiettivo: | | Rifare la piazza
         CRONOPROGRAMMA
         Fase | Target al 31/12 | Gap al 31/12
         1. Progetto | 100% | 0%
         2. Gara",
    ));
    let s = &foglio.schede[0];
    let fields = [&s.intestazione.assessore, &s.intestazione.dirigente].map(|c| c.testo.as_deref());
    assert_eq!(fields, [Some("Verdi Ada"), Some("Rossi Mario")]);
    // A phase without values is a phase all the same where its number follows the one above.
    let fasi: Vec<_> = s.fasi.iter().map(|f| (f.etichetta.as_str(), f.at.is_some())).collect();
    assert_eq!(fasi, [("1", true), ("2", true)]);
}

#[test]
fn a_date_among_the_values_is_no_header() {
    // A ratio that became a date, in a table whose header a column of weights parts.
    let foglio = read(&drawn::sheet(
        "Titolo obiettivo: | x
         INDICATORI DI PERFORMANCE
         Indici di Qualità | Peso | ATTESO | RAGGIUNTO al 31.07.2022 | RAGGIUNTO al 31.12.2022
         gradimento | 30% | 7/10 | | 7/10
         PERSONALE COINVOLTO
         Cat. | Cognome e Nome | % Partecipazione
         D | ROSSI MARIO | 100%",
    ));
    let names: Vec<_> = foglio.schede[0].indicatori.iter().map(|i| i.nome.valore.as_str()).collect();
    assert_eq!(names, ["gradimento"]);
}

#[test]
fn a_column_that_sounds_like_another_parts_no_table() {
    let foglio = read(&drawn::sheet(
        "Titolo obiettivo: | x
         PERSONALE COINVOLTO
         Cat. | Cognome e Nome | % Partecipazione
         D | ROSSI MARIO | 100%
         RISORSE UTILIZZATE
         Tipologia | Descrizione | Capitolo | Costo
         Acquisti | arredi | 1043 | 2000",
    ));
    let r = &foglio.schede[0].risorse[0];
    assert_eq!(
        (r.tipologia.as_deref(), r.descrizione.as_deref(), r.costo),
        (Some("Acquisti"), Some("arredi"), Some(2000.0))
    );
}

#[test]
fn all_of_it_at_once() {
    same_after("everything", 2, |draft, rng| {
        draft.shuffle_sections(rng);
        draft.relabel(rng);
        draft.disguise(rng);
        draft.split_merges(rng);
        for _ in 0..3 {
            draft.insert_rows(rng.below(60), 1);
            draft.insert_columns(rng.below(18), 1);
        }
    });
}

#[test]
fn the_year_of_the_labels_is_the_form_s() {
    for (place, sheet) in sheets().into_iter().step_by(5) {
        for (from, to) in [(2022, 2025), (2022, 2031)] {
            let mut draft = Draft::new(&sheet);
            draft.change_year(to - from);
            let after = read(&draft.sheet());
            assert_eq!(after.schede[0].anno, Some(to), "{place}");
            let (before, after) = (say(&read(&sheet).schede[0], &|at| at), say(&after.schede[0], &|at| at));
            let fasi = |lines: &[String]| lines.iter().filter(|l| l.starts_with("fase")).cloned().collect::<Vec<_>>();
            assert_eq!(fasi(&before).len(), fasi(&after).len());
            same_lines(&after[15..], &before[15..], &place);
        }
    }
}

#[test]
fn a_sheet_may_hold_several_schede() {
    let sheets = sheets();
    for (i, (place, sheet)) in sheets.iter().enumerate() {
        let (other_place, other) = &sheets[(i * 7 + 3) % sheets.len()];
        for beside in [false, true] {
            let (mut draft, second) = (Draft::new(sheet), Draft::new(other));
            let (rows, columns) = if beside { (0, 24) } else { (80, 0) };
            draft.add(&second, rows, columns);
            let found = read(&draft.sheet());
            let expected = [say(&read(sheet).schede[0], &|at| at), say(&read(other).schede[0], &|at| at)];
            assert_eq!(found.schede.len(), 2, "{place} and {other_place}, beside: {beside}");
            let back = |at: CellRef| CellRef::new(at.row0 - rows, at.col0 - columns);
            same_lines(&say(&found.schede[0], &|at| at), &expected[0], &format!("{place}, beside {beside}"));
            same_lines(&say(&found.schede[1], &back), &expected[1], &format!("{other_place}, beside {beside}"));
            assert_ne!(found.schede[0].luogo, found.schede[1].luogo);
        }
    }
}

#[test]
fn what_nobody_claims_is_said() {
    for (place, sheet) in sheets().into_iter().step_by(9) {
        let mut draft = Draft::new(&sheet);
        let at = draft.remark("da rivedere con l'assessore");
        let before = say(&read(&sheet).schede[0], &|at| at);
        let after = read(&draft.sheet());
        assert_eq!(say(&after.schede[0], &|at| at), before, "{place}");
        let said = after.segnalazioni.iter().any(|s| s.codice == "FOG009" && s.luogo.cella == Some(at));
        assert!(said, "{place}: {at}");
        assert!(matches!(draft.sheet().get(at).unwrap().value, CellValue::Text(_)));
    }
}

#[test]
fn another_office_s_habits_are_read_as_a_person_reads_them() {
    let foglio = read(&drawn::sheet(
        "Comune di Prova
         Settore: Lavori pubblici
         Dirigente: | Rossi Mario
         E.Q. | Neri Ugo
         Denominazione obiettivo | Rifare la piazza

         FASI DI ATTUAZIONE
         1. Progetto
         2) Gara

         CRONOPROGRAMMA
         Fase | G | F | M | A | M | G | L | A | S | O | N | D | Target | Gap | Target | Gap
         Fase 1 | 50% | 50% | | | | | | | | | | | 100% | 0% | 100% | 0%
         Fase II | | | | | | | | | | | | 100% | | | 100% | -50%
         Totale | | | | | | | | | | | | | 50% | | 100% |

         INDICATORI DI RISULTATO
         Indicatore | Tipo | Valore atteso | Raggiunto 31/07 | Raggiunto 31/12 | Scost.
         mq rifatti | Quantità | 1000 | 200 | 900 | -100
         costo totale | Costo | € 10.000 | | € 9.500 |
         * valori provvisori

         RISORSE UMANE
         Nominativo | Categoria | %
         Personale tecnico:
         Rossi Mario | Dir. | 30%
         Neri Ugo | D | 70%
         Totale | | 100%

         RISORSE FINANZIARIE
         Voce | Importo
         capitolo 12 | 10000
         Totale | 10000",
    ));
    let s = &foglio.schede[0];
    let i = &s.intestazione;
    let fields = [&i.direzione, &i.dirigente, &i.responsabile, &i.titolo].map(|c| c.testo.as_deref().unwrap());
    assert_eq!(fields, ["Lavori pubblici", "Rossi Mario", "Neri Ugo", "Rifare la piazza"]);
    let fasi: Vec<_> = s
        .fasi
        .iter()
        .map(|f| (f.etichetta.as_str(), f.testo.as_ref().unwrap().valore.as_str(), f.target_lug.punti, f.gap_dic.punti))
        .collect();
    assert_eq!(fasi, [("1", "Progetto", Some(100.0), Some(0.0)), ("II", "Gara", None, Some(-50.0))]);
    assert_eq!(s.fasi[1].mesi[11].punti, Some(100.0));
    let indicatori: Vec<_> = s.indicatori.iter().map(|x| (x.famiglia.as_str(), x.lug.valore, x.dic.valore)).collect();
    assert_eq!(indicatori, [("quantita", Some(200.0), Some(900.0)), ("costo", None, Some(9500.0))]);
    let persone: Vec<_> = s.personale.iter().map(|p| (p.nominativo.valore.as_str(), p.pct.punti)).collect();
    assert_eq!(persone, [("Rossi Mario", Some(30.0)), ("Neri Ugo", Some(70.0))]);
    assert_eq!((s.totale_pct.as_ref().unwrap().valore, s.costo_risorse.as_ref().unwrap().valore), (100.0, 10000.0));
    let ignored: Vec<&str> = foglio.riconoscimento.ignorati.iter().map(|t| t.valore.as_str()).collect();
    assert_eq!(ignored, ["* valori provvisori", "Personale tecnico:"]);
}

#[test]
fn headers_without_rows_between_them_are_read() {
    let header = "Cat. | Cognome e Nome | Note | % Partecipazione\n";
    let fasi = "FASI E TEMPI | Target | Gap | Gennaio\n";
    let foglio = read(&drawn::sheet(&format!(
        "Titolo Obiettivo: | x\nSezione | y\n{}{}{}",
        header.repeat(3),
        fasi.repeat(3),
        header
    )));
    assert!(foglio.schede.iter().all(|s| s.personale.is_empty() && s.fasi.is_empty()));
}
