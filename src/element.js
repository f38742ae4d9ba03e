// The class of <my-groups-badge>: what the platform allows in JavaScript alone. It holds the public surface
// (attributes, properties, states, events) and the start of the wasm; all that a badge does stands in Rust.

const NAME = "my-groups-badge";
const NO_GROUPS = Object.freeze([]);

/**
 * Registers the element, unless the page already has one of that name: then the first one serves.
 *
 * @param {object} parts
 * @param {{name: string, property: string, kind: string, default: string, values?: string[] | number[], empty?: string}[]} parts.attributes
 * @param {string} parts.css the badge's style sheet
 * @param {() => Promise<{Badge: Function}>} parts.start starts the wasm; asked once for all badges of a page
 */
export function define({ attributes, css, start }) {
  if (customElements.get(NAME)) return;

  /** A style sheet can only be adopted in the document that made it. */
  const sheets = new WeakMap();
  let started;

  /** A badge reads in the language of the nearest `lang`, which may change anywhere above it: one observer for all. */
  const present = new Set();
  const languages = new MutationObserver(() => present.forEach((invalidate) => invalidate()));

  class MyGroupsBadge extends HTMLElement {
    static observedAttributes = attributes.map(({ name }) => name);

    #root = this.attachShadow({ mode: "open" });
    #slot = document.createElement("slot");
    #internals = this.attachInternals?.();
    #badge;
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
      this.#adoptStyle();
      this.#upgradeProperties();
      this.#followLanguage();
      if (this.#state === "idle") this.#start();
      else this.#invalidate(); // a move can bring another language
    }

    // Also runs when the element is only moved: whether it is gone shows when the move is over.
    disconnectedCallback() {
      queueMicrotask(() => this.isConnected || this.#stop());
    }

    adoptedCallback() {
      this.#adoptStyle();
    }

    attributeChangedCallback(_name, before, now) {
      if (before !== now) this.#invalidate();
    }

    /** "idle", "loading", "ready", "empty" or "failed". */
    get state() {
      return this.#state;
    }

    /** The groups rendered, in rendered order; frozen. */
    get groups() {
      this.#groups ??= this.#badge ? Object.freeze(this.#badge.groups()) : NO_GROUPS;
      return this.#groups;
    }

    /** Loads again. Resolves to the state reached; never rejects. */
    reload() {
      return new Promise((resolve) => {
        if (!this.isConnected) return resolve("idle");
        this.#waiting.push(resolve);
        if (this.#badge) {
          this.#update();
          this.#badge.reload();
        } else if (this.#state === "failed") {
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

    async #start() {
      this.#setState("loading");
      this.#root.replaceChildren(this.#frame());
      try {
        started ??= start();
        const { Badge } = await started;
        if (!this.isConnected || this.#badge) return;
        this.#root.replaceChildren();
        this.#badge = new Badge(this.#port());
      } catch (error) {
        started = undefined;
        this.#fail(error);
      }
    }

    /**
     * What stands there while the wasm is on its way: the author's content, in the room that the list will take if
     * `limit` says how much that is; where there is none, a skeleton. The badge's view (skeleton.rs) goes on with the same.
     */
    #frame() {
      const isFilled = this.childElementCount > 0 || this.textContent.trim() !== "";
      const rows = Math.min(this.limit || (isFilled ? 0 : 5), 30);
      const bar = (name) => make("div", name, make("span", "bar", "\u00a0"));
      const shown = this.show.toLowerCase();
      const lines = ["name", "count"];
      if (/topics|founded/.test(shown)) lines.push("meta");
      if (/description/.test(shown)) lines.push("description");
      const groups = Array.from({ length: rows }, () => make("div", "group", ...lines.map(bar)));
      const room = make("div", isFilled ? "room" : "");
      if (rows) {
        if (this.getAttribute("heading") !== "") room.append(make("div", "heading", "\u00a0"));
        const skeleton = make("div", "skeleton", make("div", "list", ...groups));
        if (this.limit) skeleton.append(make("div", "more", "\u00a0"));
        room.append(skeleton);
      }
      room.ariaHidden = "true";
      const stack = make("div", rows ? "stack" : "", make("div", "", this.#slot), room);
      const frame = make("section", `badge as-${this.layout}`, stack);
      frame.dataset.theme = this.theme;
      return make("div", "root", frame);
    }

    #followLanguage() {
      present.add(this.#invalidate);
      const change = { subtree: true, attributeFilter: ["lang"] };
      for (let root = this.getRootNode(); root; root = root.host?.getRootNode()) languages.observe(root, change);
    }

    #stop() {
      present.delete(this.#invalidate);
      if (!present.size) languages.disconnect();
      this.#badge?.free();
      this.#badge = undefined;
      this.#root.replaceChildren(this.#slot);
      this.#setState("idle");
      this.#settle();
    }

    #fail(error) {
      if (!this.isConnected) return;
      this.#root.replaceChildren(this.#slot);
      this.#setState("failed");
      const message = `The badge cannot run here: ${error?.message ?? error}`;
      this.#dispatch("error", { kind: "unsupported", status: 0, message });
      this.#dispatch("loadend");
      this.#settle();
    }

    /** What the badge sees of its element, and how it speaks through it. */
    #port() {
      const element = this;
      return {
        host: element,
        root: element.#root,
        get token() {
          return element.#token;
        },
        changed(state, isBusy) {
          element.#groups = undefined;
          element.#setState(state, isBusy);
        },
        event(name) {
          element.#dispatch(name);
          if (name === "loadend") element.#settle();
        },
        load(count) {
          element.#dispatch("load", { count });
        },
        error(kind, status, message) {
          element.#dispatch("error", { kind, status, message });
        },
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
      this.#badge?.update();
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
