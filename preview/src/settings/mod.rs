//! The settings of the page: the attributes, the source of the groups, and the state of the simulator.
//! This module is pure.

mod choices;
mod labels;
mod value;

#[cfg(test)]
mod tests;

pub(crate) use choices::{Hint, Host, Place, Section, Source, languages};
pub(crate) use labels::{label, word_label};
pub(crate) use value::{is_link, tidy};

use crate::{
    gist::{GIST_URL, raw_url},
    own_list::data_url,
    release_files::SAMPLE,
    scenario::Scenario,
    service::Service,
    snippet::Attributes,
};
use my_groups_core::{
    failure::Failure,
    groups::Group,
    options::{Attribute, DEBUG, LOADING, Options, SRC, TABLE},
    owner,
};
use std::collections::BTreeMap;

/// The usual URL of the visitor's list on the visitor's site.
pub(crate) const FILE_URL: &str = "/my-groups.json";

/// The languages that are written from right to left.
const RTL: [&str; 9] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur"];

/// The settings of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The values of the attributes as they were typed.
    pub(crate) values: BTreeMap<&'static str, String>,
    /// The source of the groups.
    pub(crate) source: Source,
    /// The service that the list is loaded from.
    pub(crate) service: Service,
    /// The place where the visitor's own list will be.
    pub(crate) place: Place,
    /// The URL of the file on the visitor's site.
    pub(crate) file_url: String,
    /// The URL of the file on another host.
    pub(crate) hosted_url: String,
    /// The state of the simulator.
    pub(crate) scenario: Scenario,
    /// The sample page around the badge of the simulator.
    pub(crate) host: Host,
    /// The language of the visitor's page.
    pub(crate) lang: String,
    /// Whether the simulator shows the owner's view, and not a visitor's.
    pub(crate) is_owner: bool,
    /// The URL of the author's page of groups.
    pub(crate) link: String,
    /// The text of the link to it.
    pub(crate) text: String,
    /// Whether the tag contains the list as HTML.
    pub(crate) is_static: bool,
    /// The hints that are left out of the snippet.
    pub(crate) without: Vec<Hint>,
    /// The URL of the script on the author's host; empty for the script of this page.
    pub(crate) script: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            values: BTreeMap::new(),
            source: Source::default(),
            service: Service::default(),
            place: Place::default(),
            file_url: FILE_URL.into(),
            hosted_url: String::new(),
            scenario: Scenario::default(),
            host: Host::default(),
            lang: "en".into(),
            is_owner: false,
            link: "https://events.example/user/7/groups".into(),
            text: "My groups".into(),
            is_static: true,
            without: Vec::new(),
            script: String::new(),
        }
    }
}

impl Settings {
    /// Sets or removes the value of an attribute.
    pub(crate) fn set(&mut self, attribute: &Attribute, value: Option<String>) {
        match value {
            Some(value) => self.values.insert(attribute.name, value),
            None => self.values.remove(attribute.name),
        };
    }

    /// Returns the value as it was typed.
    pub(crate) fn value(&self, attribute: &Attribute) -> Option<&str> {
        self.values.get(attribute.name).map(String::as_str)
    }

    /// Returns the attributes that name the source of the groups. `base` is the folder of the sample,
    /// and `own` is the visitor's own list. While that list is empty, the source is the sample.
    pub(crate) fn source_attributes(&self, base: &str, own: &[Group]) -> Attributes {
        if self.is_sample(own) {
            return vec![(SRC.name, format!("{base}{SAMPLE}"))];
        }
        if self.source.is_own_list() {
            return vec![(SRC.name, self.own_url(own))];
        }
        self.written()
            .filter(|(attribute, _)| self.source.takes(attribute.name))
            .map(|(attribute, value)| (attribute.name, value))
            .collect()
    }

    /// Returns whether the snippet shows the sample.
    pub(crate) fn is_sample(&self, own: &[Group]) -> bool {
        self.source == Source::Sample || (self.source.is_own_list() && own.is_empty())
    }

