/** @jsxImportSource preact */
import { render } from "preact";

const show = (what) => render(what, document.getElementById("app"));
window.app = {
  render: (properties) => show(<section><my-groups-badge {...properties}><a href="/">mine</a></my-groups-badge></section>),
  remove: () => show(<section></section>),
};
