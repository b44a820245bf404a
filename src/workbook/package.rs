//! The zip container of .xlsx, .xlsm, .xlsb and .ods: its parts by name, unpacked within limits.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::bytes::western;
use super::limiti::{Limiti, MIB};
use super::refusal::Refusal;

/// Below this size no ratio is suspicious: the XML of a small sheet packs very well.
const RATIO_FROM: u64 = MIB;

/// An open container. What the directory declares is checked when it is opened, and what really comes out of each
/// part is counted while it is unpacked, because a directory can lie.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Lower-case names with `/`: some programs write others.
    parts: BTreeMap<String, usize>,
    limiti: &'a Limiti,
    left: u64,
    declared: u64,
}

impl<'a> Package<'a> {
    /// Opens a container and checks what its directory declares.
    pub fn open(bytes: &'a [u8], limiti: &'a Limiti) -> Result<Self, Refusal> {
        // A directory entry is opened with these bytes: more of them than parts allowed, and the directory is not
        // even read, since reading it takes several times its size in memory.
        let entries = bytes.windows(4).filter(|window| window == b"PK\x01\x02").count();
        if entries > limiti.parti {
            return Err(Refusal::too_much(format!("contiene {entries} parti, se ne leggono al più {}", limiti.parti)));
        }
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| Refusal::damaged("l'indice delle sue parti manca o non si legge"))?;
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(index) {
                parts.entry(name.replace('\\', "/").trim_start_matches('/').to_lowercase()).or_insert(index);
            }
        }
        let mut package = Self { archive, parts, limiti, left: limiti.totale_mib * MIB, declared: 0 };
        package.check_declared()?;
        Ok(package)
    }

    fn check_declared(&mut self) -> Result<(), Refusal> {
        let mut total = 0_u64;
        for index in 0..self.archive.len() {
            let part =
                self.archive.by_index_raw(index).map_err(|_| Refusal::damaged("una delle sue parti non si legge"))?;
            if part.encrypted() {
                return Err(Refusal::Password);
            }
            let (packed, size) = (part.compressed_size(), part.size());
            drop(part);
            total = total.saturating_add(size);
            self.check_ratio(packed, size)?;
        }
        self.declared = total;
        // Pictures are declared but never unpacked: they do not count twice.
        let allowed = self.limiti.totale_mib.max(self.limiti.file_mib).saturating_mul(2) * MIB;
        if total > allowed {
            return Err(Refusal::too_much(format!(
                "decompresso occuperebbe {} MiB, se ne leggono al più {}",
                total / MIB,
                allowed / MIB
            )));
        }
        Ok(())
    }

    fn check_ratio(&self, packed: u64, size: u64) -> Result<(), Refusal> {
        if size > RATIO_FROM && size / packed.max(1) > self.limiti.rapporto {
            return Err(Refusal::too_much(format!(
                "una sua parte di {} KiB diventa di {} MiB, più di {} volte tanto",
                packed.div_ceil(1024),
                size / MIB,
                self.limiti.rapporto
            )));
        }
        Ok(())
    }

    /// Unpacked size of all parts together, as the directory declares it.
    pub const fn declared(&self) -> u64 {
        self.declared
    }

    /// Whether there is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&name.to_lowercase())
    }

    /// The bytes of a part; `None` when there is no such part.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(&index) = self.parts.get(&name.to_lowercase()) else { return Ok(None) };
        let broken = || Refusal::damaged(format!("la parte «{name}» non si decomprime"));
        let limit = self.left.min(self.limiti.parte_mib * MIB);
        let mut part = self.archive.by_index(index).map_err(|_| broken())?;
        let packed = part.compressed_size();
        let mut bytes = Vec::new();
        (&mut part).take(limit + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
        drop(part);
        let size = bytes.len() as u64;
        if size > limit {
            return Err(Refusal::too_much(format!("la parte «{name}» è più grande di {} MiB", limit / MIB)));
        }
        self.check_ratio(packed, size)?;
        self.left -= size;
        Ok(Some(bytes))
    }

    /// The text of an XML part; `None` when there is no such part.
    pub fn xml(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        self.read(name)?.map(|bytes| text(bytes, name)).transpose()
    }

    /// The text of an XML part that must be there.
    pub fn needed(&mut self, name: &str) -> Result<String, Refusal> {
        self.xml(name)?.ok_or_else(|| Refusal::damaged(format!("manca la parte «{name}»")))
    }
}

