import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { libraryIndex } from "../../db/libraryIndex.ts";
import { migrate } from "../../db/migrate.ts";
import { migrations } from "../../db/migrations/index.ts";
import { type Database, openSeatDatabase } from "../../db/open.ts";
import { createLibrary, librarySegmenter } from "../../electron/backend/library/createLibrary.ts";
import aliases from "../../electron/backend/library/data/aliases.json" with { type: "json" };
import { documentFiles } from "../../electron/backend/library/documentFiles.ts";
import { importFiles } from "../../electron/backend/library/importFiles.ts";
import { libraryModel } from "../../electron/backend/library/learned/libraryModel.ts";
import type { Library } from "../../electron/backend/library/library.ts";
import {
  type JudgedQuery,
  type Judgement,
  percentile,
  type Quality,
  quality,
  type Ranking,
  relevantFrom,
} from "../../electron/backend/library/searchMeasures.ts";
import type { SearchHit } from "../../shared/domain/policy.ts";

/**
 * Search quality and latency on real texts, through the same code the desk runs: DIR is imported into a fresh encrypted
 * library, every query is asked as typed, and hits are compared with the judged articles.
 */

type Latency = { p50: number; p95: number; p99: number };
type Report = Quality & {
  queries: number;
  latency_ms: Record<string, Latency>;
  passages: number;
  index_mb: number;
  build_s: number;
  rss_mb: number;
  kinds: Record<string, Quality & { queries: number }>;
};

/** Quality is measured to this depth; latency with the 20 snippets a screen shows. */
const depth = 100;
const shown = 20;
/** Every prefix of this many queries is typed out for the latency of keystrokes. */
const typedQueries = 60;

