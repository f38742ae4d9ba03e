//! What a language's table of words holds. To add a language, add a table to [`TABLES`]: one that lacks a word
//! does not compile, and a test holds its plural forms to the browser's own rules.

mod tables;

pub use tables::{ENGLISH, TABLES};

/// The words of one language. `{n}` stands for a number, `{date}` and `{time}` for what their names say, each
/// formatted as the language does.
#[derive(Debug)]
pub struct Words {
    /// The primary language subtag, as in `lang="de"`.
    pub tag: &'static str,
    /// The heading of a badge whose author gave none.
    pub heading: &'static str,
    /// A group's size.
    pub members: Plural,
    /// While the first answer is awaited.
    pub loading: &'static str,
    /// The answer has no group that may be shown.
    pub empty: &'static str,
    /// There is nothing to show, and no author's content either.
    pub unavailable: &'static str,
    /// How many groups there are, or match the filter.
    pub groups: Plural,
    /// How many topics a group has.
    pub topics: Plural,
    /// When a group was created, with `{date}`.
    pub founded: &'static str,
    /// What opens a long description.
    pub about: &'static str,
    /// The button that shows the groups beyond the limit, with `{n}`, the number of all.
    pub show_all: &'static str,
    /// The button that hides them again.
    pub show_fewer: &'static str,
    /// The box that filters the groups.
    pub filter: &'static str,
    /// No group matches the filter.
    pub no_match: &'static str,
    /// When a list that may be out of date was loaded, with `{time}`.
    pub as_of: &'static str,
}

/// The forms of a phrase by CLDR plural category; where one is absent the language does not need it.
#[derive(Debug, Default)]
pub struct Plural {
    /// None of it (Arabic).
    pub zero: Option<&'static str>,
    /// One, and what counts like it.
    pub one: Option<&'static str>,
    /// A pair (Arabic, Hebrew).
    pub two: Option<&'static str>,
    /// Few (Polish, Russian, Arabic).
    pub few: Option<&'static str>,
    /// Many (Polish, Russian, Arabic; the millions of the Romance languages).
    pub many: Option<&'static str>,
    /// Any other number.
    pub other: &'static str,
}

impl Plural {
    /// The forms by their categories as `Intl.PluralRules` names them.
    pub fn forms(&self) -> Vec<(&'static str, &'static str)> {
        let forms = [
            ("zero", self.zero),
            ("one", self.one),
            ("two", self.two),
            ("few", self.few),
            ("many", self.many),
            ("other", Some(self.other)),
        ];
        forms
            .into_iter()
            .filter_map(|(category, form)| Some((category, form?)))
            .collect()
    }
}
