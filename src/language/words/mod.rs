//! What a language's table of words holds. To add a language, add a table to [`TABLES`]: one that lacks a word
//! does not compile, and a test holds its plural forms to the browser's own rules.

mod tables;

pub use tables::TABLES;

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

/// The forms of a phrase, a line each: the CLDR plural category as `Intl.PluralRules` names it, a space, and the form. A
/// category that is absent the language does not need; `other` is always there.
#[derive(Debug)]
pub struct Plural(&'static str);

impl Plural {
    /// The forms as they are written.
    pub fn lines(&self) -> &'static str {
        self.0
    }

    /// The form of a category.
    pub fn form(&self, category: &str) -> Option<&'static str> {
        let mut forms = self.0.lines().filter_map(|line| line.split_once(' '));
        forms
            .find(|(name, _)| *name == category)
            .map(|(_, form)| form)
    }
}
