//! The page's language in the browser: the words of [`words`](crate::words) together with the
//! numbers, plurals, dates and order of names that `Intl` has.

mod intl;

pub use intl::{Language, folded};
pub use my_groups_core::words::{TAGS, all, words};
