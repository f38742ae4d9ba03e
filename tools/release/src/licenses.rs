//! The licenses of the crates that are in what is shipped.

use anyhow::{Context, Result, ensure};
use spdx::{Expression, Licensee, ParseMode};
use xshell::{Shell, cmd};

/// Something that is shipped: a package of the workspace, built for one target.
pub struct Shipped {
    /// The package, which is in `folder`.
    pub package: &'static str,
    /// Its folder in the project.
    pub folder: &'static str,
    /// The features that it is built with, beside the default ones.
    pub features: &'static [&'static str],
    /// The target that it is built for.
    pub target: &'static str,
}

/// The badge's wasm.
pub const BADGE: Shipped = Shipped {
    package: "my-groups-badge",
    folder: ".",
    features: &["--features", "element"],
    target: "wasm32-unknown-unknown",
};
/// The preview page.
pub const PREVIEW: Shipped = Shipped {
    package: "preview",
    folder: "preview",
    features: &[],
    target: "wasm32-unknown-unknown",
};
/// The companion, a program.
pub const COMPANION: Shipped = Shipped {
    package: "my-groups",
    folder: "companion",
    features: &[],
    target: "x86_64-unknown-linux-musl",
};

/// The licenses that are accepted, from the text of `about.toml`.
///
/// # Errors
/// The text has no such list.
pub fn accepted(about: &str) -> Result<Vec<String>> {
    let about: toml::Table = about.parse()?;
    let list = about.get("accepted").and_then(|list| list.as_array());
    let list = list.context("about.toml has no list `accepted`")?.iter();
    Ok(list
        .filter_map(|id| id.as_str().map(str::to_owned))
        .collect())
}

/// What cargo says of the crates in something that is shipped: one a line, then a tab and its license.
///
/// # Errors
/// cargo fails.
pub fn of_crates(sh: &Shell, shipped: &Shipped) -> Result<String> {
    let Shipped {
        package,
        features,
        target,
        ..
    } = *shipped;
    let options = "--edges normal,no-proc-macro --prefix none --no-dedupe --locked".split(' ');
    let format = "{p}\t{l}";
    Ok(cmd!(
        sh,
        "cargo tree --package {package} {features...} --target {target} {options...} --format {format}"
    )
    .quiet()
    .read()?)
}

/// Holds each crate's license to the list of those that are accepted; gives how many crates there are.
///
/// # Errors
/// Names every crate whose license is missing, cannot be read, or is not on the list.
pub fn check(crates: &str, accepted: &[String]) -> Result<usize> {
    let accepted: Vec<_> = accepted
        .iter()
        .map(|id| Licensee::parse(id).with_context(|| format!("{id:?} is no license")))
        .collect::<Result<_>>()?;
    let mut crates: Vec<_> = crates.lines().collect();
    crates.sort_unstable();
    crates.dedup();
    let is_accepted = |line: &&&str| {
        let (_, license) = line.split_once('\t').unwrap_or_default();
        Expression::parse_mode(license, ParseMode::LAX).is_ok_and(|license| {
            license.evaluate(|asked| accepted.iter().any(|given| given.satisfies(asked)))
        })
    };
    let refused: Vec<_> = crates
        .iter()
        .filter(|line| !is_accepted(line))
        .map(|line| line.replace('\t', ": "))
        .collect();
    ensure!(
        refused.is_empty(),
        "licenses that tools/release/about.toml does not accept:\n  {}",
        refused.join("\n  ")
    );
    Ok(crates.len())
}

/// The text of each license, with the crates that are under it.
///
/// # Errors
/// cargo-about fails, which it also does where a license is not accepted.
pub fn texts(sh: &Shell, shipped: &Shipped) -> Result<String> {
    let Shipped {
        package,
        folder,
        features,
        target,
    } = *shipped;
    // Not from the crates' repositories, which may be elsewhere tomorrow.
    let options = "--frozen --fail --config tools/release/about.toml".split(' ');
    let texts = cmd!(
        sh,
        "cargo about generate {options...} --manifest-path {folder}/Cargo.toml {features...} --target {target}
            tools/release/licenses.hbs"
    )
    .quiet()
    .read()
    .with_context(|| format!("the licenses of {package} could not be had"))?;
    // Files that were written on Windows.
    Ok(texts.replace('\r', "") + "\n")
}
