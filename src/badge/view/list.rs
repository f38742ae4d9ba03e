//! The list: one row a group. A row stays in the page as long as its group is in the list, and only what differs in it
//! is touched; so the focus and an open description stay, and a thousand rows are sorted as fast as they can be moved.

use super::dom;
use crate::{
    badge::{Scene, Shown},
    cache,
    groups::Group,
    options::{Show, Template},
    page,
    pieces::parted,
};
use js_sys::Array;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// A description of more letters, or of several lines, waits behind a disclosure: about three lines of a list.
const LONG: usize = 160;

/// Milliseconds for which rows are made before the browser has its turn: what it then does with them takes as long again,
/// and a task of more than 50 is one that a visitor notices. <https://www.w3.org/TR/longtasks-1/#sec-terminology>
const TURN: u64 = 24;
/// Rows that are made between two looks at the clock.
const AT_ONCE: usize = 64;

/// The rows of a list, by the places of their groups in it.
#[derive(Default)]
pub(super) struct List {
    element: Option<Element>,
    shown: Option<Rc<Shown>>,
    /// The elements, which stay in the browser's hands: most of what is done to them is done to many at a time.
    elements: Array,
    rows: Vec<Row>,
    /// The places of the rows that stand in the list, in their order.
    arranged: Vec<usize>,
    /// Whether they are no longer those of the groups at these places.
    is_disturbed: bool,
    is_complete: bool,
    look: Option<Look>,
    pattern: Option<Element>,
}

#[derive(Clone, Copy, Default)]
struct Row {
    is_there: bool,
    /// Whether the row shows its group as it is now.
    is_right: bool,
    is_hidden: bool,
}

/// What the rows have in common.
#[derive(PartialEq)]
struct Look {
    show: Show,
    url: Option<Template>,
    language: String,
}

impl List {
    pub(super) fn show(&mut self, scene: &Scene, shown: &Rc<Shown>) -> Option<&Element> {
        if self.element.is_none() {
            let element = dom::part("ul", "list");
            // A list without markers loses its role in WebKit unless that is said.
            dom::set(&element, "role", Some("list"));
            self.element = Some(element);
        }
        if !self
            .shown
            .as_ref()
            .is_some_and(|old| Rc::ptr_eq(old, shown))
        {
            self.move_in(shown);
        }
        self.dress(scene);
        self.fill(scene, shown);
        self.hide(scene);
        self.arrange(scene)
    }

    /// Whether every row stands there as it should; if not, it is to be shown again when the browser has had its turn.
    pub(super) fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Hands the rows over to the groups of another list that have the same ids.
    fn move_in(&mut self, shown: &Rc<Shown>) {
        const NOWHERE: usize = usize::MAX;
        let old = self.shown.replace(Rc::clone(shown));
        let old = old.as_ref().map(|old| old.groups.as_slice());
        let (old, new) = (old.unwrap_or_default(), shown.groups.as_slice());
        let is_as_it_was =
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.id == new.id);
        let from = if is_as_it_was {
            (0..new.len()).collect()
        } else {
            dom::places(&ids(old), &ids(new))
        };
        let mut rows = std::mem::take(&mut self.rows);
        let mut taken = Vec::with_capacity(new.len());
        for (from, group) in from.iter().zip(new) {
            // Of two groups with one id the first one has its row.
            let row = rows.get_mut(*from).filter(|row| row.is_there);
            taken.push(if row.is_some() { *from } else { NOWHERE });
            let mut row = row.map(std::mem::take).unwrap_or_default();
            row.is_right &= old.get(*from) == Some(group);
            self.rows.push(row);
        }
        if !is_as_it_was {
            self.elements = dom::picked(&self.elements, &taken);
            self.is_disturbed = true;
        }
    }

    /// Notices that all rows are to look different.
    fn dress(&mut self, scene: &Scene) {
        let options = scene.options();
        let look = Look {
            show: options.show,
            url: options.group_url.clone(),
            language: scene.language().tag().to_owned(),
        };
        if self.look.as_ref() != Some(&look) {
            for row in &mut self.rows {
                row.is_right = false;
            }
            self.pattern = Some(pattern(look.url.is_some()));
            self.look = Some(look);
        }
    }

    /// Makes the rows that are missing or not right, in their order, until the time for it is up.
    fn fill(&mut self, scene: &Scene, shown: &Rc<Shown>) {
        let wanted = scene.places().iter().copied();
        let wanted: Vec<usize> = wanted
            .filter(|place| !self.rows.get(*place).is_some_and(|row| row.is_right))
            .collect();
        // A page that nobody looks at has its turn once a second or less, and nothing to do in it.
        let (start, is_seen) = (cache::now(), !page::is_hidden());
        for (at, places) in wanted.chunks(AT_ONCE).enumerate() {
            if at > 0 && is_seen && cache::now().abs_diff(start) >= TURN {
                self.is_complete = false;
                return;
            }
            self.make(scene, &shown.groups, places);
        }
        self.is_complete = true;
    }

    /// Makes the rows of some places, or makes them right.
    fn make(&mut self, scene: &Scene, groups: &[Group], places: &[usize]) {
        let is_missing = |place: &usize| !self.rows.get(*place).is_some_and(|row| row.is_there);
        let missing: Vec<usize> = places.iter().copied().filter(is_missing).collect();
        if let Some(pattern) = self.pattern.as_ref().filter(|_| !missing.is_empty()) {
            let of = || missing.iter().filter_map(|place| groups.get(*place));
            let names = parted(of().map(|group| group.name.as_str()), "\n");
            let size = |count| scene.language().members(count);
            let members = of().map(|group| group.member_count.map(size).unwrap_or_default());
            let members = members.collect::<Vec<_>>().join("\n");
            dom::copy(pattern, &self.elements, &missing, &names, &members);
        }
        let is_plain =
            scene.options().group_url.is_none() && scene.options().show == Show::default();
        for place in places {
            let (Some(group), Some(row)) = (groups.get(*place), self.rows.get_mut(*place)) else {
                continue;
            };
            if row.is_there || !is_plain {
                #[expect(clippy::cast_possible_truncation, reason = "a place in a list")]
                let element: Element = self.elements.get(*place as u32).unchecked_into();
                content(&element, scene, group);
            }
            row.is_there = true;
            row.is_right = true;
        }
    }

    /// Hides the rows that the visitor has filtered out, and no others.
    fn hide(&mut self, scene: &Scene) {
        for is_hidden in [true, false] {
            let mut places = Vec::new();
            for place in scene.places() {
                let row = self.rows.get_mut(*place).filter(|row| row.is_there);
                let row = row.filter(|row| row.is_hidden != is_hidden);
                if let Some(row) = row.filter(|_| scene.is_match(*place) != is_hidden) {
                    row.is_hidden = is_hidden;
                    places.push(*place);
                }
            }
            if !places.is_empty() {
                dom::hide(&self.elements, &places, is_hidden);
            }
        }
    }

    /// Puts the rows into their order. Where some have only been added at the end, the others are not looked at.
    fn arrange(&mut self, scene: &Scene) -> Option<&Element> {
        let list = self.element.as_ref()?;
        let wanted = scene.places().iter().copied();
        let wanted: Vec<usize> = wanted
            .filter(|place| self.rows.get(*place).is_some_and(|row| row.is_there))
            .collect();
        let added = wanted.strip_prefix(self.arranged.as_slice());
        if let Some(added) = added.filter(|_| !self.is_disturbed) {
            dom::append_all(list, &dom::picked(&self.elements, added));
        } else {
            dom::arrange_all(list, &dom::picked(&self.elements, &wanted));
        }
        self.arranged = wanted;
        self.is_disturbed = false;
        self.element.as_ref()
    }
}

