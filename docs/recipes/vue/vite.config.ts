import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "my-groups-badge" } } })],
  optimizeDeps: { exclude: ["my-groups-badge"] }, // Otherwise the development server bundles the package, and the badge cannot find its wasm.
});
