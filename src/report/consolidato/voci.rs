//! The names under PERSONALE with what each adds to the result of its person.

use std::collections::BTreeMap;

use super::formule;
use crate::report::Material;
use crate::report::rows::{PartecipazioneRow, Rows};
use crate::scoring;

/// A name under PERSONALE.
#[derive(Clone, Copy, Debug)]
pub(super) struct Voce<'a> {
    pub riga: &'a PartecipazioneRow,
    /// The place of the person among the people; nobody's where the name is a collective one.
    pub persona: Option<usize>,
    /// From one: the second time that a scheda names the person it is 2.
    pub nr: i64,
    /// The punteggio that counts for this name.
    pub punteggio: Option<f64>,
    /// That of the phases that the note names, where it names any and that counts.
    pub rispetto_fasi: Option<f64>,
    /// How many phases the note names, where that counts.
    pub fasi_indicate: usize,
    /// The share, where there is one and a punteggio.
    pub quota: f64,
    /// The same by the punteggio.
    pub prodotto: f64,
    /// The two sums over all the names of the person in the scheda; 0 beside all but the first.
    pub nella_scheda: [f64; 2],
    /// The sum of all shares of the scheda.
    pub quote_scheda: f64,
}

/// What the rules make of a name.
#[derive(Clone, Copy, Debug, Default)]
struct Conto {
    punteggio: Option<f64>,
    rispetto_fasi: Option<f64>,
    fasi: usize,
}

/// The names in their order.
pub(super) fn read<'a>(material: &Material, rows: &'a Rows) -> Vec<Voce<'a>> {
    let people: BTreeMap<&str, usize> = rows.persone.iter().enumerate().map(|(n, p)| (p.persona.as_str(), n)).collect();
    let conti = conti(material, rows.partecipazioni.len());
    let mut seen: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    let mut all: BTreeMap<&str, f64> = BTreeMap::new();
    let mut sums: BTreeMap<(usize, &str), [f64; 2]> = BTreeMap::new();
    let mut voci: Vec<Voce> = Vec::new();
    for (riga, conto) in rows.partecipazioni.iter().zip(conti) {
        let persona = people.get(riga.persona.as_str()).copied().filter(|_| !riga.collettiva);
        let nr = seen.entry((&riga.persona, &riga.id)).or_default();
        *nr += 1;
        // What all answer for is nobody's own: a collective entry shows the punteggio of its scheda.
        let of_scheda = || rows.scheda(&riga.id).and_then(|s| s.punteggio);
        let punteggio = if persona.is_some() { conto.punteggio } else { of_scheda() };
        let (quota, prodotto) = riga.pct.zip(punteggio).map_or((0.0, 0.0), |(pct, p)| (pct, pct * p));
        // What was typed: the parts of a collective entry are in it already.
        *all.entry(&riga.id).or_default() += riga.pct.filter(|_| riga.voce.is_none()).unwrap_or(0.0);
        if let Some(persona) = persona {
            let sum = sums.entry((persona, &riga.id)).or_default();
            *sum = [sum[0] + quota, sum[1] + prodotto];
        }
        voci.push(Voce {
            riga,
            persona,
            nr: *nr,
            punteggio,
            rispetto_fasi: conto.rispetto_fasi,
            fasi_indicate: if persona.is_some() { conto.fasi } else { 0 },
            quota,
            prodotto,
            nella_scheda: [0.0; 2],
            quote_scheda: 0.0,
        });
    }
    for voce in &mut voci {
        let id = voce.riga.id.as_str();
        let own = voce.persona.filter(|_| voce.nr == 1).and_then(|persona| sums.get(&(persona, id)));
        voce.nella_scheda = own.copied().unwrap_or_default();
        voce.quote_scheda = all.get(id).copied().unwrap_or_default();
    }
    voci
}

fn conti(material: &Material, height: usize) -> Vec<Conto> {
    let presume = "the frames have the columns of the schema";
    let mut conti = vec![Conto::default(); height];
    let quote = scoring::quote(material.dataset, material.punteggi_fasi, material.punteggi_obiettivi, material.calcolo)
        .expect(presume);
    let number = |name: &str| quote.column(name).and_then(|c| c.f64()).expect(presume);
    let place = |n: Option<u32>| n.and_then(|n| usize::try_from(n).ok());
    let places = quote.column("riga").and_then(|c| c.u32()).expect(presume);
    for ((riga, punteggio), rispetto_fasi) in
        places.iter().zip(number("punteggio").iter()).zip(number("rispetto_fasi").iter())
    {
        if let Some(conto) = place(riga).and_then(|n| conti.get_mut(n)) {
            *conto = Conto { punteggio, rispetto_fasi, fasi: 0 };
        }
    }
    if formule::persone::limits(material.calcolo) {
        let named = scoring::fasi_indicate(material.dataset, material.punteggi_fasi).expect(presume);
        for riga in named.column("riga").and_then(|c| c.u32()).expect(presume).iter() {
            if let Some(conto) = place(riga).and_then(|n| conti.get_mut(n)) {
                conto.fasi += 1;
            }
        }
    }
    conti
}
