//! What clerks do to a form, one habit after the other: each reads as a person reads it, or is said at its cell.

#![allow(clippy::unwrap_used, reason = "a test stops where an expectation fails")]

#[path = "support/drawn.rs"]
mod drawn;

use traguardo::scheda::profile::Profile;
use traguardo::scheda::{self, Calendario, Convenzioni, Criteri, Percentuale, Raggiunto, Scadenza, Scheda};
use traguardo::workbook::Sheet;

/// A form as it should be.
const MODULO: &str = "DIREZIONE | Cultura
DIRIGENTE | Rossi Ada
TITOLO OBIETTIVO | Biblioteca

DESCRIZIONE DELLE FASI
1 | Studio
2 | Gara
3 | Lavori

CRONOPROGRAMMA 2022
FASI E TEMPI | Gen | Feb | Mar | Apr | Mag | Giu | Lug | Ago | Set | Ott | Nov | Dic | % Target 31/07 | % Gap 31/07 | % Target 31/12 | % Gap 31/12
1 | 50% | | | | | | 50% | | | | | | 100% | 0% | 100% | 0%
2 | | | | | | 40% | | | | | | 60% | 40% | -10% | 100% | -20%
3 | | | | | | | | | | | | 100% | 0% | | 100% | 0%

INDICATORI DI PERFORMANCE
Indici di quantità | ATTESO | RAGGIUNTO 31/07 | SCOST. 31/07 | RAGGIUNTO 31/12 | SCOST. 31/12
n. prestiti | 1000 | 400 | -600 | 900 | -100
% soddisfatti | 80% | 70% | -10% | 80% | 0%

PERSONALE COINVOLTO
Cat. | Cognome e Nome | Note | % Partecipazione
D | Neri Ugo | | 60%
C | Verdi Ivo | | 40%

RISORSE UTILIZZATE
Tipologia | Descrizione | Costo
capitolo 12 | libri | 5000
COSTO RISORSE | | 5000";

/// All that a sheet says, a line a fact, and what is wrong with it, with its cell.
fn righe(sheet: &Sheet) -> Vec<String> {
    let profili = Profile::shipped();
    let (scadenza, calendario) = (Scadenza::Dicembre, Calendario::default());
    let criteri = Criteri { profili: &profili, scadenza, anno: 2022, calendario, convenzioni: &Convenzioni::default() };
    let foglio = scheda::read("f.xlsx", sheet, criteri);
    let mut lines: Vec<String> = foglio.schede.iter().flat_map(fatti).collect();
    let place = |s: &traguardo::segnalazione::Segnalazione| s.luogo.cella.map_or("foglio".into(), |at| at.to_string());
    let mut said: Vec<String> =
        foglio.segnalazioni.iter().map(|s| format!("{} {} {}", s.codice, place(s), s.gravita.as_str())).collect();
    said.sort();
    lines.extend(said);
    lines
}

