//! What was recognised in each sheet, for who asks why a value was read, or was not.

use traguardo::scheda::Riconoscimento;

/// A paragraph a sheet.
pub fn testo(fogli: &[Riconoscimento]) -> String {
    fogli.iter().map(foglio).collect::<Vec<_>>().join("\n\n")
}

/// An object a line.
pub fn json(fogli: &[Riconoscimento]) -> String {
    let mut lines = Vec::new();
    for foglio in fogli {
        let (file, name) = (&foglio.luogo.file, &foglio.luogo.foglio);
        lines.extend(foglio.parti.iter().map(|p| {
            serde_json::json!({
                "file": file, "foglio": name, "profilo": foglio.profilo, "cella": p.at, "parte": p.parte, "nome": p.nome,
                "etichetta": p.etichetta, "sicurezza": p.come.as_str(),
            })
            .to_string()
        }));
        lines.extend(foglio.ignorati.iter().map(|text| {
            serde_json::json!({ "file": file, "foglio": name, "cella": text.at, "ignorato": text.valore }).to_string()
        }));
    }
    lines.join("\n")
}

fn foglio(foglio: &Riconoscimento) -> String {
    let schede = match foglio.schede {
        0 => "nessuna scheda".to_owned(),
        1 => "una scheda".to_owned(),
        n => format!("{n} schede"),
    };
    let modulo = if foglio.schede == 0 { "il modulo più vicino è" } else { "modulo" };
    let mut lines = vec![format!("{} · {schede} · {modulo} «{}»", foglio.luogo, foglio.profilo)];
    let what = |parte: &str, nome: &str| format!("{parte} › {}", nome.replace('_', " "));
    let width = foglio.parti.iter().map(|p| what(p.parte, &p.nome).chars().count()).max().unwrap_or(0);
    for p in &foglio.parti {
        let name = what(p.parte, &p.nome);
        lines.push(format!("  {:<7} {name:<width$}  {:<14} «{}»", p.at.to_string(), p.come.as_str(), p.etichetta));
    }
    for text in &foglio.ignorati {
        lines.push(format!("  {:<7} testo ignorato: «{}»", text.at.to_string(), text.valore));
    }
    lines.join("\n")
}
