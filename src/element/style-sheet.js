/** @file The one style sheet, which all badges of a document share. */
import css from "badge.css";
import { get } from "./platform.js";

/**
 * The style sheets that exist, each with its document: a style sheet can only be adopted in the document that it was
 * constructed for.
 * @type {{ page: WeakRef<Document>, sheet: CSSStyleSheet }[]}
 */
let sheets = [];

/**
 * Has a shadow root use the style sheet. Without constructable style sheets, or in a document without a window, the
 * list has no style.
 * @param {ShadowRoot} root
 */
export function adoptStyleSheet(root) {
  try {
    root.adoptedStyleSheets = [styleSheetOf(get(root, "ownerDocument"))];
  } catch {
    // The list is there without style.
  }
}

/**
 * @param {Document} page
 * @returns {CSSStyleSheet}
 */
function styleSheetOf(page) {
  const known = sheets.find((entry) => entry.page.deref() === page);
  if (known !== undefined) {
    return known.sheet;
  }
  const sheet = new (get(page, "defaultView").CSSStyleSheet)();
  sheet.replaceSync(css);
  sheets = sheets.filter((entry) => entry.page.deref() !== undefined);
  sheets.push({ page: new WeakRef(page), sheet });
  return sheet;
}
