//! `cargo xtask size`: the size of the badge's download, by file, section, crate and function.

use crate::{dist, parts, root, tools};
use anyhow::{Result, ensure};
use brotli::enc::BrotliEncoderParams;
use regex::Regex;
use std::{
    cmp::Reverse,
    collections::BTreeMap,
    path::{Path, PathBuf},
};
use xshell::{Shell, cmd};

/// The maximum download of a first visit, in bytes after brotli 11.
const BUDGET_BYTES: usize = 115_000;
const FUNCTIONS: usize = 25;

pub(crate) fn run(sh: &Shell) -> Result<()> {
    let llvm = tools::llvm(sh)?;
    dist(sh)?;
    total(sh)?;
    let (wasm, size, nm) = (named_wasm(), llvm.join("llvm-size"), llvm.join("llvm-nm"));
    println!();
    cmd!(sh, "{size} --format=sysv {wasm}").quiet().run()?;
    let symbols = cmd!(sh, "{nm} --print-size --radix=d --demangle {wasm}");
    print_functions(&symbols.quiet().read()?)
}

/// Fails if the existing release build exceeds the budget.
pub(crate) fn check(sh: &Shell) -> Result<()> {
    let total = total(sh)?;
    ensure!(
        total <= BUDGET_BYTES,
        "the badge exceeds its size budget; `cargo xtask size` prints the size of each part"
    );
    Ok(())
}

/// Returns the release's wasm with its function names, which are removed from the shipped file.
pub(crate) fn named_wasm() -> PathBuf {
    parts().join("named.wasm")
}

/// Prints the size of each file of the embed folder; returns the bytes that every visitor downloads, after brotli 11.
fn total(sh: &Shell) -> Result<usize> {
    let embed = root().join("dist/embed");
    println!("| file | bytes | after brotli 11 |\n|---|--:|--:|");
    let sizes = folder(sh, &embed)?;
    // A page loads either script and wasm, or the single-file script.
    let two = sizes.iter().filter(|(name, _)| !name.contains("inline"));
    let total = two.map(|(_, size)| size).sum();
    println!("| **every visitor** | | **{total}** of at most {BUDGET_BYTES} |");
    let words = embed.join("words");
    if sh.path_exists(&words) {
        let sizes = folder(sh, &words)?.into_iter();
        let largest = sizes.map(|(_, size)| size).max().unwrap_or_default();
        println!("| **the words of one language** | | at most **{largest}** |");
    }
    Ok(total)
}

/// Prints the size of each file in a folder; returns the name and the bytes after brotli 11 of each file.
fn folder(sh: &Shell, folder: &Path) -> Result<Vec<(String, usize)>> {
    let mut sizes = Vec::new();
    let mut paths = sh.read_dir(folder)?;
    paths.retain(|path| path.is_file());
    for path in paths {
        let bytes = sh.read_binary_file(&path)?;
        let mut compressed = Vec::new();
        let parameters = BrotliEncoderParams {
            quality: 11,
            ..Default::default()
        };
        let size = brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
        let name = path.file_name().unwrap_or_default().display().to_string();
        println!("| {name} | {} | {size} |", bytes.len());
        sizes.push((name, size));
    }
    Ok(sizes)
}

/// Prints the sizes of crates and functions, from llvm-nm's lines `address size type name`.
fn print_functions(listing: &str) -> Result<()> {
    let hash = Regex::new(r"\[[0-9a-f]+\]")?; // the hash of a crate's version
    let line = Regex::new(r"(?m)^\d+ (\d+) [tT] (.+)$")?;
    let mut sizes = Vec::new();
    for (_, [bytes, name]) in line.captures_iter(listing).map(|found| found.extract()) {
        sizes.push((hash.replace_all(name, ""), bytes.parse::<usize>()?));
    }
    sizes.sort_by_key(|(_, bytes)| Reverse(*bytes));

    // A function belongs to the crate of its path, or of the first path in `<T as Trait>::method`.
    let path = Regex::new(r"^\W*(?:(?:dyn|mut|const) )*(\w+)::")?;
    let mut crates = BTreeMap::<_, Vec<_>>::new();
    for (name, bytes) in &sizes {
        let of = path.captures(name).and_then(|found| found.get(1));
        let of = of.map_or("(glue and intrinsics)", |found| found.as_str());
        crates.entry(of).or_default().push((bytes, name));
    }
    let sum = |functions: &[(&usize, _)]| functions.iter().map(|(bytes, _)| *bytes).sum::<usize>();
    let mut crates: Vec<_> = crates.into_iter().collect();
    crates.sort_by_key(|(_, functions)| Reverse(sum(functions)));
    println!("\n| crate | bytes of code | functions | the largest |\n|---|--:|--:|---|");
    for (name, functions) in &crates {
        let largest = functions.first().map_or("", |(_, name)| name);
        println!(
            "| {name} | {} | {} | `{largest}` |",
            sum(functions),
            functions.len()
        );
    }
    println!("\n| function | bytes |\n|---|--:|");
    for (name, bytes) in sizes.iter().take(FUNCTIONS) {
        println!("| `{name}` | {bytes} |");
    }
    Ok(())
}