    /// Returns the URL of the visitor's own list.
    fn own_url(&self, own: &[Group]) -> String {
        match self.place {
            Place::Snippet => data_url(own),
            Place::Site => match self.file_url.trim() {
                "" => FILE_URL.to_owned(),
                url => url.to_owned(),
            },
            Place::Hosted => match raw_url(&self.hosted_url) {
                url if url.is_empty() => GIST_URL.to_owned(),
                url => url,
            },
        }
    }

    /// Returns all other attributes that are not at their default.
    pub(crate) fn other_attributes(&self) -> Attributes {
        self.written()
            .filter(|(attribute, _)| Section::of(attribute) != Section::Source)
            .map(|(attribute, value)| (attribute.name, value))
            .collect()
    }

    /// Returns the attributes of the snippet.
    pub(crate) fn attributes(&self, base: &str, own: &[Group]) -> Attributes {
        let mut attributes = self.source_attributes(base, own);
        attributes.extend(self.other_attributes());
        attributes
    }

    /// Returns the attributes of a badge on this page, whose groups come from `source`. The default
    /// of `debug` depends on the page's host, so it is set for the owner or the visitor.
    pub(crate) fn live_attributes(&self, source: Attributes, is_owner: bool) -> Attributes {
        let mut attributes = source;
        attributes.extend(self.other_attributes());
        if attributes.iter().all(|(name, _)| *name != DEBUG.name) {
            let debug = if is_owner { "on" } else { "off" };
            attributes.push((DEBUG.name, debug.into()));
        }
        attributes
    }

    /// Returns the mistake in an attribute's value, in the words of the badge's warning.
    pub(crate) fn complaint(&self, attribute: &Attribute) -> Option<String> {
        let (_, malformed) = Options::read(|name| {
            let value = (name == attribute.name).then(|| self.value(attribute))?;
            value.map(str::to_owned)
        });
        malformed.first().map(owner::malformed)
    }

    /// Returns the reason why the snippet does not work, in the words that its owner would read.
    pub(crate) fn missing(&self, own: &[Group]) -> Option<String> {
        if self.is_sample(own) {
            return None;
        }
        if self.source.is_own_list() {
            return self.missing_url();
        }
        let missing = self.options().source.err()?;
        Some(owner::explain(&Failure::Config(missing)))
    }

    /// Returns the mistake in the URL of the visitor's own list.
    fn missing_url(&self) -> Option<String> {
        let complaint = match self.place {
            Place::Snippet => return None,
            Place::Site => {
                let url = self.file_url.trim();
                let is_right = url.is_empty() || is_link(url);
                (!is_right).then_some("The URL of the file on your site is invalid.")
            }
            Place::Hosted => {
                let url = raw_url(&self.hosted_url);
                let is_right = url.contains("://") && is_link(&url);
                (!is_right).then_some(
                    "The URL of your file is missing: paste its raw address above, under “Where the list will be”.",
                )
            }
        };
        complaint.map(str::to_owned)
    }

    /// Returns the options of the attributes, without those of other sources.
    pub(crate) fn options(&self) -> Options {
        let is_used = |name: &str| {
            let mut table = TABLE.iter().filter(|attribute| attribute.name == name);
            let section = table.next().map(Section::of);
            section != Some(Section::Source) || self.source.takes(name)
        };
        let (options, _) = Options::read(|name| {
            let value = self.values.get(name).filter(|_| is_used(name));
            value.cloned()
        });
        options
    }

    /// Returns whether the badge loads only when it is near the viewport.
    pub(crate) fn is_lazy(&self) -> bool {
        let value = self.value(&LOADING).unwrap_or_default();
        tidy(&LOADING, value).as_deref() == Some("lazy")
    }

    /// Returns the direction of the page around the badge.
    pub(crate) fn dir(&self) -> &'static str {
        let is_rtl = self.host == Host::Rtl || RTL.contains(&self.lang.as_str());
        if is_rtl { "rtl" } else { "ltr" }
    }

    /// Returns the attributes that a snippet contains: those whose value is allowed and not the
    /// default.
    fn written(&self) -> impl Iterator<Item = (&'static Attribute, String)> {
        TABLE.iter().filter_map(|attribute| {
            let value = tidy(attribute, self.value(attribute)?)?;
            Some((attribute, value))
        })
    }
}
