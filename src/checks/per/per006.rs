#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::config::NoteFasi;
use crate::dataset::voci::Voce;
use crate::scheda::note::fasi;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::PER006,
    descrizione: "una nota accompagna una partecipazione",
    testo: Testo {
        controlla: "Le note scritte accanto ai nomi del personale.",
        perche: "Una nota («fase 1 - 2», «a supporto») sembra limitare la partecipazione, ma di solito non cambia il \
             calcolo.",
        rimedio: "Nulla; se la nota deve contare, dirlo all'ufficio performance.",
        sbagliato: "VERDI ADA, nota «fase 1 - 2», 60%",
        giusto: "VERDI ADA, senza nota, con la quota che le spetta",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: Caso = Caso::Schede(|s| {
    s[0].personale[0].note = Some(crate::checks::testing::cella("I44", "fase 1 - 2".into()));
});

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for p in &scheda.personale {
            if let Some(note) = p.note.as_ref().filter(|note| !note.valore.trim().is_empty()) {
                let fasi = fasi(&note.valore);
                let (effetto, rimedio) = if ctx.regole.persone.note_fasi == NoteFasi::Limita && !fasi.is_empty() {
                    (format!("limita la partecipazione alle fasi {}", fasi.join(", ")), "nulla, se è giusto così")
                } else {
                    (
                        "non cambia il calcolo".to_owned(),
                        "nulla da fare; se la nota deve limitare la partecipazione, dirlo all'ufficio performance",
                    )
                };
                out.push(RULE.codice.at(
                    scheda.luogo.at(note.at),
                    format!("{}: la nota «{}» {effetto}", p.nominativo.valore, note.valore),
                    rimedio,
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{dove, scheda};
    use crate::scheda::Scadenza::{Dicembre, Luglio};

    #[test]
    fn a_note_is_noted_at_its_cell() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.personale[0].note = Some(crate::checks::testing::cella("I44", "fase 1 - 2".to_owned()));
        assert_eq!(dove(&RULE, &[s], Luglio), "I44 nota");
    }
}
