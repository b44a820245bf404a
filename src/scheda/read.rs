//! From a sheet to its schede: the parts are found by their labels, wherever they stand.

use std::collections::BTreeSet;

use super::forma::{Forme, forme};
use super::page::Page;
use super::parte::{Forma, Parte};
use super::profile::{Ambito, Come, Kind, Profile};
use super::valori::mostrato;
use super::{
    Cella, Criteri, Foglio, Riconoscimento, Scheda, Sezione, cronoprogramma, elenco, elenco_fasi, indicatori,
    intestazione, personale, risorse, senza_testata, tabella,
};
use crate::place::{Area, CellRef, Luogo};
use crate::segnalazione::{Segnalazione, codici};
use crate::workbook::{CellValue, Sheet};

/// Reads the schede of a sheet as far as they can be read; what could not be read is in the segnalazioni.
///
/// Of the profiles the one counts that explains most of the sheet, the first of them where they tie.
///
/// # Panics
/// Without a profile.
#[must_use]
pub fn read(file: &str, sheet: &Sheet, criteri: Criteri<'_>) -> Foglio {
    let mut readings: Vec<Foglio> =
        criteri.profili.iter().map(|profile| one(file, sheet, profile, criteri, false)).collect();
    // A stable order: of two that explain as much the first.
    readings.sort_by_key(|foglio| std::cmp::Reverse(foglio.evidence()));
    let mut readings = readings.into_iter();
    let mut best = readings.next().expect("the binary ships its profiles");
    best.segnalazioni.extend(readings.next().and_then(|second| contesa(&best, &second)));
    best
}

/// Says that a second profile reads the sheet too, and hardly less of it.
fn contesa(best: &Foglio, second: &Foglio) -> Option<Segnalazione> {
    let (_, titled, cells, _) = second.evidence();
    let close = titled && 4 * cells >= 3 * best.evidence().2;
    let (first, other) = (&best.riconoscimento, &second.riconoscimento);
    close.then(|| {
        codici::FOG009.at(
            first.luogo.clone(),
            format!(
                "il foglio si può leggere anche con il modulo «{}»: è stato letto con «{}», che ne spiega di più",
                other.profilo, first.profilo
            ),
            "nulla, se gli obiettivi letti sono giusti; altrimenti usare le intestazioni del modulo dell'ente",
        )
    })
}

/// Reads a sheet by a profile; of one that stands `accanto` to others on a sheet the first cell tells it from them.
fn one(file: &str, sheet: &Sheet, profile: &Profile, criteri: Criteri<'_>, accanto: bool) -> Foglio {
    let luogo = Luogo::foglio(file, sheet.name.trim());
    if profile.kind == Kind::Elenco {
        return lista(sheet, profile, criteri, luogo);
    }
    let mut page = Page::new(sheet, profile, criteri, luogo.clone());
    let testate = tabella::testate(&page);
    let forme = match forme(&page, &testate) {
        Forme::Sotto(forme) => forme,
        Forme::Accanto(columns) => {
            // Each is read as if it stood alone on its sheet.
            let parts = sheet.parted(&columns);
            let lefts = std::iter::once(0).chain(columns.iter().skip(1).copied());
            let rights = columns.iter().skip(1).map(|next| next - 1).chain([u32::MAX]);
            let read = parts.iter().zip(lefts.zip(rights)).map(|(part, (left, right))| {
                let mut foglio = one(file, part, profile, criteri, true);
                for area in foglio.schede.iter_mut().map(|scheda| &mut scheda.area) {
                    (area.start.col0, area.end.col0) = (left.max(area.start.col0), right.min(area.end.col0));
                }
                foglio
            });
            return uniti(read, luogo);
        }
    };
    let several = accanto || forme.iter().filter(|forma| forma.is_scheda()).count() > 1;
    if forme.iter().any(Forma::is_scheda) {
        if sheet.hidden {
            nascosto(&mut page);
            return foglio(page, Vec::new(), Vec::new());
        }
    } else {
        let found: Vec<String> = forme.iter().flat_map(Forma::elenco).collect();
        let messaggio = if found.is_empty() {
            "nel foglio non c'è una scheda obiettivo: non vi si riconosce nessuna parte del modulo".to_owned()
        } else {
            format!("nel foglio non c'è una scheda obiettivo: del modulo vi si riconosce solo {}", found.join(", "))
        };
        page.report(codici::FOG001, None, messaggio, "nulla, se il foglio contiene istruzioni o elenchi");
        return foglio(page, Vec::new(), Vec::new());
    }
    let mut schede = Vec::new();
    let mut ignorati = Vec::new();
    for forma in forme.iter().filter(|forma| forma.is_scheda()) {
        // Where a sheet holds several schede, their first cells tell them apart.
        page.luogo.cella = several.then(|| first_cell(&page, forma)).flatten();
        let scheda = leggi(&mut page, forma);
        if vuota(&scheda) {
            page.report(
                codici::FOG002,
                None,
                "il foglio contiene un modulo in bianco".to_owned(),
                "nulla, se non serve; altrimenti compilarlo",
            );
            continue;
        }
        ignorati.extend(ignora(&mut page, forma));
        schede.push(scheda);
    }
    page.luogo = luogo;
    foglio(page, schede, ignorati)
}

