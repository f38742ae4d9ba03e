//! The rows of the list: which groups are visible, in which order, and what each row shows. This
//! module reads no signals, and does not change the page.

use super::state::State;
use crate::{
    groups::Group,
    language::{Language, folded},
    options::{Options, Sort},
    visible::visible_places,
};
use rustc_hash::FxHashMap;
use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

/// A list with more rows than this has a filter. A tall window shows about this number of rows.
const MAX_ROWS_WITHOUT_FILTER: usize = 20;

/// The kind of content that the badge shows below its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContentKind {
    /// The author's fallback content.
    Fallback,
    /// A skeleton of the list that is loading.
    Skeleton,
    /// One line: loading failed, and there is neither a list nor fallback content.
    Unavailable,
    /// One line: the list is empty.
    Empty,
    /// The list.
    List,
}

impl ContentKind {
    pub(super) fn new(state: &State, list: &VisibleList, has_fallback: bool) -> Self {
        match state {
            _ if !list.rows.is_empty() => Self::List,
            State::Ready { .. } => Self::Empty,
            _ if has_fallback => Self::Fallback,
            State::Failed { .. } => Self::Unavailable,
            State::Idle | State::Loading => Self::Skeleton,
        }
    }
}

/// The visible groups in the order of the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct VisibleList {
    /// The rows, including the rows that the visitor has filtered out.
    pub(super) rows: Arc<[Row]>,
    /// The number of visible groups if the list is expanded.
    pub(super) total: usize,
    /// Whether there are more groups than the limit, even if they are all shown.
    pub(super) exceeds_limit: bool,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// The group's index in the loaded list.
    pub(super) index: usize,
    pub(super) content: Arc<RowContent>,
}

/// Everything that a row shows. It is also the key of the row: a group whose content has changed
/// gets a new row. No two rows of a list are equal.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RowContent {
    pub(super) id: String,
    /// The number of earlier rows with the same id. In a valid response all ids are different, so
    /// this is 0.
    earlier_duplicates: usize,
    pub(super) name: String,
    pub(super) url: Option<String>,
    pub(super) count: Option<String>,
    pub(super) topics: Option<String>,
    pub(super) founded: Option<String>,
    pub(super) description: Option<Description>,
    /// The name as the filter compares it, or empty if the list has no filter.
    folded_name: String,
}

/// Hashes only the id: equal rows have equal ids, and few rows have the same id.
impl Hash for RowContent {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

/// A group's description.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Description {
    pub(super) text: String,
    /// The label of the `<details>` that contains the description; `None` if the description is
    /// short.
    pub(super) label: Option<&'static str>,
}

impl VisibleList {
    /// Returns the visible groups of a loaded list. If `is_expanded` is true, the groups beyond the
    /// limit are visible, too.
    pub(super) fn new(
        groups: &[Group],
        options: &Options,
        language: &Language,
        is_expanded: bool,
    ) -> Self {
        let ranks = match options.sort {
            Sort::Name => language.ranks(groups.iter().map(|group| group.name.as_str())),
            _ => Vec::new(),
        };
        let by_name = |one: usize, other: usize| ranks.get(one).cmp(&ranks.get(other));
        let mut indices = visible_places(groups, options.show_private, options.sort, by_name);
        let total = indices.len();
        let limit = options.limit.map_or(usize::MAX, |limit| limit as usize);
        if !is_expanded {
            indices.truncate(limit);
        }
        let mut folded_names = folded_names(groups, total);
        let mut counts_by_id = FxHashMap::<&str, usize>::default();
        let rows = indices.into_iter().filter_map(|index| {
            let group = groups.get(index)?;
            let earlier_duplicates = counts_by_id.entry(&group.id).or_default();
            let folded_name = folded_names.get_mut(index).map(std::mem::take);
            let content = RowContent {
                earlier_duplicates: *earlier_duplicates,
                folded_name: folded_name.unwrap_or_default(),
                ..RowContent::new(group, options, language)
            };
            *earlier_duplicates += 1;
            Some(Row {
                index,
                content: Arc::new(content),
            })
        });
        Self {
            rows: rows.collect(),
            total,
            exceeds_limit: total > limit,
        }
    }

    /// Returns whether the list is long enough for a filter.
    pub(super) fn has_filter(&self) -> bool {
        self.rows.len() > MAX_ROWS_WITHOUT_FILTER
    }

    /// Returns how many rows match a filter.
    pub(super) fn count_matches(&self, filter: &str) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| row.content.is_match(filter)).count()
    }
}

/// Returns the folded names of all groups, or an empty list if the list has too few rows for a
/// filter. One call of the browser for all names is faster than one call for each name.
fn folded_names(groups: &[Group], total: usize) -> Vec<String> {
    if total <= MAX_ROWS_WITHOUT_FILTER {
        return Vec::new();
    }
    // A name has only one line, so a line break can separate the names.
    let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
    let folded = folded(&names.join("\n"));
    folded.split('\n').map(str::to_owned).collect()
}

impl RowContent {
    fn new(group: &Group, options: &Options, language: &Language) -> Self {
        let show = options.show;
        let topics = group.topic_count.filter(|_| show.topics);
        let founded = group.created.as_ref().filter(|_| show.founded);
        let has_description = show.description && !group.description.is_empty();
        Self {
            id: group.id.clone(),
            earlier_duplicates: 0,
            name: group.name.clone(),
            url: options.url_of(group),
            count: group.member_count.map(|count| language.members(count)),
            topics: topics.map(|count| language.topics(count)),
            founded: founded.map(|created| language.founded(created)),
            description: has_description.then(|| Description::new(&group.description, language)),
            folded_name: String::new(),
        }
    }

    /// Returns whether the row matches a filter, which is folded as the names are. Every row matches
    /// the empty filter.
    pub(super) fn is_match(&self, filter: &str) -> bool {
        filter.is_empty() || self.folded_name.contains(filter)
    }
}

impl Description {
    fn new(text: &str, language: &Language) -> Self {
        /// About three lines of a list.
        const MAX_SHORT_CHARS: usize = 160;
        let is_long = text.contains('\n') || text.chars().nth(MAX_SHORT_CHARS).is_some();
        Self {
            text: text.to_owned(),
            label: is_long.then(|| language.words().about),
        }
    }
}
