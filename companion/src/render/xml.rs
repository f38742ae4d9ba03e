//! The documented XML response: the fields of the JSON response as attributes.

use super::{Escaped, json::fields};
use crate::{list::Entry, time, time::UnixTime};
use std::fmt::Write;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Writes the published document: only the fields that a list needs.
pub fn published(entries: &[&Entry], as_of: Option<UnixTime>) -> String {
    document(entries, as_of, false)
}

/// Writes the response of the method: every documented field that is known.
pub fn method(entries: &[&Entry], as_of: Option<UnixTime>) -> String {
    document(entries, as_of, true)
}

fn document(entries: &[&Entry], as_of: Option<UnixTime>, all: bool) -> String {
    let mut out = format!("{DECLARATION}<rsp stat=\"ok\" version=\"1.0\"");
    if let Some(at) = as_of {
        let _ = write!(out, " as_of=\"{}\"", time::rfc3339(at));
    }
    out.push_str(">\n");
    for entry in entries {
        out.push_str("\t<group");
        for (key, value) in fields(entry, all) {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            let _ = write!(out, " {key}=\"{}\"", Escaped(&text));
        }
        out.push_str("/>\n");
    }
    out.push_str("</rsp>\n");
    out
}

/// Writes a response with `stat="fail"`.
pub fn failure(message: &str) -> String {
    format!(
        "{DECLARATION}<rsp stat=\"fail\" version=\"1.0\">\n\t<error msg=\"{}\"/>\n</rsp>\n",
        Escaped(message)
    )
}
