//! The method in words and the rules in force, from the rules that scored: every key that changes a figure has its
//! sentence, so that the nota metodologica cannot say anything but what was done.

use crate::config::{
    Aggregazione, Combinazione, Config, Crescente, Decrescente, Dovuta, Fascia, Fasi, GapVuoto, GradoFase, Indicatori,
    Intermedia, Intersettoriali, MancanteFinale, NoteFasi, Obiettivo, OperatoreStretto, Persone, PesiFasi,
    PesiIndicatori, PesiStrutture, Premio, RaggiuntoFase, Regole, RispettoFasi, RisultatoPersona, Target, Termine,
    Tipo, TipoPremio,
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
        toml::Value::Array(items) if items.is_empty() => "nessuna".to_owned(),
        toml::Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("; "),
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
    let finale = termine.tipo == Tipo::Finale;
    let mut note = vec![
        join("Fasi.", fasi(&regole.fasi)),
        join("Indicatori.", indicatori(&regole.indicatori)),
        join(
            if finale { "Scadenza finale." } else { "Scadenza intermedia." },
            scadenza(regole, finale, termine.giorno.mese()),
        ),
        join("Obiettivo.", obiettivo(regole)),
        join("Persone.", persone(&regole.persone)),
        join("Strutture.", strutture(regole)),
        "Arrotondamenti. Rispetto delle fasi, indicatori, punteggi e risultati sono arrotondati a due decimali (mezzo per eccesso); i calcoli successivi, le fasce e le classi usano il valore arrotondato.".to_owned(),
    ];
    note.extend(premio(&regole.premio));
    if !config.segnalazioni.is_empty() {
        let changed: Vec<String> = config
            .segnalazioni
            .iter()
            .map(|(codice, gravita)| format!("{codice} è {}", a_grade(gravita.as_str())))
            .collect();
        note.push(format!(
            "Segnalazioni. Un risultato è provvisorio quando sulla sua scheda c'è un errore. Per scelta dell'ente {}.",
            changed.join(", ")
        ));
    }
    note
}

/// What there is to say when the Nucleo has validated some values.
#[must_use]
pub fn validazioni(count: usize) -> Option<String> {
    let values = match count {
        0 => return None,
        1 => "un valore diverso da quello misurato".to_owned(),
        n => format!("{n} valori diversi da quelli misurati"),
    };
    Some(format!(
        "Validazione. Il Nucleo di Valutazione ha validato {values}, con motivazione: nei calcoli successivi contano i valori validati."
    ))
}

fn a_grade(gravita: &str) -> String {
    if gravita == "nota" { "una nota".to_owned() } else { format!("un {gravita}") }
}

fn join(subject: &str, sentences: Vec<String>) -> String {
    std::iter::once(subject.to_owned()).chain(sentences).collect::<Vec<_>>().join(" ")
}

