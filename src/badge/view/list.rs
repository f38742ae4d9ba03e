//! The list: one row a group. A row stays in the page as long as its group is in the list, and only what differs in it
//! is touched; so the focus and an open description stay, and a thousand rows are sorted as fast as they can be moved.

use super::dom;
use crate::{
    badge::{Scene, Shown},
    groups::Group,
    options::{Show, Template},
};
use js_sys::Map;
use std::{cell::LazyCell, rc::Rc};
use wasm_bindgen::JsValue;
use web_sys::Element;

/// A description of more letters, or of several lines, waits behind a disclosure: about three lines of a list.
const LONG: usize = 160;

/// The rows of a list, by the places of their groups in it.
#[derive(Default)]
pub(super) struct List {
    element: Option<Element>,
    shown: Option<Rc<Shown>>,
    rows: Vec<Option<Row>>,
    look: Option<Look>,
    pattern: Option<Element>,
}

struct Row {
    element: Element,
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
        for place in scene.places() {
            self.fill(scene, shown, *place);
        }
        let rows = scene.places().iter().filter_map(|place| {
            let row = self.rows.get(*place)?.as_ref()?;
            Some(&row.element)
        });
        dom::arrange(self.element.as_ref()?, rows);
        self.element.as_ref()
    }

    /// Hands the rows over to the groups of another list that have the same ids.
    fn move_in(&mut self, shown: &Rc<Shown>) {
        let mut old_rows = std::mem::take(&mut self.rows);
        let old = self.shown.replace(Rc::clone(shown));
        let old = old
            .as_ref()
            .map(|old| old.groups.as_slice())
            .unwrap_or_default();
        let places = LazyCell::new(|| {
            let places = Map::new();
            for (place, group) in old.iter().enumerate() {
                places.set(&group.id.as_str().into(), &place.into());
            }
            places
        });
        self.rows = shown
            .groups
            .iter()
            .enumerate()
            .map(|(place, group)| {
                // Where nothing has moved, nothing is looked up.
                let is_here = old.get(place).is_some_and(|old| old.id == group.id);
                let from = if is_here {
                    place
                } else {
                    index(&places.get(&group.id.as_str().into()))?
                };
                let mut row = old_rows.get_mut(from)?.take()?;
                row.is_right &= old.get(from) == Some(group);
                Some(row)
            })
            .collect();
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
            for row in self.rows.iter_mut().flatten() {
                row.is_right = false;
            }
            self.pattern = Some(pattern(look.url.is_some()));
            self.look = Some(look);
        }
    }

    fn fill(&mut self, scene: &Scene, shown: &Rc<Shown>, place: usize) -> Option<()> {
        let group = shown.groups.get(place)?;
        let slot = self.rows.get_mut(place)?;
        if slot.is_none() {
            let element = dom::copy(self.pattern.as_ref()?);
            content(&element, scene, group, true);
            *slot = Some(Row {
                element,
                is_right: true,
                is_hidden: false,
            });
        }
        let row = slot.as_mut()?;
        if !row.is_right {
            row.is_right = true;
            content(&row.element, scene, group, false);
        }
        let is_hidden = !scene.is_match(place);
        if row.is_hidden != is_hidden {
            row.is_hidden = is_hidden;
            dom::set(&row.element, "hidden", is_hidden.then_some(""));
        }
        Some(())
    }
}

fn index(place: &JsValue) -> Option<usize> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it was an index"
    )]
    place.as_f64().map(|place| place as usize)
}

/// A row as it is copied: what nearly every group has.
fn pattern(is_link: bool) -> Element {
    let row = dom::part("li", "group");
    dom::append(&row, &name(is_link));
    dom::append(&row, &dom::part("span", "count"));
    row
}

fn name(is_link: bool) -> Element {
    let name = dom::part(if is_link { "a" } else { "span" }, "name");
    if is_link {
        dom::set(&name, "rel", Some("noopener noreferrer"));
    }
    dom::append(&name, &dom::bare("bdi"));
    name
}

/// Makes a row show its group. One that is fresh from the pattern has nothing to be compared with.
fn content(row: &Element, scene: &Scene, group: &Group, is_fresh: bool) -> Option<()> {
    let (options, language) = (scene.options(), scene.language());
    let show = options.show;
    let mut first = row.first_element_child()?;
    let template = options.group_url.as_ref();
    if !is_fresh && (first.local_name() == "a") != template.is_some() {
        let other = name(template.is_some());
        dom::replace(&first, &other);
        first = other;
    }
    if let Some(template) = template {
        let url = template.fill(&group.id, &group.name);
        dom::set(&first, "href", Some(&url));
    }
    let label = first.first_child()?;
    if is_fresh {
        dom::fill(&label, &group.name);
    } else {
        dom::set_text(&label, &group.name);
    }

    let mut count = first.next_element_sibling();
    let text = show.description.then_some(group.description.as_str());
    let text = text.filter(|text| !text.is_empty());
    let about = language.words().about;
    let mut kept = None;
    if !is_fresh {
        count = count.filter(|count| count.class_name() == "count");
        kept = row
            .last_element_child()
            .filter(|old| text.is_some_and(|text| is_description(old, text, about)));
        let mut rest = count.as_ref().unwrap_or(&first).next_element_sibling();
        while let Some(element) = rest {
            rest = element.next_element_sibling();
            if kept.as_ref() != Some(&element) {
                dom::remove(&element);
            }
        }
    }
    let add = |element: &Element| {
        dom::insert(row, element, kept.as_ref().map(AsRef::as_ref));
    };
    match (group.member_count, count) {
        (Some(members), Some(count)) => {
            dom::fill_at_hand(&count, &language.members_at_hand(members));
        }
        (Some(members), None) => {
            let count = dom::part("span", "count");
            dom::fill_at_hand(&count, &language.members_at_hand(members));
            add(&count);
        }
        (None, Some(count)) => dom::remove(&count),
        (None, None) => {}
    }
    let topics = group.topic_count.filter(|_| show.topics);
    let founded = group.created.as_ref().filter(|_| show.founded);
    if topics.is_some() || founded.is_some() {
        let meta = dom::part("div", "meta");
        let facts = [
            topics.map(|count| language.topics(count)),
            founded.map(|created| language.founded(created)),
        ];
        for fact in facts.into_iter().flatten() {
            let element = dom::bare("span");
            dom::fill(&element, &fact);
            dom::append(&meta, &element);
        }
        add(&meta);
    }
    if let (Some(text), None) = (text, &kept) {
        add(&description(text, about));
    }
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
    let summary = dom::bare("summary");
    dom::fill(&summary, about);
    dom::append(&details, &summary);
    dom::append(&details, &paragraph(dom::bare("p"), text));
    details
}

/// Text reads in its own direction.
fn paragraph(paragraph: Element, text: &str) -> Element {
    dom::set(&paragraph, "dir", Some("auto"));
    dom::fill(&paragraph, text);
    paragraph
}
