//! The table of decisions: the atteso and the raggiunto as typed, the value that was read and what was said about it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::decisione::seriale;
use super::*;
use crate::scheda::profile::Profile;
use crate::scheda::{Calendario, Convenzioni, Criteri, Scheda, read};
use crate::segnalazione::Segnalazione;
use crate::workbook::Sheet;

const COSTO: &str = "Indici di costo";
const QUANTITA: &str = "Indici di quantità";

fn text(text: &str) -> CellValue {
    CellValue::Text(text.into())
}

fn criteri(profili: &[Profile], scadenza: Scadenza) -> Criteri<'_> {
    const NESSUNA: &Convenzioni = &Convenzioni { annullata: Vec::new(), attesi: Vec::new() };
    Criteri { profili, scadenza, anno: 2022, calendario: Calendario::default(), convenzioni: NESSUNA }
}

/// A form with one indicator: the family's header, and name, atteso, raggiunto and scostamento of July and December,
/// and a note beside them.
fn modulo(famiglia: &str, riga: &[(u32, CellValue, &str)], scadenza: Scadenza) -> (Scheda, Vec<Segnalazione>) {
    let mut cells = BTreeMap::new();
    let mut put = |row0: u32, col0: u32, value: CellValue, format: &str| {
        cells.insert(CellRef::new(row0, col0), Cell { value, format: format.into(), formula: false });
    };
    put(0, 0, text("INDICATORI DI PERFORMANCE"), "General");
    let header = [
        famiglia,
        "ATTESO",
        "RAGGIUNTO al 31.07.2022",
        "Scost. al 31.07",
        "RAGGIUNTO al 31.12.2022",
        "Scost. al 31.12",
    ];
    for (col0, label) in (0_u32..).zip(header) {
        put(1, col0, text(label), "General");
    }
    for (col0, value, format) in riga {
        put(2, *col0, value.clone(), format);
    }
    put(4, 0, text("PERSONALE COINVOLTO"), "General");
    let sheet = Sheet::new("Scheda".into(), false, cells, Vec::new());
    let crate::scheda::Foglio { mut schede, segnalazioni: found, .. } =
        read("f.xlsx", &sheet, criteri(&Profile::shipped(), scadenza));
    let scheda = schede.pop();
    (scheda.expect("two sections make a scheda"), found)
}

/// Value and codes of the December cell, as `80 su 10 IND004 avviso`.
fn letto(famiglia: &str, nome: &str, atteso: (CellValue, &str), raggiunto: (CellValue, &str)) -> String {
    let riga = [(0, text(nome), "General"), (1, atteso.0, atteso.1), (4, raggiunto.0, raggiunto.1)];
    let (scheda, found) = modulo(famiglia, &riga, Scadenza::Dicembre);
    let dic = &scheda.indicatori[0].dic;
    let mut out = match (dic.valore, dic.denominatore) {
        (Some(valore), Some(below)) => format!("{valore}/{below}"),
        (Some(valore), None) => format!("{valore}"),
        (None, _) if dic.escluso => "escluso".into(),
        (None, _) if dic.illeggibile => "mancante".into(),
        (None, _) => "vuoto".into(),
    };
    assert!(dic.valore.is_none() || !(dic.illeggibile || dic.escluso), "a value, and only a value");
    for s in found {
        let cella = s.luogo.cella.expect("a cell");
        write!(out, " {}@{cella} {}", s.codice, s.gravita.as_str()).expect("a String takes it");
    }
    out
}

