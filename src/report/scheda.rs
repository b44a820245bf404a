//! A scheda in full, on a page wherever a page can hold it.

use super::Material;
use super::model::{Block, Column, ColumnKind, Fact, Table, Tone, Value};
use super::parts::{
    fase_grado, fase_raggiunto, indicatore_grado, indicatore_raggiunto, persona_cells, risorsa_cells, table_obiettivi,
};
use super::rows::{IndicatoreRow, Rows, SchedaRow, SegnalazioneRow};
use super::testi::{tavola, testo};
use super::wording::{self, fact, figure, heading, notice, paragraph, percent, row, score, text, text_or};

/// A scheda, and who reads it.
pub(super) struct InFull<'a> {
    pub material: &'a Material<'a>,
    pub rows: &'a Rows,
    pub scheda: &'a SchedaRow,
    /// The segnalazioni that this reader may see.
    pub segnalazioni: &'a [SegnalazioneRow],
}

/// The page of a scheda, in a report that has it in full.
pub(super) fn page(scheda: &SchedaRow) -> Value {
    Value::Page(format!("scheda {}", scheda.id))
}

/// The schede with their scores and their pages.
pub(super) fn elenco(material: &Material, schede: &[&SchedaRow]) -> Table {
    let mut table = table_obiettivi(material, schede);
    table.columns.push(Column { title: testo!("tabella-obiettivi.pagina"), kind: ColumnKind::Number });
    for (row, scheda) in table.rows.iter_mut().zip(schede) {
        row.cells.push(page(scheda));
    }
    table
}

impl InFull<'_> {
    /// The scheda in full.
    pub fn blocks(&self) -> Vec<Block> {
        let s = self.scheda;
        let mut blocks = vec![Block::Anchor(format!("scheda {}", s.id)), heading(2, s.nome())];
        blocks.extend(s.descrizione.as_ref().map(paragraph));
        blocks.push(Block::Figures(vec![
            figure(testo!("scheda-punteggio"), score(s.punteggio, testo!("stato-non-valutabile")), s.giudizio.clone()),
            figure(
                testo!("scheda-rispetto-fasi"),
                score(s.rispetto_fasi, testo!("scheda-rispetto-fasi.nessuna")),
                None,
            ),
            figure(
                testo!("scheda-grado-indicatori"),
                score(s.indicatori, testo!("scheda-grado-indicatori.nessuno")),
                None,
            ),
        ]));
        blocks.extend(self.state());
        blocks.push(Block::Facts(header(s)));
        blocks.extend([heading(3, testo!("scheda-fasi")), Block::Table(self.fasi())]);
        blocks.extend([heading(3, testo!("scheda-indicatori")), Block::Table(self.indicatori())]);
        blocks.push(Block::Columns(vec![
            vec![heading(3, testo!("scheda-personale")), Block::Table(self.personale())],
            vec![heading(3, testo!("scheda-risorse")), Block::Table(self.risorse())],
        ]));
        let own: Vec<&SegnalazioneRow> = self.segnalazioni.iter().filter(|x| x.about(s)).collect();
        blocks.extend([heading(3, testo!("scheda-segnalazioni")), Block::Table(segnalazioni(&own))]);
        blocks
    }

    fn state(&self) -> Option<Block> {
        let s = self.scheda;
        if !s.conta {
            Some(notice(Tone::Bad, testo!("scheda-non-conteggiata"), testo!("scheda-non-conteggiata.testo")))
        } else if s.provvisorio {
            let errori = self.segnalazioni.iter().filter(|x| x.gravita == "errore" && x.about(s)).count();
            let said = testo!("scheda-provvisoria.testo", errori = errori);
            Some(notice(Tone::Warning, testo!("scheda-provvisoria"), said))
        } else {
            None
        }
    }

    fn fasi(&self) -> Table {
        let until = self.material.scadenza_data.month().unsigned_abs();
        let own = self.rows.fasi.iter().filter(|f| f.id == self.scheda.id);
        let rows = own
            .map(|f| {
                let cells = vec![
                    Value::Text(f.fase.clone()),
                    text_or(f.testo.as_deref(), testo!("senza-descrizione")),
                    Value::Months { shares: f.mesi, until },
                    percent(f.target),
                    fase_raggiunto(f),
                    fase_grado(f),
                ];
                row(Some(self.scheda.cella(f.cella.as_deref().or(f.cella_testo.as_deref()))), cells)
            })
            .collect();
        tavola!("tabella-fasi", rows)
    }

    fn indicatori(&self) -> Table {
        let own = self.rows.indicatori.iter().filter(|i| i.id == self.scheda.id);
        let rows = own
            .map(|i| {
                let cells = vec![
                    text(i.famiglia.as_deref().map(wording::famiglia).as_deref()),
                    text_or(i.nome.as_deref(), testo!("senza-nome")),
                    text_or(i.atteso.as_deref(), testo!("senza-atteso")),
                    indicatore_raggiunto(self.material, i),
                    grado(i),
                    text(i.motivo.as_deref()),
                ];
                row(Some(self.scheda.cella(i.cella.as_deref())), cells)
            })
            .collect();
        tavola!("tabella-indicatori", rows)
    }

    fn personale(&self) -> Table {
        let own = self.rows.partecipazioni.iter().filter(|p| p.id == self.scheda.id);
        let rows = own.map(|p| row(Some(self.scheda.cella(p.cella.as_deref())), persona_cells(p))).collect();
        tavola!("tabella-personale", rows)
    }

    fn risorse(&self) -> Table {
        let own = self.rows.risorse.iter().filter(|r| r.id == self.scheda.id);
        let rows = own.map(|r| row(Some(self.scheda.cella(r.cella.as_deref())), risorsa_cells(r))).collect();
        tavola!("tabella-risorse", rows)
    }
}

