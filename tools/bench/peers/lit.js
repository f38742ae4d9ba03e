// The list as a Lit element.

import { LitElement, html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { load, matching, members, sheet, sorted } from "./common.js";

class Peer extends LitElement {
  static styles = sheet;
  static properties = { src: {}, sort: {}, filter: {}, groups: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.reload();
  }

  async reload() {
    this.groups = await load(this.src ?? this.getAttribute("src"));
  }

  render() {
    const groups = sorted(this.groups ?? [], this.sort);
    const isMatch = matching(this.filter);
    return html`<div class="root">
      <section part="badge" class="badge as-list" data-theme="auto" aria-label="My Groups">
        <h2 part="heading" class="heading">My Groups</h2>
        <ul part="list" class="list" role="list">
          ${repeat(
            groups,
            ({ id }) => id,
            (group) =>
              html`<li part="group" class="group" ?hidden=${!isMatch(group)}><span part="name" class="name"><bdi>${group.name}</bdi></span><span part="count" class="count">${members(group.member_count)}</span></li>`,
          )}
        </ul>
      </section>
    </div>`;
  }
}
customElements.define("lit-groups", Peer);
