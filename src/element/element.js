// The class of <my-groups-badge>: what the platform gives to a class alone. What a badge does is in Rust. It never
// throws at the page, and without wasm it leaves the author's content in place.
import { locale, prepare } from "intl.js";
import { sendEarly, takeEarly } from "./early.js";
import { reflect, upgrade } from "./reflect.js";
import { hasContent, isLocalHost, nearestLanguage } from "surroundings.js";
import { Unsupported, reason } from "./unsupported.js";

export const NAME = "my-groups-badge";
const LAZY_MARGIN = "400px"; // How near the viewport a lazy badge starts to load.
const WASM_TIMEOUT_MS = 30_000; // Until a badge without its wasm fails; it still starts should the wasm come.
const REMOVAL_DELAY_MS = 1_000; // How long a badge out of the page keeps what it has: routers put it back.
const DEFAULT_ROWS = 5; // Rows that are reserved for a list of unknown length.
const OUR_WASM = /my[-_]groups[-_]badge(-\w+)?\.wasm/; // Its address, or the module's name, which every engine's stacks have.

/** Registers the element, unless the page already has one of that name. `embed.js` says what the parts are. */
export function define({ attributes, css, languages, address, words, start }) {
  if (customElements.get(NAME)) return;
  const sheets = new WeakMap(); // By document: a style sheet can only be adopted where it was made.
  const texts = new Map(); // The words that have been asked for, by the tag of their file.
  const badges = new Set(); // Those in the page. They share one wasm, so they fail together if it does.
  const languageChanges = new MutationObserver(() => MyGroupsBadge.updateAll());
  let core, isLoaded, isBroken;

  async function load() {
    if (typeof WebAssembly !== "object") throw new Unsupported("there is no WebAssembly here.");
    if (isBroken) throw broken();
    core ??= start();
    core.catch(() => (core = undefined)); // A later badge, or a reload, tries again.
    const Badge = await core;
    isLoaded ??= addEventListener("error", watch) ?? true;
    return Badge;
  }

  /** A trap, or an exception of the page's that passed through the wasm, leaves it in the middle of something. */
  function watch(event) {
    // The innermost frame alone: others' wasm may trap in what ours has called.
    if (OUR_WASM.test(/^.*wasm-function.*$/m.exec(event.error?.stack))) breakDown(event.preventDefault());
  }

  /** After that the wasm must not be entered again, not even to free what it holds. */
  function breakDown() {
    isBroken = true;
    queueMicrotask(() => MyGroupsBadge.failAll());
  }

  /** Calls into the wasm. */
  function enter(call) {
    try {
      if (!isBroken) return call();
    } catch { breakDown(); }
  }

  /** The language of an element: English until, and unless, the words of its own are there. */
  function language(element) {
    const { tag, words: file } = locale(nearestLanguage(element), languages.tags);
    if (file !== "en" && !texts.has(file)) {
      texts.set(file, undefined);
      words(file).then((text) => texts.set(file, text) && MyGroupsBadge.updateAll(), () => {});
    }
    return { tag: texts.get(file) || file === "en" ? tag : "en", words: texts.get(file) };
  }

  class MyGroupsBadge extends HTMLElement {
    static observedAttributes = attributes.map(({ name }) => name);
    static updateAll = () => badges.forEach((badge) => badge.#invalidate());
    static failAll = () => badges.forEach((badge) => (badge.#badge || badge.#state === "loading") && badge.#fail(broken()));
    #root = this.attachShadow({ mode: "open" });
    #state = "idle";
    #waiting = []; // What resolves the promises of `reload`.
    #sendEarly = () => sendEarly(this.getAttribute("src")?.trim() && this.src, badges);
    #settle = () => this.#waiting.splice(0).forEach((resolve) => resolve(this.#state));
    #badge; #internals; #near; #removal; #groups; #json; #token; #isStale;

    connectedCallback() {
      clearTimeout(this.#removal);
      badges.add(this);
      upgrade(this, attributes);
      // What takes longest first: the requests leave before anything is drawn.
      if (this.#state === "idle") this.#startWhenNear();
      else this.#invalidate(); // A move can bring another language.
      this.#adoptStyle();
      for (let root = this.getRootNode(); root; root = root.host?.getRootNode?.())
        languageChanges.observe(root, { subtree: true, attributeFilter: ["lang"] });
    }

    disconnectedCallback() { this.#removal = setTimeout(() => this.isConnected || this.#stop(), REMOVAL_DELAY_MS); }

    attributeChangedCallback(name, before, now) {
      if (before === now) return;
      if (name === "loading" && this.#near) this.#startWhenNear();
      this.#invalidate();
    }

    /** "idle", "loading", "ready", "empty" or "failed". */
    get state() { return this.#state; }
    /** The groups rendered, in rendered order; frozen, and the same list for as long as they are the same. */
    get groups() {
      enter(() => {
        const json = this.#badge?.groups() ?? "[]";
        if (json !== this.#json) this.#groups = JSON.parse(json, (_, value) => Object.freeze(value));
        this.#json = json;
      });
      return (this.#groups ??= Object.freeze([]));
    }

    /** Loads again. Resolves to the state reached; never rejects. */
    async reload() {
      if (!this.isConnected) return "idle";
      const reload = () => this.#update() ?? enter(() => this.#badge.reload());
      const start = () => (this.#badge ? reload() : this.#state === "loading" || this.#start());
      // The engine calls `then` in a microtask: `reload` may be called while the wasm draws.
      return { then: (resolve) => this.#waiting.push(resolve) && start() };
    }

    get token() { return this.#token ?? this.getAttribute("token") ?? ""; }
    // Never written into the page, which is public.
    set token(token) {
      this.#token = token == null ? undefined : `${token}`;
      this.#invalidate();
    }

    #startWhenNear() {
      this.#near?.disconnect();
      if (this.loading !== "lazy" || typeof IntersectionObserver !== "function") return this.#start();
      this.#showPlaceholder();
      const observe = (entries) => entries.some(({ isIntersecting }) => isIntersecting) && this.#start();
      this.#near = new IntersectionObserver(observe, { rootMargin: LAZY_MARGIN });
      this.#near.observe(this.#root.firstElementChild); // The element itself has no box under `display: contents`.
    }

    async #start() {
      this.#near = this.#near?.disconnect();
      const timer = setTimeout(() => this.#fail(new Unsupported("its wasm file does not arrive.")), WASM_TIMEOUT_MS);
      try {
        const loading = load();
        loading.catch(() => {}); // It is told of below, unless something fails before.
        this.#setState("loading");
        if (!isLoaded) this.#sendEarly();
        prepare(language(this).tag); // While the wasm is on its way.
        this.#showPlaceholder();
        const Badge = await loading;
        if (!this.isConnected || this.#badge || this.#near) return;
        this.#root.replaceChildren();
        this.#badge = enter(() => new Badge(this.#port()));
      } catch (error) {
        this.#fail(error);
      } finally {
        clearTimeout(timer);
      }
    }

    /** Until the wasm draws: the author's content, or bars; in the place of the list where its length is known. */
    #showPlaceholder() {
      const isFilled = hasContent(this);
      const rows = element("div", { class: isFilled ? "rows stack" : "rows placeholder" }, element("slot"));
      const count = this.querySelector("[role=list]") ? 0 : this.limit || (isFilled ? 0 : DEFAULT_ROWS);
      rows.style.setProperty("--mgb-used-rows", count);
      const section = element("section", { class: `badge as-${this.layout}`, "data-theme": this.theme }, rows);
      this.#root.replaceChildren(element("div", { class: "root" }, section));
    }

    #stop() {
      badges.delete(this);
      if (!badges.size) languageChanges.disconnect();
      sendEarly(undefined, badges);
      this.#near = this.#near?.disconnect();
      enter(() => this.#badge?.free());
      this.#badge = undefined;
      this.#root.replaceChildren();
      this.#setState("idle");
      this.#settle();
    }

    /** Without wasm: the author's content, or a quiet line; and for the owner the reason. */
    async #fail(error) {
      if (isBroken) this.#badge = undefined;
      const message = `The badge cannot run here: ${await reason(error, address())}`;
      if (!this.isConnected || this.#badge) return;
      const { words: text } = language(this);
      this.#root.replaceChildren(element("slot"));
      const line = (attributes, text) => this.#root.append(element("p", { part: "status", ...attributes }, text));
      if (!hasContent(this)) line({ class: "status" }, text ? JSON.parse(text).unavailable : languages.unavailable);
      if (this.debug === "on" || (this.debug === "auto" && isLocalHost(location.hostname))) {
        line({ class: "notice", dir: "ltr" }, `unsupported: ${message}`); // It is English wherever it stands.
        console.warn(`my-groups-badge: unsupported: ${message}`);
      }
      this.#setState("failed");
      this.#tell("error", { kind: "unsupported", status: 0, message });
      this.#tell("loadend");
    }

    /** What the badge sees of its element, and how it speaks through it: events in a task without wasm below them. */
    #port() {
      const tell = (name, json) => {
        const detail = json && JSON.parse(json);
        // Leptos overlooks what a page's own DOM functions throw.
        const isDrawn = this.#root.querySelector(".badge") && !(detail?.count > this.#root.querySelectorAll("li").length);
        if (this.#badge && !isDrawn) breakDown();
        if (!isBroken) this.#tell(name, detail);
      };
      return {
        host: this,
        root: this.#root,
        token: () => this.#token,
        language: () => language(this),
        hasContent: () => hasContent(this),
        early: () => takeEarly(this.src),
        changed: (state, isBusy) => isBroken || this.#setState(state, isBusy),
        tell: (...event) => queueMicrotask(() => tell(...event)),
      };
    }

    #tell(name, detail) {
      this.dispatchEvent(detail ? new CustomEvent(name, { detail }) : new Event(name));
      if (name === "loadend") this.#settle();
    }

    #setState(state, isBusy = state === "loading") {
      this.#state = state;
      try {
        this.#internals ??= this.attachInternals();
        this.#internals.ariaBusy = `${isBusy}`;
        this.#internals.states.clear();
        this.#internals.states.add(state);
      } catch {} // Older browsers and polyfills have no internals, or other names for states.
    }

    /** Several attributes set in one go make one update. */
    #invalidate() {
      this.#isStale ??= queueMicrotask(() => this.#update()) ?? true;
    }

    #update() {
      if (!this.#isStale) return;
      this.#isStale = undefined;
      enter(() => this.#badge?.update());
      if (this.#state === "loading" && !isLoaded) this.#sendEarly();
    }

    #adoptStyle() {
      const page = this.ownerDocument;
      try {
        if (!sheets.has(page)) sheets.set(page, new page.defaultView.CSSStyleSheet()).get(page).replaceSync(css);
        this.#root.adoptedStyleSheets = [sheets.get(page)];
      } catch {} // Without constructable style sheets, or in a document without a window, the list is plain but there.
    }
  }

  reflect(MyGroupsBadge.prototype, attributes);
  customElements.define(NAME, MyGroupsBadge);
}

const broken = () => new Unsupported("a fault of its own, or a function of the page's, has kept it from drawing.");

function element(name, attributes, ...content) {
  const made = document.createElement(name);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  made.append(...content);
  return made;
}
