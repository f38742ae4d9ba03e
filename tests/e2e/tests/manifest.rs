//! The package's Custom Elements Manifest names every public part of the element, and no other. The types are made from the
//! same tables.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{Page, Response, World, root};
use serde_json::Value;
use std::{collections::BTreeSet, fs};

type Names = BTreeSet<String>;

/// Returns the value of `key` of each entry of a list.
fn names(list: &Value, key: &str) -> Names {
    let entries = list.as_array().unwrap().iter();
    entries
        .filter_map(|entry| Some(entry[key].as_str()?.to_owned()))
        .collect()
}

fn declaration() -> Result<Value> {
    let text = fs::read_to_string(root().join("dist/npm/custom-elements.json"))?;
    let manifest: Value = serde_json::from_str(&text)?;
    Ok(manifest["modules"][0]["declarations"][0].clone())
}

/// Evaluates an expression in the page to a list of texts.
async fn names_in_page(page: &Page<'_>, list: &str) -> Result<Names> {
    let joined = page.run(&format!("return [...{list}].join(' ')")).await?;
    let words = joined.as_str().unwrap().split_whitespace();
    Ok(words.map(str::to_owned).collect())
}

#[tokio::test]
async fn the_manifest_has_the_attributes_properties_and_methods_of_the_class() -> Result<()> {
    /// Members that the browser calls. They are not public.
    const CALLBACKS: &str =
        "['constructor', 'connectedCallback', 'disconnectedCallback', 'attributeChangedCallback']";
    let world = World::open().await?;
    let page = world
        .visit("", "<my-groups-badge></my-groups-badge>")
        .await?;
    page.wait_until("customElements.get('my-groups-badge')")
        .await?;
    let class = declaration()?;
    let prototype = "customElements.get('my-groups-badge').prototype";
    let own = |filter: &str| {
        format!(
            "Object.entries(Object.getOwnPropertyDescriptors({prototype}))
               .filter(([name, own]) => !{CALLBACKS}.includes(name) && ({filter})).map(([name]) => name)"
        )
    };
    let members = |is_wanted: &dyn Fn(&Value) -> bool| {
        let members = class["members"].as_array().unwrap().iter();
        let members = members.filter(|member| is_wanted(member));
        names(&members.cloned().collect(), "name")
    };

    assert_eq!(
        names(&class["attributes"], "name"),
        names_in_page(
            &page,
            "customElements.get('my-groups-badge').observedAttributes"
        )
        .await?
    );
    assert_eq!(
        members(&|member| member["readonly"] == true),
        names_in_page(&page, &own("own.get && !own.set")).await?
    );
    assert_eq!(
        members(&|member| member["kind"] == "field" && member["readonly"] != true),
        names_in_page(&page, &own("own.get && own.set")).await?
    );
    assert_eq!(
        members(&|member| member["kind"] == "method"),
        names_in_page(&page, &own("typeof own.value === 'function'")).await?
    );
    for member in class["members"].as_array().unwrap() {
        let (name, kind) = (&member["name"], member["type"]["text"].as_str());
        let is_a = page
            .run(&format!(
                "const value = document.querySelector('my-groups-badge')[{name}];
                 return Array.isArray(value) ? 'array' : typeof value"
            ))
            .await?;
        let expected = match kind {
            None => "function",
            Some("number") => "number",
            Some(kind) if kind.ends_with("[]") => "array",
            Some(_) => "string",
        };
        assert_eq!(is_a, expected, "{name}");
    }
    world.browser.close().await
}

#[tokio::test]
async fn the_manifest_has_the_parts_states_and_events_of_the_badge() -> Result<()> {
    /// Records the parts and states of each badge. It starts before the first rendering.
    const WATCH: &str = "<script>
        window.met = { parts: new Set(), states: new Set() };
        const look = () => {
            for (const badge of document.querySelectorAll('my-groups-badge')) {
                if (badge.state) met.states.add(badge.state);
                for (const { part } of badge.shadowRoot?.querySelectorAll('[part]') ?? []) part.forEach((name) => met.parts.add(name));
            }
        };
        const watch = () => { look(); requestAnimationFrame(watch); };
        watch();
    </script>";
    let world = World::open().await?;
    let sample = world.faults.set_response("sample", Response::Sample);
    let empty = r#"{"rsp":{"stat":"ok","group":[]}}"#;
    let empty = world
        .faults
        .set_response("empty", Response::Body(empty.into()));
    let never = world.faults.set_response("never", Response::SlowHeaders);
    let page = world
        .visit(
            WATCH,
            &format!(
                "<my-groups-badge src=\"{sample}\" limit=\"3\" show=\"description topics founded\"></my-groups-badge>
                 <my-groups-badge src=\"{empty}\"></my-groups-badge><my-groups-badge src=\"{never}\"></my-groups-badge>
                 <my-groups-badge debug=\"off\"></my-groups-badge>
                 <my-groups-badge loading=\"lazy\" style=\"position: absolute; top: 99999px\"></my-groups-badge>"
            ),
        )
        .await?;
    page.wait_for_loads(3).await?;
    let class = declaration()?;
    let count = |list: &str| class[list].as_array().unwrap().len();
    page.wait_until(&format!(
        "met.parts.size >= {} && met.states.size >= {}",
        count("cssParts"),
        count("cssStates")
    ))
    .await?;
    let parts = names_in_page(&page, "met.parts").await?;
    assert_eq!(names(&class["cssParts"], "name"), parts);
    let states = names_in_page(&page, "met.states").await?;
    assert_eq!(names(&class["cssStates"], "name"), states);
    let events = names_in_page(&page, "badgeEvents.map(([, name]) => name)").await?;
    assert_eq!(names(&class["events"], "name"), events);
    world.browser.close().await
}
