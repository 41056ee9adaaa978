import { createHash } from "node:crypto";
import type { DocumentVersion } from "../../../shared/domain/policy.ts";
import type { LocalDate } from "../../../shared/domain/time.ts";
import type { Outcome } from "../../../shared/errors.ts";
import { canonicalText } from "./canonicalText.ts";
import { classify } from "./classify.ts";
import { type ParsedClause, parseClauses } from "./clauses.ts";
import { splitFrontMatter } from "./frontMatter.ts";
import { readText } from "./readText.ts";
import { datesIn, localDateOf, readStatuteHeader } from "./statuteHeader.ts";

/** One document version as its file states it. */
export type ParsedDocument = Pick<
  DocumentVersion,
  | "title"
  | "kind"
  | "level"
  | "region"
  | "issuer"
  | "documentNumber"
  | "promulgatedOn"
  | "effectiveFrom"
  | "contentHash"
> & {
  /** What makes two files versions of one document. */
  identity: string;
  /** Last day in force, where the text states one. */
  statedUntil: LocalDate | null;
  topic: string | null;
  aliases: string[];
  clauses: ParsedClause[];
  /** Identities of documents this one ends: 《……》同时废止. */
  repeals: string[];
};

/** Larger files are no policy texts: the longest statute of the country has 0.3 MB. */
export const largestFile = 8_000_000;

/**
 * Reads one Markdown, HTML or plain text file. `name` is the path inside the chosen folder: folders, the ending and the
 * date in the name carry meaning.
 * Refusals: `import.tooLarge`, `import.notText`, `import.tooDeep`, `import.noTitle`, `import.empty`.
 */
export function parseDocument(name: string, bytes: Uint8Array): Outcome<ParsedDocument> {
  if (bytes.byteLength > largestFile) return { ok: false, rule: "import.tooLarge" };
  const read = readText(name, bytes);
  if (!read.ok) return read;
  const text = read.value;
  const { fields, rest } = splitFrontMatter(text);
  const { title, header, content } = splitHeader(rest);
  const fullTitle = fields.get("title") ?? title;
  if (!fullTitle) return { ok: false, rule: text.trim() === "" ? "import.empty" : "import.noTitle" };
  const clauses = parseClauses(content);
  if (clauses.length === 0) return { ok: false, rule: "import.empty" };
  const contentHash = createHash("sha256").update(text).digest("hex");
  return {
    ok: true,
    value: { ...describe({ name, title: fullTitle, header, clauses, fields }), clauses, contentHash },
  };
}

type Split = { title: string; header: string[]; content: string[] };

function splitHeader(text: string): Split {
  const lines = text.split("\n");
  const isTitle = (line: string) => /^#\s+\S/.test(line.trim());
  const first = lines.findIndex(isTitle);
  if (first < 0) return { title: "", header: [], content: lines };
  const marker = lines.findIndex((line) => /^<!--\s*INFO END\s*-->$/.test(line.trim()));
  const titles: string[] = [];
  const header: string[] = [];
  let at = first;
  for (; at < (marker < 0 ? lines.length : marker); at++) {
    const line = lines[at]?.trim() ?? "";
    if (isTitle(line)) titles.push(line.replace(/^#\s+/, "").replace(/\s+/g, " "));
    else if (marker < 0 && line !== "" && !isPromulgation(line)) break;
    else if (line !== "") header.push(line.replace(/^[（(]|[）)]$/g, ""));
  }
  const rest = [...lines.slice(0, first), ...lines.slice(marker < 0 ? at : marker + 1)];
  return {
    title: titles.join("·"),
    header,
    content: rest.filter((line) => !/^<!--.*-->$/.test(line.trim())),
  };
}

function isPromulgation(line: string): boolean {
  return /^[（(]?\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日/.test(line) && line.length < 200;
}

type Source = {
  name: string;
  title: string;
  header: string[];
  clauses: ParsedClause[];
  fields: ReadonlyMap<string, string>;
};

function describe({
  name,
  title,
  header,
  clauses,
  fields,
}: Source): Omit<ParsedDocument, "clauses" | "contentHash"> {
  const folders = name.split(/[\\/]/).slice(0, -1);
  const { regionIsStatedOnly, ...place } = classify(title, folders, fields);
  const read = readStatuteHeader(header);
  const nameDate = localDateOf(/\((\d{4}-\d{2}-\d{2})\)\.[A-Za-z]+$/.exec(name)?.[1]);
  const promulgatedOn = localDateOf(fields.get("promulgated")) ?? nameDate ?? read.promulgatedOn;
  const ending = clauses
    .slice(-4)
    .map((clause) => clause.body)
    .join("\n");
  const identity = identityOf(title);
  return {
    ...place,
    title,
    identity: regionIsStatedOnly ? `${identity}@${place.region}` : identity,
    issuer: fields.get("issuer") ?? read.issuer ?? issuerOfFolder(folders),
    documentNumber: fields.get("number") ?? read.documentNumber,
    promulgatedOn,
    effectiveFrom:
      localDateOf(fields.get("effectiveFrom")) ?? effectiveDay(ending, promulgatedOn, read.effectiveFrom),
    statedUntil: localDateOf(fields.get("effectiveTo")),
    topic: fields.get("topic") ?? null,
    aliases: (fields.get("aliases") ?? "")
      .split(/[,，、;；]/)
      .map((alias) => alias.trim())
      .filter((alias) => alias !== ""),
    repeals: repealedIn(ending).filter((other) => other !== identity),
  };
}

/** 中华人民共和国劳动法 and 劳动法 are one title; spaces, quotes and bracket forms do not matter. */
export function identityOf(title: string): string {
  return canonicalText(title)
    .replace(/^中华人民共和国/, "")
    .replace(/[\s\p{P}]/gu, "");
}

function issuerOfFolder(folders: readonly string[]): string | null {
  const at = folders.indexOf("部门规章");
  return at < 0 ? null : (folders[at + 1] ?? null);
}

/**
 * The first day in force. A closing article keeps the day of the first edition when a law is amended in parts, so a
 * day before the promulgation of this edition means: from the day of promulgation.
 */
function effectiveDay(
  ending: string,
  promulgatedOn: LocalDate | null,
  stated: LocalDate | null,
): LocalDate | null {
  const match = /自\s*(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*起\s*(?:施行|实施|生效|执行)/.exec(
    canonicalText(ending),
  );
  const day = stated ?? (match ? (datesIn(match[1] ?? "")[0] ?? null) : null);
  if (day !== null && (promulgatedOn === null || day >= promulgatedOn)) return day;
  return promulgatedOn;
}

function repealedIn(ending: string): string[] {
  const repealed: string[] = [];
  for (const sentence of ending.split(/[。\n]/)) {
    if (!/同时废止|同时停止执行/.test(sentence) || /之一|有关规定|不一致/.test(sentence)) continue;
    for (const [, title] of sentence.matchAll(/《((?:[^《》]|〈[^〉]*〉)+)》/g))
      repealed.push(identityOf(title ?? ""));
  }
  return repealed;
}
