//! The WordPress plugin: its translations are generated from the badge's words, and its headers follow the guidelines of
//! WordPress.org. With `UPDATE=1` in the environment the first test writes the files.
#![allow(
    missing_docs,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use my_groups_core::words::{TAGS, Words, words};
use regex::Regex;
use serde_json::{Map, Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The folder of the plugin's sources and of the texts for the editor.
fn wordpress() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../wordpress")
}

fn plugin(file: &str) -> String {
    fs::read_to_string(wordpress().join("my-groups-badge").join(file)).unwrap()
}

/// A message as gettext knows it.
struct Message {
    context: &'static str,
    id: String,
    plural: &'static str,
    translations: Vec<String>,
}

impl Message {
    /// The key in an MO file and in the JSON for a script.
    fn key(&self) -> String {
        if self.context.is_empty() {
            self.id.clone()
        } else {
            format!("{}\u{4}{}", self.context, self.id)
        }
    }
}

/// Whether a number, or its remainder, is in a range or outside of it.
#[derive(Clone, Copy)]
struct Test {
    modulus: u64,
    from: u64,
    to: u64,
    is_inside: bool,
}

const fn is(modulus: u64, from: u64, to: u64) -> Test {
    Test {
        modulus,
        from,
        to,
        is_inside: true,
    }
}

const fn is_not(modulus: u64, from: u64, to: u64) -> Test {
    Test {
        modulus,
        from,
        to,
        is_inside: false,
    }
}

