/**
 * @file The class of `<my-groups-badge>`. It has the parts of a custom element that need a class: lifecycle,
 * attributes, states and events. The badge itself is written in Rust. The class never throws an exception into the
 * page's code, and the author's content stays visible if the wasm cannot run.
 */
import attributes from "attributes.json";
import { wasmUrl } from "files.js";
import { prepare } from "intl.js";
import { isLocalHost } from "surroundings.js";
import { hasContent, holdsList, isUnclosed } from "./content.js";
import { ignoreRejection, sendEarly } from "./early-request.js";
import { languageOf, rootsAround, unavailableLine } from "./language.js";
import { failureView, placeholder } from "./placeholder.js";
import { call, createElement, createEvent, dictionary, get } from "./platform.js";
import { upgradeProperties } from "./reflect.js";
import { adoptStyleSheet } from "./style-sheet.js";
import { Unsupported, reasonOf } from "./unsupported.js";
import { firstFrame, whenNear } from "./waiting.js";
import { callWasm, faultError, hasFault, isUsable, onFault } from "./wasm.js";
import { hasWebAssembly, isLoaded, loadWasm, requestWasm } from "./wasm.js";

/**
 * @typedef {"idle" | "loading" | "ready" | "empty" | "failed"} State
 * @typedef {import("./early-request.js").EarlyRequest} EarlyRequest
 * @typedef {import("glue.js").Badge} Badge
 */

export const NAME = "my-groups-badge";
/** The time limit for loading the wasm. A badge then fails, but it still starts if the wasm loads later. */
const WASM_TIMEOUT_MS = 30_000;
/** How long a removed badge keeps its list, because routers remove elements and insert them again. */
const REMOVAL_DELAY_MS = 1_000;

/**
 * The elements that are in the page. They share one wasm, so they fail together.
 * @type {MyGroupsBadge[]}
 */
let badges = [];
/** @type {MutationObserver | undefined} Observes the `lang` attributes of the page. */
let languageObserver;

/**
 * The properties that `reflect` defines from the table of attributes and the class reads.
 * @typedef {object} Reflected
 * @property {string} src
 * @property {string} loading
 * @property {string} debug
 * @property {string} layout
 * @property {string} theme
 * @property {number} limit
 */

/** A server that renders pages has no `HTMLElement`. */
const Base = /** @type {new () => HTMLElement & Reflected} */ (globalThis.HTMLElement ?? class {});

export class MyGroupsBadge extends Base {
  static observedAttributes = attributes.map(({ name }) => name);

  /** Updates every badge, after a change of a language. */
  static updateAll() {
    for (const badge of badges) {
      badge.#invalidate();
    }
  }

  /** Fails every badge that uses the wasm, after a fault of the wasm. */
  static failAll() {
    for (const badge of badges) {
      if (badge.#wasmBadge !== undefined || badge.#state === "loading") {
        badge.#fail(faultError());
      }
    }
  }

  #root = attachShadow(this);
  /** @type {State} */
  #state = "idle";
  /** @type {Badge | undefined} The badge in the wasm, if the wasm has loaded. */
  #wasmBadge;
  /** @type {EarlyRequest | undefined} */
  #earlyRequest;
  /** @type {ElementInternals | undefined} */
  #internals;
  /** @type {(() => void) | undefined} Stops observing whether the element is near the viewport. */
  #stopObserving;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #removalTimer;
  /** @type {((state: State) => void)[]} The functions that resolve the promises of `reload`. */
  #reloadResolvers = [];
  /** @type {readonly object[]} */
  #groups = Object.freeze([]);
  #groupsJson = "[]";
  /** @type {string | undefined} */
  #token;
  #isStale = false;

  connectedCallback() {
    clearTimeout(this.#removalTimer);
    if (!badges.includes(this)) {
      badges.push(this);
    }
    upgradeProperties(this, attributes);
    if (this.#state === "idle") {
      this.#startWhenNear();
    } else {
      adoptStyleSheet(this.#root);
      this.#observeLanguage();
      this.#invalidate(); // The element may have been moved to a place of another language.
    }
  }

  disconnectedCallback() {
    this.#removalTimer = setTimeout(() => {
      if (!this.#isInPage()) {
        this.#stop();
      }
    }, REMOVAL_DELAY_MS);
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    if (before === now) {
      return;
    }
    if (name === "loading" && this.#stopObserving !== undefined) {
      this.#startWhenNear();
    }
    this.#invalidate();
  }

  /** "idle", "loading", "ready", "empty" or "failed". */
  get state() {
    return this.#state;
  }

  /** The rendered groups in rendered order, as a frozen array. It is the same array until the groups change. */
  get groups() {
    callWasm(() => {
      const json = this.#wasmBadge === undefined ? "[]" : this.#wasmBadge.groups();
      if (json !== this.#groupsJson) {
        this.#groups = JSON.parse(json, (_, value) => Object.freeze(value));
        this.#groupsJson = json;
      }
    });
    return this.#groups;
  }

