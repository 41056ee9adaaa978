import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, sep } from "node:path";
import type { ImportFile } from "./library.ts";
import { largestFile } from "./parseDocument.ts";
import { importedEndings } from "./readText.ts";

/** Files to import and how many there are; bytes are read one by one as they are asked for. */
export type FileSource = { total: number; files: Iterable<ImportFile> };

/** The file at `path`, or all Markdown, HTML and plain text files below that folder in order of their names. */
export function documentFiles(path: string): FileSource {
  if (!statSync(path).isDirectory()) return source([{ name: basename(path), path }]);
  const names = readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => importedEndings.test(name))
    .sort();
  return source(names.map((name) => ({ name: name.split(sep).join("/"), path: join(path, name) })));
}

function source(entries: readonly { name: string; path: string }[]): FileSource {
  return { total: entries.length, files: read(entries) };
}

function* read(entries: readonly { name: string; path: string }[]): Generator<ImportFile> {
  for (const { name, path } of entries) yield { name, bytes: bytesOf(path) };
}

/** A file over the limit is refused by its size alone, so only as much as shows that is read. */
function bytesOf(path: string): Uint8Array {
  const { size } = statSync(path);
  return size > largestFile ? new Uint8Array(largestFile + 1) : readFileSync(path);
}