/// Bytes as text: UTF-8, UTF-16 by its mark, or Western if the part says so itself.
fn text(bytes: Vec<u8>, part: &str) -> Result<String, Refusal> {
    let wide = |decode: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| decode([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    let narrow = |bytes: Vec<u8>| {
        String::from_utf8(bytes).map_err(|_| Refusal::damaged(format!("la parte «{part}» non è testo")))
    };
    match bytes.as_slice() {
        [0xFF, 0xFE, ..] => Ok(wide(u16::from_le_bytes)),
        [0xFE, 0xFF, ..] => Ok(wide(u16::from_be_bytes)),
        [0xEF, 0xBB, 0xBF, rest @ ..] => narrow(rest.to_vec()),
        _ if is_western(&bytes) => Ok(western(&bytes)),
        _ => narrow(bytes),
    }
}

/// Whether the declaration of a part names the Western encoding; no other 8-bit one is in use in these offices.
fn is_western(bytes: &[u8]) -> bool {
    let declaration = bytes.split(|b| *b == b'>').next().unwrap_or_default();
    let declaration = String::from_utf8_lossy(&declaration[..declaration.len().min(200)]).to_lowercase();
    declaration.starts_with("<?xml")
        && ["iso-8859-1", "windows-1252", "iso-8859-15"].iter().any(|name| declaration.contains(name))
}

/// Where a part points to: the targets of its relationships by their id, each with the last word of its type.
pub(super) fn relationships(
    package: &mut Package<'_>,
    part: &str,
) -> Result<BTreeMap<String, (String, String)>, Refusal> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let rels = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let mut found = BTreeMap::new();
    let limiti = package.limiti;
    let Some(text) = package.xml(&rels)? else { return Ok(found) };
    let mut xml = super::xml::Xml::new(&text, &rels, limiti);
    while let Some(node) = xml.next()? {
        let super::xml::Node::Start(element) = node else { continue };
        let (mut id, mut kind, mut target, mut external) = (None, None, None, false);
        super::xml::attributes(&element, |name, value| match name {
            "Id" => id = Some(value.to_owned()),
            "Type" => kind = value.rsplit('/').next().map(str::to_owned),
            "Target" => target = Some(value.to_owned()),
            "TargetMode" => external = value == "External",
            _ => {}
        });
        if let (Some(id), Some(kind), Some(target), false) = (id, kind, target, external) {
            found.insert(id, (kind, resolve(folder, &target)));
        }
    }
    Ok(found)
}

/// A target as a part's name: absolute with a leading `/`, else relative to the folder of the part that names it.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            "" | "." => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::{resolve, text};

    #[test]
    fn a_part_may_be_written_in_the_western_alphabet() {
        let part = b"<?xml version='1.0' encoding='ISO-8859-1'?><t>finalit\xe0 \x80 5</t>".to_vec();
        assert!(text(part.clone(), "x").is_ok_and(|text| text.contains("finalità € 5")));
        let undeclared = part[part.iter().position(|b| *b == b'>').unwrap_or(0) + 1..].to_vec();
        assert!(text(undeclared, "x").is_err());
    }

    #[test]
    fn targets_are_found_from_the_part_that_names_them() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("xl/worksheets", "../drawings/drawing1.xml", "xl/drawings/drawing1.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("xl", "../../../x", "x"),
        ] {
            assert_eq!(resolve(folder, target), part);
        }
    }
}
