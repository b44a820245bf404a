//! A scheda that goes on on the sheet after its own, without its header: the two are not joined, and that is said.

use super::profile::Kind;
use super::text::normalise;
use super::{Foglio, Scheda, Sezione};
use crate::segnalazione::{Segnalazione, codici};

/// Says that a sheet seems to go on with the scheda of the one before: it has parts that the scheda lacks, and neither
/// a title nor a direzione of its own; or its name says so.
#[must_use]
pub fn seguito(before: &Foglio, after: &Foglio) -> Option<Segnalazione> {
    let [scheda] = &before.schede[..] else { return None };
    let titolo = scheda.intestazione.titolo.testo.as_deref()?;
    let name = |foglio: &Foglio| foglio.riconoscimento.luogo.foglio.clone().unwrap_or_default();
    let (first, second) = (name(before), name(after));
    let of_form = scheda.obbligatori.tipo == Kind::Scheda;
    let parts = match &after.schede[..] {
        [] => segue(&first, &second),
        [rest] => goes_on(scheda, rest),
        _ => false,
    };
    (of_form && parts).then(|| {
        codici::FOG003.at(
            after.riconoscimento.luogo.clone(),
            format!(
                "il foglio non dice di quale obiettivo è e sembra il seguito di «{titolo}», nel foglio «{first}»: i due \
                 fogli non sono stati riuniti"
            ),
            format!("riportare queste sezioni in fondo al foglio «{first}»; se è un altro obiettivo, scriverne il titolo"),
        )
    })
}

/// Whether a scheda without a name has only parts that another one lacks.
fn goes_on(before: &Scheda, rest: &Scheda) -> bool {
    let known: Vec<Sezione> = before.sezioni.iter().map(|(sezione, _)| *sezione).collect();
    let nameless = rest.intestazione.titolo.testo.is_none() && rest.intestazione.direzione.testo.is_none();
    nameless && !rest.sezioni.is_empty() && rest.sezioni.iter().all(|(sezione, _)| !known.contains(sezione))
}

/// Whether a sheet's name is another's with a mark that it goes on: `OB 3 (segue)`, `OB 3 pag. 2`, `OB 3 (2)`.
fn segue(first: &str, second: &str) -> bool {
    const PRIMI: [&str; 6] = [" 1 2", " 1 di 2", " pag 1", " pagina 1", " parte 1", " foglio 1"];
    const SECONDI: [&str; 13] = [
        " segue",
        " seguito",
        " continua",
        " continuazione",
        " cont",
        " 2 2",
        " 2 di 2",
        " pag 2",
        " pagina 2",
        " parte 2",
        " foglio 2",
        " parte seconda",
        " bis",
    ];
    let (first, second_words) = (normalise(first), normalise(second));
    let base = PRIMI.iter().find_map(|mark| first.strip_suffix(mark)).unwrap_or(&first);
    let numbered = second.trim_end().ends_with("(2)").then(|| second_words.strip_suffix(" 2")).flatten();
    let marked = SECONDI.iter().find_map(|mark| second_words.strip_suffix(mark));
    let before = second_words.strip_prefix("segue ").or_else(|| second_words.strip_prefix("continua "));
    [numbered, marked, before].into_iter().flatten().any(|name| name == base)
}

#[cfg(test)]
mod tests {
    use super::segue;

    #[test]
    fn a_name_says_that_a_sheet_goes_on() {
        for (first, second) in [
            ("OB 3", "OB 3 (segue)"),
            ("OB 3", "OB 3 segue"),
            ("OB 3", "Segue OB 3"),
            ("OB 3", "ob.3 - continua"),
            ("OB 3", "OB 3 (2)"),
            ("OB 3 pag. 1", "OB 3 pag. 2"),
            ("OB 3 (1 di 2)", "OB 3 (2 di 2)"),
            ("Biblioteca 1/2", "Biblioteca 2/2"),
        ] {
            assert!(segue(first, second), "{first} {second}");
        }
        for (first, second) in [("OB 1", "OB 2"), ("OB 3", "OB 4 (segue)"), ("OB 3", "OB 3"), ("OB 3", "Personale")] {
            assert!(!segue(first, second), "{first} {second}");
        }
    }
}
