import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { documentFiles } from "../../electron/backend/library/documentFiles.ts";
import type { JudgedQuery } from "../../electron/backend/library/searchMeasures.ts";
import { pairedBootstrap } from "../../electron/backend/library/training/pairedBootstrap.ts";
import { peers } from "./peers/peers.ts";
import { benchParts } from "./search/benchLibrary.ts";
import { inOwnProcess } from "./search/inOwnProcess.ts";
import type { QueryScores } from "./search/measure.ts";
import { copyOf } from "./search/multiplied.ts";
import type { PeerMeasured } from "./search/peerTask.ts";
import { type Ablated, type measures, type Report, tableOf } from "./search/report.ts";
import type { TaskRequest } from "./search/tasks.ts";

/**
 * Search quality and latency on real texts, through the same code the desk runs: DIR is imported into a fresh encrypted
 * library, every query is asked as typed, and hits are compared with the judged articles. Building, searching and every
 * other engine have a process of their own.
 */
const usage = `usage: bench:search -- --corpus DIR --queries FILE [--json OUT|-]
  --peers            the same passages and queries with other engines [--peer NAME …] [--peer-minutes N]
  --multiply N       the corpus N times, for latency; hits of copies are passed over in quality
  --during-import    also latency while documents are imported and while a library package is applied
  --ablation         also without each of aliases, nearness, ranking, validity and sound [--part NAME …], and what each is worth
  --model FILE       another search model than the one that ships
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
    ablation: { type: "boolean", default: false },
    part: { type: "string", multiple: true, default: [...benchParts] },
    model: { type: "string" },
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
  const modelFile = values.model;
  const unknown = values.part.find((part) => !(benchParts as readonly string[]).includes(part));
  if (unknown !== undefined) stop(`no such part: ${unknown}; there are ${benchParts.join(", ")}`);
  if (modelFile !== undefined && !existsSync(modelFile)) stop(`no such model: ${modelFile}`);
  // The workers of the desk index with the model that ships.
  if (modelFile !== undefined && values["during-import"]) stop("--model does not go with --during-import");
  await inOwnProcess("load", null);
  const { files, ...built } = await inOwnProcess("build", { corpus, file, times, modelFile });
  const request = { file, queries, files, times, modelFile };
  const { scores, ...searched } = await inOwnProcess("search", request);
  const report: Report = { ...searched, ...built, times };
  const perQuery: PerQuery = { engines: { zuoxi: scores } };
  if (values.ablation) report.without = await measureWithout(request, perQuery);
  if (values["during-import"]) Object.assign(report, await measureBusy(run, file));
  if (values.peers) await measurePeers({ ...run, file, files }, report, perQuery);
  return { report, perQuery };
}

/** The same queries without one part after the other. */
async function measureWithout(
  request: TaskRequest<"search">,
  perQuery: PerQuery,
): Promise<Record<string, Ablated>> {
  const result: Record<string, Ablated> = {};
  const whole = perQuery.engines.zuoxi ?? [];
  for (const part of benchParts.filter((each) => values.part.includes(each))) {
    console.error(`measuring without ${part} …`);
    const { scores, mrr10, ndcg5, ndcg10, r5, r10, r100 } = await inOwnProcess("search", {
      ...request,
      without: part,
    });
    const worthOf = (measure: (typeof measures)[number]) => {
      const list = (from: QueryScores[]) => from.map((each) => each[measure]);
      const { difference, low, high, isReal } = pairedBootstrap(list(scores), list(whole));
      return { difference, low, high, isReal };
    };
    const worth = {
      mrr10: worthOf("mrr10"),
      ndcg5: worthOf("ndcg5"),
      ndcg10: worthOf("ndcg10"),
      r5: worthOf("r5"),
      r10: worthOf("r10"),
      r100: worthOf("r100"),
    };
    result[part] = { ...{ mrr10, ndcg5, ndcg10, r5, r10, r100 }, worth };
    perQuery.engines[`without ${part}`] = scores;
  }
  return result;
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
