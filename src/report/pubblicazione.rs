//! What everybody may read: results by direzione and by obiettivo, and no person in them.
//!
//! Results of persons, of dirigenti, responsabili and assessori, and those of sezioni, which one person answers for,
//! are not here at all; in what is here, the names that the workbooks know are left out of the texts.

use super::Material;
use super::anonimato::Nomi;
use super::model::{Block, Chapter, ColumnKind, Fact, Report, Table, Value};
use super::parts::{self, chapter};
use super::rows::{FaseRow, IndicatoreRow, Rows, SchedaRow};
use super::testi::{tavola, testo};
use super::wording::{self, count, fact, figure, heading, meter, paragraph, row, score, score_text, text_or};

/// The levels of structures that no single person stands for.
const LIVELLI: [&str; 6] = ["ente", "direzione", "missione", "programma", "obiettivo_strategico", "progetto"];

/// A table of the open data.
#[derive(Clone, Debug)]
pub struct Tavola {
    /// The name of its file: `obiettivi`.
    pub nome: &'static str,
    /// What a row is.
    pub descrizione: &'static str,
    /// Name of each column, what it holds, and of what kind it is.
    pub colonne: Vec<(&'static str, &'static str, ColumnKind)>,
    /// One value a column.
    pub righe: Vec<Vec<Value>>,
}

/// The public edition.
#[derive(Clone, Debug)]
pub struct Pubblicazione {
    /// The document to be read.
    pub report: Report,
    /// The open data.
    pub tavole: Vec<Tavola>,
}

/// Puts the public edition together.
pub(super) fn assemble(material: &Material, rows: &Rows) -> Pubblicazione {
    let nomi = Nomi::new(rows);
    let schede: Vec<SchedaRow> = rows.schede.iter().map(|s| anonima(s, &nomi)).collect();
    // What follows sees no other rows than these.
    let public = rows.without_people(schede);
    let pen = Pen {
        material,
        rows: &public,
        nomi: &nomi,
        provvisorie: rows.schede.iter().any(|s| s.provvisorio) || !rows.non_letti().is_empty(),
    };
    Pubblicazione { report: pen.report(), tavole: vec![pen.obiettivi(), pen.fasi(), pen.indicatori(), pen.strutture()] }
}

/// A scheda without persons; its file, its sheet and its id can hold names too.
fn anonima(s: &SchedaRow, nomi: &Nomi) -> SchedaRow {
    let text = |text: &Option<String>| text.as_deref().map(|t| nomi.omessi(t));
    SchedaRow {
        file: String::new(),
        foglio: String::new(),
        direzione: text(&s.direzione),
        assessore: None,
        dirigente: None,
        responsabile: None,
        sezione: None,
        missione: text(&s.missione),
        programma: text(&s.programma),
        obiettivo_strategico: text(&s.obiettivo_strategico),
        obiettivo_operativo: text(&s.obiettivo_operativo),
        progetto: text(&s.progetto),
        finalita: text(&s.finalita),
        titolo: Some(text(&s.titolo).unwrap_or_else(|| testo!("pubblicazione-senza-titolo"))),
        orizzonte: text(&s.orizzonte),
        descrizione: text(&s.descrizione),
        ..s.clone()
    }
}

struct Pen<'a> {
    material: &'a Material<'a>,
    rows: &'a Rows,
    nomi: &'a Nomi,
    provvisorie: bool,
}

