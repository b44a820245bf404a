//! From schede to frames: ids, duplicates, canonical names, then one column after the other as the schema says.

use polars_core::prelude::{AnyValue, Column, DataFrame};

use super::anagrafe::{Anagrafe, Identita, area};
use super::schema::{self, Frame, Type};
use super::voci::Voce;
use super::{Dataset, collettive, identita};
use crate::config::{self, Collettivi, Regole};
use crate::place::CellRef;
use crate::scheda::polarita::{self, Polarita};
use crate::scheda::{Campo, Fase, Indicatore, Partecipazione, Raggiunto, Scheda};
use crate::segnalazione::Segnalazione;
use crate::tabelle::Tabelle;

/// What the body has decided about its schede, beside what stands in them.
#[derive(Clone, Copy, Debug)]
pub struct Scelte<'a> {
    /// Which indicators repeat the phases, which have a polarity of their own, which spellings are one person.
    pub regole: &'a Regole,
    /// Weights, people and validations that stand in no form.
    pub tabelle: &'a Tabelle,
}

/// The frames of some schede.
#[must_use]
pub fn dataset(voci: &[Voce], scelte: Scelte<'_>) -> Dataset {
    let Scelte { regole, tabelle } = scelte;
    let written = voci.iter().flat_map(|v| &v.scheda.personale).map(|p| p.nominativo.valore.as_str());
    let anagrafe = Anagrafe::new(written, &regole.persone.alias, &tabelle.anagrafica);
    let (mut schede, mut fasi, mut mesi) =
        (Rows::new(&schema::SCHEDE), Rows::new(&schema::FASI), Rows::new(&schema::MESI));
    let (mut indicatori, mut partecipazioni) = (Rows::new(&schema::INDICATORI), Rows::new(&schema::PARTECIPAZIONI));
    let mut risorse = Rows::new(&schema::RISORSE);
    let mut celle = Rows::new(&schema::CELLE);
    for Voce { id, conta, scheda } in voci {
        let i = &scheda.intestazione;
        let titolo = i.titolo.testo.as_deref().unwrap_or_default();
        let direzione = i.direzione.testo.as_deref().unwrap_or_default();
        celle_di(id, scheda, &mut celle);
        let role = |campo: &Campo| {
            campo.testo.as_deref().map_or(AnyValue::Null, |nome| owned(&anagrafe.role(nome, direzione)))
        };
        schede.push([
            text(Some(id)),
            text(Some(&scheda.luogo.file)),
            text(scheda.luogo.foglio.as_ref()),
            text(i.direzione.testo.as_ref()),
            role(&i.assessore),
            role(&i.dirigente),
            role(&i.responsabile),
            text(i.sezione.testo.as_ref()),
            text(i.missione.testo.as_ref()),
            text(i.programma.testo.as_ref()),
            text(i.obiettivo_strategico.testo.as_ref()),
            text(i.obiettivo_operativo.testo.as_ref()),
            text(i.progetto.testo.as_ref()),
            text(i.finalita.testo.as_ref()),
            text(i.titolo.testo.as_ref()),
            text(i.orizzonte.testo.as_ref()),
            text(i.descrizione.testo.as_ref()),
            number(scheda.n_personale.as_ref().map(|n| n.valore)),
            AnyValue::Boolean(*conta),
            number(tabelle.pesi.obiettivo(id, titolo).or(scheda.peso.valore)),
            number(tabelle.pesi.importo(id, titolo)),
            number(tabelle.validazioni.obiettivo(id, titolo)),
        ]);
        for fase in &scheda.fasi {
            fasi.push(riga_fase(id, fase, tabelle.pesi.fase(id, titolo, &fase.etichetta)));
            for (month, pct) in fase.mesi.iter().enumerate() {
                let Some(punti) = pct.punti else { continue };
                mesi.push([
                    text(Some(id)),
                    text(Some(&fase.etichetta)),
                    AnyValue::Int64(i64::try_from(month + 1).unwrap_or(0)),
                    number(Some(punti)),
                    cella(pct.at),
                    cella(fase.at),
                ]);
            }
        }
        for indicatore in &scheda.indicatori {
            indicatori.push(riga_indicatore(id, titolo, indicatore, scelte));
        }
        for p in &scheda.personale {
            let persona = anagrafe.find(&p.nominativo.valore, direzione);
            let collettiva = identita::e_collettiva(&p.nominativo.valore);
            let row = Riga { categoria: p.categoria.as_deref(), pct: p.pct.punti, ..Riga::new(id, p) };
            partecipazioni.push(Riga { collettiva, ..row }.values(&persona));
            if !collettiva || regole.persone.collettivi == Collettivi::Nessuno {
                continue;
            }
            let Ok((people, quota)) = collettive::quote(scheda, p, &anagrafe, &tabelle.anagrafica) else { continue };
            for one in people {
                let where_ = one.direzione.as_deref();
                let persona = anagrafe.find(&one.nominativo, where_.unwrap_or_default());
                let (categoria, voce) = (one.categoria.as_deref(), Some(p.nominativo.valore.as_str()));
                let row = Riga { categoria, pct: Some(quota), voce, direzione: where_, ..Riga::new(id, p) };
                partecipazioni.push(row.values(&persona));
            }
        }
        for r in &scheda.risorse {
            risorse.push([
                text(Some(id)),
                text(r.tipologia.as_ref()),
                text(r.descrizione.as_ref()),
                number(r.costo),
                cella(Some(r.at)),
            ]);
        }
    }
    Dataset {
        schede: schede.frame(),
        fasi: fasi.frame(),
        mesi: mesi.frame(),
        indicatori: indicatori.frame(),
        partecipazioni: partecipazioni.frame(),
        risorse: risorse.frame(),
        celle: celle.frame(),
        componenti: componenti(&anagrafe, tabelle),
    }
}

