/* The modules that the build creates (`tools/package/src/script.rs`) and the element's script imports. */

declare module "attributes.json" {
  const attributes: import("./reflect.js").Attribute[];
  export default attributes;
}
declare module "languages.json" {
  const languages: { tags: string[]; unavailable: string };
  export default languages;
}
declare module "badge.css" {
  const css: string;
  export default css;
}
declare module "words.json" {
  const texts: Record<string, string>;
  export default texts;
}
declare module "wasm.deflate" {
  const base64: string;
  export default base64;
}
declare module "imports.js" {
  const imports: Record<string, () => Promise<{ default: string }>>;
  export default imports;
}
/* wasm-bindgen's glue code for the exports of `src/element/mod.rs`. */
declare module "glue.js" {
  export class Badge {
    constructor(port: object, early: import("./early-request.js").EarlyRequest | undefined);
    update(): void;
    reload(): void;
    groups(): string;
    free(): void;
  }
  export default function init(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;
}
/* One of `tools/package/entries/`. */
declare module "files.js" {
  export type WasmFile = Pick<Response, "arrayBuffer"> & { headers: Pick<Headers, "get"> };
  export function wasmUrl(): string;
  export function fetchWasm(): Promise<WasmFile>;
  export function fetchWords(tag: string): Promise<string>;
  export function setWasmUrl(url: string | URL): void;
}

/** The wasm file's name in the embed folder, its path in the npm package, and its hash. */
declare const WASM_FILE: string;
declare const WASM_PATH: string;
declare const WASM_INTEGRITY: string;
