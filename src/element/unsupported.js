/** @file Messages for the site's owner about why the wasm cannot run on a page. */
import { replacedFunctions } from "./platform.js";

/** An error whose message is the reason why the badge cannot run. */
export class Unsupported extends Error {}

const CSP_PAGE =
  "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy/script-src#unsafe_webassembly_execution";

/**
 * Returns the reason for an error that happened before the wasm ran. Never rejects.
 * @param {unknown} error
 * @param {() => string} wasmUrl
 * @returns {Promise<string>}
 */
export async function reasonOf(error, wasmUrl) {
  const text = messageOf(error);
  if (error instanceof Unsupported) {
    return text;
  }
  if (/content security policy|blocked by csp|unsafe-eval/i.test(text)) {
    return `this page's Content-Security-Policy forbids WebAssembly. Add 'wasm-unsafe-eval' to script-src. ${CSP_PAGE}`;
  }
  const replaced = replacedFunctions();
  if (replaced.length > 0) {
    return `this page has replaced functions that it needs: ${replaced.join(", ")} (${text}).`;
  }
  const url = wasmUrl();
  if (!/^[a-z]+:/.test(url)) {
    return `its wasm, ${url}, cannot be used (${text}).`;
  }
  return reasonOfFile(url, text);
}

/**
 * Returns the reason for a wasm file that could not be used. Requests the file again, without `integrity`, to find out
 * whether the host responds with another file.
 * @param {string} wasmUrl
 * @param {string} text
 */
async function reasonOfFile(wasmUrl, text) {
  const status = await statusOf(wasmUrl);
  if (status === undefined) {
    return `its wasm file ${wasmUrl} cannot be loaded: no response, or its CORS headers or this page's connect-src forbid it.`;
  }
  if (status < 200 || status > 299) {
    return `its wasm file ${wasmUrl} responds with status ${status}. Copy the whole folder of this script's release.`;
  }
  return `its wasm file ${wasmUrl} is not of this script's release, or is damaged (${text}). Copy the whole folder of the release again, and empty its caches.`;
}

/**
 * @param {string} url
 * @returns {Promise<number | undefined>}
 */
async function statusOf(url) {
  try {
    const response = await fetch(url);
    return response.status;
  } catch {
    return undefined;
  }
}

/** @param {unknown} error */
function messageOf(error) {
  try {
    if (error instanceof Error) {
      return error.message;
    }
    return String(error);
  } catch {
    return "unknown error";
  }
}