impl Pen<'_> {
    fn report(&self) -> Report {
        let (material, rows) = (self.material, self.rows);
        let ente = rows.strutture.iter().find(|s| s.livello == "ente").and_then(|s| s.punteggio);
        let valutati = rows.schede.iter().filter(|s| s.punteggio.is_some()).count();
        let cover = vec![
            fact(testo!("pubblicazione-obiettivi"), count(rows.schede.len())),
            fact(testo!("cifra-media"), score(ente, testo!("stato-non-valutabile"))),
        ];
        let title = testo!("pubblicazione-titolo", anno = material.anno.to_string());
        let mut report = parts::frame(material, title, testo!("pubblicazione-destinatario"), 0, cover);
        report.front = vec![Block::Contents(1)];
        report.provvisorio = self.provvisorie.then(|| testo!("pubblicazione-provvisorio"));
        let mut sintesi = vec![
            paragraph(testo!(
                "pubblicazione-apertura",
                data = wording::data(material.scadenza_data),
                obiettivi = rows.schede.len(),
                media = match ente {
                    None => testo!("pubblicazione-apertura.nessuno"),
                    Some(_) => testo!("pubblicazione-apertura.media", punteggio = score_text(ente)),
                },
            )),
            Block::Figures(vec![
                figure(
                    testo!("figura-obiettivi"),
                    count(rows.schede.len()),
                    Some(testo!("figura-schede.con-punteggio", n = valutati)),
                ),
                figure(
                    testo!("figura-media-pubblica"),
                    score(ente, testo!("stato-non-valutabile")),
                    Some(testo!("figura-media.su")),
                ),
            ]),
        ];
        let groups = rows.by_direzione();
        let media = |name: &str| rows.struttura("direzione", name).and_then(|s| s.punteggio);
        let mut with_total = vec![(testo!("ente-intero"), rows.schede.iter().collect())];
        with_total.extend(groups.clone());
        sintesi.push(parts::chart_classi(material, &with_total));
        let bars = groups.iter().map(|(name, _)| (name.clone(), media(name))).collect();
        sintesi.push(parts::chart_punteggi(material, testo!("grafico-media-direzioni"), bars));
        sintesi.extend(self.missioni());
        sintesi.extend([heading(2, testo!("pubblicazione-parole")), Block::Facts(parole(material))]);
        let sintesi = chapter(testo!("pubblicazione-sintesi"), testo!("pubblicazione-sintesi"), sintesi);
        report.chapters = vec![sintesi, self.risultati(&groups), self.metodo()];
        report
    }

    /// What was achieved for each purpose that the body spends for.
    fn missioni(&self) -> Option<Block> {
        let missioni = self.rows.strutture.iter().filter(|s| s.livello == "missione");
        let bars: Vec<_> = missioni.map(|s| (self.nomi.omessi(&s.nome), s.punteggio)).collect();
        let caption = testo!("grafico-media-missioni");
        (!bars.is_empty()).then(|| parts::chart_punteggi(self.material, caption, bars))
    }

    fn risultati(&self, groups: &[(String, Vec<&SchedaRow>)]) -> Chapter {
        let mut blocks = Vec::new();
        for (direzione, schede) in groups {
            blocks.push(heading(2, direzione.clone()));
            blocks.push(Block::Table(self.elenco(schede)));
        }
        chapter(testo!("pubblicazione-risultati"), testo!("pubblicazione-risultati.breve"), blocks)
    }

    /// The obiettivi of a direzione: what each is for, and what came of it.
    fn elenco(&self, schede: &[&SchedaRow]) -> Table {
        let rows = schede.iter().map(|s| {
            let cells = vec![
                Value::Text(s.nome().to_owned()),
                wording::text(s.finalita.as_deref()),
                meter(s.punteggio),
                match wording::giudizio(s.giudizio.as_deref(), self.material.classi) {
                    Value::Status(giudizio, tone) if s.provvisorio => {
                        Value::Status(testo!("tabella-pubblica.provvisorio", giudizio = giudizio), tone)
                    }
                    giudizio => giudizio,
                },
            ];
            row(None, cells)
        });
        tavola!("tabella-pubblica", rows.collect())
    }

    fn metodo(&self) -> Chapter {
        let mut blocks: Vec<Block> = self.material.note_metodo.iter().map(|t| paragraph(self.nomi.omessi(t))).collect();
        blocks.push(paragraph(testo!("pubblicazione-metodo.omessi")));
        chapter(testo!("pubblicazione-metodo"), testo!("pubblicazione-metodo"), blocks)
    }

    /// The place of a scheda among those published, counted from one: it tells the rows of one obiettivo together.
    fn numero(&self, id: &str) -> Value {
        let place = self.rows.schede.iter().position(|s| s.id == id).map_or(0, |i| i + 1);
        count(place)
    }

    fn testo(&self, text: Option<&str>) -> Value {
        text.map_or(Value::Blank, |t| Value::Text(self.nomi.omessi(t)))
    }

    fn obiettivi(&self) -> Tavola {
        use ColumnKind::{Code, Number, Text};
        let plain = |text: &Option<String>| wording::text(text.as_deref());
        let righe = self.rows.schede.iter().map(|s| {
            vec![
                self.numero(&s.id),
                plain(&s.direzione),
                plain(&s.titolo),
                plain(&s.finalita),
                plain(&s.descrizione),
                plain(&s.missione),
                plain(&s.programma),
                plain(&s.obiettivo_strategico),
                plain(&s.obiettivo_operativo),
                plain(&s.progetto),
                plain(&s.orizzonte),
                number(s.rispetto_fasi),
                number(s.indicatori),
                number(s.punteggio),
                text_or(s.giudizio.as_deref(), testo!("stato-non-valutabile")),
                Value::Text(if s.provvisorio { "sì" } else { "no" }.to_owned()),
            ]
        });
        Tavola {
            nome: "obiettivi",
            descrizione: "una riga per obiettivo",
            colonne: vec![
                ("numero", "numero dell'obiettivo in questa edizione", Number),
                ("direzione", "direzione responsabile", Text),
                ("titolo", "titolo dell'obiettivo", Text),
                ("finalita", "finalità dell'obiettivo", Text),
                ("descrizione", "descrizione dell'obiettivo", Text),
                ("missione", "missione del bilancio", Text),
                ("programma", "programma del bilancio", Text),
                ("obiettivo_strategico", "obiettivo strategico del DUP", Text),
                ("obiettivo_operativo", "obiettivo operativo del DUP", Text),
                ("progetto", "progetto", Text),
                ("orizzonte", "anni in cui l'obiettivo si svolge, come scritto", Text),
                ("rispetto_fasi", "rispetto delle fasi, da 0 a 100; vuoto se nessuna fase è dovuta", Number),
                ("indicatori", "risultato degli indicatori, da 0 a 100; vuoto se nessuno è valutato", Number),
                ("punteggio", "punteggio dell'obiettivo, da 0 a 100; vuoto se non valutabile", Number),
                ("giudizio", "giudizio sull'obiettivo", Code),
                ("provvisorio", "sì se il punteggio può ancora cambiare, altrimenti no", Code),
            ],
            righe: righe.collect(),
        }
    }

    fn fasi(&self) -> Tavola {
        use ColumnKind::{Code, Number, Text};
        let riga = |f: &FaseRow| {
            let stato = f.stato().unwrap_or("valutata");
            vec![
                self.numero(&f.id),
                Value::Text(f.fase.clone()),
                self.testo(f.testo.as_deref()),
                number(f.target),
                number(f.raggiunto),
                number(f.grado),
                Value::Text(stato.to_owned()),
            ]
        };
        Tavola {
            nome: "fasi",
            descrizione: "una riga per fase di attuazione",
            colonne: vec![
                ("numero", "numero dell'obiettivo, come in obiettivi", Number),
                ("fase", "numero della fase", Code),
                ("descrizione", "descrizione della fase", Text),
                ("target", "percentuale prevista alla scadenza, da 0 a 100", Number),
                ("raggiunto", "percentuale raggiunta alla scadenza, da 0 a 100", Number),
                ("grado", "grado di raggiungimento, da 0 a 100; vuoto se non valutata", Number),
                ("stato", "valutata, mancante, non dovuta, annullata o senza cronoprogramma", Code),
            ],
            righe: self.rows.fasi.iter().map(riga).collect(),
        }
    }

    fn indicatori(&self) -> Tavola {
        use ColumnKind::{Code, Number, Text};
        let riga = |i: &IndicatoreRow| {
            vec![
                self.numero(&i.id),
                wording::text(i.famiglia.as_deref().map(wording::famiglia).as_deref()),
                self.testo(i.nome.as_deref()),
                self.testo(i.atteso.as_deref()),
                self.testo(i.raggiunto.as_deref().filter(|t| misura(t))),
                number(i.grado),
            ]
        };
        Tavola {
            nome: "indicatori",
            descrizione: "una riga per indicatore",
            colonne: vec![
                ("numero", "numero dell'obiettivo, come in obiettivi", Number),
                ("famiglia", "quantità, tempo, costo o qualità", Code),
                ("indicatore", "nome dell'indicatore", Text),
                ("atteso", "valore atteso, come scritto", Text),
                ("raggiunto", "valore raggiunto, come scritto; vuoto se manca o non è una misura", Text),
                ("grado", "grado di raggiungimento, da 0 a 100; vuoto se non valutato", Number),
            ],
            righe: self.rows.indicatori.iter().map(riga).collect(),
        }
    }

    fn strutture(&self) -> Tavola {
        use ColumnKind::{Code, Number, Text};
        let mut public: Vec<_> = self.rows.strutture.iter().filter(|s| LIVELLI.contains(&&*s.livello)).collect();
        public.sort_by_key(|s| wording::livello_order(&s.livello));
        let righe = public.into_iter().map(|s| {
            let nome = if s.livello == "ente" { self.material.ente } else { &*s.nome };
            vec![
                Value::Text(wording::livello(&s.livello)),
                self.testo(Some(nome)),
                Value::Count(s.n_obiettivi),
                number(s.punteggio),
            ]
        });
        Tavola {
            nome: "strutture",
            descrizione: "una riga per ente, direzione, missione, programma, obiettivo strategico e progetto",
            colonne: vec![
                ("livello", "che cosa è", Code),
                ("nome", "nome", Text),
                ("obiettivi", "numero di obiettivi", Number),
                ("punteggio", "media dei punteggi degli obiettivi, da 0 a 100; vuoto se non valutabile", Number),
            ],
            righe: righe.collect(),
        }
    }
}

