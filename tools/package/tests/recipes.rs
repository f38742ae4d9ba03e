//! Checks that `docs/recipes.md` agrees with its projects: each snippet is part of the file that it names, and the versions are
//! those of the projects.
#![allow(
    missing_docs,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The project's folder, which the paths in this file start from.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

const VERSION: &str = my_groups_core::VERSION;

fn page() -> String {
    fs::read_to_string(root().join("docs/recipes.md")).unwrap()
}

/// Every file of the recipes, but for what a developer has installed into one.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let own = entries.filter(|path| !path.ends_with("node_modules"));
    own.flat_map(|path| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        }
    })
    .collect()
}

/// The packages that a recipe's `package.json` names, with their versions.
fn packages(manifest: &Path) -> Vec<(String, String)> {
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(root().join(manifest)).unwrap()).unwrap();
    let lists = ["dependencies", "devDependencies"]
        .into_iter()
        .filter_map(|list| manifest[list].as_object());
    lists
        .flatten()
        .map(|(name, version)| (name.clone(), version.as_str().unwrap().to_owned()))
        .collect()
}

#[test]
fn each_snippet_is_part_of_the_file_that_it_names() {
    let page = page();
    let mut parts = page.split("\n```");
    let mut before = parts.next().unwrap();
    let mut snippets = 0;
    while let (Some(snippet), Some(after)) = (parts.next(), parts.next()) {
        let (_, snippet) = snippet.split_once('\n').unwrap();
        let named = before.trim_end().rsplit_once('\n').unwrap().1;
        let file = named
            .split_once("](")
            .and_then(|(_, link)| link.strip_suffix("):"));
        let file = file.unwrap_or_else(|| panic!("no file is named before\n{snippet}"));
        let text = fs::read_to_string(root().join(format!("docs/{file}"))).unwrap();
        assert!(text.contains(snippet), "{file} has no\n{snippet}");
        before = after;
        snippets += 1;
    }
    assert!(snippets > 10, "{snippets}");
}

#[test]
fn the_badge_is_this_release() {
    let mut found = 0;
    for file in files(Path::new("docs/recipes"))
        .into_iter()
        .chain(["docs/recipes.md", "README.md", "tools/package/README.md"].map(PathBuf::from))
    {
        let text = fs::read_to_string(root().join(&file)).unwrap();
        let in_addresses = text.split("/my-groups-badge@").skip(1);
        let in_manifests = text.split("\"my-groups-badge\": \"").skip(1);
        for rest in in_addresses.chain(in_manifests) {
            let version = rest.split(['/', '"']).next();
            assert_eq!(version, Some(VERSION), "{}", file.display());
            found += 1;
        }
    }
    assert!(found > 10, "{found}");
}

#[test]
fn packages_are_pinned_and_the_page_names_their_versions() {
    let page = page();
    let tried = page
        .lines()
        .filter(|line| line.starts_with('|'))
        .collect::<String>();
    let manifests = files(Path::new("docs/recipes"));
    let manifests = manifests
        .iter()
        .filter(|file| file.ends_with("package.json"));
    for (name, version) in manifests.flat_map(|manifest| packages(manifest)) {
        assert!(
            version.starts_with(|first: char| first.is_ascii_digit()),
            "{name} {version}"
        );
        let numbers: Vec<_> = version.split('.').collect();
        let minor = numbers[..2].join(".");
        let told = match name.as_str() {
            "@11ty/eleventy" => format!("Eleventy {minor}"),
            "astro" => format!("Astro {minor}"),
            "react" => format!("React {minor}"),
            "vue" => format!("Vue {minor}"),
            "svelte" => format!("Svelte {minor}"),
            "vite" => format!("Vite {}", numbers[0]),
            "@angular/core" => format!("Angular {minor}"),
            "@hotwired/turbo" => format!("Turbo {minor}"),
            "htmx.org" => format!("htmx {minor}"),
            _ => continue,
        };
        assert!(tried.contains(&told), "the table does not name {told}");
    }
}
