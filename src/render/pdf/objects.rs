//! Small objects that several parts of a document need.

use lopdf::{Object, ObjectId};

use super::display::{PAGE_HEIGHT, Target};

/// A place as a destination, with a little air over it; the zoom stays as it is.
pub(super) fn destination(to: Target, pages: &[ObjectId]) -> Option<Vec<Object>> {
    let top = (PAGE_HEIGHT - to.y + 12.0).min(PAGE_HEIGHT);
    Some(vec![(*pages.get(to.page0)?).into(), "XYZ".into(), Object::Null, Object::Real(top), Object::Null])
}

/// A number.
pub(super) fn integer(n: usize) -> Object {
    Object::Integer(i64::try_from(n).unwrap_or(i64::MAX))
}
