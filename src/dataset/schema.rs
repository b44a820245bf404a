//! The frames and their columns, declared once.
//!
//! Percentages and scores are points (0–100) as `f64`; what was absent is null, never 0. `cella` columns are
//! addresses as Excel shows them. The published Parquet files have exactly these columns in this order.

use polars_core::prelude::{DataType, Field, Schema};

/// A frame: its name, which is also its file's, and its columns in order.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The frame's name.
    pub name: &'static str,
    /// Column name and type.
    pub columns: &'static [(&'static str, Type)],
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// UTF-8 text.
    Text,
    /// A number in the unit that the column's name says; points for percentages.
    Number,
    /// A whole number.
    Whole,
    /// Yes or no.
    Flag,
}

impl Frame {
    /// The same as a polars schema.
    #[must_use]
    pub fn schema(&self) -> Schema {
        self.columns
            .iter()
            .map(|&(name, kind)| {
                let dtype = match kind {
                    Type::Text => DataType::String,
                    Type::Number => DataType::Float64,
                    Type::Whole => DataType::Int64,
                    Type::Flag => DataType::Boolean,
                };
                Field::new(name.into(), dtype)
            })
            .collect()
    }
}

use Type::{Flag, Number, Text, Whole};

/// One row a scheda. `conta` is false for a scheda that no score may use (two versions in conflict); `peso` and
/// `importo` (euro) are null where nobody wrote them; `validato`
/// is the punteggio that the Nucleo gave instead of the measured one.
pub const SCHEDE: Frame = Frame {
    name: "schede",
    columns: &[
        ("id", Text),
        ("file", Text),
        ("foglio", Text),
        ("direzione", Text),
        ("assessore", Text),
        ("dirigente", Text),
        ("responsabile", Text),
        ("sezione", Text),
        ("missione", Text),
        ("programma", Text),
        ("obiettivo_strategico", Text),
        ("obiettivo_operativo", Text),
        ("progetto", Text),
        ("finalita", Text),
        ("titolo", Text),
        ("orizzonte", Text),
        ("descrizione", Text),
        ("n_personale", Number),
        ("conta", Flag),
        ("peso", Number),
        ("importo", Number),
        ("validato", Number),
    ],
};

/// One row a label of the cronoprogramma; then those that stand only in the list of descriptions (`cella` null).
pub const FASI: Frame = Frame {
    name: "fasi",
    columns: &[
        ("id", Text),
        ("fase", Text),
        ("testo", Text),
        ("annullata", Flag),
        ("precedenti", Number),
        ("target_lug", Number),
        ("gap_lug", Number),
        ("target_dic", Number),
        ("gap_dic", Number),
        ("anno2", Number),
        ("anno3", Number),
        ("cella", Text),
        ("cella_testo", Text),
        ("raggiunto_lug", Number),
        ("raggiunto_dic", Number),
        ("gap_illeggibile_lug", Flag),
        ("gap_illeggibile_dic", Flag),
        ("peso", Number),
    ],
};

/// One row a month of a phase that has a value. `cella_fase` is its row's label: labels can repeat.
pub const MESI: Frame = Frame {
    name: "mesi",
    columns: &[("id", Text), ("fase", Text), ("mese", Whole), ("pct", Number), ("cella", Text), ("cella_fase", Text)],
};

/// One row an indicator. Of a ratio, `valore` is the numerator; `atteso` and `raggiunto` are the text as shown.
///
/// `polarita` is `alta` or `bassa`, with what decided it in `polarita_da`; `escluso_*` marks a raggiunto declared
/// not applicable with a reason; `rispetto_fasi` marks the indicator that repeats what the phases say.
pub const INDICATORI: Frame = Frame {
    name: "indicatori",
    columns: &[
        ("id", Text),
        ("famiglia", Text),
        ("nome", Text),
        ("atteso", Text),
        ("comparatore", Text),
        ("atteso_valore", Number),
        ("atteso_denominatore", Number),
        ("unita", Text),
        ("raggiunto_lug", Text),
        ("raggiunto_lug_valore", Number),
        ("raggiunto_lug_denominatore", Number),
        ("raggiunto_dic", Text),
        ("raggiunto_dic_valore", Number),
        ("raggiunto_dic_denominatore", Number),
        ("cella", Text),
        ("polarita", Text),
        ("polarita_da", Text),
        ("rispetto_fasi", Flag),
        ("escluso_lug", Flag),
        ("escluso_dic", Flag),
        ("peso", Number),
        ("validato", Number),
    ],
};

/// One row a name under PERSONALE. `persona` is the canonical spelling; `collettiva` names nobody in particular.
///
/// Where the rules expand collective entries, a row follows for each person whom one means: `voce` is the entry that
/// it comes from, `pct` the person's part of its share, `direzione_persona` where the anagrafica says they work.
pub const PARTECIPAZIONI: Frame = Frame {
    name: "partecipazioni",
    columns: &[
        ("id", Text),
        ("persona", Text),
        ("nominativo", Text),
        ("categoria", Text),
        ("note", Text),
        ("pct", Number),
        ("cella", Text),
        ("collettiva", Flag),
        ("matricola", Text),
        ("area", Text),
        ("voce", Text),
        ("direzione_persona", Text),
    ],
};

