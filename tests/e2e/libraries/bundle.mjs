// Bundles each page's script into a folder. It uses the frameworks' development builds, which log warnings.
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { compile, compileModule } from "svelte/compiler";

const svelte = {
  name: "svelte",
  setup({ onLoad }) {
    const load = (filter, compile) =>
      onLoad({ filter }, async ({ path: filename }) => {
        const source = await readFile(filename, "utf8");
        return { contents: compile(source, { filename, dev: true }).js.code };
      });
    load(/\.svelte$/, compile);
    load(/\.svelte\.js$/, compileModule);
  },
};
await build({
  entryPoints: { react: "react.jsx", preact: "preact.jsx", vue: "vue.js", lit: "lit.js", svelte: "svelte.svelte.js" },
  absWorkingDir: import.meta.dirname,
  outdir: process.argv[2],
  bundle: true,
  format: "esm",
  jsx: "automatic",
  conditions: ["browser", "development"],
  define: { "process.env.NODE_ENV": '"development"', __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
  plugins: [svelte],
  logLevel: "warning",
});
