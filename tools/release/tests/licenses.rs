//! Every crate that is shipped is under a license that is accepted.

#![allow(missing_docs, clippy::unwrap_used)]

use release::licenses::{BADGE, COMPANION, PREVIEW, accepted, check, of_crates};
use xshell::Shell;

const ABOUT: &str = include_str!("../about.toml");

#[test]
fn what_is_shipped_is_under_accepted_licenses() {
    let sh = Shell::new().unwrap();
    let accepted = accepted(ABOUT).unwrap();
    for shipped in [BADGE, PREVIEW, COMPANION] {
        let crates = of_crates(&sh, &shipped).unwrap();
        assert!(crates.starts_with(shipped.package), "{crates}");
        let number = check(&crates, &accepted).unwrap();
        // The badge has Leptos, and the companion an HTTP client and server.
        assert!(number > 50, "{number} crates");
    }
}

#[test]
fn licenses_are_read_as_cargo_has_them() {
    let accepted = ["MIT", "Unicode-3.0"].map(str::to_owned);
    for license in [
        "MIT",
        "MIT OR GPL-3.0-only",
        "Apache-2.0/MIT",
        "(Apache-2.0 OR MIT) AND Unicode-3.0",
    ] {
        assert_eq!(
            check(&format!("a v1.0.0\t{license}"), &accepted).unwrap(),
            1
        );
    }
}

#[test]
fn each_crate_that_is_not_accepted_is_named() {
    let accepted = ["MIT".to_owned()];
    let crates = "good v1.0.0\tMIT
copyleft v1.0.0\tGPL-3.0-only
both v1.0.0\tMIT AND GPL-3.0-only
without v1.0.0\t
unknown v1.0.0\tMy-License
exception v1.0.0\tApache-2.0 WITH LLVM-exception";
    let error = check(crates, &accepted).unwrap_err().to_string();
    for line in crates.lines().skip(1) {
        let line = line.replace('\t', ": ");
        assert!(error.contains(&line), "{line:?} is not in {error}");
    }
    assert!(!error.contains("good"), "{error}");
    check("", &["no license".to_owned()]).unwrap_err();
}
