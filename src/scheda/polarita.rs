//! Whether more is better, and by what evidence: the typed comparison, then the words of the name, then the family.

use super::text::normalise;
use super::{Comparatore, Famiglia, Indicatore};

/// Which direction is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Polarita {
    /// Less is better.
    pub bassa: bool,
    /// What decided it: `operatore`, `nome` or `famiglia`.
    pub da: &'static str,
    /// The words of the name say the opposite of the typed comparison.
    pub discorde: bool,
}

/// Words of a name that say that less is better.
const BASSA: [&str; 8] =
    ["costo", "spesa", "a carico", "segnalazioni negative", "disservizi", "tempo medio", "giorni", "reclami"];
/// Words of a name that say that more is better.
const ALTA: [&str; 4] = ["risparmio", "economia", "riduzione", "contributi erogati"];

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

/// The first word of the name that decides, if any.
fn dal_nome(nome: &str) -> Option<bool> {
    let nome = format!(" {} ", normalise(nome));
    let first = |words: &[&str]| words.iter().filter_map(|word| nome.find(&format!(" {word} "))).min();
    match (first(&BASSA), first(&ALTA)) {
        (Some(low), Some(high)) => Some(low < high),
        (Some(_), None) => Some(true),
        (None, Some(_)) => Some(false),
        (None, None) => None,
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
            ("n. riunioni", None),
        ] {
            assert_eq!(dal_nome(nome), bassa, "{nome}");
        }
    }
}
