import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import aliases from "./data/aliases.json" with { type: "json" };
import { runImport } from "./importJob.ts";
import { openTestLibrary, statute, type TestLibrary } from "./testLibrary.ts";

let folder: string;
let library: TestLibrary;
const key = Buffer.alloc(32, 9);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zuoxi-import-"));
  library = openTestLibrary(join(folder, "seat.db"), key);
});
afterEach(() => {
  library.db.close();
  rmSync(folder, { recursive: true, force: true });
});

it("imports in its own thread while the desk searches and saves, and the desk finds it", async () => {
  const texts = join(folder, "texts");
  rmSync(texts, { recursive: true, force: true });
  const files = Array.from({ length: 60 }, (_, at) => ({
    name: `${at}.md`,
    bytes: Buffer.from(statute(`第${at}号办法`, { articles: ["职工享受年休假。", "工资按月支付。"] })),
  }));
  let saves = 0;
  const seen: number[] = [];
  const reports = await runImport(
    { database: join(folder, "seat.db"), key, aliases, source: { files } },
    {
      onProgress: ({ done }) => {
        seen.push(done);
        library.search({ query: "年休假", limit: 3 });
        library.db.prepare("INSERT INTO setting (name, value) VALUES (?, '1')").run(`save${saves++}`);
      },
    },
  );
  expect(reports.map((report) => report.outcome)).toEqual(files.map(() => "added"));
  expect(seen).toEqual([20, 40, 60]);
  expect(library.search({ query: "年休假", limit: 100 }).hits).toHaveLength(60);
});

it("reads a folder, and says so when there is none", async () => {
  writeFileSync(join(folder, "试用期.md"), statute("试用期规定", { articles: ["试用期不超过六个月。"] }));
  const database = join(folder, "seat.db");
  const reports = await runImport({ database, key, aliases, source: { path: folder } });
  expect(reports.map(({ file, outcome }) => [file, outcome])).toEqual([["试用期.md", "added"]]);
  await expect(
    runImport({ database, key, aliases, source: { path: join(folder, "nowhere") } }),
  ).rejects.toMatchObject({
    code: "unavailable",
    rule: "import.unreadable",
  });
});
