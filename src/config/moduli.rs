//! The forms of the body's own, beside those that ship: the files that `profili` names.

use std::path::{Path, PathBuf};

use super::errore::Problem;
use super::lettura;
use crate::perche::why;
use crate::scheda::profile::Profile;
use crate::scheda::text::normalise;

/// A form of the body's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Modulo {
    /// Its file, as the configuration names it.
    pub file: String,
    /// What the file says.
    pub testo: String,
    /// How the form is recognised.
    pub profilo: Profile,
}

/// Reads the forms that a configuration names; all that is wrong with them, or with their names in its text.
pub(super) fn read(paths: &[PathBuf], config: &Path, text: &str) -> Result<Vec<Modulo>, Vec<(PathBuf, Problem)>> {
    let beside = config.parent().unwrap_or(Path::new(""));
    let mut names: Vec<String> = Profile::shipped().iter().map(|profile| normalise(&profile.nome)).collect();
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    for (i, path) in paths.iter().enumerate() {
        let file = beside.join(path);
        let testo = match std::fs::read_to_string(&file) {
            Ok(testo) => testo,
            Err(error) => {
                let message = format!("il modulo «{}» non si legge: {}", path.display(), why(Some(&error)));
                wrong.push((config.to_owned(), lettura::wrong(text, &format!("profili.{i}"), message)));
                continue;
            }
        };
        match lettura::profile(&testo) {
            Ok(profilo) if names.contains(&normalise(&profilo.nome)) => {
                let message = format!("un altro modulo si chiama già «{}»: scegliere un altro nome", profilo.nome);
                wrong.push((file, lettura::wrong(&testo, "nome", message)));
            }
            Ok(profilo) => {
                names.push(normalise(&profilo.nome));
                found.push(Modulo { file: path.to_string_lossy().into_owned(), testo, profilo });
            }
            Err(problems) => wrong.extend(problems.into_iter().map(|problem| (file.clone(), problem))),
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    /// What is wrong with a configuration that names these forms.
    fn problems(config: &str, moduli: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in moduli {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let path = folder.path().join("traguardo.toml");
        std::fs::write(&path, config).unwrap();
        let error = Config::load(&path).unwrap_err().to_string();
        let root = format!("{}/", folder.path().display());
        error.lines().map(|line| line.replace(&root, "")).collect()
    }

    #[test]
    fn all_that_is_wrong_with_a_form_is_said_with_line_and_column() {
        let form =
            "nome = \"nostro\"\ntipo = \"pagina\"\ncolore = 1\n[intestazione]\ntitulo = { etichette = [\"x\"] }\n";
        let found = problems("profili = [\"a.toml\"]", &[("a.toml", form)]);
        let wanted = [
            "a.toml, riga 2, colonna 8: il valore «pagina» non è ammesso: scrivere \"scheda\" oppure \"elenco\"",
            "a.toml, riga 3, colonna 1: chiave sconosciuta «colore»: le chiavi possibili sono nome, come, tipo, ",
            "a.toml, riga 5, colonna 1: nessuna parte del modulo si chiama «titulo»: i nomi possibili sono direzione, ",
        ];
        for wanted in wanted {
            assert!(found.iter().any(|line| line.starts_with(wanted)), "{wanted}: {found:?}");
        }
        let found = problems("anno = 2022\nprofili = [\"b.toml\",\n  \"a.toml\"]", &[("b.toml", "nome = ")]);
        assert!(found[0].starts_with("b.toml, riga 1, colonna"), "{found:?}");
        assert!(
            found[1].starts_with("traguardo.toml, riga 3, colonna 3: il modulo «a.toml» non si legge"),
            "{found:?}"
        );
        let twin = "nome = \"Scheda Obiettivo\"\ncome = \"scheda obiettivo\"";
        let found = problems("profili = [\"a.toml\"]", &[("a.toml", twin)]);
        assert_eq!(
            found,
            ["a.toml, riga 1, colonna 1: un altro modulo si chiama già «Scheda Obiettivo»: scegliere un altro nome"]
        );
    }
}
