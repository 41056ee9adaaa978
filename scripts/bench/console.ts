import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { chromium, type Page, type Response } from "playwright-core";
import { z } from "zod";
import { build } from "../build.ts";
import { freePort } from "../freePorts.ts";
import { endChild, startTelling } from "../start/children.ts";
import { startServer } from "../start/server.ts";

/**
 * `npm run -s bench:console [-- --runs 5] [--json OUT]`: how long until an agent can begin, and how much script that
 * takes. Real host, real server, real Chromium on this machine; medians of the runs.
 *
 * - `host_listening_ms`: start of the host process → its line on stdout
 * - `sign_in_usable_ms`: navigation → the agent ID field can be typed into
 * - `desk_usable_ms`: Enter on the password → the search box can be typed into
 * - `first_search_ms`: first key in the search box → first result painted
 */
const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: { runs: { type: "string", default: "5" }, json: { type: "string" } },
});
const hostLine = z.object({ url: z.string() });

type Run = {
  host_listening_ms: number;
  sign_in_usable_ms: number;
  desk_usable_ms: number;
  first_search_ms: number;
};
type Bytes = { js: number; js_gz: number };

async function main(): Promise<void> {
  await build();
  const folder = mkdtempSync(join(tmpdir(), "zuoxi-bench-"));
  const keyFile = join(folder, "seat.key");
  writeFileSync(keyFile, randomBytes(32).toString("hex"), { mode: 0o600 });
  let password = "";
  const server = await startServer(root, join(folder, "server"), await freePort(), (first) => {
    password = first["061"] ?? "";
  });
  const env = { ZUOXI_SERVER: server.serverUrl, ...(server.code ? { ZUOXI_ENROL_CODE: server.code } : {}) };
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking", "--use-fake-ui-for-media-stream"],
  });
  const runs: Run[] = [];
  let bytes = { signIn: { js: 0, js_gz: 0 }, desk: { js: 0, js_gz: 0 } };
  try {
    // The first start enrols the seat and takes in the starter library; it is not counted.
    for (let run = 0; run <= Number(values.runs); run++) {
      const context = await browser.newContext();
      const measured = await oneRun(await context.newPage(), { folder, keyFile, env, password });
      await context.close();
      bytes = measured.bytes;
      if (run > 0) runs.push(measured.run);
    }
  } finally {
    await browser.close();
    await endChild(server.child);
    rmSync(folder, { recursive: true, force: true });
  }
  report(runs, bytes);
}

type Place = { folder: string; keyFile: string; env: Record<string, string>; password: string };

async function oneRun(
  page: Page,
  { folder, keyFile, env, password }: Place,
): Promise<{ run: Run; bytes: { signIn: Bytes; desk: Bytes } }> {
  const scripts = collectScripts(page);
  const startedAt = performance.now();
  const { child, told } = await startTelling(
    [
      join(root, "dist/loopback/host.js"),
      ...["--data", join(folder, "seat"), "--key-file", keyFile, "--demo-key", "--starter"],
      ...["--renderer", join(root, "dist/renderer"), "--worker", join(root, "dist/backend/worker.js")],
    ],
    env,
    (value) => hostLine.safeParse(value).data ?? null,
  );
  try {
    const listeningAt = performance.now();
    await page.goto(told.url, { waitUntil: "commit" });
    const agentId = page.locator("input[name=agentId]");
    await agentId.waitFor({ timeout: 30_000 });
    const signInAt = performance.now();
    const signIn = await sizeOf(scripts);
    await agentId.fill("061");
    await page.locator("input[name=password]").fill(password);
    const enterAt = performance.now();
    await page.keyboard.press("Enter");
    const search = page.locator("[data-focus=library]");
    await search.waitFor();
    const deskAt = performance.now();
    await search.focus();
    const typedAt = performance.now();
    await page.keyboard.type("产假");
    await page.locator("#library-hit-0").waitFor();
    const foundAt = performance.now();
    const run = {
      host_listening_ms: listeningAt - startedAt,
      sign_in_usable_ms: signInAt - listeningAt,
      desk_usable_ms: deskAt - enterAt,
      first_search_ms: foundAt - typedAt,
    };
    return { run, bytes: { signIn, desk: await sizeOf(scripts) } };
  } finally {
    await endChild(child);
  }
}

function collectScripts(page: Page): Response[] {
  const scripts: Response[] = [];
  page.on("response", (response) => {
    if (new URL(response.url()).pathname.endsWith(".js")) scripts.push(response);
  });
  return scripts;
}

async function sizeOf(scripts: Response[]): Promise<Bytes> {
  const bodies = await Promise.all(scripts.map((script) => script.body()));
  return {
    js: bodies.reduce((sum, body) => sum + body.length, 0),
    js_gz: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0),
  };
}

function median(figures: number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}

function report(runs: Run[], bytes: { signIn: Bytes; desk: Bytes }): void {
  const keys = ["host_listening_ms", "sign_in_usable_ms", "desk_usable_ms", "first_search_ms"] as const;
  const figures = Object.fromEntries(keys.map((key) => [key, median(runs.map((run) => run[key]))]));
  const result = { runs: runs.length, ...figures, sign_in_bytes: bytes.signIn, desk_bytes: bytes.desk };
  console.table(figures);
  console.table({ "until sign-in": bytes.signIn, "until the desk": bytes.desk });
  if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
}

await main();
