//! The last good list in the visitor's browser: opt-in, public groups only. If the storage is full,
//! forbidden or tampered with, the badge works as if nothing were stored.

use crate::{fetch::Browser, groups::Group, request::Request};
use my_groups_core::stored_list::{Kept, PREFIX, decode, encode, key};
use web_sys::Storage;

/// The last good list of a request, if there is one that the author lets be kept for `seconds`.
pub(crate) fn load(request: &Request, seconds: u32) -> Option<Kept> {
    let text = storage()?.get_item(&key(request)).ok()??;
    decode(&text, now(), seconds, &Browser)
}

/// Keeps a list for `seconds`, and drops those that have expired. `at` is when it was fetched,
/// in milliseconds since 1970.
pub(crate) fn save(request: &Request, groups: &[Group], at: u64, seconds: u32) {
    let Some(storage) = storage() else { return };
    remove_expired(&storage);
    // Where it is full or forbidden, nothing is kept.
    let _ = storage.set_item(&key(request), &encode(groups, at, seconds));
}

fn remove_expired(storage: &Storage) {
    let keys = (0..storage.length().unwrap_or_default())
        .filter_map(|index| storage.key(index).ok()?)
        .filter(|key| key.starts_with(PREFIX));
    // To remove one changes the places of the others.
    for key in keys.collect::<Vec<_>>() {
        let text = storage.get_item(&key).ok().flatten().unwrap_or_default();
        if decode(&text, now(), u32::MAX, &Browser).is_none() {
            let _ = storage.remove_item(&key);
        }
    }
}

/// The storage; `None` where the browser or the page forbids it.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Milliseconds since 1970.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates"
)]
pub(crate) fn now() -> u64 {
    js_sys::Date::now() as u64
}
