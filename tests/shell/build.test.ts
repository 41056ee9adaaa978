import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { build, buildParts } from "../../scripts/build.ts";
import { root } from "../support/desk.ts";

beforeAll(async () => {
  await build();
});

describe("the built program", () => {
  it("is not built again while its sources are the same", async () => {
    const report = await build();
    expect(report.map(({ part, state }) => [part, state])).toEqual(
      buildParts.map((part) => [part, "upToDate"]),
    );
  });

  it("has a preload of one file that loads nothing but Electron, as the sandbox demands", () => {
    const code = readFileSync(join(root, "dist/electron/preload.cjs"), "utf8");
    expect([...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(["electron"]);
    expect(code).not.toMatch(/^(import|export) /m);
  });

  it("names no folder of the machine it was built on", () => {
    for (const file of [
      "electron/main.js",
      "electron/preload.cjs",
      "backend/worker.js",
      "loopback/host.js",
    ]) {
      expect(readFileSync(join(root, "dist", file), "utf8").includes(root.replace(/[/\\]$/, "")), file).toBe(
        false,
      );
    }
  });
});
