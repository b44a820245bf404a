//! Whether more is better, and by what evidence: the typed comparison, then the words of the name, then the family.

use super::text::normalise;
use super::{Comparatore, Famiglia, Indicatore};

/// Which direction is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Polarita {
    /// Less is better.
    pub bassa: bool,
    /// What decided it: `operatore`, `nome` or `famiglia`; `eccezione` where the configuration does.
    pub da: &'static str,
    /// The words of the name say the opposite of the typed comparison.
    pub discorde: bool,
}

/// The words of a name that decide, in the singular and in the plural, and whether they say that less is better.
const PAROLE: [(&str, bool); 22] = [
    ("costo", true),
    ("costi", true),
    ("spesa", true),
    ("spese", true),
    ("a carico", true),
    ("segnalazione negativa", true),
    ("segnalazioni negative", true),
    ("disservizio", true),
    ("disservizi", true),
    ("tempo medio", true),
    ("tempi medi", true),
    ("giorni", true),
    ("reclamo", true),
    ("reclami", true),
    ("risparmio", false),
    ("risparmi", false),
    ("economia", false),
    ("economie", false),
    ("riduzione", false),
    ("riduzioni", false),
    ("contributo erogato", false),
    ("contributi erogati", false),
];

/// Decides the polarity of an indicator. Source: regole-di-calcolo, "Indicatori".
#[must_use]
pub fn decide(indicatore: &Indicatore) -> Polarita {
    let nome = dal_nome(&indicatore.nome.valore);
    let typed = indicatore.atteso.and_then(|atteso| atteso.comparatore).and_then(|comparatore| match comparatore {
        Comparatore::Almeno | Comparatore::PiuDi | Comparatore::Si => Some(false),
        Comparatore::AlPiu | Comparatore::MenoDi => Some(true),
        Comparatore::Uguale => None,
    });
    let yes_no = indicatore.atteso.is_some_and(|a| a.comparatore == Some(Comparatore::Si));
    if let Some(bassa) = typed {
        return Polarita { bassa, da: "operatore", discorde: !yes_no && nome.is_some_and(|n| n != bassa) };
    }
    match nome {
        Some(bassa) => Polarita { bassa, da: "nome", discorde: false },
        None => Polarita { bassa: indicatore.famiglia == Famiglia::Costo, da: "famiglia", discorde: false },
    }
}

/// The first word of the name that decides, if any: whether less is better.
fn dal_nome(nome: &str) -> Option<bool> {
    let nome = normalise(nome);
    let mut rest = nome.as_str();
    loop {
        let whole =
            |word: &str| rest.strip_prefix(word).is_some_and(|after| after.is_empty() || after.starts_with(' '));
        if let Some((_, bassa)) = PAROLE.iter().find(|(word, _)| whole(word)) {
            return Some(*bassa);
        }
        rest = rest.split_once(' ')?.1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_that_decides_wins() {
        for (nome, bassa) in [
            ("Risparmio di spesa", Some(false)),
            ("Costo del servizio dopo la riduzione", Some(true)),
            ("n. segnalazioni negative", Some(true)),
            ("Riduzione dei costi", Some(false)),
            ("Spese per la riduzione dei reclami", Some(true)),
            ("Tempi medi di risposta", Some(true)),
            ("% economie di gara", Some(false)),
            ("Quota a carico dell'Ente", Some(true)),
            ("TEMPO\u{a0}MEDIO di attesa", Some(true)),
            ("tempo di risposta medio", None),
            ("Costoso da mantenere", None),
            ("n. eventi al giorno", None),
            ("n. riunioni", None),
            ("", None),
        ] {
            assert_eq!(dal_nome(nome), bassa, "{nome}");
        }
    }
}