/// What was read of the parts of a sheet.
fn uniti(mut parts: impl Iterator<Item = Foglio>, luogo: Luogo) -> Foglio {
    let mut all = parts.next().expect("a sheet is parted in two or more");
    for part in parts {
        all.schede.extend(part.schede);
        all.segnalazioni.extend(part.segnalazioni);
        let (own, other) = (&mut all.riconoscimento, part.riconoscimento);
        own.schede += other.schede;
        own.spiegate += other.spiegate;
        own.parti.extend(other.parti);
        own.ignorati.extend(other.ignorati);
    }
    all.riconoscimento.luogo = luogo;
    all.riconoscimento.parti.sort_by_key(|parte| parte.at);
    all
}

/// The obiettivi of a flat sheet.
fn lista(sheet: &Sheet, profile: &Profile, criteri: Criteri<'_>, luogo: Luogo) -> Foglio {
    if !elenco::possibile(sheet, profile, criteri) {
        let profilo = profile.nome.clone();
        let riconoscimento =
            Riconoscimento { luogo, profilo, schede: 0, parti: Vec::new(), ignorati: Vec::new(), spiegate: 0 };
        return Foglio { schede: Vec::new(), segnalazioni: Vec::new(), riconoscimento };
    }
    let mut page = Page::new(sheet, profile, criteri, luogo);
    let mut found = elenco::read(&mut page);
    if page.sheet.hidden && !found.schede.is_empty() {
        page.dimentica();
        nascosto(&mut page);
        found.schede.clear();
    } else if found.testate > 0 && found.schede.is_empty() {
        page.report(
            codici::FOG002,
            None,
            "il foglio contiene un elenco in bianco".to_owned(),
            "nulla, se non serve; altrimenti compilarlo",
        );
    }
    foglio(page, found.schede, found.ignorati)
}

fn nascosto(page: &mut Page<'_>) {
    let (messaggio, rimedio) = if page.sheet.very_hidden {
        (
            "il foglio è nascosto in modo che «Scopri» non lo elenca, e contiene una scheda: non è stata letta",
            "se la scheda vale, aprire in Excel l'editor di Visual Basic (Alt+F11), scegliere il foglio e nella finestra \
             Proprietà (F4) mettere Visible a «-1 - xlSheetVisible»; se non vale, eliminare il foglio",
        )
    } else {
        (
            "il foglio è nascosto e contiene una scheda: non è stata letta",
            "se la scheda vale, mostrare il foglio (tasto destro sulle linguette, Scopri); altrimenti eliminarlo",
        )
    };
    page.report(codici::FOG004, None, messaggio.to_owned(), rimedio);
}

fn foglio(page: Page<'_>, schede: Vec<Scheda>, ignorati: Vec<Cella<String>>) -> Foglio {
    let (luogo, profilo, spiegate) = (page.luogo.clone(), page.profile.nome.clone(), page.spiegate());
    let (parti, segnalazioni) = page.finish();
    let riconoscimento = Riconoscimento { luogo, profilo, schede: schede.len(), parti, ignorati, spiegate };
    Foglio { schede, segnalazioni, riconoscimento }
}

/// The first cell of a scheda.
fn first_cell(page: &Page<'_>, forma: &Forma<'_>) -> Option<CellRef> {
    let row0 = page.rows(&forma.area).first().copied()?;
    page.row(row0, &(forma.area.start.col0..=forma.area.end.col0)).next().map(|(at, _)| at)
}

fn leggi<'a>(page: &mut Page<'a>, forma: &Forma<'a>) -> Scheda {
    let parti = |sezione| -> Vec<&Parte<'_>> { forma.parti(sezione).collect() };
    let (intestazione, peso) = intestazione::read(page, forma);
    page.titolo = intestazione.titolo.testo.clone().unwrap_or_default();
    senza_testata::segnala(page, forma);
    let elenco = forma.parti(Sezione::Fasi).flat_map(|parte| elenco_fasi::read(page, parte)).collect::<Vec<_>>();
    let (anno, fasi) = cronoprogramma::read(page, &parti(Sezione::Cronoprogramma), elenco);
    let indicatori = indicatori::read(page, &parti(Sezione::Indicatori));
    let persone = personale::read(page, &parti(Sezione::Personale));
    let (risorse, costo_risorse) = risorse::read(page, &parti(Sezione::Risorse));
    let mut sezioni: Vec<(Sezione, CellRef)> = Vec::new();
    for parte in &forma.parti {
        let first = || {
            let columns = parte.area.start.col0..=parte.area.end.col0;
            page.row(parte.area.start.row0, &columns).next().map_or(parte.area.start, |(at, _)| at)
        };
        let at = parte.titolo.unwrap_or_else(|| parte.testate.first().map_or_else(first, |t| t.area.start));
        match parte.titolo.and_then(|at| page.hit(at, Ambito::Sezioni)).cloned() {
            Some(hit) => page.riconosci_hit(&hit),
            None if parte.testate.is_empty() => {
                page.riconosci(Ambito::Sezioni, parte.sezione.as_str(), at, "la numerazione", Come::Posizione);
                page.report(
                    codici::FOG009,
                    Some(at),
                    "l'elenco delle fasi non ha un titolo: è stato riconosciuto dalla numerazione".to_owned(),
                    "nulla, se è l'elenco delle fasi; altrimenti scrivere il titolo sopra quello giusto",
                );
            }
            None => page.riconosci(Ambito::Sezioni, parte.sezione.as_str(), at, "le sue colonne", Come::Posizione),
        }
        if !sezioni.iter().any(|(sezione, _)| *sezione == parte.sezione) {
            sezioni.push((parte.sezione, at));
        }
    }
    Scheda {
        luogo: page.luogo.clone(),
        area: forma.area,
        anno,
        intestazione,
        peso,
        fasi,
        indicatori,
        personale: persone.righe,
        totale_pct: persone.totale,
        n_personale: persone.numero,
        firme: persone.firme,
        risorse,
        costo_risorse,
        sezioni,
        obbligatori: page.profile.obbligatori.clone(),
    }
}

