//! A correct form in a real file, to spoil: for the faults that the reader sees before there is a typed scheda.

use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::at;

/// A correct form, cell for cell the scheda of [`super::scheda`].
pub struct Modulo(Worksheet);

/// The texts of the form, labels and values.
const TESTI: &[(&str, &str)] = &[
    ("A1", "AVVOCATURA"),
    ("A2", "ASSESSORE"),
    ("A3", "Donadoni Camilla"),
    ("K2", "DIRIGENTE"),
    ("K3", "Trevisani Loredana"),
    ("A4", "PO / RESPONSABILE"),
    ("A5", "Scarpellini Edoardo"),
    ("K4", "SEZIONE"),
    ("K5", "AVVOCATURA"),
    ("A6", "MISSIONE (SeS e SeO DUP)"),
    ("A7", "01"),
    ("K6", "PROGRAMMA (SeO DUP)"),
    ("K7", "02"),
    ("A8", "OBIETTIVO STRATEGICO"),
    ("A9", "1.01"),
    ("K8", "OBIETTIVO OPERATIVO"),
    ("K9", "Verifica"),
    ("A10", "PROGETTO"),
    ("A11", "1.01.04"),
    ("A12", "FINALITÀ"),
    ("C12", "Servizi"),
    ("A13", "Titolo Obiettivo:"),
    ("C13", "Pratiche"),
    ("O13", "Orizzonte Temporale:"),
    ("R13", "2022"),
    ("A14", "Descrizione Obiettivo:"),
    ("C14", "Sviluppo"),
    ("A16", "Descrizione delle fasi di attuazione"),
    ("B17", "Studio"),
    ("B18", "Prova"),
    ("A23", "CRONOPROGRAMMA (2022 - 2024)"),
    ("A24", "FASI E TEMPI"),
    ("B24", "% Raggiunta Anni Precedenti"),
    ("O24", "% Target al 31-lug"),
    ("P24", "% Gap al 31-lug"),
    ("Q24", "% Target al 31-dic"),
    ("R24", "% Gap al 31-dic"),
    ("C25", "Gennaio"),
    ("D25", "Febbraio"),
    ("E25", "Marzo"),
    ("F25", "Aprile"),
    ("G25", "Maggio"),
    ("H25", "Giugno"),
    ("I25", "Luglio"),
    ("J25", "Agosto"),
    ("K25", "Settembre"),
    ("L25", "Ottobre"),
    ("M25", "Novembre"),
    ("N25", "Dicembre"),
    ("A35", "INDICATORI DI PERFORMANCE"),
    ("A36", "Indici di Quantità"),
    ("J36", "ATTESO"),
    ("L36", "RAGGIUNTO al 31.07.2022"),
    ("N36", "Scost. al 31.07.2022"),
    ("P36", "RAGGIUNTO al 31.12.2022"),
    ("R36", "Scost. al 31.12.2022"),
    ("A37", "n. eventi"),
    ("A38", "% rispetto fasi e tempi"),
    ("A39", "% pratiche in rete"),
    ("A42", "PERSONALE DIRIGENZIALE E DEI LIVELLI COINVOLTI NELL'OBIETTIVO"),
    ("A43", "Cat."),
    ("B43", "Cognome e Nome"),
    ("I43", "Note eventuali"),
    ("O43", "% Partecipazione"),
    ("A44", "C"),
    ("B44", "VERDI ADA"),
    ("A45", "C"),
    ("B45", "NERI UGO"),
    ("A47", "P.O./Responsabile"),
    ("D47", "Scarpellini Edoardo"),
    ("A48", "DIRIGENTE"),
    ("D48", "Trevisani Loredana"),
    ("A52", "RISORSE UTILIZZATE"),
    ("A53", "TIPOLOGIA"),
    ("C53", "DESCRIZIONE"),
    ("O53", "COSTO"),
    ("A54", "capitolo"),
    ("C54", "arredi"),
    ("A55", "COSTO RISORSE"),
];

const NUMERI: &[(&str, f64)] = &[
    ("A17", 1.0),
    ("A18", 2.0),
    ("C24", 2022.0),
    ("S24", 2023.0),
    ("T24", 2024.0),
    ("A26", 1.0),
    ("A27", 2.0),
    ("J37", 4.0),
    ("L37", 2.0),
    ("P37", 4.0),
    ("A49", 2.0),
    ("O54", 100.0),
    ("O55", 100.0),
];

