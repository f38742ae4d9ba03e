/**
 * @file The request for a document (`src`) that is sent while the wasm is loading. The element that sends it owns it:
 * it passes the request to the badge in the wasm, or aborts it.
 *
 * @typedef {object} EarlyRequest
 * @property {string} url
 * @property {Promise<Response>} response
 * @property {AbortController} abort
 */
import { dictionary } from "./platform.js";

/**
 * Requests a URL with the same options as the wasm. Returns `undefined` if the page has replaced a function that this
 * needs. The badge in the wasm then sends the request and reports the error.
 * @param {string} url
 * @returns {EarlyRequest | undefined}
 */
export function sendEarly(url) {
  try {
    const abort = new AbortController();
    const response = send(url, abort.signal);
    ignoreRejection(response);
    return { url, response, abort };
  } catch {
    return undefined;
  }
}

/**
 * @param {string} url
 * @param {AbortSignal} signal
 */
async function send(url, signal) {
  /** @type {RequestInit} */
  const init = { credentials: "omit", referrerPolicy: "no-referrer", signal };
  return fetch(url, dictionary(init));
}

/**
 * Keeps the browser from reporting a rejection that is handled later.
 * @param {Promise<unknown>} promise
 */
export async function ignoreRejection(promise) {
  try {
    await promise;
  } catch {
    // The function that awaits the promise handles the error.
  }
}
