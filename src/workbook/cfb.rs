//! The OLE2 container of .xls: its streams by name. Source: [MS-CFB].
//!
//! Read here, and not by a crate, because a container can name one sector many times over: every chain below is cut
//! at the number of sectors that the file really has, so that nothing grows beyond the size of the file.

use super::bytes::{Bytes, decode_utf16};
use super::refusal::Refusal;

/// What every container begins with.
pub(super) const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

const LAST_SECTOR: u32 = 0xFFFF_FFFA;
/// Streams below this size live in the small sectors of the root's stream.
const MINI_CUTOFF: u64 = 4096;
const MINI_SECTOR: usize = 64;
const ENTRY: usize = 128;

/// An open container.
pub(super) struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    is_stream: bool,
    start: u32,
    size: u64,
}

impl<'a> Container<'a> {
    /// Opens a container.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        Self::try_open(bytes).ok_or_else(|| Refusal::damaged("l'indice delle sue parti non si legge"))
    }

    fn try_open(bytes: &'a [u8]) -> Option<Self> {
        let mut header = Bytes(bytes.get(..512)?.strip_prefix(&SIGNATURE)?);
        header.take(22)?;
        let sector = match header.u16()? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        header.take(16)?;
        let directory = header.u32()?;
        header.take(8)?;
        let (mini_fat_start, _) = (header.u32()?, header.u32()?);
        let (mut difat_next, _) = (header.u32()?, header.u32()?);
        let mut container =
            Self { bytes, sector, fat: Vec::new(), mini_fat: Vec::new(), mini: Vec::new(), entries: Vec::new() };
        let most = bytes.len() / sector;
        let mut difat = numbers(header.0);
        let mut seen = 0;
        while difat_next < LAST_SECTOR && seen < most && difat.len() <= most {
            let mut more = numbers(container.sector(difat_next)?);
            difat_next = more.pop()?;
            difat.extend(more);
            seen += 1;
        }
        // A table for more sectors than the file has can only be a lie.
        for id in difat.into_iter().filter(|id| *id < LAST_SECTOR) {
            if container.fat.len() > most {
                break;
            }
            container.fat.extend(numbers(container.sector(id)?));
        }
        let entries = container.chain(directory, u64::MAX)?;
        container.entries = entries.chunks_exact(ENTRY).filter_map(|entry| Entry::read(entry, sector)).collect();
        let root = container.entries.first()?;
        let (start, size) = (root.start, root.size);
        container.mini = container.chain(start, size).unwrap_or_default();
        container.mini_fat = numbers(&container.chain(mini_fat_start, u64::MAX).unwrap_or_default());
        Some(container)
    }

    /// Whether there is a stream or a folder of this name, wherever it is.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// A stream; `None` when there is none of this name.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let named = |entry: &&Entry| entry.is_stream && entry.name.eq_ignore_ascii_case(name);
        let Some(entry) = self.entries.iter().find(named) else { return Ok(None) };
        let bytes = if entry.size >= MINI_CUTOFF { self.chain(entry.start, entry.size) } else { self.small(entry) };
        match bytes {
            Some(bytes) if bytes.len() as u64 == entry.size => Ok(Some(bytes)),
            _ => Err(Refusal::damaged("finisce prima del dovuto")),
        }
    }

    /// A stream of the root's small sectors.
    fn small(&self, entry: &Entry) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut id = entry.start;
        for _ in 0..=self.mini_fat.len() {
            let Some(from) = usize::try_from(id).ok().and_then(|id| id.checked_mul(MINI_SECTOR)) else { break };
            let Some(rest) = self.mini.get(from..) else { break };
            out.extend(&rest[..rest.len().min(MINI_SECTOR)]);
            if id >= LAST_SECTOR || out.len() as u64 >= entry.size {
                break;
            }
            id = *self.mini_fat.get(usize::try_from(id).ok()?)?;
        }
        out.truncate(usize::try_from(entry.size).ok()?);
        Some(out)
    }

    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let from = usize::try_from(id).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(from..).filter(|rest| !rest.is_empty())?;
        Some(&rest[..rest.len().min(self.sector)])
    }

    /// The bytes of a chain of sectors, at most `size` of them. `None` when it begins outside the file.
    fn chain(&self, start: u32, size: u64) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut id = start;
        for step in 0..=self.bytes.len() / self.sector {
            if id >= LAST_SECTOR || out.len() as u64 >= size {
                break;
            }
            match self.sector(id) {
                Some(sector) => out.extend(sector),
                None if step == 0 => return None,
                None => break,
            }
            id = self.fat.get(usize::try_from(id).ok()?).copied().unwrap_or(u32::MAX);
        }
        out.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Some(out)
    }
}

impl Entry {
    fn read(entry: &[u8], sector: usize) -> Option<Self> {
        let units = usize::from(u16::from_le_bytes([entry[64], entry[65]])).checked_sub(2)?;
        let name = decode_utf16(entry.get(..units.min(64))?);
        let mut rest = Bytes(&entry[116..]);
        let (start, size) = (rest.u32()?, rest.u32()?);
        // Containers with small sectors leave rubbish in the upper half of the size.
        let high = if sector == 512 { 0 } else { rest.u32()? };
        Some(Self { name, is_stream: entry[66] == 2, start, size: u64::from(high) << 32 | u64::from(size) })
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}
