//! The styles of the static list, which give it the size of the badge, so that nothing moves when the badge replaces it. They
//! are `style` attributes, because no style sheet of a snippet would load before the first paint. The numbers are those of
//! `style.css`, in `em` of the page's font; `tests/e2e/tests/shift.rs` compares both. If a policy forbids `style` attributes, the
//! snippet works without them.

use my_groups_core::options::{Layout, Options, Show, Theme};

/// The settings that change the size of the badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    layout: Layout,
    show: Show,
    /// Whether the badge has its own background, with a padding.
    has_surface: bool,
    has_heading: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            layout: Layout::List,
            show: Show::default(),
            has_surface: false,
            has_heading: true,
        }
    }
}

impl Look {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            layout: options.layout,
            show: options.show,
            has_surface: options.theme != Theme::Auto,
            has_heading: options.heading.as_deref() != Some(""),
        }
    }

    /// Returns the style around heading and list.
    pub(super) fn outer(self) -> String {
        let font = match self.layout {
            Layout::Compact => ";font-size:.9375em",
            Layout::List | Layout::Inline => "",
        };
        let padding = if self.has_surface {
            ";padding:clamp(.5em,5%,1em)"
        } else {
            ""
        };
        format!("display:block;line-height:1.45;overflow-wrap:anywhere{font}{padding}")
    }

    pub(super) fn heading(self) -> String {
        let font = match self.layout {
            Layout::Compact => "",
            Layout::List | Layout::Inline => ";font-size:1.125em",
        };
        format!("display:block;line-height:1.25;margin-bottom:.5em{font}")
    }

    /// Returns the style around the groups, with the space of the button below them; may be empty.
    pub(super) fn list(self, has_more: bool) -> String {
        match (self.layout, has_more) {
            (Layout::Inline, false) => "display:flex;flex-wrap:wrap;gap:.5em".into(),
            (Layout::Inline, true) => {
                "display:flex;flex-wrap:wrap;gap:.5em;padding-bottom:2.625em".into()
            }
            (_, false) => String::new(),
            (_, true) => "display:block;padding-bottom:2.4em".into(),
        }
    }

    /// Returns the style of a group. `has_details` says whether it has more than a name and a count.
    pub(super) fn group(self, has_details: bool) -> &'static str {
        match self.layout {
            Layout::List => {
                "display:flex;flex-wrap:wrap;align-items:baseline;gap:0 1em;padding:.5em 0;border-top:1px solid #8884"
            }
            Layout::Compact if has_details => {
                "display:flex;flex-wrap:wrap;align-items:baseline;gap:0 1em;padding:.4375em 0"
            }
            Layout::Compact => {
                "display:flex;flex-wrap:wrap;align-items:baseline;gap:0 1em;padding:.25em 0"
            }
            Layout::Inline => {
                "display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .5em;padding:.2em .8em;border:1px solid #8884;border-radius:1.1em"
            }
        }
    }

    /// Returns the style of a name. It takes the whole line if the list is narrower than 17em,
    /// otherwise the rest of the line beside the count.
    pub(super) fn name(self) -> &'static str {
        match self.layout {
            Layout::List => "flex:1 max(9em,(17em - 100%)*99)",
            Layout::Compact => "flex:1 max(9em,(18.13em - 100%)*99)",
            Layout::Inline => "",
        }
    }

    pub(super) fn count(self) -> &'static str {
        match self.layout {
            Layout::Compact => "font-size:.875em;line-height:1.3",
            Layout::List | Layout::Inline => "font-size:.875em",
        }
    }

    /// Returns the style of a line below the name.
    pub(super) fn detail(self) -> &'static str {
        match self.layout {
            Layout::Compact => "flex:0 0 100%;margin-top:.15em;font-size:.875em;line-height:1.3",
            Layout::List | Layout::Inline => "flex:0 0 100%;margin-top:.15em;font-size:.875em",
        }
    }

    /// Returns the style of the start of a longer text.
    pub(super) fn start(self) -> String {
        self.detail().to_owned()
            + ";padding:.15em 0;white-space:nowrap;overflow:hidden;text-overflow:ellipsis"
    }

    /// Returns the style of the badge's tag: the space for a list with this number of rows until the list has loaded. It
    /// assumes short names. Only the width of the window is known. In the narrowest windows, counts are below names, and each chip
    /// has its own line.
    pub(crate) fn reserved(self, rows: usize, has_more: bool) -> String {
        let details =
            u8::from(self.show.description) + u8::from(self.show.topics || self.show.founded);
        let has_details = details > 0;
        let (heading, row, detail, more) = match self.layout {
            Layout::List => (1.97, "2.45em + 1px", 1.4, 2.4),
            Layout::Compact if has_details => (1.64, "2.18em", 1.19, 2.25),
            Layout::Compact => (1.64, "1.83em", 1.19, 2.25),
            Layout::Inline => (1.97, "clamp(1.1em,(58em - 100vw)*.07,2.7em)", 0.8, 2.6),
        };
        let below = match self.layout {
            Layout::List | Layout::Compact => " + clamp(0em,19em - 100vw,1.2em)",
            Layout::Inline => "",
        };
        let details = if has_details {
            format!(" + {:.1}em", f64::from(details) * detail)
        } else {
            String::new()
        };
        let rest = if self.has_heading { heading } else { 0.0 }
            + if has_more { more } else { 0.0 }
            + if self.has_surface { 2.0 } else { 0.0 };
        format!(
            "display:block;min-block-size:var(--mgb-reserved,calc({rows}*({row}{details}{below}) + {rest:.1}em))"
        )
    }
}