const PERCENTUALI: &[(&str, f64)] = &[
    ("E26", 0.5),
    ("N26", 0.5),
    ("O26", 0.5),
    ("P26", 0.0),
    ("Q26", 1.0),
    ("R26", 0.0),
    ("E27", 0.5),
    ("N27", 0.5),
    ("O27", 0.5),
    ("P27", 0.0),
    ("Q27", 1.0),
    ("R27", 0.0),
    ("J38", 1.0),
    ("L38", 1.0),
    ("P38", 1.0),
    ("J39", 0.8),
    ("L39", 0.4),
    ("P39", 0.8),
    ("O44", 0.6),
    ("O45", 0.4),
    ("O46", 1.0),
];

impl Modulo {
    /// The form on a sheet of this name.
    pub fn nuovo(foglio: &str) -> Self {
        let mut m = Self::vuoto(foglio);
        for (a1, text) in TESTI {
            m.testo(a1, text);
        }
        for (a1, value) in NUMERI {
            m.numero(a1, *value);
        }
        for (a1, value) in PERCENTUALI {
            m.percento(a1, *value);
        }
        m
    }

    /// A sheet with nothing in it.
    pub fn vuoto(foglio: &str) -> Self {
        let mut sheet = Worksheet::new();
        sheet.set_name(foglio).unwrap();
        Self(sheet)
    }

    /// The sheet, for what the other calls do not do.
    pub fn foglio(&mut self) -> &mut Worksheet {
        &mut self.0
    }

    /// The form after a change.
    pub fn con(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn place(a1: &str) -> (u32, u16) {
        let cell = at(a1);
        (cell.row0, u16::try_from(cell.col0).unwrap())
    }

    pub fn testo(&mut self, a1: &str, testo: &str) {
        let (row, col) = Self::place(a1);
        self.0.write_string(row, col, testo).unwrap();
    }

    pub fn numero(&mut self, a1: &str, valore: f64) {
        let (row, col) = Self::place(a1);
        self.0.write_number(row, col, valore).unwrap();
    }

    pub fn percento(&mut self, a1: &str, frazione: f64) {
        let (row, col) = Self::place(a1);
        self.0.write_number_with_format(row, col, frazione, &Format::new().set_num_format("0%")).unwrap();
    }

    pub fn data(&mut self, a1: &str, iso: &str) {
        let (row, col) = Self::place(a1);
        let date = ExcelDateTime::parse_from_str(iso).unwrap();
        self.0.write_datetime_with_format(row, col, &date, &Format::new().set_num_format("d-mmm")).unwrap();
    }

    pub fn formula(&mut self, a1: &str, formula: &str, risultato: &str) {
        let (row, col) = Self::place(a1);
        self.0.write_formula(row, col, Formula::new(formula).set_result(risultato)).unwrap();
    }

    /// Takes out what somebody filled in.
    pub fn svuota(&mut self) {
        let filled = ["A3", "K3", "A5", "K5", "A7", "K7", "A9", "K9", "A11", "C12", "C13", "R13", "C14", "B17", "B18"];
        let rows = ["A37", "A38", "A39", "A44", "B44", "A45", "B45", "D47", "D48", "A54", "C54"];
        let numbers =
            NUMERI.iter().map(|(a1, _)| *a1).filter(|a1| ["J", "L", "P", "O"].iter().any(|c| a1.starts_with(c)));
        for a1 in filled.into_iter().chain(rows).chain(numbers).chain(PERCENTUALI.iter().map(|(a1, _)| *a1)) {
            let (row, col) = Self::place(a1);
            self.0.clear_cell(row, col);
        }
    }
}

/// A workbook of these sheets.
pub fn file(fogli: impl IntoIterator<Item = Modulo>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for Modulo(sheet) in fogli {
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer().unwrap()
}

/// A zip of these parts.
pub fn archivio(parti: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (nome, bytes) in parti {
        zip.start_file(*nome, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A folder of workbooks; the first one, `a.xlsx`, holds a correct form.
pub struct Cartella(tempfile::TempDir);

impl Cartella {
    pub fn nuova() -> Self {
        let cartella = Self(tempfile::tempdir().unwrap());
        cartella.scrivi("a.xlsx", &file([Modulo::nuovo("Foglio")]));
        cartella
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn scrivi(&self, nome: &str, bytes: &[u8]) {
        std::fs::write(self.path().join(nome), bytes).unwrap();
    }

    pub fn leggi(&self, nome: &str) -> Vec<u8> {
        std::fs::read(self.path().join(nome)).unwrap()
    }
}
