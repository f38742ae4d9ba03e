//! A bill of materials has the fields that its format requires, and contains every shipped crate.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use release::sbom::check;
use serde_json::{Value, json};

const CRATES: &str =
    "badge v0.1.0 (/somewhere/else)\tMIT\nserde v1.0.2\tMIT OR Apache-2.0\nserde v1.0.2\tMIT";

fn bom() -> Value {
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": component("badge", "0.1.0") },
        "components": [component("serde", "1.0.2")],
        "dependencies": [
            { "ref": "ref of badge", "dependsOn": ["ref of serde"] },
            { "ref": "ref of serde" },
        ],
    })
}

fn component(name: &str, version: &str) -> Value {
    json!({
        "type": "library",
        "bom-ref": format!("ref of {name}"),
        "name": name,
        "version": version,
        "purl": format!("pkg:cargo/{name}@{version}"),
        "licenses": [{ "expression": "MIT" }],
    })
}

/// What is wrong with a bill after something was done to it.
fn error(damage: impl Fn(&mut Value)) -> String {
    let mut bom = bom();
    damage(&mut bom);
    let error = check(&bom.to_string(), "badge", "0.1.0", CRATES).unwrap_err();
    error.to_string()
}

#[test]
fn a_whole_bill_passes() {
    check(&bom().to_string(), "badge", "0.1.0", CRATES).unwrap();
}

#[test]
fn every_field_that_is_missing_is_named() {
    for (place, field) in [
        ("", "bomFormat"),
        ("", "specVersion"),
        ("/metadata", "component"),
        ("/components/0", "type"),
        ("/components/0", "name"),
        ("/components/0", "version"),
        ("/components/0", "purl"),
        ("/components/0", "bom-ref"),
        ("/dependencies/0", "ref"),
    ] {
        let error = error(|bom| {
            let at = bom.pointer_mut(place).unwrap().as_object_mut().unwrap();
            at.remove(field).unwrap();
        });
        assert!(error.contains(field), "{place}/{field}: {error}");
    }
}

#[test]
fn a_crate_that_is_shipped_and_not_on_the_bill_is_named() {
    let error = error(|bom| bom["components"][0]["version"] = "1.0.1".into());
    assert!(error.contains("serde v1.0.2"), "{error}");
}

#[test]
fn what_points_to_nothing_or_belongs_to_another_release_is_an_error() {
    let lost = error(|bom| bom["dependencies"][0]["dependsOn"][0] = "ref of nothing".into());
    assert!(lost.contains("ref of nothing"), "{lost}");
    let twice = error(|bom| bom["components"][0]["bom-ref"] = "ref of badge".into());
    assert!(twice.contains("badge"), "{twice}");
    let unlicensed = error(|bom| bom["components"][0]["licenses"] = json!([]));
    assert!(unlicensed.contains("serde has no license"), "{unlicensed}");
    let old = error(|bom| bom["metadata"]["component"]["version"] = "0.0.9".into());
    assert!(old.contains("badge 0.1.0"), "{old}");
    let form = error(|bom| bom["specVersion"] = "1.3".into());
    assert!(form.contains("1.5"), "{form}");
}
