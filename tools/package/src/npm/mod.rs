//! The npm package, `dist/npm/`. Its files that are not made by the build are in `tools/package/`.

mod manifest;
mod types;

use crate::{Asset, Build, script::Words};
use anyhow::Result;
use std::{fs, path::Path};

/// Writes all files except the main module, which is already there.
pub(crate) fn write(build: &Build, wasm: &Asset, words: &Words, version: &str) -> Result<()> {
    let folder = build.dist.join("npm");
    let write = |name: &str, content: &str| build.sh.write_file(folder.join(name), content);

    copy_folder(&build.dist.join("embed"), &folder.join("embed"))?;
    for (tag, words) in words {
        let text = serde_json::to_string(words)?;
        write(
            &format!("words/{tag}.js"),
            &format!("export default {text};\n"),
        )?;
    }
    copy_folder(Path::new("tools/package/types"), &folder.join("types"))?;
    let types = build.sh.read_file("tools/package/types/index.d.ts")?;
    write("types/index.d.ts", &types::fill(&types))?;
    // The module that an import of types loads at run time.
    write("types/index.js", "export {};\n")?;
    let manifest = serde_json::to_string_pretty(&manifest::manifest(version))?;
    write("custom-elements.json", &manifest)?;
    let package = build.sh.read_file("tools/package/package.json")?;
    let package = package
        .replace("VERSION", version)
        .replace("WASM", &wasm.name);
    write("package.json", &package)?;
    for file in [
        "tools/package/README.md",
        "CHANGELOG.md",
        "LICENSE-APACHE",
        "LICENSE-MIT",
    ] {
        build.sh.copy_file(file, &folder)?;
    }
    Ok(())
}

/// Copies all files of a folder and its subfolders.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
