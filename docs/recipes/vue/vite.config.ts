import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "my-groups-badge" } } })],
  optimizeDeps: { exclude: ["my-groups-badge"] }, // Bundled for the development server, it would not find its wasm.
});
