//! The documentation of the codes, from the texts of the rules: one explained on the screen, all of them as a page.

use std::fmt::Write as _;

use super::{REGISTRY, Rule};

/// Columns that an explanation takes on the screen.
const LARGHEZZA: usize = 88;

/// A family of codes: its letters and what it is about.
const FAMIGLIE: [(&str, &str); 10] = [
    ("FIL", "I file"),
    ("FOG", "I fogli e le sezioni del modulo"),
    ("INT", "L'intestazione"),
    ("FAS", "Le fasi e il cronoprogramma"),
    ("IND", "Gli indicatori"),
    ("PER", "Il personale"),
    ("RIS", "Le risorse"),
    ("CEL", "Le celle"),
    ("PIA", "Il confronto con il piano approvato"),
    ("VAL", "Le validazioni del Nucleo"),
];

/// A code explained on the screen, in plain text.
#[must_use]
pub fn spiegazione(rule: &Rule) -> String {
    let t = &rule.testo;
    let mut out = format!("{} · {} · {}\n", rule.codice, rule.codice.nome, rule.codice.gravita.as_str());
    let _ = writeln!(out, "{}", a_capo(&format!("{}.", maiuscola(rule.descrizione)), "", ""));
    for (title, text) in [("Che cosa controlla", t.controlla), ("Perché conta", t.perche), ("Che cosa fare", t.rimedio)]
    {
        let _ = writeln!(out, "\n{title}\n{}", a_capo(text, "  ", "  "));
    }
    let _ = writeln!(out, "\nEsempio\n{}", a_capo(t.sbagliato, "  sbagliato: ", "             "));
    let _ = writeln!(out, "{}", a_capo(t.giusto, "  giusto:    ", "             "));
    out
}

/// The page `docs/segnalazioni.md`.
#[must_use]
pub fn pagina() -> String {
    let mut out = String::from(
        "# Le segnalazioni\n\n\
         <!-- Pagina composta dai testi del programma: per aggiornarla, UPDATE=1 cargo test documentazione -->\n\n\
         Ogni segnalazione dice il file, il foglio e la cella, che cosa è stato trovato e che cosa fare. Il codice \
         accanto dice di che tipo è; `traguardo check --explain PER003` mostra la stessa spiegazione che si legge qui.\n\n\
         - **errore**: manca o non si capisce qualcosa che conta; i risultati che ne dipendono sono provvisori;\n\
         - **avviso**: il risultato è calcolato, ma c'è qualcosa da guardare;\n\
         - **nota**: solo per conoscenza.\n",
    );
    for (prefix, title) in FAMIGLIE {
        let _ = write!(out, "\n## {title}\n\n| codice | gravità | che cosa dice |\n|---|---|---|\n");
        let family = || REGISTRY.iter().filter(|rule| rule.codice.sigla.starts_with(prefix));
        for rule in family() {
            let anchor = format!("{}-{}", rule.codice.sigla.to_lowercase(), rule.codice.nome);
            let _ = writeln!(
                out,
                "| [{}](#{anchor}) | {} | {} |",
                rule.codice,
                rule.codice.gravita.as_str(),
                rule.descrizione
            );
        }
        for rule in family() {
            let t = &rule.testo;
            let _ = write!(
                out,
                "\n### {} {}\n\n{}\n\n**Perché conta.** {}\n\n**Che cosa fare.** {}\n\n- sbagliato: {}\n- giusto: {}\n",
                rule.codice, rule.codice.nome, t.controlla, t.perche, t.rimedio, t.sbagliato, t.giusto
            );
        }
    }
    out
}

/// The text with a capital.
fn maiuscola(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Lines of at most [`LARGHEZZA`] columns, the first after `first` and the others after `rest`.
fn a_capo(text: &str, first: &str, rest: &str) -> String {
    let mut lines = vec![first.to_owned()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is always a line");
        let empty = line.trim_end() == first.trim_end() || line.trim_end() == rest.trim_end();
        if !empty && line.chars().count() + 1 + word.chars().count() > LARGHEZZA {
            lines.push(format!("{rest}{word}"));
        } else {
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::rule;

    #[test]
    fn the_published_page_is_current() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/segnalazioni.md");
        let page = pagina();
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &page).unwrap();
        }
        let published = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        assert!(published == page, "docs/segnalazioni.md is not current: UPDATE=1 cargo test documentazione");
        for rule in REGISTRY {
            assert!(page.contains(&format!("\n### {} ", rule.codice)), "{} has a family", rule.codice);
        }
    }

    #[test]
    fn an_explanation_fits_the_screen() {
        insta::assert_snapshot!(spiegazione(rule("PER003").unwrap()));
        for rule in REGISTRY {
            let text = spiegazione(rule);
            assert!(text.lines().all(|line| line.chars().count() <= LARGHEZZA), "{text}");
        }
    }
}