fn fatti(s: &Scheda) -> Vec<String> {
    let mut lines = vec![format!("anno {}", s.anno.map_or("-".into(), |anno| anno.to_string()))];
    for (nome, _, campo) in s.intestazione.campi() {
        lines.extend(campo.testo.as_ref().map(|testo| format!("{nome} {testo}")));
    }
    let pct = |p: &Percentuale| p.punti.map_or("-".into(), |v| v.to_string());
    for f in &s.fasi {
        let mesi = f.mesi.iter().zip(1..).filter_map(|(p, m)| Some(format!(" {m}={}", p.punti?))).collect::<String>();
        let testo = f.testo.as_ref().map_or("-", |t| &t.valore);
        let annullata = f.annullata.map_or(String::new(), |at| format!(" annullata {at}"));
        let lug = pct(&f.target_lug) + &pct(&f.gap_lug);
        let dic = pct(&f.target_dic) + &pct(&f.gap_dic);
        lines.push(format!("fase {} {testo}:{mesi} lug {lug} dic {dic}{annullata}", f.etichetta));
    }
    let value = |r: &Raggiunto| match (r.valore, r.denominatore) {
        (Some(v), Some(d)) => format!("{v}/{d}"),
        (Some(v), None) => v.to_string(),
        _ => "-".into(),
    };
    for i in &s.indicatori {
        let atteso = i.atteso.map_or("-".into(), |a| {
            let below = a.denominatore.map_or(String::new(), |d| format!("/{d}"));
            format!("{}{below} {}", a.valore, a.unita.as_str())
        });
        lines.push(format!("indicatore {}: {atteso} lug {} dic {}", i.nome.valore, value(&i.lug), value(&i.dic)));
    }
    for p in &s.personale {
        let note = p.note.as_ref().map_or(String::new(), |n| format!(" [{}]", n.valore));
        lines.push(format!(
            "persona {} {} {}{note}",
            p.nominativo.valore,
            p.categoria.as_deref().unwrap_or("-"),
            pct(&p.pct)
        ));
    }
    for r in &s.risorse {
        lines.push(format!(
            "risorsa {} {}",
            r.descrizione.as_deref().unwrap_or("-"),
            r.costo.map_or("-".into(), |c| c.to_string())
        ));
    }
    lines.push(format!("totale risorse {}", s.costo_risorse.as_ref().map_or("-".into(), |c| c.valore.to_string())));
    lines
}

/// Requires that a form changed in some places says what the form says, but for the lines that go (`-`) and come (`+`).
#[track_caller]
fn cambia(what: &str, changes: &[(&str, &str)], expected: &[&str]) {
    let before = righe(&drawn::sheet(MODULO));
    let mut text = MODULO.to_owned();
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "{what}: «{from}» should stand once in the form");
        text = text.replace(from, to);
    }
    let after = righe(&drawn::sheet(&text));
    let less = |a: &[String], b: &[String], sign: &str| {
        a.iter().filter(|line| !b.contains(line)).map(|line| format!("{sign} {line}")).collect::<Vec<_>>()
    };
    let found: Vec<String> = [less(&before, &after, "-"), less(&after, &before, "+")].concat();
    assert_eq!(found, expected, "{what}");
}

#[test]
fn the_form_as_it_should_be_says_everything_and_raises_nothing() {
    assert_eq!(
        righe(&drawn::sheet(MODULO)),
        [
            "anno 2022",
            "direzione Cultura",
            "dirigente Rossi Ada",
            "titolo Biblioteca",
            "fase 1 Studio: 1=50 7=50 lug 1000 dic 1000",
            "fase 2 Gara: 6=40 12=60 lug 40-10 dic 100-20",
            "fase 3 Lavori: 12=100 lug 0- dic 1000",
            "indicatore n. prestiti: 1000 n lug 400 dic 900",
            "indicatore % soddisfatti: 80 % lug 70 dic 80",
            "persona Neri Ugo D 60",
            "persona Verdi Ivo C 40",
            "risorsa libri 5000",
            "totale risorse 5000",
        ]
    );
}

#[test]
fn labels_share_their_cell_with_the_mark_of_none() {
    cambia("nobody", &[("DIRIGENTE | Rossi Ada", "DIRIGENTE: //")], &["- dirigente Rossi Ada", "+ dirigente //"]);
    cambia("a line to write on", &[("DIRIGENTE | Rossi Ada", "DIRIGENTE: ____ | Rossi Ada")], &[]);
}

#[test]
fn a_number_of_the_obiettivo_is_not_its_title() {
    cambia("above the title", &[("TITOLO OBIETTIVO |", "N. OBIETTIVO | 3\nTITOLO OBIETTIVO |")], &[]);
    cambia("with a sign", &[("TITOLO OBIETTIVO |", "Nº OBIETTIVO | 3\nTITOLO OBIETTIVO |")], &[]);
}

