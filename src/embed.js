// The one file that a page names. It is bundled with the class and the wasm's glue into my-groups-badge.js.

import attributes from "attributes.json";
import css from "badge.css";
import { room } from "dom.js";
import init, { Badge } from "glue.js";
import { formats } from "intl.js";
import unavailable from "unavailable.json";
import { early } from "./early.js";
import { define } from "./element.js";

define({
  attributes,
  css,
  unavailable,
  room,
  formats,
  early: early(),
  async start() {
    await init({ module_or_path: new URL("my-groups-badge_bg.wasm", import.meta.url) });
    return { Badge };
  },
});
