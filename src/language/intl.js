// Numbers, plurals, dates and order, as the browser has them for a language. It is JavaScript since a long list asks for
// much of it: so it crosses the border between the two languages once for all names, and once for each count.

/** What `get` gives for the first tag that the browser takes. */
function first(tags, get) {
  for (const tag of tags) {
    try {
      return get(tag);
    } catch {
      // It is no language tag.
    }
  }
  return undefined;
}

/** By the page's tag; constructing formatters is slow, and badges of one page mostly read in one language. */
const kept = new Map();

/**
 * The formats of a language. The element asks for them while the wasm is on its way.
 *
 * @param {string} tag as the page has it
 * @param {string} own that of our words
 * @param {boolean} isOwn whether both are of one language
 * @returns {Formats}
 */
export function formats(tag, own, isOwn) {
  if (!kept.has(tag)) kept.set(tag, new Formats(tag, own, isOwn));
  return kept.get(tag);
}

/** Those that not every badge needs are made when first asked for. */
class Formats {
  #tag;
  #own;
  #isOwn;
  #numbers;
  #plurals;
  #dates = {};
  #names;

  constructor(tag, own, isOwn) {
    this.#tag = tag;
    this.#own = own;
    this.#isOwn = isOwn;
    this.#numbers = first([tag, own], (tag) => new Intl.NumberFormat(tag));
    this.#plurals = new Intl.PluralRules(own);
  }

  number(count) {
    return this.#numbers.format(count);
  }

  /** @param {string} forms of a phrase, a line each: the plural category, a space, and the form with its `{n}` */
  phrase(forms) {
    const byCategory = Object.fromEntries(
      forms.split("\n").map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]),
    );
    return {
      of: (count) => {
        const form = byCategory[this.#plurals.select(count)] ?? byCategory.other;
        return form.replace("{n}", () => this.number(count));
      },
    };
  }

  /** The day of `YYYY-MM-DD`, whatever zone the visitor is in; nothing where there is no such day. */
  date(text) {
    return this.#written({ dateStyle: "medium", timeZone: "UTC" }, Date.parse(text));
  }

  /** A time in the visitor's own zone, from milliseconds since 1970; nothing where there is no such time. */
  time(millis) {
    return this.#written({ dateStyle: "medium", timeStyle: "short" }, millis);
  }

  /** A date holds words. Where ours are English so are its, in the language's own digits. */
  #written(options, millis) {
    const kept = (this.#dates[options.timeZone] ??= first(
      [this.#isOwn ? this.#tag : "", `${this.#own}-u-nu-${this.#numbers.resolvedOptions().numberingSystem}`],
      (tag) => new Intl.DateTimeFormat(tag, options),
    ));
    return first([millis], (millis) => kept.format(millis));
  }

  /** The ranks of names, one a line; "Group 2" stands before "Group 10", and what counts as the same has the same rank. */
  ranks(lines) {
    const names = lines.split("\n");
    this.#names ??= first([this.#tag, this.#own], (tag) => new Intl.Collator(tag, { numeric: true }));
    const compare = (one, other) => this.#names.compare(names[one], names[other]);
    const places = [...names.keys()].sort(compare);
    const ranks = new Uint32Array(names.length);
    places.forEach((place, at) => {
      const before = places[at - 1];
      ranks[place] = at && !compare(before, place) ? ranks[before] : at;
    });
    return ranks;
  }
}

/** A text as the filter compares it: without regard to case, accents and points. */
export function folded(text) {
  return text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]/g, "");
}

/** Names that a visitor looks through, one a line. */
export class Names {
  #names;

  constructor(lines) {
    this.#names = folded(lines).split("\n");
  }

  /** For each of them whether it holds a text, which is folded as they are. */
  holding(text) {
    return Uint8Array.from(this.#names, (name) => name.includes(text));
  }
}