/// A row of `partecipazioni` on its way.
struct Riga<'a> {
    id: &'a str,
    scritta: &'a Partecipazione,
    categoria: Option<&'a str>,
    pct: Option<f64>,
    collettiva: bool,
    voce: Option<&'a str>,
    direzione: Option<&'a str>,
}

impl<'a> Riga<'a> {
    const fn new(id: &'a str, scritta: &'a Partecipazione) -> Self {
        Self { id, scritta, categoria: None, pct: None, collettiva: false, voce: None, direzione: None }
    }

    fn values(&self, persona: &Identita) -> [AnyValue<'static>; 12] {
        let opt = |text: Option<&str>| text.map_or(AnyValue::Null, owned);
        [
            owned(self.id),
            owned(&persona.nome),
            owned(&self.scritta.nominativo.valore),
            opt(self.categoria),
            text(self.scritta.note.as_ref().map(|n| &n.valore)),
            number(self.pct),
            cella(Some(self.scritta.nominativo.at)),
            AnyValue::Boolean(self.collettiva),
            text(persona.matricola.as_ref()),
            opt(self.categoria.and_then(area)),
            opt(self.voce),
            opt(self.direzione),
        ]
    }
}

/// Where the values of a scheda stand, filled or not.
fn celle_di(id: &str, scheda: &Scheda, rows: &mut Rows) {
    let mut add = |parte: &str, riga: Option<CellRef>, campo: &str, at: Option<CellRef>| {
        if at.is_some() {
            rows.push([owned(id), owned(parte), cella(riga), owned(campo), cella(at)]);
        }
    };
    add("scheda", None, "peso", scheda.peso.at);
    for f in scheda.fasi.iter().filter(|f| f.at.is_some()) {
        for (campo, at) in [
            ("precedenti", f.precedenti.at),
            ("target_lug", f.target_lug.at),
            ("gap_lug", f.gap_lug.at),
            ("target_dic", f.target_dic.at),
            ("gap_dic", f.gap_dic.at),
            ("raggiunto_lug", f.raggiunto[0].at),
            ("raggiunto_dic", f.raggiunto[1].at),
            ("peso", f.peso.at),
            ("annullata", f.annullata),
        ] {
            add("fase", f.at, campo, at);
        }
    }
    for i in &scheda.indicatori {
        for (campo, at) in
            [("atteso", i.atteso_at), ("raggiunto_lug", i.lug.at), ("raggiunto_dic", i.dic.at), ("peso", i.peso.at)]
        {
            add("indicatore", Some(i.nome.at), campo, at);
        }
    }
    for p in &scheda.personale {
        add("persona", Some(p.nominativo.at), "pct", p.pct.at);
        add("persona", Some(p.nominativo.at), "note", p.note.as_ref().map(|note| note.at));
    }
}

