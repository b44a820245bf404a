//! The guide: what each sheet is, and how each figure follows from the others.

use crate::report::Material;
use crate::report::live::{Link, Live};
use crate::report::model::{Block, Value};
use crate::report::wording::{heading, paragraph, row, table};

/// Each sheet, what it holds and where its figures come from.
const FOGLI: [(&str, &str, &str); 11] = [
    ("Sintesi", "Le cifre dell'ente, le direzioni a confronto, i grafici.", "Contano e riprendono gli altri fogli."),
    (
        "Direzioni",
        "Una riga per ogni struttura e ogni ruolo: ente, direzioni, sezioni, dirigenti, responsabili, assessori, missioni, programmi, progetti.",
        "Media dei punteggi delle righe di Appartenenze con lo stesso numero di struttura.",
    ),
    (
        "Obiettivi",
        "Una riga per ogni scheda, con il suo numero (Nr), le due parti del punteggio, il punteggio e il giudizio.",
        "Rispetto fasi e Indicatori dai gradi dei due fogli; Punteggio dai pesi del foglio Regole, o quello validato dal Nucleo se c'è; Giudizio dalle classi; Stato dagli errori del foglio Segnalazioni.",
    ),
    (
        "Fasi",
        "Una riga per ogni fase: mesi, target e gap come scritti nella scheda.",
        "Target: quello dichiarato o la somma dei mesi; Raggiunto dal target e dal gap; Grado dal raggiunto e dal target.",
    ),
    (
        "Indicatori",
        "Una riga per ogni indicatore: atteso e raggiunto come scritti e come letti.",
        "Atteso utile e Raggiunto utile in un solo numero; Rapporto e Grado secondo la polarità e il motivo.",
    ),
    (
        "Persone",
        "Una riga per ogni persona con il suo risultato.",
        "Somma dei prodotti divisa per le quote valutate, dalle righe di Partecipazioni con lo stesso numero di persona.",
    ),
    (
        "Partecipazioni",
        "Una riga per ogni nome scritto in una scheda, con la quota.",
        "Punteggio e stato dell'obiettivo dal foglio Obiettivi; quota per punteggio. Voce è 2 dove lo stesso nome è ripetuto nella scheda.",
    ),
    (
        "Appartenenze",
        "Quali obiettivi contano per ciascuna struttura e ciascun ruolo.",
        "Riprende punteggio e giudizio dal foglio Obiettivi.",
    ),
    ("Risorse", "Le risorse indicate nelle schede.", "Come scritte."),
    (
        "Segnalazioni",
        "Errori, avvisi e note, con il file, il foglio e la cella.",
        "Un errore rende provvisoria la sua scheda.",
    ),
    (
        "Regole",
        "I pesi e le classi che le formule leggono, e tutte le regole in vigore.",
        "Cambiando qui un peso o una soglia il foglio di calcolo rifà tutti i conti: è una prova, i risultati ufficiali restano quelli pubblicati.",
    ),
];

pub(super) fn blocks(material: &Material) -> Vec<Block> {
    let cells = FOGLI.iter().map(|(foglio, what, from)| {
        row(None, [foglio, what, from].map(|text| Value::Text((*text).to_owned())).to_vec())
    });
    let columns = ["@Foglio", "Che cosa contiene", "Da dove vengono le cifre calcolate"];
    let fogli = Live::new("Fogli", 0, table("I fogli", &columns, cells.collect(), "Nessun foglio."))
        .link("Foglio", Some(Link::Chapter));
    let mut blocks = vec![
        paragraph(
            "Le cifre di questa cartella di lavoro sono formule: punteggi, medie e risultati si ricalcolano dai dati \
             dei suoi stessi fogli e dalle regole del foglio Regole. Le colonne calcolate hanno l'intestazione in \
             corsivo su fondo verde; le altre riportano quello che gli uffici hanno scritto e quello che il programma ne \
             ha letto.",
        ),
        Block::Live(fogli),
        heading(2, "Dal dato al risultato"),
        Block::List(
            [
                "Fasi: target e gap danno il raggiunto, il raggiunto e il target danno il grado (da 0 a 100).",
                "Indicatori: raggiunto e atteso danno il rapporto, il rapporto dà il grado (da 0 a 100).",
                "Obiettivi: la media dei gradi delle fasi e quella dei gradi degli indicatori, con i loro pesi, danno il punteggio; le classi danno il giudizio.",
                "Persone: la somma di quota per punteggio, divisa per la somma delle quote valutate, dà il risultato.",
                "Direzioni: la media dei punteggi degli obiettivi di ciascuna struttura.",
            ]
            .map(str::to_owned)
            .to_vec(),
        ),
        heading(2, "Per leggere le formule"),
        Block::List(
            [
                "Ogni elenco è una tabella con un nome: Obiettivi, Fasi, Indicatori, Persone, Partecipazioni, Strutture, Appartenenze, Segnalazioni, Classi. Fasi[Grado] è la colonna Grado della tabella Fasi.",
                "Nr è il numero della scheda nel foglio Obiettivi: in ogni foglio porta alla sua riga. Nr persona e Nr struttura fanno lo stesso per i fogli Persone e Direzioni.",
                "Si arrotonda a due decimali, mezzo per eccesso, dove si usa ARROTONDA; il miliardesimo aggiunto (1E-9) serve perché un mezzo esatto sia arrotondato sempre per eccesso.",
                "Dove non c'è un numero sta scritto perché: non valutabile, non dovuta, mancante. Non vale mai zero in silenzio.",
            ]
            .map(str::to_owned)
            .to_vec(),
        ),
    ];
    if material.sorgenti.is_some() {
        blocks.push(paragraph(
            "Gli indirizzi delle celle aprono il file dell'ufficio in quel punto, finché la cartella dei report e quella \
             dei file restano dove sono.",
        ));
    }
    blocks
}
