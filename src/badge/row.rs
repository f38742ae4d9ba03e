//! The rows of the list: what each shows, and which of them stay when the list changes.

use crate::{groups::Group, language::Language, options::Options};
use leptos::prelude::*;
use rustc_hash::FxHashMap;

/// A row of the list. It stays in the page as long as its group is in the list; what it shows
/// follows its group.
pub(super) struct Row {
    /// Tells the rows of a badge apart, through every change of the list.
    pub(super) number: usize,
    /// The group's place in the loaded list.
    pub(super) place: usize,
    /// What it shows.
    pub(super) content: ArcRwSignal<RowContent>,
}

/// What a row shows.
#[derive(Clone, PartialEq)]
pub(super) struct RowContent {
    pub(super) name: String,
    pub(super) url: Option<String>,
    /// The members, in words.
    pub(super) count: Option<String>,
    pub(super) topics: Option<String>,
    pub(super) founded: Option<String>,
    pub(super) description: Option<Description>,
    /// Whether the visitor has filtered it out.
    pub(super) is_hidden: bool,
}

/// A group's description, and the label of the disclosure that a long one waits behind.
#[derive(Clone, PartialEq)]
pub(super) struct Description {
    pub(super) text: String,
    pub(super) label: Option<&'static str>,
}

impl RowContent {
    fn new(group: &Group, options: &Options, language: &Language, is_hidden: bool) -> Self {
        let show = options.show;
        let topics = group.topic_count.filter(|_| show.topics);
        let founded = group.created.as_ref().filter(|_| show.founded);
        let has_description = show.description && !group.description.is_empty();
        Self {
            name: group.name.clone(),
            url: options.url_of(group),
            count: group.member_count.map(|count| language.members(count)),
            topics: topics.map(|count| language.topics(count)),
            founded: founded.map(|created| language.founded(created)),
            description: has_description.then(|| Description::new(&group.description, language)),
            is_hidden,
        }
    }
}

impl Description {
    fn new(text: &str, language: &Language) -> Self {
        /// About three lines of a list, in characters.
        const LONG: usize = 160;
        let is_long = text.contains('\n') || text.chars().nth(LONG).is_some();
        Self {
            text: text.to_owned(),
            label: is_long.then(|| language.words().about),
        }
    }
}

/// The rows, in their order.
#[derive(Default)]
pub(super) struct Rows {
    list: Vec<Row>,
    next_number: usize,
}

impl Rows {
    pub(super) fn as_slice(&self) -> &[Row] {
        &self.list
    }

    /// Gives the groups at `places` a row each: the one that they have, if they have one. The rows
    /// that there are show groups of `before`; those whose group is still the same stay as they are
    /// where `is_unchanged` says so of options and language.
    pub(super) fn arrange(
        &mut self,
        places: &[usize],
        (before, groups): (&[Group], &[Group]),
        is_unchanged: bool,
        content: impl Fn(&Group, usize) -> RowContent,
    ) {
        let mut rows = std::mem::take(&mut self.list);
        rows.reverse();
        let id = |row: &Row| before.get(row.place).map(|group| group.id.as_str());
        // Filled as soon as a row is not the next one of before. Of groups with the same id, which an
        // answer should not have, each keeps its own row.
        let mut moved: FxHashMap<Option<&str>, Vec<Row>> = FxHashMap::default();
        for &place in places {
            let Some(group) = groups.get(place) else {
                continue;
            };
            let wanted = Some(group.id.as_str());
            let row = if rows.last().is_some_and(|row| id(row) == wanted) {
                rows.pop()
            } else {
                for row in rows.drain(..) {
                    moved.entry(id(&row)).or_default().push(row);
                }
                moved.get_mut(&wanted).and_then(Vec::pop)
            };
            self.list.push(if let Some(row) = row {
                if !is_unchanged || before.get(row.place) != Some(group) {
                    let content = content(group, place);
                    if *row.content.read_untracked() != content {
                        row.content.set(content);
                    }
                }
                Row { place, ..row }
            } else {
                self.next_number += 1;
                Row {
                    number: self.next_number,
                    place,
                    content: ArcRwSignal::new(content(group, place)),
                }
            });
        }
    }

    /// Hides the rows whose place `is_hidden` names, and shows the others.
    pub(super) fn hide(&self, is_hidden: impl Fn(usize) -> bool) {
        for row in &self.list {
            let is_hidden = is_hidden(row.place);
            if row.content.read_untracked().is_hidden != is_hidden {
                row.content.update(|content| content.is_hidden = is_hidden);
            }
        }
    }
}

/// Makes the contents of rows.
pub(super) fn contents(
    options: &Options,
    language: &Language,
    is_hidden: impl Fn(usize) -> bool,
) -> impl Fn(&Group, usize) -> RowContent {
    move |group, place| RowContent::new(group, options, language, is_hidden(place))
}