#[rustfmt::skip]
#[test]
fn a_raggiunto_is_read_in_the_unit_of_the_atteso() {
    let wrong: Vec<String> = [
        // Percentages.
        ("100%", "95%", "95"), ("100%", "95", "95"), ("100%", "95 %", "95"), ("100%", "0,95", "95"), ("100%", "0", "0"), ("100%", "110%", "110"),
        ("100%", "novanta per cento", "90"), ("100%", "1", "100 IND004@E3 avviso"), ("100%", "-5%", "mancante IND002@E3 errore"), ("100%", "-5", "mancante IND002@E3 errore"),
        ("100%", "7/10", "70 IND004@E3 avviso"), ("100%", "3 eventi", "mancante IND002@E3 errore"), ("100%", "n. 80", "mancante IND002@E3 errore"),
        ("100%", "80 €", "mancante IND002@E3 errore"), ("100%", "sì", "mancante IND002@E3 errore"), ("100%", "2/anno", "mancante IND002@E3 errore"), ("100%", "12,50", "12.5"),
        ("> 70%", "1.234%", "1.234 IND004@E3 avviso"),
        // Counts.
        ("12", "11", "11"), ("12", "undici", "11"), ("12", "n. 11", "11"), ("12", "11 eventi", "11"), ("12", "11,00", "11"), ("almeno due", "2", "2"), ("12", "80%", "mancante IND002@E3 errore"),
        ("12", "€ 800", "mancante IND002@E3 errore"), ("12", "sì", "mancante IND002@E3 errore"), ("12", "7/10", "mancante IND002@E3 errore"), ("3", "3 su 3", "3 IND004@E3 avviso"), ("12", "2/anno", "2"),
        ("12", "40/sett", "mancante IND002@E3 errore"), ("1000", "1.234", "1234 IND004@E3 avviso"), ("1000", "1 234", "1234"), ("5", "tra 5 e 10", "mancante IND002@E3 errore"), ("5", "zero", "0"),
        ("2/anno", "2", "2"), ("2/anno", "2/anno", "2"), ("2/anno", "2 l'anno", "2"), ("2/anno", "40/sett", "mancante IND002@E3 errore"), ("2/anno", "50%", "mancante IND002@E3 errore"),
        ("40/sett", "16", "16"), ("40/sett", "40 a settimana", "40"), ("40/sett", "2/anno", "mancante IND002@E3 errore"), ("40/sett", "3/mese", "mancante IND002@E3 errore"),
        ("nr. 3 (100%)", "nr. 2 (67%)", "2"), ("nr. 3 (100%)", "67%", "2.01"), ("nr. 3 (100%)", "3", "3"), ("nr. 3 (100%)", "67% (2)", "2"), ("100% (n. 3)", "n. 2", "66.666666667"),
        // Amounts.
        ("€ 2.000", "1.500", "1500"), ("€ 2.000", "1.500,00", "1500"), ("€ 2.000", "1500€", "1500"), ("€ 2.000", "- €", "0"), ("€ 2.000", "1,234", "1.234 IND004@E3 avviso"),
        ("€ 2.000", "50%", "mancante IND002@E3 errore"), ("€ 2.000", "3 eventi", "mancante IND002@E3 errore"), ("€ 2.000", "1,5 mln €", "mancante IND002@E3 errore"), ("0 Eur", "0", "0"),
        // Ratios.
        ("7/10", "8", "8/10"), ("7/10", "n. 8", "8/10"), ("7/10", "6 su 10", "6/10"), ("7/10", "6 su 8", "6/8"), ("7/10", "80%", "8/10 IND004@E3 avviso"), ("7/10", "85", "85/10 IND004@E3 avviso"),
        ("7/10", "0,7", "0.7/10 IND004@E3 avviso"), ("7/10", "31/12", "mancante IND003@E3 errore"), ("7/10", "7 ottobre", "mancante IND003@E3 errore"), ("7/10", "44841", "mancante IND003@E3 errore"),
        ("7/10", "-1", "mancante IND002@E3 errore"), ("7/10", "8 €", "mancante IND002@E3 errore"), ("7/10", "sì", "mancante IND002@E3 errore"),
        // Yes and no.
        ("on", "on", "1"), ("si/no", "sì", "1"), ("sì", "SI", "1"), ("fatto", "fatto", "1"), ("on", "no", "0"), ("on", "off", "0"), ("on", "non fatto", "0"), ("on", "si/no", "mancante IND002@E3 errore"),
        ("on", "1", "mancante IND002@E3 errore"), ("on", "100%", "mancante IND002@E3 errore"), ("on", "completato", "mancante IND002@E3 errore"), ("on", "X", "mancante IND002@E3 errore"),
        ("on", "28/04/2022", "mancante IND002@E3 errore"), ("on", "sì, in parte", "mancante IND002@E3 errore"),
        // Nothing, errors, not applicable.
        ("12", "-", "vuoto"), ("12", "//", "vuoto"), ("12", "\u{a0}", "vuoto"), ("12", "in corso", "mancante IND002@E3 errore"), ("12", "n.d.", "mancante IND002@E3 errore"), ("12", "31/12/2022", "mancante IND002@E3 errore"),
        ("12", "-2", "mancante IND002@E3 errore"), ("max 10", "-2", "mancante IND002@E3 errore"), ("5700 €", "-10 €", "mancante IND002@E3 errore"),
        ("12", "#RIF!", "mancante CEL001@E3 errore"), ("12", "n/a", "mancante IND002@E3 errore"), ("12", "non applicabile: bando sospeso", "escluso IND007@E3 nota"),
        // Without an atteso nothing is scored, so nothing is an errore.
        ("-", "40%", "40"), ("", "in corso", "mancante IND002@E3 avviso"), ("da definire", "3", "3 IND008@B3 errore"), ("31/12/2022", "3", "3 IND008@B3 errore"), ("tra 5 e 10", "3", "3 IND008@B3 errore"),
        ("no", "no", "0 IND008@B3 errore"), ("-5", "3", "3 IND008@B3 errore"), ("3/mese", "3", "3 IND008@B3 errore"), ("#N/D", "3", "3 CEL001@B3 errore"), ("n/a", "3", "3 IND008@B3 errore"), ("1.234", "1300", "1300 IND004@B3 avviso"),
    ]
    .into_iter()
    .filter_map(|(atteso, raggiunto, expected)| {
        let found = letto(QUANTITA, "n. eventi", (text(atteso), "General"), (text(raggiunto), "General"));
        (found != expected).then(|| format!("{raggiunto} against {atteso}: {found} instead of {expected}"))
    })
    .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_number_is_read_by_its_format_and_the_unit_of_the_atteso() {
    for (atteso, value, format, expected) in [
        ("100%", 0.95, "0%", "95"),
        ("100%", 95.0, "General", "95"),
        ("100%", 0.95, "General", "95"),
        ("100%", 1.0, "General", "100 IND004@E3 avviso"),
        ("100%", 1.0, "0%", "100"),
        ("100%", 1.05, "0%", "105"),
        ("100%", 1.05, "General", "1.05 IND004@E3 avviso"),
        ("100%", 2.0, "General", "2"),
        ("100%", 0.0, "General", "0"),
        ("100%", -5.0, "General", "mancante IND002@E3 errore"),
        ("100%", -0.05, "0%", "mancante IND002@E3 errore"),
        ("100%", 95.0, "0%", "95 IND004@E3 avviso"),
        ("100%", 95.0, "0\"%\"", "95"),
        ("100%", 40.0, "\"€ \"#,##0", "mancante IND002@E3 errore"),
        ("12", 0.8, "0%", "mancante IND002@E3 errore"),
        ("12", 8.0, "General", "8"),
        ("12", 8.0, "0.00", "8"),
        ("nr. 3 (100%)", 0.67, "0%", "2.01"),
        ("7/10", 8.0, "General", "8/10"),
        ("7/10", 0.8, "0%", "8/10 IND004@E3 avviso"),
        ("7/10", 0.6, "# ?/?", "3/5"),
        ("7/10", 44_841.0, "General", "mancante IND003@E3 errore"),
        ("2.000,00", 1500.0, "#,##0.00", "1500"),
        ("2.000,00", 1500.0, "General", "1500"),
        ("on", 1.0, "General", "mancante IND002@E3 errore"),
    ] {
        let found = letto(QUANTITA, "n. eventi", (text(atteso), "General"), (CellValue::Number(value), format));
        assert_eq!(found, expected, "{value} as {format} against {atteso}");
    }
    for (atteso, value, expected) in [
        ("on", CellValue::Bool(true), "1"),
        ("on", CellValue::Bool(false), "0"),
        ("12", CellValue::Bool(true), "mancante IND002@E3 errore"),
        ("12", CellValue::Uncalculated, "mancante CEL002@E3 errore"),
        ("12", CellValue::Error("#DIV/0!".into()), "mancante CEL001@E3 errore"),
        ("7/10", CellValue::Date(jiff::civil::date(2022, 10, 7)), "mancante IND003@E3 errore"),
        ("100%", CellValue::Date(jiff::civil::date(2022, 10, 7)), "mancante IND003@E3 errore"),
        ("12", CellValue::Date(jiff::civil::date(2022, 10, 7)), "mancante IND002@E3 errore"),
    ] {
        let found = letto(QUANTITA, "n. eventi", (text(atteso), "General"), (value.clone(), "General"));
        assert_eq!(found, expected, "{value:?} against {atteso}");
    }
}

#[test]
fn a_cost_in_euro_answers_a_bare_number() {
    let euro = |famiglia, atteso| letto(famiglia, "materiali", (text(atteso), "General"), (text("800 €"), "General"));
    assert_eq!(euro(COSTO, "1000"), "800 IND004@E3 avviso");
    assert_eq!(euro(COSTO, "n. 1000"), "mancante IND002@E3 errore");
    assert_eq!(euro(QUANTITA, "1000"), "mancante IND002@E3 errore");
}

#[test]
fn a_bare_atteso_beside_a_name_in_percent_is_a_percentage() {
    let found = |nome, atteso: f64, format: &'static str| {
        letto(QUANTITA, nome, (CellValue::Number(atteso), format), (CellValue::Number(0.85), "0%"))
    };
    assert_eq!(found("% gradimento", 70.0, "General"), "85 IND004@B3 avviso");
    assert_eq!(found("Percentuale di gradimento", 0.7, "General"), "85 IND004@B3 avviso");
    assert_eq!(found("% gradimento", 0.7, "0%"), "85");
    assert_eq!(found("gradimento", 70.0, "0%"), "85 IND004@B3 avviso");
    assert_eq!(found("gradimento", 70.0, "General"), "mancante IND002@E3 errore");
}