#[test]
fn a_list_of_phases_without_its_title_is_told_by_its_numbers() {
    cambia("numbered", &[("DESCRIZIONE DELLE FASI\n", "")], &["+ FOG009 A5 nota"]);
    cambia(
        "not numbered",
        &[("DESCRIZIONE DELLE FASI\n1 | Studio\n2 | Gara\n3 | Lavori\n", "Studio\nGara\nLavori\n")],
        &[
            "- fase 1 Studio: 1=50 7=50 lug 1000 dic 1000",
            "- fase 2 Gara: 6=40 12=60 lug 40-10 dic 100-20",
            "- fase 3 Lavori: 12=100 lug 0- dic 1000",
            "+ fase 1 -: 1=50 7=50 lug 1000 dic 1000",
            "+ fase 2 -: 6=40 12=60 lug 40-10 dic 100-20",
            "+ fase 3 -: 12=100 lug 0- dic 1000",
            "+ FOG009 A5 nota",
            "+ FOG009 A6 nota",
            "+ FOG009 A7 nota",
        ],
    );
}

#[test]
fn a_remark_beside_a_phase_is_not_its_description() {
    cambia(
        "in a column further right",
        &[("2 | Gara", "2 | | | | da concordare con il settore")],
        &[
            "- fase 2 Gara: 6=40 12=60 lug 40-10 dic 100-20",
            "+ fase 2 -: 6=40 12=60 lug 40-10 dic 100-20",
            "+ FOG009 E7 nota",
        ],
    );
}

#[test]
fn a_table_without_its_header_is_told_by_its_content_or_said() {
    cambia("people", &[("Cat. | Cognome e Nome | Note | % Partecipazione\n", "")], &["+ FOG009 A21 nota"]);
    cambia(
        "indicators",
        &[("Indici di quantità | ATTESO | RAGGIUNTO 31/07 | SCOST. 31/07 | RAGGIUNTO 31/12 | SCOST. 31/12\n", "")],
        &[
            "- indicatore n. prestiti: 1000 n lug 400 dic 900",
            "- indicatore % soddisfatti: 80 % lug 70 dic 80",
            "+ FOG003 A16 errore",
            "+ FOG009 A17 nota",
            "+ FOG009 A18 nota",
        ],
    );
}

#[test]
fn columns_without_a_date_are_said() {
    cambia(
        "a lone one",
        &[
            (" | RAGGIUNTO 31/07 | SCOST. 31/07 | RAGGIUNTO 31/12 | SCOST. 31/12", " | RAGGIUNTO"),
            ("| 1000 | 400 | -600 | 900 | -100", "| 1000 | 900"),
            ("| 80% | 70% | -10% | 80% | 0%", "| 80% | 80%"),
        ],
        &[
            "- indicatore n. prestiti: 1000 n lug 400 dic 900",
            "- indicatore % soddisfatti: 80 % lug 70 dic 80",
            "+ indicatore n. prestiti: 1000 n lug - dic 900",
            "+ indicatore % soddisfatti: 80 % lug - dic 80",
            "+ FOG009 C17 nota",
        ],
    );
}

#[test]
fn a_reference_beside_a_value_leaves_it_and_is_said() {
    for typed in ["900 (vedi allegato)", "900, cfr. relazione prot. 12"] {
        cambia(typed, &[("| 900 |", &format!("| {typed} |"))], &["+ IND004 E18 avviso"]);
    }
    for typed in ["circa 900", "900 circa", "900 (stima)"] {
        cambia(
            typed,
            &[("| 900 |", &format!("| {typed} |"))],
            &[
                "- indicatore n. prestiti: 1000 n lug 400 dic 900",
                "+ indicatore n. prestiti: 1000 n lug 400 dic -",
                "+ IND002 E18 errore",
            ],
        );
    }
}

