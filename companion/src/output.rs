//! The program's output and log. A terminal must not interpret text from services: control characters,
//! and characters that reorder a line, are printed as escapes. In messages, the secrets of URLs are
//! masked. It is not an error if the reader of a pipe, such as `head`, has ended.

use clap::{Args, ValueEnum, builder::FalseyValueParser};
use my_groups::{native::client::Progress, secret::without_url_secrets};
use std::{
    borrow::Cow,
    io::{self, IsTerminal, Write},
    sync::Arc,
};
use tracing_subscriber::{filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// The flags that every command has for its output.
#[derive(Args)]
pub(crate) struct Output {
    /// Print only errors
    #[arg(long, short, global = true, env = "MY_GROUPS_QUIET", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) quiet: bool,
    /// Print one JSON value instead of text
    #[arg(long, global = true, env = "MY_GROUPS_JSON", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(crate) json: bool,
    /// Log messages of this level and above to standard error
    #[arg(long, global = true, env = "MY_GROUPS_LOG", hide_env_values = true, value_enum, default_value_t = Level::Info)]
    log: Level,
    /// Format of the log
    #[arg(long, global = true, env = "MY_GROUPS_LOG_FORMAT", hide_env_values = true, value_enum, default_value_t = Format::Text)]
    log_format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Level {
    Error,
    Warn,
    Info,
    Debug,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Output {
    /// Starts logging to standard error. Only this program's own messages are logged, because the
    /// messages of other crates could contain URLs.
    pub(crate) fn start_logging(&self) {
        let level = match self.log {
            _ if self.quiet => tracing::Level::ERROR,
            Level::Error => tracing::Level::ERROR,
            Level::Warn => tracing::Level::WARN,
            Level::Info => tracing::Level::INFO,
            Level::Debug => tracing::Level::DEBUG,
        };
        let registry =
            tracing_subscriber::registry().with(Targets::new().with_target("my_groups", level));
        let format = self.log_format;
        let layer = fmt::layer()
            .with_writer(move || LogWriter(format))
            .with_ansi(false);
        let _ = match format {
            Format::Text => registry.with(layer.with_target(false)).try_init(),
            Format::Json => registry.with(layer.json()).try_init(),
        };
    }

    /// Prints a result as text or as JSON.
    pub(crate) fn print(&self, text: &str, json: &serde_json::Value) {
        if self.json {
            write(io::stdout(), &escaped(&json.to_string(), json_escape));
        } else if !self.quiet {
            write(io::stdout(), &escaped(text, text_escape));
        }
    }

    /// Returns a callback that shows the number of the page on a terminal, from the second page on.
    pub(crate) fn progress(&self) -> Progress {
        let is_shown = !self.quiet && io::stderr().is_terminal();
        Arc::new(move |source, page| {
            if is_shown && page > 1 {
                let source = escaped(source, text_escape);
                let _ = write!(io::stderr(), "\r{source}: page {page}\u{1b}[K\r");
            }
        })
    }
}

/// Prints a message to standard error.
pub(crate) fn message(text: &str) {
    write(
        io::stderr(),
        &escaped(&without_url_secrets(text), text_escape),
    );
}

/// Prints clap's help, or its error, which may repeat an argument.
pub(crate) fn usage(error: &clap::Error) {
    let text = error.render().to_string();
    if error.use_stderr() {
        message(text.trim_end());
    } else {
        write(io::stdout(), text.trim_end());
    }
}

/// Writes a line. An error means that the reader of the output has ended.
fn write(mut to: impl Write, line: &str) {
    let _ = writeln!(to, "{line}");
}

/// Writes lines of the log.
struct LogWriter(Format);

impl Write for LogWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        let escape = match self.0 {
            Format::Text => text_escape,
            Format::Json => json_escape,
        };
        let _ = io::stderr().write_all(escaped(&without_url_secrets(&text), escape).as_bytes());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

/// Returns whether a terminal would interpret a character, or reorder the text around it.
fn is_obeyed(character: char) -> bool {
    let is_control = character.is_control() && character != '\n';
    let reorders = matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    is_control || reorders
}

fn text_escape(character: char) -> String {
    character.escape_unicode().to_string()
}

/// Returns an escape that is valid inside of a JSON string. All escaped characters have four digits.
fn json_escape(character: char) -> String {
    format!("\\u{:04x}", u32::from(character))
}

fn escaped(text: &str, escape: fn(char) -> String) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if is_obeyed(character) {
            safe.push_str(&escape(character));
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_obeys_no_character_of_others() {
        let characters =
            "\u{1b}\u{7}\r\t\0\u{7f}\u{9b}\u{202e}\u{202a}\u{2066}\u{2069}\u{200f}\u{61c}\u{2028}";
        for character in characters.chars() {
            let text = format!("a{character}b\nc");
            let safe = escaped(&text, text_escape);
            assert!(
                safe.starts_with("a\\u{") && safe.ends_with("}b\nc"),
                "{safe}"
            );
            let json = serde_json::Value::from(format!("a{character}b"));
            let written = json.to_string();
            let safe = escaped(&written, json_escape);
            assert!(
                safe.is_ascii() && !safe.contains(char::is_control),
                "{safe}"
            );
            assert_eq!(
                serde_json::from_str::<serde_json::Value>(&safe).unwrap(),
                json
            );
        }
        for text in ["Zürich", "עברית", "日本語", "👩‍👩‍👧", "a\nb"] {
            assert_eq!(escaped(text, text_escape), text);
        }
    }
}
