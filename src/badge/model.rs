//! Everything that a badge is shown from, and what follows when a part of it changes. It does not
//! touch the page.

use super::{
    load::Work,
    row::{Row, RowContent, Rows, contents},
    state::State,
};
use crate::{
    groups::Group,
    language::{Language, folded},
    options::{Options, Sort},
    page,
    visible::visible_places,
};
use leptos::prelude::ArcRwSignal;
use std::sync::Arc;

/// A list longer than this has a filter: about what a tall window shows at once.
const MAX_WITHOUT_FILTER: usize = 20;

/// Rows that are put into the page at once: some 20 ms of work on a slow processor.
const ROWS_AT_ONCE: usize = 100;

/// What the badge shows below its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// The author's own content.
    Fallback,
    /// The place of the list to come.
    Skeleton,
    /// One quiet line: there is neither a list nor content of the author's.
    Unavailable,
    /// One line: the list is empty.
    Empty,
    /// The list.
    List,
}

/// Everything that a badge is shown from.
pub(super) struct Model {
    pub(super) options: Options,
    pub(super) language: Language,
    pub(super) state: State,
    /// Whether there is content of the author's.
    pub(super) has_fallback: bool,
    /// Whether the visitor asked for the groups beyond the limit.
    pub(super) is_expanded: bool,
    /// How many groups there are, those beyond the limit included.
    pub(super) total: usize,
    /// How many rows are in the page by now; the others follow, some each task.
    rendered: usize,
    rows: Rows,
    filter: Filter,
    /// What is under way; nothing is shown from it.
    pub(super) work: Work,
}

/// What the visitor looks for.
#[derive(Default)]
struct Filter {
    /// The text, as names are compared with it.
    text: String,
    /// The names of the list as they are compared with it, by place; made when first needed.
    names: Vec<String>,
}

impl Filter {
    fn is_match(&self, place: usize) -> bool {
        let name = self.names.get(place);
        self.text.is_empty() || name.is_some_and(|name| name.contains(&self.text))
    }
}

impl Model {
    pub(super) fn new(options: Options, language: Language) -> Self {
        Self {
            options,
            language,
            state: State::Idle,
            has_fallback: true,
            is_expanded: false,
            total: 0,
            rendered: 0,
            rows: Rows::default(),
            filter: Filter::default(),
            work: Work::default(),
        }
    }

    /// What the badge shows below its heading.
    pub(super) fn content(&self) -> Content {
        match self.state {
            _ if !self.rows().is_empty() => Content::List,
            State::Ready { .. } => Content::Empty,
            _ if self.has_fallback => Content::Fallback,
            State::Failed { .. } => Content::Unavailable,
            State::Idle | State::Loading => Content::Skeleton,
        }
    }

