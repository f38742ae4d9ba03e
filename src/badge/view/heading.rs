//! The heading, and with it the name of the region.

use super::{Face, dom};
use crate::badge::Scene;
use web_sys::Element;

/// The author's text, or that of the language; also where no heading is seen, since a region needs a name.
pub(super) fn text(scene: &Scene) -> &str {
    let own = scene.options().heading.as_deref();
    own.filter(|heading| !heading.trim().is_empty())
        .unwrap_or(scene.language().words().heading)
}

#[derive(Default)]
pub(super) struct Heading {
    level: u8,
    element: Option<Element>,
}

impl Heading {
    pub(super) fn show(&mut self, scene: &Scene, face: Face) -> Option<&Element> {
        const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let options = scene.options();
        if options.heading.as_deref() == Some("") || face == Face::Fallback {
            return None;
        }
        let level = options.heading_level;
        if self.level != level || self.element.is_none() {
            self.level = level;
            let name = NAMES
                .get(usize::from(level).saturating_sub(1))
                .unwrap_or(&"h2");
            self.element = Some(dom::part(name, "heading"));
        }
        let element = self.element.as_ref()?;
        dom::set_text(element, text(scene));
        Some(element)
    }
}
