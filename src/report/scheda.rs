//! A scheda in full, on a page wherever a page can hold it.

use super::Material;
use super::model::{Block, Fact, Table, Tone, Value};
use super::parts::{
    fase_grado, fase_raggiunto, indicatore_grado, indicatore_raggiunto, persona_cells, risorsa_cells, stato,
};
use super::rows::{IndicatoreRow, Rows, SchedaRow, SegnalazioneRow};
use super::testi::{tavola, testo};
use super::wording::{self, fact, figure, heading, meter, notice, paragraph, percent, row, score, text, text_or};
use crate::italian::percent_as_typed;

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

/// Gives a scheda its page.
pub(super) fn sheet(scheda: &SchedaRow) -> Block {
    Block::Sheet(testo!("scheda-segue", scheda = scheda.nome()))
}

/// The schede with their scores and their pages. Their direzione stands on the page of each.
pub(super) fn elenco(material: &Material, schede: &[&SchedaRow]) -> Table {
    let rows = schede.iter().map(|s| {
        let cells = vec![
            Value::Text(s.nome().to_owned()),
            score(s.rispetto_fasi, testo!("stato-nessuna")),
            score(s.indicatori, testo!("stato-nessuno")),
            meter(s.punteggio),
            wording::giudizio(s.giudizio.as_deref(), material.classi),
            stato(s),
            page(s),
        ];
        row(Some(s.luogo()), cells)
    });
    tavola!("tabella-obiettivi", rows.collect())
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
        blocks.extend(self.mezzi());
        // What only informs is told in full among all segnalazioni: here it would take a scheda to a second page.
        let (note, own): (Vec<_>, Vec<_>) =
            self.segnalazioni.iter().filter(|x| x.about(s)).partition(|x| x.gravita == "nota");
        blocks.push(heading(3, testo!("scheda-segnalazioni")));
        if own.is_empty() && !note.is_empty() {
            blocks.push(paragraph(testo!("scheda-segnalazioni.solo-note", note = note.len())));
        } else {
            blocks.push(Block::Table(segnalazioni(&own)));
            blocks.extend((!note.is_empty()).then(|| paragraph(testo!("scheda-segnalazioni.note", note = note.len()))));
        }
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
            .clone()
            .map(|f| {
                let raggiunto = f.raggiunto.filter(|_| f.stato().is_none());
                let cells = vec![
                    Value::Text(f.fase.clone()),
                    text_or(f.testo.as_deref(), testo!("senza-descrizione")),
                    Value::Months { shares: f.mesi, until, target: f.target, raggiunto },
                    percent(f.target),
                    match (f.prima, raggiunto) {
                        (Some(prima), Some(ora)) => Value::Trend(prima, ora),
                        _ => fase_raggiunto(f),
                    },
                    fase_grado(f),
                ];
                row(Some(self.scheda.cella(f.cella.as_deref().or(f.cella_testo.as_deref()))), cells)
            })
            .collect();
        let prima = self.material.prima.as_ref().filter(|_| own.clone().any(|f| f.prima.is_some()));
        let raggiunto = prima.map_or_else(
            || testo!("fase-raggiunto"),
            |prima| testo!("fase-raggiunto.da", prima = prima.nome, ora = self.material.scadenza_nome),
        );
        tavola!("tabella-fasi", rows, raggiunto = raggiunto)
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
                    text(motivo(i).as_deref()),
                ];
                row(Some(self.scheda.cella(i.cella.as_deref())), cells)
            })
            .collect();
        tavola!("tabella-indicatori", rows)
    }

    /// With what: people beside resources; many people beside each other, where the scheda names no resources.
    fn mezzi(&self) -> Vec<Block> {
        const MANY: usize = 6;
        let (personale, risorse) = (self.personale(), self.risorse());
        let title = heading(3, testo!("scheda-personale"));
        if !risorse.rows.is_empty() || personale.rows.len() < MANY {
            return vec![Block::Columns(vec![
                vec![title, Block::Table(personale)],
                vec![heading(3, testo!("scheda-risorse")), Block::Table(risorse)],
            ])];
        }
        let mut first = personale;
        let rest = first.rows.split_off(first.rows.len().div_ceil(2));
        let second = Table { rows: rest, ..first.clone() };
        let halves = [first, second].map(|half| vec![Block::Table(half)]);
        vec![title, Block::Columns(halves.into()), paragraph(risorse.empty)]
    }

    fn personale(&self) -> Table {
        let own = self.rows.partecipazioni.iter().filter(|p| p.id == self.scheda.id);
        let noted = own.clone().any(|p| p.note.is_some());
        let rows = own.map(|p| row(Some(self.scheda.cella(p.cella.as_deref())), persona_cells(p))).collect();
        let mut table = tavola!("tabella-personale", rows);
        if !noted {
            // Nobody wrote a note: the column would be dashes alone.
            table.columns.pop();
            table.rows.iter_mut().for_each(|row| row.cells.truncate(3));
        }
        table
    }

    fn risorse(&self) -> Table {
        let own = self.rows.risorse.iter().filter(|r| r.id == self.scheda.id);
        let rows = own.map(|r| row(Some(self.scheda.cella(r.cella.as_deref())), risorsa_cells(r))).collect();
        tavola!("tabella-risorse", rows)
    }
}

/// Why an indicator is scored as it is, in words.
pub(super) fn motivo(indicatore: &IndicatoreRow) -> Option<String> {
    let typed = indicatore.atteso_valore;
    // What a strict comparison asks for, where it is not what was written.
    let utile = indicatore.atteso_utile.filter(|utile| {
        let written = typed[0].map(|value| typed[1].filter(|d| *d > 0.0).map_or(value, |d| value / d));
        written.is_some_and(|written| (written - utile).abs() > 1e-9)
    });
    let utile = utile.map(|utile| percent_as_typed(utile).trim_end_matches('%').to_owned());
    Some(match indicatore.motivo.as_deref()? {
        "crescente" => match utile {
            Some(utile) => testo!("motivo-crescente.utile", utile = utile),
            None => testo!("motivo-crescente"),
        },
        "decrescente" => match utile {
            Some(utile) => testo!("motivo-decrescente.utile", utile = utile),
            None => testo!("motivo-decrescente"),
        },
        "si/no" => testo!("motivo-si-no"),
        "mancante" if indicatore.grado.is_some() => testo!("motivo-mancante"),
        "mancante" => testo!("motivo-mancante.escluso"),
        "informativo" => testo!("motivo-informativo"),
        other => other.to_owned(),
    })
}

/// The score as a bar; where there is none, what is shown in its place.
fn grado(indicatore: &IndicatoreRow) -> Value {
    match (indicatore.grado, indicatore.rapporto) {
        (Some(grado), _) => Value::Meter(grado),
        (None, Some(rapporto)) if !indicatore.escluso => {
            let rapporto = percent_as_typed(rapporto);
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
