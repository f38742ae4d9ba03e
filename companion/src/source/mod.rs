//! Sources of groups, one file each. A source is a state machine without I/O: it says what to ask
//! for, is told the answer, and in the end has mapped the service's groups to the documented
//! fields.

mod buddypress;
mod discourse;
mod document;
mod exchange;
mod get_my_groups;
mod github;
mod lemmy;
mod open_collective;
mod settings;

pub use exchange::{Answer, Ask, Http};
pub use settings::{Kind, Settings};

use crate::{fault::Fault, list::Entry, wire};
use serde_json::{Map, Value};
use std::sync::Arc;

/// What a source gave.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The groups.
    pub entries: Vec<Arc<Entry>>,
    /// The names of those that the source itself left out, and why.
    pub left_out: Vec<(String, &'static str)>,
    /// How many more have no usable id or name.
    pub unusable: usize,
}

impl Gathered {
    /// Reads groups in documented fields.
    fn read(groups: &[Value], left_out: Vec<(String, &'static str)>) -> Result<Self, Fault> {
        if groups.is_empty() {
            return Ok(Self {
                left_out,
                ..Self::default()
            });
        }
        let (entries, unusable) = Entry::read(groups)?;
        Ok(Self {
            entries,
            left_out,
            unusable,
        })
    }

    /// Reads a whole getMyGroups response.
    fn response(body: &[u8], content_type: Option<&str>) -> Result<Self, Fault> {
        let listing = wire::read(body, content_type)?;
        let entries = Entry::zip(listing.groups, &wire::documented(body));
        Ok(Self {
            entries,
            left_out: Vec::new(),
            unusable: listing.left_out,
        })
    }
}

/// What a source does next.
pub enum Step {
    /// It needs an answer to this.
    Ask(Ask),
    /// It has all groups.
    Done(Gathered),
}

/// A source in progress. The first step takes no answer.
pub trait Source: Send {
    /// Takes the answer to what was asked last.
    ///
    /// # Errors
    /// What is wrong with the answer.
    fn step(&mut self, answer: Option<Answer>) -> Result<Step, Fault>;
}

/// Fields of a group as documented, by what a service calls them.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    /// Starts with the id, a number or a text.
    fn new(id: Option<&Value>) -> Self {
        Self::default().value("id", id)
    }

    /// Adds a field as it is; omits it where the service has none.
    fn value(mut self, key: &str, value: Option<&Value>) -> Self {
        if let Some(value) = value.filter(|value| !value.is_null()) {
            self.0.insert(key.to_owned(), value.clone());
        }
        self
    }

    /// Adds HTML, of which the wire takes the text.
    fn html(self, key: &str, text: Option<&str>) -> Self {
        self.value(key, text.map(Value::from).as_ref())
    }

    /// Adds plain text, in which `&` and `<` stand for themselves.
    fn text(self, key: &str, text: Option<&str>) -> Self {
        let escaped = text.map(|text| text.replace('&', "&amp;").replace('<', "&lt;"));
        self.value(key, escaped.map(Value::from).as_ref())
    }

    /// Adds an RFC 3339 time in the documented form.
    fn time(self, key: &str, time: Option<&str>) -> Self {
        let time = time
            .and_then(crate::time::parse)
            .map(crate::time::documented);
        self.value(key, time.map(Value::from).as_ref())
    }

    /// Adds `is_private`: what is not surely public is private.
    fn public(mut self, is_public: bool) -> Value {
        self.0
            .insert("is_private".to_owned(), Value::from(u8::from(!is_public)));
        Value::Object(self.0)
    }
}

/// Returns the text at a JSON pointer, unless it is blank.
fn text<'a>(object: &'a Value, pointer: &str) -> Option<&'a str> {
    object
        .pointer(pointer)
        .and_then(Value::as_str)
        .filter(|text| !text.trim().is_empty())
}

/// Returns the first paragraph of Markdown, without heading marks.
fn first_paragraph(markdown: &str) -> &str {
    let text = markdown.trim().split("\n\n").next().unwrap_or_default();
    text.trim_start_matches(['#', ' ']).trim()
}
