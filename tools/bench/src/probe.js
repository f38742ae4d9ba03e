// Stands first in every page of the benchmark and measures alike for all: no contestant knows of it.

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

/** When the frame that is being made is on the screen, as far as a page can know. */
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

/** Whether an element shows so many names, be it in its shadow or, where `inside`, in the tag itself. */
function shows(element, count, inside) {
  const list = (inside ? element : element.shadowRoot)?.querySelector("ul");
  return list?.childElementCount === count && list.lastElementChild.textContent.trim() !== "" && list.offsetHeight > 0;
}

/** Milliseconds from navigation until the last name of the last element is painted, and what that took. */
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

/** What the page has loaded so far, and what that took. */
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

/** Milliseconds from navigation until the first contentful paint. */
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

/** What a list looks like after a change, as far as that can be told at once. */
const look = (list) => [list.firstElementChild, list.querySelector("li:not([hidden])"), list.querySelector("li[hidden]")];

async function changed(list, change) {
  const before = look(list);
  change();
  while (look(list).every((element, at) => element === before[at])) await tick();
}

const sort = (order) => (element, list) => changed(list, () => (element.sort = order));

/** A peer has the filter as a property, the badge as a box that a visitor types into. */
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

/** Milliseconds until each change of a series stands laid out, in the mean, for every time of it. */
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
