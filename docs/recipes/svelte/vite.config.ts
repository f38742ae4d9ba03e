import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [svelte()],
  optimizeDeps: { exclude: ["my-groups-badge"] }, // Bundled for the development server, it would not find its wasm.
});
