//! The documentation says what is true: README's table of attributes is the one in `options`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::format_collect)]

use my_groups_badge::{language::owner::allowed, options::TABLE};
use std::fs;

const HEAD: &str = "| attribute | values | default | what it is for |\n|---|---|---|---|\n";

/// With `UPDATE=1` in the environment the table in README is written anew.
#[test]
fn readme_has_the_table_of_attributes() {
    let rows: String = TABLE
        .iter()
        .map(|attribute| {
            let default = match attribute.default {
                "" => "none".to_owned(),
                default => format!("`{default}`"),
            };
            format!(
                "| `{}` | {} | {default} | {} |\n",
                attribute.name,
                allowed(&attribute.values),
                attribute.help()
            )
        })
        .collect();
    let readme = fs::read_to_string("README.md").unwrap();
    let (before, rest) = readme.split_once(HEAD).unwrap();
    let end =
        rest.find("\n\n").map_or(
            rest.len(),
            |end| if rest.starts_with('\n') { 0 } else { end + 1 },
        );
    if std::env::var_os("UPDATE").is_some() {
        fs::write("README.md", format!("{before}{HEAD}{rows}{}", &rest[end..])).unwrap();
    } else {
        assert_eq!(&rest[..end], rows, "run `UPDATE=1 cargo test --test docs`");
    }
}
