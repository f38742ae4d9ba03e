// Attributes as properties, by https://html.spec.whatwg.org/multipage/common-dom-interfaces.html

const own = (map, key) => Object.getOwnPropertyDescriptor(map ?? {}, key)?.value;

/** Gives `prototype` a property for each attribute of the table, but for those that it defines itself. */
export function reflect(prototype, attributes) {
  for (const attribute of attributes) {
    const { name, property } = attribute;
    if (Object.getOwnPropertyDescriptor(prototype, property)) continue;
    const get = function () {
      return read(attribute, this.getAttribute(name));
    };
    const set = function (value) {
      const text = written(attribute, value);
      if (text == null) this.removeAttribute(name);
      else this.setAttribute(name, text);
    };
    Object.defineProperty(prototype, property, { configurable: true, enumerable: true, get, set });
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
  link.href = value;
  return link.href;
}

/** What a property's value is as an attribute's; null where it means none: frameworks write 0, "" and false for that. */
function written({ kind, words }, value) {
  const isWord = own(words, `${value}`) !== undefined;
  if (value == null || (!value && !isWord && (words || kind === "whole" || value === false))) return null;
  if (value === true && !isWord) return "";
  return value instanceof Array ? value.join(" ") : `${value}`;
}
