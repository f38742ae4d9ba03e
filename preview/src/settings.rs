//! What the page is set to: every attribute of the crate's table, where its groups come from, and how the preview shows it.
//! Pure: it knows no control and no page.

use crate::{
    scenario::{self, Scenario},
    snippet::Content,
};
use my_groups_badge::{
    language::owner,
    options::{
        API_KEY, Attribute, DEBUG, ENDPOINT, HEADING, Options, SRC, TABLE, TOKEN, Template, Values,
    },
};
use std::collections::BTreeMap;

/// Attributes with their values, in the table's order.
pub(crate) type Attributes = Vec<(&'static str, String)>;

/// The file that the page shows at first, as every release has it.
pub(crate) const SAMPLE: &str = "sample/get-my-groups.json";

/// Where the groups come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Source {
    /// The documented sample.
    #[default]
    Sample,
    /// A document of the author's (`src`).
    Document,
    /// The API itself (`endpoint`, `api-key`, `token`).
    Api,
}

impl Source {
    /// Each with its name in a link, and its label.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Sample, "sample", "The sample"),
        (Self::Document, "document", "A document"),
        (Self::Api, "api", "The API"),
    ];

    /// Whether an attribute says where the groups come from, in this way.
    pub(crate) fn takes(self, name: &str) -> bool {
        match self {
            Self::Sample => false,
            Self::Document => name == SRC.name,
            Self::Api => [ENDPOINT.name, API_KEY.name, TOKEN.name].contains(&name),
        }
    }
}

/// The page around the badge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Host {
    /// Dark text on white.
    #[default]
    Light,
    /// White text on dark.
    Dark,
    /// A blog in a serif.
    Blog,
    /// A dark forum.
    Forum,
    /// A narrow column beside a text.
    Sidebar,
    /// A page that reads from right to left.
    Rtl,
}

impl Host {
    /// Each with its name in a link (and in the style sheet), and its label.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::Light, "light", "Light page"),
        (Self::Dark, "dark", "Dark page"),
        (Self::Blog, "blog", "Serif blog"),
        (Self::Forum, "forum", "Dark forum"),
        (Self::Sidebar, "sidebar", "Narrow sidebar"),
        (Self::Rtl, "rtl", "Right-to-left page"),
    ];

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(host, ..)| *host == self)
            .map_or("light", |(_, name, _)| name)
    }
}

/// The groups of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// Where the data comes from.
    Source,
    /// What is shown.
    Shown,
    /// How it looks.
    Looks,
    /// When it loads, and what it does then.
    Behaviour,
}

impl Section {
    /// The section of an attribute. One that is new in the table turns up among the last.
    pub(crate) fn of(attribute: &Attribute) -> Self {
        match attribute.name {
            "src" | "endpoint" | "api-key" | "token" => Self::Source,
            "heading" | "heading-level" | "group-url" | "sort" | "limit" | "show" | "private" => {
                Self::Shown
            }
            "layout" | "theme" => Self::Looks,
            _ => Self::Behaviour,
        }
    }

    /// Its attributes, in the table's order.
    pub(crate) fn attributes(self) -> impl Iterator<Item = &'static Attribute> {
        TABLE
            .iter()
            .filter(move |attribute| Self::of(attribute) == self)
    }
}

/// What the page is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The attributes' values as they were typed; one that is not there is absent.
    pub(crate) values: BTreeMap<&'static str, String>,
    /// Where the groups come from.
    pub(crate) source: Source,
    /// What is answered in the preview while the groups are not the author's own.
    pub(crate) scenario: Scenario,
    /// The page around the badge.
    pub(crate) host: Host,
    /// That page's language.
    pub(crate) lang: String,
    /// Whether the badge's owner looks at it, and not a visitor.
    pub(crate) is_owner: bool,
    /// The address of the author's own page of groups.
    pub(crate) link: String,
    /// The text of the link to it.
    pub(crate) text: String,
    /// Whether the list stands inside the tag too.
    pub(crate) is_static: bool,
    /// Where the script will be; empty for the page's own folder.
    pub(crate) script: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            values: BTreeMap::new(),
            source: Source::default(),
            scenario: Scenario::default(),
            host: Host::default(),
            lang: "en".into(),
            is_owner: false,
            link: "https://events.example/user/7/groups".into(),
            text: "My groups".into(),
            is_static: false,
            script: String::new(),
        }
    }
}

impl Settings {
    /// Sets an attribute's value; `None` takes it away.
    pub(crate) fn set(&mut self, attribute: &Attribute, value: Option<String>) {
        match value {
            Some(value) => self.values.insert(attribute.name, value),
            None => self.values.remove(attribute.name),
        };
    }

    /// The value as it was typed.
    pub(crate) fn value(&self, attribute: &Attribute) -> Option<&str> {
        self.values.get(attribute.name).map(String::as_str)
    }

