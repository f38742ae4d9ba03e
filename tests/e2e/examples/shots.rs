//! The gallery: a page of screenshots under `target/shots/`, for a visual check. It shows the badge in every state, layout,
//! theme, direction and width, and the preview page. `cargo xtask shots` builds the release and runs this program.
#![allow(missing_docs)]

use anyhow::Result;
use e2e::{API_KEY, Preview, TOKEN, World};
use std::{fmt::Write, fs, path::Path};

const STATES: &[(&str, &str, &str)] = &[
    ("list with a limit", "limit=\"4\" ASK", ""),
    (
        "links and details",
        "limit=\"3\" show=\"description topics founded\" group-url=\"https://events.example/{id}\" sort=\"members\" ASK",
        "",
    ),
    (
        "a long list of long names",
        "src=\"data:application/json,MANY\" limit=\"24\"",
        "",
    ),
    ("loading", "limit=\"4\" src=\"/never\"", ""),
    (
        "empty",
        "src=\"data:application/json,%7B%22rsp%22:%7B%22stat%22:%22ok%22%7D%7D\"",
        "",
    ),
    ("failed", "src=\"data:,oops\" debug=\"off\"", ""),
    (
        "failed, the author's content",
        "src=\"data:,oops\" debug=\"off\"",
        "<a href=\"/\">My groups</a>",
    ),
    (
        "failed, for the owner",
        "src=\"data:,oops\" debug=\"on\"",
        "",
    ),
];

fn many() -> String {
    let names = [
        "Donaudampfschifffahrtsgesellschaftskapitäne",
        "نادي القراءة",
        "江大学同",
        "קבוצה (Group) 7",
        "Book Club",
    ];
    let groups: Vec<_> = (0..24_usize)
        .map(|id| {
            let name = names.get(id % names.len()).copied().unwrap_or_default();
            serde_json::json!({"id": id, "name": format!("{name} {id}"), "member_count": id * id * 37})
        })
        .collect();
    let list = serde_json::json!({"rsp": {"stat": "ok", "group": groups}}).to_string();
    list.replace('%', "%25")
        .replace('#', "%23")
        .replace('"', "%22")
}

#[tokio::main]
async fn main() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/shots");
    fs::create_dir_all(&folder)?;
    let world = World::open().await?;
    let ask = format!(
        "endpoint=\"{}\" api-key=\"{API_KEY}\" token=\"{TOKEN}\"",
        world.api.endpoint()
    );
    let many = many();
    let mut gallery = String::from(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Looks of the badge</title>
         <style>body { font: 1rem/1.5 system-ui; margin: 2rem } img { display: block; max-width: 100%; border: 1px solid #ccc }</style>
         <h1>Looks of the badge</h1>",
    );
    for width in [150, 320, 640] {
        for (direction, language) in [("ltr", "en"), ("rtl", "ar")] {
            for (theme, scheme) in [
                ("auto", "light"),
                ("auto", "dark"),
                ("light", "dark"),
                ("dark", "light"),
            ] {
                let mut rows = String::new();
                for (state, attributes, content) in STATES {
                    let attributes = attributes.replace("ASK", &ask).replace("MANY", &many);
                    write!(
                        rows,
                        "<h2 lang=\"en\" dir=\"ltr\">{state}</h2><div class=\"row\">"
                    )?;
                    for layout in ["list", "compact", "inline"] {
                        write!(
                            rows,
                            "<div class=\"cell\"><my-groups-badge {attributes} layout=\"{layout}\" theme=\"{theme}\">{content}</my-groups-badge></div>"
                        )?;
                    }
                    rows.push_str("</div>");
                }
                let head = format!(
                    "<style>:root {{ color-scheme: {scheme}; font: 16px/1.5 system-ui }} body {{ margin: 24px }}
                     h2 {{ font-size: 12px; opacity: 0.6; margin: 32px 0 8px; text-align: start }}
                     .row {{ display: flex; gap: 32px; align-items: start }} .cell {{ flex: none; width: {width}px }}</style>
                     <script>
                       document.documentElement.dir = '{direction}'; document.documentElement.lang = '{language}';
                       const own = window.fetch;
                       window.fetch = (what) => (String(what.url ?? what).endsWith('/never') ? new Promise(() => {{}}) : own(what));
                     </script>"
                );
                let page = world.visit(&head, &rows).await?;
                page.emulate_screen(width * 3 + 128, 900, scheme).await?;
                page.wait_until("[...document.querySelectorAll('my-groups-badge')].every(({ state, shadowRoot }) =>
                    shadowRoot.querySelector('[part=badge]') && (state !== 'loading' || shadowRoot.querySelector('[part=skeleton]')))")
                    .await?;
                page.run("document.querySelector('my-groups-badge[show]')?.shadowRoot.querySelector('details')?.setAttribute('open', '')")
                    .await?;
                let name = format!("{width}-{direction}-{theme}-on-{scheme}.png");
                fs::write(folder.join(&name), page.screenshot().await?)?;
                write!(
                    gallery,
                    "<h2>{width} px, {direction}, theme={theme} on a {scheme} page</h2><img src=\"{name}\" loading=\"lazy\" alt=\"\">"
                )?;
            }
        }
    }
    gallery.push_str("<h1>The preview page</h1>");
    for name in Preview::open().await.shots(&world.browser, &folder).await? {
        write!(
            gallery,
            "<h2>{name}</h2><img src=\"{name}\" loading=\"lazy\" alt=\"\">"
        )?;
    }
    fs::write(folder.join("index.html"), gallery)?;
    world.browser.close().await
}
