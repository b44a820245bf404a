//! The vectors of the rules: small cases written as data, each with its rules and its schede.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use traguardo::config::Config;
use traguardo::dataset::{Dataset, schema};

use super::frame;

type Row = Map<String, Value>;

pub fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

/// What a row says, over what it leaves out.
fn over(defaults: &Value, row: &Value) -> Row {
    let mut all = defaults.as_object().unwrap().clone();
    all.extend(row.as_object().cloned().unwrap_or_default());
    all
}

/// The frames of a case.
pub fn dataset(schede: &[Value], componenti: &[Value]) -> Dataset {
    let (mut of_schede, mut fasi, mut mesi, mut indicatori, mut persone) = (vec![], vec![], vec![], vec![], vec![]);
    for (i, scheda) in schede.iter().enumerate() {
        let id = format!("s{i}");
        of_schede.push(over(&json!({"id": id, "conta": true, "titolo": id}), scheda));
        for (n, fase) in list(&scheda["fasi"]).iter().enumerate() {
            let cell = format!("A{}", n + 1);
            let mut row = over(
                &json!({"id": id, "fase": (n + 1).to_string(), "annullata": false, "cella": cell,
                "gap_illeggibile_lug": false, "gap_illeggibile_dic": false}),
                fase,
            );
            for name in ["target", "gap", "raggiunto"] {
                if let Some(value) = row.remove(name) {
                    row.insert(format!("{name}_lug"), value.clone());
                    row.insert(format!("{name}_dic"), value);
                }
            }
            for (mese, pct) in list(&fase["mesi"]).iter().enumerate() {
                let row = json!({"id": id, "mese": mese + 1, "pct": pct.as_f64(), "cella_fase": cell});
                mesi.push(row.as_object().unwrap().clone());
            }
            fasi.push(row);
        }
        for (n, indicatore) in list(&scheda["indicatori"]).iter().enumerate() {
            let mut row = over(
                &json!({"id": id, "famiglia": "quantita", "nome": format!("n. {n}"), "comparatore": ">=",
                "unita": "n", "polarita": "alta", "rispetto_fasi": false, "escluso_lug": false, "escluso_dic": false,
                "cella": format!("A{}", n + 50)}),
                indicatore,
            );
            if let Some(atteso) = row.remove("atteso") {
                row.insert("atteso_valore".into(), atteso);
            }
            for (name, ending) in [("raggiunto", "valore"), ("raggiunto_denominatore", "denominatore")] {
                if let Some(value) = row.remove(name) {
                    row.insert(format!("raggiunto_lug_{ending}"), value.clone());
                    row.insert(format!("raggiunto_dic_{ending}"), value);
                }
            }
            indicatori.push(row);
        }
        for persona in list(&scheda["persone"]) {
            let name = persona["nome"].clone();
            persone.push(over(&json!({"id": id, "persona": name, "nominativo": name, "collettiva": false}), &persona));
        }
    }
    Dataset {
        schede: frame(schema::SCHEDE, &of_schede),
        fasi: frame(schema::FASI, &fasi),
        mesi: frame(schema::MESI, &mesi),
        indicatori: frame(schema::INDICATORI, &indicatori),
        partecipazioni: frame(schema::PARTECIPAZIONI, &persone),
        risorse: frame(schema::RISORSE, &[]),
        celle: frame(schema::CELLE, &[]),
        componenti: frame(schema::COMPONENTI, &componenti.iter().map(|row| over(&json!({}), row)).collect::<Vec<_>>()),
    }
}

/// A case of a file.
pub struct Caso {
    /// File and name.
    pub titolo: String,
    /// What is written of it.
    pub testo: Value,
    /// The rules of the file with its own over them.
    pub config: Config,
    /// The checkpoint's name.
    pub scadenza: String,
    /// Its schede.
    pub dataset: Dataset,
}

/// The cases of a file, under some rules.
pub fn casi(file: &Path, regole: &str) -> Vec<Caso> {
    let all: Value = toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let cases = list(&all["caso"]).into_iter().map(|caso| {
        let titolo = format!("{}: {}", file.file_name().unwrap().to_string_lossy(), caso["nome"].as_str().unwrap());
        let own = caso["regole"].as_str().unwrap_or_default();
        let config = Config::parse(&format!("{regole}\n{own}")).unwrap_or_else(|wrong| panic!("{titolo}: {wrong:?}"));
        let scadenza = caso["scadenza"].as_str().unwrap_or("dicembre").to_owned();
        Caso {
            titolo,
            config,
            scadenza,
            dataset: dataset(&list(&caso["scheda"]), &list(&caso["componenti"])),
            testo: caso,
        }
    });
    cases.collect()
}

/// The `.toml` files of a folder of the project, by name.
pub fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    found.sort();
    found
}
