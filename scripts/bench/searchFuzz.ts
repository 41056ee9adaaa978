import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Fuzzed } from "./search/fuzzTask.ts";
import { inOwnProcess } from "./search/inOwnProcess.ts";

/**
 * `npm run -s bench:fuzz -- --corpus DIR [--count 10000] [--seed 12333] [--multiply N] [--json OUT|-]`: hostile and
 * careless queries against a whole library. Fails when one throws or when the slowest takes longer than 50 ms three times.
 */
const { values } = parseArgs({
  options: {
    corpus: { type: "string" },
    count: { type: "string", default: "10000" },
    seed: { type: "string", default: "12333" },
    multiply: { type: "string", default: "1" },
    json: { type: "string" },
  },
});

const slowestAllowedMs = 50;

async function main(): Promise<void> {
  if (!values.corpus) {
    console.error("usage: bench:fuzz -- --corpus DIR [--count N] [--seed N] [--multiply N] [--json OUT|-]");
    process.exit(2);
  }
  const folder = mkdtempSync(join(tmpdir(), "zuoxi-fuzz-"));
  try {
    const file = join(folder, "library.db");
    await inOwnProcess("build", { corpus: values.corpus, file, times: Number(values.multiply) });
    const request = { file, seed: Number(values.seed), count: Number(values.count) };
    const report = await inOwnProcess("fuzz", request);
    const json = `${JSON.stringify(report, null, 2)}\n`;
    if (values.json === "-") process.stdout.write(json);
    else {
      if (values.json) writeFileSync(values.json, json);
      process.stdout.write(tableOf(report));
    }
    if (report.threw.length > 0 || report.slowest_again.ms > slowestAllowedMs) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tableOf(report: Fuzzed): string {
  const rows = Object.entries(report.latency_ms).map(([family, { p50, p95, p99, max, cpu_max }]) =>
    [family.padEnd(12), ...[p50, p95, p99, max, cpu_max].map((ms) => ms.toFixed(2).padStart(9))].join(""),
  );
  const { slowest, slowest_again, most_postings, threw } = report;
  return `${["family            p50 ms   p95 ms   p99 ms   max ms  cpu max", ...rows].join("\n")}
${report.queries} queries on ${report.passages} passages, ${threw.length} threw
slowest ${slowest.ms} ms (${slowest.cpu_ms} ms of processor): ${quoted(slowest)}
slowest of three times ${slowest_again.ms} ms: ${quoted(slowest_again)}
most postings ${most_postings.postings}: ${quoted(most_postings)}
${threw.map((entry) => `threw ${entry.message}: ${quoted(entry)}\n`).join("")}`;
}

function quoted({ family, query, length }: { family: string; query: string; length: number }): string {
  return `${family}, ${length} characters, ${JSON.stringify(query)}`;
}

await main();
