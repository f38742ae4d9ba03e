/**
 * @file The files for bundlers, which place the files themselves: they know `new URL(…, import.meta.url)` and `import()`
 * of constant texts.
 * @typedef {Response} WasmFile
 */
import imports from "imports.js";
import { dictionary } from "../../../src/element/platform.js";

/** @type {string | URL | undefined} */
let ownUrl;

/**
 * Sets where the page's own build has placed the wasm. It has no effect after the first badge has started.
 * @param {string | URL} url
 */
export function setWasmUrl(url) {
  ownUrl = url;
}

export function wasmUrl() {
  if (ownUrl !== undefined) {
    return new URL(ownUrl, document.baseURI).href;
  }
  return new URL(WASM_PATH, import.meta.url).href;
}

/** @returns {Promise<WasmFile>} */
export async function fetchWasm() {
  await undefined; // The module that imports this one may set the URL first.
  /** @type {RequestInit} */
  const init = { integrity: WASM_INTEGRITY, cache: "force-cache" };
  return fetch(wasmUrl(), dictionary(init));
}

/**
 * @param {string} tag
 * @returns {Promise<string>}
 */
export async function fetchWords(tag) {
  const module = await imports[tag]();
  return module.default;
}
