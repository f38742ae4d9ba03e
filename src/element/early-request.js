/**
 * @file The request for a document (`src`) that leaves while the wasm is loading. The element that sends it owns it:
 * it hands the request over to the badge in the wasm, or aborts it.
 *
 * @typedef {object} EarlyRequest
 * @property {string} url
 * @property {Promise<Response>} response
 * @property {AbortController} abort
 */
import { dictionary } from "./platform.js";

/**
 * Requests a URL as the wasm would do it. Returns `undefined` if the page has replaced what that takes; the badge in
 * the wasm then sends the request and reports the error.
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
