/**
 * @file Reads the wasm and the words from this script, which contains the compressed wasm and the words of every language.
 * @typedef {Pick<Response, "arrayBuffer"> & { headers: Pick<Headers, "get"> }} WasmFile
 */
import compressed from "wasm.deflate";
import texts from "words.json";

export function wasmUrl() {
  return "in this script";
}

/** @returns {Promise<WasmFile>} */
export async function fetchWasm() {
  return { headers: { get: () => null }, arrayBuffer: decompress };
}

/** Some pages replace `Response`, so the stream is read chunk by chunk. */
async function decompress() {
  const bytes = Uint8Array.from(atob(compressed), (letter) => letter.charCodeAt(0));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const pieces = [];
  let piece = await reader.read();
  while (!piece.done) {
    pieces.push(piece.value);
    piece = await reader.read();
  }
  return new Blob(pieces).arrayBuffer();
}

/**
 * @param {string} tag
 * @returns {Promise<string>}
 */
export async function fetchWords(tag) {
  return texts[tag];
}
