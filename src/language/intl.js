// Which language a badge speaks, and the browser's formatters for it. The element asks before the wasm is there: for the
// file of words that it has to load, and so that slow constructors run while the wasm is on its way.

/** Formatters by what they are for: the constructor's name, and its options. */
const FORMATTERS = {
  number: ["NumberFormat"],
  plural: ["PluralRules"],
  date: ["DateTimeFormat", { dateStyle: "medium", timeZone: "UTC" }],
  time: ["DateTimeFormat", { dateStyle: "medium", timeStyle: "short" }],
  order: ["Collator", { numeric: true }],
};

const made = new Map(); // Those made so far, by purpose and tag.

/**
 * The formatter for a purpose (a key of `FORMATTERS`) and a tag that `locale` gave, made once; `undefined` where there is
 * none. A language that this browser does not know is formatted as English, never as the visitor's own.
 */
export function formatter(purpose, tag) {
  const key = `${purpose} ${tag}`;
  if (!made.has(key)) {
    const [name, options] = FORMATTERS[purpose];
    try {
      made.set(key, new Intl[name]([tag, "en"], options));
    } catch {
      made.set(key, undefined);
    }
  }
  return made.get(key);
}
/** Makes the formatters that every badge needs. */
export const prepare = (tag) => formatter("number", tag) && formatter("plural", tag);
/** Other names of a language that browsers leave as they are: `no` all of them, the rest WebKit. */
const ALIASES = { __proto__: null, no: "nb", tl: "fil", cmn: "zh", sh: "sr-Latn" };

/** A page's `lang` in canonical form: `iw` is `he`, `pt_BR` is `pt-BR`. Throws if it is no tag. */
function canonical(lang) {
  const [tag] = Intl.getCanonicalLocales(`${lang}`.replace(/_/g, "-"));
  return new Intl.Locale(tag.replace(/^\w+/, (language) => ALIASES[language] ?? language));
}

/**
 * The language that a badge speaks on a page of language `lang`: that of the page if there is a words file of the same
 * language and script, and this browser knows the language; else English.
 * @param {string} lang
 * @param {Iterable<string>} [available] the tags of the words files; any if absent
 * @returns {{tag: string, words: string}} the tag to format by, and the one of the words file
 */
export function locale(lang, available) {
  try {
    const own = canonical(lang);
    const full = own.maximize();
    for (const words of available ?? [`${own}`]) {
      if (!words.startsWith(own.language)) continue;
      const file = new Intl.Locale(words).maximize();
      if (file.language !== own.language || file.script !== full.script) continue;
      // `sr-ME` is Latin, but formatted as `sr`, which is Cyrillic, unless the tag says so.
      const isUsual = own.script || new Intl.Locale(own.language).maximize().script === full.script;
      const tag = `${isUsual ? own : full}`;
      const known = formatter("number", tag).resolvedOptions().locale;
      if (canonical(known).language === own.language) return { tag, words };
    }
  } catch {} // No language tag, or no `Intl.Locale`.
  return { tag: "en", words: "en" };
}