fn fasi(regole: &Fasi) -> Vec<String> {
    let raggiunto = match regole.raggiunto {
        RaggiuntoFase::TargetPiuGap => "Il raggiunto di una fase è il target più il gap scritto dall'ufficio",
        RaggiuntoFase::TargetMenoGap => "Il raggiunto di una fase è il target meno il gap scritto dall'ufficio",
        RaggiuntoFase::Colonna => "Il raggiunto di una fase è quello scritto nella sua colonna",
    };
    let target = match regole.target {
        Target::Dichiarato => "se il target manca, vale la somma dei mesi fino alla scadenza",
        Target::Ricalcolato => {
            "il target è sempre la somma dei mesi fino alla scadenza, qualunque sia quello dichiarato"
        }
    };
    let grado = match regole.grado {
        GradoFase::Proporzionale => "Il grado è il rapporto tra raggiunto e target, da 0 a 100".to_owned(),
        GradoFase::SiNo => "Il grado è 100 se il target è raggiunto, altrimenti 0".to_owned(),
        GradoFase::Fasce => format!("Il grado dipende dal rapporto tra raggiunto e target: {}", fasce(&regole.fasce)),
    };
    let vuoto = match (regole.gap_vuoto, regole.raggiunto) {
        (_, RaggiuntoFase::Colonna) => "un raggiunto mancante dà grado 0 ed è un errore",
        (GapVuoto::Mancante, _) => "un gap mancante dà grado 0 ed è un errore",
        (GapVuoto::Zero, _) => "un gap vuoto vale 0, cioè in linea con il target",
    };
    let dovuta = match regole.dovuta {
        Dovuta::TargetPositivo => match regole.segni_annullata().as_str() {
            "" => "Le fasi con target 0 non sono valutate.".to_owned(),
            "//" => "Le fasi annullate o con target 0 non sono valutate.".to_owned(),
            marks => format!("Le fasi annullate (segnate {marks}) o con target 0 non sono valutate."),
        },
    };
    let media = match regole.aggregazione {
        Aggregazione::Media => match regole.pesi {
            PesiFasi::Uguali => "Il rispetto delle fasi è la media dei gradi.",
            PesiFasi::Target => "Il rispetto delle fasi è la media dei gradi, pesata con i target.",
            PesiFasi::Peso => {
                "Il rispetto delle fasi è la media dei gradi, pesata con i pesi scritti per le fasi (1 dove non c'è)."
            }
        },
        Aggregazione::Minimo => "Il rispetto delle fasi è il grado più basso.",
        Aggregazione::Mediana => "Il rispetto delle fasi è la mediana dei gradi.",
        Aggregazione::TuttoONiente => "Il rispetto delle fasi è 100 se ogni grado è 100, altrimenti 0.",
    };
    vec![format!("{raggiunto}; {target}."), format!("{grado}; {vuoto}."), dovuta, media.to_owned()]
}

/// `da 90 vale 100, da 60 vale 50, sotto 0`.
fn fasce(fasce: &[Fascia]) -> String {
    let each = fasce.iter().map(|f| format!("da {} vale {}", short(f.da), short(f.punti)));
    each.collect::<Vec<_>>().join(", ")
}

/// A number with the decimals that it has.
fn short(value: f64) -> String {
    percent_as_typed(value).trim_end_matches('%').to_owned()
}

fn indicatori(regole: &Indicatori) -> Vec<String> {
    let crescente = match regole.crescente {
        Crescente::Proporzionale => "il rapporto tra raggiunto e atteso, da 0 a 100".to_owned(),
        Crescente::SiNo => "100 se il raggiunto arriva all'atteso, altrimenti 0".to_owned(),
        Crescente::Fasce => {
            format!("quello della fascia in cui cade il rapporto tra raggiunto e atteso ({})", fasce(&regole.fasce))
        }
    };
    let decrescente = match regole.decrescente {
        Decrescente::Inverso => "il rapporto inverso".to_owned(),
        Decrescente::Lineare => "100 meno quanto il raggiunto eccede l'atteso, in percentuale dell'atteso".to_owned(),
        Decrescente::SiNo => "100 se il raggiunto non supera l'atteso, altrimenti 0".to_owned(),
        Decrescente::Fasce => format!("quello della fascia in cui cade il rapporto inverso ({})", fasce(&regole.fasce)),
    };
    let stretto = match regole.operatore_stretto {
        OperatoreStretto::Interi => {
            "«Più di» e «meno di» un numero intero chiedono il numero intero seguente; altrove basta l'atteso stesso."
        }
        OperatoreStretto::Tollerante => "«Più di» e «meno di» sono soddisfatti dall'atteso stesso.",
    };
    let rispetto = match regole.rispetto_fasi {
        RispettoFasi::Calcolato => {
            "L'indicatore sul rispetto delle fasi non entra nella media, perché le fasi sono già valutate per conto loro."
        }
        RispettoFasi::Dichiarato => {
            "L'indicatore sul rispetto delle fasi vale quanto ha scritto l'ufficio, come ogni altro indicatore."
        }
        RispettoFasi::Escluso => "L'indicatore sul rispetto delle fasi non è valutato.",
    };
    let pesi = match regole.pesi {
        PesiIndicatori::Uguali => "Il punteggio degli indicatori è la media dei gradi.".to_owned(),
        PesiIndicatori::Famiglie => {
            let each = regole.famiglie.each().map(|(f, peso)| format!("{} {}", f.as_str(), short(peso)));
            format!(
                "Il punteggio degli indicatori è la media dei gradi, in cui ogni famiglia ha il suo peso ({}), diviso tra i suoi indicatori.",
                each.join(", ")
            )
        }
        PesiIndicatori::Peso => {
            "Il punteggio degli indicatori è la media dei gradi, pesata con i pesi scritti per gli indicatori (1 dove non c'è)."
                .to_owned()
        }
    };
    let mut out = vec![
        format!("Il grado è {crescente}; dove di meno è meglio, {decrescente}; «sì» vale 100 e «no» vale 0."),
        stretto.to_owned(),
        rispetto.to_owned(),
        pesi,
    ];
    if !regole.eccezioni.is_empty() {
        let each = regole.eccezioni.iter().map(|e| {
            let of = e.titolo.as_ref().map(|t| format!(" ({t})")).unwrap_or_default();
            let better = if e.polarita == crate::config::Polarita::Alta { "di più" } else { "di meno" };
            format!("per «{}»{of} è meglio {better}", e.nome)
        });
        out.push(format!("Per scelta dell'ente {}.", each.collect::<Vec<_>>().join("; ")));
    }
    out
}