#[test]
fn a_hidden_sheet_is_said_with_the_way_to_show_it() {
    let advice = |very: bool| {
        let mut sheet = drawn::sheet(MODULO);
        (sheet.hidden, sheet.very_hidden) = (true, very);
        let profili = Profile::shipped();
        let (scadenza, calendario) = (Scadenza::Dicembre, Calendario::default());
        let criteri =
            Criteri { profili: &profili, scadenza, anno: 2022, calendario, convenzioni: &Convenzioni::default() };
        let foglio = scheda::read("f.xlsx", &sheet, criteri);
        assert!(foglio.schede.is_empty());
        let [said] = &foglio.segnalazioni[..] else { panic!("{:?}", foglio.segnalazioni) };
        assert_eq!(said.codice, "FOG004");
        said.rimedio.clone()
    };
    assert!(advice(false).contains("Scopri"));
    assert!(advice(true).contains("Alt+F11") && !advice(true).contains("Scopri"), "no menu shows it");
}

#[test]
fn percentages_are_typed_in_many_ways() {
    for typed in ["'80 %", "'80,0%", "0.8", "ottanta", "ottanta per cento", "80"] {
        cambia(typed, &[("-10% | 80% | 0%", &format!("-10% | {typed} | 0%"))], &[]);
    }
    for (typed, code) in [("cento", "P13"), ("'100 %", "P13"), ("100", "P13"), ("1", "P13")] {
        let expected = [format!("+ FAS008 {code} avviso")];
        cambia(typed, &[("-10% | 100% | -20%", &format!("-10% | {typed} | -20%"))], &[&expected[0]]);
    }
}

#[test]
fn two_values_in_a_cell_are_none() {
    for typed in ["900 prestiti e 40 incontri", "900⏎40", "900-950"] {
        cambia(
            typed,
            &[("| 900 |", &format!("| {typed} |"))],
            &[
                "- indicatore n. prestiti: 1000 n lug 400 dic 900",
                "+ indicatore n. prestiti: 1000 n lug 400 dic -",
                "+ IND002 E18 errore",
            ],
        );
    }
}

#[test]
fn a_yes_or_a_no_with_a_comment_is_one_only_where_the_comment_changes_nothing() {
    for (typed, value, said) in [
        ("SI", "1", None),
        ("Sì.", "1", None),
        ("SI (vedi relazione)", "1", Some("IND004 E19 avviso")),
        ("NO", "0", None),
        ("SI, ma in ritardo", "-", Some("IND002 E19 errore")),
        ("NO per mancanza di fondi", "-", Some("IND002 E19 errore")),
        ("X", "-", Some("IND002 E19 errore")),
    ] {
        let line = format!("relazione | SI | NO | | {typed} |");
        let new = format!("+ indicatore relazione: 1 si/no lug 0 dic {value}");
        let said = said.map(|code| format!("+ {code}"));
        let mut expected = vec!["- indicatore % soddisfatti: 80 % lug 70 dic 80", &new];
        expected.extend(said.as_deref());
        cambia(typed, &[("% soddisfatti | 80% | 70% | -10% | 80% | 0%", &line)], &expected);
    }
}

#[test]
fn a_date_is_no_target() {
    cambia(
        "in both",
        &[("% soddisfatti | 80% | 70% | -10% | 80% | 0%", "relazione | entro il 31/12/2022 | | | 15/11/2022 |")],
        &[
            "- indicatore % soddisfatti: 80 % lug 70 dic 80",
            "+ indicatore relazione: - lug - dic -",
            "+ IND002 E19 avviso",
            "+ IND008 B19 errore",
        ],
    );
}

#[test]
fn a_phase_stands_on_one_row() {
    for label in ["", "^"] {
        cambia(
            label,
            &[(
                "2 | | | | | | 40% | | | | | | 60%",
                &format!(
                    "2 | | | | | | 30% | | | | | | 60% | 40% | -10% | 100% | -20%\n{label} | | | | | | 10% | | | | | | "
                ),
            )],
            &[
                "- fase 2 Gara: 6=40 12=60 lug 40-10 dic 100-20",
                "+ fase 2 Gara: 6=30 12=60 lug 40-10 dic 100-20",
                "+ FAS006 G14 avviso",
            ],
        );
    }
}

