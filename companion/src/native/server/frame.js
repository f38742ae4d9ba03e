// Sends the height of this page to the page around the iframe. In WordPress, also sends the URL of a clicked link.
// https://github.com/WordPress/wordpress-develop/blob/trunk/src/js/_enqueues/wp/embed.js
const secret = new URLSearchParams(location.hash.replace(/^#\??/, "")).get("secret");
const post = (message, value) => parent.postMessage({ message, value, secret }, "*");

new ResizeObserver(() => {
  post("height", Math.ceil(document.documentElement.getBoundingClientRect().height));
}).observe(document.documentElement);

addEventListener("click", (event) => {
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement && target.href);
  if (secret && link && event.button === 0) {
    event.preventDefault();
    post("link", link.href);
  }
});
