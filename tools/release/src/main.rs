//! `cargo xtask release --dry-run` makes all files of a release in `target/releases/<version>/`.

use anyhow::{Context, Result, bail, ensure};
use release::{
    advisories::{self, Checked},
    files,
    folders::{Project, THIRD_PARTY},
    licenses::{self, BADGE, COMPANION, PREVIEW},
    packages, project, sbom,
};
use std::{
    fs,
    path::{Path, PathBuf},
};
use xshell::{Shell, cmd};

const PUBLISHING: &str = "\
The workflow .github/workflows/release.yml publishes a release. A tag v<version> starts it. The workflow makes the same files
with `cargo xtask release --dry-run --tag v<version>`, and attests their origin. It needs no stored token: npm and crates.io
must be configured with the workflow as a trusted publisher of my-groups-badge.";

fn main() -> Result<()> {
    let (is_dry_run, tag) = arguments()?;
    if !is_dry_run {
        bail!("the option --dry-run is missing\n\n{PUBLISHING}");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let sh = Shell::new()?;
    sh.change_dir(&root);

    let version = project::version(&root)?;
    let section = project::section(&sh.read_file("CHANGELOG.md")?, &version)?;
    if let Some(tag) = &tag {
        project::check_tag(tag, &version, &section)?;
    }
    let out = root.join("target/releases").join(&version);
    // The folder in which the folders are made that are packed.
    let parts = root.join("target/releases/parts");
    for folder in [&out, &parts] {
        sh.remove_path(folder)?;
        sh.create_dir(folder)?;
    }
    sh.write_file(out.join("RELEASE_NOTES.md"), section.text + "\n")?;
    make(&sh, &root, &version, tag.is_some(), &out, &parts)?;
    sh.remove_path(&parts)?;
    let sums = files::sha256_sums(&out)?;
    fs::write(out.join("SHA256SUMS"), sums)?;
    list(&out)
}

/// Returns whether `--dry-run` is set, and the value of `--tag`.
fn arguments() -> Result<(bool, Option<String>)> {
    use lexopt::prelude::*;
    let mut is_dry_run = false;
    let mut tag = None;
    let mut args = lexopt::Parser::from_env();
    while let Some(arg) = args.next()? {
        match arg {
            Long("dry-run") => is_dry_run = true,
            Long("tag") => tag = Some(args.value()?.string()?),
            _ => return Err(arg.unexpected().into()),
        }
    }
    Ok((is_dry_run, tag))
}

/// Reports the result of a check. A release with a tag is published, so an unavailable database is an error. Without a tag it
/// is only a message.
fn check_advisories(what: &str, is_final: bool, checked: Checked) -> Result<()> {
    let Checked::Unavailable(reason) = checked else {
        say(&format!("No vulnerability of the {what} is known"));
        return Ok(());
    };
    ensure!(
        !is_final,
        "the database of vulnerabilities of the {what} could not be read: {reason}"
    );
    say(&format!(
        "The {what} were NOT checked for vulnerabilities, because the database could not be read. With --tag this is an error"
    ));
    Ok(())
}

/// Makes all files of the release except the checksums.
fn make(
    sh: &Shell,
    root: &Path,
    version: &str,
    is_final: bool,
    out: &Path,
    parts: &Path,
) -> Result<()> {
    // The checks take only seconds, so they run first.
    licenses::check(sh)?;
    advisories::check_npm_package(&sh.read_file("tools/package/package.json")?)?;
    check_advisories("crates", is_final, advisories::of_crates(sh)?)?;
    check_advisories("npm packages", is_final, advisories::of_npm_tools(sh)?)?;
    for shipped in [BADGE, COMPANION] {
        let crates = licenses::of_crates(sh, &shipped)?;
        let bom = sbom::make(sh, root, &shipped)?;
        sbom::check(&bom, shipped.package, version, &crates)?;
        sh.write_file(
            out.join(format!("{}-{version}.cdx.json", shipped.package)),
            bom,
        )?;
    }

    say("Collecting the texts of the licenses (a minute or two)");
    // cargo-about reads the crates of every target, so all of them are downloaded first.
    cmd!(sh, "cargo fetch --locked --quiet").quiet().run()?;
    let badge = licenses::texts(sh, &BADGE)?;
    let companion = licenses::texts(sh, &COMPANION)?;
    sh.write_file(out.join(THIRD_PARTY), format!("{badge}\n{companion}"))?;

    say("Packing the badge");
    let project = Project {
        root,
        out: parts,
        version,
        third_party: &badge,
        page_third_party: &licenses::texts(sh, &PREVIEW)?,
    };
    let embed = project.embed()?;
    files::zip(
        &embed,
        &out.join(format!("my-groups-badge-embed-{version}.zip")),
    )?;
    fs::rename(&embed, out.join(files::name_of(&embed)?))?;
    match project.plugin()? {
        Some(plugin) => files::zip(
            &plugin,
            &out.join(format!("my-groups-badge-wordpress-{version}.zip")),
        )?,
        None => say("The project has no plugin for WordPress"),
    }
    files::zip(
        &project.site()?,
        &out.join(format!("my-groups-badge-site-{version}.zip")),
    )?;
    packages::pack_npm(sh, out, version, &badge)?;

    say("Packing the crate, and building it from the package");
    keep(out, &packages::pack_crate(sh, version)?)?;
    say("Building the companion (some minutes)");
    keep(
        out,
        &packages::pack_companion(sh, parts, version, &companion)?,
    )
}

fn keep(out: &Path, file: &PathBuf) -> Result<()> {
    fs::copy(file, out.join(files::name_of(file)?))?;
    Ok(())
}

/// Prints the files of the release and their sizes.
fn list(out: &Path) -> Result<()> {
    say(&format!("The release is {}", out.display()));
    let mut entries = fs::read_dir(out)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    ensure!(!entries.is_empty(), "nothing was made");
    for entry in entries {
        let path = entry.path();
        let size = fs::metadata(&path).context("a size")?.len();
        let what = if path.is_dir() {
            "folder".to_owned()
        } else {
            format!("{} KB", size.div_ceil(1000))
        };
        println!("{:>9}  {}", what, files::name_of(&path)?);
    }
    Ok(())
}

fn say(what: &str) {
    eprintln!("\x1b[1m▸ {what}\x1b[0m");
}
