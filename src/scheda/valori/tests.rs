//! The table of examples, and what holds for any text.

use proptest::prelude::*;

use super::*;
use crate::italian;

fn say(lettura: &Lettura) -> String {
    fn misura(m: &Misura) -> String {
        let under = m.denominatore.map_or(String::new(), |d| format!("/{d}"));
        let other = m.altra.map_or(String::new(), |a| format!(" o {a}"));
        let unit = if m.nuda { format!("[{}]", m.unita.as_str()) } else { m.unita.as_str().to_owned() };
        format!("{}{under} {unit}{other}", m.valore)
    }
    match lettura {
        Lettura::Quantita(q) => format!(
            "{}{}{}",
            q.comparatore.map_or("", Comparatore::as_str),
            misura(&q.misura),
            q.alternativa.map_or(String::new(), |a| format!(" ({})", misura(&a)))
                + if q.rinvio { " con rinvio" } else { "" }
        ),
        Lettura::Data(data) => format!("data {data}"),
        Lettura::Errore(error) => format!("errore {error}"),
        Lettura::NonApplicabile { motivo: true } => "non applicabile, con motivo".into(),
        Lettura::NonApplicabile { motivo: false } => "non applicabile".into(),
        Lettura::Vuoto => "vuoto".into(),
        Lettura::Scelta => "scelta".into(),
        Lettura::SenzaValore => "senza valore".into(),
        Lettura::Testo(perche) => format!("testo: {perche:?}"),
    }
}