#[test]
fn sums_between_the_rows_are_nobody_s() {
    cambia(
        "of phases",
        &[("3 | | | | | | | | | | | | 100%", "Subtotale | 50% | | | | | 40%\n3 | | | | | | | | | | | | 100%")],
        &[],
    );
    cambia("of people", &[("C | Verdi Ivo", "Subtotale | | | 60%\nC | Verdi Ivo")], &[]);
    cambia("of costs", &[("COSTO RISORSE", "Subtotale | | 5000\nCOSTO RISORSE")], &[]);
}

#[test]
fn phases_pasted_from_a_document_stand_in_one_cell() {
    cambia("numbered", &[("1 | Studio\n2 | Gara\n3 | Lavori", "1. Studio⏎2. Gara⏎3. Lavori")], &[]);
    cambia("with bullets", &[("1 | Studio\n2 | Gara\n3 | Lavori", "• Studio⏎• Gara⏎• Lavori")], &[]);
    cambia("with bullets, a row each", &[("1 | Studio\n2 | Gara\n3 | Lavori", "• Studio\n• Gara\n• Lavori")], &[]);
    cambia(
        "on two lines",
        &[("1 | Studio\n2 | Gara\n3 | Lavori", "1. Studio⏎di fattibilità⏎2. Gara⏎3. Lavori")],
        &[
            "- fase 1 Studio: 1=50 7=50 lug 1000 dic 1000",
            "+ fase 1 Studio di fattibilità: 1=50 7=50 lug 1000 dic 1000",
        ],
    );
}

#[test]
fn text_where_a_gap_is_due_is_missing_and_said() {
    cambia(
        "in words",
        &[("| 100% | 0% | 100% | 0%", "| 100% | in linea | 100% | in linea")],
        &[
            "- fase 1 Studio: 1=50 7=50 lug 1000 dic 1000",
            "+ fase 1 Studio: 1=50 7=50 lug 100- dic 100-",
            "+ FAS002 Q12 errore",
            "+ FAS008 O12 avviso",
        ],
    );
}

/// The cronoprogramma of the form.
const CALENDARIO: &str = "FASI E TEMPI | Gen | Feb | Mar | Apr | Mag | Giu | Lug | Ago | Set | Ott | Nov | Dic | % Target 31/07 | % Gap 31/07 | % Target 31/12 | % Gap 31/12
1 | 50% | | | | | | 50% | | | | | | 100% | 0% | 100% | 0%
2 | | | | | | 40% | | | | | | 60% | 40% | -10% | 100% | -20%
3 | | | | | | | | | | | | 100% | 0% | | 100% | 0%
";

/// The same table with the months below each other.
const IN_PIEDI: &str = "MESI | Fase 1 | Fase 2 | Fase 3
Gen | 50% | |\nFeb | | |\nMar | | |\nApr | | |\nMag | | |\nGiu | | 40% |\nLug | 50% | |\nAgo | | |\nSet | | |\nOtt | | |\nNov | | |\nDic | | 60% | 100%
% Target 31/07 | 100% | 40% | 0%\n% Gap 31/07 | 0% | -10% |\n% Target 31/12 | 100% | 100% | 100%\n% Gap 31/12 | 0% | -20% | 0%
";

/// What holds of all drawings of the form whose later rows have moved.
fn senza_posti(lines: Vec<String>) -> Vec<String> {
    let place = |line: String| match line.split(' ').collect::<Vec<_>>()[..] {
        [codice, _, gravita] if codice.len() == 6 && codice.ends_with(|c: char| c.is_ascii_digit()) => {
            format!("{codice} {gravita}")
        }
        _ => line,
    };
    lines.into_iter().map(place).collect()
}

