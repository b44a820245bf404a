use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::build::Voce;
use crate::dataset::identita::e_collettiva;
use crate::segnalazione::{Gravita, Segnalazione};

pub const RULE: Rule = Rule {
    codice: "PER005",
    nome: "voce-collettiva",
    gravita: Gravita::Nota,
    descrizione: "una voce del personale non è una persona",
    testo: Testo {
        controlla: "Le voci del personale che cominciano con «tutti» o «tutte».",
        perche: "La quota non è di nessuno: non dà un risultato personale.",
        rimedio: "Elencare le persone, se la quota deve contare per ciascuna.",
        sbagliato: "TUTTI I FUNZIONARI 40%",
        giusto: "VERDI ADA 20%, NERI UGO 20%",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso =
    crate::checks::testing::Caso::Schede(|s| s[0].personale[0].nominativo.valore = "Tutti i funzionari".into());

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for p in scheda.personale.iter().filter(|p| e_collettiva(&p.nominativo.valore)) {
            out.push(RULE.at(
                scheda.luogo.at(p.nominativo.at),
                format!("«{}» è una voce collettiva: la quota non è di nessuna persona", p.nominativo.valore),
                "elencare le persone, se la quota deve contare per ciascuna",
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
    fn a_group_is_noted_at_its_name() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "");
        s.personale[0].nominativo.valore = "Tutti i funzionari".into();
        assert_eq!(dove(&RULE, &[s], Luglio), "B44 nota");
    }

    #[test]
    fn a_surname_is_no_group() {
        let mut s = scheda();
        s.personale[0].nominativo.valore = "TUTTINI ADA".into();
        assert_eq!(dove(&RULE, &[s], Dicembre), "");
    }
}
