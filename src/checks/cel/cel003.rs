use crate::checks::{Context, Origin, Rule, Testo};
use crate::config::{Collettivi, PesiFasi, PesiIndicatori, PesiStrutture, RispettoFasi, RisultatoPersona};
use crate::dataset::identita::e_collettiva;
use crate::dataset::voci::Voce;
use crate::italian::percent_as_typed;
use crate::place::{CellRef, Luogo};
use crate::scheda::{Peso, Scheda};
use crate::segnalazione::{Gravita, Segnalazione, codici};
use crate::tabelle::PESI;

pub const RULE: Rule = Rule {
    codice: codici::CEL003,
    descrizione: "un peso manca o non si legge",
    testo: Testo {
        controlla: "Dove le regole usano i pesi, quelli delle fasi, degli indicatori e degli obiettivi che contano. Un peso \
             che non si legge è un errore, e lo sono pesi che sommano a zero. Un peso vuoto accanto ad altri, o \
             scritto senza il segno di percentuale che altri hanno, è un avviso. Dove le regole non usano i pesi, un \
             peso che non si legge è un avviso. Ogni riga di pesi.csv dice di qualcosa che c'è.",
        perche: "Chi non ha un peso vale 1: accanto ad altri che valgono 20 o 30 non conta quasi niente.",
        rimedio: "Scrivere il peso come numero da zero in su, per tutti nello stesso modo.",
        sbagliato: "Pesi delle fasi: 20, 30, «alto»",
        giusto: "Pesi delle fasi: 20, 30, 50",
    },
    origine: Origin::Check(check),
};

#[cfg(test)]
pub const CASO: crate::checks::testing::Caso = crate::checks::testing::Caso::Foglio(|m| {
    m.testo("U24", "Peso");
    m.testo("U26", "alto");
});

/// A weight that counts.
struct Pesato<'a> {
    /// `la fase 2`
    nome: String,
    peso: &'a Peso,
    /// From `pesi.csv`, which goes before the form.
    tabella: Option<f64>,
    luogo: Luogo,
}

impl Pesato<'_> {
    fn valore(&self) -> Option<f64> {
        self.tabella.or(self.peso.valore)
    }
}

fn check(ctx: &Context, out: &mut Vec<Segnalazione>) {
    for voce in ctx.schede {
        gruppo("delle fasi", &fasi(ctx, voce), out);
        gruppo("degli indicatori", &indicatori(ctx, voce), out);
    }
    let obiettivi: Vec<Pesato> = ctx.schede.iter().filter_map(|voce| obiettivo(ctx, voce)).collect();
    gruppo("degli obiettivi", &obiettivi, out);
    if ctx.regole.strutture.pesi == PesiStrutture::Partecipanti && ctx.regole.persone.collettivi == Collettivi::Nessuno
    {
        senza_partecipanti(ctx, out);
    }
}

/// Obiettivi that count for nothing in the means of structures, where each weighs as many as take part in it.
fn senza_partecipanti(ctx: &Context, out: &mut Vec<Segnalazione>) {
    let named = |voce: &Voce| voce.scheda.personale.iter().any(|p| !e_collettiva(&p.nominativo.valore));
    for voce in ctx.schede.iter().filter(|voce| voce.conta && !named(voce)) {
        let luogo = crate::checks::luogo(&voce.scheda, voce.scheda.intestazione.titolo.at);
        let messaggio = format!(
            "l'obiettivo «{}» non ha partecipanti con un nome: nelle medie delle strutture, dove contano quanti sono, \
             non pesa",
            titolo(voce)
        );
        out.push(RULE.codice.with(Gravita::Avviso, luogo, messaggio, "scrivere chi partecipa, persona per persona"));
    }
}

/// The cells of the form whose weights count: those of `pesi.csv` go before them.
pub fn contano(ctx: &Context, voce: &Voce) -> Vec<CellRef> {
    let all = fasi(ctx, voce).into_iter().chain(indicatori(ctx, voce)).chain(obiettivo(ctx, voce));
    all.filter(|one| one.tabella.is_none()).filter_map(|one| one.peso.at).collect()
}

