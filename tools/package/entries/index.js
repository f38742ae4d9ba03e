/** @file The npm package's main module: it registers the element. */
import "../../../src/element/register.js";
export { setWasmUrl } from "files.js";