#[test]
fn the_ratio_that_a_date_was_is_told_by_the_denominator_expected() {
    for (giorno, mese, anno, below, ratio) in [
        (7, 10, 2022, Some(10.0), (7, 10)),
        (10, 7, 2022, Some(10.0), (7, 10)),
        (3, 3, 2022, Some(3.0), (3, 3)),
        (1, 7, 1940, Some(40.0), (7, 40)),
        (1, 3, 2015, Some(15.0), (3, 15)),
        (7, 10, 2022, Some(8.0), (7, 10)),
        (7, 10, 2022, None, (7, 10)),
    ] {
        assert_eq!(era_un_rapporto(Data { giorno, mese, anno: Some(anno) }, below), ratio, "{giorno}/{mese}/{anno}");
    }
    assert_eq!(seriale(44_841.0).map(|d| (d.giorno, d.mese, d.anno)), Some((7, 10, Some(2022))));
    assert_eq!((seriale(12.0), seriale(44_841.5), seriale(f64::NAN)), (None, None, None));
}

#[test]
fn a_reason_beside_counts_only_where_reasons_stand() {
    let found = |more: (u32, &str)| {
        let riga = [
            (0, text("n. eventi"), "General"),
            (1, text("7 su 10"), "General"),
            (2, text("n/a"), "General"),
            (more.0, text(more.1), "General"),
        ];
        let (scheda, found) = modulo(QUANTITA, &riga, Scadenza::Luglio);
        let codes: Vec<_> = found.iter().map(|s| s.codice.sigla).collect();
        (scheda.indicatori[0].lug.escluso, codes)
    };
    assert_eq!(found((3, "bando sospeso")), (true, vec!["IND007"]), "in the column of its deviation");
    assert_eq!(found((6, "bando sospeso")), (true, vec!["IND007"]), "right of the table");
    assert_eq!(found((3, "-3")), (false, vec!["IND002"]), "a number is no reason");
    assert_eq!(found((6, "OK")), (false, vec!["IND002"]), "nor is a mark");
    assert_eq!(found((4, "6 su 10")), (false, vec!["IND002"]), "nor is the value of December");
}

