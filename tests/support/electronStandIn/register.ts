import { registerHooks } from "node:module";

// Loaded before the built main process: `electron` is the stand-in, everything else is what it is in Electron.
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== "electron") return next(specifier, context);
    return { url: new URL("./electron.ts", import.meta.url).href, shortCircuit: true };
  },
});
