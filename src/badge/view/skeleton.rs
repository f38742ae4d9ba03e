//! What stands where the list will be; see `dom.js`.

use crate::{badge::Scene, options::Show};
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen(module = "/src/badge/view/dom.js")]
extern "C" {
    #[wasm_bindgen(js_name = skeleton)]
    fn rows(limit: Option<u32>, has_meta: bool, has_description: bool) -> Element;
    #[wasm_bindgen(js_name = room)]
    fn make_room(
        has_heading: bool,
        limit: Option<u32>,
        has_meta: bool,
        has_description: bool,
    ) -> Element;
}

/// Rows as wide and as high as the list's may be.
#[derive(Default)]
pub(super) struct Skeleton {
    of: Option<(Option<u32>, Show)>,
    element: Option<Element>,
}

impl Skeleton {
    pub(super) fn show(&mut self, scene: &Scene) -> Option<&Element> {
        let (limit, show) = (scene.options().limit, scene.options().show);
        if self.of != Some((limit, show)) {
            self.of = Some((limit, show));
            self.element = Some(rows(limit, show.topics || show.founded, show.description));
        }
        self.element.as_ref()
    }
}

/// The room that a list with a `limit` will take, under the author's content.
pub(super) fn room(scene: &Scene) -> Element {
    let options = scene.options();
    let show = options.show;
    let has_heading = options.heading.as_deref() != Some("");
    make_room(
        has_heading,
        options.limit,
        show.topics || show.founded,
        show.description,
    )
}
