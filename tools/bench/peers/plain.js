// The list in plain JavaScript, without a library: the lower bound.

import { load, matching, members, sheet, sorted } from "./common.js";

const template = document.createElement("template");
template.innerHTML =
  '<li part="group" class="group"><span part="name" class="name"><bdi></bdi></span><span part="count" class="count"></span></li>';
const frame = document.createElement("template");
frame.innerHTML =
  '<div class="root"><section part="badge" class="badge as-list" data-theme="auto" aria-label="My Groups"><h2 part="heading" class="heading">My Groups</h2><ul part="list" class="list" role="list"></ul></section></div>';

class Peer extends HTMLElement {
  static observedAttributes = ["sort"];
  #root = this.attachShadow({ mode: "open" });
  #list;
  #groups = [];
  #rows = new Map();

  connectedCallback() {
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.replaceChildren(frame.content.cloneNode(true));
    this.#list = this.#root.querySelector("ul");
    this.reload();
  }

  attributeChangedCallback() {
    this.#render();
  }

  set sort(sort) {
    this.setAttribute("sort", sort);
  }

  set filter(filter) {
    const isMatch = matching(filter);
    for (const group of this.#groups) this.#row(group).hidden = !isMatch(group);
  }

  async reload() {
    this.#groups = await load(this.getAttribute("src"));
    this.#render();
  }

  #render() {
    const rows = sorted(this.#groups, this.getAttribute("sort")).map((group) => this.#row(group));
    this.#list?.replaceChildren(...rows);
  }

  #row({ id, name, member_count }) {
    let row = this.#rows.get(id);
    if (!row) {
      row = template.content.firstChild.cloneNode(true);
      row.firstChild.firstChild.textContent = name;
      row.lastChild.textContent = members(member_count);
      this.#rows.set(id, row);
    }
    return row;
  }
}
customElements.define("plain-groups", Peer);