    /// The element's `state`: one of `idle`, `loading`, `ready`, `empty` and `failed`.
    pub(super) fn state_name(&self) -> &'static str {
        match self.state {
            State::Idle => "idle",
            State::Loading => "loading",
            State::Ready { .. } if self.total == 0 => "empty",
            State::Ready { .. } => "ready",
            State::Failed { .. } => "failed",
        }
    }

    /// Whether failures are explained in place.
    pub(super) fn is_owner(&self) -> bool {
        self.options.debug.is_on(page::is_local())
    }

    /// The rows, as many as the limit allows. What the visitor has filtered out is among them.
    pub(super) fn rows(&self) -> &[Row] {
        self.rows.as_slice()
    }

    /// The rows that are in the page by now: of each the key, and what it shows.
    pub(super) fn rendered_rows(&self) -> Vec<(usize, ArcRwSignal<RowContent>)> {
        let rows = self.rows().iter().take(self.rendered);
        rows.map(|row| (row.number, row.content.clone())).collect()
    }

    /// Whether all rows are in the page.
    pub(super) fn is_complete(&self) -> bool {
        self.rendered >= self.rows().len()
    }

    /// Puts more rows into the page: all that are left where nobody looks, since timers are slow
    /// there.
    pub(super) fn render_more(&mut self) {
        self.rendered = if page::is_hidden() {
            self.rows().len()
        } else {
            // Each time the list is gone through as a whole: the longer it is, the fewer times.
            self.rendered + ROWS_AT_ONCE.max(self.rendered / 4)
        };
    }

    /// The groups of the rows, in their order.
    pub(super) fn groups(&self) -> impl Iterator<Item = &Group> {
        let groups = groups_of(&self.state);
        let rows = self.rows().iter();
        rows.filter_map(|row| groups.get(row.place))
    }

    /// Whether the list is long enough for a filter.
    pub(super) fn has_filter(&self) -> bool {
        self.rows().len() > MAX_WITHOUT_FILTER
    }

    /// How many rows match the filter.
    pub(super) fn matches(&self) -> usize {
        let rows = self.rows().iter();
        rows.filter(|row| self.filter.is_match(row.place)).count()
    }

    pub(super) fn set_state(&mut self, state: State) {
        let before = std::mem::replace(&mut self.state, state);
        let list = |state: &State| state.loaded().map(Arc::as_ptr);
        if list(&before) != list(&self.state) {
            self.filter.names.clear();
            self.fold_names();
            self.arrange(&before, true);
        }
    }

    pub(super) fn set_options(&mut self, options: Options) {
        let content = |options: &Options| (options.show, options.group_url.clone());
        let is_unchanged = content(&self.options) == content(&options);
        self.options = options;
        self.arrange(&self.state.clone(), is_unchanged);
    }

    pub(super) fn set_language(&mut self, language: Language) {
        self.language = language;
        self.arrange(&self.state.clone(), false);
    }

    pub(super) fn set_filter(&mut self, text: &str) {
        self.filter.text = folded(text.trim());
        self.fold_names();
        self.rows.hide(|place| !self.filter.is_match(place));
    }

    pub(super) fn toggle_limit(&mut self) {
        self.is_expanded = !self.is_expanded;
        self.arrange(&self.state.clone(), true);
    }

    /// Folds all names at once: each call of the browser costs more than what it does here.
    fn fold_names(&mut self) {
        if self.filter.text.is_empty() || !self.filter.names.is_empty() {
            return;
        }
        let names: Vec<_> = groups_of(&self.state)
            .iter()
            .map(|group| group.name.as_str())
            .collect();
        self.filter.names = folded(&names.join("\n"))
            .split('\n')
            .map(str::to_owned)
            .collect();
    }

    /// Brings the rows into line with all else. They show the list of the state `before`, under
    /// options and a language that `is_unchanged` says are those of now.
    fn arrange(&mut self, before: &State, is_unchanged: bool) {
        let state = self.state.clone();
        let groups = groups_of(&state);
        let options = &self.options;
        let ranks = match options.sort {
            Sort::Name => self
                .language
                .ranks(groups.iter().map(|group| group.name.as_str())),
            _ => Vec::new(),
        };
        let by_name = |one: usize, other: usize| ranks.get(one).cmp(&ranks.get(other));
        let mut places = visible_places(groups, options.show_private, options.sort, by_name);
        self.total = places.len();
        if let Some(limit) = options.limit.filter(|_| !self.is_expanded) {
            places.truncate(limit as usize);
        }
        // A filter that nobody sees filters nothing.
        if places.len() <= MAX_WITHOUT_FILTER {
            self.filter.text.clear();
        }
        let filter = &self.filter;
        let contents = contents(options, &self.language, |place| !filter.is_match(place));
        let groups = (groups_of(before), groups);
        self.rows.arrange(&places, groups, is_unchanged, contents);
        self.rows.hide(|place| !filter.is_match(place));
        if self.rows().is_empty() {
            self.rendered = 0;
        }
        if self.rendered == 0 {
            self.render_more();
        }
    }
}

/// The groups of the list that there is, private ones included.
fn groups_of(state: &State) -> &[Group] {
    state.loaded().map_or(&[], |loaded| &loaded.groups)
}
