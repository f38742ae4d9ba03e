//! The tables agree with the documents, the style sheet and the code.
#![allow(missing_docs, clippy::unwrap_used)]

use package::surface::{CUSTOM_PROPERTIES, EVENTS, KINDS, Named, PARTS, STATES};
use std::{collections::BTreeSet, fs, path::Path};

fn read(file: &str) -> String {
    fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(file),
    )
    .unwrap()
}

/// The documents contain each name in code, and a row for each custom property with its default and help.
#[test]
fn the_documents_have_every_name() {
    let attributes = read("docs/attributes.md");
    let script = read("docs/web-developers.md");
    let errors = read("docs/errors.md");
    let in_code = |named: &Named| format!("`{}`", named.name);
    for named in STATES.iter().chain(PARTS) {
        assert!(attributes.contains(&in_code(named)), "{}", named.name);
    }
    for named in EVENTS {
        assert!(script.contains(&in_code(named)), "{}", named.name);
    }
    for kind in KINDS {
        assert!(errors.contains(&format!("\n| `{kind}` |")), "{kind}");
    }
    for Named { name, kind, help } in CUSTOM_PROPERTIES {
        let row = format!("\n| `{name}` | {kind} | {help} |\n");
        assert!(attributes.contains(&row), "{row}");
    }
}

/// The style sheet reads each custom property of the table and no other, except for those that it sets itself.
#[test]
fn the_style_has_the_custom_properties() {
    let style = read("style.css");
    let used = style.split("var(--mgb-").skip(1).filter_map(|rest| {
        let end = rest.find([',', ')', ' '])?;
        Some(format!("--mgb-{}", rest.get(..end)?))
    });
    let own = ["--mgb-used-", "--mgb-reserved"];
    let is_own = |name: &String| own.iter().any(|start| name.starts_with(start));
    let used: BTreeSet<_> = used.filter(|name| !is_own(name)).collect();
    let table = CUSTOM_PROPERTIES.iter().map(|named| named.name.to_owned());
    assert_eq!(used, table.collect());
}

/// The kinds are those of the failures, and `unsupported`, which only the element's script reports.
#[test]
fn the_kinds_are_those_of_the_failures() {
    let source = read("core/src/failure.rs");
    let (_, body) = source.split_once("pub fn kind(").unwrap();
    let (body, _) = body.split_once("    }\n\n").unwrap();
    let kinds = body
        .split("=> \"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap());
    let kinds: Vec<_> = kinds.chain(["unsupported"]).collect();
    assert_eq!(kinds, KINDS);
}
