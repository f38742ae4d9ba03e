/** @file The content of an element before the wasm renders, and if the wasm cannot run. */
import { hasContent, holdsList } from "./content.js";
import { createElement } from "./platform.js";

/** The number of rows that are reserved if the tag has no content and the author has set no `limit`. */
const DEFAULT_ROWS = 5;

/**
 * Returns the author's content, or grey bars if the author has no content. If the author has set `limit`, the
 * placeholder has the height of that many rows, unless the content is a list.
 * @param {import("./my-groups-badge.js").MyGroupsBadge} badge
 * @returns {HTMLElement}
 */
export function placeholder(badge) {
  const hasOwnContent = hasContent(badge);
  const rowsClass = hasOwnContent ? "rows stack" : "rows placeholder";
  const rows = createElement("div", { class: rowsClass }, createElement("slot", {}));
  rows.style.setProperty("--mgb-used-rows", String(reservedRows(badge, hasOwnContent)));
  const section = createElement("section", { class: `badge as-${badge.layout}`, "data-theme": badge.theme }, rows);
  return createElement("div", { class: "root" }, section);
}

/**
 * @param {import("./my-groups-badge.js").MyGroupsBadge} badge
 * @param {boolean} hasOwnContent
 * @returns {number}
 */
function reservedRows(badge, hasOwnContent) {
  if (holdsList(badge)) {
    return 0;
  }
  if (badge.limit > 0) {
    return badge.limit;
  }
  return hasOwnContent ? 0 : DEFAULT_ROWS;
}

/**
 * Returns the view for a badge that cannot run: the author's content, or a quiet line if the author has no content.
 * The reason is added if the reader is the site's owner.
 * @param {Element} badge
 * @param {string} quietLine
 * @param {string | undefined} reason
 * @returns {Element[]}
 */
export function failureView(badge, quietLine, reason) {
  const view = [createElement("slot", {})];
  if (!hasContent(badge)) {
    view.push(createElement("p", { part: "status", class: "status" }, quietLine));
  }
  if (reason !== undefined) {
    // The reason is English in every language of the page.
    view.push(createElement("p", { part: "status", class: "notice", lang: "en", dir: "ltr" }, reason));
  }
  return view;
}