    /// The attributes that say where the groups come from; `base` is the folder that holds the sample.
    pub(crate) fn source_attributes(&self, base: &str) -> Attributes {
        if self.source == Source::Sample {
            return vec![(SRC.name, format!("{base}{SAMPLE}"))];
        }
        self.written()
            .filter(|(attribute, _)| self.source.takes(attribute.name))
            .map(|(attribute, value)| (attribute.name, value))
            .collect()
    }

    /// All other attributes that are not at their default.
    pub(crate) fn other_attributes(&self) -> Attributes {
        self.written()
            .filter(|(attribute, _)| Section::of(attribute) != Section::Source)
            .map(|(attribute, value)| (attribute.name, value))
            .collect()
    }

    /// The attributes of the snippet.
    pub(crate) fn attributes(&self, base: &str) -> Attributes {
        let mut attributes = self.source_attributes(base);
        attributes.extend(self.other_attributes());
        attributes
    }

    /// The attributes of the badge in the preview, whose groups are had by `source`.
    /// Where `debug` is the default, who looks at the page decides.
    pub(crate) fn live_attributes(&self, source: Attributes) -> Attributes {
        let mut attributes = source;
        attributes.extend(self.other_attributes());
        if attributes.iter().all(|(name, _)| *name != DEBUG.name) {
            let debug = if self.is_owner { "on" } else { "off" };
            attributes.push((DEBUG.name, debug.into()));
        }
        attributes
    }

    /// What is wrong with an attribute's value, in the words of the badge's own warning.
    pub(crate) fn complaint(&self, attribute: &Attribute) -> Option<String> {
        let (_, malformed) = Options::read(|name| {
            let value = (name == attribute.name).then(|| self.value(attribute))?;
            value.map(str::to_owned)
        });
        malformed.first().map(owner::malformed)
    }

    /// What keeps the snippet from working, in the words that its owner would read.
    pub(crate) fn missing(&self) -> Option<String> {
        if self.source == Source::Sample {
            return None;
        }
        let (options, _) = Options::read(|name| {
            let is_used = self.source.takes(name);
            is_used.then(|| self.values.get(name).cloned()).flatten()
        });
        let missing = options.source.err()?;
        Some(owner::explain(&my_groups_badge::failure::Failure::Config(
            missing,
        )))
    }

    /// The link inside the tag; its address only where a browser would go there without running a script.
    pub(crate) fn content(&self) -> Content {
        let link = self.link.trim();
        Content {
            link: if is_link(link) { link } else { "" }.to_owned(),
            text: match self.text.trim() {
                "" => link.to_owned(),
                text => text.to_owned(),
            },
            groups: Vec::new(),
        }
    }

    /// The direction of the page around the badge.
    pub(crate) fn dir(&self) -> &'static str {
        let is_rtl = self.host == Host::Rtl || ["ar", "he"].contains(&self.lang.as_str());
        if is_rtl { "rtl" } else { "ltr" }
    }

    /// The attributes that a snippet states: allowed, and not the default.
    fn written(&self) -> impl Iterator<Item = (&'static Attribute, String)> {
        TABLE.iter().filter_map(|attribute| {
            let value = tidy(attribute, self.value(attribute)?)?;
            Some((attribute, value))
        })
    }
}

/// A value as it is best written, or `None` where it is not allowed, or says no more than its absence does.
pub(crate) fn tidy(attribute: &Attribute, value: &str) -> Option<String> {
    let trimmed = value.trim();
    let tidy = match &attribute.values {
        // Only there an empty text says something: no heading.
        Values::Text if attribute.name == HEADING.name => return Some(value.to_owned()),
        Values::Text | Values::Secret | Values::Url => trimmed.to_owned(),
        Values::Template => Template::parse(trimmed).map(|_| trimmed.to_owned())?,
        Values::OneOf { words, empty } => match trimmed {
            "" => (*empty)?.to_owned(),
            word => words
                .iter()
                .find(|known| known.eq_ignore_ascii_case(word))?
                .to_string(),
        },
        Values::AnyOf(words) => {
            let typed: Vec<_> = trimmed.split_ascii_whitespace().collect();
            let known = words
                .iter()
                .filter(|word| typed.iter().any(|typed| typed.eq_ignore_ascii_case(word)));
            known.copied().collect::<Vec<_>>().join(" ")
        }
        Values::Whole { min, max } => {
            let number: u32 = trimmed.parse().ok()?;
            (*min..=*max)
                .contains(&number)
                .then(|| number.to_string())?
        }
    };
    (tidy != attribute.default && !tidy.is_empty()).then_some(tidy)
}

/// Whether an address is http, https or relative to the page.
pub(crate) fn is_link(address: &str) -> bool {
    let scheme = address
        .split(['/', '?', '#'])
        .next()
        .and_then(|start| start.split_once(':'))
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    !address.is_empty() && scheme.is_none_or(|scheme| ["http", "https"].contains(&scheme.as_str()))
}

/// The scenario of this name, where there is one.
pub(crate) fn scenario_named(name: &str) -> Option<Scenario> {
    scenario::ALL
        .iter()
        .find(|(_, known, _)| *known == name)
        .map(|(scenario, ..)| *scenario)
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
