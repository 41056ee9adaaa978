import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "../../scripts/build.ts";
import { root } from "../support/desk.ts";

// Packs for Linux with the real packager around an empty husk of Electron: what goes in, what stays out, which fuses
// are set. Installers themselves need tools from outside and are made on a release machine.
let folder: string;
let program: string;
let packed: string[];
let unpacked: string[];

beforeAll(async () => {
  await build();
  folder = mkdtempSync(join(tmpdir(), "zuoxi-pack-"));
  await pack(makeHusk());
  const release = join(folder, "release");
  const appFolder = join(release, readdirSync(release).find((name) => name.endsWith("unpacked")) ?? "");
  program = join(appFolder, "zuoxi");
  const archive = join(appFolder, "resources", "app.asar");
  packed = filesOf(archive);
  const beside = readdirSync(`${archive}.unpacked`, { recursive: true, encoding: "utf8" });
  unpacked = beside.filter((path) => path.endsWith(".node"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package of the desktop door", () => {
  it("holds the built parts and the packages they load, and nothing of the sources", () => {
    expect(new Set(packed.map((path) => path.split("/")[0]))).toEqual(
      new Set(["package.json", "dist", "node_modules"]),
    );
    expect(packed).toEqual(
      expect.arrayContaining([
        "dist/electron/main.js",
        "dist/electron/preload.cjs",
        "dist/backend/worker.js",
        "dist/renderer/index.html",
        "node_modules/better-sqlite3/package.json",
      ]),
    );
    expect(packed.filter((path) => /\.map$|\.ts$|^dist\/loopback|\.test\./.test(path))).toEqual([]);
  });

  it("holds every package that the built code imports", async () => {
    const missing = importedPackages().filter(
      (name) => !packed.includes(`node_modules/${name}/package.json`),
    );
    expect(missing).toEqual([]);
  });

  it("holds no second Node, no server and no test tool", () => {
    const names = packed.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1] ?? []);
    expect(
      names.filter((name) => /^node-|fastify|electron|vite|playwright|typescript|^ws$/.test(name)),
    ).toEqual([]);
  });

  it("lays the native parts of this platform, and of no other, beside the archive", () => {
    const native = packed.filter((path) => path.endsWith(".node")).sort();
    expect(
      native.map((path) =>
        path
          .split("/")
          .at(-1)
          ?.replace(/^.*?(linux-\w+).*$/, "$1"),
      ),
    ).toEqual(native.map(() => `linux-${process.arch}`));
    expect(unpacked.map((path) => path.replaceAll("\\", "/")).sort()).toEqual(native);
    expect(native.length).toBe(3);
  });

  it("can be used as nothing but this program", () => {
    const text = readFileSync(program, "latin1");
    const wire = text.slice(text.indexOf(fuseMark) + fuseMark.length + 2);
    // The order is Electron's own (docs/tutorial/fuses): 1 and 6 (cookies, snapshot) are left as they come.
    expect({
      runAsNode: wire[0],
      nodeOptions: wire[2],
      inspectArguments: wire[3],
      archiveIntegrity: wire[4],
      onlyFromArchive: wire[5],
      fileProtocolPrivileges: wire[7],
    }).toEqual({
      runAsNode: "0",
      nodeOptions: "0",
      inspectArguments: "0",
      archiveIntegrity: "1",
      onlyFromArchive: "1",
      fileProtocolPrivileges: "0",
    });
  });
});

/** Electron's program holds this text, the version and number of its fuses, and one digit for each. */
const fuseMark = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

/** The files that the packager looks for in Electron's own folder; the program holds an unset row of fuses. */
function makeHusk(): string {
  const husk = join(folder, "husk");
  for (const part of ["resources", "locales"]) mkdirSync(join(husk, part), { recursive: true });
  const fuses = `${fuseMark}${String.fromCharCode(1, 9)}101100010`;
  writeFileSync(join(husk, "electron"), `husk ${fuses} end`, { mode: 0o755 });
  for (const file of ["LICENSE", "LICENSES.chromium.html", "version", "locales/zh-CN.pak"]) {
    writeFileSync(join(husk, file), "");
  }
  return husk;
}

async function pack(husk: string): Promise<void> {
  const builder = join(root, "node_modules/electron-builder/cli.js");
  const options = [`-c.electronDist=${husk}`, `-c.directories.output=${join(folder, "release")}`];
  await promisify(execFile)(
    process.execPath,
    [builder, "--linux", `--${process.arch}`, "--dir", ...options],
    {
      cwd: root,
    },
  );
}

type Entry = { files?: Record<string, Entry> };

/** Paths in an asar archive: a JSON tree behind four numbers, of which the last is its length. */
function filesOf(archive: string): string[] {
  const bytes = readFileSync(archive);
  const tree = JSON.parse(bytes.toString("utf8", 16, 16 + bytes.readUInt32LE(12))) as Entry;
  const list = (entry: Entry, path: string): string[] =>
    Object.entries(entry.files ?? {}).flatMap(([name, child]) => [
      `${path}${name}`,
      ...list(child, `${path}${name}/`),
    ]);
  return list(tree, "");
}

/** Names of the packages that files of dist/ load at run time, Electron and Node's own parts aside. */
function importedPackages(): string[] {
  const scripts = packed.filter((path) => /^dist\/(electron|backend)\/.*\.c?js$/.test(path));
  const names = new Set<string>();
  for (const script of scripts) {
    const code = readFileSync(join(root, script), "utf8");
    for (const [, name] of code.matchAll(
      /(?:^import [^;]*?from |^import |require\()"((?:@[^/"]+\/)?[^/".]+)/gm,
    )) {
      if (name && !name.startsWith("node:") && name !== "electron") names.add(name);
    }
  }
  expect(names.size).toBeGreaterThan(0);
  return [...names];
}
