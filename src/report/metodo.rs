//! The method in words and the rules in force, from the rules that scored: every key that changes a figure has its
//! sentence, so that the nota metodologica cannot say anything but what was done.

use super::testi::testo;
use super::wording::famiglia;
use crate::config::{
    Aggregazione, Collettivi, Combinazione, Config, Crescente, Decrescente, Dovuta, Fascia, Fasi, GapVuoto, GradoFase,
    Indicatori, Intermedia, Intersettoriali, MancanteFinale, NoteFasi, Obiettivo, OperatoreStretto, Persone, PesiFasi,
    PesiIndicatori, PesiStrutture, Polarita, Premio, RaggiuntoFase, Regole, RispettoFasi, RisultatoPersona, Ruolo,
    Scaglione, Target, Termine, Tipo, TipoPremio, Toglie,
};
use crate::italian::{number, percent_as_typed};

/// A rule in force: its key, its value as a reader writes it, and where it comes from.
pub type Regola = (String, String, String);

/// Every rule in force, by section and key; the origin is `predefinita` or `traguardo.toml`.
#[must_use]
pub fn regole(config: &Config) -> Vec<Regola> {
    let table = toml::Table::try_from(&config.regole).expect("rules are plain keys and values");
    let mut found = Vec::new();
    for sezione in crate::config::regole::SEZIONI {
        match table.get(sezione) {
            Some(toml::Value::Table(keys)) => {
                found.extend(keys.iter().map(|(key, value)| (format!("{sezione}.{key}"), plain(value))));
            }
            Some(value) => found.push((sezione.to_owned(), plain(value))),
            None => {}
        }
    }
    let origin = |key: &str| if config.is_written(key) { "traguardo.toml" } else { "predefinita" };
    found
        .into_iter()
        .map(|(key, value)| {
            let from = origin(&key).to_owned();
            (key, value, from)
        })
        .collect()
}

