import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// The real configuration files over small made-up sources: every forbidden import must be an error, every allowed
// one must not, so that a border that was moved or a rule that lost its options is noticed.
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const layers = ["shared", "db", "electron/backend", "electron/loopback", "electron", "renderer", "server"];
const configurations = [
  "tsconfig.base.json",
  "biome.json",
  ".gitignore",
  ...layers.map((l) => `${l}/tsconfig.json`),
];

type Case = { file: string; code: string; error: string | null };

const importOf = (from: string, target: string): string => {
  const up = dirname(from)
    .split("/")
    .map(() => "..")
    .join("/");
  return `import { value } from "${up}/${target}/value.ts";\nexport const copy = value;\n`;
};

/** What each layer may import from the others (ARCHITECTURE: the table of the house). */
const mayImport: Record<string, string[]> = {
  shared: [],
  db: ["shared"],
  "electron/backend": ["shared", "db"],
  "electron/loopback": ["shared", "db", "electron/backend"],
  electron: ["shared", "electron/backend"],
  renderer: ["shared"],
  server: ["shared"],
};

const throughBackend: Case = {
  file: "electron/imports-db.ts",
  code: importOf("electron/imports-db.ts", "db"),
  error: "lint/style/noRestrictedImports",
};
const notInProject = "TS6307";
const betweenLayers: Case[] = layers.flatMap((from) =>
  layers
    .filter((to) => to !== from)
    .map((to) => {
      const file = `${from}/imports-${to.replace("/", "-")}.ts`;
      return { file, code: importOf(file, to), error: mayImport[from]?.includes(to) ? null : notInProject };
    })
    // The compiler lets a project see the references of its references; the linter stands in there.
    .filter(({ file }) => file !== throughBackend.file),
);

const platform: Case[] = [
  { file: "shared/node.ts", code: 'export { readFileSync } from "node:fs";\n', error: "TS2591" },
  { file: "shared/timer.ts", code: "setTimeout(() => {}, 1);\n", error: "TS2304" },
  { file: "shared/screen.ts", code: "export const title = document.title;\n", error: "TS2584" },
  { file: "shared/clock.ts", code: "export const sum = 1 + 1;\n", error: null },
  { file: "renderer/process.ts", code: "export const path = process.env.PATH;\n", error: "TS2591" },
  { file: "renderer/screen.ts", code: "export const title = document.title;\n", error: null },
  { file: "electron/backend/screen.ts", code: "export const title = document.title;\n", error: "TS2584" },
  { file: "electron/backend/node.ts", code: 'export { readFileSync } from "node:fs";\n', error: null },
];

const restricted = "lint/style/noRestrictedImports";
const packageOf = (file: string, name: string, error: string | null): Case => ({
  file,
  code: `import * as part from "${name}";\n\nexport const copy = part;\n`,
  error,
});
const packages: Case[] = [
  throughBackend,
  ...["node:fs", "electron", "better-sqlite3", "react", "zustand", "sip.js", "ws", "fastify"].map((name) =>
    packageOf(`shared/uses-${name.replace(/\W/g, "-")}.ts`, name, restricted),
  ),
  packageOf("shared/usesZod.ts", "zod", null),
  packageOf("db/calls.ts", "better-sqlite3", restricted),
  packageOf("db/open.ts", "better-sqlite3", null),
  packageOf("db/shell.ts", "electron", restricted),
  packageOf("electron/backend/shell.ts", "electron", restricted),
  packageOf("electron/backend/driver.ts", "better-sqlite3", restricted),
  packageOf("electron/loopback/shell.ts", "electron", restricted),
  packageOf("electron/loopback/socket.ts", "ws", null),
  packageOf("electron/usesShell.ts", "electron", null),
  packageOf("electron/driver.ts", "better-sqlite3", restricted),
  packageOf("renderer/features/tickets/shell.ts", "electron", restricted),
  packageOf("renderer/features/tickets/driver.ts", "better-sqlite3", restricted),
  packageOf("renderer/features/tickets/files.ts", "node:fs", restricted),
  packageOf("renderer/features/softphone/Dial.tsx", "sip.js", restricted),
  packageOf("renderer/features/softphone/Core.tsx", "sip.js/lib/core", restricted),
  packageOf("renderer/features/softphone/sip/phone.ts", "sip.js", null),
  packageOf("renderer/features/softphone/sip/view.ts", "react", restricted),
  packageOf("server/routes.ts", "better-sqlite3", restricted),
  packageOf("server/shell.ts", "electron", restricted),
  packageOf("server/store/sqlite.ts", "better-sqlite3", null),
];

