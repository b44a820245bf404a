//! The three renderings of an explanation: text for a screen, JSON for programs, blocks for a page.

use std::fmt::Write as _;

use super::super::model::{Block, Value};
use super::super::testi::{tavola, testo};
use super::super::wording::{heading, paragraph, row, score};
use super::{Avvertenza, Dato, Passo, Spiegazione};
use crate::italian;

impl Spiegazione {
    /// As JSON, for other programs.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("texts and finite numbers")
    }

    /// As text, for a screen.
    #[must_use]
    pub fn text(&self) -> String {
        let shown = |v: Option<f64>| v.map_or_else(|| testo!("stato-non-valutabile"), |v| italian::number(v, 2));
        let mut lines =
            vec![testo!("spiegazione-titolo", risultato = shown(self.risultato), nome = self.nome.as_str())];
        lines.extend(self.luogo.clone());
        if !self.esito.is_empty() {
            lines.push(self.esito.join(", "));
        }
        lines.push(String::new());
        // The rules of the lines on the way stand once, under the figure they lead to.
        let mut rules: Vec<&String> = Vec::new();
        for passo in &self.passi {
            lines.extend(passo.lines());
            rules.extend(passo.regole.iter());
            if passo.principale {
                let mut once: Vec<&str> = Vec::new();
                for rule in rules.drain(..) {
                    if !once.contains(&rule.as_str()) {
                        once.push(rule);
                    }
                }
                if !once.is_empty() {
                    lines.push(format!("  {}", testo!("spiegazione-regole", regole = once.join("; "))));
                }
                lines.push(String::new());
            }
        }
        if !self.segnalazioni.is_empty() {
            lines.push(testo!("spiegazione-segnalazioni"));
            lines.extend(self.segnalazioni.iter().map(|s| format!("  {}", said(s))));
        }
        lines.join("\n").trim_end().to_owned() + "\n"
    }

    /// As blocks of a page: the arithmetic and the segnalazioni that bear on it.
    pub(in crate::report) fn blocks(&self) -> Vec<Block> {
        let rows = self.passi.iter().map(|passo| {
            let cosa = in_breve(&passo.cosa);
            let cosa = match &passo.nota {
                Some(nota) => format!("{cosa} — {nota}"),
                None => cosa,
            };
            let punti = match passo.valore {
                Some(value) => score(Some(value), ""),
                None => Value::Blank,
            };
            let conto = passo.conto.clone().filter(|conto| is_arithmetic(conto)).map_or(Value::Blank, Value::Text);
            let dati: Vec<String> = passo.dati.iter().map(Dato::said).collect();
            let from = if dati.is_empty() { passo.celle.join(", ") } else { dati.join("; ") };
            let from = if from.is_empty() { Value::Blank } else { Value::Text(from) };
            let mut row = row(None, vec![Value::Text(cosa), conto, punti, from]);
            row.total = passo.principale;
            row
        });
        let mut blocks = vec![Block::Table(tavola!("tabella-spiegazione", rows.collect()))];
        if !self.segnalazioni.is_empty() {
            blocks.push(heading(3, testo!("spiegazione-segnalazioni")));
            blocks.push(Block::List(self.segnalazioni.iter().map(said).collect()));
        }
        blocks
    }
}

/// The rules that some explanations follow, once for all of them.
pub(in crate::report) fn regole(spiegazioni: &[Spiegazione]) -> Block {
    let mut rules: Vec<&str> = Vec::new();
    for rule in spiegazioni.iter().flat_map(|one| &one.passi).flat_map(|passo| &passo.regole) {
        if !rules.contains(&rule.as_str()) {
            rules.push(rule);
        }
    }
    paragraph(testo!("spiegazione-regole-pagina", regole = rules.join("; ")))
}

impl Passo {
    fn lines(&self) -> Vec<String> {
        let indent = if self.principale { "" } else { "  " };
        let celle = if self.celle.is_empty() { String::new() } else { format!("  [{}]", self.celle.join(", ")) };
        let mut lines = vec![format!("{indent}{}{celle}", self.cosa)];
        let value = self.valore.map(|v| italian::number(v, 2));
        match (&self.conto, value) {
            (Some(conto), Some(value)) if is_arithmetic(conto) => lines.push(format!("{indent}  {conto} = {value}")),
            (_, Some(value)) => lines.push(format!("{indent}  = {value}")),
            (_, None) => {}
        }
        if !self.dati.is_empty() {
            lines.push(format!("{indent}  {}", self.dati.iter().map(Dato::said).collect::<Vec<_>>().join("; ")));
        }
        lines.extend(self.nota.as_ref().map(|nota| format!("{indent}  {nota}")));
        lines
    }
}

/// The beginning of a long text, up to a whole word: on a page the scheda stands in full before its explanation.
fn in_breve(text: &str) -> String {
    const ENOUGH: usize = 90;
    let Some((cut, _)) = text.char_indices().nth(ENOUGH) else { return text.to_owned() };
    let begun = text[..cut].rsplit_once(char::is_whitespace).map_or(&text[..cut], |(begun, _)| begun);
    format!("{} …", begun.trim_end_matches([',', ';', '.', ':']))
}

/// A lone number is what comes of it.
fn is_arithmetic(conto: &str) -> bool {
    conto.contains([' ', '('])
}

impl Dato {
    /// `target 40% [P26]`.
    fn said(&self) -> String {
        let mut said = format!("{} {}", self.nome, self.valore);
        if let Some(cella) = &self.cella {
            let _ = write!(said, " [{cella}]");
        }
        said
    }
}

fn said(s: &Avvertenza) -> String {
    let (gravita, codice) = (s.gravita.as_str(), s.codice.as_str());
    let messaggio = s.messaggio.as_str();
    if s.luogo.is_empty() {
        testo!("spiegazione-segnalazione.intera", gravita = gravita, messaggio = messaggio, codice = codice)
    } else {
        let dove = s.luogo.as_str();
        testo!("spiegazione-segnalazione", gravita = gravita, dove = dove, messaggio = messaggio, codice = codice)
    }
}