/// One row a resource.
pub const RISORSE: Frame = Frame {
    name: "risorse",
    columns: &[("id", Text), ("tipologia", Text), ("descrizione", Text), ("costo", Number), ("cella", Text)],
};

/// Where the values of a row stand: `parte` is `scheda`, `fase`, `indicatore` or `persona`, `riga` the row's own `cella`
/// (blank for a scheda), `campo` the column of its frame.
pub const CELLE: Frame = Frame {
    name: "celle",
    columns: &[("id", Text), ("parte", Text), ("riga", Text), ("campo", Text), ("cella", Text)],
};

/// The values of `componenti.csv`: `persona` as in `partecipazioni`, null for whoever has no line of their own.
pub const COMPONENTI: Frame = Frame {
    name: "componenti",
    columns: &[("persona", Text), ("matricola", Text), ("componente", Text), ("valore", Number), ("riga", Whole)],
};

/// One row a segnalazione.
pub const SEGNALAZIONI: Frame = Frame {
    name: "segnalazioni",
    columns: &[
        ("codice", Text),
        ("gravita", Text),
        ("file", Text),
        ("foglio", Text),
        ("cella", Text),
        ("id", Text),
        ("messaggio", Text),
        ("rimedio", Text),
    ],
};

/// Score of each phase; `grado` and `peso` null where it is not due.
pub const PUNTEGGI_FASI: Frame = Frame {
    name: "punteggi_fasi",
    columns: &[
        ("id", Text),
        ("fase", Text),
        ("cella", Text),
        ("target", Number),
        ("raggiunto", Number),
        ("grado", Number),
        ("peso", Number),
    ],
};

/// Score of each indicator; `grado` null where not scored, `rapporto` what is shown there, `motivo` why; `peso` what it weighs.
pub const PUNTEGGI_INDICATORI: Frame = Frame {
    name: "punteggi_indicatori",
    columns: &[
        ("id", Text),
        ("famiglia", Text),
        ("nome", Text),
        ("cella", Text),
        ("grado", Number),
        ("rapporto", Number),
        ("motivo", Text),
        ("peso", Number),
        ("misurato", Number),
        ("validato", Number),
        ("atteso_utile", Number),
    ],
};

/// Score of each obiettivo.
pub const PUNTEGGI_OBIETTIVI: Frame = Frame {
    name: "punteggi_obiettivi",
    columns: &[
        ("id", Text),
        ("rispetto_fasi", Number),
        ("indicatori", Number),
        ("punteggio", Number),
        ("giudizio", Text),
        ("provvisorio", Flag),
        ("misurato", Number),
        ("validato", Number),
    ],
};

/// Result of each person; `quota` in euro, where the rules share amounts out; `premio` in points of a full one.
pub const RISULTATI_PERSONE: Frame = Frame {
    name: "risultati_persone",
    columns: &[
        ("persona", Text),
        ("categoria", Text),
        ("n_obiettivi", Whole),
        ("somma_pct", Number),
        ("risultato", Number),
        ("provvisorio", Flag),
        ("quota", Number),
        ("area", Text),
        ("premio", Number),
    ],
};

/// The valutazione of each person in each role that is judged (`persona`, `responsabile`, `dirigente`), and the premio.
///
/// `obiettivi` is the result by the schede, `base` the mean of all components, `valutazione` what conditions leave of
/// it; `non_rispettate` are the conditions that are not met, `manca` what has no value; `punti` (by `premio.tipo`),
/// `maggiorazione` and `premio` (what conditions leave of both) are points of a full premio, `importo` is euro.
pub const VALUTAZIONI: Frame = Frame {
    name: "valutazioni",
    columns: &[
        ("ruolo", Text),
        ("nome", Text),
        ("obiettivi", Number),
        ("base", Number),
        ("non_rispettate", Text),
        ("manca", Text),
        ("valutazione", Number),
        ("posizione", Whole),
        ("punti", Number),
        ("maggiorazione", Number),
        ("premio", Number),
        ("importo", Number),
        ("provvisorio", Flag),
    ],
};

/// What the Nucleo has judged otherwise than the measure: the ledger, one row a line of `validazioni.csv` that counts.
pub const VALIDAZIONI: Frame = Frame {
    name: "validazioni",
    columns: &[
        ("id", Text),
        ("indicatore", Text),
        ("misurato", Number),
        ("validato", Number),
        ("motivazione", Text),
        ("autore", Text),
        ("data", Text),
        ("riga", Whole),
    ],
};

/// Mean score of each structure and role.
pub const RISULTATI_STRUTTURE: Frame = Frame {
    name: "risultati_strutture",
    columns: &[("livello", Text), ("nome", Text), ("n_obiettivi", Whole), ("punteggio", Number)],
};
