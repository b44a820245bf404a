//! A scheda in full, on a page wherever a page can hold it.

use super::Material;
use super::model::{Block, Column, ColumnKind, Fact, Table, Tone, Value};
use super::parts::{
    fase_grado, fase_raggiunto, indicatore_grado, indicatore_raggiunto, persona_cells, risorsa_cells, table_obiettivi,
};
use super::rows::{IndicatoreRow, Rows, SchedaRow, SegnalazioneRow};
use super::wording::{
    self, conta, fact, figure, heading, notice, paragraph, percent, row, score, table, text, text_or,
};

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
    table.columns.push(Column { title: "Pagina".to_owned(), kind: ColumnKind::Number });
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
            figure("punteggio", score(s.punteggio, "non valutabile"), s.giudizio.clone()),
            figure("rispetto delle fasi", score(s.rispetto_fasi, "nessuna fase dovuta"), None),
            figure("indicatori", score(s.indicatori, "nessuno valutato"), None),
        ]));
        blocks.extend(self.state());
        blocks.push(Block::Facts(header(s)));
        blocks.extend([heading(3, "Fasi"), Block::Table(self.fasi())]);
        blocks.extend([heading(3, "Indicatori"), Block::Table(self.indicatori())]);
        blocks.push(Block::Columns(vec![
            vec![heading(3, "Personale"), Block::Table(self.personale())],
            vec![heading(3, "Risorse"), Block::Table(self.risorse())],
        ]));
        let own: Vec<&SegnalazioneRow> = self.segnalazioni.iter().filter(|x| x.about(s)).collect();
        blocks.extend([heading(3, "Segnalazioni"), Block::Table(segnalazioni(&own))]);
        blocks
    }

    fn state(&self) -> Option<Block> {
        let s = self.scheda;
        if !s.conta {
            Some(notice(
                Tone::Bad,
                "Scheda non conteggiata",
                "La scheda esiste in più versioni che non concordano: finché non se ne lascia una sola, nessun punteggio la usa.",
            ))
        } else if s.provvisorio {
            let errori = self.segnalazioni.iter().filter(|x| x.gravita == "errore" && x.about(s)).count();
            let said = match errori {
                0 => "La scheda ha errori da correggere".to_owned(),
                n => format!("La scheda ha {} da correggere", conta(n, "errore", "errori")),
            };
            Some(notice(Tone::Warning, "Punteggio provvisorio", format!("{said}: il punteggio può cambiare.")))
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
                    text_or(f.testo.as_deref(), "senza descrizione"),
                    Value::Months { shares: f.mesi, until },
                    percent(f.target),
                    fase_raggiunto(f),
                    fase_grado(f),
                ];
                row(Some(self.scheda.cella(f.cella.as_deref().or(f.cella_testo.as_deref()))), cells)
            })
            .collect();
        let columns = ["@Fase", "Descrizione", "@Mesi previsti", "#Target", "#Raggiunto", "#Grado"];
        table("", &columns, rows, "La scheda non ha fasi.")
    }

    fn indicatori(&self) -> Table {
        let own = self.rows.indicatori.iter().filter(|i| i.id == self.scheda.id);
        let rows = own
            .map(|i| {
                let cells = vec![
                    text(i.famiglia.as_deref().map(wording::famiglia)),
                    text_or(i.nome.as_deref(), "senza nome"),
                    text_or(i.atteso.as_deref(), "senza atteso"),
                    indicatore_raggiunto(self.material, i),
                    grado(i),
                    text(i.motivo.as_deref()),
                ];
                row(Some(self.scheda.cella(i.cella.as_deref())), cells)
            })
            .collect();
        let columns = ["@Famiglia", "Indicatore", "Atteso", "Raggiunto", "@Grado", "Motivo"];
        table("", &columns, rows, "La scheda non ha indicatori.")
    }

    fn personale(&self) -> Table {
        let own = self.rows.partecipazioni.iter().filter(|p| p.id == self.scheda.id);
        let rows = own.map(|p| row(Some(self.scheda.cella(p.cella.as_deref())), persona_cells(p))).collect();
        table("", &["Nominativo", "@Categoria", "#Quota", "Note"], rows, "La scheda non indica personale.")
    }

    fn risorse(&self) -> Table {
        let own = self.rows.risorse.iter().filter(|r| r.id == self.scheda.id);
        let rows = own.map(|r| row(Some(self.scheda.cella(r.cella.as_deref())), risorsa_cells(r))).collect();
        table("", &["Tipologia", "Descrizione", "#Costo"], rows, "La scheda non indica risorse.")
    }
}

/// The score as a bar; where there is none, what is shown in its place.
fn grado(indicatore: &IndicatoreRow) -> Value {
    match (indicatore.grado, indicatore.rapporto) {
        (Some(grado), _) => Value::Meter(grado),
        (None, Some(rapporto)) if !indicatore.escluso => {
            Value::Text(format!("{}, non valutato", crate::italian::percent_as_typed(rapporto)))
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
    let columns = ["@Gravità", "@Codice", "@Cella", "Che cosa", "Che cosa fare"];
    table("", &columns, rows.collect(), "Nessuna segnalazione su questa scheda.")
}

/// The header's fields; those that are blank are named together.
fn header(s: &SchedaRow) -> Vec<Fact> {
    let all = [
        ("Direzione", &s.direzione),
        ("Sezione", &s.sezione),
        ("Assessore", &s.assessore),
        ("Dirigente", &s.dirigente),
        ("Responsabile", &s.responsabile),
        ("Missione", &s.missione),
        ("Programma", &s.programma),
        ("Obiettivo strategico", &s.obiettivo_strategico),
        ("Obiettivo operativo", &s.obiettivo_operativo),
        ("Progetto", &s.progetto),
        ("Finalità", &s.finalita),
        ("Orizzonte", &s.orizzonte),
    ];
    let said = |(label, value): &(&str, &Option<String>)| value.as_ref().map(|v| fact(label, Value::Text(v.clone())));
    let mut facts: Vec<Fact> = all.iter().filter_map(said).collect();
    let blank: Vec<String> = all.iter().filter(|(_, v)| v.is_none()).map(|(label, _)| label.to_lowercase()).collect();
    if !blank.is_empty() {
        facts.push(fact("Non indicati", Value::Text(blank.join(", "))));
    }
    facts.push(fact("Fonte", Value::Text(s.luogo().to_string())));
    facts
}
