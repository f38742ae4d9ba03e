/**
 * @file Registers the element. This is the entry point of each script that is shipped. The scripts differ in `files.js`
 * (one of `tools/package/entries/`), which says where the wasm and the words are loaded from. Nothing happens if the
 * DOM is incomplete, as on a server.
 */
import attributes from "attributes.json";
import { MyGroupsBadge, NAME } from "./my-groups-badge.js";
import { call, hasDom } from "./platform.js";
import { reflect } from "./reflect.js";
import { requestWasm } from "./wasm.js";

/** Elements that need the wasm as soon as they are defined. */
const EAGER = `${NAME}:not([loading="lazy" i])`;

if (hasDom() && customElements.get(NAME) === undefined) {
  // The wasm takes the longest time to load, so it is requested first.
  if (call(document, "querySelector", EAGER) !== null) {
    requestWasm();
  }
  reflect(MyGroupsBadge.prototype, attributes);
  customElements.define(NAME, MyGroupsBadge);
}
