// The npm package's main module.
import "../../../src/element/embed.js";
export { setWasmUrl } from "files.js";
