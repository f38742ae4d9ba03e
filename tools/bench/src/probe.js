// The first script of every page of the benchmark. It measures all contestants in the same way, and they do not call it.

const longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });

const memories = [];
for (const name of ["instantiate", "instantiateStreaming"]) {
  const own = WebAssembly[name];
  WebAssembly[name] = async (...parts) => {
    const made = await own(...parts);
    const { exports } = made.instance ?? made;
    memories.push(...Object.values(exports).filter((value) => value instanceof WebAssembly.Memory));
    return made;
  };
}

/** Resolves to the time at which the current frame is painted, as far as a page can measure it. */
function painted() {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  });
}

const frame = () => new Promise(requestAnimationFrame);
const tick = () => {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
};

/** Returns whether an element shows a number of names: in its shadow root, or with `inside` in its own content. */
function shows(element, count, inside) {
  const list = (inside ? element : element.shadowRoot)?.querySelector("ul");
  return list?.childElementCount === count && list.lastElementChild.textContent.trim() !== "" && list.offsetHeight > 0;
}

/** Measures the milliseconds from navigation until the last name of the last element is painted, and the resources used. */
async function measure(count, inside) {
  let elements = [];
  do {
    await frame();
    elements = [...document.querySelectorAll("[data-contestant]")];
  } while (!elements.length || !elements.every((element) => shows(element, count, inside)));
  const time = await painted();
  await tick();
  return { ...(await resources()), time };
}

/** Returns the resources that the page has used so far: requests, bytes of code, wasm memory, and the longest task. */
async function resources() {
  const loaded = performance.getEntriesByType("resource").filter(({ name }) => !name.startsWith("data:"));
  const code = loaded.filter(({ name }) => /\.(js|wasm|css)$/.test(name));
  return {
    longestTask: Math.max(0, ...longTasks.map(({ duration }) => duration)),
    requests: loaded.length,
    bytes: code.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    wasmMemory: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
  };
}

/** Measures the milliseconds from navigation until the first contentful paint. */
async function measureFirstPaint() {
  const entry = await new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      const [paint] = list.getEntriesByName("first-contentful-paint");
      if (paint) resolve(paint);
    });
    observer.observe({ type: "paint", buffered: true });
  });
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve));
  return { ...(await resources()), time: entry.startTime };
}

/** Returns three elements by which a change of the list is noticed, without reading all of it. */
const look = (list) => [list.firstElementChild, list.querySelector("li:not([hidden])"), list.querySelector("li[hidden]")];

async function changed(list, change) {
  const before = look(list);
  change();
  while (look(list).every((element, at) => element === before[at])) await tick();
}

const sort = (order) => (element, list) => changed(list, () => (element.sort = order));

/** Filters the list: by a property of a peer, or by the text field of the badge. */
const filter = (text) => (element, list) =>
  changed(list, () => {
    const box = element.shadowRoot.querySelector("input");
    if (!box) element.filter = text;
    else box.value = text;
    box?.dispatchEvent(new Event("input"));
  });

async function reload(element) {
  await element.reload();
  await element.updateComplete;
}

/** Runs a series of changes repeatedly. Returns, for each repetition, the mean milliseconds until a change has a layout. */
async function change(times, steps) {
  const element = document.querySelector("[data-contestant]");
  const list = element.shadowRoot.querySelector("ul");
  const taken = [];
  for (let time = 0; time < times; time++) {
    let sum = 0;
    for (const step of steps) {
      const start = performance.now();
      await step(element, list);
      list.getBoundingClientRect();
      sum += performance.now() - start;
    }
    taken.push(sum / steps.length);
    await frame();
  }
  return taken;
}
