//! XML as a stream of elements and texts, well formed, without entities of its own and not too deep.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::limiti::Limiti;
use super::refusal::Refusal;

/// What comes next in a document.
pub(super) enum Node<'x> {
    /// An element begins. An empty one begins and ends.
    Start(BytesStart<'x>),
    /// An element ends.
    End,
    /// Text, with its references resolved.
    Text(Cow<'x, str>),
}

/// A document being read.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    part: &'x str,
    depth: usize,
    max_depth: usize,
}

impl<'x> Xml<'x> {
    /// Begins to read the text of a part.
    pub fn new(text: &'x str, part: &'x str, limiti: &Limiti) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().allow_dangling_amp = true;
        Self { reader, part, depth: 0, max_depth: limiti.profondita_xml }
    }

    /// The next node, or `None` at the end of the document.
    pub fn next(&mut self) -> Result<Option<Node<'x>>, Refusal> {
        loop {
            let event = self.reader.read_event().map_err(|_| self.broken())?;
            return Ok(Some(match event {
                Event::Start(element) | Event::Empty(element) => {
                    self.depth += 1;
                    if self.depth > self.max_depth {
                        return Err(Refusal::too_much(format!(
                            "nella parte «{}» gli elementi XML sono annidati oltre {} livelli",
                            self.part, self.max_depth
                        )));
                    }
                    Node::Start(element)
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::End
                }
                Event::Text(text) => Node::Text(text.xml10_content()),
                Event::CData(text) => Node::Text(text.xml10_content()),
                Event::GeneralRef(name) => Node::Text(reference(&name)),
                Event::DocType(text) if text.contains("<!ENTITY") => {
                    return Err(Refusal::too_much(format!("la parte «{}» definisce entità XML", self.part)));
                }
                Event::Eof if self.depth == 0 => return Ok(None),
                Event::Eof => return Err(self.broken()),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            }));
        }
    }

    /// Passes over what is left of the element that just began.
    pub fn skip(&mut self) -> Result<(), Refusal> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// The text of the element that just began, with that of the elements inside it.
    pub fn text(&mut self) -> Result<String, Refusal> {
        let outside = self.depth.saturating_sub(1);
        let mut out = String::new();
        while self.depth > outside {
            match self.next()? {
                Some(Node::Text(text)) => out.push_str(&text),
                Some(_) => {}
                None => break,
            }
        }
        Ok(out)
    }

    /// How many elements are open.
    pub const fn depth(&self) -> usize {
        self.depth
    }

    fn broken(&self) -> Refusal {
        Refusal::damaged(format!("la parte «{}» non è XML corretto", self.part))
    }
}

/// What a reference stands for; one that nobody defines stands for itself.
fn reference<'x>(name: &str) -> Cow<'x, str> {
    let known = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => {
            let number = name.strip_prefix('#').and_then(|n| match n.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => n.parse().ok(),
            });
            return Cow::Owned(number.and_then(char::from_u32).map_or_else(|| format!("&{name};"), String::from));
        }
    };
    Cow::Borrowed(known)
}

/// Gives each attribute of an element to `take`: the name without its prefix, and the value.
pub(super) fn attributes(element: &BytesStart<'_>, mut take: impl FnMut(&str, &str)) {
    qualified(element, |name, value| take(name.rsplit(':').next().unwrap_or(name), value));
}

/// Gives each attribute of an element to `take`: the name as written, and the value.
pub(super) fn qualified(element: &BytesStart<'_>, mut take: impl FnMut(&str, &str)) {
    for attribute in element.attributes().with_checks(false).flatten() {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or_else(|_| attribute.value.clone());
        take(attribute.key.as_ref(), &value);
    }
}

/// Whether an attribute says yes.
pub(super) fn yes(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, Refusal> {
        let limiti = Limiti { profondita_xml: 4, ..Limiti::default() };
        let mut xml = Xml::new(text, "prova.xml", &limiti);
        let mut out = String::new();
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(element) => {
                    out += "<";
                    attributes(&element, |name, value| out.extend([name, "=", value, " "]));
                }
                Node::End => out += ">",
                Node::Text(text) => out += &text,
            }
        }
        Ok(out)
    }

    #[test]
    fn references_and_empty_elements_are_resolved() {
        assert_eq!(
            read("<?xml version='1.0'?><a r:id='x &lt; 1'><b/>1 &amp; &#233;&#xE8; &nulla;<![CDATA[<z>]]></a>")
                .unwrap(),
            "<id=x < 1 <>1 & éè &nulla;<z>>"
        );
    }

    #[test]
    fn what_is_not_well_formed_is_damaged() {
        for text in ["<a><b></a>", "<a>", "<a", "</a>", "<a><b/>"] {
            assert!(matches!(read(text), Err(Refusal::Damaged(_))), "{text}");
        }
    }

    #[test]
    fn depth_and_entities_are_limited() {
        for text in ["<a><a><a><a><a/></a></a></a></a>", "<!DOCTYPE a [<!ENTITY x 'xxxx'>]><a>&x;</a>"] {
            assert!(matches!(read(text), Err(Refusal::TooMuch { .. })), "{text}");
        }
        assert_eq!(read("<!DOCTYPE a SYSTEM 'a.dtd'><a/>").unwrap(), "<>");
    }
}
