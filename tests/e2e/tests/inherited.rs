//! Inherited CSS properties. Each one that the browser knows is either on the list below, and the page's value applies in the
//! badge, or the badge resets it.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{Response, World};
use serde_json::json;

/// The inherited properties that come from the page, in addition to those of fonts: on a page that is hidden, disabled, vertical
/// or dark, so is the badge.
const FROM_PAGE: &[&str] = &[
    "accent-color",
    "app-region",
    "color",
    "color-scheme",
    "direction",
    "dynamic-range-limit",
    "forced-color-adjust",
    "image-rendering",
    "interactivity",
    "pointer-events",
    "print-color-adjust",
    "reading-flow",
    "scrollbar-color",
    "speak",
    "speak-as",
    "text-orientation",
    "text-rendering",
    "text-size-adjust",
    "user-select",
    "visibility",
    "writing-mode",
    "-webkit-font-smoothing",
    "-webkit-locale",
    "-webkit-print-color-adjust",
    "-webkit-tap-highlight-color",
    "-webkit-text-size-adjust",
    "-webkit-touch-callout",
    "-webkit-user-select",
    "-webkit-writing-mode",
    "-webkit-text-orientation",
    "-moz-osx-font-smoothing",
    "-moz-text-size-adjust",
    // Properties of SVG and MathML, which the badge does not use, of ruby, and of old layout modes.
    "clip-rule",
    "color-interpolation",
    "color-interpolation-filters",
    "color-rendering",
    "dominant-baseline",
    "fill",
    "fill-opacity",
    "fill-rule",
    "glyph-orientation-horizontal",
    "glyph-orientation-vertical",
    "kerning",
    "marker-end",
    "marker-mid",
    "marker-start",
    "math-depth",
    "math-shift",
    "math-style",
    "paint-order",
    "ruby-overhang",
    "shape-rendering",
    "stroke",
    "stroke-color",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "-webkit-box-direction",
    "-webkit-cursor-visibility",
    "-webkit-rtl-ordering",
    "-apple-trailing-word",
    "-apple-color-filter",
    "-moz-box-collapse",
];

/// Defines `inherited()`: the inherited properties of this browser, each with a value that is not the initial one; and
/// `ofPage()`, the names of those whose value on an element around a badge is in effect in one of the badge's parts.
const SCRIPT: &str = r#"
    const VALUES = ["none", "auto", "normal", "1px", "3px", "2", "3", "0.5", "bold", "italic", "hidden", "pre", "nowrap", "balance",
      "pretty", "wrap", "uppercase", "break-all", "keep-all", "strict", "anywhere", "break-word", "end", "center", "justify",
      "upper-roman", "inside", "rgb(1, 2, 3)", "crosshair", '"x"', '"x" "y"', "collapse", "separate", "hide", "bottom",
      "vertical-rl", "sideways", "upright", "all", "over", "under", "left", "left under", "under left", "1px 1px red", "filled", "pixelated",
      "optimizeSpeed", "geometricPrecision", "small-caps", "tabular-nums", "condensed", "sub", "ordinal", '"smcp"',
      '"wght" 700', "dark", "exact", "from-image", "stroke", "evenodd", "bevel", "round", "manual", "never", "always", "first",
      "trim-start", "space-all", "no-autospace", "inter-character", "space-around", "start", "rtl", "circle", "economy",
      "preserve-parent-color", "serif", "jis78", "historical-forms", "text", "emoji", "light", "fill stroke", "stroke fill", "preserve", "break-spaces",
      "from-font", "antialiased", "subpixel-antialiased", "grayscale", "disc", "square", "url(#x)", "slashed-zero", "5 2 2", "standard", "no-limit", "inert",
      "after-white-space", "read-only", "visual", "space"];
    const main = document.body;
    const isSize = (name) => /(width|height|size|top|left|right|bottom|origin|inset.*)$/.test(name)
      && !["font-size", "line-height", "tab-size"].includes(name);
    const computed = (element, name) => getComputedStyle(element).getPropertyValue(name);
    function inherited() {
      const outer = document.createElement("div"), inner = document.createElement("div");
      outer.append(inner);
      main.append(outer);
      const found = {};
      for (const name of getComputedStyle(outer)) {
        if (name.startsWith("--")) continue;
        const [usual, initial] = [computed(outer, name), computed(inner, name)];
        for (const value of VALUES) {
          if (!CSS.supports(name, value)) continue;
          outer.style.setProperty(name, value);
          const [own, taken] = [computed(outer, name), computed(inner, name)];
          outer.style.removeProperty(name);
          // Sizes and lengths of an element follow those of its parent without being inherited.
          if (own !== usual && taken !== initial && !isSize(name)) {
            found[name] = value;
            break;
          }
        }
      }
      outer.remove();
      return found;
    }
    function ofPage(badges) {
      const parts = badges.flatMap((badge) => [...badge.shadowRoot.querySelectorAll("[part]:not([part=badge]), bdi, .description p")]);
      const place = badges[0].parentNode;
      const taken = [];
      for (const [name, value] of Object.entries(inherited())) {
        const before = parts.map((part) => computed(part, name));
        place.style.setProperty(name, value);
        if (parts.some((part, at) => computed(part, name) !== before[at])) taken.push(name);
        place.style.removeProperty(name);
      }
      return taken;
    }"#;

