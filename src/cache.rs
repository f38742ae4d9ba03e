//! Stores the last good list in the visitor's browser, if the author sets `cache`. Only public groups
//! are stored. If the storage is full, forbidden or corrupt, the badge works without a stored list.

use crate::{groups::GroupList, page, request::Request};
use my_groups_core::stored_list::{PREFIX, decode, encode, key};
use web_sys::Storage;

/// Returns the stored list of a request, or `None` if no list is stored or the stored list is older
/// than `seconds`.
pub(crate) fn load(request: &Request, seconds: u32) -> Option<GroupList> {
    let stored = storage()?.get_item(&key(request)).ok()??;
    decode(&stored, page::now(), seconds)
}

/// Stores a list for `seconds`, and removes expired lists.
pub(crate) fn save(request: &Request, list: &GroupList, seconds: u32) {
    let Some(storage) = storage() else { return };
    remove_expired(&storage);
    // If the storage is full or forbidden, nothing is stored.
    let _ = storage.set_item(&key(request), &encode(list, seconds));
}

fn remove_expired(storage: &Storage) {
    let keys = (0..storage.length().unwrap_or_default())
        .filter_map(|index| storage.key(index).ok()?)
        .filter(|key| key.starts_with(PREFIX));
    // The keys are collected first, because removing an item changes the indices of the others.
    for key in keys.collect::<Vec<_>>() {
        let stored = storage.get_item(&key).ok().flatten().unwrap_or_default();
        if decode(&stored, page::now(), u32::MAX).is_none() {
            let _ = storage.remove_item(&key);
        }
    }
}

/// Returns the storage, or `None` if the browser or the page forbids it.
fn storage() -> Option<Storage> {
    page::window()?.local_storage().ok()?
}
