//! The bookmarks.

use std::collections::BTreeMap;

use lopdf::{Document, ObjectId, dictionary, text_string};

use super::PdfError;
use super::display::{Bookmark, DisplayList};
use super::objects::{destination, integer};

/// Adds the bookmarks, nested by their levels; only those of the chapters are open.
pub(super) fn outline(doc: &mut Document, list: &DisplayList, pages: &[ObjectId]) -> Result<(), PdfError> {
    let bookmarks: Vec<&Bookmark> = list.bookmarks.iter().filter(|b| pages.get(b.to.page0).is_some()).collect();
    if bookmarks.is_empty() {
        return Ok(());
    }
    let root = doc.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| doc.new_object_id()).collect();
    // The parent of each is the last one before it of a lower level.
    let mut open: Vec<usize> = Vec::new();
    let mut kids: BTreeMap<ObjectId, Vec<usize>> = BTreeMap::new();
    let mut parents = Vec::with_capacity(bookmarks.len());
    for (i, bookmark) in bookmarks.iter().enumerate() {
        while open.last().is_some_and(|&last| bookmarks[last].level >= bookmark.level) {
            open.pop();
        }
        let parent = open.last().map_or(root, |&last| ids[last]);
        kids.entry(parent).or_default().push(i);
        parents.push(parent);
        open.push(i);
    }
    for (i, bookmark) in bookmarks.iter().enumerate() {
        let Some(destination) = destination(bookmark.to, pages) else { continue };
        let mut entry =
            dictionary! { "Title" => text_string(&bookmark.title), "Parent" => parents[i], "Dest" => destination };
        let siblings = &kids[&parents[i]];
        let place = siblings.binary_search(&i).unwrap_or(0);
        if let Some(before) = place.checked_sub(1) {
            entry.set("Prev", ids[siblings[before]]);
        }
        if let Some(after) = siblings.get(place + 1) {
            entry.set("Next", ids[*after]);
        }
        if let Some(own) = kids.get(&ids[i])
            && let (Some(first), Some(last)) = (own.first(), own.last())
        {
            entry.set("First", ids[*first]);
            entry.set("Last", ids[*last]);
            // Negative: closed until the reader opens it.
            entry.set("Count", -i64::try_from(own.len()).unwrap_or(i64::MAX));
        }
        doc.set_object(ids[i], entry);
    }
    let top = &kids[&root];
    let (Some(first), Some(last)) = (top.first(), top.last()) else { return Ok(()) };
    doc.set_object(
        root,
        dictionary! {
            "Type" => "Outlines", "First" => ids[*first], "Last" => ids[*last], "Count" => integer(top.len()),
        },
    );
    let catalog = doc.catalog_mut()?;
    catalog.set("Outlines", root);
    catalog.set("PageMode", "UseOutlines");
    Ok(())
}
