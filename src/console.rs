//! Messages to the site's owner in the browser's console.

use wasm_bindgen::JsValue;

/// Writes a warning to the console. The caller makes sure that it does not contain the token.
pub(crate) fn warn(message: &str) {
    web_sys::console::warn_1(&JsValue::from(format!("my-groups-badge: {message}")));
}
