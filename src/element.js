// The class of <my-groups-badge>: what the platform allows in JavaScript alone. It holds the public surface
// (attributes, properties, states, events) and the start of the wasm; all that a badge does stands in Rust.
// It never throws at the page, and without wasm it leaves the author's content in place.

export const NAME = "my-groups-badge";
const NO_GROUPS = Object.freeze([]);
/** How near the viewport a lazy badge starts to load. */
const NEAR = "400px";
/** Milliseconds after which a badge without its wasm is no longer "loading"; it still starts should the wasm come. */
const PATIENCE = 30_000;
/** Where a trap of ours has happened, as browsers say it: an address, or WebKit's name of the module. */
const OUR_WASM = /my[-_]groups[-_]badge(-\w+)?\.wasm/;
const CSP_PAGE =
  "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy/script-src#unsafe_webassembly_execution";

/**
 * Registers the element, unless the page already has one of that name: then the first one serves.
 *
 * @param {object} parts
 * @param {{name: string, property: string, kind: string, default: string, values?: string[] | number[], empty?: string}[]} parts.attributes
 * @param {string} parts.css the badge's style sheet
 * @param {Record<string, string>} parts.unavailable by language, the line for a badge that cannot run at all
 * @param {Function} parts.room as `dom.js` has it
 * @param {Function} parts.formats as `intl.js` has it
 * @param {{start: Function, leave: Function, take: Function}} [parts.early] the requests that do not wait for the wasm, as
 *   `early.js` has them
 * @param {() => Promise<{Badge: Function}>} parts.start starts the wasm; asked once for all badges of a page
 */
