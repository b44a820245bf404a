#[cfg(test)]
use crate::checks::testing::Caso;
#[cfg(test)]
use crate::checks::testing::modulo;
use crate::checks::{Origin, Rule, Testo};
use crate::segnalazione::codici;

pub const RULE: Rule = Rule {
    codice: codici::FIL004,
    descrizione: "il file è protetto da password",
    testo: Testo {
        controlla: "Il contenuto dei file non è cifrato. La protezione di un foglio contro le modifiche non disturba la \
             lettura.",
        perche: "Un file cifrato non si può leggere: le sue schede mancano da tutti i risultati.",
        rimedio: "In Excel: File, Informazioni, Proteggi cartella di lavoro, Crittografa con password; cancellare la \
             password e salvare.",
        sbagliato: "Il file chiede una password per aprirsi",
        giusto: "Il file si apre senza password",
    },
    origine: Origin::Reader,
};

#[cfg(test)]
pub const CASO: Caso = Caso::Cartella(|c| {
    let manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
    c.scrivi("b.ods", &modulo::archivio(&[("mimetype", mimetype), ("META-INF/manifest.xml", manifest)]));
});
