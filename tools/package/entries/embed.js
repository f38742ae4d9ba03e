// The files beside the script that a page names.
const folder = import.meta.url.replace(/[?#].*$/, "").replace(/[^/]*$/, ""); // Made of texts, since pages replace `URL`.
export const address = () => folder + WASM_FILE;
// The name is that of the content, so a kept file is right however old; Firefox uses a preload with an integrity only so.
export const wasm = async () => fetch(address(), { integrity: WASM_INTEGRITY, cache: "force-cache" });
export async function words(tag) {
  const answer = await fetch(`${folder}words/${tag}.json`);
  return answer.ok ? answer.text() : undefined;
}
