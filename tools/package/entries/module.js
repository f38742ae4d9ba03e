// For bundlers: they know `new URL(…, import.meta.url)` and `import()` of constant texts, and place the files themselves.
import imports from "imports.js";
let url;
/** Has the wasm loaded from where the page's own build has put it. To be called before the first badge is there. */
export const setWasmUrl = (address) => void (url = address);
export const address = () => (url ? new URL(url, document.baseURI) : new URL(WASM_PATH, import.meta.url)).href;
export async function wasm() {
  await undefined; // The module that imports this one may name the address first.
  return fetch(address(), { integrity: WASM_INTEGRITY, cache: "force-cache" });
}
export const words = async (tag) => (await imports[tag]()).default;