/// The values of `componenti.csv`, by the people of the run.
fn componenti(anagrafe: &Anagrafe<'_>, tabelle: &Tabelle) -> DataFrame {
    let mut rows = Rows::new(&schema::COMPONENTI);
    for v in tabelle.componenti.iter() {
        // A matricola tells homonyms apart as their direzione does on a scheda.
        let known =
            v.matricola.as_deref().and_then(|number| tabelle.anagrafica.people().find(|d| d.matricola == number));
        let direzione = known.and_then(|one| one.direzione.as_deref()).unwrap_or_default();
        let persona = v.nominativo.as_deref().map(|nome| anagrafe.find(nome, direzione).nome);
        rows.push([
            text(persona.as_ref()),
            text(v.matricola.as_ref()),
            owned(&v.colonna),
            number(Some(v.valore)),
            AnyValue::Int64(i64::try_from(v.riga).unwrap_or_default()),
        ]);
    }
    rows.frame()
}

fn riga_fase(id: &str, fase: &Fase, peso: Option<f64>) -> [AnyValue<'static>; 18] {
    [
        owned(id),
        text(Some(&fase.etichetta)),
        text(fase.testo.as_ref().map(|t| &t.valore)),
        AnyValue::Boolean(fase.annullata.is_some()),
        number(fase.precedenti.punti),
        number(fase.target_lug.punti),
        number(fase.gap_lug.punti),
        number(fase.target_dic.punti),
        number(fase.gap_dic.punti),
        number(fase.anno2.punti),
        number(fase.anno3.punti),
        cella(fase.at),
        cella(fase.testo.as_ref().map(|t| t.at)),
        number(fase.raggiunto[0].punti),
        number(fase.raggiunto[1].punti),
        AnyValue::Boolean(fase.gap_lug.illeggibile),
        AnyValue::Boolean(fase.gap_dic.illeggibile),
        number(peso.or(fase.peso.valore)),
    ]
}

fn riga_indicatore(
    id: &str,
    titolo: &str,
    indicatore: &Indicatore,
    Scelte { regole, tabelle }: Scelte<'_>,
) -> [AnyValue<'static>; 22] {
    let indicatori = &regole.indicatori;
    let nome = indicatore.nome.valore.as_str();
    let polarita = match indicatori.eccezione(titolo, nome) {
        Some(decided) => Polarita { bassa: decided == config::Polarita::Bassa, da: "eccezione", discorde: false },
        None => polarita::decide(indicatore),
    };
    let atteso = indicatore.atteso.as_ref();
    let comparatore = atteso.map(|a| match a.comparatore {
        Some(typed) => typed.as_str(),
        None if polarita.bassa => "<=",
        None => ">=",
    });
    let Raggiunto { testo: lug, valore: lug_valore, denominatore: lug_den, escluso: lug_escluso, .. } = &indicatore.lug;
    let Raggiunto { testo: dic, valore: dic_valore, denominatore: dic_den, escluso: dic_escluso, .. } = &indicatore.dic;
    [
        owned(id),
        owned(indicatore.famiglia.as_str()),
        owned(nome),
        text(indicatore.atteso_testo.as_ref()),
        comparatore.map_or(AnyValue::Null, owned),
        number(atteso.map(|a| a.valore)),
        number(atteso.and_then(|a| a.denominatore)),
        atteso.map_or(AnyValue::Null, |a| owned(a.unita.as_str())),
        text(lug.as_ref()),
        number(*lug_valore),
        number(*lug_den),
        text(dic.as_ref()),
        number(*dic_valore),
        number(*dic_den),
        cella(Some(indicatore.nome.at)),
        owned(if polarita.bassa { "bassa" } else { "alta" }),
        owned(polarita.da),
        AnyValue::Boolean(indicatori.ripete_le_fasi(nome)),
        AnyValue::Boolean(*lug_escluso),
        AnyValue::Boolean(*dic_escluso),
        number(tabelle.pesi.indicatore(id, titolo, nome).or(indicatore.peso.valore)),
        number(tabelle.validazioni.indicatore(id, titolo, nome)),
    ]
}

