//! Pages whose elements have the names of DOM properties, and pages that extend `Object.prototype`. The badge reads properties
//! from the prototypes of the DOM. It shows the list, or an error that names the reason.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{API_KEY, Response, TOKEN, World};
use serde_json::json;

/// The functions of `document` that Leptos calls directly.
const NEEDED: [&str; 4] = [
    "createElement",
    "createElementNS",
    "createTextNode",
    "createComment",
];

/// A script that keeps the badge in `badge`, because `document.querySelector` is hidden later, and defines `names`: the
/// names of all properties that the prototypes of an object have.
const NAMES: &str = "window.badge = document.querySelector('my-groups-badge');
    function names(object) {
      const found = new Set();
      for (let prototype = Object.getPrototypeOf(object); prototype; prototype = Object.getPrototypeOf(prototype))
        Object.getOwnPropertyNames(prototype).forEach((name) => found.add(name));
      return [...found];
    }";

/// Returns whether the badge in `badge` shows its list.
const HAS_LIST: &str =
    "badge.state === 'ready' && badge.shadowRoot.querySelectorAll('[part=name]').length === 17";

#[tokio::test]
async fn works_when_an_image_has_the_name_of_a_document_property() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let needed = json!(NEEDED);
    let body = format!(
        "<my-groups-badge src=\"{src}\" debug=\"off\"></my-groups-badge>
         <script>
           {NAMES}
           const all = [...new Set([...names(document), ...names(badge)]), 'host', 'state', 'token'];
           const images = all.filter((name) => !{needed}.includes(name)).map((name) => {{
             const image = document.createElement('img');
             image.name = name;
             image.id = name;
             return image;
           }});
           badge.after(...images);
           window.isHidden = document.host instanceof HTMLImageElement && document.querySelector instanceof HTMLImageElement;
         </script>"
    );
    let page = world.visit("", &body).await?;
    page.wait_until(HAS_LIST).await?;
    assert_eq!(page.run("return isHidden").await?, true);
    // The element reads the page's language from the tree around it again.
    page.run("badge.parentNode.parentNode.lang = 'de'").await?;
    page.wait_until(
        "badge.shadowRoot.querySelector('[part=heading]').textContent === 'Meine Gruppen'",
    )
    .await?;
    world.browser.close().await
}

#[tokio::test]
async fn names_the_image_that_hides_a_function_and_keeps_the_content() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    for name in NEEDED {
        let page = world
            .visit(
                "",
                &format!(
                    "<my-groups-badge src=\"{src}\" debug=\"on\"><a href=\"/\">mine</a></my-groups-badge><img name=\"{name}\">"
                ),
            )
            .await?;
        page.wait_for_loads(1).await?;
        let error = page.error_detail().await?;
        assert_eq!(error["kind"], "unsupported", "{name}: {error}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(&format!("document.{name}")), "{message}");
        let shown = page
            .run("return document.querySelector('my-groups-badge a').checkVisibility()")
            .await?;
        assert_eq!(shown, true, "{name}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn works_when_a_form_field_has_the_name_of_a_property() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let body = format!(
        "<div lang=\"de\"><form lang=\"de\"><my-groups-badge src=\"{src}\" debug=\"off\">
           <form><a href=\"/\">mine</a></form></my-groups-badge></form></div>
         <script>
           {NAMES}
           const form = document.querySelector('form');
           const fields = names(form).map((name) => {{
             const field = document.createElement('input');
             field.name = name;
             return field;
           }});
           badge.after(...fields);
           window.isHidden = form.getAttribute instanceof HTMLInputElement && form.parentNode instanceof HTMLInputElement;
         </script>"
    );
    let page = world.visit("", &body).await?;
    page.wait_until(HAS_LIST).await?;
    page.wait_until(
        "badge.shadowRoot.querySelector('[part=heading]').textContent === 'Meine Gruppen'",
    )
    .await?;
    assert_eq!(page.run("return isHidden").await?, true);
    world.browser.close().await
}

#[tokio::test]
async fn works_when_a_field_in_the_content_has_the_name_of_a_property() -> Result<()> {
    let world = World::open().await?;
    let body = format!(
        "<my-groups-badge src=\"data:,oops\" debug=\"off\"><form></form></my-groups-badge>
         <script>
           {NAMES}
           const form = badge.firstChild;
           for (const name of names(form)) {{
             const field = document.createElement('input');
             field.name = name;
             HTMLFormElement.prototype.append.call(form, field);
           }}
           window.isHidden = form.firstChild.name !== undefined && form.nodeType instanceof HTMLInputElement;
         </script>"
    );
    let page = world.visit("", &body).await?;
    page.wait_until("badge.state === 'failed'").await?;
    assert_eq!(page.run("return isHidden").await?, true);
    // The fields are visible content.
    assert_eq!(page.badge_texts("[part=status]").await?, [""; 0]);
    world.browser.close().await
}

#[tokio::test]
async fn works_when_the_element_has_properties_with_platform_names() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let body = format!(
        "<my-groups-badge src=\"{src}\" debug=\"off\"></my-groups-badge>
         <script>
           {NAMES}
           // The test reads the shadow root.
           const hidden = names(badge).filter((name) => name !== 'shadowRoot');
           for (const name of hidden) Object.defineProperty(badge, name, {{ value: null, configurable: true }});
           window.isHidden = badge.getAttribute === null && badge.isConnected === null && badge.closest === null;
         </script>"
    );
    let page = world.visit("", &body).await?;
    page.wait_until(HAS_LIST).await?;
    assert_eq!(page.run("return isHidden").await?, true);
    world.browser.close().await
}