fn scadenza(regole: &Regole, finale: bool, mese: i8) -> Vec<String> {
    let regole = &regole.indicatori;
    let missing = match regole.mancante_finale {
        MancanteFinale::Zero => {
            "Un valore raggiunto che manca, o che non si può leggere, vale 0 ed è segnalato come errore."
        }
        MancanteFinale::Escludi => {
            "Un valore raggiunto che manca, o che non si può leggere, è segnalato come errore e resta fuori dalla media."
        }
    };
    if finale {
        return vec![missing.to_owned()];
    }
    match regole.intermedia {
        Intermedia::Informativi => {
            vec!["Gli indicatori sono solo informativi, perché il valore atteso è annuale.".to_owned()]
        }
        Intermedia::Pieni => {
            vec!["Gli indicatori sono valutati sul valore atteso annuale.".to_owned(), missing.to_owned()]
        }
        Intermedia::ProRata => vec![
            format!(
                "Gli indicatori sono valutati: numeri e importi su {mese} dodicesimi dell'atteso annuale, gli altri sull'atteso intero."
            ),
            missing.to_owned(),
        ],
    }
}

fn obiettivo(regole: &Regole) -> Vec<String> {
    let Obiettivo { combinazione, peso_fasi, peso_indicatori } = regole.obiettivo;
    let share = |peso: f64| percent_as_typed(100.0 * peso / (peso_fasi + peso_indicatori));
    let only_indicators = regole.indicatori.rispetto_fasi == RispettoFasi::Dichiarato;
    let (punteggio, one_side) = match combinazione {
        _ if only_indicators => ("Il punteggio è quello degli indicatori.".to_owned(), false),
        Combinazione::MediaPesata => (
            format!(
                "Il punteggio è fatto per il {} dal rispetto delle fasi e per il {} dagli indicatori",
                share(peso_fasi),
                share(peso_indicatori)
            ),
            true,
        ),
        Combinazione::SoloFasi => ("Il punteggio è il rispetto delle fasi.".to_owned(), false),
        Combinazione::SoloIndicatori => ("Il punteggio è quello degli indicatori.".to_owned(), false),
        Combinazione::Minimo => ("Il punteggio è il più basso tra rispetto delle fasi e indicatori".to_owned(), true),
        Combinazione::Prodotto => {
            ("Il punteggio è il prodotto di rispetto delle fasi e indicatori, in percentuale".to_owned(), true)
        }
    };
    let absent = if one_side {
        format!(
            "{punteggio}; se una delle due parti manca, vale l'altra. Se mancano tutte e due l'obiettivo è «non valutabile»."
        )
    } else {
        format!("{punteggio} Se manca, l'obiettivo è «non valutabile».")
    };
    let classi: Vec<String> = regole.classi.iter().map(|c| format!("{} da {}", c.nome, short(c.da))).collect();
    vec![absent, format!("I giudizi: {}.", classi.join(", "))]
}