/// What changes in the form when its cronoprogramma is another one.
#[track_caller]
fn col_cronoprogramma(table: &str, expected: &[&str]) {
    assert_eq!(MODULO.matches(CALENDARIO).count(), 1);
    let before = senza_posti(righe(&drawn::sheet(MODULO)));
    let after = senza_posti(righe(&drawn::sheet(&MODULO.replace(CALENDARIO, table))));
    let less = |a: &[String], b: &[String], sign: &str| {
        a.iter().filter(|line| !b.contains(line)).map(|line| format!("{sign} {line}")).collect::<Vec<_>>()
    };
    assert_eq!([less(&before, &after, "-"), less(&after, &before, "+")].concat(), expected, "{table}");
}

#[test]
fn months_may_be_rows_and_phases_columns() {
    col_cronoprogramma(IN_PIEDI, &["+ FOG009 nota"]);
    for (from, to) in [
        ("MESI |", "FASI E TEMPI |"),
        ("MESI |", " |"),
        ("Fase 1 | Fase 2 | Fase 3", "1 | 2 | 3"),
        ("Fase 1 | Fase 2 | Fase 3", "Fase 1 | Fase 2 | Fase 3 | Totale"),
        ("Fase 1 | Fase 2 | Fase 3", "1. Studio | 2. Gara | 3. Lavori"),
        ("\n% Target 31/07", "\n\n% Target 31/07"),
    ] {
        assert_eq!(IN_PIEDI.matches(from).count(), 1);
        col_cronoprogramma(&IN_PIEDI.replace(from, to), &["+ FOG009 nota"]);
    }
}

#[test]
fn a_phase_may_have_a_target_for_each_month_only_where_they_grow() {
    let mut table =
        "Mese | Fase 1 | < | Fase 2 | < | Fase 3 | <\n | Target | Gap | Target | Gap | Target | Gap\n".to_owned();
    let months = ["Gen", "Feb", "Mar", "Apr", "Mag", "Giu", "Lug", "Ago", "Set", "Ott", "Nov", "Dic"];
    for (i, month) in months.iter().enumerate() {
        let (first, second, third) = (
            if i < 6 { "50% | 0%" } else { "100% | 0%" },
            match i {
                0..5 => "0% | 0%",
                5..11 => "40% | -10%",
                _ => "100% | -20%",
            },
            if i < 11 { "0% |" } else { "100% | 0%" },
        );
        table.extend([month, " | ", first, " | ", second, " | ", third, "\n"]);
    }
    col_cronoprogramma(
        &table,
        &[
            "- fase 1 Studio: 1=50 7=50 lug 1000 dic 1000",
            "- fase 2 Gara: 6=40 12=60 lug 40-10 dic 100-20",
            "- fase 3 Lavori: 12=100 lug 0- dic 1000",
            "+ fase 1 Studio: lug 1000 dic 1000",
            "+ fase 2 Gara: lug 40-10 dic 100-20",
            "+ fase 3 Lavori: lug 0- dic 1000",
            "+ FOG009 nota",
        ],
    );
    // Shares of single months have gaps of nobody knows what.
    let shares = table.replace("Dic | 100% | 0%", "Dic | 10% | 0%");
    let sheet = drawn::sheet(&MODULO.replace(CALENDARIO, &shares));
    assert!(righe(&sheet).iter().any(|line| line.starts_with("FOG003") && line.ends_with("errore")));
}