/// The lines of `pesi.csv` that fit no scheda, or several.
#[must_use]
pub fn misfits(ctx: &Context, parziale: bool) -> Vec<Segnalazione> {
    let schede: Vec<(&str, bool, &Scheda)> = ctx.schede.iter().map(|v| (v.id.as_str(), v.conta, &v.scheda)).collect();
    let regole = ctx.regole;
    let counts = regole.fasi.pesi == PesiFasi::Peso
        || regole.indicatori.pesi == PesiIndicatori::Peso
        || regole.strutture.pesi == PesiStrutture::Peso
        || matches!(regole.persone.risultato, RisultatoPersona::PesataObiettivo | RisultatoPersona::QuotaBudget);
    let gravita = if counts { RULE.codice.gravita } else { Gravita::Avviso };
    let said = ctx.pesi.misfits(&schede, parziale).into_iter().map(|(riga, messaggio, rimedio)| {
        let row0 = u32::try_from(riga.saturating_sub(1)).unwrap_or(u32::MAX);
        let luogo = Luogo::file(PESI).at(CellRef::new(row0, 0));
        RULE.codice.with(gravita, luogo, messaggio, rimedio)
    });
    said.collect()
}

fn fasi<'a>(ctx: &Context, voce: &'a Voce) -> Vec<Pesato<'a>> {
    if ctx.regole.fasi.pesi != PesiFasi::Peso || !voce.conta {
        return Vec::new();
    }
    let due = voce.scheda.fasi.iter().filter(|fase| fase.at.is_some() && ctx.forse_dovuta(fase));
    due.map(|fase| Pesato {
        nome: format!("la fase {}", fase.etichetta),
        peso: &fase.peso,
        tabella: ctx.pesi.fase(&voce.id, titolo(voce), &fase.etichetta),
        luogo: crate::checks::luogo(&voce.scheda, fase.peso.at.or(fase.at)),
    })
    .collect()
}

fn indicatori<'a>(ctx: &Context, voce: &'a Voce) -> Vec<Pesato<'a>> {
    let regole = &ctx.regole.indicatori;
    if regole.pesi != PesiIndicatori::Peso || !voce.conta || !ctx.regole.scores_indicators(ctx.finale) {
        return Vec::new();
    }
    let told = regole.rispetto_fasi != RispettoFasi::Dichiarato;
    let scored = voce.scheda.indicatori.iter().filter(|one| {
        let excluded = ctx.scadenza.raggiunto(one).escluso;
        one.atteso.is_some() && !excluded && !(told && (ctx.ripete_le_fasi)(&one.nome.valore))
    });
    scored
        .map(|one| Pesato {
            nome: format!("l'indicatore «{}»", one.nome.valore),
            peso: &one.peso,
            tabella: ctx.pesi.indicatore(&voce.id, titolo(voce), &one.nome.valore),
            luogo: voce.scheda.luogo.at(one.peso.at.unwrap_or(one.nome.at)),
        })
        .collect()
}

fn obiettivo<'a>(ctx: &Context, voce: &'a Voce) -> Option<Pesato<'a>> {
    let weighs = ctx.regole.strutture.pesi == PesiStrutture::Peso
        || ctx.regole.persone.risultato == RisultatoPersona::PesataObiettivo;
    (weighs && voce.conta).then(|| Pesato {
        nome: format!("l'obiettivo «{}»", titolo(voce)),
        peso: &voce.scheda.peso,
        tabella: ctx.pesi.obiettivo(&voce.id, titolo(voce)),
        luogo: crate::checks::luogo(&voce.scheda, voce.scheda.peso.at.or(voce.scheda.intestazione.titolo.at)),
    })
}

fn titolo(voce: &Voce) -> &str {
    voce.scheda.intestazione.titolo.testo.as_deref().unwrap_or_default()
}

