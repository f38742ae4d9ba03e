//! `cargo xtask size`: what a visitor downloads for the badge, and what each kilobyte of it is for.

use crate::{dist, root, tools};
use anyhow::{Result, ensure};
use regex::Regex;
use std::{
    cmp::Reverse,
    collections::BTreeMap,
    path::{Path, PathBuf},
};
use xshell::{Shell, cmd};

/// The most that a visitor who has nothing of the badge may download, in bytes after brotli 11: script and wasm.
const BUDGET_BYTES: usize = 92_000;
/// What the project aims at.
const AIM_BYTES: usize = 78_000;
/// The largest functions that are listed unless the command says how many.
const FUNCTIONS: usize = 25;

pub(crate) fn run(sh: &Shell, mut args: lexopt::Parser) -> Result<()> {
    use lexopt::prelude::*;
    let mut functions = FUNCTIONS;
    while let Some(arg) = args.next()? {
        match arg {
            Long("functions") => functions = args.value()?.parse()?,
            _ => return Err(arg.unexpected().into()),
        }
    }
    let llvm = tools::llvm(sh)?;
    dist(sh)?;
    total(sh)?;
    let (wasm, size, nm) = (named_wasm(), llvm.join("llvm-size"), llvm.join("llvm-nm"));
    println!();
    cmd!(sh, "{size} --format=sysv {wasm}").quiet().run()?;
    let symbols = cmd!(sh, "{nm} --print-size --radix=d --demangle {wasm}");
    print_functions(&symbols.quiet().read()?, functions)
}

/// Fails where the release build that is there is over the budget.
pub(crate) fn check(sh: &Shell) -> Result<()> {
    let total = total(sh)?;
    ensure!(
        total <= BUDGET_BYTES,
        "the badge is over its budget; `cargo xtask size` says what each kilobyte is for"
    );
    Ok(())
}

/// The release's wasm with the names of its functions, which the shipped one does not have.
pub(crate) fn named_wasm() -> PathBuf {
    root().join("target/embed/named.wasm")
}

/// Prints the size of each file of the embed folder; gives the bytes after brotli 11 that every visitor downloads.
fn total(sh: &Shell) -> Result<usize> {
    let embed = root().join("dist/embed");
    println!("| file | bytes | after brotli 11 |\n|---|--:|--:|");
    let total = folder(sh, &embed)?.iter().sum();
    println!("| **every visitor** | | **{total}** of at most {BUDGET_BYTES}, aim {AIM_BYTES} |");
    let words = embed.join("words");
    if sh.path_exists(&words) {
        let largest = folder(sh, &words)?.into_iter().max().unwrap_or_default();
        println!("| **the words of one language** | | at most **{largest}** |");
    }
    Ok(total)
}

/// Prints the size of each file in a folder; gives the bytes after brotli 11 of each.
fn folder(sh: &Shell, folder: &Path) -> Result<Vec<usize>> {
    let mut sizes = Vec::new();
    for path in sh
        .read_dir(folder)?
        .into_iter()
        .filter(|path| path.is_file())
    {
        let bytes = sh.read_binary_file(&path)?;
        let size = compressed(&bytes)?;
        let name = path.file_name().unwrap_or_default().display();
        println!("| {name} | {} | {size} |", bytes.len());
        sizes.push(size);
    }
    Ok(sizes)
}

/// Bytes after brotli at its best, 11, with the largest window that browsers take.
fn compressed(bytes: &[u8]) -> Result<usize> {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut out, &parameters)?;
    Ok(out.len())
}

/// Prints what the lines `address size type name` of llvm-nm come to.
fn print_functions(listing: &str, functions: usize) -> Result<()> {
    let hash = Regex::new(r"\[[0-9a-f]+\]")?; // of a crate's version
    let line = Regex::new(r"(?m)^\d+ (\d+) [tT] (.+)$")?;
    let mut sizes = Vec::new();
    for (_, [bytes, name]) in line.captures_iter(listing).map(|found| found.extract()) {
        sizes.push((hash.replace_all(name, ""), bytes.parse::<usize>()?));
    }
    sizes.sort_by_key(|(_, bytes)| Reverse(*bytes));

    let mut crates = BTreeMap::<&str, (usize, usize)>::new();
    for (name, bytes) in &sizes {
        let (sum, count) = crates.entry(crate_of(name)).or_default();
        *sum += bytes;
        *count += 1;
    }
    let mut crates: Vec<_> = crates.into_iter().collect();
    crates.sort_by_key(|(_, (bytes, _))| Reverse(*bytes));
    println!("\n| crate | bytes of code | functions |\n|---|--:|--:|");
    for (name, (bytes, count)) in crates {
        println!("| {name} | {bytes} | {count} |");
    }
    println!("\n| function | bytes |\n|---|--:|");
    for (name, bytes) in sizes.iter().take(functions) {
        println!("| `{}` | {bytes} |", name.replace('|', "\\|"));
    }
    Ok(())
}

/// The crate whose code a function is: that of its path, or of the first path in `<T as Trait>::method`.
fn crate_of(name: &str) -> &str {
    let path = name.trim_start_matches(|letter: char| !letter.is_alphabetic() && letter != '_');
    let path = ["dyn ", "mut ", "const "]
        .iter()
        .fold(path, |path, word| path.strip_prefix(word).unwrap_or(path));
    match path.split_once("::") {
        Some((name, _)) if !name.contains([' ', '(', '>']) => name,
        _ => "(glue and intrinsics)",
    }
}
