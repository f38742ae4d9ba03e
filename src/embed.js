// The one file that a page names. It is bundled with the class and the wasm's glue into my-groups-badge.js.

import attributes from "attributes.json";
import css from "badge.css";
import { room } from "dom.js";
import init, { Badge } from "glue.js";
import { prepare as formats } from "intl.js";
import unavailable from "unavailable.json";
import { early } from "./early.js";
import { NAME, define } from "./element.js";

// The wasm of this release and no other: the build names it by its content, and knows its hash.
const address = new URL(WASM_FILE, import.meta.url);
const request = async () => fetch(address, { integrity: WASM_INTEGRITY });

// What takes longest is asked for first, if a badge of the page will need it at once.
const isEager = (badge) => !/lazy/i.test(badge.loading ?? badge.getAttribute("loading"));
const isWanted = typeof WebAssembly === "object" && !customElements.get(NAME) && [...document.querySelectorAll(NAME)].some(isEager);
let wasm = isWanted ? request() : undefined;
wasm?.catch(() => {}); // Whoever starts with it hears of it.

define({
  attributes,
  css,
  unavailable,
  room,
  formats,
  early: early(),
  async start() {
    const first = wasm;
    wasm = undefined; // Another attempt makes another request.
    await init({ module_or_path: first ?? request() });
    return { Badge };
  },
});
