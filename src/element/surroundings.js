/** @file Checks the page around a badge. The wasm imports this module, too. */

/**
 * Returns whether a page is on its owner's own computer. `host` has no port.
 * @param {string} host
 * @returns {boolean}
 */
export function isLocalHost(host) {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}