/// What is wrong with weights that stand beside each other. Where nobody has one all are equal, as the rules say.
fn gruppo(di: &str, pesati: &[Pesato], out: &mut Vec<Segnalazione>) {
    if pesati.iter().all(|one| one.valore().is_none()) {
        return;
    }
    for one in pesati.iter().filter(|one| one.valore().is_none() && !one.peso.illeggibile) {
        let messaggio = format!("{} non ha un peso, che altri hanno: vale 1", one.nome);
        out.push(RULE.codice.with(Gravita::Avviso, one.luogo.clone(), messaggio, "scrivere il peso"));
    }
    if pesati.iter().all(|one| one.valore() == Some(0.0)) {
        let messaggio = format!("i pesi {di} che contano sono tutti zero: non se ne può fare una media");
        out.push(RULE.codice.at(pesati[0].luogo.clone(), messaggio, "scrivere pesi maggiori di zero"));
    }
    let of_form = |percento: bool| {
        let has = move |one: &&Pesato| one.tabella.is_none() && one.peso.percento == percento;
        pesati.iter().filter(has).filter(|one| one.peso.valore.is_some_and(|peso| peso > 0.0))
    };
    if of_form(true).next().is_some() {
        for one in of_form(false) {
            let read = one.peso.valore.unwrap_or_default();
            let messaggio = format!(
                "{} ha un peso senza il segno di percentuale, che altri hanno: vale come {}",
                one.nome,
                percent_as_typed(read)
            );
            let rimedio = "scrivere i pesi tutti nello stesso modo, per esempio 20%";
            out.push(RULE.codice.with(Gravita::Avviso, one.luogo.clone(), messaggio, rimedio));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{at, scheda, with_context};
    use crate::config::Regole;
    use crate::scheda::Scadenza;

    fn says(schede: &[Scheda], regole: &Regole) -> Vec<String> {
        let mut out = Vec::new();
        with_context(schede, Scadenza::Dicembre, |ctx| check(&Context { regole, ..*ctx }, &mut out));
        let place = |s: &Segnalazione| s.luogo.cella.map_or_else(|| "foglio".to_owned(), |c| c.to_string());
        out.iter().map(|s| format!("{} {}: {}", place(s), s.gravita.as_str(), s.messaggio)).collect()
    }

    fn peso(a1: &str, valore: Option<f64>, percento: bool) -> Peso {
        Peso { valore, percento, at: Some(at(a1)), illeggibile: false }
    }

    #[test]
    fn weights_that_are_missing_beside_others_are_said_where_they_count() {
        let mut regole = Regole::default();
        let mut s = scheda();
        s.fasi[0].peso = peso("U26", Some(30.0), false);
        s.fasi[1].peso = peso("U27", None, false);
        assert_eq!(says(&[s.clone()], &regole), Vec::<String>::new(), "no rule asks for weights");
        regole.fasi.pesi = PesiFasi::Peso;
        assert_eq!(says(&[s.clone()], &regole), ["U27 avviso: la fase 2 non ha un peso, che altri hanno: vale 1"]);
        s.fasi[1].annullata = Some(at("A27"));
        assert_eq!(says(&[s.clone()], &regole), Vec::<String>::new(), "a cancelled phase weighs nothing");
        s.fasi[1].annullata = None;
        s.fasi[0].peso.valore = None;
        assert_eq!(says(&[s], &regole), Vec::<String>::new(), "all are equal");
    }

    #[test]
    fn weights_in_two_ways_and_weights_of_zero_are_said() {
        let mut regole = Regole::default();
        regole.fasi.pesi = PesiFasi::Peso;
        let mut s = scheda();
        s.fasi[0].peso = peso("U26", Some(30.0), true);
        s.fasi[1].peso = peso("U27", Some(0.7), false);
        let two = "U27 avviso: la fase 2 ha un peso senza il segno di percentuale, che altri hanno: vale come 0,7%";
        assert_eq!(says(&[s.clone()], &regole), [two]);
        s.fasi[0].peso = peso("U26", Some(0.0), false);
        s.fasi[1].peso = peso("U27", Some(0.0), false);
        let zero = "U26 errore: i pesi delle fasi che contano sono tutti zero: non se ne può fare una media";
        assert_eq!(says(&[s], &regole), [zero]);
    }

    #[test]
    fn an_obiettivo_without_a_weight_is_said_at_its_title() {
        let mut regole = Regole::default();
        regole.strutture.pesi = PesiStrutture::Peso;
        let (mut a, b) = (scheda(), scheda());
        a.peso = peso("R12", Some(40.0), false);
        let wanted = "C13 avviso: l'obiettivo «Pratiche» non ha un peso, che altri hanno: vale 1";
        assert_eq!(says(&[a, b], &regole), [wanted]);
    }
}
