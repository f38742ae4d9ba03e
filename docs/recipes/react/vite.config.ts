import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  optimizeDeps: { exclude: ["my-groups-badge"] }, // Bundled for the development server, it would not find its wasm.
});
