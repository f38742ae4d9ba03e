/**
 * @file Selects the language of a badge, and creates the browser's formatters for it. The wasm and the element's script
 * use this module. The script needs it before the wasm has loaded: it requests the words file, and creates the slow
 * formatters while the wasm is loading.
 *
 * @typedef {"number" | "plural" | "date" | "time" | "order"} Purpose
 */

/**
 * Creates the formatter for each purpose.
 * @type {Record<Purpose, (tags: string[]) => object>}
 */
const CREATE = {
  number: (tags) => new Intl.NumberFormat(tags),
  plural: (tags) => new Intl.PluralRules(tags),
  date: (tags) => new Intl.DateTimeFormat(tags, { dateStyle: "medium", timeZone: "UTC" }),
  time: (tags) => new Intl.DateTimeFormat(tags, { dateStyle: "medium", timeStyle: "short" }),
  order: (tags) => new Intl.Collator(tags, { numeric: true }),
};

/**
 * The formatters that were created, by purpose and tag.
 * @type {Record<string, object | undefined>}
 */
const formatters = Object.create(null);

/**
 * Returns the formatter for a purpose and a tag that `resolveLocale` returned, or `undefined` if the browser cannot
 * create it. A language that the browser does not know is formatted as English, never as the visitor's own language.
 * @param {Purpose} purpose
 * @param {string} tag
 * @returns {object | undefined}
 */
export function formatter(purpose, tag) {
  const key = `${purpose} ${tag}`;
  if (!(key in formatters)) {
    formatters[key] = createFormatter(purpose, tag);
  }
  return formatters[key];
}

/**
 * @param {Purpose} purpose
 * @param {string} tag
 */
function createFormatter(purpose, tag) {
  try {
    return CREATE[purpose]([tag, "en"]);
  } catch {
    return undefined;
  }
}

/**
 * Creates the formatters that every badge needs. A number formatter is created only for a tag with a region. For other
 * tags the badge formats numbers with the words file, because the first `Intl.NumberFormat` of a page can take 35 ms.
 * @param {string} tag
 */
export function prepare(tag) {
  formatter("plural", tag);
  if (!/^\w+(-\w{4})?$/.test(tag)) {
    formatter("number", tag);
  }
}

/**
 * Aliases of languages that `Intl.getCanonicalLocales` does not replace: `no` in every browser, the others in WebKit.
 * @type {Record<string, string | undefined>}
 */
const ALIASES = /** @type {any} */ ({ __proto__: null, no: "nb", tl: "fil", cmn: "zh", sh: "sr-Latn" });

/**
 * Returns a page's `lang` in canonical form: `iw` is `he`, `pt_BR` is `pt-BR`. Throws if it is not a language tag.
 * @param {string} lang
 * @returns {Intl.Locale}
 */
function canonical(lang) {
  const [tag] = Intl.getCanonicalLocales(lang.replace(/_/g, "-"));
  return new Intl.Locale(tag.replace(/^\w+/, (language) => ALIASES[language] ?? language));
}

/**
 * Returns the language of a badge on a page of the language `lang`. It is the page's language if there is a words file
 * of the same language and script, and if the browser knows the language. Otherwise it is English.
 * @param {string} lang
 * @param {Iterable<string>} [available] The tags of the words files. If it is missing, every language has a file.
 * @returns {{ tag: string, wordsTag: string }} The tag for the formatters, and the tag of the words file.
 */
export function resolveLocale(lang, available) {
  try {
    const own = canonical(lang);
    const full = own.maximize();
    const wordsTag = wordsTagOf(own, full, available);
    const tag = formattingTag(own, full);
    if (wordsTag !== undefined && isKnown(tag, own.language)) {
      return { tag, wordsTag };
    }
  } catch {
    // The text is not a language tag, or the browser has no `Intl.Locale`.
  }
  return { tag: "en", wordsTag: "en" };
}

/**
 * Returns the tag of the words file for a language, or `undefined` if no file has the same language and script.
 * @param {Intl.Locale} own The page's language.
 * @param {Intl.Locale} full The same language with its script and region.
 * @param {Iterable<string> | undefined} available
 * @returns {string | undefined}
 */
function wordsTagOf(own, full, available) {
  if (available === undefined) {
    return String(own);
  }
  for (const tag of available) {
    if (tag.startsWith(own.language) && isSameScript(new Intl.Locale(tag).maximize(), full)) {
      return tag;
    }
  }
  return undefined;
}

/**
 * Returns whether two locales have the same language and script.
 * @param {Intl.Locale} one
 * @param {Intl.Locale} other
 */
function isSameScript(one, other) {
  return one.language === other.language && one.script === other.script;
}

/**
 * Returns the tag with its script if the script is unusual: `sr-ME` is written in Latin letters, but browsers format it
 * as `sr`, in Cyrillic letters.
 * @param {Intl.Locale} own
 * @param {Intl.Locale} full
 */
function formattingTag(own, full) {
  if (own.script !== undefined) {
    return String(own);
  }
  const usual = new Intl.Locale(own.language).maximize();
  return String(usual.script === full.script ? own : full);
}

/**
 * Returns whether the browser formats a tag in this language. The function checks `PluralRules`, because the browser
 * creates this formatter fastest.
 * @param {string} tag
 * @param {string} language
 */
function isKnown(tag, language) {
  const rules = formatter("plural", tag);
  if (rules === undefined) {
    return false;
  }
  const resolved = /** @type {Intl.PluralRules} */ (rules).resolvedOptions();
  return canonical(resolved.locale).language === language;
}
