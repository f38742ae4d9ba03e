/** @file The content of an element before the wasm renders, and if the wasm cannot run. */
import { hasContent, holdsList } from "./content.js";
import { createElement } from "./platform.js";

/** The number of rows that are reserved for a list of unknown length. */
const DEFAULT_ROWS = 5;

/**
 * Returns the author's content, or bars if the author has no content. If the length of the list is known, the
 * placeholder has the height of the list.
 * @param {import("./my-groups-badge.js").MyGroupsBadge} badge
 * @returns {HTMLElement}
 */
export function placeholder(badge) {
  const isFilled = hasContent(badge);
  const rows = createElement("div", { class: isFilled ? "rows stack" : "rows placeholder" }, createElement("slot", {}));
  rows.style.setProperty("--mgb-used-rows", String(reservedRows(badge, isFilled)));
  const section = createElement("section", { class: `badge as-${badge.layout}`, "data-theme": badge.theme }, rows);
  return createElement("div", { class: "root" }, section);
}

/**
 * @param {import("./my-groups-badge.js").MyGroupsBadge} badge
 * @param {boolean} isFilled
 * @returns {number}
 */
function reservedRows(badge, isFilled) {
  if (holdsList(badge)) {
    return 0;
  }
  if (badge.limit > 0) {
    return badge.limit;
  }
  return isFilled ? 0 : DEFAULT_ROWS;
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
