// The list as a Preact component in a custom element.

import { h, render } from "preact";
import { load, members, sheet, sorted } from "./common.js";

const row = ({ id, name, member_count }) =>
  h("li", { key: id, part: "group", class: "group" }, [
    h("span", { part: "name", class: "name" }, h("bdi", null, name)),
    h("span", { part: "count", class: "count" }, members(member_count)),
  ]);

const Badge = ({ groups, sort }) =>
  h("div", { class: "root" }, [
    h("section", { part: "badge", class: "badge as-list", "data-theme": "auto", "aria-label": "My Groups" }, [
      h("h2", { part: "heading", class: "heading" }, "My Groups"),
      h("ul", { part: "list", class: "list", role: "list" }, sorted(groups, sort).map(row)),
    ]),
  ]);

class Peer extends HTMLElement {
  static observedAttributes = ["sort"];
  #root = this.attachShadow({ mode: "open" });
  #groups = [];

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

  async reload() {
    this.#groups = await load(this.getAttribute("src"));
    this.#render();
  }

  #render() {
    render(h(Badge, { groups: this.#groups, sort: this.getAttribute("sort") }), this.#root);
  }
}
customElements.define("preact-groups", Peer);
