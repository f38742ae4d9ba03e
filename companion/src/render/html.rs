//! The list as HTML: a fragment to paste or include, and a complete page.

use super::{Escaped, View, alt};
use crate::{list::Entry, time};
use std::fmt::Write;

/// Renders a fragment without a script and with inline styles only, so that newsletters accept it. It
/// inherits the colours of the page.
pub fn fragment(view: &View<'_>) -> String {
    let language = view.language;
    let heading = view.heading();
    let mut out = format!(
        "<section class=\"my-groups\" lang=\"{}\" dir=\"{}\" aria-label=\"{}\">\n",
        language.tag(),
        language.direction(),
        Escaped(view.title()),
    );
    if !heading.is_empty() {
        let _ = writeln!(
            out,
            "<h2 style=\"margin:0 0 .5em;font-size:1.25em\">{}</h2>",
            Escaped(heading)
        );
    }
    if view.entries.is_empty() {
        let _ = writeln!(
            out,
            "<p style=\"margin:0\">{}</p>",
            Escaped(language.words.empty)
        );
    } else {
        out.push_str("<ul style=\"list-style:none;margin:0;padding:0;line-height:1.75\">\n");
        for entry in view.entries {
            row(&mut out, view, entry);
        }
        out.push_str("</ul>\n");
    }
    if let Some(at) = view.as_of {
        let time = format!(
            "<time datetime=\"{}\">{}</time>",
            time::rfc3339(at),
            time::date(at)
        );
        let said = Escaped(&language.as_of("{time}"))
            .to_string()
            .replace("{time}", &time);
        let _ = writeln!(
            out,
            "<p style=\"margin:.5em 0 0;opacity:.78\"><small>{said}</small></p>"
        );
    }
    out.push_str("</section>\n");
    out
}

fn row(out: &mut String, view: &View<'_>, entry: &Entry) {
    let group = &entry.group;
    out.push_str("<li>");
    let name = Escaped(&group.name);
    let _ = match &group.url {
        Some(url) => write!(
            out,
            "<a href=\"{}\" rel=\"noopener\"><bdi>{name}</bdi></a>",
            Escaped(url)
        ),
        None => write!(out, "<bdi>{name}</bdi>"),
    };
    if let Some(count) = group.member_count {
        let members = view.language.members(count);
        let _ = write!(out, " <small>{}</small>", Escaped(&members));
    }
    out.push_str("</li>\n");
}

/// Renders a page around a content. `head` is markup.
pub fn page(view: &View<'_>, head: &str, content: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{}</title>\n<meta name=\"description\" content=\"{}\">\n{head}</head>\n<body>\n{content}</body>\n</html>\n",
        view.language.tag(),
        view.language.direction(),
        Escaped(view.title()),
        Escaped(&alt(view)),
    )
}
