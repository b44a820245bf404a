//! A flat sheet: rows of headers, and under them a row an obiettivo, or a row an indicator or a person where it has
//! several. Headings above the table and between its rows say what holds for all that stands below them.

mod contesto;
mod persone;
mod testata;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::page::Page;
use super::tabella::{Riga, Testata};
use super::valori::{self, Lettura, mostrato};
use super::{
    Campo, Cella, Indicatore, Intestazione, Obbligatori, Partecipazione, Peso, Scheda, Sezione, indicatori, peso,
};
use crate::place::{Area, CellRef};
use crate::segnalazione::codici;
use crate::workbook::{Cell, CellValue};
use contesto::Contesto;
use testata::Colonne;
pub(super) use testata::possibile;

/// What was read of the lists of a sheet.
pub(super) struct Elenchi {
    pub schede: Vec<Scheda>,
    /// How many lists there are.
    pub testate: usize,
    /// Texts that no column claims.
    pub ignorati: Vec<Cella<String>>,
}

/// Reads all obiettivi of a sheet; none where no rows are headers.
pub(super) fn read(page: &mut Page<'_>) -> Elenchi {
    let heads = testata::testate(page);
    let mut lettore = Lettore::default();
    let mut lists = 0;
    let mut from = 0;
    for (i, colonne) in heads.iter().enumerate() {
        lettore.fuori(page, from, colonne);
        let again = i.checked_sub(1).and_then(|i| heads.get(i)).is_some_and(|before| before.same(colonne));
        if again {
            for row0 in colonne.rows.clone() {
                for at in page.row(row0, &(0..=u32::MAX)).map(|(at, _)| at).collect::<Vec<_>>() {
                    page.prendi(at);
                }
            }
        } else {
            lists += 1;
            lettore.aperta = false;
            lettore.anno = colonne.indicatori.anno;
            let sconosciute = testata::riconosci(page, colonne);
            lettore.ignorati.extend(sconosciute);
        }
        let last = heads.get(i + 1).map_or(u32::MAX, |next| next.rows.start() - 1);
        let start = lettore.schede.len();
        for row0 in page.filled(colonne.rows.end() + 1..=last).to_vec() {
            lettore.riga(page, colonne, row0);
        }
        lettore.sospesa(page);
        mancanti(page, colonne, lettore.schede.get_mut(start..).unwrap_or_default());
        from = u32::MAX;
    }
    let mut schede = lettore.schede;
    if let [_] = schede[..] {
        // Alone on its sheet an obiettivo needs no cell to be told from others.
        for scheda in &mut schede {
            scheda.luogo.cella = None;
        }
    }
    Elenchi { schede, testate: lists, ignorati: lettore.ignorati }
}

/// Reads row by row.
#[derive(Default)]
struct Lettore {
    contesto: Contesto,
    schede: Vec<Scheda>,
    /// The last obiettivo can go on in the next row.
    aperta: bool,
    /// Its code.
    codice: Option<String>,
    /// The year of the list.
    anno: Option<i32>,
    /// A title alone in its row, which is an obiettivo's only if rows without a title follow it.
    sospesa: Option<Campo>,
    ignorati: Vec<Cella<String>>,
}

impl Lettore {
    /// The headings above the first list.
    fn fuori(&mut self, page: &mut Page<'_>, from: u32, colonne: &Colonne<'_>) {
        let Some(last) = colonne.rows.start().checked_sub(1).filter(|last| from <= *last) else { return };
        for row0 in page.filled(from..=last).to_vec() {
            let detti = contesto::titolo(page, row0);
            if !detti.is_empty() {
                contesto::riconosci(page, row0, &detti);
                self.contesto.titolo(detti);
            }
        }
    }

