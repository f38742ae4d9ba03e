import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  optimizeDeps: { exclude: ["my-groups-badge"] }, // Otherwise the development server bundles the package, and the badge cannot find its wasm.
});
