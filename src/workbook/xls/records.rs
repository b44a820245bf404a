//! Records of the stream, and the texts inside them, which may run on over several records.

use super::super::bytes::{Bytes, decode_utf16, western};

/// Record types that are read; all others are passed over.
pub(super) mod record {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000A;
    pub const EPOCH: u16 = 0x0022;
    pub const PASSWORD: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const OBJECT: u16 = 0x005D;
    pub const COLUMNS: u16 = 0x007D;
    pub const TAB: u16 = 0x0085;
    pub const MANY_RK: u16 = 0x00BD;
    pub const RICH_LABEL: u16 = 0x00D6;
    pub const STYLE: u16 = 0x00E0;
    pub const MERGES: u16 = 0x00E5;
    pub const DRAWING: u16 = 0x00EC;
    pub const SHARED_TEXTS: u16 = 0x00FC;
    pub const SHARED_LABEL: u16 = 0x00FD;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const BOOL_OR_ERROR: u16 = 0x0205;
    pub const STRING: u16 = 0x0207;
    pub const ROW: u16 = 0x0208;
    pub const RK: u16 = 0x027E;
    pub const FORMAT: u16 = 0x041E;
    pub const BOF: u16 = 0x0809;
    /// A shared formula, an array formula, a table of alternatives.
    pub const BETWEEN_FORMULA_AND_TEXT: [u16; 3] = [0x04BC, 0x0221, 0x0236];
}

/// The records of a stream; ends where a record is cut off.
pub(super) struct Records<'a>(Bytes<'a>);

impl<'a> Records<'a> {
    pub const fn new(stream: &'a [u8]) -> Self {
        Self(Bytes(stream))
    }

    /// What is left of the stream.
    pub const fn rest(&self) -> &'a [u8] {
        self.0.0
    }

    /// The data of the next record, if it goes on with the one before.
    fn continuation(&mut self) -> Option<Bytes<'a>> {
        let mut ahead = Self(self.0);
        let (kind, data) = ahead.next()?;
        (kind == record::CONTINUE).then(|| {
            *self = ahead;
            data
        })
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, Bytes<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = self.0.u16()?;
        let size = self.0.u16()?.into();
        Some((kind, Bytes(self.0.take(size)?)))
    }
}

/// Text inside a record and those that go on with it.
pub(super) struct Text<'a> {
    now: Bytes<'a>,
    next: std::collections::VecDeque<Bytes<'a>>,
}

impl<'a> Text<'a> {
    pub const fn new(data: Bytes<'a>) -> Self {
        Self { now: data, next: std::collections::VecDeque::new() }
    }

    /// Adds the records that go on with this one.
    pub fn extend(&mut self, records: &mut Records<'a>) {
        while let Some(data) = records.continuation() {
            self.next.push_back(data);
        }
    }

    /// Goes on to the next record when this one is used up.
    fn refill(&mut self) -> Option<()> {
        while self.now.0.is_empty() {
            self.now = self.next.pop_front()?;
        }
        Some(())
    }

    pub fn u8(&mut self) -> Option<u8> {
        self.refill()?;
        self.now.u8()
    }

    pub fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    /// Passes over some bytes, or as many as there are.
    pub fn skip(&mut self, mut count: usize) {
        while count > 0 && self.refill().is_some() {
            let here = count.min(self.now.0.len());
            self.now.take(here);
            count -= here;
        }
    }

    /// Text of so many characters: with a byte before it that says how wide they are, or in the old code page.
    pub fn string(&mut self, units: usize, unicode: bool) -> Option<String> {
        if unicode {
            let flags = self.u8()?;
            return self.units(units, flags & 1 != 0);
        }
        let bytes = self.now.take(units)?;
        Some(western(bytes))
    }

    /// An entry of the table of shared texts, without its formatting.
    pub fn rich_string(&mut self) -> Option<String> {
        let units = self.u16()?.into();
        let flags = self.u8()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(self.u16()?) };
        let extra = if flags & 4 == 0 { 0 } else { usize::try_from(self.u32()?).ok()? };
        let text = self.units(units, flags & 1 != 0)?;
        self.skip(runs * 4);
        self.skip(extra);
        Some(text)
    }

    /// Each record that goes on with a text says anew how wide its characters are.
    fn units(&mut self, units: usize, mut wide: bool) -> Option<String> {
        let mut left = units;
        let mut out = String::new();
        while left > 0 {
            if self.now.0.is_empty() {
                self.refill()?;
                wide = self.now.u8()? & 1 != 0;
            }
            let width = if wide { 2 } else { 1 };
            let here = left.min(self.now.0.len() / width);
            let bytes = self.now.take(here * width)?;
            if wide {
                out.push_str(&decode_utf16(bytes));
            } else {
                out.extend(bytes.iter().map(|byte| char::from(*byte)));
            }
            if here == 0 {
                return None;
            }
            left -= here;
        }
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_over_records_and_may_change_its_width() {
        let first = [4, 0, 0, b'a', b'b'];
        let second = [1, b'c', 0, 0xE8, 0];
        let mut stream = Vec::new();
        for (kind, data) in [(record::SHARED_TEXTS, &first), (record::CONTINUE, &second)] {
            stream.extend(kind.to_le_bytes());
            stream.extend([5, 0]);
            stream.extend(data);
        }
        let mut records = Records::new(&stream);
        let (_, data) = records.next().unwrap();
        let mut text = Text::new(data);
        text.extend(&mut records);
        assert_eq!(text.rich_string().unwrap(), "abcè");
        assert_eq!(text.rich_string(), None);
    }
}
