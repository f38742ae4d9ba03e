/** Whether a page on this host, without its port, is on the author's own machine. */
export const isLocalHost = (host) => /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);

/** The nearest `lang`, out through shadow roots. A page that states none is read in the visitor's language. */
export function nearestLanguage(element) {
  const stated = element.closest("[lang]");
  if (stated) return stated.getAttribute("lang");
  const root = element.getRootNode(); // A detached link has a `host` too.
  return root.nodeType === 11 && root.host ? nearestLanguage(root.host) : navigator.language;
}

/** Whether the author put anything into the tag: editors leave white space, `<br>` and empty paragraphs. */
export function hasContent({ childNodes }) {
  for (const node of childNodes) {
    const isText = node.nodeType === Node.TEXT_NODE && node.data.trim();
    const isElement = node.nodeType === Node.ELEMENT_NODE && !/^(br|p)$/.test(node.localName);
    if (isText || isElement || (node.localName === "p" && hasContent(node))) return true;
  }
  return false;
}