#[test]
fn quarters_are_due_at_their_end() {
    let table = "FASI E TEMPI | I trim. | II trim. | III trim. | IV trim. | % Target 31/07 | % Gap 31/07 | % Target 31/12 | % Gap 31/12
1 | 50% | | 50% | | | 0% | | 0%
2 | | 40% | | 60% | 40% | -10% | 100% | -20%
3 | | | | 100% | 0% | | 100% | 0%
";
    let expected = [
        "- fase 1 Studio: 1=50 7=50 lug 1000 dic 1000",
        "- fase 3 Lavori: 12=100 lug 0- dic 1000",
        "+ fase 1 Studio: 3=50 9=50 lug -0 dic -0",
        "+ fase 3 Lavori: 12=100 lug 0- dic 1000",
        "+ FOG009 nota",
    ];
    let expected = [expected[0], expected[2], expected[4]];
    for names in [
        "I trim. | II trim. | III trim. | IV trim.",
        "1° trimestre | 2° trimestre | 3° trimestre | 4° trimestre",
        "Primo Trimestre 2022 | Secondo Trimestre 2022 | Terzo Trimestre 2022 | Quarto Trimestre 2022",
        "gen-mar | apr-giu | lug-set | ott-dic",
        "Gennaio⏎Marzo | Aprile⏎Giugno | Luglio⏎Settembre | Ottobre⏎Dicembre",
        "T1 | T2 | T3 | T4",
    ] {
        col_cronoprogramma(&table.replace("I trim. | II trim. | III trim. | IV trim.", names), &expected);
    }
    let rows = "MESI | Fase 1 | Fase 2 | Fase 3
I trim. | 50% | |\nII trim. | | 40% |\nIII trim. | 50% | |\nIV trim. | | 60% | 100%
% Target 31/07 | | 40% | 0%\n% Gap 31/07 | 0% | -10% |\n% Target 31/12 | | 100% | 100%\n% Gap 31/12 | 0% | -20% | 0%
";
    col_cronoprogramma(rows, &expected);
}

/// The lines of the form, each with some cells before it.
fn spostato(text: &str, columns: usize) -> Vec<String> {
    text.lines().map(|line| if line.is_empty() { String::new() } else { " |".repeat(columns) + line }).collect()
}

#[test]
fn schede_beside_each_other_may_begin_in_other_rows() {
    for (down, gap) in [(0, 1), (1, 1), (3, 2), (0, 0)] {
        let width = MODULO.lines().map(|line| line.split('|').count()).max().unwrap();
        let mut left: Vec<String> = MODULO.lines().map(str::to_owned).collect();
        let right = MODULO.replace("Biblioteca", "Museo").replace("900", "700");
        let right = [vec![String::new(); down], right.lines().map(str::to_owned).collect()].concat();
        left.resize(right.len(), String::new());
        let both: Vec<String> = left
            .iter()
            .zip(&right)
            .map(|(left, right)| format!("{left}{}{right}", " |".repeat(width + gap - left.matches('|').count())))
            .collect();
        let lines = righe(&drawn::sheet(&both.join("\n")));
        let (first, second): (Vec<String>, Vec<String>) =
            (righe(&drawn::sheet(MODULO)), righe(&drawn::sheet(&right.join("\n"))));
        assert_eq!(lines, [first, second].concat(), "{down} {gap}");
    }
}

#[test]
fn the_title_of_a_section_may_stand_on_the_left_of_it() {
    let mut text = spostato(MODULO, 1);
    for (title, below) in [
        ("DESCRIZIONE DELLE FASI", 2),
        ("CRONOPROGRAMMA 2022", 3),
        ("INDICATORI DI PERFORMANCE", 2),
        ("PERSONALE COINVOLTO", 2),
    ] {
        for merged in [true, false] {
            let at = text.iter().position(|line| line.ends_with(title)).unwrap();
            let mut lines = text.clone();
            lines.remove(at);
            lines[at] = title.to_owned() + lines[at].trim_start();
            for line in lines.iter_mut().skip(at + 1).take(below).filter(|_| merged) {
                *line = format!("<{}", line.trim_start()).replacen('<', "^", 1);
            }
            let (found, expected) = (righe(&drawn::sheet(&lines.join("\n"))), righe(&drawn::sheet(MODULO)));
            assert_eq!(found, expected, "{title} {merged}");
            if merged {
                text = lines;
                break;
            }
        }
    }
}

