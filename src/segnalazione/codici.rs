//! The published list of codes: each once, with its name and how grave it usually is.
//!
//! What a code means, with an example, stands in its file under `src/checks`; the room that sees the fault says what it
//! found there and what to do. A retired code is never given to another rule.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Gravita, Segnalazione};
use crate::place::Luogo;

/// A code of the published list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Codice {
    /// As it is written beside what it says: `PER003`.
    pub sigla: &'static str,
    /// The wrong, named so that it can be allowed or forbidden: `partecipazioni-non-100`.
    pub nome: &'static str,
    /// How grave it is unless who sees it finds a milder or graver case, or the configuration says otherwise.
    pub gravita: Gravita,
}

macro_rules! codici {
    ($($sigla:ident $nome:literal $gravita:ident;)*) => {
        $(
            #[doc = $nome]
            pub const $sigla: Codice =
                Codice { sigla: stringify!($sigla), nome: $nome, gravita: Gravita::$gravita };
        )*
        /// Every code, sorted.
        pub const ELENCO: &[Codice] = &[$($sigla),*];
    };
}

codici! {
    CEL001 "errore-di-formula" Errore;
    CEL002 "formula-senza-valore" Errore;
    CEL003 "peso-mancante" Errore;
    FAS001 "target-diverso-dai-mesi" Avviso;
    FAS002 "gap-mancante" Errore;
    FAS003 "totale-diverso-da-100" Avviso;
    FAS004 "segno-gap-dubbio" Avviso;
    FAS005 "target-mancante" Nota;
    FAS006 "fase-senza-descrizione" Nota;
    FAS007 "fase-duplicata" Avviso;
    FAS008 "percentuale-anomala" Avviso;
    FAS009 "fase-annullata" Nota;
    FAS010 "regressione" Avviso;
    FIL001 "file-non-leggibile" Errore;
    FIL002 "file-non-excel" Errore;
    FIL003 "file-troncato" Errore;
    FIL004 "file-protetto-da-password" Errore;
    FIL005 "estensione-errata" Avviso;
    FIL006 "limiti-superati" Errore;
    FIL007 "file-duplicato" Avviso;
    FIL008 "versioni-in-conflitto" Errore;
    FIL009 "file-modificato-durante-la-lettura" Errore;
    FIL010 "nessun-file" Errore;
    FIL011 "formule-non-calcolate" Avviso;
    FOG001 "foglio-non-riconosciuto" Nota;
    FOG002 "scheda-vuota" Nota;
    FOG003 "sezione-mancante" Errore;
    FOG004 "foglio-nascosto" Avviso;
    FOG005 "righe-o-colonne-nascoste" Avviso;
    FOG006 "scheda-duplicata" Errore;
    FOG007 "anno-diverso" Errore;
    FOG008 "immagine-sulla-tabella" Avviso;
    FOG009 "testo-ignorato" Nota;
    IND001 "raggiunto-mancante" Errore;
    IND002 "raggiunto-non-misurabile" Errore;
    IND003 "valore-diventato-data" Errore;
    IND004 "unita-dubbia" Avviso;
    IND005 "rispetto-fasi-diverso" Avviso;
    IND006 "senza-atteso" Avviso;
    IND007 "non-applicabile" Nota;
    IND008 "atteso-non-interpretabile" Errore;
    IND009 "scostamento-diverso" Avviso;
    IND010 "polarita-incerta" Avviso;
    INT001 "campo-mancante" Avviso;
    INT002 "nome-con-varianti" Avviso;
    PER001 "percentuale-mancante" Errore;
    PER002 "persona-ripetuta" Avviso;
    PER003 "partecipazioni-non-100" Errore;
    PER004 "stessa-persona" Avviso;
    PER005 "voce-collettiva" Nota;
    PER006 "nota-che-limita" Nota;
    PER007 "categoria-diversa" Avviso;
    PER008 "numero-personale" Nota;
    PER009 "due-nomi-in-una-cella" Avviso;
    PER010 "valutazione-incompleta" Errore;
    PIA001 "piano-modificato" Avviso;
    PIA002 "scheda-non-consegnata" Errore;
    PIA003 "scheda-non-prevista" Avviso;
    RIS001 "costo-non-numerico" Avviso;
    RIS002 "totale-risorse-diverso" Avviso;
    VAL001 "validazione-senza-motivazione" Errore;
}

/// The code that is written so, if it is in the list.
#[must_use]
pub fn find(sigla: &str) -> Option<Codice> {
    ELENCO.iter().find(|codice| codice.sigla == sigla).copied()
}

impl Codice {
    /// A segnalazione of this code, as grave as it usually is.
    pub fn at(self, luogo: Luogo, messaggio: String, rimedio: impl Into<String>) -> Segnalazione {
        self.with(self.gravita, luogo, messaggio, rimedio)
    }

    /// The same of another gravità, where the text of the code says when.
    pub fn with(self, gravita: Gravita, luogo: Luogo, messaggio: String, rimedio: impl Into<String>) -> Segnalazione {
        Segnalazione { codice: self, gravita, luogo, messaggio, rimedio: rimedio.into() }
    }

    /// Whether it is about a file that could not be read.
    #[must_use]
    pub fn is_of_file(self) -> bool {
        self.sigla.starts_with("FIL")
    }
}

impl fmt::Display for Codice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.sigla)
    }
}

impl Serialize for Codice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.sigla)
    }
}

impl PartialEq<&str> for Codice {
    fn eq(&self, other: &&str) -> bool {
        self.sigla == *other
    }
}
