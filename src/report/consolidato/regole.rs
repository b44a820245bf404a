//! The rules: first the numbers that the formulas read, each with its name, then all of them in words.

use super::dati::{ordinal, points};
use super::{formule, valutazioni};
use crate::config::{
    Crescente, Decrescente, Fascia, GradoFase, PesiIndicatori, Regole, RisultatoPersona, Scaglione, TipoPremio,
};
use crate::report::Material;
use crate::report::live::{Foglio, Live, Named};
use crate::report::model::{Block, Value};
use crate::report::parts;
use crate::report::testi::testo;
use crate::report::wording::{self, heading, paragraph};

/// A number that formulas read by its name.
struct Parametro {
    che_cosa: String,
    nome: String,
    valore: f64,
}

/// Weights and amounts have no end; this is more than any.
const MOST: f64 = 1e9;

pub(super) fn blocks(material: &Material) -> Vec<Block> {
    let regole = material.calcolo;
    let mut blocks =
        vec![paragraph(testo!("regole-prova")), Block::Live(parametri(material)), Block::Live(classi(material))];
    if regole.fasi.grado == GradoFase::Fasce {
        blocks.push(Block::Live(fasce("FasceFasi", testo!("regole-fasce-fasi"), &regole.fasi.fasce)));
    }
    if regole.indicatori.crescente == Crescente::Fasce || regole.indicatori.decrescente == Decrescente::Fasce {
        blocks.push(Block::Live(fasce("FasceIndicatori", testo!("regole-fasce-indicatori"), &regole.indicatori.fasce)));
    }
    if regole.indicatori.pesi == PesiIndicatori::Famiglie {
        let each = regole.indicatori.famiglie.each();
        let mut f = Foglio::new(&each);
        f.col("Famiglia", |(famiglia, _)| Value::Text(wording::famiglia(famiglia.as_str())));
        f.col("#Peso", |(_, peso)| Value::Number { value: *peso, decimals: 2 }).input(0.0, MOST);
        blocks.push(Block::Live(f.live("Famiglie", 0, testo!("regole-famiglie"), "", |_| (None, false))));
    }
    if regole.premio.tipo == TipoPremio::Fasce {
        blocks.push(Block::Live(fasce("FascePremio", testo!("regole-fasce-premio"), &regole.premio.fasce)));
    }
    if regole.premio.tipo == TipoPremio::Graduatoria {
        blocks.push(Block::Live(scaglioni(&regole.premio.graduatoria)));
    }
    // The tables of the sheet share their columns: numbers and origins stand in the narrow one.
    let mut table = parts::table_regole(material);
    table.columns.swap(1, 2);
    table.rows.iter_mut().for_each(|row| row.cells.swap(1, 2));
    blocks.push(Block::Table(table));
    blocks.push(heading(2, testo!("regole-metodo")));
    blocks.extend(material.note_metodo.iter().map(paragraph));
    blocks
}

/// The numbers that stand by themselves.
fn parametri(material: &Material) -> Live {
    let all = numbers(material);
    let mut f = Foglio::new(&all);
    f.col("Regola", |p: &Parametro| Value::Text(p.che_cosa.clone()));
    f.col("#Valore", |p| {
        let decimals = match p.valore {
            v if v.fract() == 0.0 => 0,
            v if v < 0.01 => 9,
            _ => 2,
        };
        Value::Number { value: p.valore, decimals }
    })
    .input(0.0, MOST);
    f.col("@Nome nelle formule", |p| Value::Text(p.nome.clone()));
    let live = f.live("Parametri", 0, testo!("regole-parametri"), "", |_| (None, false));
    let col = live.col("Valore");
    let named = all.iter().enumerate().map(|(row, p)| Named { row, col, name: p.nome.clone() });
    Live { named: named.collect(), ..live }
}

fn numbers(material: &Material) -> Vec<Parametro> {
    let regole = material.calcolo;
    let mut all = Vec::new();
    let mut add = |nome: &str, che_cosa, valore| all.push(Parametro { che_cosa, nome: nome.to_owned(), valore });
    if formule::obiettivi::has_weights(regole) {
        add("peso_fasi", testo!("parametro-peso-fasi"), regole.obiettivo.peso_fasi);
        add("peso_indicatori", testo!("parametro-peso-indicatori"), regole.obiettivo.peso_indicatori);
    }
    let valutati = if regole.scores_indicators(material.finale) { 1.0 } else { 0.0 };
    add("indicatori_valutati", testo!("parametro-indicatori-valutati"), valutati);
    if formule::indicatori::is_pro_rata(&regole.indicatori, material.finale) {
        add("mesi_trascorsi", testo!("parametro-mesi-trascorsi"), f64::from(material.scadenza_data.month()));
    }
    if regole.persone.risultato == RisultatoPersona::QuotaBudget {
        add("importo_base", testo!("parametro-importo-base"), regole.persone.importo);
    }
    judgements(regole, &mut add);
    add("decimali", testo!("parametro-decimali"), 2.0);
    add("tolleranza", testo!("parametro-tolleranza"), 1e-9);
    all
}

