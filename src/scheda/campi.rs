//! The fields of a scheda's header, listed once.

use crate::place::CellRef;

/// A field of the header: where its value is or should be, and the text, if any was typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Campo {
    /// The text with single spaces; absent when the cell is blank.
    pub testo: Option<String>,
    /// The cell of the value; absent when the form has no such field.
    pub at: Option<CellRef>,
}

macro_rules! campi {
    ($($nome:ident $scritto:literal),+ $(,)?) => {
        /// The header of a scheda.
        #[derive(Clone, Debug, Default)]
        pub struct Intestazione {
            $(#[doc = concat!($scritto, ".")] pub $nome: Campo,)+
        }

        impl Intestazione {
            /// The fields as the profiles name them.
            pub const NOMI: &'static [&'static str] = &[$(stringify!($nome)),+];

            /// Takes each field by its name.
            pub fn new(mut take: impl FnMut(&'static str) -> Campo) -> Self {
                Self { $($nome: take(stringify!($nome)),)+ }
            }

            /// Each field with its name in the profiles and in the messages.
            pub fn campi(&self) -> impl Iterator<Item = (&'static str, &'static str, &Campo)> {
                [$((stringify!($nome), $scritto, &self.$nome)),+].into_iter()
            }

            /// A field by its name in the profiles.
            pub fn campo_mut(&mut self, nome: &str) -> Option<&mut Campo> {
                match nome {
                    $(stringify!($nome) => Some(&mut self.$nome),)+
                    _ => None,
                }
            }
        }
    };
}

campi! {
    direzione "Direzione",
    assessore "Assessore",
    dirigente "Dirigente",
    responsabile "Responsabile",
    sezione "Sezione",
    missione "Missione",
    programma "Programma",
    obiettivo_strategico "Obiettivo strategico",
    obiettivo_operativo "Obiettivo operativo",
    progetto "Progetto",
    finalita "Finalità",
    titolo "Titolo",
    orizzonte "Orizzonte temporale",
    descrizione "Descrizione",
}
