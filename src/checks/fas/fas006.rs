#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::voci::Voce;
use crate::segnalazione::{Gravita, Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::FAS006,
    descrizione: "una fase sta solo nel cronoprogramma o solo nell'elenco",
    testo: Testo {
        controlla: "Ogni riga numerata del cronoprogramma, compilata o no, ha la sua descrizione nell'elenco delle fasi \
             (altrimenti è una nota), e ogni fase descritta ha la sua riga (altrimenti è un avviso). È un avviso anche \
             una riga con dei valori che, sola fra righe numerate, non ha un numero, o che non ha nessuna fase: questa \
             non è letta.",
        perche: "Una fase che sta solo nell'elenco non è valutata; una senza descrizione non si sa che cosa sia.",
        rimedio: "Aggiungere la descrizione all'elenco, oppure la riga al cronoprogramma, con lo stesso numero.",
        sbagliato: "Elenco: fasi 1 e 2; cronoprogramma: fasi 1, 2 e 3",
        giusto: "Elenco: fasi 1, 2 e 3; cronoprogramma: fasi 1, 2 e 3",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: Caso = Caso::Schede(|s| s[0].fasi[0].testo = None);

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        // Without a single row it is the table that is missing, and that is said once.
        let rows = scheda.fasi.iter().any(|fase| fase.at.is_some());
        if let Some(first) = scheda.fasi.iter().filter(|_| !rows).find_map(|fase| fase.testo.as_ref()) {
            out.push(RULE.codice.with(
                Gravita::Avviso,
                scheda.luogo.at(first.at),
                "nessuna delle fasi descritte ha una riga nel cronoprogramma".to_owned(),
                "compilare il cronoprogramma con una riga per ogni fase: senza, le fasi non sono valutate",
            ));
            continue;
        }
        for fase in &scheda.fasi {
            match (fase.at, &fase.testo) {
                (Some(at), None) => out.push(RULE.codice.at(
                    scheda.luogo.at(at),
                    format!("la fase {} è nel cronoprogramma ma non ha una descrizione", fase.etichetta),
                    "aggiungere la descrizione all'elenco delle fasi di attuazione",
                )),
                (None, Some(testo)) => out.push(RULE.codice.with(
                    Gravita::Avviso,
                    scheda.luogo.at(testo.at),
                    format!("la fase {} è descritta ma non ha una riga nel cronoprogramma", fase.etichetta),
                    "aggiungere la riga al cronoprogramma, o togliere la descrizione: così la fase non è valutata",
                )),
                _ => {}
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
    fn half_a_phase_is_reported_where_it_stands() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.fasi[0].testo = None;
        s.fasi[1].at = None;
        assert_eq!(dove(&RULE, &[s], Luglio), "B18 avviso, A26 nota");
    }

    #[test]
    fn a_labelled_row_is_noted_even_if_blank() {
        let mut s = scheda();
        s.fasi[1] = crate::checks::testing::fase(26, "2");
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.fasi[1].testo = None;
        assert_eq!(dove(&RULE, &[s], Dicembre), "A27 nota");
    }
}
