/** Why the wasm cannot run here, in words of its own. */
export class Unsupported extends Error {}
const CSP_PAGE =
  "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy/script-src#unsafe_webassembly_execution";
const NEEDED = ["fetch", "Promise", "URL", "Request", "Response", "Headers", "AbortController", "TextDecoder"]; // and pages replace

/** The reason for an error at the start, as its owner reads it; `address` is that of the wasm file. */
export async function reason(error, address) {
  const text = `${error?.message ?? error}`;
  if (error instanceof Unsupported) return text;
  if (/content security policy|blocked by csp|unsafe-eval/i.test(text))
    return `this page's Content-Security-Policy forbids WebAssembly. Add 'wasm-unsafe-eval' to script-src. ${CSP_PAGE}`;
  const isNative = (name) => /\[native code\]/.test(Function.prototype.toString.call(globalThis[name] ?? Unsupported));
  const replaced = NEEDED.filter((name) => !isNative(name));
  if (replaced.length) return `this page has replaced what it needs: ${replaced.join(", ")} (${text}).`;
  if (!/^[a-z]+:/.test(address)) return `its wasm, ${address}, cannot be used (${text}).`;
  // Without its integrity: is there another file in its place?
  const { ok, status } = await (async () => fetch(address))().catch(() => ({}));
  const file = `its wasm file ${address}`;
  if (!status) return `${file} cannot be loaded: no answer, or its CORS headers or this page's connect-src forbid it.`;
  if (!ok) return `${file} answers ${status}. Copy the whole folder of the release that the script is of.`;
  return `${file} is not of this script's release, or is damaged (${text}). Copy the whole folder anew, and empty its caches.`;
}
