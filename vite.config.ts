import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The screen of both doors. Everything it needs lies in its own folder: no network, no inline script. */
export default defineConfig({
  root: "renderer",
  base: "./",
  publicDir: "public",
  plugins: [react()],
  build: {
    outDir: "../dist/renderer",
    emptyOutDir: true,
    target: "chrome130",
    // An inlined data: URL would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { chunkFileNames: "assets/[name]-[hash].js" } },
  },
});
