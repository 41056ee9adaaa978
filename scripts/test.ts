import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { build } from "./build.ts";

/**
 * `npm test`: types, lint, then the tests from fastest to slowest. Every stage runs even when an earlier one
 * failed, so that one run tells all. `--long` asks the suites for their full numbers (ZUOXI_LONG=1).
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const results = join(root, ".cache/test-results");
const long = process.argv.includes("--long");

type Tally = { passed: number; failed: number; skipped: number };

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int().default(0),
  numFailedTestSuites: z.int(),
  success: z.boolean(),
});

function run(args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...env },
    });
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

async function command(args: string[]): Promise<Tally> {
  const failed = (await run(args)) === 0 ? 0 : 1;
  return { passed: 1 - failed, failed, skipped: 0 };
}

async function vitest(...projects: string[]): Promise<Tally> {
  const file = join(results, `${projects.join("-")}.json`);
  const code = await run(
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      ...projects.flatMap((project) => ["--project", project]),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
    // The build stage leaves NODE_ENV=production behind in this process; React's test tools need the other one.
    { NODE_ENV: "test", ...(long ? { ZUOXI_LONG: "1" } : {}) },
  );
  return tallyOf(file, code);
}

/** A suite file that cannot even be loaded counts as a failure, though no test of it ran. */
function tallyOf(file: string, code: number): Tally {
  try {
    const report = vitestReport.parse(JSON.parse(readFileSync(file, "utf8")));
    const failed = Math.max(report.numFailedTests, code === 0 ? 0 : 1);
    return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function buildStage(): Promise<Tally> {
  try {
    await build();
    return { passed: 1, failed: 0, skipped: 0 };
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const stages: [string, () => Promise<Tally>][] = [
  ["types", () => command(["node_modules/typescript/bin/tsc", "-b"])],
  ["lint", () => command(["node_modules/@biomejs/biome/bin/biome", "check", "--max-diagnostics=60", "."])],
  ["build", buildStage],
  ["unit", () => vitest("core", "node", "ui")],
  ["crossing", () => vitest("crossing")],
  ["desk", () => vitest("desk")],
];

async function main(): Promise<void> {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const total: Tally = { passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  for (const [name, stage] of stages) {
    const startedAt = performance.now();
    const tally = await stage();
    for (const key of ["passed", "failed", "skipped"] as const) total[key] += tally[key];
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    lines.push(
      `${tally.failed ? "FAILED" : "ok    "} ${name.padEnd(9)} ${seconds.padStart(6)} s  ${tally.passed} passed`,
    );
  }
  console.log(`\n${lines.join("\n")}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exit(total.failed ? 1 : 0);
}

await main();