    fn riga<'a>(&mut self, page: &mut Page<'a>, colonne: &Colonne<'a>, row0: u32) {
        let riga = Dati::new(page, colonne, row0);
        if !riga.valori {
            let detti = contesto::titolo(page, row0);
            if !detti.is_empty() {
                contesto::riconosci(page, row0, &detti);
                self.contesto.titolo(detti);
                self.aperta = false;
                return;
            }
        }
        let goes_on = riga.titolo.testo.is_none() && riga.persone && (self.aperta || self.sospesa.is_some());
        if annotazione(page, row0) || (riga.titolo.testo.is_none() && !riga.valori && !goes_on) {
            self.sospesa(page);
            // What is not understood may be the heading of other obiettivi.
            self.aperta &= riga.vuota;
            self.annota(page, row0);
            return;
        }
        if page.row(row0, &(0..=u32::MAX)).count() == 1
            && riga.titolo.testo.is_some()
            && riga.titolo.at.is_some_and(|at| at.row0 == row0)
        {
            self.sospesa(page);
            self.sospesa = Some(riga.titolo);
            self.aperta = false;
            return;
        }
        self.contesto.riga();
        if riga.titolo.testo.is_some() {
            self.sospesa(page);
        }
        if !self.aperta || !self.prosegue(page, colonne, &riga, row0) {
            let nuova = self.nuova(page, colonne, &riga, row0);
            self.schede.push(nuova);
            self.aperta = true;
            self.codice.clone_from(&riga.codice);
        }
        let Some(scheda) = self.schede.last_mut() else { return };
        scheda.area.end.row0 = row0;
        let titolo = scheda.intestazione.titolo.clone();
        page.titolo = titolo.testo.clone().unwrap_or_default();
        let indicatore = riga.indicatore(page, colonne, row0, &titolo);
        scheda.indicatori.extend(indicatore);
        for persona in colonne.personale.as_ref().map(|t| persone::read(page, t, row0)).unwrap_or_default() {
            // The list of the people may be repeated with the title.
            let known = |p: &Partecipazione| {
                p.nominativo.valore == persona.nominativo.valore && p.pct.punti == persona.pct.punti
            };
            if !scheda.personale.iter().any(known) {
                scheda.personale.push(persona);
            }
        }
    }

    /// Says that a title alone in its row was not an obiettivo's.
    fn sospesa(&mut self, page: &mut Page<'_>) {
        if let Some(at) = self.sospesa.take().and_then(|campo| campo.at) {
            self.annota(page, at.row0);
        }
    }

    fn annota(&mut self, page: &mut Page<'_>, row0: u32) {
        for (at, cell) in page.row(row0, &(0..=u32::MAX)) {
            if matches!(&cell.value, CellValue::Text(text) if text.chars().any(char::is_alphabetic)) {
                let testo = mostrato(cell);
                let messaggio = format!(
                    "il testo «{testo}» sta nell'elenco ma non appartiene a nessun obiettivo: non è stato letto"
                );
                let rimedio = "nulla, se è un'annotazione; altrimenti scriverlo nella riga dell'obiettivo";
                page.report(codici::FOG009, Some(at), messaggio, rimedio);
                self.ignorati.push(Cella { valore: testo, at });
            }
        }
    }

    /// Whether a row goes on with the last obiettivo: a title that is repeated, or merged over the row, or none.
    fn prosegue<'a>(&self, page: &Page<'a>, colonne: &Colonne<'a>, riga: &Dati<'a>, row0: u32) -> bool {
        let Some(above) = self.schede.last().map(|scheda| &scheda.intestazione) else { return false };
        let direzione = campo(page, &colonne.intestazione, row0, "direzione");
        let other = direzione.testo.is_some() && direzione.testo != above.direzione.testo;
        let codice = riga.codice.is_some() && riga.codice != self.codice;
        let same = riga.titolo.testo.is_none() || riga.titolo.testo == above.titolo.testo;
        same && !other && !codice
    }

    /// The obiettivo that begins at a row.
    fn nuova<'a>(&mut self, page: &mut Page<'a>, colonne: &Colonne<'a>, riga: &Dati<'a>, row0: u32) -> Scheda {
        let mut intestazione = Intestazione::new(|nome| {
            let own = campo(page, &colonne.intestazione, row0, nome);
            match self.contesto.campo(nome) {
                Some(detto) if own.testo.is_none() => detto.clone(),
                _ => own,
            }
        });
        if let Some(titolo) = self.sospesa.take() {
            intestazione.titolo = titolo;
        }
        for at in intestazione.campi().filter_map(|(.., campo)| campo.at).chain(riga.codice_at) {
            page.prendi(at);
        }
        let mut sezioni = vec![(Sezione::Indicatori, colonne.indicatori.area.start)];
        sezioni.extend(colonne.personale.as_ref().map(|t| (Sezione::Personale, t.area.start)));
        let first = page.row(row0, &(0..=u32::MAX)).next().map(|(at, _)| at);
        let mut luogo = page.luogo.clone();
        luogo.cella = first;
        Scheda {
            luogo,
            area: Area { start: CellRef::new(row0, 0), end: CellRef::new(row0, u32::MAX) },
            anno: self.anno,
            intestazione,
            peso: pesa(page, &colonne.intestazione, row0),
            fasi: Vec::new(),
            indicatori: Vec::new(),
            personale: Vec::new(),
            totale_pct: None,
            n_personale: None,
            risorse: Vec::new(),
            costo_risorse: None,
            firme: Vec::new(),
            sezioni,
            obbligatori: page.profile.obbligatori().clone(),
        }
    }
}

