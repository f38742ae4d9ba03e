// What is done to many elements at once, or takes many looks at one: each call from the wasm costs more than what it does
// here. Text is only ever set as text.

/** An element; of a class, unless that is empty; and as a part of that name, which a page's own style sheet can reach. */
export function element(name, className, isPart) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (isPart) element.setAttribute("part", className);
  return element;
}

/** Sets an attribute, or takes it away; one that is so already is not touched. */
export function set(element, name, value) {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Sets the text; one that is so already is not touched, or a screen reader would say it again. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Copies a row for each of some places in a list.
 *
 * @param {Element} pattern
 * @param {Element[]} rows the rows by their places, where the copies go
 * @param {Uint32Array} places
 * @param {string} names one a line
 * @param {string} members one a line; where there is none nothing stands in its place
 */
export function copy(pattern, rows, places, names, members) {
  const lines = names.split("\n");
  const counts = members.split("\n");
  places.forEach((place, at) => {
    const row = pattern.cloneNode(true);
    const { firstChild, lastChild } = row;
    firstChild.firstChild.textContent = lines[at];
    if (counts[at]) lastChild.textContent = counts[at];
    else lastChild.remove();
    rows[place] = row;
  });
}

/** The rows at some places; none where there is no such place. */
export const picked = (rows, places) => Array.from(places, (place) => rows[place]);

/** For each id of a list, one a line, where it stands in another list; 2^32 - 1 where it does not. */
export function places(before, ids) {
  const found = new Map(before.split("\n").map((id, place) => [id, place]));
  return Uint32Array.from(ids.split("\n"), (id) => found.get(id) ?? -1);
}

export function hide(rows, places, isHidden) {
  for (const place of places) rows[place].hidden = isHidden;
}

export function append(parent, children) {
  for (const child of children) parent.appendChild(child);
}

/** Makes these the children, in this order. What is in its place already is not touched. */
export function arrange(parent, children) {
  let next = parent.firstChild;
  for (const child of children) {
    if (next && next !== child && next.nextSibling === child) {
      // One that comes later stands in the way of all the others: it goes, and comes back in its turn.
      next.remove();
      next = child;
    }
    if (next === child) next = child.nextSibling;
    else parent.insertBefore(child, next);
  }
  while (next) {
    const rest = next;
    next = next.nextSibling;
    rest.remove();
  }
}

/** The height of an element that it keeps if its content is lower, so that nothing below it jumps; or no such height. */
export function keepHeight(element, isKept) {
  element.style.minBlockSize = isKept ? `${element.offsetHeight}px` : "";
}

export const focused = (section) => section.querySelector(":focus") ?? undefined;

/**
 * To be called when the content has changed. What had the focus keeps it, even if it has moved; if it is gone, the badge
 * itself takes the focus, so that the next Tab starts from here and not from the top of the page.
 */
export function refocus(section, focused) {
  if (!focused.matches(":focus")) (section.contains(focused) ? focused : section).focus();
}

// What stands where the list will be: rows of its size, so that nothing jumps when it comes. The element draws it while the
// wasm is on its way, and the badge goes on with the same.

/** The rows of a list whose length nobody knows yet. */
const FEW = 5;
/** More rows than any window shows; a larger `limit` needs no more room to keep what is in sight in its place. */
const ENOUGH = 30;
/** What gives an empty line its height. */
const BLANK = "\u00a0";

function box(className, ...content) {
  const box = element("div", className);
  box.append(...content);
  return box;
}

function line(className) {
  const bar = element("span", "bar");
  bar.append(BLANK);
  return box(className, bar);
}

/**
 * Rows as wide and as high as the list's may be.
 *
 * @param {number} [limit] as the attribute has it
 * @param {boolean} hasMeta whether `show` asks for topics or dates
 * @param {boolean} hasDescription
 */
export function skeleton(limit, hasMeta, hasDescription) {
  const lines = ["name", "count", ...(hasMeta ? ["meta"] : []), ...(hasDescription ? ["description"] : [])];
  const rows = Array.from({ length: Math.min(limit || FEW, ENOUGH) }, () => box("group", ...lines.map(line)));
  const skeleton = box("skeleton", box("list", ...rows), ...(limit ? [box("more", BLANK)] : []));
  skeleton.setAttribute("part", "skeleton");
  skeleton.setAttribute("aria-hidden", "true");
  return skeleton;
}

/** The same under a heading, as the room that a list will take. */
export function room(hasHeading, ...of) {
  const rows = skeleton(...of);
  rows.removeAttribute("part"); // It is not there to be seen.
  return box("room", ...(hasHeading ? [box("heading", BLANK)] : []), rows);
}
