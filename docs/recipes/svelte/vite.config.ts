import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [svelte()],
  optimizeDeps: { exclude: ["my-groups-badge"] }, // Otherwise the development server bundles the package, and the badge cannot find its wasm.
});
