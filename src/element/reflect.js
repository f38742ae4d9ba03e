// Attributes as properties, by https://html.spec.whatwg.org/multipage/common-dom-interfaces.html
const own = (map, key) => Object.getOwnPropertyDescriptor(map ?? {}, key)?.value;

/** Gives `prototype` a property for each attribute of the table, but for those that it defines itself. */
export function reflect(prototype, attributes) {
  for (const attribute of attributes) {
    const { name, property } = attribute;
    if (Object.getOwnPropertyDescriptor(prototype, property)) continue;
    const accessors = {
      get() { return read(attribute, this.getAttribute(name)); },
      set(value) { write(this, attribute, value); },
    };
    Object.defineProperty(prototype, property, { configurable: true, enumerable: true, ...accessors });
  }
}

/** Properties that a script set before the class was there stand in the way of its accessors. */
export function upgrade(element, attributes) {
  for (const { property } of attributes) {
    const early = Object.getOwnPropertyDescriptor(element, property);
    if (early && delete element[property]) element[property] = early.value;
  }
}

function read({ kind, default: initial, words, bounds }, value) {
  if (kind === "one-of") return own(words, value?.trim().toLowerCase()) ?? initial;
  if (kind === "whole") return /^\s*\d+\s*$/.test(value) && value >= bounds[0] && value <= bounds[1] ? +value : +initial;
  if (kind !== "url" || !value) return value ?? "";
  const link = document.createElement("a"); // Pages replace `URL`; what is no URL is given as it is.
  return (link.href = value) && link.href;
}

/** Frameworks write null, 0, "" and false for "no value". */
function write(element, { name, kind, words }, value) {
  const isWord = own(words, `${value}`) !== undefined;
  const isNone = value == null || (!value && !isWord && (words || kind === "whole" || value === false));
  if (isNone) element.removeAttribute(name);
  else element.setAttribute(name, value === true && !isWord ? "" : Array.isArray(value) ? value.join(" ") : `${value}`);
}
