//! The report of one dirigente. What the others did, and who works for them, is not in it.

use super::Material;
use super::explain;
use super::model::{Block, Report, Value};
use super::parts::{self, chapter};
use super::riservatezza::{self, Menzioni, Visuale};
use super::ritardi;
use super::rows::{PartecipazioneRow, Rows, SchedaRow, SegnalazioneRow, key, person_key};
use super::scheda::{self, InFull};
use super::testi::{tavola, testo};
use super::wording::{self, count, esito, figure, heading, paragraph, percent, row, score, text};

/// Puts the report together.
pub(super) fn assemble(material: &Material, rows: &Rows, menzioni: &Menzioni, nome: &str) -> Report {
    // The people of a collective entry are named only where they are this dirigente's own.
    let rows =
        &Rows { partecipazioni: riservatezza::partecipazioni(rows, |s| is_of(s, nome), is_everyone), ..rows.clone() };
    let schede: Vec<&SchedaRow> = rows.schede.iter().filter(|s| is_of(s, nome)).collect();
    let segnalazioni = visible(rows, menzioni, &schede, nome);
    let errori = segnalazioni.iter().filter(|s| s.gravita == "errore").count();
    let avvisi = segnalazioni.iter().filter(|s| s.gravita == "avviso").count();
    let media = rows.struttura_of_person("dirigente", nome);
    let cover = parts::cover(schede.len(), media, errori, avvisi);
    let title = testo!("dirigente-titolo", anno = material.anno.to_string());
    let mut report = parts::frame(material, title, nome, errori, cover);
    report.front = vec![Block::Contents(1)];

    let mut sintesi = vec![Block::Figures(vec![
        figure(testo!("figura-schede"), count(schede.len()), None),
        parts::media(media),
        parts::in_ritardo(rows, &schede),
        parts::sotto_atteso(rows, &schede),
        parts::errori(errori),
        parts::avvisi(avvisi),
    ])];
    sintesi.extend(parts::notices(material, errori, &schede));
    let comuni = schede.iter().filter(|s| is_everyone(s)).count();
    if comuni > 0 {
        sintesi.push(paragraph(testo!("dirigente-comuni", schede = comuni)));
    }
    sintesi.push(parts::chart_classi(material, &[(testo!("dirigente-obiettivi"), schede.clone())]));
    sintesi.push(Block::Table(scheda::elenco(material, &schede)));

    let mut blocks = Vec::new();
    for scheda in &schede {
        blocks.push(scheda::sheet(scheda));
        blocks.extend(InFull { material, rows, scheda, segnalazioni: &segnalazioni }.blocks());
    }
    let all: Vec<&SegnalazioneRow> = segnalazioni.iter().collect();
    report.chapters = vec![
        chapter(testo!("dirigente-sintesi"), testo!("dirigente-sintesi"), sintesi),
        chapter(testo!("dirigente-ritardo"), testo!("dirigente-ritardo.breve"), in_ritardo(material, rows, &schede)),
        chapter(testo!("dirigente-schede"), testo!("dirigente-schede"), blocks),
        chapter(
            testo!("dirigente-conti"),
            testo!("dirigente-conti.breve"),
            conti(material, rows, &schede, &segnalazioni),
        ),
        chapter(testo!("dirigente-personale"), testo!("dirigente-personale"), personale(material, rows, &schede)),
        chapter(
            testo!("dirigente-segnalazioni"),
            testo!("dirigente-segnalazioni"),
            vec![Block::Table(parts::table_segnalazioni(testo!("dirigente-segnalazioni"), &all))],
        ),
        chapter(
            testo!("dirigente-metodo"),
            testo!("dirigente-metodo"),
            material.note_metodo.iter().map(paragraph).collect(),
        ),
    ];
    if let Some(own) = explain::valutazione(material, rows, "dirigente", nome) {
        let mut valutazione = own.blocks();
        valutazione.push(explain::regole(&[own]));
        // After the schede and how they were scored.
        report
            .chapters
            .insert(4, chapter(testo!("dirigente-valutazione"), testo!("dirigente-valutazione"), valutazione));
    }
    report
}

/// How each scheda got its punteggio; of the segnalazioni only what makes it provisional, the others stand on its page.
fn conti(material: &Material, rows: &Rows, schede: &[&SchedaRow], segnalazioni: &[SegnalazioneRow]) -> Vec<Block> {
    let errori: Vec<SegnalazioneRow> = segnalazioni.iter().filter(|s| s.gravita == "errore").cloned().collect();
    let each: Vec<_> = schede.iter().map(|scheda| explain::scheda(material, rows, scheda, &errori)).collect();
    let mut blocks = vec![paragraph(testo!("dirigente-conti.testo")), explain::regole(&each)];
    for spiegazione in each {
        blocks.push(heading(2, spiegazione.nome.as_str()));
        blocks.extend(spiegazione.blocks());
    }
    blocks
}

