/** @file The language of an element, and the words of that language. */
import languages from "languages.json";
import { fetchWords } from "files.js";
import { resolveLocale } from "intl.js";
import { call, get } from "./platform.js";

/**
 * @typedef {object} ElementLanguage
 * @property {string} tag The tag for formatting numbers and dates.
 * @property {string} [words] The JSON of the words file; `undefined` for English, which is in the wasm.
 */

const ENGLISH = "en";
/** `Node.DOCUMENT_FRAGMENT_NODE`. Pages declare a global `Node` of their own. */
const SHADOW_ROOT = 11;

/**
 * The words files that were requested, by tag. The value is `undefined` while the file loads, and if loading failed.
 * @type {Record<string, string | undefined>}
 */
const loaded = Object.create(null);

/**
 * @typedef {object} Listener Callbacks for the words file that a call of `languageOf` requests.
 * @property {() => void} onLoad
 * @property {(message: string) => void} onError The message is for the site's owner.
 */

/**
 * Returns the language of an element. It is English until the words of the element's own language have loaded, and
 * stays English if they cannot be loaded.
 * @param {Element} element
 * @param {Listener} listener
 * @returns {ElementLanguage}
 */
export function languageOf(element, listener) {
  const { tag, wordsTag } = resolveLocale(nearestLanguage(element), languages.tags);
  if (wordsTag === ENGLISH) {
    return { tag, words: undefined };
  }
  if (!(wordsTag in loaded)) {
    loaded[wordsTag] = undefined;
    loadWords(wordsTag, listener);
  }
  const words = loaded[wordsTag];
  return { tag: words === undefined ? ENGLISH : tag, words };
}

/**
 * Returns the line that is shown if the badge cannot run.
 * @param {ElementLanguage} language
 * @returns {string}
 */
export function unavailableLine({ words }) {
  if (words === undefined) {
    return languages.unavailable;
  }
  return JSON.parse(words).unavailable;
}

/**
 * @param {string} wordsTag
 * @param {Listener} listener
 */
async function loadWords(wordsTag, { onLoad, onError }) {
  const words = await fetchValidWords(wordsTag);
  if (words === undefined) {
    onError(`the words file "${wordsTag}" cannot be loaded or is not of this release, so the badge is in English.`);
  } else {
    loaded[wordsTag] = words;
    onLoad();
  }
}

/**
 * Returns the text of a words file, or `undefined` for any other text: some hosts respond with their start page to a
 * request for a missing file.
 * @param {string} wordsTag
 * @returns {Promise<string | undefined>}
 */
async function fetchValidWords(wordsTag) {
  try {
    const text = await fetchWords(wordsTag);
    const words = JSON.parse(text);
    return typeof words.unavailable === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Returns the nearest `lang`, which may be outside the element's shadow root. If there is no `lang`, returns the visitor's language.
 * @param {Element} element
 * @returns {string}
 */
export function nearestLanguage(element) {
  const stated = call(element, "closest", "[lang]");
  if (stated !== null) {
    return call(stated, "getAttribute", "lang");
  }
  const host = hostOf(rootOf(element));
  if (host !== undefined) {
    return nearestLanguage(host);
  }
  return navigator.language;
}

/**
 * Returns the root of the element's tree, and the roots of the trees around it, up to the document.
 * @param {Element} element
 * @returns {Node[]}
 */
export function rootsAround(element) {
  const roots = [rootOf(element)];
  let host = hostOf(roots[0]);
  while (host !== undefined) {
    const root = rootOf(host);
    roots.push(root);
    host = hostOf(root);
  }
  return roots;
}

/**
 * @param {Element} element
 * @returns {Node}
 */
function rootOf(element) {
  return call(element, "getRootNode");
}

/**
 * Returns the host of a shadow root, or `undefined` for any other node. The type of the node is checked, because
 * documents and detached links can have another `host`.
 * @param {Node} root
 * @returns {Element | undefined}
 */
function hostOf(root) {
  if (get(root, "nodeType") !== SHADOW_ROOT) {
    return undefined;
  }
  return get(root, "host");
}
