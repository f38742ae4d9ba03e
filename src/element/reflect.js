/**
 * @file Attributes as properties, as https://html.spec.whatwg.org/multipage/common-dom-interfaces.html describes it.
 *
 * @typedef {object} Attribute A row of the table of attributes in `core/src/options/table.rs`.
 * @property {string} name
 * @property {string} property
 * @property {string} kind
 * @property {string} default
 * @property {Record<string, string>} [words] What each word means, for the kind "one-of".
 * @property {number[]} [bounds] The least and the greatest value, for the kind "whole".
 */
import { call, dictionary, resolveUrl } from "./platform.js";

/**
 * Defines a property for each attribute, if the prototype does not have the property already.
 * @param {object} prototype
 * @param {Attribute[]} attributes
 */
export function reflect(prototype, attributes) {
  for (const attribute of attributes) {
    if (ownValue(prototype, attribute.property).isMissing) {
      defineProperty(prototype, attribute);
    }
  }
}

/**
 * @param {object} prototype
 * @param {Attribute} attribute
 */
function defineProperty(prototype, attribute) {
  const descriptor = dictionary({
    configurable: true,
    enumerable: true,
    /** @this {Element} */
    get() {
      return read(attribute, call(this, "getAttribute", attribute.name));
    },
    /**
     * @this {Element}
     * @param {unknown} value
     */
    set(value) {
      write(this, attribute, value);
    },
  });
  Object.defineProperty(prototype, attribute.property, descriptor);
}

/**
 * Applies the properties that a script has set before the class was defined. Such a property is the element's own,
 * so it would hide the accessor of the class.
 * @param {Element} element
 * @param {Attribute[]} attributes
 */
export function upgradeProperties(element, attributes) {
  for (const { property } of attributes) {
    const { isMissing, value } = ownValue(element, property);
    if (!isMissing && Reflect.deleteProperty(element, property)) {
      Reflect.set(element, property, value);
    }
  }
}

/**
 * Returns the value of the object's own property, and whether it is missing. Prototypes are ignored.
 * @param {object | undefined} object
 * @param {string} key
 * @returns {{ isMissing: boolean, value: any }}
 */
function ownValue(object, key) {
  if (object === undefined) {
    return { isMissing: true, value: undefined };
  }
  const descriptor = Reflect.getOwnPropertyDescriptor(object, key);
  if (descriptor === undefined) {
    return { isMissing: true, value: undefined };
  }
  return { isMissing: false, value: descriptor.value };
}

/**
 * @param {Attribute} attribute
 * @param {string | null} value
 * @returns {string | number}
 */
function read(attribute, value) {
  switch (attribute.kind) {
    case "one-of":
      return readWord(attribute, value);
    case "whole":
      return readNumber(attribute, value);
    case "url":
      return readUrl(value);
    default:
      return value ?? "";
  }
}

/**
 * @param {Attribute} attribute
 * @param {string | null} value
 */
function readWord(attribute, value) {
  if (value === null) {
    return attribute.default;
  }
  const word = value.replace(/^\s+|\s+$/g, "").toLowerCase();
  const known = ownValue(attribute.words, word);
  return known.isMissing ? attribute.default : known.value;
}

/**
 * @param {Attribute} attribute
 * @param {string | null} value
 */
function readNumber(attribute, value) {
  const [least, greatest] = /** @type {number[]} */ (attribute.bounds);
  const isNumber = value !== null && /^\s*\d+\s*$/.test(value);
  const number = Number(value);
  if (isNumber && number >= least && number <= greatest) {
    return number;
  }
  return Number(attribute.default);
}

/** @param {string | null} value */
function readUrl(value) {
  if (value === null || value === "") {
    return "";
  }
  return resolveUrl(value);
}

/**
 * Sets the attribute, or removes it for a value that means "no value".
 * @param {Element} element
 * @param {Attribute} attribute
 * @param {unknown} value
 */
function write(element, attribute, value) {
  const words = attribute.kind === "one-of" ? attribute.words : undefined;
  const isWord = !ownValue(words, String(value)).isMissing;
  if (!isWord && isNoValue(attribute, value)) {
    call(element, "removeAttribute", attribute.name);
  } else {
    call(element, "setAttribute", attribute.name, isWord ? String(value) : textOf(value));
  }
}

/**
 * Returns whether a value means "no value". Frameworks write null, undefined, 0, "" and false for it.
 * @param {Attribute} attribute
 * @param {unknown} value
 */
function isNoValue(attribute, value) {
  if (value === null || value === undefined || value === false) {
    return true;
  }
  const isText = attribute.kind !== "one-of" && attribute.kind !== "whole";
  return !isText && !value;
}

/** @param {unknown} value */
function textOf(value) {
  if (value === true) {
    return "";
  }
  if (Array.isArray(value)) {
    return value.join(" ");
  }
  return String(value);
}