export function define({ attributes, css, unavailable, room, formats, early, start }) {
  if (customElements.get(NAME)) return;

  /** A style sheet can only be adopted in the document that made it. */
  const sheets = new WeakMap();
  /** The badges that run. They share one wasm, so they fall together if it does. */
  const running = new Set();
  let started;
  let isLoaded = false;
  let isBroken = false;

  async function core() {
    if (typeof WebAssembly !== "object") throw new Unfit("there is no WebAssembly here");
    if (isBroken) throw new Unfit("it has stopped after a fault of its own");
    started ??= start().then((core) => {
      isLoaded = true;
      addEventListener("error", watch);
      return core;
    });
    try {
      return await started;
    } catch (error) {
      started = undefined; // A later badge, or a reload, tries again.
      throw error;
    }
  }

  /** A panic ends in a trap, from whatever task of the wasm's own; a visitor's console has no use for it. */
  function watch(event) {
    const { error } = event;
    if (!(error instanceof WebAssembly.RuntimeError)) return;
    // The innermost frame alone: others' wasm may trap in a listener that ours has called.
    const frame = error.stack.split("\n").find((line) => line.includes("wasm-function"));
    if (!OUR_WASM.test(frame)) return;
    event.preventDefault();
    breakDown();
  }

  /** After a panic the wasm must not be entered again, not even to free what it holds. */
  function breakDown() {
    isBroken = true;
    queueMicrotask(() => {
      for (const badge of [...running]) badge.breakDown();
      running.clear();
    });
  }

  /** A badge reads in the language of the nearest `lang`, which may change anywhere above it: one observer for all. */
  const present = new Set();
  const languages = new MutationObserver(() => present.forEach((invalidate) => invalidate()));

  /** The primary language of a tag, if there are words in it. */
  function ours(tag) {
    const spoken = tag.split(/[-_]/)[0].toLowerCase();
    return Object.hasOwn(unavailable, spoken) ? spoken : undefined;
  }

  class MyGroupsBadge extends HTMLElement {
    static observedAttributes = attributes.map(({ name }) => name);

    #root = this.attachShadow({ mode: "open" });
    #slot = document.createElement("slot");
    #section;
    #internals = this.attachInternals?.();
    #near;
    #badge;
    #running;
    #state = "idle";
    #groups;
    #token;
    #isStale = false;
    #waiting = [];

    constructor() {
      super();
      this.#root.append(this.#slot);
    }

    connectedCallback() {
      this.#upgradeProperties();
      // What takes longest first: the requests are on their way before anything is drawn.
      if (this.#state === "idle") this.#startWhenNear();
      else this.#invalidate(); // A move can bring another language.
      this.#adoptStyle();
      this.#followLanguage();
    }

    // Also runs when the element is only moved: whether it is gone shows when the move is over.
    disconnectedCallback() {
      queueMicrotask(() => this.isConnected || this.#stop());
    }

    adoptedCallback() {
      this.#adoptStyle();
    }

    attributeChangedCallback(name, before, now) {
      if (before === now) return;
      if (name === "loading" && this.#near) this.#startWhenNear();
      this.#invalidate();
    }

    /** "idle", "loading", "ready", "empty" or "failed". */
    get state() {
      return this.#state;
    }

    /** The groups rendered, in rendered order; frozen. */
    get groups() {
      this.#groups ??= this.#enter((badge) => Object.freeze(badge.groups())) ?? NO_GROUPS;
      return this.#groups;
    }

    /** Loads again. Resolves to the state reached; never rejects. */
    reload() {
      return new Promise((resolve) => {
        if (!this.isConnected) return resolve("idle");
        this.#waiting.push(resolve);
        if (this.#badge) {
          // Not at once: it may be asked to while it draws.
          queueMicrotask(() => {
            this.#update();
            this.#enter((badge) => badge.reload());
          });
        } else if (this.#state !== "loading") {
          this.#start();
        }
      });
    }

    get token() {
      return this.#token ?? this.getAttribute("token") ?? "";
    }

    // Never written into the page, which is public.
    set token(token) {
      this.#token = token == null ? undefined : String(token);
      this.#invalidate();
    }

    #startWhenNear() {
      this.#near?.disconnect();
      this.#near = undefined;
      if (this.loading !== "lazy" || typeof IntersectionObserver !== "function") return this.#start();
      this.#root.replaceChildren(this.#frame());
      this.#near = new IntersectionObserver(
        (entries) => entries.some(({ isIntersecting }) => isIntersecting) && this.#start(),
        { rootMargin: NEAR },
      );
      this.#near.observe(this);
    }

    async #start() {
      this.#near?.disconnect();
      this.#near = undefined;
      if (this.#badge) return;
      const loading = core();
      if (!isLoaded) early?.start(this);
      this.#setState("loading");
      this.#root.replaceChildren(this.#frame());
      const tag = language(this);
      const own = ours(tag);
      formats(tag, own ?? "en", own !== undefined); // Made by the time that the wasm asks for them.
      const patience = setTimeout(() => this.#fail(new Error("Its wasm file does not arrive")), PATIENCE);
      try {
        const { Badge } = await loading;
        if (!this.isConnected || this.#badge || this.#near) return;
        // Without patience any more it shows that it cannot run.
        if (!this.#section.isConnected) this.#root.replaceChildren(this.#frame());
        running.add((this.#running = { breakDown: () => this.#breakDown() }));
        this.#badge = new Badge(this.#port());
        setTimeout(() => early?.leave(this)); // It has taken over by then what it needs.
      } catch (error) {
        if (this.#running) breakDown();
        else this.#fail(error);
      } finally {
        clearTimeout(patience);
      }
    }

    /**
     * What stands there while the wasm is on its way: the author's content, in the room that the list will take if
     * `limit` says how much that is; where there is none, a skeleton.
     */
    #frame() {
      const isFilled = this.#isFilled();
      const stack = make("div", "", make("div", "", this.#slot));
      if (this.limit || !isFilled) {
        const shown = this.show.toLowerCase();
        const hasHeading = this.getAttribute("heading") !== "";
        stack.append(room(hasHeading, this.limit, /topics|founded/.test(shown), /description/.test(shown)));
        stack.className = "stack";
        if (!isFilled) stack.lastChild.className = "";
      }
      this.#section = make("section", `badge as-${this.layout}`, stack);
      this.#section.setAttribute("part", "badge");
      this.#section.dataset.theme = this.theme;
      return make("div", "root", this.#section);
    }

    /** Whether the author put anything into the tag but white space and comments. */
    #isFilled() {
      return [...this.childNodes].some(
        ({ nodeType, data }) => nodeType === Node.ELEMENT_NODE || (nodeType === Node.TEXT_NODE && data.trim()),
      );
    }

    #followLanguage() {
      present.add(this.#invalidate);
      const change = { subtree: true, attributeFilter: ["lang"] };
      for (let root = this.getRootNode(); root; root = root.host?.getRootNode()) languages.observe(root, change);
    }

    #stop() {
      present.delete(this.#invalidate);
      if (!present.size) languages.disconnect();
      this.#near?.disconnect();
      this.#near = undefined;
      early?.leave(this);
      running.delete(this.#running);
      this.#running = undefined;
      this.#enter((badge) => badge.free());
      this.#badge = undefined;
      this.#root.replaceChildren(this.#slot);
      this.#setState("idle");
      this.#settle();
    }

    /** Calls into the wasm. What escapes from there has left it in the middle of something, as a panic does. */
    #enter(call) {
      if (isBroken || !this.#badge) return undefined;
      try {
        return call(this.#badge);
      } catch {
        return breakDown();
      }
    }

    #breakDown() {
      this.#running = this.#badge = undefined;
      this.#fail(new Unfit("it has stopped after a fault of its own"));
    }

    /** Without wasm: the author's content, or a quiet line; and for the owner the reason. */
    #fail(error) {
      early?.leave(this);
      if (!this.isConnected || this.#badge) return;
      const message = `The badge cannot run here: ${reason(error)}`;
      this.#root.replaceChildren(this.#slot);
      if (!this.#isFilled()) this.#root.append(line("status", unavailable[ours(language(this)) ?? "en"]));
      if (isOwner(this.debug)) {
        this.#root.append(line("notice", `unsupported: ${message}`));
        console.warn(`my-groups-badge: unsupported: ${message}`);
      }
      this.#setState("failed");
      this.#dispatch("error", { kind: "unsupported", status: 0, message });
      this.#dispatch("loadend");
      this.#settle();
    }

    /** What the badge sees of its element, and how it speaks through it. */
    #port() {
      const element = this;
      const alive = (tell) => (...words) => isBroken || tell(...words);
      return {
        host: element,
        section: element.#section,
        language: () => language(element),
        isFilled: () => element.#isFilled(),
        group,
        get token() {
          return element.#token;
        },
        changed: alive((state, isBusy) => {
          element.#groups = undefined;
          element.#setState(state, isBusy);
        }),
        event: alive((name) => {
          element.#dispatch(name);
          if (name === "loadend") element.#settle();
        }),
        broken: breakDown,
        sent: (address) => early?.take(address),
        load: alive((count) => element.#dispatch("load", { count })),
        error: alive((kind, status, message) => element.#dispatch("error", { kind, status, message })),
      };
    }

    #dispatch(name, detail) {
      this.dispatchEvent(detail ? new CustomEvent(name, { detail }) : new Event(name));
    }

    #settle() {
      for (const resolve of this.#waiting.splice(0)) resolve(this.#state);
    }

    #setState(state, isBusy = state === "loading") {
      this.#state = state;
      if (!this.#internals) return;
      this.#internals.ariaBusy = String(isBusy);
      try {
        this.#internals.states.clear();
        this.#internals.states.add(state);
      } catch {
        // Browsers before custom states had plain names.
      }
    }

    /** Several attributes set in one go make one update. */
    #invalidate = () => {
      if (this.#isStale) return;
      this.#isStale = true;
      queueMicrotask(() => this.#update());
    };

    #update() {
      if (!this.#isStale) return;
      this.#isStale = false;
      this.#groups = undefined;
      if (this.#badge) this.#enter((badge) => badge.update());
      else if (this.#state === "loading" && !isLoaded) early?.start(this);
    }

    #adoptStyle() {
      const page = this.ownerDocument;
      let sheet = sheets.get(page);
      try {
        if (!sheet) {
          sheet = new page.defaultView.CSSStyleSheet();
          sheet.replaceSync(css);
          sheets.set(page, sheet);
        }
        this.#root.adoptedStyleSheets = [sheet];
      } catch {
        // Without constructable style sheets, or in a document without a window, the list is plain but there.
      }
    }

    /** Properties that a script set before this file ran stand in the way of the accessors. */
    #upgradeProperties() {
      for (const { property } of attributes) {
        if (!Object.hasOwn(this, property)) continue;
        const value = this[property];
        delete this[property];
        this[property] = value;
      }
    }
  }

  for (const attribute of attributes) {
    if (attribute.property in MyGroupsBadge.prototype) continue;
    Object.defineProperty(MyGroupsBadge.prototype, attribute.property, {
      configurable: true,
      enumerable: true,
      get() {
        return reflect(this, attribute);
      },
      set(value) {
        if (value == null) this.removeAttribute(attribute.name);
        else this.setAttribute(attribute.name, value);
      },
    });
  }

  customElements.define(NAME, MyGroupsBadge);
}

function make(name, className, ...content) {
  const element = document.createElement(name);
  element.className = className;
  element.append(...content);
  return element;
}

/** An attribute as its property, by the rules of https://html.spec.whatwg.org/multipage/common-dom-interfaces.html */
function reflect(element, { name, kind, default: initial, values, empty }) {
  const value = element.getAttribute(name);
  switch (kind) {
    case "url":
      try {
        return value ? new URL(value, element.baseURI).href : "";
      } catch {
        return value;
      }
    case "one-of":
      if (value === "" && empty) return empty;
      return values.find((word) => word === value?.trim().toLowerCase()) ?? initial;
    case "whole": {
      const number = /^\s*\d+\s*$/.test(value ?? "") ? Number(value) : NaN;
      return number >= values[0] && number <= values[1] ? number : Number(initial);
    }
    default:
      return value ?? "";
  }
}

function line(name, text) {
  const line = document.createElement("p");
  line.className = name;
  if (name === "notice") line.dir = "ltr"; // It is English wherever it stands.
  line.part = "status";
  line.textContent = text;
  return line;
}

/** A group as `groups` has it: its id as a number where that is what it is, and holds it exactly. */
function group(id, name, memberCount = null, description, topicCount = null, created = null, isPrivate, url = null) {
  const number = Number(id);
  const isNumber = /^\d+$/.test(id) && Number.isSafeInteger(number) && String(number) === id;
  return Object.freeze({ id: isNumber ? number : id, name, memberCount, description, topicCount, created, isPrivate, url });
}

/**
 * The nearest `lang`, the element's own included, out through the shadow roots around it. A page that states none is read
 * in the visitor's language.
 */
function language(element) {
  for (let inner = element, root; inner; inner = root instanceof ShadowRoot && root.host) {
    const stated = inner.closest("[lang]");
    if (stated) return stated.getAttribute("lang");
    root = inner.getRootNode(); // A link that is in no page has a `host` too.
  }
  return navigator.language ?? "";
}

/** As `Debug::is_on` in src/options has it. */
function isOwner(debug) {
  const isLocal = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname);
  return debug === "on" || (debug === "auto" && isLocal);
}

/** A reason that has nothing to do with where the wasm file is. */
class Unfit extends Error {}

function reason(error) {
  const text = String(error?.message ?? error);
  if (error instanceof Unfit) return `${text}. ${CSP_PAGE}`;
  if (/content security policy|blocked by csp|unsafe-eval/i.test(text)) {
    return `this page's Content-Security-Policy forbids WebAssembly. Add 'wasm-unsafe-eval' to script-src. ${CSP_PAGE}`;
  }
  return `${text}. Its wasm file must be beside its script, and allowed by CORS and this page's connect-src. ${CSP_PAGE}`;
}
