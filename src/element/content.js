/** @file Checks the content that the author has put into the tag. */
import { call, get } from "./platform.js";

// `Node.TEXT_NODE` and `Node.ELEMENT_NODE`. Pages declare a global `Node` of their own.
const TEXT = 3;
const ELEMENT = 1;
/** Elements that are visible without text: media, controls, slots and custom elements. */
const MEDIA = /^(img|picture|svg|math|video|audio|canvas|iframe|object|embed|hr)$/;
const CONTROLS = /^(input|button|select|textarea|meter|progress)$/;
const SLOTS_AND_CUSTOM_ELEMENTS = /^(slot|.*-.*)$/;
/** Elements that are never visible. */
const INVISIBLE = /^(script|style|template|noscript|link|meta|title|base)$/;
/** A character that is visible. Editors leave no-break and zero-width spaces. */
const VISIBLE_TEXT = /[^\s\u200b-\u200d\u2060]/;

/**
 * Returns whether the content of an element is visible. White space, comments, `<br>` and empty paragraphs are ignored,
 * because editors and content management systems insert them.
 * @param {Element} element
 * @returns {boolean}
 */
export function hasContent(element) {
  for (let node = get(element, "firstChild"); node !== null; node = get(node, "nextSibling")) {
    if (isVisible(node)) {
      return true;
    }
  }
  return false;
}

/**
 * @param {Node} node
 * @returns {boolean}
 */
function isVisible(node) {
  const type = get(node, "nodeType");
  if (type === TEXT) {
    return VISIBLE_TEXT.test(get(node, "data"));
  }
  if (type !== ELEMENT) {
    return false;
  }
  const name = get(node, "localName");
  if (INVISIBLE.test(name) || call(node, "hasAttribute", "hidden")) {
    return false;
  }
  if (MEDIA.test(name) || CONTROLS.test(name) || SLOTS_AND_CUSTOM_ELEMENTS.test(name)) {
    return true;
  }
  return hasContent(/** @type {Element} */ (node));
}

/**
 * Returns whether the tag contains a list, as the recommended snippet does. Such a list takes as much space as the
 * badge.
 * @param {Element} element
 * @returns {boolean}
 */
export function holdsList(element) {
  return call(element, "querySelector", "[role=list]") !== null;
}

/**
 * Returns whether the tag was not closed: it contains another badge or landmarks of the page.
 * @param {Element} element
 * @returns {boolean}
 */
export function isUnclosed(element) {
  const landmarks = "main, my-groups-badge, :scope > header, :scope > nav, :scope > footer";
  return call(element, "querySelector", landmarks) !== null;
}