/// The ids of groups, a line each.
fn ids(groups: &[Group]) -> String {
    parted(groups.iter().map(|group| group.id.as_str()), "\n")
}

/// A row as it is copied: what nearly every group has.
fn pattern(is_link: bool) -> Element {
    let row = dom::part("li", "group");
    dom::append(&row, [&name(is_link), &dom::part("span", "count")]);
    row
}

fn name(is_link: bool) -> Element {
    let name = dom::part(if is_link { "a" } else { "span" }, "name");
    if is_link {
        dom::set(&name, "rel", Some("noopener noreferrer"));
    }
    dom::append(&name, [&dom::bare("bdi")]);
    name
}

/// Makes a row show its group. What is in it as it should be stays there.
fn content(row: &Element, scene: &Scene, group: &Group) -> Option<()> {
    let (options, language) = (scene.options(), scene.language());
    let (show, template) = (options.show, options.group_url.as_ref());
    let first = row.first_element_child()?;
    let count = first
        .next_element_sibling()
        .filter(|count| count.class_name() == "count");
    let name = if (first.local_name() == "a") == template.is_some() {
        first
    } else {
        name(template.is_some())
    };
    if let Some(template) = template {
        let url = template.fill(&group.id, &group.name);
        dom::set(&name, "href", Some(&url));
    }
    dom::set_text(&name.first_child()?, &group.name);
    let count = group.member_count.map(|members| {
        let count = count.unwrap_or_else(|| dom::part("span", "count"));
        dom::set_text(&count, &language.members(members));
        count
    });
    let topics = group.topic_count.filter(|_| show.topics);
    let founded = group.created.as_ref().filter(|_| show.founded);
    let facts = [
        topics.map(|count| language.topics(count)),
        founded.map(|created| language.founded(created)),
    ];
    let meta = facts.iter().any(Option::is_some).then(|| {
        let meta = dom::part("div", "meta");
        for fact in facts.iter().flatten() {
            dom::append(&meta, [&dom::filled("span", "", fact)]);
        }
        meta
    });
    let text = show.description.then_some(group.description.as_str());
    let description = text.filter(|text| !text.is_empty()).map(|text| {
        let about = language.words().about;
        let old = row.last_element_child();
        old.filter(|old| is_description(old, text, about))
            .unwrap_or_else(|| description(text, about))
    });
    let parts = [Some(name), count, meta, description];
    dom::arrange(row, parts.iter().flatten());
    Some(())
}

fn is_long(text: &str) -> bool {
    text.contains('\n') || text.chars().nth(LONG).is_some()
}

fn is_description(element: &Element, text: &str, about: &str) -> bool {
    let shown = element.text_content().unwrap_or_default();
    let shown = if is_long(text) {
        shown.strip_prefix(about)
    } else {
        Some(shown.as_str())
    };
    element.class_name() == "description" && shown == Some(text)
}

fn description(text: &str, about: &str) -> Element {
    if !is_long(text) {
        return paragraph(dom::part("p", "description"), text);
    }
    let details = dom::part("details", "description");
    let summary = dom::filled("summary", "", about);
    let text = paragraph(dom::bare("p"), text);
    dom::append(&details, [&summary, &text]);
    details
}

/// Text reads in its own direction.
fn paragraph(paragraph: Element, text: &str) -> Element {
    dom::set(&paragraph, "dir", Some("auto"));
    dom::set_text(&paragraph, text);
    paragraph
}