/// The score as a bar; where there is none, what is shown in its place.
fn grado(indicatore: &IndicatoreRow) -> Value {
    match (indicatore.grado, indicatore.rapporto) {
        (Some(grado), _) => Value::Meter(grado),
        (None, Some(rapporto)) if !indicatore.escluso => {
            let rapporto = crate::italian::percent_as_typed(rapporto);
            Value::Text(testo!("indicatore-non-valutato", rapporto = rapporto))
        }
        _ => indicatore_grado(indicatore),
    }
}

/// The segnalazioni of one sheet, the gravest first: the cell alone says where.
fn segnalazioni(own: &[&SegnalazioneRow]) -> Table {
    let mut sorted = own.to_vec();
    sorted.sort_by_key(|s| match s.gravita.as_str() {
        "errore" => 0,
        "avviso" => 1,
        _ => 2,
    });
    let rows = sorted.into_iter().map(|s| {
        let cells = vec![
            wording::gravita(&s.gravita),
            Value::Text(s.codice.clone()),
            text(s.cella.as_deref()),
            text(s.messaggio.as_deref()),
            text(s.rimedio.as_deref()),
        ];
        row(s.luogo(), cells)
    });
    tavola!("tabella-segnalazioni-scheda", rows.collect())
}

/// The header's fields; those that are blank are named together.
fn header(s: &SchedaRow) -> Vec<Fact> {
    let all = [
        (testo!("campo-direzione"), &s.direzione),
        (testo!("campo-sezione"), &s.sezione),
        (testo!("campo-assessore"), &s.assessore),
        (testo!("campo-dirigente"), &s.dirigente),
        (testo!("campo-responsabile"), &s.responsabile),
        (testo!("campo-missione"), &s.missione),
        (testo!("campo-programma"), &s.programma),
        (testo!("campo-obiettivo-strategico"), &s.obiettivo_strategico),
        (testo!("campo-obiettivo-operativo"), &s.obiettivo_operativo),
        (testo!("campo-progetto"), &s.progetto),
        (testo!("campo-finalita"), &s.finalita),
        (testo!("campo-orizzonte"), &s.orizzonte),
    ];
    let said = |(label, value): &(String, &Option<String>)| {
        value.as_ref().map(|v| fact(label.clone(), Value::Text(v.clone())))
    };
    let mut facts: Vec<Fact> = all.iter().filter_map(said).collect();
    let blank: Vec<String> = all.iter().filter(|(_, v)| v.is_none()).map(|(label, _)| label.to_lowercase()).collect();
    if !blank.is_empty() {
        facts.push(fact(testo!("campi-non-indicati"), Value::Text(blank.join(", "))));
    }
    facts.push(fact(testo!("campo-fonte"), Value::Text(s.luogo().to_string())));
    facts
}
