use crate::checks::luogo;
#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::voci::Voce;
use crate::scheda::Sezione;
use crate::segnalazione::{Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::FOG007,
    descrizione: "il modulo è di un altro anno",
    testo: Testo {
        controlla: "L'anno stampato sul cronoprogramma, o nelle intestazioni di un elenco, è quello dell'elaborazione. Una \
             sola colonna che porta un altro anno è un avviso.",
        perche: "Una scheda rimasta dall'anno prima sarebbe valutata come se fosse di quest'anno.",
        rimedio: "Mettere nella cartella il file dell'anno giusto; se i dati sono giusti, correggere l'anno sul modulo.",
        sbagliato: "CRONOPROGRAMMA 2021, nell'elaborazione del 2022",
        giusto: "CRONOPROGRAMMA 2022",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: Caso = Caso::Schede(|s| s[0].anno = Some(2021));

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        if let Some(anno) = scheda.anno.filter(|anno| *anno != ctx.anno) {
            let title = scheda.sezioni.iter().find(|(sezione, _)| *sezione == Sezione::Cronoprogramma);
            out.push(RULE.codice.at(
                luogo(scheda, title.map(|(_, at)| *at)),
                format!("il modulo porta l'anno {anno}; l'elaborazione è del {}", ctx.anno),
                format!("usare il modulo del {0}, o correggere l'anno se i dati sono del {0}", ctx.anno),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{dove, scheda};
    use crate::scheda::Scadenza::{Dicembre, Luglio};

    #[test]
    fn another_year_is_reported_at_the_cronoprogramma() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "");
        s.anno = Some(2021);
        assert_eq!(dove(&RULE, &[s], Dicembre), "A23 errore");
    }

    #[test]
    fn a_form_without_a_year_is_silent() {
        let mut s = scheda();
        s.anno = None;
        assert_eq!(dove(&RULE, &[s], Luglio), "");
    }
}
