/**
 * @file Functions to use the platform on pages that have replaced, hidden or extended parts of it.
 *
 * | what a page does | where it happens | what the badge does | test (tests/e2e/tests) |
 * |---|---|---|---|
 * | hides a property of `document` or of a form by an element's name | `<img name="host">`, `<input name="lang">` | reads it from the prototypes: `get`, `call` | clobbering.rs |
 * | hides a function of `document` that the wasm calls | `<img name="createElement">` | is `unsupported` and names it: `hiddenFunctions` | clobbering.rs |
 * | extends `Object.prototype` | Sugar; an attack by prototype pollution | gives the browser only dictionaries without a prototype, and loops over own keys | clobbering.rs |
 * | declares a global with the name of a built-in class | `var Map = …`, `class Response {}` | uses arrays, plain objects and `createEvent` instead of these classes; wasm-bindgen's glue uses `globalThis.Response` and so on | globals.rs |
 * | replaces `Event` and `Request` | MooTools | creates events with `document.createEvent` | libraries.rs |
 * | replaces `Promise` | es6-promise, Zone.js, core-js | uses `async` functions only, whose promises are the engine's own | libraries.rs |
 * | replaces `URL` | `var URL = location.href` | resolves URLs with a link: `resolveUrl` | pages.rs |
 * | replaces methods of arrays, functions and strings | Prototype.js | does not call `bind`, `Array.from`, `trim` or `toJSON` | pages.rs |
 * | replaces `fetch` with a function without streams | whatwg-fetch | is `unsupported` and names it: `replacedFunctions` | libraries.rs |
 * | replaces custom elements | webcomponents.js with `forcePolyfill` | works without custom states and constructed style sheets | libraries.rs |
 * | replaces functions of the DOM with functions that throw | no library; scripts that fail | is `unsupported`, instead of rendering half a list: `canRender` | hostile.rs |
 */

/**
 * Returns the value that a property has on the object's prototypes. The object's own property can be an element of the
 * page: `document` and forms have a property for each element that has a name.
 * @param {object} object
 * @param {string} name
 * @returns {any}
 */
export function get(object, name) {
  const prototype = Reflect.getPrototypeOf(object);
  if (prototype === null) {
    return undefined;
  }
  return Reflect.get(prototype, name, object);
}

/**
 * Calls a method that the object's prototypes have.
 * @param {object} object
 * @param {string} name
 * @param {...unknown} values
 * @returns {any}
 */
export function call(object, name, ...values) {
  return Reflect.apply(get(object, name), object, values);
}

/**
 * Removes the prototype from the options for a function of the browser. Otherwise the browser would read a property
 * that the page has added to `Object.prototype` as an option.
 * @template {object} T
 * @param {T} options
 * @returns {T}
 */
export function dictionary(options) {
  Reflect.setPrototypeOf(options, null);
  return options;
}

/**
 * Creates an element.
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function createElement(name, attributes, ...children) {
  const element = call(document, "createElement", name);
  for (const attribute of Object.keys(attributes)) {
    element.setAttribute(attribute, attributes[attribute]);
  }
  element.append(...children);
  return element;
}

/**
 * Creates an event that neither bubbles nor can be cancelled. Pages replace `Event` and `CustomEvent`.
 * @param {string} name
 * @param {unknown} [detail]
 * @returns {Event}
 */
export function createEvent(name, detail) {
  if (detail === undefined) {
    const event = call(document, "createEvent", "Event");
    event.initEvent(name, false, false);
    return event;
  }
  const event = call(document, "createEvent", "CustomEvent");
  event.initCustomEvent(name, false, false, detail);
  return event;
}

/**
 * Resolves a URL against the page's base URL. Returns an invalid URL unchanged. A link resolves it, because pages
 * replace `URL`.
 * @param {string} text
 * @returns {string}
 */
export function resolveUrl(text) {
  const link = call(document, "createElement", "a");
  link.href = text;
  if (link.href === "") {
    return text;
  }
  return link.href;
}

/**
 * Returns whether the page has all functions that the custom element needs. Server-side DOM shims have only some of
 * them, and `customElements` is `null` in a browser extension's content script.
 * @returns {boolean}
 */
export function hasDom() {
  if (typeof document !== "object" || document === null) {
    return false;
  }
  if (typeof customElements !== "object" || customElements === null) {
    return false;
  }
  const functions = [
    globalThis.HTMLElement,
    globalThis.MutationObserver,
    get(document, "querySelector"),
    get(document, "createEvent"),
    customElements.define,
  ];
  return functions.every((value) => typeof value === "function");
}

/** The functions of `document` with which Leptos creates nodes. Leptos fails if an element hides one of them. */
const DOCUMENT_FUNCTIONS = ["createElement", "createElementNS", "createTextNode", "createComment"];

/**
 * Returns the names of the functions in `DOCUMENT_FUNCTIONS` that an element of the page hides.
 * @returns {string[]}
 */
export function hiddenFunctions() {
  return DOCUMENT_FUNCTIONS.filter((name) => typeof Reflect.get(document, name) !== "function");
}

/** The functions and classes that the wasm cannot replace. Without them it cannot load a list. */
const REQUIRED = ["fetch", "AbortController"];

/**
 * Returns the names in `REQUIRED` that are not functions on this page.
 * @returns {string[]}
 */
export function missingFunctions() {
  return REQUIRED.filter((name) => typeof Reflect.get(globalThis, name) !== "function");
}

/** The functions and classes that the wasm uses and that pages replace. The list is for messages only. */
const REPLACEABLE = ["fetch", "Promise", "URL", "Request", "Response", "Headers", "AbortController", "TextDecoder"];

/**
 * Returns the names in `REPLACEABLE` that the page has replaced or removed. A native function has no source text:
 * https://tc39.es/ecma262/#prod-NativeFunction
 * @returns {string[]}
 */
export function replacedFunctions() {
  return REPLACEABLE.filter((name) => {
    const value = Reflect.get(globalThis, name);
    if (typeof value !== "function") {
      return true;
    }
    const source = Reflect.apply(Function.prototype.toString, value, []);
    return !source.includes("[native code]");
  });
}

/**
 * Returns whether the DOM functions that Leptos uses for rendering work. Leptos ignores the exceptions of these
 * functions, so the badge could show half a list as if it were complete.
 * @returns {boolean}
 */
export function canRender() {
  try {
    const parent = document.createElement("div");
    const last = document.createElement("p");
    const text = document.createTextNode("text");
    last.setAttribute("class", "last");
    parent.appendChild(last);
    parent.insertBefore(text, last);
    parent.insertBefore(document.createComment(""), null);
    const copy = parent.cloneNode(true);
    if (copy.childNodes.length !== 3 || parent.firstChild !== text || last.className !== "last") {
      return false;
    }
    parent.removeChild(text);
    last.remove();
    return parent.firstChild !== last && parent.firstChild === parent.lastChild;
  } catch {
    return false;
  }
}
