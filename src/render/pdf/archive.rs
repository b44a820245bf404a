//! What describes the document to an archive: language, title, dates, identifier, the meaning of its colours.

use lopdf::{Document, Object, Stream, StringFormat, dictionary, text_string};
use sha2::{Digest, Sha256};

use super::PdfError;
use crate::report::model::Report;

/// Sets what describes the document.
pub(super) fn describe(doc: &mut Document, report: &Report) -> Result<(), PdfError> {
    let profile = Stream::new(dictionary! { "N" => 3, "Alternate" => "DeviceRGB" }, srgb_profile());
    let profile = doc.add_object(profile);
    let intent = dictionary! {
        "Type" => "OutputIntent", "S" => "GTS_PDFA1", "OutputConditionIdentifier" => text_string("sRGB"),
        "Info" => text_string("sRGB IEC61966-2.1"), "DestOutputProfile" => profile,
    };
    let catalog = doc.catalog_mut()?;
    catalog.set("Lang", text_string("it-IT"));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    let date = text_string(&format!("D:{}000000Z", report.date.strftime("%Y%m%d")));
    let info = doc.add_object(dictionary! {
        "Title" => text_string(&report.title), "Author" => text_string(&report.ente),
        "CreationDate" => date.clone(), "ModDate" => date,
    });
    let mut hash = Sha256::new();
    for part in [&report.fingerprint, &report.title, &report.recipient] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    if let Ok(old) = doc.trailer.get(b"Info").and_then(Object::as_reference) {
        doc.objects.remove(&old);
    }
    let id = Object::String(hash.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    doc.trailer.set("Info", info);
    doc.trailer.set("ID", vec![id.clone(), id]);
    doc.compress();
    let metadata = doc.add_object(xmp(report));
    doc.catalog_mut()?.set("Metadata", metadata);
    Ok(())
}

fn escaped(text: &str) -> String {
    // Control characters are not XML.
    let text: String = text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn xmp(report: &Report) -> Stream {
    let date = report.date.strftime("%Y-%m-%dT00:00:00Z");
    let (title, author) = (escaped(&report.title), escaped(&report.ente));
    let packet = format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>it-IT</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"#,
        bom = '\u{feff}'
    );
    // Never compressed: an archive must find it without reading the rest.
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes()).with_compression(false)
}

/// A small ICC profile (version 2) of the sRGB primaries, with a gamma of 2.2.
fn srgb_profile() -> Vec<u8> {
    let xyz = |values: [u32; 3]| {
        let mut data = b"XYZ \0\0\0\0".to_vec();
        data.extend(values.iter().flat_map(|value| value.to_be_bytes()));
        data
    };
    let mut desc = b"desc\0\0\0\0\0\0\0\x05sRGB\0".to_vec();
    desc.resize(12 + 5 + 8 + 3 + 67, 0);
    let curve = b"curv\0\0\0\0\0\0\0\x01\x02\x33".to_vec();
    // Fixed point, 16 bits after the point; the primaries adapted to D50.
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", desc),
        (b"cprt", b"text\0\0\0\0Public domain\0".to_vec()),
        (b"wtpt", xyz([0xf351, 0x1_0000, 0x1_16cc])),
        (b"rXYZ", xyz([0x6fa2, 0x38f5, 0x0390])),
        (b"gXYZ", xyz([0x6299, 0xb785, 0x18da])),
        (b"bXYZ", xyz([0x24a0, 0x0f84, 0xb6cf])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = 9_u32.to_be_bytes().to_vec();
    let mut body = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    let word = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_be_bytes();
    for (name, data) in &tags {
        table.extend(*name);
        table.extend(word(start + body.len()));
        table.extend(word(data.len()));
        body.extend(data);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    let mut out = Vec::with_capacity(start + body.len());
    out.extend(word(start + body.len()));
    out.extend([0; 4]);
    out.extend([2, 0x10, 0, 0]);
    out.extend(b"mntrRGB XYZ ");
    // A fixed date, as everything in the file: 1 January 2000.
    out.extend([7, 0xd0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    out.extend(b"acsp");
    out.resize(68, 0);
    out.extend([0, 0, 0xf6, 0xd6, 0, 1, 0, 0, 0, 0, 0xd3, 0x2d]);
    out.resize(128, 0);
    out.extend(table);
    out.extend(body);
    out
}
