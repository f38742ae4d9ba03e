/**
 * @file Loads the wasm and the words from the folder of the script.
 * @typedef {Response} WasmFile
 */
import { dictionary } from "../../../src/element/platform.js";

/** The script's folder. It is computed as text, because some pages replace `URL`. */
const folder = import.meta.url.replace(/[?#].*$/, "").replace(/[^/]*$/, "");

export function wasmUrl() {
  return folder + WASM_FILE;
}

/**
 * Requests the wasm. A cached file is right however old it is, because its name contains its hash. Firefox uses a
 * preload with an integrity only with this cache mode.
 * @returns {Promise<WasmFile>}
 */
export async function fetchWasm() {
  /** @type {RequestInit} */
  const init = { integrity: WASM_INTEGRITY, cache: "force-cache" };
  return fetch(wasmUrl(), dictionary(init));
}

/**
 * @param {string} tag
 * @returns {Promise<string>}
 */
export async function fetchWords(tag) {
  const response = await fetch(`${folder}words/${tag}.json`);
  return response.text();
}
