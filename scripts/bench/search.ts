import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { documentFiles } from "../../electron/backend/library/documentFiles.ts";
import type { JudgedQuery } from "../../electron/backend/library/searchMeasures.ts";
import { peers } from "./peers/peers.ts";
import { benchParts } from "./search/benchLibrary.ts";
import { inOwnProcess } from "./search/inOwnProcess.ts";
import type { QueryScores } from "./search/measure.ts";
import { copyOf } from "./search/multiplied.ts";
import type { PeerMeasured } from "./search/peerTask.ts";
import { type Report, tableOf } from "./search/report.ts";

/**
 * Search quality and latency on real texts, through the same code the desk runs: DIR is imported into a fresh encrypted
 * library, every query is asked as typed, and hits are compared with the judged articles. Building, searching and every
 * other engine have a process of their own.
 */
const usage = `usage: bench:search -- --corpus DIR --queries FILE [--json OUT|-]
  --peers            the same passages and queries with other engines [--peer NAME …] [--peer-minutes N]
  --multiply N       the corpus N times, for latency; hits of copies are passed over in quality
  --during-import    also latency while documents are imported and while a library package is applied
  --without PART     leaves out aliases, model, ranking, validity or sound, to see what they are worth
  --per-query OUT    scores of every query, for compareRuns.ts`;

const { values } = parseArgs({
  options: {
    corpus: { type: "string" },
    queries: { type: "string" },
    json: { type: "string" },
    peers: { type: "boolean", default: false },
    peer: { type: "string", multiple: true, default: Object.keys(peers) },
    "peer-minutes": { type: "string", default: "10" },
    multiply: { type: "string", default: "1" },
    "during-import": { type: "boolean", default: false },
    without: { type: "string" },
    "per-query": { type: "string" },
  },
});

/** Scores of every query by engine; `zuoxi` is this library. */
type PerQuery = { engines: Record<string, QueryScores[]> };

async function main(): Promise<void> {
  const { corpus, queries: queryFile } = values;
  const times = Number(values.multiply);
  if (!corpus || !queryFile || !Number.isInteger(times) || times < 1) stop(usage);
  if (values.peers && times > 1) stop("--peers is measured on the corpus once: leave out --multiply");
  const queries = JSON.parse(readFileSync(queryFile, "utf8")) as JudgedQuery[];
  const folder = mkdtempSync(join(tmpdir(), "zuoxi-bench-"));
  try {
    const { report, perQuery } = await measure({ folder, corpus, queries, times });
    if (values["per-query"]) writeFileSync(values["per-query"], `${JSON.stringify(perQuery)}\n`);
    const json = `${JSON.stringify(report, null, 2)}\n`;
    if (values.json === "-") process.stdout.write(json);
    else {
      if (values.json) writeFileSync(values.json, json);
      process.stdout.write(tableOf(report));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function stop(message: string): never {
  console.error(message);
  process.exit(2);
}

type Run = { folder: string; corpus: string; queries: JudgedQuery[]; times: number };

async function measure(run: Run): Promise<{ report: Report; perQuery: PerQuery }> {
  const { folder, corpus, queries, times } = run;
  const file = join(folder, "library.db");
  const without = benchParts.find((part) => part === values.without);
  if (values.without && !without) stop(`no such part: ${values.without}`);
  const { files, ...built } = await inOwnProcess("build", { corpus, file, times });
  const { scores, ...searched } = await inOwnProcess("search", { file, queries, files, times, without });
  const report: Report = { ...searched, ...built, times };
  const perQuery: PerQuery = { engines: { zuoxi: scores } };
  if (values["during-import"]) Object.assign(report, await measureBusy(run, file));
  if (values.peers) await measurePeers({ ...run, file, files }, report, perQuery);
  return { report, perQuery };
}

/** The further documents are the corpus once more, under other names. */
async function measureBusy({ folder, corpus, queries, times }: Run, file: string): Promise<Partial<Report>> {
  const more = join(folder, "more");
  for (const { name, bytes } of copyOf(documentFiles(corpus), times).files) {
    mkdirSync(dirname(join(more, name)), { recursive: true });
    writeFileSync(join(more, name), bytes);
  }
  const request = { file, more, queries };
  return {
    latency_during_import_ms: await inOwnProcess("duringImport", request),
    latency_during_apply_ms: await inOwnProcess("duringApply", request),
  };
}

/** One after the other; an engine that fails is reported and the next one goes on. */
async function measurePeers(
  { folder, file, queries, files }: Run & { file: string; files: [string, string[]][] },
  report: Report,
  perQuery: PerQuery,
): Promise<void> {
  const measuredPeers: Record<string, PeerMeasured> = {};
  const failed: Record<string, string> = {};
  for (const name of values.peer) {
    console.error(`measuring ${name} …`);
    try {
      const request = { name, file, folder, queries, files, minutes: Number(values["peer-minutes"]) };
      const { measured, scores } = await inOwnProcess("peer", request);
      measuredPeers[name] = measured;
      perQuery.engines[name] = scores;
    } catch (error) {
      failed[name] = error instanceof Error ? error.message : String(error);
    }
  }
  report.peers = measuredPeers;
  if (Object.keys(failed).length > 0) report.peers_failed = failed;
}

await main();
