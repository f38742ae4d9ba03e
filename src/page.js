// What the browser around a badge does for it beside drawing, languages and requests: it tells whether the page is looked at,
// online, back from the back/forward cache; it keeps a text; it reads XML.

export const host = () => location.hostname;

export const isHidden = () => document.hidden;

export function warn(message) {
  try {
    console.warn(message);
  } catch {
    // A page may have a console of its own.
  }
}

/** Calls back when what runs now is done. */
export const soon = (callback) => queueMicrotask(() => callback());

/** Calls back after so many milliseconds, at most 2^31. */
export const after = (milliseconds, callback) => setTimeout(() => callback(), milliseconds);

/** Calls back when the page is looked at; at once if it is. */
export function whenVisible(callback) {
  if (!document.hidden) return callback();
  document.addEventListener("visibilitychange", () => whenVisible(callback), { once: true });
}

/**
 * Calls back when the page is online again, or is shown again from the back/forward cache: what failed, or was cut off, may
 * work now. Aborting ends it.
 */
export function onReturn(callback) {
  const controller = new AbortController();
  const { signal } = controller;
  addEventListener("online", () => callback(), { signal });
  addEventListener("pageshow", ({ persisted }) => persisted && callback(), { signal });
  return controller;
}

// A store that is full or forbidden is as if it were not there.

export function recall(key) {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text, and drops those that have expired of all whose keys start alike: the second word of a text says when. */
export function keep(key, text, prefix) {
  try {
    for (const old of Object.keys(localStorage).filter((old) => old.startsWith(prefix))) {
      const [, expires] = localStorage.getItem(old).split(" ");
      if (!(expires > Date.now())) localStorage.removeItem(old);
    }
    localStorage.setItem(key, text);
  } catch {
    // Full, or forbidden.
  }
}

/**
 * A getMyGroups response in XML as the same in JSON. Nothing that is parsed here is ever put into a page.
 *
 * @param {string} text
 * @returns {string} the JSON, or what there is instead of a response: "forbidden" (by the page's Trusted Types), "broken",
 *   "html" or "other"
 */
export function toJson(text) {
  const parse = (kind) => new DOMParser().parseFromString(text, kind);
  let document;
  try {
    document = parse("text/xml");
  } catch {
    return "forbidden";
  }
  let rsp = document.documentElement;
  // Chromium and WebKit put the error into what they had, Firefox puts it in its place.
  if (document.querySelector("parsererror")) {
    // The documented failure is not closed properly. The HTML parser reads anything, so it finds the message.
    rsp = parse("text/html").querySelector("rsp[stat=fail]");
    if (!rsp) return "broken";
  }
  if (rsp.localName !== "rsp") return rsp.localName === "html" ? "html" : "other";
  const fields = (element) => element && Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
  const { stat } = fields(rsp);
  const error = rsp.querySelector("error");
  const group = Array.from(rsp.getElementsByTagName("group"), fields);
  // Written one by one: a page may have taught its arrays another JSON.
  const parts = [`"stat":${JSON.stringify(stat ?? null)}`];
  if (error) parts.push(`"error":${JSON.stringify(fields(error))}`);
  if (group.length) parts.push(`"group":[${group.map((fields) => JSON.stringify(fields)).join()}]`);
  return `{"rsp":{${parts.join()}}}`;
}
