import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outputOf } from "../support/desk.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zuoxi-bench-box-"));
  mkdirSync(join(folder, "laws"));
  const head = "2020年1月1日 公布\n\n2020年3月1日 施行\n\n<!-- INFO END -->\n\n";
  const leave = "第一条 职工累计工作满一年的，享受带薪年休假五天。\n\n第二条 年休假一般不跨年度安排。\n";
  writeFileSync(join(folder, "laws", "示例休假办法.md"), `# 示例休假办法\n\n${head}${leave}`);
  const wages = "第一条 工资应当以货币形式按月支付给劳动者本人。\n";
  writeFileSync(join(folder, "laws", "示例工资办法.md"), `# 示例工资办法\n\n${head}${wages}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the box bench counts characters to the first five, by kind, and says what was never found", async () => {
  const queries = join(folder, "queries.json");
  const about = (file: string, article: string, grade: number) => ({ file, article, grade });
  writeFileSync(
    queries,
    JSON.stringify([
      { id: 1, query: "年休假", kind: "kw", relevant: [about("示例休假办法.md", "第二条", 3)] },
      { id: 2, query: "的工资", kind: "nl", relevant: [about("示例工资办法.md", "第一条", 3)] },
      {
        ...{ id: 3, query: "货币", kind: "nl" },
        relevant: [about("示例休假办法.md", "第一条", 3), about("示例工资办法.md", "第一条", 1)],
      },
    ]),
  );
  const out = await outputOf([
    "scripts/bench/box.ts",
    ...["--corpus", join(folder, "laws"), "--queries", queries],
  ]);
  expect(JSON.parse(out)).toEqual({
    passages: 3,
    all: { queries: 3, found: 2, median: 3, p90: null },
    kinds: {
      kw: { queries: 1, found: 1, median: 1, p90: 1 },
      nl: { queries: 2, found: 1, median: null, p90: null },
    },
  });
});
