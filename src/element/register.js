/**
 * @file Registers the element. This is the entry point of each script that is shipped; which files they load, and from
 * where, is in `files.js` (one of `tools/package/entries/`). It does nothing without a complete DOM.
 */
import attributes from "attributes.json";
import { MyGroupsBadge, NAME } from "./my-groups-badge.js";
import { call, hasDom } from "./platform.js";
import { reflect } from "./reflect.js";
import { requestWasm } from "./wasm.js";

/** Elements that need the wasm as soon as they are defined. */
const EAGER = `${NAME}:not([loading="lazy" i])`;

if (hasDom() && customElements.get(NAME) === undefined) {
  // The wasm takes longest to load.
  if (call(document, "querySelector", EAGER) !== null) {
    requestWasm();
  }
  reflect(MyGroupsBadge.prototype, attributes);
  customElements.define(NAME, MyGroupsBadge);
}
