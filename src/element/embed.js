// The one file that a page names. It is bundled with the class, the style and the wasm's glue.
import attributes from "attributes.json";
import css from "badge.css";
import init, { Badge } from "glue.js";
import languages from "languages.json";
import { NAME, define } from "./element.js";
const folder = import.meta.url.replace(/[?#].*$/, "").replace(/[^/]*$/, ""); // Made of texts, since pages replace `URL`.
const address = folder + WASM_FILE;
// The name is that of the content, so a kept file is right however old; Firefox uses a preload with an integrity only so.
const request = async () => fetch(address, { integrity: WASM_INTEGRITY, cache: "force-cache" });
// The wasm takes longest: it is requested first, if a badge of the page will need it at once.
const eager = `${NAME}:not([loading="lazy" i])`;
const isNeeded = typeof WebAssembly === "object" && !customElements.get(NAME) && document.querySelector(eager);
let early = isNeeded ? request() : undefined;
early?.catch(() => {}); // Whoever starts with it is told.

async function start() {
  const wasm = early ?? request();
  early = undefined; // Another attempt makes another request.
  return init({ module_or_path: await wasm }).then(() => Badge);
}
async function words(tag) {
  const answer = await fetch(`${folder}words/${tag}.json`);
  return answer.ok ? answer.text() : undefined;
}
define({ attributes, css, languages, address, words, start });
