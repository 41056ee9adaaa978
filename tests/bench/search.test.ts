import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { outputOf } from "../support/desk.ts";

/** What others read out of the report: these names and shapes are an agreement. */
const latency = z.object({ p50: z.number(), p95: z.number(), p99: z.number() });
const report = z.object({
  queries: z.int(),
  mrr10: z.number(),
  ndcg5: z.number(),
  ndcg10: z.number(),
  r5: z.number(),
  r10: z.number(),
  r100: z.number(),
  latency_ms: z.record(z.string(), latency),
  passages: z.int(),
  index_mb: z.number(),
  build_s: z.number(),
  rss_mb: z.number(),
  build_rss_mb: z.number(),
});
const whole = report.extend({ limit: z.string().nullable() });
const busy = latency.extend({ max: z.number(), samples: z.int() });

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zuoxi-bench-search-"));
  mkdirSync(join(folder, "laws"));
  const head = "2020年1月1日 公布\n\n2020年3月1日 施行\n\n<!-- INFO END -->\n\n";
  writeFileSync(
    join(folder, "laws", "示例休假办法(2020-01-01).md"),
    `# 示例休假办法\n\n${head}第一条 职工累计工作满一年的，享受带薪年休假五天。\n\n第二条 年休假一般不跨年度安排。\n`,
  );
  writeFileSync(
    join(folder, "laws", "示例工资办法(2020-01-01).md"),
    `# 示例工资办法\n\n${head}第一条 工资应当以货币形式按月支付给劳动者本人。\n`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function measured(queries: unknown, ...options: string[]): Promise<z.infer<typeof report>> {
  const [file, out] = [join(folder, "queries.json"), join(folder, "out.json")];
  writeFileSync(file, JSON.stringify(queries));
  await outputOf([
    "scripts/bench/search.ts",
    "--corpus",
    join(folder, "laws"),
    "--queries",
    file,
    "--json",
    out,
    ...options,
  ]);
  return report.loose().parse(JSON.parse(readFileSync(out, "utf8")));
}

test("the search bench reads graded queries with kinds and finds the answer of each", async () => {
  const found = await measured([
    {
      id: "q1",
      query: "年休假能跨年吗",
      kind: "nl",
      relevant: [{ file: "示例休假办法(2020-01-01).md", article: "第二条", grade: 3 }],
    },
    {
      id: "q2",
      query: "工资",
      kind: "kw",
      relevant: [{ file: "示例工资办法(2020-01-01).md", article: "第一条", grade: 3, contains: "货币" }],
    },
  ]);
  expect(found).toMatchObject({ queries: 2, r5: 1, r10: 1, passages: 3 });
  expect(Object.keys(found.latency_ms)).toEqual(expect.arrayContaining(["all", "nl", "kw"]));
});

test("the search bench says what a part of the search is worth, with its interval", async () => {
  const answer = { file: "示例休假办法(2020-01-01).md", article: "第一条", grade: 3 };
  // Letters are found by their sound alone.
  const asked = [{ id: "q1", query: "nianxiujia", relevant: [answer] }];
  const found = await measured(asked, "--ablation", "--part", "sound", "--part", "validity");
  const interval = z.object({
    difference: z.number(),
    low: z.number(),
    high: z.number(),
    isReal: z.boolean(),
  });
  const part = z.looseObject({ mrr10: z.number(), worth: z.record(z.string(), interval) });
  const without = z.record(z.string(), part).parse((found as { without?: unknown }).without);
  expect(Object.keys(without)).toEqual(["validity", "sound"]);
  expect(without.sound).toMatchObject({ mrr10: 0, worth: { mrr10: { difference: 1, low: 1, high: 1 } } });
  expect(without.validity).toMatchObject({ mrr10: 1, worth: { mrr10: { difference: 0, isReal: false } } });
});

test.each([
  [["--ablation", "--part", "alias"], "no such part: alias"],
  [["--model", "nowhere.bin"], "no such model"],
  [["--model", join(import.meta.dirname, "search.test.ts"), "--during-import"], "does not go with"],
])("the search bench refuses %s, which would measure something else", async (options, refusal) => {
  await expect(measured([], ...options)).rejects.toThrow(refusal);
});

test("the search bench reads ungraded questions as grade one", async () => {
  const found = await measured([
    { id: 0, query: "工资怎么发", relevant: [{ file: "示例工资办法(2020-01-01).md", article: "第一条" }] },
  ]);
  expect(found).toMatchObject({ queries: 1, mrr10: 1, r5: 1 });
});

const graded = [
  {
    id: "q1",
    query: "年休假能跨年吗",
    kind: "nl",
    relevant: [{ file: "示例休假办法(2020-01-01).md", article: "第二条", grade: 3 }],
  },
  {
    id: "q2",
    query: "工资支付",
    kind: "kw",
    relevant: [{ file: "示例工资办法(2020-01-01).md", article: "第一条", grade: 3 }],
  },
];

test("the search bench measures other engines on the same passages and judgements, and runs can be compared", async () => {
  const scores = join(folder, "scores.json");
  const found = await measured(graded, "--peers", "--per-query", scores);
  const peers = z.record(z.string(), whole).parse((found as { peers?: unknown }).peers);
  expect(Object.keys(peers)).toEqual([
    "minisearch+jieba",
    "flexsearch+bigram",
    "orama+jieba",
    "fts5-trigram",
    "sqlite-like",
    "bm25-jieba",
    "bm25-bigram+title",
  ]);
  for (const [name, peer] of Object.entries(peers))
    expect([name, peer.passages, peer.r10, peer.limit]).toEqual([name, 3, 1, null]);
  const table = await outputOf(["scripts/bench/compareRuns.ts", scores, scores, "--first", "bm25-jieba"]);
  expect(table).toContain("mrr10");
});

test("the search bench measures many times the texts and searches while the library changes", async () => {
  const found = await measured(graded, "--multiply", "3", "--during-import");
  expect(found).toMatchObject({ passages: 9, r10: 1, times: 3 });
  for (const name of ["latency_during_import_ms", "latency_during_apply_ms"])
    expect(busy.parse((found as Record<string, unknown>)[name]).samples).toBeGreaterThan(1);
});

test("the fuzz bench says which query was slowest and that none threw", async () => {
  const out = join(folder, "fuzz.json");
  await outputOf([
    "scripts/bench/searchFuzz.ts",
    "--corpus",
    join(folder, "laws"),
    "--count",
    "90",
    "--json",
    out,
  ]);
  const found = JSON.parse(readFileSync(out, "utf8"));
  expect(found).toMatchObject({ queries: 90, threw: [] });
  expect(found.slowest.ms).toBeGreaterThan(0);
});