/// What a row holds, by the columns of its list.
struct Dati<'a> {
    titolo: Campo,
    codice: Option<String>,
    codice_at: Option<CellRef>,
    /// The name of an indicator.
    nome: Option<(CellRef, &'a Cell)>,
    /// A name or a value of an indicator.
    valori: bool,
    /// People or a share.
    persone: bool,
    /// Nothing stands in any column that the profile knows.
    vuota: bool,
}

impl<'a> Dati<'a> {
    fn new(page: &Page<'a>, colonne: &Colonne<'a>, row0: u32) -> Self {
        let everywhere = 0..=u32::MAX;
        let riga = colonne.indicatori.riga(page, row0, &everywhere);
        let nome = riga.get(colonne.indicatori.colonna("nome"));
        let filled = |nome: &str| {
            riga.celle().any(|(i, _, cell)| {
                let named = colonne.indicatori.colonne.get(i).is_some_and(|c| c.nome == nome);
                named && valori::leggi(cell) != Lettura::Vuoto
            })
        };
        let valori = nome.is_some() || filled("atteso") || filled("raggiunto");
        let persone = colonne.personale.as_ref().is_some_and(|t| {
            let riga = t.riga(page, row0, &everywhere);
            riga.get(t.colonna("nominativo")).is_some()
        });
        let titolo = campo(page, &colonne.intestazione, row0, "titolo");
        let codice = campo(page, &colonne.intestazione, row0, "codice");
        let header = colonne.intestazione.riga(page, row0, &everywhere);
        let other =
            header.celle().any(|(i, ..)| colonne.intestazione.colonne.get(i).is_some_and(|c| !c.nome.is_empty()));
        Self {
            vuota: !valori && !persone && !other,
            titolo,
            codice: codice.testo,
            codice_at: codice.at,
            nome,
            valori,
            persone,
        }
    }

    /// The indicator of the row, if it has one; without a name of its own it is called as its obiettivo.
    fn indicatore(&self, page: &mut Page<'a>, colonne: &Colonne<'a>, row0: u32, titolo: &Campo) -> Option<Indicatore> {
        if !self.valori {
            return None;
        }
        let testata = &colonne.indicatori;
        let riga = testata.riga(page, row0, &(0..=u32::MAX));
        let famiglia = indicatori::propria(page, testata, &riga);
        let last = testata.colonne.last().map_or(u32::MAX, |c| c.span.end() + 1);
        let note = testata.colonna("note").and_then(|i| testata.colonne.get(i)).map(|c| c.span.clone());
        let beside = note.unwrap_or(last..=u32::MAX);
        let nome = if let Some((at, cell)) = self.nome {
            page.prendi(at);
            Cella { valore: mostrato(cell), at }
        } else {
            senza_nome(page, testata, &riga, titolo)
        };
        Some(indicatori::indicatore(page, testata, &riga, famiglia, nome, beside))
    }
}

