import { html, nothing, render } from "lit";

const show = (what) => render(what, document.getElementById("app"));
window.app = {
  render: ({ src, limit, debug, show: shown, heading }) =>
    show(html`<section><my-groups-badge src=${src} .limit=${limit} .debug=${debug} .show=${shown} heading=${heading ?? nothing}>
      <a href="/">mine</a></my-groups-badge></section>`),
  remove: () => show(html`<section></section>`),
};
