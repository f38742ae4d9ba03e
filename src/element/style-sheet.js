/** @file The style sheet that all badges of a document share. */
import css from "badge.css";
import { get } from "./platform.js";

/**
 * The style sheets that were created, each with its document: a style sheet can only be adopted in the document that
 * it was constructed for.
 * @type {{ page: WeakRef<Document>, sheet: CSSStyleSheet }[]}
 */
let sheets = [];

/**
 * Adds the style sheet to a shadow root. If the browser has no constructable style sheets, or if the document has no
 * window, the list is shown without style.
 * @param {ShadowRoot} root
 */
export function adoptStyleSheet(root) {
  try {
    root.adoptedStyleSheets = [styleSheetOf(get(root, "ownerDocument"))];
  } catch {
    // The list is shown without style.
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