/// A value in words: lists by semicolons, tables as `nome raggiunto, da 90`.
fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Float(number) => short(*number),
        toml::Value::Array(items) if items.is_empty() => testo!("regola-vuota"),
        toml::Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("; "),
        toml::Value::Table(keys) if keys.is_empty() => testo!("regola-vuota"),
        toml::Value::Table(keys) => {
            keys.iter().map(|(key, value)| format!("{key} {}", plain(value))).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// How the figures are made, one paragraph a subject.
#[must_use]
pub fn note(config: &Config, termine: &Termine) -> Vec<String> {
    let regole = &config.regole;
    let mut note = vec![
        fasi(&regole.fasi),
        indicatori(&regole.indicatori),
        scadenza(&regole.indicatori, termine),
        obiettivo(regole),
        persone(&regole.persone),
        strutture(regole),
        testo!("metodo-arrotondamenti"),
    ];
    note.extend(valutazione(regole));
    note.extend(premio(&regole.premio));
    if !config.segnalazioni.is_empty() {
        let changed: Vec<String> = config
            .segnalazioni
            .iter()
            .map(|(codice, gravita)| {
                testo!("metodo-segnalazioni.cambiata", codice = codice.as_str(), gravita = gravita.as_str())
            })
            .collect();
        note.push(testo!("metodo-segnalazioni", cambiate = changed.join(", ")));
    }
    note
}

/// What there is to say when the Nucleo has validated some values.
#[must_use]
pub fn validazioni(count: usize) -> Option<String> {
    (count > 0).then(|| testo!("metodo-validazione", valori = count))
}

fn fasi(regole: &Fasi) -> String {
    let raggiunto = match regole.raggiunto {
        RaggiuntoFase::TargetPiuGap => testo!("fasi-raggiunto-target-piu-gap"),
        RaggiuntoFase::TargetMenoGap => testo!("fasi-raggiunto-target-meno-gap"),
        RaggiuntoFase::Colonna => testo!("fasi-raggiunto-colonna"),
    };
    let target = match regole.target {
        Target::Dichiarato => testo!("fasi-target-dichiarato"),
        Target::Ricalcolato => testo!("fasi-target-ricalcolato"),
    };
    let grado = match regole.grado {
        GradoFase::Proporzionale => testo!("fasi-grado-proporzionale"),
        GradoFase::SiNo => testo!("fasi-grado-si-no"),
        GradoFase::Fasce => testo!("fasi-grado-fasce", fasce = fasce(&regole.fasce)),
    };
    let vuoto = match (regole.gap_vuoto, regole.raggiunto) {
        (_, RaggiuntoFase::Colonna) => testo!("fasi-senza-raggiunto"),
        (GapVuoto::Mancante, _) => testo!("fasi-gap-mancante"),
        (GapVuoto::Zero, _) => testo!("fasi-gap-zero"),
    };
    let scritti = regole.segni_annullata();
    let segni = match scritti.as_str() {
        "" => "nessuno",
        "//" => "barre",
        _ => "altri",
    };
    let dovuta = match regole.dovuta {
        Dovuta::TargetPositivo => testo!("fasi-dovute", segni = segni, scritti = scritti),
    };
    let media = match (regole.aggregazione, regole.pesi) {
        (Aggregazione::Media, PesiFasi::Uguali) => testo!("fasi-media"),
        (Aggregazione::Media, PesiFasi::Target) => testo!("fasi-media-target"),
        (Aggregazione::Media, PesiFasi::Peso) => testo!("fasi-media-peso"),
        (Aggregazione::Minimo, _) => testo!("fasi-minimo"),
        (Aggregazione::Mediana, _) => testo!("fasi-mediana"),
        (Aggregazione::TuttoONiente, _) => testo!("fasi-tutto-o-niente"),
    };
    testo!(
        "metodo-fasi",
        raggiunto = raggiunto,
        target = target,
        grado = grado,
        vuoto = vuoto,
        dovuta = dovuta,
        media = media,
    )
}

/// `da 90 vale 100, da 60 vale 50`.
fn fasce(fasce: &[Fascia]) -> String {
    let each = fasce.iter().map(|f| testo!("fascia", da = short(f.da), punti = short(f.punti)));
    each.collect::<Vec<_>>().join(", ")
}

/// A number with the decimals that it has.
fn short(value: f64) -> String {
    percent_as_typed(value).trim_end_matches('%').to_owned()
}

fn indicatori(regole: &Indicatori) -> String {
    let crescente = match regole.crescente {
        Crescente::Proporzionale => testo!("indicatori-crescente-proporzionale"),
        Crescente::SiNo => testo!("indicatori-crescente-si-no"),
        Crescente::Fasce => testo!("indicatori-crescente-fasce", fasce = fasce(&regole.fasce)),
    };
    let decrescente = match regole.decrescente {
        Decrescente::Inverso => testo!("indicatori-decrescente-inverso"),
        Decrescente::Lineare => testo!("indicatori-decrescente-lineare"),
        Decrescente::SiNo => testo!("indicatori-decrescente-si-no"),
        Decrescente::Fasce => testo!("indicatori-decrescente-fasce", fasce = fasce(&regole.fasce)),
    };
    let stretto = match regole.operatore_stretto {
        OperatoreStretto::Interi => testo!("indicatori-stretto-interi"),
        OperatoreStretto::Tollerante => testo!("indicatori-stretto-tollerante"),
    };
    let rispetto = match regole.rispetto_fasi {
        RispettoFasi::Calcolato => testo!("indicatori-rispetto-calcolato"),
        RispettoFasi::Dichiarato => testo!("indicatori-rispetto-dichiarato"),
        RispettoFasi::Escluso => testo!("indicatori-rispetto-escluso"),
    };
    let media = match regole.pesi {
        PesiIndicatori::Uguali => testo!("indicatori-media"),
        PesiIndicatori::Famiglie => {
            let each = regole.famiglie.each().map(|(f, peso)| format!("{} {}", famiglia(f.as_str()), short(peso)));
            testo!("indicatori-media-famiglie", pesi = each.join(", "))
        }
        PesiIndicatori::Peso => testo!("indicatori-media-peso"),
    };
    let mut said = testo!(
        "metodo-indicatori",
        crescente = crescente,
        decrescente = decrescente,
        stretto = stretto,
        rispetto = rispetto,
        media = media,
    );
    if !regole.eccezioni.is_empty() {
        let each = regole.eccezioni.iter().map(|e| {
            let of = e.titolo.as_ref().map(|titolo| format!(" ({titolo})")).unwrap_or_default();
            let polarita = match e.polarita {
                Some(Polarita::Alta) => "alta",
                Some(Polarita::Bassa) => "bassa",
                None => "come",
            };
            match e.atteso.as_deref() {
                Some(atteso) => testo!(
                    "indicatori-eccezione-atteso",
                    nome = e.nome.as_str(),
                    di = of,
                    polarita = polarita,
                    atteso = atteso
                ),
                None => testo!("indicatori-eccezione", nome = e.nome.as_str(), di = of, polarita = polarita),
            }
        });
        said.push(' ');
        said += &testo!("metodo-indicatori.eccezioni", eccezioni = each.collect::<Vec<_>>().join("; "));
    }
    said
}

fn scadenza(regole: &Indicatori, termine: &Termine) -> String {
    let mancante = match regole.mancante_finale {
        MancanteFinale::Zero => testo!("mancante-zero"),
        MancanteFinale::Escludi => testo!("mancante-escluso"),
    };
    if termine.tipo == Tipo::Finale {
        return testo!("metodo-finale", mancante = mancante);
    }
    let mese = i64::from(termine.giorno.mese());
    let indicatori = match regole.intermedia {
        Intermedia::Informativi => testo!("intermedia-informativi"),
        Intermedia::Pieni => testo!("intermedia-pieni", mancante = mancante),
        Intermedia::ProRata => testo!("intermedia-pro-rata", mese = mese, mancante = mancante),
    };
    testo!("metodo-intermedia", indicatori = indicatori)
}

fn obiettivo(regole: &Regole) -> String {
    let Obiettivo { combinazione, peso_fasi, peso_indicatori } = regole.obiettivo;
    let share = |peso: f64| percent_as_typed(100.0 * peso / (peso_fasi + peso_indicatori));
    let punteggio = match combinazione {
        _ if regole.indicatori.rispetto_fasi == RispettoFasi::Dichiarato => testo!("obiettivo-dichiarato"),
        Combinazione::MediaPesata => {
            testo!("obiettivo-media-pesata", fasi = share(peso_fasi), indicatori = share(peso_indicatori))
        }
        Combinazione::SoloFasi => testo!("obiettivo-solo-fasi"),
        Combinazione::SoloIndicatori => testo!("obiettivo-solo-indicatori"),
        Combinazione::Minimo => testo!("obiettivo-minimo"),
        Combinazione::Prodotto => testo!("obiettivo-prodotto"),
    };
    let giudizi = regole.classi.iter().map(|c| testo!("giudizio-da", nome = c.nome.as_str(), da = short(c.da)));
    testo!("metodo-obiettivo", punteggio = punteggio, giudizi = giudizi.collect::<Vec<_>>().join(", "))
}

fn persone(regole: &Persone) -> String {
    let mut said = vec![match regole.risultato {
        RisultatoPersona::MediaPesata => testo!("persone-media-pesata"),
        RisultatoPersona::MediaSemplice => testo!("persone-media-semplice"),
        RisultatoPersona::PesataObiettivo => testo!("persone-pesata-obiettivo"),
        RisultatoPersona::SommaConTetto => testo!("persone-somma-con-tetto"),
        RisultatoPersona::QuotaBudget => testo!("persone-quota-budget"),
    }];
    if regole.risultato == RisultatoPersona::QuotaBudget {
        said.push(testo!("persone-quota-budget.importo", importo = number(regole.importo, 2)));
    }
    if regole.note_fasi == NoteFasi::Limita {
        said.push(testo!("persone-note-fasi"));
    }
    if !regole.alias.is_empty() {
        said.push(testo!("persone-alias"));
    }
    said.push(match regole.collettivi {
        Collettivi::Nessuno => testo!("persone-collettive"),
        Collettivi::Espandi => testo!("persone-collettive-espandi"),
    });
    testo!("metodo-persone", risultato = said.join(" "))
}

/// What people are judged by, where it is more than the result by the schede.
fn valutazione(regole: &Regole) -> Option<String> {
    if !regole.judges() {
        return None;
    }
    let total: f64 = regole.componenti.iter().map(|one| one.peso).sum();
    let parts: Vec<String> = regole
        .componenti
        .iter()
        .map(|one| format!("{} {}", one.nome, percent_as_typed(100.0 * one.peso / total)))
        .collect();
    let mut said = testo!("metodo-valutazione", ruoli = ruoli(&regole.premio.ruoli), componenti = parts.join(", "));
    for one in &regole.condizioni {
        let limite = match (one.minimo, one.massimo) {
            (None, None) => testo!("condizione-si"),
            (Some(minimo), None) => testo!("condizione-minimo", minimo = short(minimo)),
            (None, Some(massimo)) => testo!("condizione-massimo", massimo = short(massimo)),
            (Some(minimo), Some(massimo)) => {
                testo!("condizione-tra", minimo = short(minimo), massimo = short(massimo))
            }
        };
        let di = if one.toglie == Toglie::Premio { "premio" } else { "valutazione" };
        said.push(' ');
        said += &testo!(
            "metodo-valutazione.condizione",
            nome = one.nome.as_str(),
            ruoli = ruoli(&one.ruoli),
            limite = limite,
            quota = percent_as_typed(one.quota),
            di = di
        );
    }
    Some(said)
}

/// `persone e dirigenti`.
fn ruoli(ruoli: &[Ruolo]) -> String {
    let names: Vec<&str> = ruoli.iter().map(|ruolo| ruolo.plurale()).collect();
    match names.as_slice() {
        [first @ .., last] if !first.is_empty() => testo!("elenco-e", primi = first.join(", "), ultimo = *last),
        other => other.concat(),
    }
}

fn premio(regole: &Premio) -> Option<String> {
    let come = match regole.tipo {
        TipoPremio::Nessuno => return None,
        TipoPremio::Proporzionale => testo!("premio-proporzionale"),
        TipoPremio::Fasce => testo!("premio-fasce", fasce = fasce(&regole.fasce)),
        TipoPremio::Classi => {
            let each = regole.classi.iter().map(|(nome, punti)| format!("{nome} {}", short(*punti)));
            testo!("premio-classi", classi = each.collect::<Vec<_>>().join(", "))
        }
        TipoPremio::SogliaLineare => {
            testo!("premio-soglia-lineare", soglia = short(regole.soglia), quota = short(regole.quota_minima))
        }
        TipoPremio::Graduatoria => {
            let part = |part: &Scaglione| {
                testo!("premio-graduatoria.parte", quota = percent_as_typed(part.quota), punti = short(part.punti))
            };
            let parts: Vec<String> = regole.graduatoria.iter().map(part).collect();
            testo!("premio-graduatoria", parti = parts.join(", "))
        }
    };
    let mut said = testo!("metodo-premio", come = come);
    let Scaglione { quota, punti } = regole.maggiorazione;
    if punti > 0.0 {
        said.push(' ');
        said += &testo!("metodo-premio.maggiorazione", quota = percent_as_typed(quota), punti = short(punti));
    }
    for ruolo in [Ruolo::Persone, Ruolo::Responsabili, Ruolo::Dirigenti] {
        let (whole, fondo) = (regole.importo_intero.of(ruolo), regole.fondo.of(ruolo));
        let nome = ruolo.plurale();
        if whole > 0.0 {
            said.push(' ');
            said += &testo!("metodo-premio.intero", ruoli = nome, importo = number(whole, 2));
        }
        if fondo > 0.0 {
            said.push(' ');
            said += &testo!("metodo-premio.fondo", ruoli = nome, importo = number(fondo, 2));
        }
    }
    Some(said)
}

fn strutture(regole: &Regole) -> String {
    let media = match regole.strutture.pesi {
        PesiStrutture::Uguali => testo!("strutture-media"),
        PesiStrutture::Peso => testo!("strutture-media-peso"),
        PesiStrutture::Partecipanti => testo!("strutture-media-partecipanti"),
    };
    let comuni = match regole.dirigenti.intersettoriali {
        Intersettoriali::Inclusi => testo!("intersettoriali-inclusi"),
        Intersettoriali::Separati => testo!("intersettoriali-separati"),
        Intersettoriali::Esclusi => testo!("intersettoriali-esclusi"),
    };
    testo!("metodo-strutture", media = media, comuni = comuni)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each key that changes a figure, set to a value that is not the default one.
    const OTHER: &str = r#"
        [fasi]
        target = "ricalcolato"
        raggiunto = "target_meno_gap"
        gap_vuoto = "zero"
        grado = "fasce"
        fasce = [{ da = 85, punti = 100 }, { da = 0, punti = 10 }]
        pesi = "target"
        [indicatori]
        crescente = "si_no"
        decrescente = "lineare"
        operatore_stretto = "tollerante"
        mancante_finale = "escludi"
        intermedia = "pro_rata"
        rispetto_fasi = "escluso"
        pesi = "famiglie"
        famiglie = { costo = 3 }
        [[indicatori.eccezione]]
        nome = "giorni di conservazione"
        polarita = "alta"
        [obiettivo]
        combinazione = "minimo"
        [persone]
        risultato = "quota_budget"
        note_fasi = "limita"
        importo = 1500
        [dirigenti]
        intersettoriali = "separati"
        [strutture]
        pesi = "partecipanti"
        [[classe]]
        nome = "pieno"
        da = 60
        [[classe]]
        nome = "scarso"
        da = 0
        [segnalazioni]
        PER004 = "errore"
    "#;

    fn note_of(text: &str, scadenza: &str) -> String {
        let config = Config::parse(text).unwrap();
        note(&config, config.termine(scadenza).unwrap()).join("\n")
    }

    #[test]
    fn the_nota_metodologica_of_the_defaults() {
        insta::assert_snapshot!(note_of("", "dicembre"));
    }

    #[test]
    fn the_nota_metodologica_of_other_rules() {
        insta::assert_snapshot!(note_of(OTHER, "luglio"));
    }

    #[test]
    fn every_key_that_changes_a_figure_changes_the_nota() {
        let default = (note_of("", "dicembre"), note_of("", "luglio"));
        for text in [
            "[fasi]\ntarget = \"ricalcolato\"",
            "[fasi]\nraggiunto = \"target_meno_gap\"",
            "[fasi]\nraggiunto = \"colonna\"",
            "[fasi]\ngap_vuoto = \"zero\"",
            "[fasi]\ngrado = \"si_no\"",
            "[fasi]\ngrado = \"fasce\"\nfasce = [{ da = 0, punti = 10 }]",
            "[fasi]\npesi = \"target\"",
            "[fasi]\npesi = \"peso\"",
            "[fasi]\naggregazione = \"minimo\"",
            "[fasi]\naggregazione = \"mediana\"",
            "[fasi]\naggregazione = \"tutto_o_niente\"",
            "[indicatori]\ncrescente = \"si_no\"",
            "[indicatori]\ncrescente = \"fasce\"\nfasce = [{ da = 0, punti = 10 }]",
            "[indicatori]\ndecrescente = \"lineare\"",
            "[indicatori]\ndecrescente = \"si_no\"",
            "[indicatori]\ndecrescente = \"fasce\"\nfasce = [{ da = 0, punti = 10 }]",
            "[indicatori]\noperatore_stretto = \"tollerante\"",
            "[indicatori]\nmancante_finale = \"escludi\"",
            "[indicatori]\nintermedia = \"pieni\"",
            "[indicatori]\nintermedia = \"pro_rata\"",
            "[indicatori]\nrispetto_fasi = \"dichiarato\"",
            "[indicatori]\nrispetto_fasi = \"escluso\"",
            "[indicatori]\npesi = \"famiglie\"",
            "[indicatori]\npesi = \"peso\"",
            "[[indicatori.eccezione]]\nnome = \"giorni\"\npolarita = \"alta\"",
            "[obiettivo]\ncombinazione = \"solo_fasi\"",
            "[obiettivo]\ncombinazione = \"solo_indicatori\"",
            "[obiettivo]\ncombinazione = \"minimo\"",
            "[obiettivo]\ncombinazione = \"prodotto\"",
            "[obiettivo]\npeso_fasi = 60",
            "[obiettivo]\npeso_indicatori = 60",
            "[[classe]]\nnome = \"tutti\"\nda = 0",
            "[persone]\nrisultato = \"media_semplice\"",
            "[persone]\nrisultato = \"pesata_obiettivo\"",
            "[persone]\nrisultato = \"somma_con_tetto\"",
            "[persone]\nrisultato = \"quota_budget\"",
            "[persone]\nnote_fasi = \"limita\"",
            "[[persone.alias]]\npersona = \"ROSSI ADA\"\ngrafie = [\"ROSSI ADA MARIA\"]",
            "[dirigenti]\nintersettoriali = \"separati\"",
            "[dirigenti]\nintersettoriali = \"esclusi\"",
            "[strutture]\npesi = \"peso\"",
            "[strutture]\npesi = \"partecipanti\"",
            "[premio]\ntipo = \"proporzionale\"",
            "[premio]\ntipo = \"fasce\"\nfasce = [{ da = 0, punti = 10 }]",
            "[premio]\ntipo = \"soglia_lineare\"\nsoglia = 60",
            "[segnalazioni]\nPER004 = \"errore\"",
            "[[indicatori.eccezione]]\nnome = \"giorni\"\natteso = \"almeno 12\"",
            "[persone]\ncollettivi = \"espandi\"",
            "[[componente]]\nnome = \"obiettivi\"\npeso = 60\n[[componente]]\nnome = \"ente\"\npeso = 40",
            "[[condizione]]\nnome = \"ore\"\nminimo = 40\nquota = 10\ntoglie = \"valutazione\"",
            "[[condizione]]\nnome = \"pagamenti\"\nquota = 30\ntoglie = \"valutazione\"",
            "[premio]\ntipo = \"proporzionale\"\nruoli = [\"dirigenti\"]",
            "[premio]\ntipo = \"proporzionale\"\nfondo = { persone = 1000 }",
            "[premio]\ntipo = \"proporzionale\"\nimporto_intero = { dirigenti = 1000 }",
            "[premio]\ntipo = \"proporzionale\"\nmaggiorazione = { quota = 20, punti = 30 }",
            "[premio]\ntipo = \"graduatoria\"\ngraduatoria = [{ quota = 100, punti = 50 }]",
            "[premio]\ntipo = \"classi\"\nclassi = { \"raggiunto\" = 100, \"parzialmente raggiunto\" = 50, \"non raggiunto\" = 0 }",
        ] {
            assert!(note_of(text, "dicembre") != default.0 || note_of(text, "luglio") != default.1, "{text}");
        }
    }

    #[test]
    fn rules_are_listed_with_their_origin() {
        let config = Config::parse(OTHER).unwrap();
        let text: Vec<String> =
            regole(&config).iter().map(|(key, value, from)| format!("{key} = {value} [{from}]")).collect();
        insta::assert_snapshot!(text.join("\n"));
    }
}