/// The late phases first, then the indicators below what was expected, then what changed since the checkpoint before.
fn in_ritardo(material: &Material, rows: &Rows, schede: &[&SchedaRow]) -> Vec<Block> {
    let mut blocks = vec![
        heading(2, testo!("ritardi-fasi")),
        Block::Table(ritardi::table_fasi(&ritardi::fasi(rows, schede))),
        heading(2, testo!("ritardi-indicatori")),
        Block::Table(ritardi::table_indicatori(testo!("dirigente-ritardo.indicatori"), rows, schede)),
    ];
    if let (Some(prima), Some(table)) = (&material.prima, ritardi::cambiamenti(material, schede)) {
        let title = testo!("ritardi-cambiamenti", prima = prima.nome, ora = material.scadenza_nome);
        blocks.extend([heading(2, title), Block::Table(table)]);
    }
    blocks
}

/// Whether a scheda names every dirigente at once.
fn is_everyone(scheda: &SchedaRow) -> bool {
    scheda.dirigente.as_deref().is_some_and(|d| key(d) == "tutti i dirigenti")
}

fn is_of(scheda: &SchedaRow, nome: &str) -> bool {
    is_everyone(scheda) || scheda.dirigente.as_deref().is_some_and(|d| person_key(d) == person_key(nome))
}

/// The people of these schede: the share in each, and a result of their own only when it rests on these schede alone.
fn personale(material: &Material, rows: &Rows, schede: &[&SchedaRow]) -> Vec<Block> {
    let is_here = |p: &&PartecipazioneRow| schede.iter().any(|s| s.id == p.id);
    let mut names: Vec<&str> =
        rows.partecipazioni.iter().filter(|p| !p.collettiva).filter(is_here).map(|p| p.persona.as_str()).collect();
    names.sort_unstable();
    names.dedup();

    let mut people = Vec::new();
    let mut shares = Vec::new();
    for name in names {
        let all: Vec<&PartecipazioneRow> = rows.partecipazioni.iter().filter(|p| p.persona == name).collect();
        let here: Vec<&PartecipazioneRow> = all.iter().copied().filter(|p| is_here(p)).collect();
        let mut ids: Vec<&str> = here.iter().map(|p| p.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let result = rows.persone.iter().find(|p| p.persona == name);
        let categoria = text(here.iter().find_map(|p| p.categoria.as_deref()));
        let (risultato, stato) = match result {
            Some(result) if all.len() == here.len() => {
                (score(result.risultato, testo!("stato-non-valutabile")), esito(result.provvisorio))
            }
            _ => (Value::Text(testo!("dirigente-personale.altrove")), Value::Blank),
        };
        people.push(row(None, vec![Value::Text(name.to_owned()), categoria, count(ids.len()), risultato, stato]));
        for p in here {
            let Some(whole) = schede.iter().find(|s| s.id == p.id) else { continue };
            shares.push(row(
                Some(whole.cella(p.cella.as_deref())),
                vec![
                    Value::Text(name.to_owned()),
                    Value::Text(whole.nome().to_owned()),
                    p.pct.map_or_else(|| Value::Text(testo!("stato-mancante")), |pct| percent(Some(pct))),
                    score(whole.punteggio, testo!("stato-non-valutabile")),
                    wording::giudizio(whole.giudizio.as_deref(), material.classi),
                ],
            ));
        }
    }
    vec![
        paragraph(testo!("dirigente-personale.testo")),
        heading(2, testo!("dirigente-persone")),
        Block::Table(tavola!("tabella-persone-dirigente", people)),
        heading(2, testo!("dirigente-partecipazioni")),
        Block::Table(tavola!("tabella-quote-dirigente", shares)),
    ]
}

/// The segnalazioni of these schede, without any text that speaks of somebody or something outside them.
fn visible(rows: &Rows, menzioni: &Menzioni, schede: &[&SchedaRow], nome: &str) -> Vec<SegnalazioneRow> {
    let ids = schede.iter().map(|s| s.id.as_str()).collect();
    let visuale = Visuale::new(menzioni, &ids, &[nome]);
    let own = rows.segnalazioni.iter().filter(|x| schede.iter().any(|s| x.about(s)));
    own.map(|x| visuale.shown(x)).collect()
}
