//! The rows of the list: the same layout at every width, and access by keyboard if the list scrolls.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{BADGE, Response, World};
use serde_json::json;

#[tokio::test]
async fn a_description_is_below_its_name_in_every_row_at_every_width() -> Result<()> {
    let world = World::open().await?;
    let words = [
        "Short",
        "A name of several words",
        "A name that is longer than most names of groups are",
    ];
    let groups = (0..12).map(|id| {
        let count = [1, 10, 100, 1_000, 10_000][id % 5];
        let description = [
            "Few.",
            "A description of a usual length, as groups have it.",
        ][id % 2];
        json!({"id": id, "name": words[id % 3], "member_count": count, "description": description})
    });
    let src = world.faults.set_response("list", Response::groups(groups));
    for (layout, fonts) in [
        ("list", ["serif", "monospace"]),
        ("compact", ["serif", "sans-serif"]),
    ] {
        for (font, width) in fonts
            .iter()
            .flat_map(|font| [320, 700, 760, 1100, 1600].map(|width| (font, width)))
        {
            let page = world
                .visit(
                    "",
                    &format!(
                        "<div style=\"inline-size: {width}px; font: 16px {font}\">
                         <my-groups-badge src=\"{src}\" layout=\"{layout}\" show=\"description topics\"></my-groups-badge></div>"
                    ),
                )
                .await?;
            page.wait_for_loads(1).await?;
            let wrong = page
                .run(&format!(
                    "const rows = [...{BADGE}.shadowRoot.querySelectorAll('[part=group]')];
                     const box = (row, part) => row.querySelector(`[part=${{part}}]`).getBoundingClientRect();
                     const ends = new Set(rows.map((row) => Math.round(box(row, 'count').right)));
                     const isBelow = (row) => box(row, 'description').top >= box(row, 'name').bottom - 1
                       && Math.abs(box(row, 'description').left - box(row, 'name').left) < 1;
                     return [rows.filter((row) => !isBelow(row)).length, ends.size]"
                ))
                .await?;
            assert_eq!(wrong, json!([0, 1]), "{layout} {font} {width}");
        }
    }
    world.browser.close().await
}

#[tokio::test]
async fn only_a_list_that_scrolls_is_in_the_tab_order() -> Result<()> {
    let world = World::open().await?;
    let src = world
        .faults
        .set_response("many", Response::numbered_groups(60));
    let page = world
        .visit(
            "<style>my-groups-badge { --mgb-max-height: 12em }</style>",
            &format!("<my-groups-badge src=\"{src}\" limit=\"40\"></my-groups-badge>"),
        )
        .await?;
    page.wait_for_loads(1).await?;
    let section = format!("{BADGE}.shadowRoot.querySelector('[part=badge]')");
    page.wait_until(&format!("{section}.tabIndex === 0"))
        .await?;
    let name = page
        .run(&format!(
            "return [{section}.localName, {section}.getAttribute('aria-label')]"
        ))
        .await?;
    assert_eq!(name, json!(["section", "My Groups"]));
    // A list that does not scroll needs no focus: with the filter it has one row, with the limit a few.
    page.run(&format!("{BADGE}.limit = 2")).await?;
    page.wait_until(&format!("{section}.tabIndex === -1"))
        .await?;
    page.run(&format!("{BADGE}.limit = 50")).await?;
    page.wait_until(&format!("{section}.tabIndex === 0"))
        .await?;
    page.run("document.querySelector('style').textContent = ''")
        .await?;
    page.wait_until(&format!("{section}.tabIndex === -1"))
        .await?;
    world.browser.close().await
}
