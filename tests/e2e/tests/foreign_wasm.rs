//! A page with its own wasm module. The badge does not handle errors of that module.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::Result;
use e2e::{Response, World};

/// A wasm whose function `trap` traps, called in several situations. For each uncaught error, `uncaught` records whether another
/// listener has cancelled the event.
const PAGE: &str = "<script>
  window.uncaught = [];
  const later = setTimeout;
  addEventListener('error', (event) => {
    if (event.error instanceof WebAssembly.RuntimeError) later(() => uncaught.push(event.defaultPrevented));
  });
  const bytes = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11,
  ]);
  const { trap } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  const badge = () => document.querySelector('my-groups-badge');
  const situations = {
    'in a task': () => later(trap),
    'in a microtask': () => queueMicrotask(trap),
    'in a listener of the page': () => {
      const button = document.createElement('button');
      button.addEventListener('click', () => trap());
      button.click();
    },
    'in a listener of the badge': () => {
      badge().addEventListener('loadstart', () => trap(), { once: true });
      badge().reload();
    },
    'in a listener of what the badge has loaded': () => {
      badge().addEventListener('load', () => trap(), { once: true });
      badge().reload();
    },
  };
</script>";

#[tokio::test]
async fn a_trap_in_another_wasm_does_not_affect_the_badge() -> Result<()> {
    let world = World::open().await?;
    let src = world.faults.set_response("list", Response::Sample);
    let badge = format!("<my-groups-badge src=\"{src}\" debug=\"off\"></my-groups-badge>");
    for situation in [
        "in a task",
        "in a microtask",
        "in a listener of the page",
        "in a listener of the badge",
        "in a listener of what the badge has loaded",
    ] {
        let page = world.visit(PAGE, &badge).await?;
        page.wait_for_loads(1).await?;
        page.run(&format!("window.eval(\"situations['{situation}']()\")"))
            .await?;
        page.wait_until("uncaught.length === 1").await?;
        assert_eq!(
            page.run("return uncaught[0]").await?,
            false,
            "{situation}: the page's error stays visible"
        );
        let state = page
            .wait("document.querySelector('my-groups-badge').reload()")
            .await?;
        assert_eq!(state, "ready", "{situation}");
        assert_eq!(
            page.badge_texts("[part=name]").await?.len(),
            17,
            "{situation}"
        );
    }
    world.browser.close().await
}
