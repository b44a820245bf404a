//! The schede of a run as the dataset takes them: each with its id, and of those that stand twice the ones that count.

use std::collections::BTreeMap;

use super::{identita, riepilogo};
use crate::scheda::text::{normalise, slug};
use crate::scheda::{Campo, Raggiunto, Scheda};
use crate::segnalazione::{Codice, Gravita, Segnalazione, codici};

/// A scheda that is part of the dataset.
#[derive(Clone, Debug)]
pub struct Voce {
    /// Stable across checkpoints and runs: slug of direzione and titolo, with a suffix only on collision.
    pub id: String,
    /// False when no score may use it: two versions are in conflict.
    pub conta: bool,
    /// The scheda.
    pub scheda: Scheda,
}

/// Gives each scheda its id and sorts out those that stand twice.
///
/// A list of obiettivi that have their own schede is left out (FOG001). A copy that is equal is left out (FOG006 avviso). Of two sheets of one workbook with different values the one
/// whose name is not a copy's stays (FOG006 errore); where names do not decide, and between two files (FIL008), all
/// stay and none counts. Source: regole-di-calcolo, "Obiettivo".
#[must_use]
pub fn voci(schede: Vec<Scheda>) -> (Vec<Voce>, Vec<Segnalazione>) {
    let (schede, mut segnalazioni) = riepilogo::togli(schede);
    let mut groups: BTreeMap<String, Vec<Scheda>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for scheda in schede {
        let testo = |campo: &Campo| slug(campo.testo.as_deref().unwrap_or(""));
        let mut id = format!("{}--{}", testo(&scheda.intestazione.direzione), testo(&scheda.intestazione.titolo));
        if scheda.intestazione.titolo.testo.is_none() {
            // Without a title two schede are not the same one: the sheet's name keeps them apart.
            id += &slug(scheda.luogo.foglio.as_deref().unwrap_or(""));
        }
        if !groups.contains_key(&id) {
            order.push(id.clone());
        }
        groups.entry(id).or_default().push(scheda);
    }
    let mut voci = Vec::new();
    for id in order {
        let group = groups.remove(&id).unwrap_or_default();
        voci.extend(scegli(&id, group, &mut segnalazioni));
    }
    voci.sort_by(|a, b| a.scheda.luogo.file.cmp(&b.scheda.luogo.file));
    (voci, segnalazioni)
}

/// The schede of one obiettivo that stay, as [`voci`] says.
fn scegli(id: &str, mut group: Vec<Scheda>, segnalazioni: &mut Vec<Segnalazione>) -> Vec<Voce> {
    if group.len() == 1 {
        return group.into_iter().map(|scheda| Voce { id: id.to_owned(), conta: true, scheda }).collect();
    }
    // The original first: a copy never displaces it.
    group.sort_by_key(e_copia);
    let mut kept: Vec<Scheda> = Vec::new();
    for scheda in group {
        match kept.iter().find(|other| stesso_contenuto(other, &scheda)) {
            Some(other) => segnalazioni.push(codici::FOG006.with(
                Gravita::Avviso,
                in_testa(&scheda),
                format!("la scheda è uguale a quella di {}: è stata contata una volta sola", other.luogo),
                "eliminare il foglio che non serve",
            )),
            None => kept.push(scheda),
        }
    }
    if kept.len() > 1 {
        let one_file = kept.iter().all(|s| s.luogo.file == kept[0].luogo.file);
        let originals = kept.iter().filter(|s| !e_copia(s)).count();
        if one_file && originals == 1 {
            let original = kept.remove(0);
            for copy in kept.drain(..) {
                segnalazioni.push(conflitto(
                    codici::FOG006,
                    &copy,
                    format!("il foglio è una copia di «{}» con valori diversi: vale l'originale", nome(&original)),
                ));
            }
            kept.push(original);
        } else {
            let codice = if one_file { codici::FOG006 } else { codici::FIL008 };
            for (i, scheda) in kept.iter().enumerate() {
                let other = &kept[usize::from(i == 0)];
                segnalazioni.push(conflitto(
                    codice,
                    scheda,
                    format!(
                        "lo stesso obiettivo sta anche in {} con valori diversi: nessuno dei due è valutato",
                        other.luogo
                    ),
                ));
            }
        }
    }
    let conta = kept.len() == 1;
    kept.into_iter()
        .enumerate()
        .map(|(i, scheda)| Voce { id: if i == 0 { id.to_owned() } else { format!("{id}-{}", i + 1) }, conta, scheda })
        .collect()
}

fn conflitto(codice: Codice, scheda: &Scheda, messaggio: String) -> Segnalazione {
    codice.at(in_testa(scheda), messaggio, "tenere la versione giusta ed eliminare l'altra")
}

/// Where the form says which obiettivo it is.
fn in_testa(scheda: &Scheda) -> crate::place::Luogo {
    scheda.intestazione.direzione.at.map_or_else(|| scheda.luogo.clone(), |at| scheda.luogo.at(at))
}