/// Texts and numbers inside a section that no field claims, and texts of the header.
fn ignora(page: &mut Page<'_>, forma: &Forma<'_>) -> Vec<Cella<String>> {
    let mut found = testi_della_testa(page, forma);
    // How many of them no later part can find again.
    let mut taken = 0;
    // Of a hidden column one word is enough: it often holds the lists from which the cells of the form are chosen.
    let mut hidden: BTreeSet<u32> = BTreeSet::new();
    for parte in &forma.parti {
        for row0 in page.filled(parte.area.start.row0..=parte.area.end.row0).to_vec() {
            for (at, cell) in page.row(row0, &(parte.area.start.col0..=parte.area.end.col0)) {
                let says = match &cell.value {
                    CellValue::Text(text) => text.chars().filter(|c| c.is_alphabetic()).count() > 2,
                    CellValue::Number(n) => {
                        *n != 0.0
                            && !cell.formula
                            && !parte.testate.is_empty()
                            && page.date(&Area { start: at, end: at }).next().is_none()
                    }
                    _ => false,
                };
                let again = page.sheet.column_is_hidden(at.col0) && says && !page.preso(at) && !hidden.insert(at.col0);
                if says && !again && !page.preso(at) {
                    found.push(Cella { valore: mostrato(cell), at });
                }
            }
        }
        for text in &found[taken..] {
            page.prendi(text.at);
        }
        taken = found.len();
    }
    for text in &found {
        page.report(
            codici::FOG009,
            Some(text.at),
            match page.sheet.get(text.at).map(|cell| &cell.value) {
                Some(CellValue::Number(_)) => {
                    format!(
                        "il numero {} sta nel modulo ma non appartiene a nessun campo: non è stato letto",
                        text.valore
                    )
                }
                _ => format!(
                    "il testo «{}» sta nel modulo ma non appartiene a nessun campo: non è stato letto",
                    text.valore
                ),
            },
            "nulla, se è un'annotazione; altrimenti scriverlo nel campo a cui appartiene",
        );
    }
    found
}

/// Texts from the first label of the header down to the first section that no field claims: the second line of a
/// title, another name beside a name.
fn testi_della_testa(page: &Page<'_>, forma: &Forma<'_>) -> Vec<Cella<String>> {
    let rows = forma.campi.iter().filter(|hit| page.preso(hit.at)).map(|hit| hit.at.row0);
    let Some(first) = rows.min() else { return Vec::new() };
    let end = forma.parti.iter().map(|p| p.area.start.row0).filter(|row0| *row0 > first).min();
    let last = end.map_or(u32::MAX, |row0| row0 - 1).min(forma.area.end.row0);
    let columns = forma.area.start.col0..=forma.area.end.col0;
    let cells = page.filled(first..=last).iter().flat_map(|row0| page.row(*row0, &columns));
    let unclaimed = cells.filter(|(at, cell)| {
        let CellValue::Text(text) = &cell.value else { return false };
        text.chars().filter(|c| c.is_alphabetic()).count() > 2
            && !page.preso(*at)
            && page.hit(*at, Ambito::Intestazione).is_none()
            && page.profile.ignora.find(&page.profile.parole(text)).is_none()
            && !forma.parti.iter().any(|parte| parte.area.contains(*at))
    });
    unclaimed.map(|(at, cell)| Cella { valore: mostrato(cell), at }).collect()
}

/// A form that nobody filled in.
fn vuota(scheda: &Scheda) -> bool {
    scheda.intestazione.titolo.testo.is_none()
        && scheda.fasi.iter().all(|f| f.testo.is_none() && f.target_dic.punti.is_none() && f.target_lug.punti.is_none())
        && scheda.indicatori.is_empty()
        && scheda.personale.is_empty()
}
