//! The licenses of the shipped crates.

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

/// A shipped package of the workspace, and the target that it is built for.
pub struct Shipped {
    /// The name of the package.
    pub package: &'static str,
    /// Its folder in the project.
    pub folder: &'static str,
    /// The features of the build, in addition to the default ones.
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
/// The companion's program.
pub const COMPANION: Shipped = Shipped {
    package: "my-groups",
    folder: "companion",
    features: &[],
    target: "x86_64-unknown-linux-musl",
};

/// Returns cargo's list of the crates in a shipped package. Each line contains a crate, a tab, and the crate's license.
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
        .context("a crate violates deny.toml")?;
    Ok(())
}

/// Returns the text of each license, with the crates that use it.
///
/// # Errors
/// cargo-about fails. It also fails if a license is not accepted.
pub fn texts(sh: &Shell, shipped: &Shipped) -> Result<String> {
    let Shipped {
        package,
        folder,
        features,
        target,
    } = *shipped;
    // The texts come from the packages. A repository may have moved.
    let options = "--frozen --fail --config tools/release/about.toml".split(' ');
    let texts = cmd!(
        sh,
        "cargo about generate {options...} --manifest-path {folder}/Cargo.toml {features...} --target {target}
            tools/release/licenses.hbs"
    )
    .quiet()
    .read()
    .with_context(|| format!("the licenses of {package} could not be collected"))?;
    // Files from Windows have carriage returns.
    Ok(texts.replace('\r', "") + "\n")
}
