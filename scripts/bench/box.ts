import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Library } from "../../electron/backend/library/library.ts";
import { type JudgedQuery, percentile, relevantFrom } from "../../electron/backend/library/searchMeasures.ts";
import { groupHits, visibleHits } from "../../renderer/features/library/hitGroups.ts";
import { openBenchDatabase, openBenchLibrary } from "./search/benchLibrary.ts";
import { build } from "./search/buildTask.ts";
import { type FileNames, isMeant } from "./search/measure.ts";
import { asJudged } from "./search/searchTask.ts";

/**
 * How much an agent types before a right clause is among the first five on the screen: every query is typed character
 * by character into the search the desk runs, and its hits are laid out as the panel lays them out. JSON to the
 * standard output.
 */

/** `median` and `p90` are characters; null when that many queries were never answered. */
type Typing = { queries: number; found: number; median: number | null; p90: number | null };
type Report = { passages: number; all: Typing; kinds: Record<string, Typing> };
type Typed = { kind: string | undefined; keystrokes: number };

/** What the panel asks for and what is counted as seen at once. */
const asked = 30;
const seen = 5;

function main(): void {
  const { values } = parseArgs({
    options: { corpus: { type: "string" }, queries: { type: "string" }, json: { type: "string" } },
  });
  if (!values.corpus || !values.queries) {
    console.error("usage: bench:box -- --corpus DIR --queries FILE [--json OUT]");
    process.exit(2);
  }
  const queries = JSON.parse(readFileSync(values.queries, "utf8")) as JudgedQuery[];
  const folder = mkdtempSync(join(tmpdir(), "zuoxi-bench-box-"));
  try {
    const json = `${JSON.stringify(measure(join(folder, "library.db"), values.corpus, queries), null, 2)}\n`;
    if (values.json) writeFileSync(values.json, json);
    process.stdout.write(json);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(file: string, corpus: string, queries: readonly JudgedQuery[]): Report {
  const files: FileNames = new Map(build({ corpus, file, times: 1 }).files);
  const db = openBenchDatabase(file);
  const library = openBenchLibrary(db);
  const typed = queries.map((query) => ({
    kind: query.kind,
    keystrokes: keystrokesTo(query, library, files),
  }));
  const report = { passages: library.stats().clauses, all: typing(typed), kinds: byKind(typed) };
  db.close();
  return report;
}

function keystrokesTo({ query, relevant }: JudgedQuery, library: Library, files: FileNames): number {
  const threshold = relevantFrom(relevant);
  const right = relevant.filter(({ grade = 1 }) => grade >= threshold);
  const characters = [...query];
  for (let length = 1; length <= characters.length; length += 1) {
    const { hits } = library.search({ query: characters.slice(0, length).join(""), limit: asked });
    const onScreen = visibleHits(groupHits(hits), []).slice(0, seen);
    const isRight = onScreen.some((hit) => {
      const judged = asJudged(library, hit);
      const names = files.get(judged.versionId) ?? [];
      return right.some((judgement) => names.includes(judgement.file) && isMeant(judged, judgement));
    });
    if (isRight) return length;
  }
  return Number.POSITIVE_INFINITY;
}

function byKind(typed: readonly Typed[]): Record<string, Typing> {
  const groups = Map.groupBy(
    typed.filter(({ kind }) => kind !== undefined),
    ({ kind }) => kind ?? "",
  );
  return Object.fromEntries([...groups].map(([kind, list]) => [kind, typing(list)]));
}

function typing(list: readonly Typed[]): Typing {
  const counts = list.map(({ keystrokes }) => keystrokes);
  const orNull = (count: number) => (Number.isFinite(count) ? count : null);
  return {
    queries: counts.length,
    found: counts.filter(Number.isFinite).length,
    median: orNull(percentile(counts, 0.5)),
    p90: orNull(percentile(counts, 0.9)),
  };
}

main();
