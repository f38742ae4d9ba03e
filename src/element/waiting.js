/** @file Waits until an element is near the viewport, or until the first frame is painted. */
import { dictionary } from "./platform.js";

/** The distance from the viewport at which a lazy element starts to load. */
const LAZY_MARGIN = "400px";
/** The time limit for the first frame. A page in a background tab paints no frame. */
const FRAME_TIMEOUT_MS = 500;

/**
 * Calls a function once when an element is near the viewport, or when the page is about to be printed. Returns a
 * function that cancels this.
 * @param {Element} element
 * @param {() => void} onNear
 * @returns {() => void}
 */
export function whenNear(element, onNear) {
  const near = () => {
    stop();
    onNear();
  };
  /** @param {IntersectionObserverEntry[]} entries */
  const observe = (entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) {
      near();
    }
  };
  const observer = new IntersectionObserver(observe, dictionary({ rootMargin: LAZY_MARGIN }));
  const stop = () => {
    observer.disconnect();
    removeEventListener("beforeprint", near);
  };
  observer.observe(element);
  addEventListener("beforeprint", near);
  return stop;
}

/** @type {Promise<void> | undefined} */
let frame;

/**
 * Resolves when the browser has painted a frame after the first call. Work that waits for this promise does not delay
 * the page's own first paint.
 * @returns {Promise<void>}
 */
export async function firstFrame() {
  if (frame === undefined) {
    frame = nextFrame();
  }
  await frame;
}

async function nextFrame() {
  // A thenable instead of a promise, because pages replace `Promise`.
  await {
    /** @param {() => void} resolve */
    then(resolve) {
      const timer = setTimeout(resolve, FRAME_TIMEOUT_MS);
      // The browser paints the frame after these callbacks, so the promise resolves in a later task.
      requestAnimationFrame(() => {
        clearTimeout(timer);
        setTimeout(resolve);
      });
    },
  };
}