/// A plural category, and the numbers that belong to it: all tests of one of the lists are true.
type Category = (&'static str, &'static [&'static [Test]]);

/// No modulus: the number itself.
const N: u64 = 0;
const ONE: Category = ("one", &[&[is(N, 1, 1)]]);
const MILLIONS: Category = ("many", &[&[is(1_000_000, 0, 0), is_not(N, 0, 0)]]);
const SLAVIC_ONE: Category = ("one", &[&[is(10, 1, 1), is_not(100, 11, 11)]]);
const SLAVIC_FEW: Category = ("few", &[&[is(10, 2, 4), is_not(100, 12, 14)]]);

/// The plural rules of the languages for whole numbers. A number belongs to the first category that fits, otherwise to the
/// last one. A test compares them with CLDR.
const RULES: &[(&str, &[Category], &str)] = &[
    ("id ja ko ms th zh zh-Hant", &[], "other"),
    (
        "af bg da de el en et fi hu nb nl sv sw ta tr ur",
        &[ONE],
        "other",
    ),
    ("bn fa hi vi", &[("one", &[&[is(N, 0, 1)]])], "other"),
    ("fr pt", &[("one", &[&[is(N, 0, 1)]]), MILLIONS], "other"),
    ("ca es it", &[ONE, MILLIONS], "other"),
    (
        "fil",
        &[(
            "one",
            &[
                &[is(N, 1, 3)],
                &[is_not(10, 4, 4), is_not(10, 6, 6), is_not(10, 9, 9)],
            ],
        )],
        "other",
    ),
    ("he", &[ONE, ("two", &[&[is(N, 2, 2)]])], "other"),
    (
        "ar",
        &[
            ("zero", &[&[is(N, 0, 0)]]),
            ONE,
            ("two", &[&[is(N, 2, 2)]]),
            ("few", &[&[is(100, 3, 10)]]),
            ("many", &[&[is(100, 11, 99)]]),
        ],
        "other",
    ),
    ("cs sk", &[ONE, ("few", &[&[is(N, 2, 4)]])], "other"),
    ("pl", &[ONE, SLAVIC_FEW], "many"),
    ("ru uk", &[SLAVIC_ONE, SLAVIC_FEW], "many"),
    ("hr sr sr-Latn", &[SLAVIC_ONE, SLAVIC_FEW], "other"),
    (
        "sl",
        &[
            ("one", &[&[is(100, 1, 1)]]),
            ("two", &[&[is(100, 2, 2)]]),
            ("few", &[&[is(100, 3, 4)]]),
        ],
        "other",
    ),
    (
        "lt",
        &[
            ("one", &[&[is(10, 1, 1), is_not(100, 11, 19)]]),
            ("few", &[&[is(10, 2, 9), is_not(100, 11, 19)]]),
        ],
        "other",
    ),
    (
        "lv",
        &[
            ("zero", &[&[is(10, 0, 0)], &[is(100, 11, 19)]]),
            ("one", &[&[is(10, 1, 1), is_not(100, 11, 11)]]),
        ],
        "other",
    ),
    (
        "ro",
        &[ONE, ("few", &[&[is(N, 0, 0)], &[is(100, 1, 19)]])],
        "other",
    ),
];

impl Test {
    fn holds(self, number: u64) -> bool {
        let number = number.checked_rem(self.modulus).unwrap_or(number);
        (self.from..=self.to).contains(&number) == self.is_inside
    }

    /// The test as an expression in C, which gettext reads.
    fn expression(self) -> String {
        let Self {
            modulus, from, to, ..
        } = self;
        let number = match modulus {
            N => "n".to_owned(),
            modulus => format!("n % {modulus}"),
        };
        match (from == to, self.is_inside) {
            (true, true) => format!("{number} == {from}"),
            (true, false) => format!("{number} != {from}"),
            (false, true) => format!("({number} >= {from} && {number} <= {to})"),
            (false, false) => format!("({number} < {from} || {number} > {to})"),
        }
    }
}

/// The categories of a language, and the category of the other numbers.
fn rules(tag: &str) -> (&'static [Category], &'static str) {
    let (_, categories, rest) = RULES
        .iter()
        .find(|(tags, ..)| tags.split(' ').any(|one| one == tag))
        .unwrap_or_else(|| panic!("there are no plural rules for {tag}"));
    (categories, rest)
}

/// The names of a language's categories, in the order of their translations.
fn categories(tag: &str) -> Vec<&'static str> {
    let (categories, rest) = rules(tag);
    let names = categories.iter().map(|(name, _)| *name);
    names.chain([rest]).collect()
}

/// The header `Plural-Forms` of a language.
fn plural_forms(tag: &str) -> String {
    let (categories, _) = rules(tag);
    let mut expression = categories.len().to_string();
    for (index, (_, alternatives)) in categories.iter().enumerate().rev() {
        let alternatives = alternatives.iter().map(|tests| {
            let tests: Vec<_> = tests.iter().map(|test| test.expression()).collect();
            format!("({})", tests.join(" && "))
        });
        let condition = alternatives.collect::<Vec<_>>().join(" || ");
        expression = format!("(({condition}) ? {index} : {expression})");
    }
    format!("nplurals={}; plural={expression};", categories.len() + 1)
}

/// The texts of the editor in a language, by the English texts.
fn editor_texts(tag: &str) -> Option<Map<String, Value>> {
    let file = wordpress().join(format!("editor-texts/{tag}.json"));
    let text = fs::read_to_string(file).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

/// The messages of a language.
fn messages(tag: &str, words: &Words) -> Vec<Message> {
    let forms = categories(tag)
        .into_iter()
        .map(|category| words.members.form(category).replace("{n}", "%s"));
    let message = |context, id: &str, translation: &str| Message {
        context,
        id: id.to_owned(),
        plural: "",
        translations: vec![translation.to_owned()],
    };
    let mut messages = vec![
        message("", "My Groups", words.heading),
        message("block title", "My Groups", words.heading),
        Message {
            context: "",
            id: "%s member".to_owned(),
            plural: "%s members",
            translations: forms.collect(),
        },
    ];
    for (id, translation) in editor_texts(tag).into_iter().flatten() {
        let context = match &*id {
            "The groups you belong to, with names and member counts." => "block description",
            _ => "",
        };
        messages.push(message(context, &id, translation.as_str().unwrap()));
    }
    messages.sort_by_key(Message::key);
    messages
}

/// The header of a catalog.
fn header(tag: &str) -> String {
    format!(
        "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\nLanguage: {tag}\nPlural-Forms: {}\n\
         X-Domain: my-groups-badge\n",
        plural_forms(tag)
    )
}

/// A catalog as text, for translators.
fn po(tag: &str, messages: &[Message]) -> String {
    let quoted = |text: &str| json!(text).to_string();
    let mut lines = vec![
        "# Generated by `UPDATE=1 cargo test -p package --test wordpress`.".to_owned(),
        "msgid \"\"".to_owned(),
        "msgstr \"\"".to_owned(),
    ];
    let header = header(tag);
    lines.extend(header.lines().map(|line| quoted(&format!("{line}\n"))));
    for message in messages {
        lines.push(String::new());
        if !message.context.is_empty() {
            lines.push(format!("msgctxt {}", quoted(message.context)));
        }
        lines.push(format!("msgid {}", quoted(&message.id)));
        if message.plural.is_empty() {
            lines.push(format!("msgstr {}", quoted(&message.translations[0])));
            continue;
        }
        lines.push(format!("msgid_plural {}", quoted(message.plural)));
        for (index, translation) in message.translations.iter().enumerate() {
            lines.push(format!("msgstr[{index}] {}", quoted(translation)));
        }
    }
    lines.join("\n") + "\n"
}

/// A catalog as the binary file that WordPress reads.
/// <https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html>
fn mo(tag: &str, messages: &[Message]) -> Vec<u8> {
    let mut entries = BTreeMap::from([(String::new(), header(tag))]);
    for message in messages {
        let key = match message.plural {
            "" => message.key(),
            plural => format!("{}\0{plural}", message.key()),
        };
        entries.insert(key, message.translations.join("\0"));
    }
    let count = u32::try_from(entries.len()).unwrap();
    let (header_size, table_size) = (28, 8 * count);
    let mut words = vec![
        0x9504_12de,
        0,
        count,
        header_size,
        header_size + table_size,
        0,
        header_size + 2 * table_size,
    ];
    let mut offset = header_size + 2 * table_size;
    let mut strings = Vec::new();
    for text in entries.keys().chain(entries.values()) {
        let length = u32::try_from(text.len()).unwrap();
        words.extend([length, offset]);
        offset += length + 1;
        strings.extend_from_slice(text.as_bytes());
        strings.push(0);
    }
    let words = words.into_iter().flat_map(u32::to_le_bytes);
    words.chain(strings).collect()
}

/// The translations for the block's script.
fn script_json(tag: &str, messages: &[Message]) -> String {
    let in_script = texts_in(&plugin("block.js"));
    let mut translations = Map::new();
    let header = json!({"domain": "messages", "lang": tag, "plural-forms": plural_forms(tag)});
    translations.insert(String::new(), header);
    for message in messages {
        if in_script.contains(&message.key()) {
            translations.insert(message.key(), json!(message.translations));
        }
    }
    let json = json!({"domain": "messages", "locale_data": {"messages": translations}});
    format!("{json}\n")
}

/// The texts that a source file translates.
fn texts_in(source: &str) -> BTreeSet<String> {
    let call = Regex::new(r"__\(\s*'((?:[^'\\]|\\.)*)',\s*'my-groups-badge'").unwrap();
    let texts = call.captures_iter(source);
    texts.map(|found| found[1].replace(r"\'", "'")).collect()
}

/// All texts of the plugin's sources.
fn all_texts() -> BTreeSet<String> {
    let includes = wordpress().join("my-groups-badge/includes");
    let mut texts = texts_in(&plugin("block.js"));
    for file in fs::read_dir(includes).unwrap() {
        texts.extend(texts_in(&fs::read_to_string(file.unwrap().path()).unwrap()));
    }
    texts
}

#[test]
fn the_translations_are_generated_from_the_words_of_the_badge() {
    let folder = wordpress().join("my-groups-badge/languages");
    let mut expected = BTreeMap::new();
    for tag in TAGS.iter().filter(|tag| **tag != "en") {
        let messages = messages(tag, words(tag));
        let name = |kind| format!("my-groups-badge-{tag}.{kind}");
        expected.insert(name("po"), po(tag, &messages).into_bytes());
        expected.insert(name("mo"), mo(tag, &messages));
        expected.insert(name("json"), script_json(tag, &messages).into_bytes());
    }
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).unwrap();
        for (name, content) in &expected {
            fs::write(folder.join(name), content).unwrap();
        }
        return;
    }
    let files = fs::read_dir(&folder).unwrap().map(|file| {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read(path).unwrap())
    });
    assert!(
        files.collect::<BTreeMap<_, _>>() == expected,
        "run `UPDATE=1 cargo test -p package --test wordpress`"
    );
}

