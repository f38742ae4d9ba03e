/** @file What the page around a badge is. The wasm imports this, too. */

/**
 * Whether a page on this host, without its port, is on its owner's own computer.
 * @param {string} host
 * @returns {boolean}
 */
export function isLocalHost(host) {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}
