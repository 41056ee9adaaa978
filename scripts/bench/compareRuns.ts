import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { pairedBootstrap } from "../../electron/backend/library/training/pairedBootstrap.ts";

/**
 * `npm run -s bench:compare -- A.json B.json [--first NAME] [--second NAME] [--json]`: how much better
 * B is than A on the queries that both runs of `bench:search --per-query` asked, with 95 % intervals. Engines other than this
 * library go by their names; A and B may be one file.
 */
const scores = z.object({
  id: z.union([z.string(), z.number()]),
  kind: z.string().nullable(),
  mrr10: z.number(),
  ndcg5: z.number(),
  ndcg10: z.number(),
  r5: z.number(),
  r10: z.number(),
  r100: z.number(),
});
const run = z.object({ engines: z.record(z.string(), z.array(scores)) });
const measures = ["mrr10", "ndcg5", "ndcg10", "r5", "r10", "r100"] as const;

type Scores = z.infer<typeof scores>;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    first: { type: "string", default: "zuoxi" },
    second: { type: "string", default: "zuoxi" },
    json: { type: "boolean", default: false },
  },
});

function main(): void {
  const [one, other] = positionals;
  if (!one || !other) {
    console.error("usage: compareRuns.ts A.json B.json [--first ENGINE] [--second ENGINE] [--json]");
    process.exit(2);
  }
  const pairs = paired(read(one, values.first), read(other, values.second));
  const kinds = [...Map.groupBy(pairs, ([{ kind }]) => kind)].filter(([kind]) => kind !== null);
  const groups = [["all", pairs], ...kinds] as [string, typeof pairs][];
  const rows = groups.flatMap(([kind, list]) =>
    measures.map((measure) => ({
      kind,
      measure,
      ...pairedBootstrap(
        list.map(([first]) => first[measure]),
        list.map(([, second]) => second[measure]),
      ),
    })),
  );
  process.stdout.write(values.json ? `${JSON.stringify(rows, null, 2)}\n` : rows.map(line).join(""));
}

function read(file: string, engine: string): Scores[] {
  const { engines } = run.parse(JSON.parse(readFileSync(file, "utf8")));
  const found = engines[engine];
  if (found) return found;
  console.error(`${file} has no engine ${engine}, only ${Object.keys(engines).join(", ")}`);
  process.exit(2);
}

function paired(first: readonly Scores[], second: readonly Scores[]): [Scores, Scores][] {
  const byId = new Map(second.map((entry) => [entry.id, entry]));
  const pairs = first.flatMap((entry): [Scores, Scores][] => {
    const other = byId.get(entry.id);
    return other ? [[entry, other]] : [];
  });
  if (pairs.length < Math.max(first.length, second.length))
    console.error(`${pairs.length} queries in common of ${first.length} and ${second.length}`);
  return pairs;
}

type Row = ReturnType<typeof pairedBootstrap> & { kind: string; measure: string };

function line({ kind, measure, queries, first, second, difference, low, high, isReal }: Row): string {
  const signed = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
  const figures = `${first.toFixed(3)} → ${second.toFixed(3)}  ${signed(difference)} [${signed(low)}, ${signed(high)}]`;
  return `${kind.padEnd(10)}${measure.padEnd(8)}${String(queries).padStart(5)}  ${figures}${isReal ? "" : "  not real"}\n`;
}

main();