/// The weights of the components, the bounds of the conditions and the amounts of the premio.
fn judgements(regole: &Regole, add: &mut dyn FnMut(&str, String, f64)) {
    let pesi = valutazioni::pesi(regole);
    for (componente, n) in pesi.iter().zip(1..).filter(|_| pesi.len() > 1) {
        let said = testo!("parametro-peso-componente", nome = &*componente.nome);
        add(&format!("peso_componente_{n}"), said, componente.peso);
    }
    for (condizione, n) in regole.condizioni.iter().zip(1..) {
        let nome = condizione.nome.as_str();
        // Without bounds what is asked for is a sì, which is 1.
        let minimo = condizione.minimo.or((condizione.massimo.is_none()).then_some(1.0));
        if let Some(minimo) = minimo {
            add(&format!("minimo_condizione_{n}"), testo!("parametro-minimo-condizione", nome = nome), minimo);
        }
        if let Some(massimo) = condizione.massimo {
            add(&format!("massimo_condizione_{n}"), testo!("parametro-massimo-condizione", nome = nome), massimo);
        }
        add(&format!("quota_condizione_{n}"), testo!("parametro-quota-condizione", nome = nome), condizione.quota);
    }
    let premio = &regole.premio;
    if premio.tipo == TipoPremio::SogliaLineare {
        add("soglia_premio", testo!("parametro-soglia-premio"), premio.soglia);
        add("quota_minima", testo!("parametro-quota-minima"), premio.quota_minima);
    }
    if premio.maggiorazione.punti > 0.0 {
        add("quota_maggiorazione", testo!("parametro-quota-maggiorazione"), premio.maggiorazione.quota);
        add("punti_maggiorazione", testo!("parametro-punti-maggiorazione"), premio.maggiorazione.punti);
    }
    for ruolo in &premio.ruoli {
        let (nome, whole, fondo) = (ruolo.plurale(), premio.importo_intero.of(*ruolo), premio.fondo.of(*ruolo));
        if whole > 0.0 {
            add(&format!("importo_{nome}"), testo!("parametro-importo-premio", ruolo = nome), whole);
        } else if fondo > 0.0 {
            add(&format!("fondo_{nome}"), testo!("parametro-fondo-premio", ruolo = nome), fondo);
        }
    }
}

/// The parts of a ranking, the best first.
fn scaglioni(graduatoria: &[Scaglione]) -> Live {
    let mut total = 0.0;
    let cumulated = graduatoria.iter().map(|part| {
        total += part.quota;
        (*part, total)
    });
    let parts: Vec<(usize, (Scaglione, f64))> = cumulated.enumerate().collect();
    let number = |value| Value::Number { value, decimals: 2 };
    let mut f = Foglio::new(&parts);
    f.col("#Scaglione", |(n, _)| ordinal(*n));
    f.col("#Quota", move |(_, (part, _))| number(part.quota)).input(0.0, 100.0);
    f.col("#Fino a", move |(_, (_, total))| number(*total))
        .formula("SUMIFS(Scaglioni[Quota],Scaglioni[Scaglione],\"<=\"&[@Scaglione])");
    f.col("#Punti", move |(_, (part, _))| number(part.punti)).input(0.0, 100.0);
    f.live("Scaglioni", 0, testo!("regole-scaglioni"), "", |_| (None, false))
}

/// The classes, from the lowest up, as formulas look them up.
fn classi(material: &Material) -> Live {
    let mut classi: Vec<&(String, f64)> = material.classi.iter().collect();
    classi.sort_by(|(_, a), (_, b)| a.total_cmp(b));
    let mut f = Foglio::new(&classi);
    f.col("Classe", |(nome, _)| Value::Text(nome.clone()));
    f.col("#Da", |(_, da)| Value::Number { value: *da, decimals: 2 }).input(0.0, 100.0);
    if material.calcolo.premio.tipo == TipoPremio::Classi {
        f.col("#Punti di premio", |(nome, _)| points(material.calcolo.premio.of_class(nome))).input(0.0, 100.0);
    }
    f.live("Classi", 0, testo!("regole-classi"), "", |_| (None, false))
}

/// Bands, from the lowest up.
fn fasce(name: &str, caption: String, fasce: &[Fascia]) -> Live {
    let fasce: Vec<&Fascia> = fasce.iter().rev().collect();
    let mut f = Foglio::new(&fasce);
    let number = |value| Value::Number { value, decimals: 2 };
    f.col("#Da", move |fascia| number(fascia.da)).input(0.0, 100.0);
    f.col("#Punti", move |fascia| number(fascia.punti)).input(0.0, 100.0);
    f.live(name, 0, caption, "", |_| (None, false))
}
