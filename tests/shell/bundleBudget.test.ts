import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { root } from "../support/desk.ts";

/** Decimal kilobytes: the stricter reading. */
const budget = { bytes: 600_000, gzipped: 180_000 };

test("what the browser loads before the first screen keeps within the budget", async () => {
  await build({ what: ["renderer"] });
  const folder = join(root, "dist/renderer");
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const names = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(0);
  const scripts = names.map((name) => readFileSync(join(folder, name)));
  const bytes = scripts.reduce((sum, script) => sum + script.length, 0);
  const gzipped = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);
  expect(bytes).toBeLessThanOrEqual(budget.bytes);
  expect(gzipped).toBeLessThanOrEqual(budget.gzipped);
  expect(page).not.toMatch(/<script(?![^>]*src=)/);
});
