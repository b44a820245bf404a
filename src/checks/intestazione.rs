//! FOG and INT: sections and fields that are missing, another year's form.

use super::{Context, Found};
use crate::scheda::{Scheda, Sezione};
use crate::segnalazione::Gravita;

pub(super) fn check(context: &Context<'_>, scheda: &Scheda, found: &mut Found) {
    for (sezione, nome, gravita) in [
        (Sezione::Fasi, "Descrizione delle fasi di attuazione", Gravita::Avviso),
        (Sezione::Cronoprogramma, "Cronoprogramma", Gravita::Errore),
        (Sezione::Indicatori, "Indicatori di performance", Gravita::Errore),
        (Sezione::Personale, "Personale coinvolto", Gravita::Errore),
        (Sezione::Risorse, "Risorse utilizzate", Gravita::Avviso),
    ] {
        if !scheda.sezioni.iter().any(|(found, _)| *found == sezione) {
            let messaggio = format!("nel foglio manca la sezione «{nome}»");
            found.add_as(
                gravita,
                "FOG003",
                scheda,
                None,
                messaggio,
                "rimettere la sezione come nel modulo, anche vuota",
            );
        }
    }
    if let Some(anno) = scheda.anno.filter(|anno| *anno != context.anno) {
        found.add(
            "FOG007",
            scheda,
            None,
            format!("il modulo è del {anno}, ma l'anno dell'elaborazione è il {}", context.anno),
            "compilare il modulo dell'anno giusto",
        );
    }
    let i = &scheda.intestazione;
    for (campo, nome) in [
        (&i.direzione, "direzione"),
        (&i.assessore, "assessore"),
        (&i.dirigente, "dirigente"),
        (&i.responsabile, "responsabile"),
        (&i.sezione, "sezione"),
        (&i.missione, "missione"),
        (&i.programma, "programma"),
        (&i.obiettivo_strategico, "obiettivo strategico"),
        (&i.obiettivo_operativo, "obiettivo operativo"),
        (&i.progetto, "progetto"),
        (&i.finalita, "finalità"),
        (&i.titolo, "titolo"),
        (&i.orizzonte, "orizzonte temporale"),
        (&i.descrizione, "descrizione"),
    ] {
        if campo.testo.is_none() {
            let messaggio = format!("il campo «{nome}» è vuoto");
            found.add("INT001", scheda, campo.at, messaggio, "compilare il campo");
        }
    }
}
