//! Checks that the documents agree with the code: the table of attributes, the tests that the promises
//! name, and the attributes, words and version of the WordPress plugin.
#![allow(
    missing_docs,
    clippy::format_collect,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used
)]

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

/// With `UPDATE=1` in the environment, the test rewrites the table.
#[test]
fn the_documented_attributes_are_those_of_the_table() {
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
    let file = root().join("docs/attributes.md");
    let document = fs::read_to_string(&file).unwrap();
    let (before, rest) = document.split_once(HEAD).unwrap();
    let end = rest.find("\n\n").map_or(rest.len(), |end| end + 1);
    let end = if rest.starts_with('\n') { 0 } else { end };
    if std::env::var_os("UPDATE").is_some() {
        fs::write(file, format!("{before}{HEAD}{rows}{}", &rest[end..])).unwrap();
    } else {
        assert_eq!(
            &rest[..end],
            rows,
            "run `UPDATE=1 cargo test -p package --test docs`"
        );
    }
}

/// The folders that a test named in the documents may be in, by the start of its name.
const TEST_FOLDERS: [(&str, &[&str]); 5] = [
    ("e2e/", &["tests/e2e/tests"]),
    ("companion/", &["companion/tests", "companion/src"]),
    ("preview/", &["preview/src"]),
    (
        "wordpress/",
        &["tests/e2e/wordpress/php", "tests/e2e/tests/wordpress"],
    ),
    ("", &["tests", "core/tests", "tools"]),
];

/// Returns whether a file of that name, or one in a folder of that name, has the test.
fn has_test(folder: &Path, file: &str, test: &str) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            let is_named = path.ends_with(file);
            return has_test(&path, if is_named { "" } else { file }, test);
        }
        let is_named = file.is_empty() || path.file_stem().is_some_and(|stem| stem == file);
        let is_source = path
            .extension()
            .is_some_and(|kind| kind == "rs" || kind == "php");
        is_named
            && is_source
            && fs::read_to_string(&path).is_ok_and(|text| {
                text.contains(&format!("fn {test}(")) || text.contains(&format!("function {test}("))
            })
    })
}

/// A promise names the tests that check it, as `file::test`.
#[test]
fn every_test_that_the_documents_name_exists() {
    let mut count = 0;
    for document in [
        "docs/companion.md",
        "docs/promises.md",
        "docs/support.md",
        "SECURITY.md",
    ] {
        let document_text = fs::read_to_string(root().join(document)).unwrap_or_default();
        for name in document_text
            .split('`')
            .filter(|code| code.contains("::") && !code.contains(' '))
        {
            let (file, test) = name.split_once("::").unwrap();
            let (start, folders) = TEST_FOLDERS
                .iter()
                .find(|(start, _)| file.starts_with(start))
                .unwrap();
            let file = &file[start.len()..];
            let mut folders = folders.iter().map(|folder| root().join(folder));
            assert!(
                folders.any(|folder| has_test(&folder, file, test)),
                "{document} names {name}, which does not exist"
            );
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}

const PLUGIN: &str = "wordpress/my-groups-badge";

/// The attributes that WordPress allows in posts: all except those of direct mode, because a token in a post is public. With
/// `UPDATE=1` in the environment, the test rewrites the file.
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
        // The first value is the default, which the block's script assumes.
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