/// The frame of some segnalazioni; `id_of` gives the id of the scheda on a file's sheet.
#[must_use]
pub fn segnalazioni(list: &[Segnalazione], id_of: &dyn Fn(&Segnalazione) -> Option<String>) -> DataFrame {
    let mut rows = Rows::new(&schema::SEGNALAZIONI);
    for s in list {
        rows.push([
            owned(s.codice.sigla),
            owned(s.gravita.as_str()),
            owned(&s.luogo.file),
            text(s.luogo.foglio.as_ref()),
            cella(s.luogo.cella),
            text(id_of(s).as_ref()),
            owned(&s.messaggio),
            owned(&s.rimedio),
        ]);
    }
    rows.frame()
}

fn owned(text: &str) -> AnyValue<'static> {
    AnyValue::StringOwned(text.into())
}

fn text(text: Option<&String>) -> AnyValue<'static> {
    text.map_or(AnyValue::Null, |text| owned(text))
}

fn number(number: Option<f64>) -> AnyValue<'static> {
    number.map_or(AnyValue::Null, AnyValue::Float64)
}

fn cella(at: Option<crate::place::CellRef>) -> AnyValue<'static> {
    at.map_or(AnyValue::Null, |at| owned(&at.to_string()))
}

/// Rows on their way to a frame.
struct Rows {
    frame: &'static Frame,
    columns: Vec<Vec<AnyValue<'static>>>,
}

impl Rows {
    fn new(frame: &'static Frame) -> Self {
        Self { frame, columns: vec![Vec::new(); frame.columns.len()] }
    }

    fn push<const N: usize>(&mut self, row: [AnyValue<'static>; N]) {
        assert_eq!(N, self.columns.len(), "a row of {} has as many values as columns", self.frame.name);
        for (column, value) in self.columns.iter_mut().zip(row) {
            column.push(value);
        }
    }

    fn frame(self) -> DataFrame {
        let height = self.columns.first().map_or(0, Vec::len);
        let columns: Vec<Column> = self
            .frame
            .columns
            .iter()
            .zip(self.columns)
            .map(|(&(name, kind), values)| column(name, kind, &values))
            .collect();
        DataFrame::new(height, columns).expect("columns have one length and distinct names")
    }
}

fn column(name: &'static str, kind: Type, values: &[AnyValue<'static>]) -> Column {
    use polars_core::prelude::{NamedFrom, Series};
    let series = match kind {
        Type::Text => {
            let texts: Vec<Option<&str>> = values.iter().map(|v| v.get_str()).collect();
            Series::new(name.into(), texts)
        }
        Type::Number => Series::new(name.into(), values.iter().map(AnyValue::extract::<f64>).collect::<Vec<_>>()),
        Type::Whole => Series::new(name.into(), values.iter().map(AnyValue::extract::<i64>).collect::<Vec<_>>()),
        Type::Flag => Series::new(
            name.into(),
            values.iter().map(|v| if let AnyValue::Boolean(b) = v { Some(*b) } else { None }).collect::<Vec<_>>(),
        ),
    };
    series.into()
}