#[test]
fn headers_printed_again_do_not_end_a_scheda() {
    let header = "Cat. | Cognome e Nome | Note | % Partecipazione\n";
    let again = MODULO.replace("C | Verdi Ivo", &format!("{header}C | Verdi Ivo"));
    let other = again.replace("Biblioteca", "Museo");
    let lines = righe(&drawn::sheet(&format!("{again}\n\n{other}")));
    let one = righe(&drawn::sheet(MODULO));
    let two: Vec<String> = one.iter().map(|line| line.replace("Biblioteca", "Museo")).collect();
    assert_eq!(lines, [one, two].concat());
}

#[test]
fn a_word_above_the_cronoprogramma_is_none_of_its_labels() {
    cambia("a unit", &[("3 | Lavori\n\nCRONO", "3 | Lavori\n | | n. | 4\nCRONO")], &[]);
}

#[test]
fn a_form_parted_over_two_sheets_is_said() {
    let at = MODULO.find("PERSONALE").unwrap();
    let (first, second) = MODULO.split_at(at);
    let profili = Profile::shipped();
    let (scadenza, calendario) = (Scadenza::Dicembre, Calendario::default());
    let criteri = Criteri { profili: &profili, scadenza, anno: 2022, calendario, convenzioni: &Convenzioni::default() };
    let read = |text: &str, name: &str| {
        let mut sheet = drawn::sheet(text);
        name.clone_into(&mut sheet.name);
        scheda::read("f.xlsx", &sheet, criteri)
    };
    let said = |after: &str, name: &str| {
        let said = scheda::seguito(&read(first, "OB 3"), &read(after, name));
        said.map(|s| format!("{} {} {}", s.codice.sigla, s.gravita.as_str(), s.luogo))
    };
    let expected = |name: &str| Some(format!("FOG003 errore f.xlsx › {name}"));
    assert_eq!(said(second, "Personale"), expected("Personale"));
    // Of a sheet with one part alone its name must say so.
    let people = second.split("RISORSE").next().unwrap();
    assert_eq!(said(people, "OB 3 (segue)"), expected("OB 3 (segue)"));
    assert_eq!(said(people, "Elenco"), None);
    assert_eq!(said(MODULO, "OB 4"), None);
    let titled = format!("TITOLO OBIETTIVO | Museo\n\n{second}");
    assert_eq!(said(&titled, "OB 4"), None);
}

#[test]
fn the_foot_of_the_form_is_nobody_s() {
    for foot in
        ["Data | 15/01/2023", "Data | | | 15/01/2023", "Luogo e data | 15/01/2023 | | Il Dirigente", "15/01/2023"]
    {
        cambia(foot, &[("C | Verdi Ivo | | 40%\n", &format!("C | Verdi Ivo | | 40%\n{foot}\n"))], &[]);
    }
}

#[test]
fn lists_to_choose_from_are_no_values() {
    let mut lines: Vec<String> = MODULO.lines().map(str::to_owned).collect();
    lines[1] = "DIRIGENTE".to_owned();
    for (line, word) in lines.iter_mut().zip(["SI", "NO", "gennaio", "febbraio"]) {
        let cells = line.matches('|').count();
        *line = format!("{line}{}{word}", " |".repeat(24 - cells));
    }
    let lines = righe(&drawn::sheet(&lines.join("\n")));
    assert!(!lines.iter().any(|line| line.starts_with("dirigente")), "{lines:#?}");
}

#[test]
fn what_stands_beside_or_below_a_field_is_said() {
    cambia("another name", &[("DIRIGENTE | Rossi Ada", "DIRIGENTE | Rossi Ada | Bianchi Eva")], &["+ FOG009 C2 nota"]);
    cambia("the second line of a title", &[("| Biblioteca\n", "| Biblioteca\n | comunale")], &["+ FOG009 B4 nota"]);
    cambia("a number right of a table", &[("| 900 | -100", "| 900 | -100 | | 950")], &["+ FOG009 H18 nota"]);
}
