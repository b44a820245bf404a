#[cfg(test)]
use crate::checks::testing::Caso;
use crate::checks::{Context, Origin, Rule, Testo};
use crate::dataset::voci::Voce;
use crate::scheda::profile::Kind;
use crate::scheda::{Scheda, Sezione};
use crate::segnalazione::{Gravita, Segnalazione, codici};

pub const RULE: Rule = Rule {
    codice: codici::FOG003,
    descrizione: "una sezione del modulo manca",
    testo: Testo {
        controlla: "I titoli delle cinque sezioni del modulo: senza cronoprogramma, indicatori o personale è un errore; \
             senza elenco delle fasi o risorse è un avviso, e così un cronoprogramma senza le colonne dei mesi. Le fasi \
             descritte nel cronoprogramma non hanno bisogno dell'elenco. Manca anche la sezione che ha il titolo ma non le intestazioni delle colonne: nessuno può dire quale colonna è \
             quale. Un foglio senza titolo né direzione, con le sole \
             sezioni che mancano alla scheda del foglio prima, ne sembra il seguito: i due non si riuniscono. In un \
             elenco con un obiettivo per riga manca la sezione che non ha nemmeno una colonna.",
        perche: "Quello che la sezione dovrebbe dire manca dai risultati, e nessuno si accorge di una somma di niente.",
        rimedio: "Ripristinare la sezione dal modulo in bianco, anche se non ha righe da compilare.",
        sbagliato: "La parte «Personale coinvolto» è stata cancellata",
        giusto: "La parte «Personale coinvolto» c'è, con le sue righe",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: Caso = Caso::Schede(|s| s[0].sezioni.clear());

/// The sections, how grave it is that one is absent, and how the form calls it.
const SEZIONI: [(Sezione, Gravita, &str); 5] = [
    (Sezione::Fasi, Gravita::Avviso, "DESCRIZIONE DELLE FASI DI ATTUAZIONE"),
    (Sezione::Cronoprogramma, Gravita::Errore, "CRONOPROGRAMMA"),
    (Sezione::Indicatori, Gravita::Errore, "INDICATORI DI PERFORMANCE"),
    (Sezione::Personale, Gravita::Errore, "PERSONALE COINVOLTO"),
    (Sezione::Risorse, Gravita::Avviso, "RISORSE UTILIZZATE"),
];

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for Voce { scheda, .. } in ctx.schede {
        for (sezione, gravita, title) in SEZIONI {
            let foreseen = scheda.obbligatori.sezioni.iter().any(|nome| nome == sezione.as_str());
            // A cronoprogramma that says beside each phase what it is needs no list.
            let told = sezione == Sezione::Fasi && descritte(scheda);
            if foreseen && !told && !scheda.sezioni.iter().any(|(found, _)| *found == sezione) {
                let (messaggio, rimedio) = match scheda.obbligatori.tipo {
                    Kind::Scheda => (
                        format!("sulla scheda non si trova la sezione «{title}»"),
                        "ripristinare la sezione dal modulo in bianco, anche se non ha righe da compilare",
                    ),
                    Kind::Elenco => (
                        format!("nell'elenco non si trova nessuna colonna di «{title}»"),
                        "aggiungere la colonna all'elenco e compilarla",
                    ),
                };
                out.push(RULE.codice.with(gravita, scheda.luogo.clone(), messaggio, rimedio));
            }
        }
    }
}

/// Whether the phases of the cronoprogramma have their descriptions.
fn descritte(scheda: &Scheda) -> bool {
    let mut fasi = scheda.fasi.iter().filter(|fase| fase.at.is_some()).peekable();
    fasi.peek().is_some() && fasi.all(|fase| fase.testo.is_some())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checks::testing::{dove, scheda};
    use crate::scheda::Scadenza::{Dicembre, Luglio};
    use crate::scheda::Sezione;

    #[test]
    fn an_absent_section_is_reported_on_the_sheet() {
        let mut s = scheda();
        assert_eq!(dove(&RULE, &[s.clone()], Luglio), "");
        s.sezioni.retain(|(sezione, _)| !matches!(sezione, Sezione::Personale | Sezione::Risorse));
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "foglio errore, foglio avviso");
        s.sezioni.retain(|(sezione, _)| *sezione != Sezione::Fasi);
        assert_eq!(dove(&RULE, &[s.clone()], Dicembre), "foglio errore, foglio avviso");
        s.fasi[0].testo = None;
        assert_eq!(dove(&RULE, &[s], Dicembre), "foglio avviso, foglio errore, foglio avviso");
    }
}
