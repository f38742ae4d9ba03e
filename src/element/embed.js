// Bundled with the class, the style and the wasm's glue. `files.js` says where wasm and words are: beside this script, in a
// bundler's assets, or in this very file.
import attributes from "attributes.json";
import css from "badge.css";
import init, { Badge } from "glue.js";
import languages from "languages.json";
import { address, wasm, words } from "files.js";
import { NAME, define } from "./element.js";
// The wasm takes longest: it is requested first, if a badge of the page will need it at once.
const eager = `${NAME}:not([loading="lazy" i])`;
const hasDom = typeof HTMLElement === "function"; // Where a server renders there is none.
const isNeeded = hasDom && typeof WebAssembly === "object" && !customElements.get(NAME) && document.querySelector(eager);
let early = isNeeded ? wasm() : undefined;
early?.catch(() => {}); // Whoever starts with it is told.

async function start() {
  const loading = early ?? wasm();
  early = undefined; // Another attempt makes another request.
  return init({ module_or_path: await loading }).then(() => Badge);
}
if (hasDom) define({ attributes, css, languages, address, words, start });