#[test]
fn the_plural_rules_are_those_of_cldr() {
    for tag in TAGS {
        let language: Locale = tag.split('-').next().unwrap().parse().unwrap();
        let cldr = PluralRules::try_new_cardinal(language.into()).unwrap();
        let (categories, rest) = rules(tag);
        for number in (0..=1_200).chain([1_000_000, 1_000_001, 2_000_000, 10_000_004]) {
            let fits = |tests: &&[Test]| tests.iter().all(|test| test.holds(number));
            let category = categories
                .iter()
                .find(|(_, alternatives)| alternatives.iter().any(fits))
                .map_or(rest, |(name, _)| *name);
            let expected = match cldr.category_for(number) {
                PluralCategory::Zero => "zero",
                PluralCategory::One => "one",
                PluralCategory::Two => "two",
                PluralCategory::Few => "few",
                PluralCategory::Many => "many",
                PluralCategory::Other => "other",
            };
            assert_eq!(category, expected, "{tag}: {number}");
        }
    }
}

#[test]
fn every_text_of_the_editor_is_translated_with_its_placeholders() {
    let placeholder = Regex::new("%[sd]").unwrap();
    let placeholders = |text: &str| {
        let found = placeholder.find_iter(text);
        found
            .map(|found| found.as_str().to_owned())
            .collect::<Vec<_>>()
    };
    let mut texts = all_texts();
    assert!(texts.remove("My Groups"));
    let block: Value = serde_json::from_str(&plugin("block.json")).unwrap();
    assert_eq!(block["title"], "My Groups");
    texts.insert(block["description"].as_str().unwrap().to_owned());
    for file in fs::read_dir(wordpress().join("editor-texts")).unwrap() {
        let path = file.unwrap().path();
        let tag = path.file_stem().unwrap().to_str().unwrap();
        assert!(TAGS.contains(&tag), "{tag}");
        let translations = editor_texts(tag).unwrap();
        let translated: BTreeSet<_> = translations.keys().cloned().collect();
        assert_eq!(translated, texts, "{tag}");
        for (text, translation) in &translations {
            let translation = translation.as_str().unwrap();
            assert_eq!(
                placeholders(translation),
                placeholders(text),
                "{tag}: {text}"
            );
        }
    }
}