fn persone(regole: &Persone) -> Vec<String> {
    let risultato = match regole.risultato {
        RisultatoPersona::MediaPesata => {
            "Il risultato è la media dei punteggi degli obiettivi a cui la persona partecipa, pesata con le quote di partecipazione."
        }
        RisultatoPersona::MediaSemplice => {
            "Il risultato è la media semplice dei punteggi degli obiettivi a cui la persona partecipa."
        }
        RisultatoPersona::PesataObiettivo => {
            "Il risultato è la media dei punteggi degli obiettivi a cui la persona partecipa, pesata con i pesi degli obiettivi (1 dove non c'è)."
        }
        RisultatoPersona::SommaConTetto => {
            "Il risultato è la somma dei punteggi degli obiettivi a cui la persona partecipa, ciascuno per la sua quota di partecipazione, al massimo 100."
        }
        RisultatoPersona::QuotaBudget => {
            "Il risultato è la media dei punteggi degli obiettivi a cui la persona partecipa, pesata con le quote di partecipazione; l'importo di ogni obiettivo, per la parte di punteggio ottenuta, si divide in proporzione alle quote."
        }
    };
    let mut out = vec![risultato.to_owned()];
    if regole.risultato == RisultatoPersona::QuotaBudget {
        out.push(format!("Un obiettivo senza un importo proprio vale € {}.", number(regole.importo, 2)));
    }
    if regole.note_fasi == NoteFasi::Limita {
        out.push(
            "Per chi ha una nota che nomina alcune fasi, il rispetto delle fasi è quello di quelle sole fasi."
                .to_owned(),
        );
    }
    if !regole.alias.is_empty() {
        out.push("Le grafie che l'ente ha confermato sono una persona sola.".to_owned());
    }
    out.push("Le voci collettive non sono attribuite a nessuno.".to_owned());
    out
}

fn premio(regole: &Premio) -> Option<String> {
    let how = match regole.tipo {
        TipoPremio::Nessuno => return None,
        TipoPremio::Proporzionale => "pari al risultato".to_owned(),
        TipoPremio::Fasce => format!("secondo il risultato: {}", fasce(&regole.fasce)),
        TipoPremio::SogliaLineare => format!(
            "nulla sotto {}; {} a {}, e da lì in proporzione fino a 100",
            short(regole.soglia),
            short(regole.quota_minima),
            short(regole.soglia)
        ),
    };
    Some(format!("Premio. A ciascuna persona spetta una parte del premio intero, in punti, {how}."))
}

fn strutture(regole: &Regole) -> Vec<String> {
    let pesi = match regole.strutture.pesi {
        PesiStrutture::Uguali => "Il punteggio è la media semplice dei punteggi delle schede che ne hanno uno.",
        PesiStrutture::Peso => {
            "Il punteggio è la media dei punteggi delle schede che ne hanno uno, pesata con i pesi degli obiettivi (1 dove non c'è)."
        }
        PesiStrutture::Partecipanti => {
            "Il punteggio è la media dei punteggi delle schede che ne hanno uno, pesata con il numero dei partecipanti."
        }
    };
    let all = match regole.dirigenti.intersettoriali {
        Intersettoriali::Inclusi => "Gli obiettivi di tutti i dirigenti contano per ciascuno di loro.",
        Intersettoriali::Separati => {
            "Gli obiettivi di tutti i dirigenti hanno una riga propria e non contano per i singoli."
        }
        Intersettoriali::Esclusi => "Gli obiettivi di tutti i dirigenti non contano per nessuno di loro.",
    };
    vec![pesi.to_owned(), all.to_owned()]
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
