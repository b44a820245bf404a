//! Notes beside a name that limit it to some phases: "fase 1 - 2", "solo fasi 3, 4 e 5a".

use super::text::normalise;

/// The phases that a note names, in order; none when it names no phase. Two whole numbers with a hyphen are a range.
#[must_use]
pub fn fasi(nota: &str) -> Vec<String> {
    // The hyphen of a range is the one sign that means something.
    let signs = nota.replace(['–', '—', '-'], " al ");
    let text = normalise(&signs);
    let mut words = text.split(' ').skip_while(|word| !word.starts_with("fas")).peekable();
    let mut found: Vec<String> = Vec::new();
    let mut range = false;
    for word in words.by_ref() {
        let digits = word.chars().take_while(char::is_ascii_digit).count();
        match word {
            "fase" | "fasi" | "e" | "ed" | "n" | "nn" => range = false,
            "a" | "al" => range = true,
            _ if digits > 0 && word.len() <= digits + 3 => {
                let ends = found.last().and_then(|from| Some((from.parse::<u8>().ok()?, word.parse::<u8>().ok()?)));
                if let Some((from, to)) = ends.filter(|_| range) {
                    found.extend((from + 1..to).map(|n| n.to_string()));
                }
                found.push(word.to_owned());
                range = false;
            }
            _ => break,
        }
    }
    found
}

/// A phase's label as notes name it.
#[must_use]
pub fn etichetta(fase: &str) -> String {
    normalise(fase).trim_start_matches("fase ").replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_name_phases() {
        for (nota, wanted) in [
            ("fase 1 - 2", "1 2"),
            ("Fasi 1-4", "1 2 3 4"),
            ("fasi 3, 4 e 5a", "3 4 5a"),
            ("solo fase n. 2", "2"),
            ("fase 1 e fase 3 (fino a maggio)", "1 3"),
            ("dalla fase 2 alla 4", "2"),
            ("a supporto", ""),
            ("fase conclusiva", ""),
            ("fino al 31/05", ""),
        ] {
            assert_eq!(fasi(nota).join(" "), wanted, "{nota}");
        }
        assert_eq!((etichetta("1 a"), etichetta("Fase 3")), ("1a".into(), "3".into()));
    }
}