function main(): void {
  const { values } = parseArgs({
    options: { corpus: { type: "string" }, queries: { type: "string" }, json: { type: "string" } },
  });
  if (!values.corpus || !values.queries) {
    console.error("usage: bench:search -- --corpus DIR --queries FILE [--json OUT]");
    process.exit(2);
  }
  const queries = JSON.parse(readFileSync(values.queries, "utf8")) as JudgedQuery[];
  const folder = mkdtempSync(join(tmpdir(), "zuoxi-bench-"));
  try {
    const report = measure(join(folder, "library.db"), values.corpus, queries);
    const json = `${JSON.stringify(report, null, 2)}\n`;
    if (values.json === "-") process.stdout.write(json);
    else {
      if (values.json) writeFileSync(values.json, json);
      process.stdout.write(table(report));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(file: string, corpus: string, queries: readonly JudgedQuery[]): Report {
  const db = openSeatDatabase({ file, key: Buffer.alloc(32, 0x5a) });
  const started = performance.now();
  migrate(db, migrations);
  const imported = importFiles({
    db,
    segmenter: librarySegmenter(aliases),
    model: libraryModel(db),
    ...documentFiles(corpus),
  });
  const buildSeconds = (performance.now() - started) / 1_000;
  const filesOf = Map.groupBy(
    imported.filter((entry) => entry.versionId !== null),
    (entry) => entry.versionId ?? "",
  );
  const fileNames = new Map(
    [...filesOf].map(([version, entries]) => [version, entries.map((entry) => entry.file)]),
  );
  const library = createLibrary({
    db,
    aliases,
    model: libraryModel(db),
    today,
    clock: () => performance.now(),
  });
  // The desk warms the library up after its start; the first search loads what is held in memory.
  library.search({ query: "社保", limit: 1 });
  // Latency first: every query is asked for the first time, with nothing of it cached.
  const latency = latencies(library, queries);
  const rankings = judge(library, queries, fileNames);
  const report: Report = {
    queries: queries.length,
    ...quality(rankings.map((entry) => entry.ranking)),
    latency_ms: latency,
    passages: library.stats().clauses,
    index_mb: round(indexBytes(db) / 1e6),
    build_s: round(buildSeconds),
    rss_mb: round(process.memoryUsage().rss / 1e6),
    kinds: byKind(rankings),
  };
  db.close();
  return report;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

type Judged = { kind: string | undefined; ranking: Ranking & { threshold: number } };

function judge(
  library: Library,
  queries: readonly JudgedQuery[],
  filesOf: ReadonlyMap<string, readonly string[]>,
): Judged[] {
  return queries.map(({ query, kind, relevant }) => {
    const open = new Set(relevant);
    const { hits } = library.search({ query, limit: depth });
    const grades = hits.map((hit) => {
      const files = filesOf.get(hit.version.versionId) ?? [];
      const found = [...open].find(
        (judgement) => files.includes(judgement.file) && isMeant(library, hit, judgement),
      );
      if (found) open.delete(found);
      return found ? (found.grade ?? 1) : 0;
    });
    const ideal = relevant.map((judgement) => judgement.grade ?? 1);
    return { kind, ranking: { grades, ideal, threshold: relevantFrom(relevant) } };
  });
}

function isMeant(library: Library, hit: SearchHit, { article, contains }: Judgement): boolean {
  if (article) return article === hit.label;
  const { clauses } = library.open({ clauseId: hit.clauseId });
  return clauses.find((clause) => clause.clauseId === hit.clauseId)?.body.includes(contains ?? "") ?? false;
}

function latencies(library: Library, queries: readonly JudgedQuery[]): Record<string, Latency> {
  const samples = new Map<string, number[]>([["all", []]]);
  const take = (kind: string, ms: number) => samples.set(kind, [...(samples.get(kind) ?? []), ms]);
  for (const { query, kind } of queries) {
    const ms = timed(library, query);
    samples.get("all")?.push(ms);
    if (kind) take(kind, ms);
  }
  for (const { query } of queries.slice(0, typedQueries)) {
    for (let length = 1; length <= query.length; length++)
      take("keystrokes", timed(library, query.slice(0, length)));
  }
  return Object.fromEntries(
    [...samples].map(([kind, list]) => [
      kind,
      {
        p50: round(percentile(list, 0.5)),
        p95: round(percentile(list, 0.95)),
        p99: round(percentile(list, 0.99)),
      },
    ]),
  );
}

function timed(library: Library, query: string): number {
  const started = performance.now();
  library.search({ query, limit: shown });
  return performance.now() - started;
}

function byKind(rankings: readonly Judged[]): Report["kinds"] {
  const groups = Map.groupBy(
    rankings.filter((entry) => entry.kind !== undefined),
    (entry) => entry.kind ?? "",
  );
  return Object.fromEntries(
    [...groups].map(([kind, entries]) => [
      kind,
      { queries: entries.length, ...quality(entries.map((entry) => entry.ranking)) },
    ]),
  );
}

function indexBytes(db: Database): number {
  return libraryIndex(db).bytes();
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function table(report: Report): string {
  const measures = ["mrr10", "ndcg5", "ndcg10", "r5", "r10", "r100"] as const;
  const head = ["kind", "queries", ...measures, "p50 ms", "p95 ms", "p99 ms"];
  const row = (kind: string, entry: (Quality & { queries: number }) | null) => {
    const latency = report.latency_ms[kind];
    const figures = measures.map((name) => (entry ? entry[name].toFixed(3) : ""));
    const times = latency ? [latency.p50, latency.p95, latency.p99].map((ms) => ms.toFixed(2)) : ["", "", ""];
    return [kind, entry ? String(entry.queries) : "", ...figures, ...times];
  };
  const rows = [
    head,
    row("all", report),
    ...Object.entries(report.kinds).map(([kind, entry]) => row(kind, entry)),
  ];
  rows.push(row("keystrokes", null));
  const lines = rows.map((cells) =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(11) : cell.padStart(8))).join(""),
  );
  const sizes = `passages ${report.passages}   index ${report.index_mb} MB   build ${report.build_s} s   rss ${report.rss_mb} MB`;
  return `${lines.join("\n")}\n${sizes}\n`;
}

main();
