//! The bytes of a document. Small objects go together into compressed streams as they come, so that a long document is
//! never held twice.

use std::io::Write;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::PdfError;

/// How many objects share a stream.
const GROUP: usize = 200;

/// The bytes of a document, with objects that it does not hold itself.
///
/// # Errors
/// If a stream cannot be compressed.
pub(super) fn bytes(doc: Document, elements: impl Iterator<Item = (ObjectId, Object)>) -> Result<Vec<u8>, PdfError> {
    let mut file = File::new(doc.max_id);
    for (id, object) in doc.objects.into_iter().chain(elements) {
        file.object(id.0, &object)?;
    }
    file.finish(doc.trailer)
}

/// Where an object is.
#[derive(Clone, Copy)]
enum Entry {
    Free,
    /// So many bytes from the beginning.
    At(usize),
    /// In a stream, at a place.
    In(u32, usize),
}

struct File {
    out: Vec<u8>,
    entries: Vec<Entry>,
    /// The number of the stream that is being filled.
    group: u32,
    /// The number of each object in it, with the place where it begins.
    members: Vec<(u32, usize)>,
    body: Vec<u8>,
}

impl File {
    fn new(max_id: u32) -> Self {
        // The second line tells programs that the file is not text.
        let out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let entries = vec![Entry::Free; max_id as usize + 1];
        let mut file = Self { out, entries, group: 0, members: Vec::new(), body: Vec::new() };
        file.group = file.new_id();
        file
    }

    fn new_id(&mut self) -> u32 {
        self.entries.push(Entry::Free);
        u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
    }

    fn object(&mut self, id: u32, object: &Object) -> Result<(), PdfError> {
        if let Object::Stream(stream) = object {
            return self.stream(id, stream);
        }
        self.entries[id as usize] = Entry::In(self.group, self.members.len());
        self.members.push((id, self.body.len()));
        write(&mut self.body, object)?;
        self.body.push(b'\n');
        if self.members.len() == GROUP {
            self.close_group()?;
            self.group = self.new_id();
        }
        Ok(())
    }

    /// Writes the stream of the objects that came since the last.
    fn close_group(&mut self) -> Result<(), PdfError> {
        let mut content = Vec::new();
        for (id, at) in &self.members {
            write!(content, "{id} {at} ")?;
        }
        let (n, first) = (number(self.members.len()), number(content.len()));
        content.append(&mut self.body);
        self.members.clear();
        let mut stream = Stream::new(dictionary! { "Type" => "ObjStm", "N" => n, "First" => first }, content);
        stream.compress()?;
        self.stream(self.group, &stream)
    }

    fn stream(&mut self, id: u32, stream: &Stream) -> Result<(), PdfError> {
        self.entries[id as usize] = Entry::At(self.out.len());
        writeln!(self.out, "{id} 0 obj")?;
        let mut dict = stream.dict.clone();
        dict.set("Length", number(stream.content.len()));
        dictionary(&mut self.out, &dict)?;
        self.out.extend(b"\nstream\n");
        self.out.extend(&stream.content);
        self.out.extend(b"\nendstream\nendobj\n");
        Ok(())
    }

    /// Writes what is left, then where everything is.
    fn finish(mut self, mut trailer: Dictionary) -> Result<Vec<u8>, PdfError> {
        if self.members.is_empty() {
            self.entries[self.group as usize] = Entry::Free;
        } else {
            self.close_group()?;
        }
        let id = self.new_id();
        let start = self.out.len();
        self.entries[id as usize] = Entry::At(start);
        let mut table = Vec::with_capacity(7 * self.entries.len());
        for entry in &self.entries {
            let (kind, one, two): (u8, usize, usize) = match entry {
                Entry::Free => (0, 0, 0),
                Entry::At(at) => (1, *at, 0),
                Entry::In(stream, place) => (2, *stream as usize, *place),
            };
            table.push(kind);
            table.extend(u32::try_from(one).unwrap_or(u32::MAX).to_be_bytes());
            table.extend(u16::try_from(two).unwrap_or(u16::MAX).to_be_bytes());
        }
        trailer.set("Type", "XRef");
        trailer.set("Size", number(self.entries.len()));
        trailer.set("W", vec![1.into(), 4.into(), Object::Integer(2)]);
        let mut stream = Stream::new(trailer, table);
        stream.compress()?;
        self.stream(id, &stream)?;
        writeln!(self.out, "startxref\n{start}\n%%EOF")?;
        Ok(self.out)
    }
}

fn number(n: usize) -> Object {
    super::objects::integer(n)
}

/// An object as the format writes it.
fn write(out: &mut Vec<u8>, object: &Object) -> std::io::Result<()> {
    match object {
        Object::Boolean(value) => write!(out, "{value}")?,
        Object::Integer(value) => write!(out, "{value}")?,
        Object::Real(value) => write!(out, "{value}")?,
        Object::Name(text) => name(out, text)?,
        Object::String(text, _) => {
            out.push(b'<');
            for byte in text {
                write!(out, "{byte:02x}")?;
            }
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(b' ');
                }
                write(out, item)?;
            }
            out.push(b']');
        }
        Object::Dictionary(dict) => dictionary(out, dict)?,
        // A stream is an object of its own, never inside another.
        Object::Null | Object::Stream(_) => out.extend(b"null"),
        Object::Reference((id, generation)) => write!(out, "{id} {generation} R")?,
    }
    Ok(())
}

fn dictionary(out: &mut Vec<u8>, dict: &Dictionary) -> std::io::Result<()> {
    out.extend(b"<<");
    for (key, value) in dict {
        name(out, key)?;
        out.push(b' ');
        write(out, value)?;
    }
    out.extend(b">>");
    Ok(())
}

/// What a name cannot hold as it is stands as its number.
fn name(out: &mut Vec<u8>, text: &[u8]) -> std::io::Result<()> {
    out.push(b'/');
    for byte in text {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            out.push(*byte);
        } else {
            write!(out, "#{byte:02X}")?;
        }
    }
    Ok(())
}
