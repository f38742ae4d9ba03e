/** Where a badge stands. */
export type MyGroupsBadgeState = STATES;

/** Why a list could not be loaded. */
export type MyGroupsBadgeErrorKind = KINDS;

/** A group that is shown. */
export interface MyGroupsBadgeGroup {
  // GROUP
}

/** Of a `load` event. */
export interface MyGroupsBadgeLoadDetail {
  /** How many groups are shown. */
  readonly count: number;
}

/** Of an `error` event. */
export interface MyGroupsBadgeErrorDetail {
  readonly kind: MyGroupsBadgeErrorKind;
  /** The HTTP status, or 0 where there was no answer. */
  readonly status: number;
  /** In English, for the site's owner. It never holds the token. */
  readonly message: string;
}

/** The events of the element. None bubbles or can be cancelled. */
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

/** Listeners to the events of the element, each under its name with `Prefix` before it. */
export type MyGroupsBadgeListeners<Prefix extends string> = {
  [K in keyof MyGroupsBadgeEventMap as `${Prefix}${K}`]?:
    | ((event: MyGroupsBadgeEventMap[K]) => unknown)
    | null
    | undefined;
};

/**
 * Has the wasm loaded from this address, which is where your own build has put the file `my-groups-badge/wasm`.
 * To be called in the module that imports the package, before anything is awaited there.
 */
export function setWasmUrl(url: string | URL): void;

declare global {
  interface HTMLElementTagNameMap {
    "my-groups-badge": MyGroupsBadgeElement;
  }
}