/// Properties that an attack writes to `Object.prototype`, and that the browser would read as options.
const POLLUTION: &str = "
    window.attacked = [];
    window.attack = (name) => attacked.push(name);
    for (const name of ['onclick', 'onfocus', 'onmouseover', 'onerror', 'onload', 'onanimationstart', 'style', 'href', 'src'])
      Object.prototype[name] = `attack('${name}')`;
    Object.assign(Object.prototype, {
      method: 'POST', mode: 'same-origin', redirect: 'error', bubbles: true, cancelable: true, composed: true,
      delegatesFocus: true, slotAssignment: 'manual', childList: true, rootMargin: '-100%', threshold: 1, words: { x: 'y' },
      bounds: [0, 0], attributes: false, root: null, toJSON: undefined,
    });";

#[tokio::test]
async fn ignores_additions_to_object_prototype() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    for attributes in ["", "loading=\"lazy\"", "lang=\"de\" layout=\"compact\""] {
        let page = world
            .visit(
                &format!("<script>{POLLUTION}</script>"),
                &format!(
                    "<my-groups-badge src=\"{src}\" debug=\"on\" {attributes}></my-groups-badge>"
                ),
            )
            .await?;
        page.wait_for_loads(1).await?;
        let names = page.badge_texts("[part=name]").await?;
        let events = page.run("return JSON.stringify(badgeEvents)").await?;
        assert_eq!(names.len(), 17, "{attributes}: {events}");
        let handlers = page
            .run(
                "const root = document.querySelector('my-groups-badge').shadowRoot;
                 const all = [...root.querySelectorAll('*')].flatMap((element) => [...element.attributes]);
                 return all.filter(({ name }) => /^(on|src|bounds|method)/.test(name)).map(({ name }) => name).join()",
            )
            .await?;
        assert_eq!(handlers, "", "{attributes}");
        let bubbled = page
            .run(
                "let loads = 0;
                 document.addEventListener('load', () => { loads++; });
                 return document.querySelector('my-groups-badge').reload().then(() => loads)",
            )
            .await?;
        assert_eq!(bubbled, 0, "{attributes}: the events do not bubble");
        assert_eq!(
            page.run("return attacked.join()").await?,
            "",
            "{attributes}"
        );
    }
    // The script, and not the wasm, makes the placeholder and the lines of a badge that cannot run.
    let page = world
        .visit(
            &format!("<script>{POLLUTION} delete window.WebAssembly;</script>"),
            "<my-groups-badge src=\"data:,oops\" debug=\"on\"></my-groups-badge>",
        )
        .await?;
    page.wait_for_loads(1).await?;
    let attributes = page
        .run(
            "const root = document.querySelector('my-groups-badge').shadowRoot;
             return [...root.querySelectorAll('*')].flatMap((element) => [...element.attributes]).map(({ name }) => name).join()",
        )
        .await?;
    let attributes = attributes.as_str().unwrap();
    assert!(!attributes.contains("on"), "{attributes}");
    world.browser.close().await
}

#[tokio::test]
async fn works_in_direct_mode_when_object_prototype_is_attacked() -> Result<()> {
    let world = World::open().await?;
    let page = world
        .visit(
            "<script>Object.prototype.onclick = 'attack()'; Object.prototype.extra = {};</script>",
            &format!(
                "<my-groups-badge endpoint=\"{}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\"></my-groups-badge>",
                world.api.endpoint()
            ),
        )
        .await?;
    page.wait_for_loads(1).await?;
    assert_eq!(page.badge_texts("[part=name]").await?.len(), 17);
    world.browser.close().await
}
