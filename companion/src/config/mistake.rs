//! Mistakes in the settings, and where a setting comes from.

use std::fmt;

/// Where a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A line of the configuration file.
    Line(usize),
    /// An environment variable.
    Variable(String),
    /// A flag of the command line.
    Flag(String),
    /// The setting has its default.
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

/// A mistake in the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where the mistake is.
    pub origin: Origin,
    /// The setting's path, such as `lists.me.refresh`.
    pub setting: String,
    /// A message with the reason and the allowed values.
    pub message: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.origin != Origin::Default {
            write!(f, "{}: ", self.origin)?;
        }
        write!(f, "{} {}", self.setting, self.message)
    }
}
