//! Settings as they are written, each with where it comes from.

use std::{collections::BTreeMap, fmt, ops::Range};
use toml::de::{DeTable, DeValue};

/// Where a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A line of the configuration file.
    Line(usize),
    /// An environment variable.
    Variable(String),
    /// A flag of the command line.
    Flag(String),
    /// Nobody set it.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Variable(name) => f.write_str(name),
            Self::Flag(flag) => f.write_str(flag),
            Self::Default => f.write_str("default"),
        }
    }
}

/// One setting, or a table or a list of them.
#[derive(Debug, Clone)]
pub struct Node {
    /// What is set.
    pub value: Value,
    /// Where.
    pub origin: Origin,
}

/// What a setting holds.
#[derive(Debug, Clone)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number, as it is written.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(BTreeMap<String, Node>),
    /// A fraction or a date, which no setting is.
    Other,
}

/// A file that is no TOML.
#[derive(Debug)]
pub struct Broken {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

/// Reads TOML.
///
/// # Errors
/// What is no TOML, and where.
pub fn parse(text: &str) -> Result<Node, Broken> {
    match DeTable::parse(text) {
        Ok(table) => {
            let lines = Lines(text);
            Ok(Node {
                value: lines.table(table.get_ref()),
                origin: Origin::Line(1),
            })
        }
        Err(error) => {
            let line = Lines(text).line(error.span().unwrap_or_default());
            Err(Broken {
                line,
                message: error.message().lines().collect::<Vec<_>>().join(", "),
            })
        }
    }
}

/// Reads the text of a variable or a flag: TOML where it is a list or a table, else a text.
///
/// # Errors
/// It begins as a list or a table and is none.
pub fn parse_value(text: &str, origin: &Origin) -> Result<Node, String> {
    let trimmed = text.trim();
    if !trimmed.starts_with(['[', '{']) {
        return Ok(Node {
            value: Value::Text(text.to_owned()),
            origin: origin.clone(),
        });
    }
    let Node { value, .. } =
        parse(&format!("value = {trimmed}")).map_err(|broken| broken.message)?;
    let Value::Table(mut table) = value else {
        return Err("no value".to_owned());
    };
    let mut node = table.remove("value").ok_or("no value")?;
    node.come_from(origin);
    Ok(node)
}

impl Node {
    fn come_from(&mut self, origin: &Origin) {
        self.origin = origin.clone();
        match &mut self.value {
            Value::List(nodes) => nodes.iter_mut().for_each(|node| node.come_from(origin)),
            Value::Table(table) => table.values_mut().for_each(|node| node.come_from(origin)),
            _ => {}
        }
    }
}

/// The text of a file, which tells lines from places.
struct Lines<'a>(&'a str);

impl Lines<'_> {
    fn line(&self, span: Range<usize>) -> usize {
        self.0
            .get(..span.start)
            .unwrap_or(self.0)
            .matches('\n')
            .count()
            + 1
    }

    fn table(&self, table: &DeTable<'_>) -> Value {
        let nodes = table.iter().map(|(key, value)| {
            let line = self.line(key.span());
            (key.get_ref().to_string(), self.node(value.get_ref(), line))
        });
        Value::Table(nodes.collect())
    }

    fn node(&self, value: &DeValue<'_>, line: usize) -> Node {
        let value = match value {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => Value::Number(number.to_string()),
            DeValue::Boolean(is) => Value::Bool(*is),
            DeValue::Array(values) => {
                let node = |value: &toml::Spanned<DeValue<'_>>| {
                    self.node(value.get_ref(), self.line(value.span()))
                };
                Value::List(values.iter().map(node).collect())
            }
            DeValue::Table(table) => self.table(table),
            DeValue::Float(_) | DeValue::Datetime(_) => Value::Other,
        };
        Node {
            value,
            origin: Origin::Line(line),
        }
    }
}