/// The values of the headers of a file, by their names.
fn headers(text: &str, prefix: &str) -> BTreeMap<String, String> {
    let header = Regex::new(&format!(r"(?m)^{prefix}([A-Z][A-Za-z ]+): +(\S.*)$")).unwrap();
    let found = header.captures_iter(text);
    found
        .map(|found| (found[1].to_owned(), found[2].trim().to_owned()))
        .collect()
}

/// <https://developer.wordpress.org/plugins/wordpress-org/how-your-readme-txt-works/>
#[test]
fn the_headers_and_the_readme_follow_the_guidelines() {
    let readme = plugin("readme.txt");
    let in_readme = headers(&readme, "");
    let in_plugin = headers(&plugin("my-groups-badge.php"), r" \* ");
    for name in ["Contributors", "Tags", "Tested up to", "Stable tag"] {
        assert!(in_readme.contains_key(name), "{name}");
    }
    for name in [
        "Requires at least",
        "Requires PHP",
        "License",
        "License URI",
    ] {
        assert!(in_readme.contains_key(name), "{name}");
        assert_eq!(in_readme.get(name), in_plugin.get(name), "{name}");
    }
    assert_eq!(in_readme["Stable tag"], in_plugin["Version"]);
    assert_eq!(in_plugin["Text Domain"], "my-groups-badge");
    // The plugin is not in the directory, so WordPress must not take one of the same name there for an update.
    assert_eq!(in_plugin["Update URI"], "false");
    assert!(in_readme["Tags"].split(',').count() <= 5);
    let summary = readme.split("\n\n").nth(1).unwrap().replace('\n', " ");
    assert!(summary.chars().count() <= 150, "{summary}");
    for section in [
        "Description",
        "Installation",
        "Frequently Asked Questions",
        "Changelog",
    ] {
        assert!(
            readme.contains(&format!("\n== {section} ==\n")),
            "{section}"
        );
    }
    // Minified files need a link to their source.
    assert!(readme.contains("https://crates.io/crates/my-groups-badge"));
}

#[test]
fn no_php_file_runs_outside_of_wordpress() {
    let guard = Regex::new(r"defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;").unwrap();
    let folder = wordpress().join("my-groups-badge");
    for folder in [folder.join("includes"), folder] {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let is_php = path.extension().is_some_and(|kind| kind == "php");
            // This file returns a list only.
            if is_php && !path.ends_with("block.asset.php") {
                let source = fs::read_to_string(&path).unwrap();
                assert!(guard.is_match(&source), "{}", path.display());
            }
        }
    }
}