fn nome(scheda: &Scheda) -> &str {
    scheda.luogo.foglio.as_deref().unwrap_or("")
}

/// A sheet that its name says to be a copy: `Copia di …`, `… (2)`, `… - Copia`.
fn e_copia(scheda: &Scheda) -> bool {
    let words = normalise(nome(scheda));
    let numbered = nome(scheda)
        .trim_end()
        .strip_suffix(')')
        .and_then(|n| n.rsplit_once('('))
        .is_some_and(|(_, n)| n.parse::<u8>().is_ok());
    numbered || words.starts_with("copia di ") || words.ends_with(" copia") || words.starts_with("copy of ")
}

/// The same values, wherever they stand and however their labels and texts are written.
fn stesso_contenuto(a: &Scheda, b: &Scheda) -> bool {
    contenuto(a) == contenuto(b)
}

/// What a scheda says, a line a fact, whoever typed it: `Fase 1`, `n. 1` and `I` are one phase, `7 su 10` is `7/10`.
fn contenuto(s: &Scheda) -> Vec<String> {
    let testo = |text: Option<&String>| text.map(|text| normalise(text)).unwrap_or_default();
    let nome = |campo: &Campo| campo.testo.as_deref().map(identita::chiave).unwrap_or_default();
    let mut out = vec![nome(&s.intestazione.dirigente), nome(&s.intestazione.responsabile)];
    out.push(format!("{:?}", s.peso.valore));
    for f in &s.fasi {
        let mesi = f.mesi.each_ref().map(|m| m.punti);
        let punti = [&f.precedenti, &f.target_lug, &f.gap_lug, &f.target_dic, &f.gap_dic, &f.anno2, &f.anno3]
            .into_iter()
            .chain(&f.raggiunto)
            .map(|p| p.punti)
            .collect::<Vec<_>>();
        let descritta = testo(f.testo.as_ref().map(|t| &t.valore));
        out.push(format!(
            "{} {descritta} {} {mesi:?} {punti:?} {:?}",
            f.chiave(),
            f.annullata.is_some(),
            f.peso.valore
        ));
    }
    let raggiunto = |r: &Raggiunto| match r.valore {
        Some(valore) => format!("{valore} {:?}", r.denominatore),
        None => testo(r.testo.as_ref()),
    };
    for i in &s.indicatori {
        let atteso = i.atteso.map_or_else(|| testo(i.atteso_testo.as_ref()), |atteso| format!("{atteso:?}"));
        let (lug, dic) = (raggiunto(&i.lug), raggiunto(&i.dic));
        out.push(format!(
            "{} {} {atteso} {lug} {dic} {:?}",
            i.famiglia.as_str(),
            normalise(&i.nome.valore),
            i.peso.valore
        ));
    }
    for p in &s.personale {
        let categoria = testo(p.categoria.as_ref());
        let note = testo(p.note.as_ref().map(|note| &note.valore));
        out.push(format!("{} {categoria} {note} {:?}", identita::chiave(&p.nominativo.valore), p.pct.punti));
    }
    for r in &s.risorse {
        out.push(format!("{} {} {:?}", testo(r.tipologia.as_ref()), testo(r.descrizione.as_ref()), r.costo));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::scheda;

    /// The gravità of what is said of a sheet and its copy, once the copy was changed.
    fn said(change: impl Fn(&mut Scheda)) -> Vec<(&'static str, &'static str)> {
        let (original, mut copy) = (scheda(), scheda());
        copy.luogo.foglio = Some("Copia di Foglio".into());
        change(&mut copy);
        let mut segnalazioni = Vec::new();
        assert_eq!(scegli("id", vec![copy, original], &mut segnalazioni).len(), 1);
        segnalazioni.iter().map(|s| (s.codice.sigla, s.gravita.as_str())).collect()
    }

    #[test]
    fn a_copy_that_is_written_otherwise_says_the_same() {
        let same: [fn(&mut Scheda); 6] = [
            |_| {},
            |s| s.fasi[1].etichetta = "Fase II".into(),
            |s| s.indicatori[0].nome.valore = "N. EVENTI".into(),
            |s| s.indicatori[0].dic.testo = Some("quattro".into()),
            |s| s.personale[0].nominativo.valore = "Ada  Verdi".into(),
            |s| s.risorse[0].descrizione = Some("Arredi.".into()),
        ];
        for change in same {
            assert_eq!(said(change), [("FOG006", "avviso")]);
        }
        let other: [fn(&mut Scheda); 6] = [
            |s| s.fasi[1].peso.valore = Some(3.0),
            |s| s.fasi[1].gap_dic.punti = Some(-20.0),
            |s| s.indicatori[0].dic.valore = Some(3.0),
            |s| s.indicatori[0].atteso = None,
            |s| s.personale[0].pct.punti = Some(50.0),
            |s| s.risorse[0].costo = None,
        ];
        for change in other {
            assert_eq!(said(change), [("FOG006", "errore")]);
        }
    }
}
