import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";

const root = createRoot(document.getElementById("app"));
const show = (what) => flushSync(() => root.render(what));
window.app = {
  render: (properties) => show(<section><my-groups-badge {...properties}><a href="/">mine</a></my-groups-badge></section>),
  remove: () => show(<section></section>),
};
