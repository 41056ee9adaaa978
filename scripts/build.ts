import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build as bundle, type InlineConfig, type Plugin } from "vite";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, ".cache", "build.json");

/** The parts of dist/; each is a folder that is replaced as a whole. */
export const buildParts = ["renderer", "backend", "loopback", "electron"] as const;
export type BuildPart = (typeof buildParts)[number];
export type BuildReport = { part: BuildPart; state: "built" | "upToDate"; tookMs: number }[];

/**
 * Brings the named parts of dist/ (default: all) up to date. A part whose sources have not changed since its last
 * build, by content, is left alone. Rejects with the bundler's error after the other parts had their turn; the former
 * files of the part that failed then stay.
 */
export async function build({
  what = buildParts,
}: {
  what?: readonly BuildPart[];
} = {}): Promise<BuildReport> {
  const report: BuildReport = [];
  const failures: unknown[] = [];
  for (const part of what) {
    const startedAt = performance.now();
    try {
      const state = await bringUpToDate(part);
      report.push({ part, state, tookMs: Math.round(performance.now() - startedAt) });
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length > 0) throw failures[0];
  return report;
}

async function bringUpToDate(part: BuildPart): Promise<BuildReport[number]["state"]> {
  const hash = hashOf(inputsOf[part]);
  if (readStamps()[part] === hash && existsSync(join(root, "dist", part))) return "upToDate";
  const folder = join(root, ".cache", `build-${part}-${process.pid}`);
  try {
    await asProduction(() => makePart[part](folder));
    replaceFolder(folder, join(root, "dist", part));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  writeStamp(part, hash);
  return "built";
}

/** A test runner names its own kind of environment, which would bring React's development build into dist/. */
async function asProduction(work: () => Promise<void>): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

const ownTools = ["scripts/build.ts", "package-lock.json"];
const inputsOf: Record<BuildPart, string[]> = {
  renderer: ["renderer", "shared", "vite.config.ts", ...ownTools],
  backend: ["electron/backend", "db", "shared", ...ownTools],
  loopback: ["electron/loopback", "electron/backend", "db", "shared", ...ownTools],
  electron: ["electron", "shared", ...ownTools],
};

const makePart: Record<BuildPart, (folder: string) => Promise<void>> = {
  async renderer(folder) {
    await bundle({
      configFile: join(root, "vite.config.ts"),
      logLevel: "warn",
      // The screen is read from this machine's disk: the size that warns web sites is none here.
      build: { outDir: folder, emptyOutDir: true, chunkSizeWarningLimit: 2_000 },
    });
  },
  async backend(folder) {
    // Every thread's entry talks to its parent; nothing else does.
    const entries = files(join(root, "electron/backend")).filter(
      (file) => file.endsWith(".ts") && readFileSync(file, "utf8").includes("parentPort"),
    );
    await bundle(forNode(folder, Object.fromEntries(entries.map((file) => [basename(file, ".ts"), file]))));
    const data = join(root, "electron/backend/library/data");
    const isData = (file: string) => !file.endsWith(".ts");
    cpSync(data, join(folder, "data"), { recursive: true, filter: isData });
  },
  async loopback(folder) {
    await bundle(forNode(folder, { host: join(root, "electron/loopback/main.ts") }));
  },
  async electron(folder) {
    await bundle(forNode(folder, { main: join(root, "electron/main.ts") }));
    // A sandboxed preload may not load a second file, so it is one CommonJS file of its own.
    const preload = { preload: join(root, "electron/preload.ts") };
    await bundle(
      forNode(folder, preload, { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false }),
    );
  },
};

/** Pure packages are bundled (hundreds of small files load slowly); the rest load their own files at run time. */
const external = [/^node:/, "electron", "better-sqlite3", /^@node-rs\//, "pino", "ws"];

function forNode(outDir: string, input: Record<string, string>, output: object = {}): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    plugins: [flatUrls()],
    ssr: { noExternal: true, external: [] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: "node24",
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input,
        external,
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunk-[hash].js", ...output },
      },
    },
  };
}

/**
 * Sources find their workers by `new URL("./x.ts", import.meta.url)`. In dist/ all files of a part lie in one
 * folder and end in .js.
 */
function flatUrls(): Plugin {
  return {
    name: "flat-urls",
    transform(code) {
      if (!code.includes("import.meta.url")) return null;
      const flat = code.replace(
        /new URL\(\s*"(?:\.{1,2}\/)+(?:[\w-]+\/)*([\w-]+)\.ts"\s*,\s*import\.meta\.url\s*,?\s*\)/g,
        'new URL("./$1.js", import.meta.url)',
      );
      return flat === code ? null : { code: flat, map: null };
    },
  };
}

function replaceFolder(from: string, to: string): void {
  const old = `${from}-old`;
  mkdirSync(dirname(to), { recursive: true });
  if (existsSync(to)) renameSync(to, old);
  renameSync(from, to);
  rmSync(old, { recursive: true, force: true });
}

function files(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function hashOf(inputs: string[]): string {
  const hash = createHash("sha256").update(process.versions.node);
  for (const input of inputs) {
    const path = join(root, input);
    for (const file of /\.\w+$/.test(input) ? [path] : files(path)) {
      if (existsSync(file)) hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest("hex");
}

function readStamps(): Partial<Record<BuildPart, string>> {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    // No stamps yet, or a half-written file: building anew is always right.
    return {};
  }
}

function writeStamp(part: BuildPart, hash: string): void {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, JSON.stringify({ ...readStamps(), [part]: hash }));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { part, state, tookMs } of await build())
    console.log(`${part.padEnd(10)}${state.padEnd(10)}${tookMs} ms`);
}
