/** The state of a badge. */
export type MyGroupsBadgeState = STATES;

/** The reason why a list could not be loaded. */
export type MyGroupsBadgeErrorKind = KINDS;

/** A group that is shown. */
export interface MyGroupsBadgeGroup {
  // GROUP
}

/** The `detail` of a `load` event. */
export interface MyGroupsBadgeLoadDetail {
  /** The number of groups in the list. */
  readonly count: number;
}

/** The `detail` of an `error` event. */
export interface MyGroupsBadgeErrorDetail {
  readonly kind: MyGroupsBadgeErrorKind;
  /** The HTTP status, or 0 if there was no response. */
  readonly status: number;
  /** An explanation in English for the site's owner. It never contains the token. */
  readonly message: string;
}

/** The events of the element. They do not bubble and cannot be cancelled. */
export interface MyGroupsBadgeEventMap {
  // EVENTS
}

/** The element `<my-groups-badge>`. */
export interface MyGroupsBadgeElement extends HTMLElement {
  // MEMBERS

  addEventListener<K extends keyof MyGroupsBadgeEventMap>(
    type: K,
    listener: (this: MyGroupsBadgeElement, event: MyGroupsBadgeEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: HTMLElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** The attributes, as HTML writes them. */
export interface MyGroupsBadgeAttributes {
  // ATTRIBUTES
}

/** The properties that a template may set. */
export interface MyGroupsBadgeProperties {
  // PROPERTIES
}

/** Listeners for the events of the element. The key of each is the event's name after `Prefix`. */
export type MyGroupsBadgeListeners<Prefix extends string> = {
  [K in keyof MyGroupsBadgeEventMap as `${Prefix}${K}`]?:
    | ((event: MyGroupsBadgeEventMap[K]) => unknown)
    | null
    | undefined;
};

/**
 * Sets the URL of the wasm, if your own build has placed the file `my-groups-badge/wasm` there. Call it in the module that
 * imports the package, before its first `await`.
 */
export function setWasmUrl(url: string | URL): void;

declare global {
  interface HTMLElementTagNameMap {
    "my-groups-badge": MyGroupsBadgeElement;
  }
}