#[test]
fn only_the_cells_of_the_checkpoint_make_errori() {
    let riga = [
        (0, text("n. eventi"), "General"),
        (1, text("12"), "General"),
        (2, text("in corso"), "General"),
        (4, text("in corso"), "General"),
    ];
    for scadenza in [Scadenza::Luglio, Scadenza::Dicembre] {
        let (_, found) = modulo(QUANTITA, &riga, scadenza);
        let errori: Vec<_> = found.iter().map(|s| s.gravita).collect();
        let (errore, avviso) = (Gravita::Errore, Gravita::Avviso);
        let expected = if scadenza == Scadenza::Luglio { [errore, avviso] } else { [avviso, errore] };
        assert_eq!(errori, expected);
    }
}

#[test]
fn a_deviation_is_read_in_the_unit_of_the_atteso() {
    for (atteso, value, format, expected) in [
        ("100%", CellValue::Number(-0.05), "0%", "-5"),
        ("100%", CellValue::Number(-0.05), "General", "-5"),
        ("100%", CellValue::Number(-5.0), "General", "-5"),
        ("100%", text("-5%"), "General", "-5"),
        ("100%", text("(5%)"), "General", "-5"),
        ("12", CellValue::Number(-2.0), "General", "-2"),
        ("12", text("2-"), "General", "-2"),
        ("12", text("-"), "General", "-"),
        ("12", CellValue::Number(-0.2), "0%", "-"),
        ("12", text("in ritardo"), "General", "- FOG009"),
        ("12", text("#RIF!"), "General", "- CEL001"),
        ("12", CellValue::Uncalculated, "General", "- CEL002"),
    ] {
        let riga = [
            (0, text("n. eventi"), "General"),
            (1, text(atteso), "General"),
            (4, text("10"), "General"),
            (5, value.clone(), format),
        ];
        let (scheda, found) = modulo(QUANTITA, &riga, Scadenza::Dicembre);
        let mut out = scheda.indicatori[0].dic.scostamento.as_ref().map_or("-".into(), |s| format!("{}", s.valore));
        for s in found {
            assert_ne!(s.gravita, Gravita::Errore, "a deviation is not scored");
            write!(out, " {}", s.codice).expect("a String takes it");
        }
        assert_eq!(out, expected, "{value:?} against {atteso}");
    }
}
