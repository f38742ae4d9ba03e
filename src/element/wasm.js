/** @file Loads the wasm, once for all badges of the page, and stops using it after a fault. */
import init, { Badge } from "glue.js";
import { fetchWasm } from "files.js";
import { ignoreRejection } from "./early-request.js";
import { canRender, hiddenFunctions, missingFunctions } from "./platform.js";
import { Unsupported } from "./unsupported.js";

/** @typedef {typeof import("glue.js").Badge} BadgeClass */

/**
 * Matches the wasm's URL or the module's own name in a line of a stack. If a task of the wasm traps, such as a timer,
 * the page gets an `error` event, and only the stack of the error shows that it comes from the badge.
 */
const OUR_WASM = /my[-_]groups[-_]badge(-\w+)?\.wasm/;

/** @type {Promise<import("files.js").WasmFile> | undefined} */
let response;
/** @type {Promise<BadgeClass> | undefined} */
let loading;
/** @type {BadgeClass | undefined} */
let loaded;
let hadFault = false;
/** @type {() => void} */
let faultCallback = () => {};

/** @returns {boolean} */
export function hasWebAssembly() {
  return typeof WebAssembly === "object" && WebAssembly !== null;
}

/** Requests the wasm file, unless it was requested before. */
export function requestWasm() {
  if (response === undefined && loading === undefined && hasWebAssembly()) {
    response = fetchWasm();
    ignoreRejection(response);
  }
}

/** Returns whether the wasm has loaded. */
export function isLoaded() {
  return loaded !== undefined;
}

/**
 * Loads the wasm. After an error, the next call tries again.
 * @returns {Promise<BadgeClass>}
 */
export async function loadWasm() {
  if (!hasWebAssembly()) {
    throw new Unsupported("there is no WebAssembly here.");
  }
  if (hadFault) {
    throw faultError();
  }
  const missing = missingFunctions();
  if (missing.length > 0) {
    throw new Unsupported(`this page has replaced functions that it needs: ${missing.join(", ")}.`);
  }
  const hidden = hiddenFunctions();
  if (hidden.length > 0) {
    throw new Unsupported(`an element of this page hides document.${hidden[0]}. Give it another name or id.`);
  }
  if (loading === undefined) {
    loading = instantiate();
  }
  const attempt = loading;
  try {
    loaded = await attempt;
  } catch (error) {
    if (loading === attempt) {
      loading = undefined;
    }
    throw error;
  }
  return loaded;
}

async function instantiate() {
  requestWasm();
  const requested = response;
  response = undefined; // Another attempt sends another request.
  if (requested === undefined) {
    throw new Unsupported("its wasm file was not requested.");
  }
  const module = await compile(await requested);
  await init({ module_or_path: module });
  addEventListener("error", onWindowError);
  return Badge;
}

/**
 * Compiles the wasm while it is loading, if its host serves it as wasm.
 * @param {import("files.js").WasmFile} file
 */
async function compile(file) {
  const type = file.headers.get("Content-Type");
  if (type !== null && /^application\/wasm$/i.test(type)) {
    return WebAssembly.compileStreaming(/** @type {Response} */ (file));
  }
  return WebAssembly.compile(await file.arrayBuffer());
}

/**
 * Calls a function that enters the wasm. Returns `undefined` if the wasm has had a fault.
 * @template T
 * @param {() => T} enter
 * @returns {T | undefined}
 */
export function callWasm(enter) {
  if (hadFault) {
    return undefined;
  }
  try {
    return enter();
  } catch {
    recordFault();
    return undefined;
  }
}

/** Returns whether the wasm can be used: no fault has happened, and the page's DOM functions work. */
export function isUsable() {
  if (!hadFault && !canRender()) {
    recordFault();
  }
  return !hadFault;
}

/**
 * Returns whether the wasm has trapped, or an exception of the page has passed through it.
 * @returns {boolean}
 */
export function hasFault() {
  return hadFault;
}

/**
 * Returns the error for the site's owner after a fault.
 * @returns {Unsupported}
 */
export function faultError() {
  return new Unsupported("a fault of its own, or a function of the page's, has kept it from rendering.");
}

/**
 * Sets the function that is called after a fault.
 * @param {() => void} callback
 */
export function onFault(callback) {
  faultCallback = callback;
}

/**
 * Handles the window's errors. An error of the badge is a trap, or an exception of the page's functions that has passed
 * through the wasm.
 * @param {ErrorEvent} event
 */
function onWindowError(event) {
  if (isOurTrap(event.error)) {
    event.preventDefault();
    recordFault();
  }
}

/**
 * Returns whether the innermost wasm frame of the stack is the badge's own. A function that the badge calls may enter
 * the wasm of another script, which traps there.
 * @param {unknown} error
 * @returns {boolean}
 */
function isOurTrap(error) {
  if (typeof error !== "object" || error === null) {
    return false;
  }
  const innermost = /^.*wasm-function.*$/m.exec(String(Reflect.get(error, "stack")));
  return innermost !== null && OUR_WASM.test(innermost[0]);
}

/** After a fault no call enters the wasm again, not even to free memory, because its data may be inconsistent. */
function recordFault() {
  if (!hadFault) {
    hadFault = true;
    queueMicrotask(faultCallback);
  }
}
