// The one request. It is JavaScript because it is made before the wasm is there: the element sends it for the first list,
// the crate for every other. It throws nothing and its outcome never rejects, whatever a page has made of its `fetch`.

/** The most that is read of a body, in bytes; `MAX_BODY` of the crate. */
const LARGEST = 4 * 1024 * 1024;
/** Milliseconds until a report of the page's policy has come: it is a task of its own, just behind the error. */
const MOMENT = 20;

/** A URL made absolute as the page makes it; nothing where it is none, or has a user name or password, which `fetch` refuses. */
export function resolve(url, base = document.baseURI) {
  try {
    const { href, username, password } = new URL(url, base);
    return username || password ? undefined : href;
  } catch {
    return undefined;
  }
}

/**
 * Sends a GET without cookies and `Referer`, and reads the whole answer.
 *
 * @param {string} address
 * @param {boolean} isDirect whether the API itself is called: then no redirect is followed, since it would hand the token on
 * @param {number} seconds that all of it may take
 * @returns {{outcome: Promise<{status: number, retryAfter?: number, body?: Uint8Array, trouble?: string}>, abort: () => void}}
 *   `trouble` is "network", "policy", "redirect", "timeout" or "too-large"; without it there is a status, and a body if
 *   that is 2xx. `retryAfter` is in seconds.
 */
export function send(address, isDirect, seconds) {
  const controller = new AbortController();
  let isForbidden = false;
  // Browsers report the whole address or just its origin.
  const watch = ({ blockedURI, disposition }) => {
    isForbidden ||= disposition === "enforce" && address.startsWith(blockedURI);
  };
  document.addEventListener("securitypolicyviolation", watch);
  let timer;
  // A timer and not `AbortSignal.timeout`: it also ends a page's own `fetch` that heeds no signal.
  const expired = new Promise((resolve) => {
    timer = setTimeout(resolve, seconds * 1000, { status: 0, trouble: "timeout" });
  });
  const answer = read(address, isDirect, controller.signal).catch(async () => {
    await new Promise((resolve) => setTimeout(resolve, MOMENT));
    return { status: 0, trouble: isForbidden ? "policy" : "network" };
  });
  const outcome = Promise.race([answer, expired]).finally(() => {
    clearTimeout(timer);
    document.removeEventListener("securitypolicyviolation", watch);
    controller.abort(); // What is not read to its end is of no use to anybody.
  });
  return { outcome, abort: () => controller.abort() };
}

async function read(address, isDirect, signal) {
  // No `Request`: WebKit may collect its signal, and then nothing aborts it.
  const response = await fetch(address, {
    credentials: "omit",
    referrerPolicy: "no-referrer",
    // "manual" is as safe as "error" and, unlike it, can be told from a dead host.
    redirect: isDirect ? "manual" : "follow",
    signal,
  });
  if (!(response instanceof Response)) throw new TypeError();
  const { status, type, ok, headers } = response;
  if (type === "opaqueredirect") return { status, trouble: "redirect" };
  if (!ok) return { status, retryAfter: secondsUntil(headers.get("Retry-After")) };
  const body = await all(response.body);
  return body ? { status, body } : { status, trouble: "too-large" };
}

/** Reads chunk by chunk, so that an endless body ends at the limit. */
async function all(stream) {
  const reader = stream?.getReader();
  const chunks = [];
  let size = 0;
  for (let step; reader && !(step = await reader.read()).done; chunks.push(step.value)) {
    if (!(step.value instanceof Uint8Array)) throw new TypeError();
    size += step.value.length;
    if (size > LARGEST) return undefined;
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

/** `Retry-After`: seconds, or a date. https://www.rfc-editor.org/rfc/rfc9110#name-retry-after */
function secondsUntil(text) {
  const seconds = /^\s*\d+\s*$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return text && seconds < 2 ** 31 ? Math.max(seconds, 0) : undefined;
}

/** Calls back when a request has ended; its answer is then in `answer`. A trap in there is an error event as any other. */
export function receive(sent, callback) {
  sent.outcome.then((answer) => {
    sent.answer = answer;
    queueMicrotask(() => callback());
  });
}
