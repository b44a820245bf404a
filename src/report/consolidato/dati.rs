//! What is listed as it is: resources, segnalazioni, the rules.

use super::{nr, whose};
use crate::report::Material;
use crate::report::live::{Link, Live, Named};
use crate::report::model::{Block, Row, Tone, Value};
use crate::report::parts;
use crate::report::rows::{Rows, SchedaRow};
use crate::report::wording::{self, heading, paragraph, row, table, text};

use super::schede::source;

/// One row a resource.
pub(super) fn risorse(material: &Material, rows: &Rows) -> Live {
    let cells = rows.risorse.iter().map(|r| {
        let mut cells = Vec::from(whose(rows, &r.id));
        cells.extend(parts::risorsa_cells(r));
        cells.push(text(r.cella.as_deref()));
        row(rows.scheda(&r.id).map(|s| s.cella(r.cella.as_deref())), cells)
    });
    let columns = ["#Nr", "Obiettivo", "Direzione", "Tipologia", "Descrizione", "#Costo", "@Cella"];
    Live::new("Risorse", 2, table("Risorse indicate nelle schede", &columns, cells.collect(), "Nessuna risorsa."))
        .link("Nr", Some(Link::Row("Obiettivi".to_owned())))
        .link("Cella", source(material))
}

/// One row a segnalazione, the gravest first.
pub(super) fn segnalazioni(material: &Material, rows: &Rows) -> Live {
    let mut sorted: Vec<_> = rows.segnalazioni.iter().collect();
    sorted.sort_by_key(|s| match s.gravita.as_str() {
        "errore" => 0,
        "avviso" => 1,
        _ => 2,
    });
    let cells: Vec<Row> = sorted
        .into_iter()
        .map(|s| {
            let scheda = s.id.as_deref().and_then(|id| rows.scheda(id));
            let cells = vec![
                wording::gravita(&s.gravita),
                Value::Text(s.codice.clone()),
                nr(rows, s.id.as_deref()),
                text(scheda.map(SchedaRow::nome)),
                text(s.file.as_deref()),
                text(s.foglio.as_deref()),
                text(s.cella.as_deref()),
                text(s.messaggio.as_deref().map(parts::capital).as_deref()),
                text(s.rimedio.as_deref().map(parts::capital).as_deref()),
            ];
            row(s.luogo(), cells)
        })
        .collect();
    let columns = ["@Gravità", "@Codice", "#Nr", "Obiettivo", "File", "Foglio", "@Cella", "Che cosa", "Che cosa fare"];
    Live::new("Segnalazioni", 2, table("Segnalazioni", &columns, cells, "Nessuna segnalazione."))
        .states("Gravità", &[("errore".to_owned(), Tone::Bad), ("avviso".to_owned(), Tone::Warning)])
        .link("Nr", Some(Link::Row("Obiettivi".to_owned())))
        .link("Cella", source(material))
}

/// The rules: first those that formulas read, by name, then all of them.
pub(super) fn regole(material: &Material) -> Vec<Block> {
    let regole = material.calcolo;
    let valutati = if regole.scores_indicators(material.finale) { 1.0 } else { 0.0 };
    let lines = [
        ("Peso delle fasi nel punteggio", "peso_fasi", regole.obiettivo.peso_fasi),
        ("Peso degli indicatori nel punteggio", "peso_indicatori", regole.obiettivo.peso_indicatori),
        ("Gli indicatori sono valutati a questa scadenza (1 sì, 0 no)", "indicatori_valutati", valutati),
    ];
    let cells = lines.iter().map(|(what, name, value)| {
        let decimals = if value.fract() == 0.0 { 0 } else { 2 };
        row(
            None,
            vec![
                Value::Text((*what).to_owned()),
                Value::Number { value: *value, decimals },
                Value::Text((*name).to_owned()),
            ],
        )
    });
    let columns = ["Regola", "#Valore", "@Nome nelle formule"];
    let mut parametri = Live::new(
        "Parametri",
        0,
        table("Le regole che le formule leggono", &columns, cells.collect(), "Nessuna regola."),
    );
    parametri = parametri.input("Valore", 0.0, 1_000_000.0);
    parametri.named =
        lines.iter().enumerate().map(|(row, (_, name, _))| Named { row, col: 1, name: (*name).to_owned() }).collect();
    let mut classi: Vec<&(String, f64)> = material.classi.iter().collect();
    classi.sort_by(|(_, a), (_, b)| a.total_cmp(b));
    let cells = classi
        .into_iter()
        .map(|(nome, da)| row(None, vec![Value::Text(nome.clone()), Value::Number { value: *da, decimals: 2 }]));
    let title = "Classi di giudizio: ciascuna comincia dal suo punteggio, compreso";
    let classi = Live::new("Classi", 0, table(title, &["Classe", "#Da"], cells.collect(), "Nessuna classe."))
        .input("Da", 0.0, 100.0);
    let mut blocks = vec![Block::Live(parametri), Block::Live(classi), Block::Table(super::table_regole(material))];
    blocks.push(heading(2, "Come si calcola"));
    blocks.extend(material.note_metodo.iter().map(paragraph));
    blocks
}
