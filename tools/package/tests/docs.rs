//! What is written beside the code says what is true: README's table of attributes is the one in `options`, and the WordPress
//! plugin has its attributes, their words, and the version.
#![allow(missing_docs, clippy::format_collect)]

use my_groups_core::{
    options::{API_KEY, ENDPOINT, TABLE, TOKEN, Values},
    owner::allowed,
};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The project's folder, which the paths in this file start from.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

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
                attribute.help
            )
        })
        .collect();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (before, rest) = readme.split_once(HEAD).unwrap();
    let end =
        rest.find("\n\n").map_or(
            rest.len(),
            |end| if rest.starts_with('\n') { 0 } else { end + 1 },
        );
    if std::env::var_os("UPDATE").is_some() {
        fs::write(
            root().join("README.md"),
            format!("{before}{HEAD}{rows}{}", &rest[end..]),
        )
        .unwrap();
    } else {
        assert_eq!(
            &rest[..end],
            rows,
            "run `UPDATE=1 cargo test -p package --test docs`"
        );
    }
}

const PLUGIN: &str = "wordpress/my-groups-badge";

/// What WordPress lets into posts: all but the attributes of direct mode, since a token in a post is public. With `UPDATE=1`
/// the file is written anew.
#[test]
fn the_wordpress_plugin_has_the_names_of_the_attributes() {
    let file = format!("{PLUGIN}/includes/attributes.php");
    let allowed = TABLE
        .iter()
        .filter(|attribute| ![&ENDPOINT, &API_KEY, &TOKEN].contains(attribute));
    let names: String = allowed
        .map(|attribute| format!("\t'{}',\n", attribute.name))
        .collect();
    let php = format!(
        "<?php\n/**\n * The attributes that a post may contain, from core/src/options/table.rs.\n *\n * \
         `UPDATE=1 cargo test -p package --test docs` writes this file.\n *\n * @package My_Groups_Badge\n */\n\n\
         defined( 'ABSPATH' ) || exit;\n\nreturn array(\n{names});\n"
    );
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join(file), php).unwrap();
    } else {
        let written = fs::read_to_string(root().join(file)).unwrap();
        assert_eq!(
            written, php,
            "run `UPDATE=1 cargo test -p package --test docs`"
        );
    }
}

#[test]
fn the_wordpress_block_has_the_words_of_the_attributes() {
    let block = fs::read_to_string(root().join(format!("{PLUGIN}/block.json"))).unwrap();
    let block: Value = serde_json::from_str(&block).unwrap();
    for (name, described) in block["attributes"].as_object().unwrap() {
        let attribute = TABLE.iter().find(|attribute| attribute.name == name);
        let words = match attribute.unwrap().values {
            Values::OneOf { words, .. } => Some(words),
            _ => None,
        };
        // The first is the default, as the block's script takes it.
        assert!(words.is_none_or(|words| words[0] == attribute.unwrap().default));
        assert_eq!(
            described.get("enum").cloned(),
            words.map(Value::from),
            "{name}"
        );
    }
}

#[test]
fn the_wordpress_plugin_has_the_version() {
    let version = my_groups_core::VERSION;
    for (file, line) in [
        (
            "my-groups-badge.php",
            format!(" * Version:           {version}\n"),
        ),
        ("readme.txt", format!("\nStable tag: {version}\n")),
        ("block.json", format!("\"version\": \"{version}\"")),
        ("block.asset.php", format!("'version'      => '{version}'")),
    ] {
        let text = fs::read_to_string(root().join(format!("{PLUGIN}/{file}"))).unwrap();
        assert!(text.contains(&line), "{file} lacks {line:?}");
    }
}
