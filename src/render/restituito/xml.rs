//! XML as text with places: what is not touched stays byte for byte.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

/// Which kind of markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Open,
    Close,
    Empty,
}

/// A tag, where it stands.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The name without its prefix.
    pub name: String,
    pub kind: Kind,
    pub range: Range<usize>,
    /// How many elements are around it.
    pub depth: usize,
}

/// All tags of a document in order.
///
/// # Errors
/// The document is not well formed, or not in UTF-8.
pub fn tags(xml: &str) -> Result<Vec<Tag>, String> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let place = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
    let mut start = place(&reader);
    loop {
        let event = reader.read_event().map_err(|error| format!("XML non valido: {error}"))?;
        let end = place(&reader);
        let mut push = |name: &str, kind, depth| {
            let name = name.to_owned();
            // White space before the tag is no part of it.
            let from = xml.get(start..end).and_then(|text| text.find('<')).map_or(start, |at| start + at);
            found.push(Tag { name, kind, range: from..end, depth });
        };
        match &event {
            Event::Start(tag) => {
                push(tag.local_name().as_ref(), Kind::Open, depth);
                depth += 1;
            }
            Event::Empty(tag) => push(tag.local_name().as_ref(), Kind::Empty, depth),
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                push(tag.local_name().as_ref(), Kind::Close, depth);
            }
            Event::DocType(_) => return Err("una dichiarazione DOCTYPE".to_owned()),
            Event::Eof => break,
            _ => {}
        }
        start = end;
    }
    if depth == 0 && !found.is_empty() { Ok(found) } else { Err("XML incompleto".to_owned()) }
}

/// The prefix of the root element with its colon, or nothing.
pub fn prefix(xml: &str, tags: &[Tag]) -> String {
    let root = &xml[tags[0].range.clone()];
    let name = root[1..].split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or("");
    name.split_once(':').map_or_else(String::new, |(prefix, _)| format!("{prefix}:"))
}

/// The value of an attribute of a tag, entities as they stand.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    place_of(tag, name).map(|(_, value)| &tag[value])
}

/// The tag with an attribute set.
pub fn with_attribute(tag: &str, name: &str, value: &str) -> String {
    if let Some((_, at)) = place_of(tag, name) {
        return format!("{}{value}{}", &tag[..at.start], &tag[at.end..]);
    }
    let end = tag.len() - if tag.ends_with("/>") { 2 } else { 1 };
    format!("{} {name}=\"{value}\"{}", tag[..end].trim_end(), &tag[end..])
}

/// The tag without an attribute.
pub fn without_attribute(tag: &str, name: &str) -> String {
    match place_of(tag, name) {
        // With the quote that ends it.
        Some((whole, at)) => format!("{}{}", tag[..whole].trim_end(), &tag[at.end + 1..]),
        None => tag.to_owned(),
    }
}

/// Where an attribute begins and where its value stands.
fn place_of(tag: &str, wanted: &str) -> Option<(usize, Range<usize>)> {
    let bytes = tag.as_bytes();
    let mut i = tag.find(|c: char| c.is_whitespace())?;
    loop {
        while bytes.get(i)?.is_ascii_whitespace() {
            i += 1;
        }
        let start = i;
        while !matches!(bytes.get(i)?, b'=' | b'>' | b'/') && !bytes[i].is_ascii_whitespace() {
            i += 1;
        }
        let name = &tag[start..i];
        while bytes.get(i)?.is_ascii_whitespace() {
            i += 1;
        }
        if bytes[i] != b'=' {
            return None;
        }
        i += 1;
        while bytes.get(i)?.is_ascii_whitespace() {
            i += 1;
        }
        let quote = *bytes.get(i)?;
        let value = i + 1;
        let end = value + tag[value..].find(char::from(quote))?;
        if name == wanted {
            return Some((start, value..end));
        }
        i = end + 1;
    }
}

/// Changes of a text, from its beginning to its end.
#[derive(Debug, Default)]
pub struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    pub fn replace(&mut self, range: Range<usize>, with: String) {
        self.0.push((range, with));
    }

    pub fn insert(&mut self, at: usize, what: String) {
        if !what.is_empty() {
            self.0.push((at..at, what));
        }
    }

    /// The text with its changes; of those at one place, in the order in which they were made.
    pub fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| range.start);
        let mut out = String::with_capacity(text.len() + 1024);
        let mut copied = 0;
        for (range, with) in self.0 {
            out.push_str(&text[copied..range.start]);
            out.push_str(&with);
            copied = range.end;
        }
        out.push_str(&text[copied..]);
        out
    }
}

/// A text as the content of an element or of an attribute: what XML cannot hold becomes a space.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push('\n'),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_set_and_taken_away() {
        for (tag, value) in [
            (r#"<c r="A1" s="3"/>"#, Some("3")),
            (r#"<c r='A1' s = '3' t="s">"#, Some("3")),
            (r#"<c xs="4" r="A1">"#, None),
            ("<c>", None),
            ("<c/>", None),
        ] {
            assert_eq!(attribute(tag, "s"), value, "{tag}");
            let set = with_attribute(tag, "s", "9");
            assert_eq!(attribute(&set, "s"), Some("9"), "{set}");
            assert_eq!(attribute(&set, "r"), attribute(tag, "r"), "{set}");
            assert_eq!(attribute(&without_attribute(&set, "s"), "s"), None, "{set}");
            assert_eq!(set.ends_with("/>"), tag.ends_with("/>"));
        }
    }

    #[test]
    fn tags_stand_where_they_are() {
        let xml = "<?xml version=\"1.0\"?>\n<x:a b=\"&lt;\"> <c/>t&amp;t<!-- <d> --></x:a>";
        let found = tags(xml).unwrap();
        let shown: Vec<_> = found.iter().map(|t| (&xml[t.range.clone()], t.depth)).collect();
        assert_eq!(shown, [("<x:a b=\"&lt;\">", 0), ("<c/>", 1), ("</x:a>", 0)]);
        assert_eq!(prefix(xml, &found), "x:");
        assert!(tags("<a><b></a>").is_err() && tags("<a>").is_err() && tags("").is_err());
    }
}
