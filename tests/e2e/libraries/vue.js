import { createApp, h, shallowRef } from "vue/dist/vue.esm-bundler.js";

const properties = shallowRef();
const app = createApp({
  setup: () => ({ properties }),
  template: `<section><my-groups-badge v-if="properties" v-bind="properties"><a href="/">mine</a></my-groups-badge></section>`,
});
app.config.compilerOptions.isCustomElement = (tag) => tag.includes("-");
app.mount("#app");
window.app = {
  render: (now) => { properties.value = now; },
  remove: () => { properties.value = undefined; },
};