/// What is typed, and what it means: units in square brackets where nothing but a number tells them.
#[rustfmt::skip]
const ESEMPI: &[(&str, &str)] = &[
    // Percentages.
    ("100%", "100 %"), ("100 %", "100 %"), ("100\u{a0}%", "100 %"), ("1 00%", "testo: Intervallo"), ("%80", "80 %"),
    ("cento per cento", "100 %"), ("100 per cento", "100 %"), ("100 PERCENTO", "100 %"), ("dieci per cento", "10 %"),
    ("40,5%", "40.5 %"), ("40.5%", "40.5 %"), ("66,667%", "66.667 %"), ("1.234%", "1.234 % o 1234"), ("0,4%", "0.4 %"),
    ("-20%", "-20 %"), ("\u{2212}20%", "-20 %"), ("+5%", "5 %"), ("100％", "100 %"), ("４０%", "40 %"),
    ("Almeno 70%", ">=70 %"), ("almeno il 70%", ">=70 %"), ("almeno l'80%", ">=80 %"), ("almeno l’80%", ">=80 %"),
    ("≥ 80%", ">=80 %"), (">=80%", ">=80 %"), ("> = 80%", ">=80 %"), (">70%", ">70 %"), ("> 70%", ">70 %"), ("> del 70%", ">70 %"),
    ("non superiore al 10%", "<=10 %"), ("70% minimo", ">=70 %"), ("70% o più", ">=70 %"), ("oltre il 50%", ">50 %"),
    ("70% dei presenti", "70 %"), ("100% delle pratiche", "100 %"), ("80% (stima)", "testo: Accanto"), ("circa 80%", "testo: Accanto"),
    ("100% entro giugno", "testo: Accanto"), ("%", "vuoto"), ("tra il 5% e il 10%", "testo: Intervallo"),
    // Counts.
    ("12", "12 [n]"), ("1", "1 [n]"), ("0", "0 [n]"), ("zero", "0 [n]"), ("due", "2 [n]"), ("DUE", "2 [n]"), ("una", "1 [n]"),
    ("ventuno", "21 [n]"), ("trentatré", "33 [n]"), ("trentatre'", "33 [n]"), ("cento", "100 [n]"), ("nessuno", "0 [n]"),
    ("almeno due", ">=2 [n]"), ("minimo 6", ">=6 [n]"), ("min. 6", ">=6 [n]"), ("min 6", ">=6 [n]"), ("almeno n. 2", ">=2 n"),
    ("almeno: 2", ">=2 [n]"), ("ALMENO 2", ">=2 [n]"), ("almeno2", ">=2 [n]"), ("non inferiore a 3", ">=3 [n]"), ("non meno di 3", ">=3 [n]"),
    ("pari a 5", "=5 [n]"), ("= 5", "=5 [n]"), ("uguale a 5", "=5 [n]"), (">3", ">3 [n]"), ("> 3", ">3 [n]"), ("più di 3", ">3 [n]"),
    ("piu' di 3", ">3 [n]"), ("piu di tre", ">3 [n]"), ("maggiore di 3", ">3 [n]"), ("superiore a 3", ">3 [n]"), ("3 o più", ">=3 [n]"),
    ("<10", "<10 [n]"), ("meno di 10", "<10 [n]"), ("≤ 10", "<=10 [n]"), ("massimo 10", "<=10 [n]"), ("max. 10 gg", "<=10 n"),
    ("max 10", "<=10 [n]"), ("10 max", "<=10 [n]"), ("non oltre 5", "<=5 [n]"), ("non più di 5", "<=5 [n]"), ("al massimo 5", "<=5 [n]"),
    ("entro 30 giorni", "<=30 n"), ("entro i 30 giorni", "<=30 n"), ("entro 30 gg.", "<=30 n"), ("fino a 5", "<=5 [n]"),
    ("n. 144", "144 n"), ("n° 3", "3 n"), ("n.3", "3 n"), ("nr. 3", "3 n"), ("N. 3", "3 n"), ("n 3", "3 n"), ("num. 3", "3 n"), ("n. due", "2 n"),
    ("3 eventi", "3 n"), ("12 mesi", "12 n"), ("30 gg", "30 n"), ("15 giorni", "15 n"), ("1 anno", "1 n"), ("n. 3 eventi", "3 n"),
    ("15 giorni lavorativi", "15 n"), ("10 min", "10 n"), ("500 m²", "500 n"), ("due eventi", "2 n"), ("12.", "12 [n]"), ("12;", "12 [n]"),
    ("nessun reclamo", "0 n"), ("-5", "-5 [n]"), ("\u{2212}5", "-5 [n]"), ("– 5", "-5 [n]"), ("87,5", "87.5 [n]"), ("3.5", "3.5 [n]"),
    ("1.234", "1234 [n] o 1.234"), ("1,234", "1.234 [n] o 1234"), ("1 234", "1234 [n]"), ("1\u{202f}234", "1234 [n]"), ("1\u{a0}234", "1234 [n]"),
    ("1'234", "1234 [n]"), ("1’234", "1234 [n]"), ("1.234.567", "1234567 [n]"), ("１２", "12 [n]"), ("\u{200b}12", "12 [n]"), ("10²", "testo: Accanto"),
    ("½", "testo: Parole"), ("5-10", "testo: Intervallo"), ("tra 5 e 10", "testo: Intervallo"), ("da 5 a 10", "testo: Intervallo"),
    ("12 (vedi allegato)", "12 [n] con rinvio"), ("12 (vedi all. 3)", "12 [n] con rinvio"), ("12, cfr. relazione", "12 [n] con rinvio"),
    ("80% - vedi nota", "80 % con rinvio"), ("n. 4 incontri (come da relazione)", "4 n con rinvio"), ("7 su 10 (prot. 4455/2022)", "7/10 rapporto con rinvio"),
    ("12 (vedi nota: dato provvisorio)", "testo: Accanto"), ("SI (vedi relazione)", "1 si/no con rinvio"), ("no - vedi nota", "0 si/no con rinvio"), ("12 (vedi)", "12 [n] con rinvio"), ("vedi allegato", "testo: Parole"), ("vedi allegato 3", "testo: Accanto"),
    ("85% circa", "testo: Accanto"), ("n. 4 incontri su 5", "4/5 rapporto"), ("12 (non definitivo)", "testo: Accanto"), ("12 allegati", "12 n"),
    ("2 svolti, 1 rinviato", "testo: Accanto"), ("12 circa", "testo: Accanto"), ("2 mancanti", "testo: Accanto"), ("3 in corso", "testo: Accanto"),
    ("2 o 3", "testo: Accanto"), ("1° posto", "testo: Accanto"), ("3 1", "testo: Intervallo"), ("1e5", "testo: Intervallo"),
    // Periods.
    ("2/anno", "2 n/anno"), ("2 / anno", "2 n/anno"), ("2 all'anno", "2 n/anno"), ("2 all’anno", "2 n/anno"), ("2 l'anno", "2 n/anno"),
    ("due all'anno", "2 n/anno"), ("2 volte l'anno", "2 n/anno"), ("2 riunioni all'anno", "2 n/anno"), ("2 annui", "2 n/anno"),
    ("2 riunioni/anno", "2 n/anno"), ("una relazione annuale", "1 n/anno"), ("almeno 2/anno", ">=2 n/anno"), ("40/sett", "40 n/sett"),
    ("40/sett.", "40 n/sett"), ("40/settimana", "40 n/sett"), ("40 a settimana", "40 n/sett"), ("40 ore a settimana", "40 n/sett"),
    ("40 ore settimanali", "40 n/sett"), ("40 h/sett", "40 n/sett"), ("3/mese", "testo: Periodo"), ("3 al mese", "testo: Periodo"),
    ("3 mensili", "testo: Periodo"), ("5/giorno", "testo: Periodo"), ("4 report trimestrali", "4 n"),
    // Ratios.
    ("7/10", "7/10 rapporto"), ("7 / 10", "7/10 rapporto"), ("7⁄10", "7/10 rapporto"), ("3 su 3", "3/3 rapporto"), ("7 di 10", "7/10 rapporto"),
    ("tre su quattro", "3/4 rapporto"), ("almeno 7 su 10", ">=7/10 rapporto"), ("almeno 7/10", ">=7/10 rapporto"), ("n. 3 su 5", "3/5 rapporto"),
    ("7 eventi su 10", "7/10 rapporto"), ("3 su un totale di 5", "3/5 rapporto"), ("3 su 3 nidi", "3/3 rapporto"), ("7,5/10", "7.5/10 rapporto"),
    ("1.200/1.500", "1200/1500 rapporto"), ("7/0", "testo: Accanto"), ("7/", "testo: Accanto"), ("/10", "testo: Accanto"), ("7/10/3", "testo: Intervallo"),
    ("nr. 3 (100%)", "3 n (100 %)"), ("3 (100%)", "3 [n] (100 %)"), ("100% (n. 3)", "100 % (3 n)"), ("nr. 2 (67%)", "2 n (67 %)"),
    ("n. 2 (due)", "2 n (2 [n])"), ("3 (di cui 2 online)", "testo: Accanto"),
    // Amounts.
    ("5700€", "5700 euro"), ("5700 €", "5700 euro"), ("€ 357.000", "357000 euro"), ("€357.000,50", "357000.5 euro"), ("357.000 euro", "357000 euro"),
    ("357.000 EURO", "357000 euro"), ("EUR 5.000", "5000 euro"), ("0 Eur", "0 euro"), ("2.850 €", "2850 euro"), ("€ 1.952,00", "1952 euro"),
    ("2.000,00", "2000 [euro]"), ("5.000,00", "5000 [euro]"), ("3456,00", "3456 [euro]"), ("0,00", "0 [euro]"), ("1,234.50", "1234.5 [n]"),
    ("Max 800 €", "<=800 euro"), ("max € 800", "<=800 euro"), ("< 800,00 €", "<800 euro"), ("€ 5.700,-", "5700 euro"), ("€ 5.700,=", "5700 euro"),
    ("- €", "0 euro"), ("€ -", "0 euro"), ("€", "vuoto"), ("5.000 €/anno", "5000 euro"), ("5.000 euro l'anno", "5000 euro"),
    ("1,234 €", "1.234 euro o 1234"), ("1 234,50 €", "1234.5 euro"), ("-500 €", "-500 euro"), ("1,5 mln", "testo: Multiplo"),
    ("1,5 mln €", "testo: Multiplo"), ("10 mila euro", "testo: Multiplo"), ("€ 1,5 milioni", "testo: Multiplo"), ("euro", "vuoto"), ("3.000 € circa", "testo: Accanto"),
    ("€ x", "testo: Parole"),
    // Yes and no.
    ("on", "1 si/no"), ("ON", "1 si/no"), ("si", "1 si/no"), ("SI", "1 si/no"), ("sì", "1 si/no"), ("Sì", "1 si/no"), ("si'", "1 si/no"), ("Si.", "1 si/no"),
    ("si\u{300}", "1 si/no"), ("fatto", "1 si/no"), ("no", "0 si/no"), ("NO", "0 si/no"), ("off", "0 si/no"), ("non fatto", "0 si/no"),
    ("si/no", "scelta"), ("SI / NO", "scelta"), ("sì/no", "scelta"), ("on/off", "scelta"), ("si o no", "scelta"), ("realizzato", "testo: Parole"),
    ("completato", "testo: Parole"), ("X", "testo: Parole"), ("sì, in parte", "testo: Parole"),
    // Nothing, and not applicable.
    ("", "vuoto"), ("  \u{a0}\u{200b} ", "vuoto"), ("-", "vuoto"), ("--", "vuoto"), ("–", "vuoto"), ("—", "vuoto"), ("//", "vuoto"), ("/", "vuoto"),
    ("…", "vuoto"), ("...", "vuoto"), ("____", "vuoto"), ("n.d.", "testo: Parole"), ("n/d", "testo: Parole"), ("in corso", "testo: Parole"),
    ("n/a", "non applicabile"), ("N/A", "non applicabile"), ("N.A.", "non applicabile"), ("n.a", "non applicabile"), ("NA", "non applicabile"),
    ("non applicabile", "non applicabile"), ("Non applicabile.", "non applicabile"), ("non applicabile: bando sospeso", "non applicabile, con motivo"),
    ("n.a. (bando sospeso)", "non applicabile, con motivo"), ("N/A - servizio cessato", "non applicabile, con motivo"),
    // Dates.
    ("31/12/2022", "data 31 dicembre 2022"), ("31.12.2022", "data 31 dicembre 2022"), ("31-12-22", "data 31 dicembre 2022"),
    ("2022-12-31", "data 31 dicembre 2022"), ("entro il 31/12/2022", "data 31 dicembre 2022"), ("30 giugno", "data 30 giugno"), ("7-ott", "data 7 ottobre"),
    ("7 ott 2022", "data 7 ottobre 2022"), ("dicembre 2022", "data 1 dicembre 2022"), ("31/12", "data 31 dicembre"), ("07/10", "data 7 ottobre"), ("12/10", "12/10 rapporto"),
    // Errors, in any language.
    ("#DIV/0!", "errore #DIV/0!"), ("#RIF!", "errore #RIF!"), ("#REF!", "errore #REF!"), ("#N/D", "errore #N/D"), ("#N/A", "errore #N/A"), ("#NV", "errore #NV"),
    ("#NOME?", "errore #NOME?"), ("#NAME?", "errore #NAME?"), ("#VALORE!", "errore #VALORE!"), ("#VALUE!", "errore #VALUE!"), ("#WERT!", "errore #WERT!"),
    ("#NUM!", "errore #NUM!"), ("#NULLO!", "errore #NULLO!"), ("#NULL!", "errore #NULL!"), ("#DIV/0", "errore #DIV/0"), ("Err:502", "errore Err:502"),
    ("#SPILL!", "errore #SPILL!"), ("#ESPANSIONE!", "errore #ESPANSIONE!"), ("#BEZUG!", "errore #BEZUG!"), (" #n/d ", "errore #n/d"),
    ("# progetto", "testo: Parole"), ("#1", "testo: Accanto"), ("Err: mancano i dati", "testo: Parole"),
];

