// The request for a document (`src`) that leaves while the wasm is on its way: one for all badges of an address.
const requests = new Map();

/** Sends what a badge will ask for, unless that has been sent; aborts what none of the `badges` waits for any more. */
export function sendEarly(address, badges) {
  const isAwaited = (address) => [...badges].some(({ src }) => src === address);
  for (const [sent, { abort }] of requests) if (!isAwaited(sent) && requests.delete(sent)) abort.abort();
  if (!address || requests.has(address)) return;
  const abort = new AbortController();
  const init = { credentials: "omit", referrerPolicy: "no-referrer", signal: abort.signal };
  const response = (async () => fetch(address, init))();
  response.catch(() => {}); // The badge that takes it over is told.
  requests.set(address, { address, response, abort });
}

/** Hands a request over, once. */
export function takeEarly(address) {
  const request = requests.get(address);
  return requests.delete(address) ? request : undefined;
}
