//! A release fails on a known vulnerability. A database that cannot be read is a different result.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use release::advisories::{Checked, check_npm_package, read_audit};
use serde_json::json;

fn audit(high: u32, critical: u32) -> String {
    let vulnerabilities = json!({"low": 3, "moderate": 1, "high": high, "critical": critical});
    json!({"metadata": {"vulnerabilities": vulnerabilities}}).to_string()
}

#[test]
fn vulnerabilities_of_the_two_highest_levels_are_errors() {
    assert_eq!(read_audit(&audit(0, 0)).unwrap(), Checked::Clean);
    for (high, critical, named) in [(1, 0, "high"), (0, 2, "critical")] {
        let error = read_audit(&audit(high, critical)).unwrap_err().to_string();
        assert!(error.contains(named), "{error}");
    }
}

#[test]
fn output_that_is_no_audit_is_a_database_that_cannot_be_read() {
    for output in [
        "",
        "no JSON",
        r#"{"message": "request to the registry failed"}"#,
        r#"{"error": {"code": "ENOAUDIT"}}"#,
    ] {
        let Checked::Unavailable(reason) = read_audit(output).unwrap() else {
            panic!("{output:?} is taken for an audit");
        };
        assert_eq!(reason, output);
    }
}

#[test]
fn an_audit_without_its_numbers_is_no_clean_one() {
    read_audit(r#"{"metadata": {"vulnerabilities": {}}}"#).unwrap_err();
}

#[test]
fn the_npm_package_has_no_dependencies() {
    check_npm_package(include_str!("../../package/package.json")).unwrap();
    for list in ["dependencies", "optionalDependencies", "peerDependencies"] {
        let manifest = json!({"name": "a", list: {"b": "1.0.0"}}).to_string();
        let error = check_npm_package(&manifest).unwrap_err().to_string();
        assert!(error.contains(list), "{error}");
    }
}
