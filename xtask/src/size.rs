//! `cargo xtask size`: what a visitor downloads for the badge, and what each kilobyte of it is for.

use crate::{dist, root, say};
use anyhow::{Context, Result, bail, ensure};
use std::{
    collections::BTreeMap,
    fmt::Write,
    path::{Path, PathBuf},
};
use wasmparser::{KnownCustom, Name, Parser, Payload};
use xshell::Shell;

/// The most that the embed folder may cost a visitor who has none of it, in bytes after brotli 11.
const BUDGET: usize = 51_000;
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
    dist(sh)?;
    let report = report(sh, functions)?;
    println!("{report}");
    Ok(())
}

/// Fails where the release build that is there is over the budget.
pub(crate) fn check(sh: &Shell) -> Result<()> {
    let files = files(sh)?;
    let total: usize = files.iter().map(|file| file.compressed).sum();
    for File {
        name, compressed, ..
    } in &files
    {
        say(&format!("{name}: {compressed} bytes after brotli 11"));
    }
    say(&format!("{total} bytes in all, of at most {BUDGET}"));
    ensure!(
        total <= BUDGET,
        "the badge is over its budget; `cargo xtask size` says what each kilobyte is for"
    );
    Ok(())
}

/// The release build's wasm with the names of its functions.
pub(crate) fn named_wasm() -> PathBuf {
    root().join("target/embed/named.wasm")
}

struct File {
    name: String,
    raw: usize,
    compressed: usize,
}

/// All that a visitor downloads.
fn files(sh: &Shell) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for path in sh.read_dir(root().join("dist/embed"))? {
        let bytes = sh.read_binary_file(&path)?;
        files.push(File {
            name: path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
            raw: bytes.len(),
            compressed: compressed(&bytes)?,
        });
    }
    if files.is_empty() {
        bail!("there is no release build: run `cargo xtask dist` first");
    }
    Ok(files)
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

fn report(sh: &Shell, functions: usize) -> Result<String> {
    let mut out = String::new();
    let files = files(sh)?;
    writeln!(out, "| file | bytes | after brotli 11 |\n|---|--:|--:|")?;
    for file in &files {
        writeln!(
            out,
            "| {} | {} | {} |",
            file.name, file.raw, file.compressed
        )?;
    }
    let raw: usize = files.iter().map(|file| file.raw).sum();
    let total: usize = files.iter().map(|file| file.compressed).sum();
    writeln!(
        out,
        "| **together** | {raw} | **{total}** of at most {BUDGET} |\n"
    )?;

    let wasm = Wasm::read(sh, &named_wasm())?;
    writeln!(out, "| section of the wasm | bytes |\n|---|--:|")?;
    for (name, bytes) in &wasm.sections {
        writeln!(out, "| {name} | {bytes} |")?;
    }
    let mut crates = BTreeMap::<&str, (usize, usize)>::new();
    for (name, bytes) in &wasm.functions {
        let entry = crates.entry(crate_of(name)).or_default();
        entry.0 += bytes;
        entry.1 += 1;
    }
    let mut crates: Vec<_> = crates.into_iter().collect();
    crates.sort_by_key(|(_, (bytes, _))| std::cmp::Reverse(*bytes));
    writeln!(
        out,
        "\n| crate | bytes of code | functions |\n|---|--:|--:|"
    )?;
    for (name, (bytes, count)) in crates {
        writeln!(out, "| {name} | {bytes} | {count} |")?;
    }
    writeln!(out, "\n| function | bytes |\n|---|--:|")?;
    let mut largest: Vec<_> = wasm.functions.iter().collect();
    largest.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    for (name, bytes) in largest.into_iter().take(functions) {
        writeln!(out, "| `{}` | {bytes} |", name.replace('|', "\\|"))?;
    }
    Ok(out)
}

/// The crate whose code a function is: that of its path, or of the first path in `<T as Trait>::method`.
fn crate_of(name: &str) -> &str {
    let path = name.trim_start_matches(|letter: char| !letter.is_alphabetic() && letter != '_');
    let path = ["dyn ", "mut ", "const "]
        .iter()
        .fold(path, |path, word| path.strip_prefix(word).unwrap_or(path));
    match path.split_once("::") {
        Some((name, _)) if !name.contains([' ', '(']) => name,
        _ => "(glue and intrinsics)",
    }
}

/// The sections of a wasm file with their sizes, and its functions with theirs.
struct Wasm {
    sections: Vec<(String, usize)>,
    functions: Vec<(String, usize)>,
}

impl Wasm {
    fn read(sh: &Shell, path: &Path) -> Result<Self> {
        let bytes = sh.read_binary_file(path)?;
        let mut sections = Vec::new();
        let mut sizes = Vec::new();
        let mut names = BTreeMap::new();
        let mut imported = 0;
        for payload in Parser::new(0).parse_all(&bytes) {
            let payload = payload?;
            match &payload {
                Payload::ImportSection(imports) => {
                    for import in imports.clone().into_imports() {
                        imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => sizes.push(body.range().len()),
                Payload::CustomSection(custom) => {
                    if let KnownCustom::Name(subsections) = custom.as_known() {
                        for subsection in subsections {
                            let Name::Function(functions) = subsection? else {
                                continue;
                            };
                            for naming in functions {
                                let naming = naming?;
                                names.insert(
                                    naming.index,
                                    format!("{:#}", rustc_demangle::demangle(naming.name)),
                                );
                            }
                        }
                    }
                }
                _ => {}
            }
            if let Some((id, range)) = payload.as_section() {
                let name = match id {
                    1 => "types",
                    2 => "imports",
                    3 => "functions",
                    4 => "tables",
                    7 => "exports",
                    9 => "elements",
                    10 => "code",
                    11 => "data",
                    _ => "others",
                };
                if !matches!(payload, Payload::CustomSection(_)) {
                    sections.push((name.to_owned(), range.len()));
                }
            }
        }
        let functions = (imported..).zip(sizes).map(|(index, size)| {
            (
                names.remove(&index).unwrap_or_else(|| "unnamed".to_owned()),
                size,
            )
        });
        let functions: Vec<_> = functions.collect();
        functions.first().context("the wasm has no code")?;
        Ok(Self {
            sections,
            functions,
        })
    }
}