/// The name of an indicator that has none: its obiettivo's.
fn senza_nome<'a>(page: &mut Page<'a>, testata: &Testata<'a>, riga: &Riga<'a>, titolo: &Campo) -> Cella<String> {
    let column = testata.colonna("nome");
    let at = match column {
        Some(column) => riga.posto(page, testata, column).0,
        None => titolo.at.unwrap_or(CellRef::new(riga.row0(), 0)),
    };
    let what = match column {
        Some(_) => "il nome dell'indicatore è vuoto",
        None => "l'elenco non ha una colonna con i nomi degli indicatori",
    };
    let valore = titolo.testo.clone().unwrap_or_default();
    let messaggio = format!("{what}: l'indicatore è chiamato come l'obiettivo, «{valore}»");
    let rimedio = "nulla, se l'obiettivo ha un solo indicatore; altrimenti scriverne il nome";
    page.report(codici::FOG009, Some(at), messaggio, rimedio);
    Cella { valore, at }
}

/// A remark across the table, or a row of sums: nobody's.
fn annotazione(page: &Page<'_>, row0: u32) -> bool {
    let mut cells = page.row(row0, &(0..=u32::MAX));
    let Some((at, cell)) = cells.next() else { return true };
    let alone = cells.next().is_none();
    let ignored = page.profile.ignora.find(&page.profile.parole(&mostrato(cell))).is_some();
    ignored || (alone && (page.is_comment(cell) || page.sheet.extent(at).col0 > at.col0 + 2))
}

/// A field of a row: its cell, or the one merged over it.
fn campo<'a>(page: &Page<'a>, testata: &Testata<'a>, row0: u32, nome: &str) -> Campo {
    let Some(column) = testata.colonna(nome) else { return Campo::default() };
    let (at, _) = testata.riga(page, row0, &(0..=u32::MAX)).posto(page, testata, column);
    page.campo(at)
}

/// The weight of the obiettivo in a row.
fn pesa<'a>(page: &mut Page<'a>, testata: &Testata<'a>, row0: u32) -> Peso {
    let Some(column) = testata.colonna("peso") else { return Peso::default() };
    let (at, cell) = testata.riga(page, row0, &(0..=u32::MAX)).posto(page, testata, column);
    peso::read(page, at, cell, format_args!("dell'obiettivo"))
}

/// A required column that the list lacks is said once, at its header, where no heading stands for it.
fn mancanti(page: &mut Page<'_>, colonne: &Colonne<'_>, schede: &mut [Scheda]) {
    let wanted = page.profile.obbligatori().clone();
    let lacks = |nome: &String| {
        colonne.intestazione.colonna(nome).is_none()
            && schede.iter().all(|s| s.intestazione.campi().all(|(key, _, campo)| key != nome || campo.at.is_none()))
    };
    let missing: BTreeSet<&String> = wanted.campi.iter().filter(|nome| lacks(nome)).collect();
    if missing.is_empty() || schede.is_empty() {
        return;
    }
    let at = colonne.intestazione.area.start;
    for (key, scritto, _) in Intestazione::default().campi() {
        if missing.iter().any(|nome| *nome == key) {
            let messaggio = format!("nell'elenco manca la colonna «{scritto}»: il campo manca a tutti gli obiettivi");
            let rimedio = "aggiungere la colonna e compilarla, oppure scrivere il campo in una riga sopra la tabella";
            page.report(codici::INT001, Some(at), messaggio, rimedio);
        }
    }
    let campi = wanted.campi.iter().filter(|nome| !missing.contains(nome)).cloned().collect();
    let rest = Arc::new(Obbligatori { campi, ..Obbligatori::clone(&wanted) });
    for scheda in schede {
        scheda.obbligatori = rest.clone();
    }
}
