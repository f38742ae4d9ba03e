// Stands first in every page of the benchmark and measures alike for all: no contestant knows of it.

const longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });

const { instantiateStreaming } = WebAssembly;
const memories = [];
WebAssembly.instantiateStreaming = async (...parts) => {
  const made = await instantiateStreaming(...parts);
  memories.push(...Object.values(made.instance.exports).filter((value) => value instanceof WebAssembly.Memory));
  return made;
};

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
  const loaded = performance.getEntriesByType("resource").filter(({ name }) => !name.startsWith("data:"));
  const code = loaded.filter(({ name }) => /\.(js|wasm|css)$/.test(name));
  return {
    time,
    longestTask: Math.max(0, ...longTasks.map(({ duration }) => duration)),
    requests: loaded.length,
    bytes: code.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    wasmMemory: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
  };
}

/** Milliseconds from a change until its list stands laid out, for each change of a series. */
async function change(times, steps) {
  const element = document.querySelector("[data-contestant]");
  const list = element.shadowRoot.querySelector("ul");
  const taken = [];
  for (let time = 0; time < times; time++) {
    let sum = 0;
    for (const step of steps) {
      const before = list.firstElementChild;
      const start = performance.now();
      element.sort = step;
      while (list.firstElementChild === before) await tick();
      list.getBoundingClientRect();
      sum += performance.now() - start;
    }
    taken.push(sum / steps.length);
    await frame();
  }
  return taken;
}
