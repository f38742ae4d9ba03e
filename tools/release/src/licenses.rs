//! The licenses of the crates that are in what is shipped.

use anyhow::{Context, Result};
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

/// Checks licenses, versions and sources of all crates against `deny.toml`.
///
/// # Errors
/// cargo-deny fails; it names every crate that is not accepted.
pub fn check(sh: &Shell) -> Result<()> {
    let options = ["--locked", "--workspace"];
    cmd!(sh, "cargo deny {options...} check licenses bans sources")
        .run()
        .context("a crate is not as deny.toml has it")?;
    Ok(())
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