/// The words that a reader needs.
fn parole(material: &Material) -> Vec<Fact> {
    let classi = parts::classi(material);
    let word = |name: String, text: String| fact(name, Value::Text(text));
    vec![
        word(testo!("parola-obiettivo"), testo!("parola-obiettivo.testo")),
        word(testo!("parola-fase"), testo!("parola-fase.testo")),
        word(testo!("parola-indicatore"), testo!("parola-indicatore.testo")),
        word(testo!("parola-punteggio"), testo!("parola-punteggio.testo")),
        word(testo!("parola-giudizio"), testo!("parola-giudizio.testo", classi = classi)),
        word(testo!("parola-provvisorio"), testo!("parola-provvisorio.testo")),
    ]
}

/// A score or a percentage as a plain number, or nothing.
fn number(value: Option<f64>) -> Value {
    value.map_or(Value::Blank, |value| Value::Number { value, decimals: 2 })
}

/// Whether a text is a measure: a running text says more than the public needs to know, of whoever it is about.
fn misura(text: &str) -> bool {
    const LONGEST: usize = 30;
    let yes_no = ["si", "sì", "no", "on", "off", "fatto", "non fatto"].contains(&text.trim().to_lowercase().as_str());
    yes_no || (text.chars().count() <= LONGEST && text.chars().any(|c| c.is_ascii_digit()))
}
