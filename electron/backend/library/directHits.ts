import type { LibraryDocuments } from "../../../db/libraryDocuments.ts";
import { canonicalText } from "./canonicalText.ts";
import type { Snapshot } from "./snapshot.ts";

const mostVersions = 12;

/**
 * Passages a query names outright: an article (`劳动合同法 38`, `工伤保险条例第十四条`) or a document number
 * (`国务院令第514号`, `人社部发〔2020〕17号`). Versions in force first.
 */
export function directHits(
  query: string,
  snapshot: Snapshot,
  documents: LibraryDocuments,
  factors: Float32Array,
): number[] {
  const article = /^(.*?[一-龥])\s*第?\s*(\d{1,4})\s*条?\s*(?:之\s*([一二三四五六七八九十\d]))?\s*款?$/.exec(
    query.trim(),
  );
  if (article) {
    const versions = versionsNamed(article[1] ?? "", snapshot, factors);
    const label = `第${article[2]}条${article[3] ? `之${article[3]}` : ""}`;
    return versions.flatMap((at) => clauseLabelled(documents, snapshot.versions[at]?.versionId ?? "", label));
  }
  const number = /[一-龥]*(?:\d{4})?[^\p{L}\d]*第?\d{1,4}号/u.exec(query);
  return number
    ? versionsNumbered(number[0], snapshot, factors).map((at) => snapshot.versions[at]?.firstPassage ?? 0)
    : [];
}

/** Positions of versions whose title is, or begins or ends with, the name; the closest title first. */
function versionsNamed(name: string, snapshot: Snapshot, factors: Float32Array): number[] {
  const plain = bare(name).replace(/第$/, "");
  if (plain.length < 2) return [];
  const found: { at: number; closeness: number }[] = [];
  snapshot.versions.forEach((version, at) => {
    const title = snapshot.names[at] ?? "";
    if (version.replaced || !(title === plain || title.startsWith(plain) || title.endsWith(plain))) return;
    found.push({ at, closeness: plain.length / title.length });
  });
  return order(found, factors);
}

function versionsNumbered(typed: string, snapshot: Snapshot, factors: Float32Array): number[] {
  const wanted = bareNumber(typed);
  const digits = /\d+号$/.exec(wanted)?.[0] ?? wanted;
  const found: { at: number; closeness: number }[] = [];
  snapshot.versions.forEach((version, at) => {
    if (version.documentNumber === null || version.replaced) return;
    const number = bareNumber(canonicalText(version.documentNumber));
    const isSame = number.endsWith(wanted) || (wanted.endsWith(number) && number.length > digits.length);
    if (isSame && !/\d/.test(number.slice(0, -wanted.length).at(-1) ?? "")) found.push({ at, closeness: 1 });
  });
  return order(found, factors);
}

function order(found: { at: number; closeness: number }[], factors: Float32Array): number[] {
  return found
    .sort((a, b) => b.closeness * (factors[b.at] ?? 0) - a.closeness * (factors[a.at] ?? 0))
    .slice(0, mostVersions)
    .map((entry) => entry.at);
}

function clauseLabelled(documents: LibraryDocuments, versionId: string, label: string): number[] {
  const wanted = canonicalText(label);
  return documents
    .clausesOf(versionId)
    .filter((clause) => clause.label !== null && canonicalText(clause.label) === wanted)
    .map((clause) => clause.passageId);
}

function bare(text: string): string {
  return text.replace(/[\s\p{P}]/gu, "");
}

function bareNumber(text: string): string {
  return bare(text)
    .replace(/[第令]/g, "")
    .replace(/^中华人民共和国/, "");
}
