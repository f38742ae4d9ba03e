/** @file Moments that an element waits for. */
import { dictionary } from "./platform.js";

/** How near the viewport a lazy element starts to load. */
const LAZY_MARGIN = "400px";
/** How long the first frame is waited for: a page in a background tab renders none. */
const FRAME_TIMEOUT_MS = 500;

/**
 * Calls a function once when an element is near the viewport, or when the page is about to be printed. Returns a
 * function that stops the waiting.
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
 * Resolves when the browser has painted a frame after the first call: so what follows does not delay the page's own
 * first paint.
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
      // The frame is painted after its callbacks, hence a task of its own.
      requestAnimationFrame(() => {
        clearTimeout(timer);
        setTimeout(resolve);
      });
    },
  };
}
