import { migrate } from "../../../db/migrate.ts";
import { migrations } from "../../../db/migrations/index.ts";
import { type Database, openSeatDatabase } from "../../../db/open.ts";
import { createLibrary, librarySegmenter } from "./createLibrary.ts";
import aliases from "./data/aliases.json" with { type: "json" };
import { importFiles } from "./importFiles.ts";
import { libraryModel } from "./learned/libraryModel.ts";
import type { ImportedFile, Library } from "./library.ts";

/** A library over a throw-away database, for tests: names and texts in, searches out. */
export type TestLibrary = Library & {
  db: Database;
  add(files: Record<string, string | Uint8Array>): ImportedFile[];
};

export function openTestLibrary(file = ":memory:", key: Buffer = Buffer.alloc(32, 1)): TestLibrary {
  const db = openSeatDatabase({ file, key });
  migrate(db, migrations);
  const segmenter = librarySegmenter(aliases);
  const library = createLibrary({
    db,
    aliases,
    model: libraryModel(db),
    today: () => "2026-11-22",
    clock: () => 0,
  });
  const add = (files: Record<string, string | Uint8Array>) => {
    const list = Object.entries(files).map(([name, text]) => ({
      name,
      bytes: typeof text === "string" ? Buffer.from(text) : text,
    }));
    return importFiles({ db, segmenter, model: libraryModel(db), files: list, total: list.length });
  };
  return { ...library, db, add };
}

/** A statute in the usual form. */
export function statute(title: string, options: { header?: string[]; articles: string[] }): string {
  const header = (options.header ?? []).join("\n\n");
  const articles = options.articles.map((text, at) => `第${numeral(at + 1)}条 ${text}`).join("\n\n");
  return `# ${title}\n\n${header}\n\n<!-- INFO END -->\n\n${articles}\n`;
}

function numeral(value: number): string {
  const digits = "零一二三四五六七八九";
  const tens = Math.floor(value / 10);
  const head = tens === 0 ? "" : `${tens === 1 ? "" : digits[tens]}十`;
  return head + (value % 10 === 0 ? "" : digits[value % 10]);
}
