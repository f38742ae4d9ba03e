//! Reads settings out of file, environment and flags in one way: a setting is found by its path,
//! held to what is allowed, and noted with where it comes from. Every mistake is noted, not only
//! the first.

use super::tree::{self, Node, Origin};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::{Path, PathBuf},
};

/// One thing that is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where.
    pub origin: Origin,
    /// The setting's path, such as `lists.me.refresh`.
    pub setting: String,
    /// What is wrong, and what is allowed.
    pub message: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            origin,
            setting,
            message,
        } = self;
        if *origin != Origin::Default {
            write!(f, "{origin}: ")?;
        }
        write!(f, "{setting} {message}")
    }
}

/// A setting in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// Its path.
    pub setting: String,
    /// Its value, as TOML; a secret is `"***"`.
    pub value: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// Reads a file that a setting names.
pub type ReadFile<'a> = &'a dyn Fn(&Path) -> std::io::Result<String>;

/// Where settings are read from, and what was noted meanwhile.
pub struct Reader<'a> {
    /// Flags, by the setting's path.
    pub flags: BTreeMap<String, String>,
    /// Environment variables, those of this program alone.
    pub variables: BTreeMap<String, String>,
    /// The folder that relative paths are relative to: that of the configuration file.
    pub folder: PathBuf,
    /// How files are read.
    pub read_file: ReadFile<'a>,
    /// What is wrong.
    pub mistakes: Vec<Mistake>,
    /// What is in force.
    pub in_force: Vec<InForce>,
    used: BTreeSet<String>,
}

/// Returns the name of a setting's environment variable.
pub fn variable(path: &str) -> String {
    let upper = |character: char| {
        if character.is_ascii_alphanumeric() {
            character.to_ascii_uppercase()
        } else {
            '_'
        }
    };
    format!("MY_GROUPS_{}", path.chars().map(upper).collect::<String>())
}

impl<'a> Reader<'a> {
    /// Creates a reader of these flags and variables.
    pub fn new(
        flags: BTreeMap<String, String>,
        variables: BTreeMap<String, String>,
        folder: PathBuf,
        read_file: ReadFile<'a>,
    ) -> Self {
        Self {
            flags,
            variables,
            folder,
            read_file,
            mistakes: Vec::new(),
            in_force: Vec::new(),
            used: BTreeSet::new(),
        }
    }

    /// Notes a mistake.
    pub fn mistake(&mut self, origin: &Origin, setting: &str, message: impl Into<String>) {
        self.mistakes.push(Mistake {
            origin: origin.clone(),
            setting: setting.to_owned(),
            message: message.into(),
        });
    }

    /// Returns what a flag or else a variable sets.
    pub(super) fn overriding(&mut self, path: &str) -> Option<Node> {
        let name = variable(path);
        let flag = self
            .flags
            .get(path)
            .map(|text| (text.clone(), Origin::Flag(format!("--set {path}"))));
        let variable = self
            .variables
            .get(&name)
            .map(|text| (text.clone(), Origin::Variable(name.clone())));
        if flag.is_some() {
            self.used.insert(path.to_owned());
        }
        if variable.is_some() {
            self.used.insert(name);
        }
        let (text, origin) = flag.or(variable)?;
        match tree::parse_value(&text, &origin) {
            Ok(node) => Some(node),
            Err(message) => {
                self.mistake(
                    &origin,
                    path,
                    format!("is no list or table as TOML has them: {message}"),
                );
                None
            }
        }
    }

    /// Returns whether a variable or flag sets something below `path`.
    pub(super) fn has_variable(&self, path: &str) -> bool {
        let start = format!("{}_", variable(path));
        self.variables.keys().any(|name| name.starts_with(&start))
            || self
                .flags
                .keys()
                .any(|flag| flag.starts_with(&format!("{path}.")))
    }

    /// Notes the flags and variables that name no setting.
    pub fn finish(&mut self) {
        let unknown = |name: &&String| !self.used.contains(*name);
        let variables: Vec<_> = self.variables.keys().filter(unknown).cloned().collect();
        let flags: Vec<_> = self.flags.keys().filter(unknown).cloned().collect();
        for name in variables {
            let message = "names no setting; `my-groups config` shows those that there are";
            self.mistake(&Origin::Default, &name, message);
        }
        for path in flags {
            let origin = Origin::Flag("--set".to_owned());
            self.mistake(
                &origin,
                &path,
                "is no setting; `my-groups config` shows those that there are",
            );
        }
    }
}
