// The list as a Preact component in a custom element.

import { h, render } from "preact";
import { load, matching, members, sheet, sorted } from "./common.js";

const row = (isMatch) => (group) =>
  h("li", { key: group.id, part: "group", class: "group", hidden: !isMatch(group) }, [
    h("span", { part: "name", class: "name" }, h("bdi", null, group.name)),
    h("span", { part: "count", class: "count" }, members(group.member_count)),
  ]);

const Badge = ({ groups, sort, filter }) =>
  h("div", { class: "root" }, [
    h("section", { part: "badge", class: "badge as-list", "data-theme": "auto", "aria-label": "My Groups" }, [
      h("h2", { part: "heading", class: "heading" }, "My Groups"),
      h("ul", { part: "list", class: "list", role: "list" }, sorted(groups, sort).map(row(matching(filter)))),
    ]),
  ]);

class Peer extends HTMLElement {
  static observedAttributes = ["sort"];
  #root = this.attachShadow({ mode: "open" });
  #groups = [];
  #filter;

  connectedCallback() {
    this.#root.adoptedStyleSheets = [sheet];
    this.#render();
    this.reload();
  }

  disconnectedCallback() {
    render(null, this.#root);
  }

  attributeChangedCallback() {
    this.#render();
  }

  set sort(sort) {
    this.setAttribute("sort", sort);
  }

  set filter(filter) {
    this.#filter = filter;
    this.#render();
  }

  async reload() {
    this.#groups = await load(this.getAttribute("src"));
    this.#render();
  }

  #render() {
    render(h(Badge, { groups: this.#groups, sort: this.getAttribute("sort"), filter: this.#filter }), this.#root);
  }
}
customElements.define("preact-groups", Peer);
