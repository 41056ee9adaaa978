import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { migrate } from "../../db/migrate.ts";
import { migrations } from "../../db/migrations/index.ts";
import { openSeatDatabase } from "../../db/open.ts";
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
  relevantFrom,
} from "../../electron/backend/library/searchMeasures.ts";
import { groupHits, visibleHits } from "../../renderer/features/library/hitGroups.ts";
import type { SearchHit } from "../../shared/domain/policy.ts";

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
  const db = openSeatDatabase({ file, key: Buffer.alloc(32, 0x5a) });
  migrate(db, migrations);
  const segmenter = librarySegmenter(aliases);
  const imported = importFiles({ db, segmenter, model: libraryModel(db), ...documentFiles(corpus) });
  const files = Map.groupBy(imported, ({ versionId }) => versionId);
  const today = () => new Date().toISOString().slice(0, 10);
  const library = createLibrary({ db, aliases, model: libraryModel(db), today, clock: () => 0 });
  const isMeant = (hit: SearchHit, judgement: Judgement) =>
    (files.get(hit.version.versionId) ?? []).some((entry) => entry.file === judgement.file) &&
    says(library, hit, judgement);
  const typed = queries.map((query) => ({
    kind: query.kind,
    keystrokes: keystrokesTo(query, library, isMeant),
  }));
  const report = { passages: library.stats().clauses, all: typing(typed), kinds: byKind(typed) };
  db.close();
  return report;
}

function keystrokesTo(
  { query, relevant }: JudgedQuery,
  library: Library,
  isMeant: (hit: SearchHit, judgement: Judgement) => boolean,
): number {
  const threshold = relevantFrom(relevant);
  const right = relevant.filter(({ grade = 1 }) => grade >= threshold);
  const characters = [...query];
  for (let length = 1; length <= characters.length; length += 1) {
    const { hits } = library.search({ query: characters.slice(0, length).join(""), limit: asked });
    const onScreen = visibleHits(groupHits(hits), []).slice(0, seen);
    if (onScreen.some((hit) => right.some((judgement) => isMeant(hit, judgement)))) return length;
  }
  return Number.POSITIVE_INFINITY;
}

function says(library: Library, { label, clauseId }: SearchHit, { article, contains }: Judgement): boolean {
  if (article) return article === label;
  const { clauses } = library.open({ clauseId });
  return clauses.find((clause) => clause.clauseId === clauseId)?.body.includes(contains ?? "") ?? false;
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
