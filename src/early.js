// The first request, which does not wait for the wasm. The badge's own transport takes it over when the wasm is there; it
// is made once for all badges of an address, and aborted when none of them waits for it any more.

import { resolve, send } from "transport.js";

export function early() {
  /** By address, each with the badges that wait for it. */
  const requests = new Map();

  /** Sends what a badge will ask for, unless that has been sent. */
  function start(badge) {
    const wanted = typeof WebAssembly === "object" && addressOf(badge);
    if (wanted && requests.get(wanted.address)?.waiting.has(badge)) return;
    leave(badge);
    if (!wanted) return;
    const { address, isDirect } = wanted;
    const request = requests.get(address) ?? { ...send(address, isDirect, badge.timeout), waiting: new Set() };
    request.waiting.add(badge);
    requests.set(address, request);
  }

  function leave(badge) {
    for (const [address, { waiting, abort }] of requests) {
      if (!waiting.delete(badge) || waiting.size) continue;
      requests.delete(address);
      abort();
    }
  }

  /** Hands a request over, once. */
  function take(address) {
    const request = requests.get(address);
    requests.delete(address);
    return request;
  }

  return { start, leave, take };
}

/** The address that the badge will ask for, as src/request.rs makes it; nothing where it will ask for none. */
function addressOf(element) {
  // What only Rust, or only JavaScript, takes for white space.
  const read = (name) => (name === "token" ? element.token : element.getAttribute(name) ?? "").replace(/[\u0085\ufeff]/g, "\0").trim();
  const encode = (text) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const [src, endpoint, key, token] = ["src", "endpoint", "api-key", "token"].map(read);
  if (/\0/.test(src + endpoint + key + token)) return undefined;
  const href = resolve(src || endpoint, element.ownerDocument.baseURI);
  if (!href) return undefined;
  if (src) return { address: href, isDirect: false };
  if (!/^https?:/.test(href) || !endpoint || !key || !token) return undefined;
  const [address] = href.split("#");
  const separator = !address.includes("?") ? "?" : /^[^?]*\?$|&$/.test(address) ? "" : "&";
  const query = `method=group.getMyGroups&api_key=${encode(key)}&token=${encode(token)}&format=json`;
  return { address: address + separator + query, isDirect: true };
}
