//! The reader of responses: the documented responses of `group.getMyGroups`, and the deviations that public clients had to
//! handle.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod arbitrary;
mod encoding;
mod fields;
mod list;
mod response;
mod sample;
mod text;
mod xml;

use my_groups_core::{
    failure::{Failure, Format},
    groups::{Group, Timestamp},
    wire::{self, Listing, Native},
};
use serde_json::{Value, json};

const SAMPLE: &str = include_str!("../../../tests/fixtures/get-my-groups.json");

/// Reads a body that must not be taken for XML.
fn read(body: impl AsRef<[u8]>) -> Result<Listing, Failure> {
    wire::read(body.as_ref(), None, &Native)
}

/// The groups of `{"rsp": {"stat": "ok", "group": …}}`.
fn groups(group: &Value) -> Vec<Group> {
    read(json!({"rsp": {"stat": "ok", "group": group}}).to_string())
        .unwrap()
        .groups
}

/// The one group that these fields make.
fn group(fields: &Value) -> Group {
    let mut groups = groups(&json!([fields]));
    assert_eq!(groups.len(), 1, "{fields}");
    groups.remove(0)
}

fn name(name: &str) -> String {
    group(&json!({"id": 1, "name": name})).name
}

fn description(description: &str) -> String {
    group(&json!({"id": 1, "name": "x", "description": description})).description
}

fn format(body: &str) -> Format {
    match read(body) {
        Err(Failure::Format(format)) => format,
        other => panic!("{other:?}"),
    }
}