#[tokio::test]
async fn every_inherited_property_comes_from_the_page_or_is_reset() -> Result<()> {
    let world = World::open().await?;
    let groups: Vec<_> = (0..24)
        .map(|id| json!({"id": id, "name": "Group", "member_count": 3, "description": "Long.\n".repeat(30)}))
        .collect();
    let body = json!({"rsp": {"stat": "ok", "group": groups}}).to_string();
    let src = world.faults.set_response("list", Response::Body(body));
    let page = world
        .visit(
            "",
            &format!(
                "<div><my-groups-badge src=\"{src}\" show=\"description topics\" limit=\"22\"></my-groups-badge>
                 <my-groups-badge src=\"data:,oops\" debug=\"on\"></my-groups-badge></div>"
            ),
        )
        .await?;
    page.wait_for_loads(2).await?;
    let found = page
        .run(&format!(
            "{SCRIPT}; return [Object.keys(inherited()).join(' '), ofPage([...document.querySelectorAll('my-groups-badge')]).join(' ')]"
        ))
        .await?;
    let inherited: Vec<_> = found[0].as_str().unwrap().split(' ').collect();
    for known in [
        "letter-spacing",
        "text-indent",
        "white-space-collapse",
        "visibility",
        "font-family",
        "list-style-type",
    ] {
        assert!(inherited.contains(&known), "{known}: {inherited:?}");
    }
    assert!(inherited.len() > 40, "{inherited:?}");
    let undecided: Vec<_> = found[1]
        .as_str()
        .unwrap()
        .split(' ')
        .filter(|name| !name.starts_with("font-") && !FROM_PAGE.contains(name))
        .collect();
    assert!(
        undecided.is_empty(),
        "neither the page's nor reset: {undecided:?}"
    );
    world.browser.close().await
}

/// A navigation bar forbids line breaks. A heading has capitals and letter spacing.
#[tokio::test]
async fn text_wraps_and_fits_wherever_the_badge_is() -> Result<()> {
    let world = World::open().await?;
    let groups: Vec<_> = (0..5)
        .map(|id| json!({"id": id, "name": "A long name of several words ".repeat(3), "member_count": 3}))
        .collect();
    let body = json!({"rsp": {"stat": "ok", "group": groups}}).to_string();
    let src = world.faults.set_response("list", Response::Body(body));
    for style in [
        "white-space: nowrap",
        "white-space: pre; letter-spacing: 1em",
        "text-indent: 50em",
        "word-break: keep-all; text-transform: uppercase; word-spacing: 3em",
        "text-wrap: nowrap; text-align: justify; line-height: 5",
    ] {
        let page = world
            .visit(
                "",
                &format!(
                    "<div style=\"inline-size: 300px; {style}\"><my-groups-badge src=\"{src}\"></my-groups-badge></div>"
                ),
            )
            .await?;
        page.wait_for_loads(1).await?;
        let fits = page
            .run(
                "const { scrollWidth, shadowRoot } = document.querySelector('my-groups-badge');
                 const { scrollHeight } = shadowRoot.querySelector('[part=name]');
                 return [scrollWidth <= 300, document.documentElement.scrollWidth <= innerWidth, scrollHeight < 150]",
            )
            .await?;
        assert_eq!(fits, json!([true, true, true]), "{style}");
    }
    world.browser.close().await
}
