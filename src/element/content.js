/** @file What the author has put into the tag. */
import { call, get } from "./platform.js";

const TEXT = 3; // `Node.TEXT_NODE` and `Node.ELEMENT_NODE`; pages declare a global `Node` of their own.
const ELEMENT = 1;
/** Elements that a visitor can see without text: media, controls, slots and custom elements. */
const MEDIA = /^(img|picture|svg|math|video|audio|canvas|iframe|object|embed|hr)$/;
const CONTROLS = /^(input|button|select|textarea|meter|progress)$/;
const OTHERS = /^(slot|.*-.*)$/;
/** What no visitor can see, whatever is in it. */
const UNSEEN = /^(script|style|template|noscript|link|meta|title|base)$/;
/** Letters that have a width. Editors leave no-break and zero-width spaces. */
const VISIBLE_TEXT = /[^\s\u200b-\u200d\u2060]/;

/**
 * Whether a visitor can see anything of the content of an element. Editors and content management systems leave white
 * space, comments, `<br>` and empty paragraphs.
 * @param {Element} element
 * @returns {boolean}
 */
export function hasContent(element) {
  for (let node = get(element, "firstChild"); node !== null; node = get(node, "nextSibling")) {
    if (isSeen(node)) {
      return true;
    }
  }
  return false;
}

/**
 * @param {Node} node
 * @returns {boolean}
 */
function isSeen(node) {
  const type = get(node, "nodeType");
  if (type === TEXT) {
    return VISIBLE_TEXT.test(get(node, "data"));
  }
  if (type !== ELEMENT) {
    return false;
  }
  const name = get(node, "localName");
  if (UNSEEN.test(name) || call(node, "hasAttribute", "hidden")) {
    return false;
  }
  if (MEDIA.test(name) || CONTROLS.test(name) || OTHERS.test(name)) {
    return true;
  }
  return hasContent(/** @type {Element} */ (node));
}

/**
 * Whether the tag has a list as the recommended snippet has it, which takes the space that the badge will take.
 * @param {Element} element
 * @returns {boolean}
 */
export function holdsList(element) {
  return call(element, "querySelector", "[role=list]") !== null;
}

/**
 * Whether the tag was not closed: it has another badge or a page's landmarks in it.
 * @param {Element} element
 * @returns {boolean}
 */
export function isUnclosed(element) {
  const landmarks = "main, my-groups-badge, :scope > header, :scope > nav, :scope > footer";
  return call(element, "querySelector", landmarks) !== null;
}