let folder: string;
let compiler: Map<string, Set<string>>;
let linter: Map<string, Set<string>>;

beforeAll(async () => {
  mkdirSync(join(root, ".cache"), { recursive: true });
  // Inside the checkout, because the compiler finds the packages' types by walking up.
  folder = mkdtempSync(join(root, ".cache", "layers-"));
  [compiler, linter] = await Promise.all([
    compile(makeHouse("compiled", [...betweenLayers, ...platform])),
    // Apart, because the types of one package can bring in Node's for a whole layer.
    lint(makeHouse("linted", packages)),
  ]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the borders between the layers", () => {
  it.each([...betweenLayers, ...platform])("the compiler judges $file: $error", ({ file, error }) => {
    expect([...(compiler.get(file) ?? [])]).toEqual(error ? [error] : []);
  });

  it.each(packages)("the linter judges $file: $error", ({ file, error }) => {
    expect([...(linter.get(file) ?? [])]).toEqual(error ? [error] : []);
  });
});

function makeHouse(name: string, cases: Case[]): string {
  const house = join(folder, name);
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), text);
  };
  for (const file of configurations) write(file, readFileSync(join(root, file), "utf8"));
  const references = layers.map((path) => ({ path: `./${path}` }));
  write("tsconfig.json", JSON.stringify({ files: [], references }));
  for (const layer of layers) write(`${layer}/value.ts`, "export const value: number = 1;\n");
  for (const { file, code } of cases) write(file, code);
  return house;
}

/** Error codes by file. */
async function compile(house: string): Promise<Map<string, Set<string>>> {
  const text = await run(house, "typescript/bin/tsc", ["-b", "--pretty", "false"]);
  const found = [...text.matchAll(/^(.+?)\(\d+,\d+\): error (TS\d+)/gm)];
  expect(found.length, text).toBeGreaterThan(0);
  return byFile(found.map(([, file, code]) => [file ?? "", code ?? ""]));
}

/** Rule names by file. */
async function lint(house: string): Promise<Map<string, Set<string>>> {
  const text = await run(house, "@biomejs/biome/bin/biome", [
    "lint",
    "--reporter=json",
    "--max-diagnostics=none",
    ".",
  ]);
  const report = JSON.parse(text) as { diagnostics: { category: string; location: { path: unknown } }[] };
  return byFile(report.diagnostics.map(({ category, location }) => [pathOf(location.path), category]));
}

function pathOf(path: unknown): string {
  return typeof path === "string" ? path : ((path as { file?: string } | null)?.file ?? "");
}

function byFile(pairs: [string, string][]): Map<string, Set<string>> {
  const map = new Map<string, Set<string>>();
  for (const [path, code] of pairs) {
    const file = path.replaceAll("\\", "/").replace(/^\.\//, "");
    map.set(file, (map.get(file) ?? new Set()).add(code));
  }
  return map;
}

/** Both tools exit with an error here, so only their words count. */
function run(cwd: string, program: string, args: string[]): Promise<string> {
  const path = join(root, "node_modules", program);
  const options = { cwd, maxBuffer: 16 * 1024 * 1024 };
  return new Promise((resolve) =>
    execFile(process.execPath, [path, ...args], options, (_error, stdout) => resolve(stdout)),
  );
}