  /**
   * Loads the groups again. The promise resolves to the resulting state and never rejects.
   * @returns {Promise<State>}
   */
  async reload() {
    if (!this.#isInPage()) {
      return "idle";
    }
    // A thenable instead of a promise, because pages replace `Promise`. The engine calls `then` in a microtask, when no
    // wasm is running: a page may call `reload` from a listener.
    const ended = {
      /** @param {(state: State) => void} resolve */
      then: (resolve) => {
        this.#reloadResolvers.push(resolve);
        this.#reload();
      },
    };
    return /** @type {any} */ (ended);
  }

  /** The token. Setting it never writes it into the DOM, because a page is public. */
  get token() {
    if (this.#token !== undefined) {
      return this.#token;
    }
    return call(this, "getAttribute", "token") ?? "";
  }

  set token(token) {
    this.#token = token === null || token === undefined ? undefined : String(token);
    this.#invalidate();
  }

  #isInPage() {
    return get(this, "isConnected");
  }

  /** Returns whether the badge has not started, or has stopped because the element was removed from the page. */
  #isStopped() {
    return this.#state === "idle";
  }

  #reload() {
    if (this.#wasmBadge !== undefined) {
      this.#update();
      callWasm(() => this.#wasmBadge?.reload());
    } else if (this.#state !== "loading") {
      this.#start();
    }
  }

  #startWhenNear() {
    this.#stopWaitingUntilNear();
    if (this.loading !== "lazy" || typeof IntersectionObserver !== "function") {
      this.#start();
      return;
    }
    this.#showPlaceholder();
    // The placeholder is observed: if the page sets `display: contents` on the element, the element has no box.
    const box = /** @type {Element} */ (this.#root.firstElementChild);
    this.#stopObserving = whenNear(box, () => this.#start());
  }

  #stopWaitingUntilNear() {
    if (this.#stopObserving !== undefined) {
      this.#stopObserving();
      this.#stopObserving = undefined;
    }
  }

  /** Starts the badge. It sends the requests first, because they take the longest time. */
  async #start() {
    this.#stopWaitingUntilNear();
    const onTimeout = () => this.#fail(new Unsupported("its wasm file takes too long to load."));
    const timer = setTimeout(onTimeout, WASM_TIMEOUT_MS);
    try {
      this.#setState("loading");
      requestWasm();
      this.#updateEarlyRequest();
      if (holdsList(this)) {
        this.#root.replaceChildren(createElement("slot", {}));
        await firstFrame();
        if (this.#isStopped()) {
          return;
        }
      }
      const loading = loadWasm();
      ignoreRejection(loading);
      this.#prepareLanguage();
      this.#showPlaceholder();
      this.#mount(await loading);
    } catch (error) {
      this.#fail(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Requests the words file, and creates the browser's slow formatters, while the wasm is loading. */
  #prepareLanguage() {
    this.#observeLanguage();
    prepare(this.#language().tag);
  }

  #showPlaceholder() {
    adoptStyleSheet(this.#root);
    this.#root.replaceChildren(placeholder(this));
  }

  /** @param {import("./wasm.js").BadgeClass} BadgeClass */
  #mount(BadgeClass) {
    const isWaitingUntilNear = this.#stopObserving !== undefined;
    if (this.#isStopped() || this.#wasmBadge !== undefined || isWaitingUntilNear) {
      return;
    }
    this.#updateEarlyRequest();
    const early = this.#earlyRequest;
    this.#earlyRequest = undefined;
    this.#root.replaceChildren();
    this.#wasmBadge = callWasm(() => new BadgeClass(this.#port(), early));
  }

  /** Stops the badge, and frees its memory in the wasm. */
  #stop() {
    badges = badges.filter((badge) => badge !== this);
    if (badges.length === 0 && languageObserver !== undefined) {
      languageObserver.disconnect();
    }
    this.#abortEarlyRequest();
    this.#stopWaitingUntilNear();
    callWasm(() => this.#wasmBadge?.free());
    this.#wasmBadge = undefined;
    this.#root.replaceChildren();
    this.#setState("idle");
    this.#settle();
  }

  /**
   * Shows the author's content or a quiet line. Shows the reason too if the reader is the site's owner.
   * @param {unknown} error
   */
  async #fail(error) {
    if (hasFault()) {
      this.#wasmBadge = undefined;
    }
    this.#abortEarlyRequest();
    const message = `The badge cannot run here: ${await reasonOf(error, wasmUrl)}`;
    if (this.#isStopped() || this.#wasmBadge !== undefined) {
      return;
    }
    this.#showFailure(`unsupported: ${message}`);
    this.#setState("failed");
    this.#dispatch("error", { kind: "unsupported", status: 0, message });
    this.#dispatch("loadend");
  }

  /** @param {string} reason */
  #showFailure(reason) {
    const isOwner = this.#isOwner();
    if (isOwner) {
      console.warn(`${NAME}: ${reason}`);
    }
    try {
      const line = unavailableLine(this.#language());
      this.#root.replaceChildren(...failureView(this, line, isOwner ? reason : undefined));
    } catch {
      // The page's DOM functions throw. The state and the events still report the failure.
    }
  }

  /** Returns whether the reader is the site's owner, who sees the reasons of failures. */
  #isOwner() {
    return this.debug === "on" || (this.debug === "auto" && isLocalHost(location.hostname));
  }

  /** Sends the request that the badge in the wasm will need. Aborts an earlier request if `src` has changed. */
  #updateEarlyRequest() {
    const url = this.#sourceUrl();
    if (this.#earlyRequest !== undefined && this.#earlyRequest.url !== url) {
      this.#abortEarlyRequest();
    }
    const isSent = badges.some((badge) => badge.#earlyRequest?.url === url);
    if (url !== undefined && !isSent && !isLoaded() && hasWebAssembly()) {
      this.#earlyRequest = sendEarly(url);
    }
  }

  #abortEarlyRequest() {
    if (this.#earlyRequest !== undefined) {
      this.#earlyRequest.abort.abort();
      this.#earlyRequest = undefined;
    }
  }

  #sourceUrl() {
    const src = call(this, "getAttribute", "src");
    const isSet = src !== null && /\S/.test(src);
    return isSet ? this.src : undefined;
  }

  /** Returns the functions of the element that the badge in the wasm can call. */
  #port() {
    return {
      root: this.#root,
      /** @param {string} name */
      attribute: (name) => call(this, "getAttribute", name) ?? undefined,
      token: () => this.#token,
      language: () => this.#language(),
      hasContent: () => hasContent(this),
      holdsList: () => holdsList(this),
      isUnclosed: () => isUnclosed(this),
      /**
       * @param {State} state
       * @param {boolean} isBusy
       */
      setState: (state, isBusy) => {
        if (!hasFault()) {
          this.#setState(state, isBusy);
        }
      },
      /**
       * Dispatches an event in a microtask, when no wasm is running: its listeners may call the element.
       * @param {string} name
       * @param {string} [json]
       */
      dispatch: (name, json) => {
        queueMicrotask(() => {
          if (isUsable()) {
            this.#dispatch(name, json === undefined ? undefined : JSON.parse(json));
          }
        });
      },
    };
  }

  /**
   * @param {string} name
   * @param {unknown} [detail]
   */
  #dispatch(name, detail) {
    call(this, "dispatchEvent", createEvent(name, detail));
    if (name === "loadend") {
      this.#settle();
    }
  }

  /** Resolves the promises of `reload`. */
  #settle() {
    const waiting = this.#reloadResolvers;
    this.#reloadResolvers = [];
    for (const resolve of waiting) {
      resolve(this.#state);
    }
  }

  /**
   * @param {State} state
   * @param {boolean} isBusy
   */
  #setState(state, isBusy = state === "loading") {
    this.#state = state;
    try {
      if (this.#internals === undefined) {
        this.#internals = /** @type {ElementInternals} */ (call(this, "attachInternals"));
      }
      this.#internals.ariaBusy = String(isBusy);
      this.#internals.states.clear();
      this.#internals.states.add(state);
    } catch {
      // Older browsers and polyfills have no internals, or accept only other names for states.
    }
  }

  /** Updates in a microtask, so that several attributes that are set one after another cause one update. */
  #invalidate() {
    if (!this.#isStale) {
      this.#isStale = true;
      queueMicrotask(() => this.#update());
    }
  }

  #update() {
    if (!this.#isStale) {
      return;
    }
    this.#isStale = false;
    callWasm(() => this.#wasmBadge?.update());
    if (this.#state === "loading" && this.#wasmBadge === undefined) {
      this.#updateEarlyRequest();
    }
  }

  #language() {
    return languageOf(this, {
      onLoad: () => MyGroupsBadge.updateAll(),
      onError: (message) => {
        if (this.#isOwner()) {
          console.warn(`${NAME}: ${message}`);
        }
      },
    });
  }

  #observeLanguage() {
    try {
      if (languageObserver === undefined) {
        languageObserver = new MutationObserver(() => MyGroupsBadge.updateAll());
      }
      for (const root of rootsAround(this)) {
        languageObserver.observe(root, dictionary({ subtree: true, attributeFilter: ["lang"] }));
      }
    } catch {
      // The page has replaced the observer. The badge keeps its language.
    }
  }
}

onFault(() => MyGroupsBadge.failAll());

/**
 * @param {HTMLElement} element
 * @returns {ShadowRoot}
 */
function attachShadow(element) {
  return call(element, "attachShadow", dictionary({ mode: "open" }));
}