#[test]
fn what_people_type_is_read_as_a_person_reads_it() {
    let wrong: Vec<String> = ESEMPI
        .iter()
        .filter(|(text, meaning)| say(&testo(text)) != *meaning)
        .map(|(text, meaning)| format!("{text}: {} instead of {meaning}", say(&testo(text))))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_number_is_what_its_format_shows() {
    for (value, code, meaning) in [
        (0.85, "0%", "85 %"),
        (1.0, "0.00%", "100 %"),
        (1.2, "0%", "120 %"),
        (40.0, "0%", "40 % o 4000"),
        (-0.2, "0%", "-20 %"),
        (85.0, "0\"%\"", "85 %"),
        (0.4, "General", "0.4 [n]"),
        (40.0, "@", "40 [n]"),
        (2000.0, "#,##0.00", "2000 [euro]"),
        (357_000.0, "\"€ \"#,##0", "357000 euro"),
        (0.7, "# ?/?", "7/10 rapporto"),
        (3.0, "# ?/?", "3 [n]"),
    ] {
        let cell = Cell { value: CellValue::Number(value), format: code.into(), formula: false };
        assert_eq!(say(&leggi(&cell)), meaning, "{value} as {code}");
    }
}

#[test]
fn below_zero_as_accountants_write_it() {
    for (text, value) in [
        ("20-", Some((-20.0, true))),
        ("20%-", Some((-20.0, false))),
        ("(20%)", Some((-20.0, false))),
        ("(20)", Some((-20.0, true))),
        ("(1.500,00 €)", Some((-1500.0, false))),
        ("20", None),
        ("-20-", None),
        ("(-20)", None),
        ("()", None),
        ("(in corso)", None),
        ("€ 5,-", None),
    ] {
        assert_eq!(contabile(text).map(|m| (m.valore, m.nuda)), value, "{text}");
    }
}

#[test]
fn an_expected_value_is_never_a_no_nor_below_zero() {
    for text in ["no", "off", "-5", "-10%", "in corso", "31/12/2022", "n/a", "//", "#RIF!"] {
        assert_eq!(atteso(&testo(text)), None, "{text}");
    }
    for text in ["on", "si/no", "sì", "fatto"] {
        let found = atteso(&testo(text)).expect(text).atteso;
        assert_eq!((found.comparatore, found.valore, found.unita), (Some(Comparatore::Si), 1.0, Unita::SiNo));
    }
}

/// Text made of the pieces of the grammar, which random characters would hardly ever hit.
fn pezzi() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "1",
        "12",
        "0",
        "234",
        ".",
        ",",
        "-",
        "+",
        "/",
        "%",
        "€",
        "(",
        ")",
        "'",
        " ",
        "\u{a0}",
        "n.",
        "su",
        "di",
        "almeno",
        "max",
        ">",
        "≥",
        "=",
        "per cento",
        "due",
        "anno",
        "sett",
        "euro",
        "mln",
        "ottobre",
        "n/a",
        "#",
        "!",
        "si",
        "no",
        "à",
        "²",
        "\u{300}",
        "İ",
        "ß",
    ]);
    prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC*", pieces in pezzi()) {
        for text in [&text, &pieces] {
            let _ = testo(text);
            let _ = contabile(text);
        }
    }

    #[test]
    fn case_and_spacing_change_nothing(pieces in pezzi(), at in 0_usize..4) {
        // In capitals it is two letters.
        let pieces = pieces.replace('ß', "");
        let read = |text: &str| match testo(text) {
            // An error and nothing else keeps its text.
            Lettura::Errore(_) => "errore".to_owned(),
            other => say(&other),
        };
        let space = ["\u{a0}", "  ", "\u{202f}", "\n"][at];
        prop_assert_eq!(read(&pieces), read(&pieces.to_uppercase().to_lowercase()));
        prop_assert_eq!(read(&pieces), read(&format!("{space}{}\u{200b}", pieces.replace(' ', space))));
    }

    #[test]
    fn what_the_reports_write_is_read_back(cents in -100_000_000_i64..100_000_000, decimals in 0_usize..3) {
        let value = cents as f64 / 10_f64.powi(i32::try_from(decimals).expect("at most two"));
        let typed = |text: &str| match testo(text) {
            Lettura::Quantita(q) => Some((q.misura.valore, q.misura.unita)),
            _ => None,
        };
        let number = italian::number(value, decimals);
        prop_assert_eq!(typed(&number).map(|(v, _)| v), Some(value), "{}", number);
        prop_assert_eq!(typed(&format!("{number} €")), Some((value, Unita::Euro)));
        prop_assert_eq!(typed(&format!("€ {number}")), Some((value, Unita::Euro)));
        let points = (cents % 100_000) as f64 / 100.0;
        prop_assert_eq!(typed(&format!("{}%", italian::number(points, 2))), Some((points, Unita::Percento)));
        prop_assert_eq!(typed(&italian::percent_as_typed(points)), Some((points, Unita::Percento)));
    }

    #[test]
    fn ratios_are_read_back(above in 0_u32..5000, below in 1_u32..5000) {
        let Lettura::Quantita(q) = testo(&format!("{above} su {below}")) else { panic!("{above} su {below}") };
        prop_assert_eq!((q.misura.valore, q.misura.denominatore), (f64::from(above), Some(f64::from(below))));
    }
}
