//! The list as an image: rows of a name and a count. The image has no script, no font and no reference
//! to another file.

use super::{Escaped, View, alt, measure};
use crate::{list::Entry, time};
use std::fmt::Write;

/// The colours of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// For light pages. If the viewer applies the style sheet, the image is dark in dark systems.
    Light,
    /// For dark pages.
    Dark,
}

struct Colors {
    text: &'static str,
    muted: &'static str,
    line: &'static str,
    surface: &'static str,
}

const LIGHT: Colors = Colors {
    text: "#1f2328",
    muted: "#59636e",
    line: "#d1d9e0",
    surface: "#ffffff",
};
const DARK: Colors = Colors {
    text: "#f0f6fc",
    muted: "#9198a1",
    line: "#3d444d",
    surface: "#0d1117",
};

// In pixels.
const WIDTH: u32 = 420;
const PADDING: u32 = 16;
const ROW: u32 = 30;
const HEADING_ROW: u32 = 36;
const TEXT: u32 = 14;
const SMALL: u32 = 12;
const HEADING: u32 = 17;
const GAP: u32 = 12;
/// The distance of a text's baseline from the top of its row.
const BASELINE: u32 = 20;

/// Draws the image of a list.
pub fn svg(view: &View<'_>, theme: Theme) -> String {
    let mut drawing = Drawing {
        out: String::new(),
        y: PADDING / 2,
        is_rtl: view.language.is_rtl(),
    };
    let heading = view.heading();
    if !heading.is_empty() {
        drawing.line(
            heading,
            HEADING,
            HEADING_ROW,
            "text",
            " font-weight=\"600\"",
        );
    }
    let language = view.language;
    if view.entries.is_empty() {
        drawing.line(language.words.empty, TEXT, ROW, "muted", "");
    }
    for (place, entry) in view.entries.iter().take(view.image_rows).enumerate() {
        drawing.row(view, entry, place > 0);
    }
    if view.entries.len() > view.image_rows {
        drawing.line(
            &language.show_all(view.entries.len()),
            SMALL,
            ROW,
            "muted",
            "",
        );
    }
    if let Some(at) = view.as_of {
        drawing.line(&language.as_of(&time::date(at)), SMALL, ROW, "muted", "");
    }
    framed(view, theme, &drawing.out, drawing.y + PADDING / 2)
}

struct Drawing {
    out: String,
    /// The top of the next row.
    y: u32,
    is_rtl: bool,
}

impl Drawing {
    /// Draws a group: the name at the start of the row, the count at its end.
    fn row(&mut self, view: &View<'_>, entry: &Entry, has_line: bool) {
        let inner = WIDTH - 2 * PADDING;
        if has_line {
            let y = self.y;
            let _ = writeln!(
                self.out,
                "<path class=\"line\" d=\"M{PADDING} {y}.5h{inner}\"/>"
            );
        }
        let mut available = inner;
        if let Some(count) = entry.group.member_count {
            let members = measure::clipped(&view.language.members(count), inner * 100 / SMALL / 2);
            let width = (measure::width(&members) * SMALL)
                .div_ceil(100)
                .min(inner / 2);
            available -= width + GAP;
            self.text(
                &members,
                SMALL,
                ROW,
                Place {
                    class: "muted",
                    style: "",
                    is_end: true,
                    width,
                },
            );
        }
        let name = measure::clipped(&entry.group.name, available * 100 / TEXT);
        self.text(
            &name,
            TEXT,
            ROW,
            Place {
                class: "text",
                style: "",
                is_end: false,
                width: available,
            },
        );
        self.y += ROW;
    }

    /// Draws a line of text.
    fn line(&mut self, text: &str, size: u32, height: u32, class: &str, style: &str) {
        let width = WIDTH - 2 * PADDING;
        let text = measure::clipped(text, width * 100 / size);
        self.text(
            &text,
            size,
            height,
            Place {
                class,
                style,
                is_end: false,
                width,
            },
        );
        self.y += height;
    }

    /// Draws a text in an inner `<svg>`, which clips it. U+2068 and U+2069 isolate its direction.
    fn text(&mut self, text: &str, size: u32, height: u32, place: Place<'_>) {
        let Place {
            class,
            style,
            is_end,
            width,
        } = place;
        let is_left = is_end == self.is_rtl;
        let left = if is_left {
            PADDING
        } else {
            WIDTH - PADDING - width
        };
        let x = if is_left { 0 } else { width };
        let anchor = if is_end { " text-anchor=\"end\"" } else { "" };
        let y = self.y;
        let baseline = if height == HEADING_ROW {
            BASELINE + 3
        } else {
            BASELINE
        };
        let _ = writeln!(
            self.out,
            "<svg x=\"{left}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"><text class=\"{class}\" x=\"{x}\" \
             y=\"{baseline}\" font-size=\"{size}\"{anchor}{style}>\
             \u{2068}{}\u{2069}</text></svg>",
            Escaped(text),
        );
    }
}

#[derive(Clone, Copy)]
struct Place<'a> {
    class: &'a str,
    style: &'a str,
    is_end: bool,
    width: u32,
}

/// Puts the rows into the image. Colours are also attributes, for viewers that remove `<style>`.
fn framed(view: &View<'_>, theme: Theme, rows: &str, height: u32) -> String {
    let (colors, style) = match theme {
        Theme::Light => (
            LIGHT,
            format!(
                "\n<style>@media (prefers-color-scheme:dark){{{}}}</style>",
                sheet(&DARK)
            ),
        ),
        Theme::Dark => (DARK, String::new()),
    };
    let rows = rows
        .replace(
            "class=\"text\"",
            &format!("class=\"text\" fill=\"{}\"", colors.text),
        )
        .replace(
            "class=\"muted\"",
            &format!("class=\"muted\" fill=\"{}\"", colors.muted),
        )
        .replace(
            "class=\"line\"",
            &format!("class=\"line\" fill=\"none\" stroke=\"{}\"", colors.line),
        );
    let direction = view.language.direction();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         direction=\"{direction}\" role=\"img\" aria-labelledby=\"title\" aria-describedby=\"desc\" font-family=\"system-ui,-apple-system,'Segoe UI',\
         Roboto,'Noto Sans',sans-serif\">\n<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>{style}\n\
         <rect class=\"box\" x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"6\" fill=\"{}\" stroke=\"{}\"/>\n{rows}</svg>\n",
        Escaped(view.title()),
        Escaped(&alt(view)),
        WIDTH - 1,
        height - 1,
        colors.surface,
        colors.line,
    )
}

fn sheet(colors: &Colors) -> String {
    let Colors {
        text,
        muted,
        line,
        surface,
    } = colors;
    format!(
        ".text{{fill:{text}}}.muted{{fill:{muted}}}.line{{stroke:{line}}}.box{{fill:{surface};stroke:{line}}}"
    )
}
