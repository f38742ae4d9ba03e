//! All that a badge is shown from, in one place: what the author asked for, the language, where it stands, and what
//! the visitor did with it. It knows no page.

use super::{load::Shown, state::State};
use crate::{
    groups::{Group, arranged},
    language::{Language, folded},
    options::Options,
    page,
    pieces::parted,
};
use std::{cell::OnceCell, rc::Rc};

/// A list longer than this has a box that filters it: about what a tall window shows at once, so that one has to
/// scroll to know whether a name is there.
const SCANNED_AT_A_GLANCE: usize = 20;

/// All that a badge is shown from.
pub struct Scene {
    options: Options,
    language: Language,
    state: State,
    /// The places of the groups that may be shown, in their order.
    order: Vec<usize>,
    /// Whether the visitor asked for the groups beyond the limit.
    is_expanded: bool,
    /// What the visitor typed into the filter, as names are compared with it.
    filter: String,
    /// The ranks of the names of the list, by place; made when first asked for.
    ranks: OnceCell<Vec<u32>>,
    /// The names of the list as they are compared with it; made when first asked for.
    names: Option<String>,
    /// Whether the names hold it, by place; empty if nothing is typed.
    matches: Vec<u8>,
}

impl Scene {
    pub(super) fn new(options: Options, language: Language) -> Self {
        Self {
            options,
            language,
            state: State::Idle,
            order: Vec::new(),
            is_expanded: false,
            filter: String::new(),
            ranks: OnceCell::new(),
            names: None,
            matches: Vec::new(),
        }
    }

    /// What the author asked for.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The words and numbers.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// Where the badge stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The list that there is, private groups and all.
    pub(super) fn shown(&self) -> Option<&Rc<Shown>> {
        self.state.shown()
    }

    /// The places of the groups in sight, in their order: as many as the limit allows, unless all are asked for. What
    /// the visitor filters out still counts as shown.
    pub(super) fn places(&self) -> &[usize] {
        let limit = self.options.limit.filter(|_| !self.is_expanded);
        limit
            .and_then(|limit| self.order.get(..limit as usize))
            .unwrap_or(&self.order)
    }

    /// The groups in sight, in their order.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        let groups = self.shown().map(|shown| shown.groups.as_slice());
        let groups = groups.unwrap_or_default();
        self.places().iter().filter_map(|place| groups.get(*place))
    }

    /// How many groups are shown.
    pub fn count(&self) -> usize {
        self.places().len()
    }

    /// How many groups there are, those beyond the limit included.
    pub(super) fn total(&self) -> usize {
        self.order.len()
    }

    pub(super) fn is_expanded(&self) -> bool {
        self.is_expanded
    }

    /// Whether the list is long enough for a filter.
    pub(super) fn has_filter(&self) -> bool {
        self.count() > SCANNED_AT_A_GLANCE
    }

    /// A filter that nobody sees filters nothing.
    fn drop_filter_out_of_sight(&mut self) {
        if !self.has_filter() {
            self.filter.clear();
            self.matches.clear();
        }
    }

    /// Whether the name of the group at a place holds what the visitor looks for.
    pub(super) fn is_match(&self, place: usize) -> bool {
        self.matches.get(place).is_none_or(|is_match| *is_match > 0)
    }

    /// Whether failures are explained in place.
    pub(super) fn is_owner_here(&self) -> bool {
        self.options.debug.is_on(&page::host())
    }

    /// The element's `state`: one of `idle`, `loading`, `ready`, `empty` and `failed`.
    pub fn word(&self) -> &'static str {
        match self.state {
            State::Idle => "idle",
            State::Loading => "loading",
            State::Ready { .. } if self.order.is_empty() => "empty",
            State::Ready { .. } => "ready",
            State::Failed { .. } => "failed",
        }
    }

    pub(super) fn set_options(&mut self, options: Options) {
        let is_other_order =
            (self.options.show_private, self.options.sort) != (options.show_private, options.sort);
        self.options = options;
        if is_other_order {
            self.arrange();
        }
        self.drop_filter_out_of_sight();
    }

    pub(super) fn set_language(&mut self, language: Language) {
        self.language = language;
        self.ranks.take();
        self.arrange();
    }

    pub(super) fn set_state(&mut self, state: State) {
        let is_same_list = match (self.state.shown(), state.shown()) {
            (Some(old), Some(new)) => Rc::ptr_eq(old, new),
            (None, None) => true,
            _ => false,
        };
        self.state = state;
        if !is_same_list {
            self.names = None;
            self.ranks.take();
            self.arrange();
            self.drop_filter_out_of_sight();
            self.search();
        }
    }

    pub(super) fn reload(&mut self) {
        self.state.reload();
    }

    pub(super) fn toggle_limit(&mut self) {
        self.is_expanded = !self.is_expanded;
        self.drop_filter_out_of_sight();
    }

    pub(super) fn set_filter(&mut self, text: &str) {
        self.filter = folded(text.trim());
        self.search();
    }

    fn arrange(&mut self) {
        let groups = self.state.shown().map(|shown| shown.groups.as_slice());
        let groups = groups.unwrap_or_default();
        let names = groups.iter().map(|group| group.name.as_str());
        let Options {
            show_private, sort, ..
        } = self.options;
        self.order = arranged(groups, show_private, sort, |one, other| {
            let ranks = || self.language.ranks(names.clone());
            let ranks = self.ranks.get_or_init(ranks);
            ranks.get(one).cmp(&ranks.get(other))
        });
    }

    /// Finds the names that hold what the visitor typed.
    fn search(&mut self) {
        let groups = self.state.shown().map(|shown| shown.groups.as_slice());
        let groups = groups.unwrap_or_default();
        self.matches = if self.filter.is_empty() {
            Vec::new()
        } else {
            let lines = || parted(groups.iter().map(|group| group.name.as_str()), "\n");
            let names = self.names.get_or_insert_with(|| folded(&lines()));
            let holds = |name: &str| u8::from(name.contains(&self.filter));
            names.split('\n').map(holds).collect()
        };
    }
}
