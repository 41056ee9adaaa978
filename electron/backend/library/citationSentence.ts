import type { StoredClause, StoredVersion } from "../../../db/libraryDocuments.ts";
import type { Validity } from "../../../shared/domain/policy.ts";

/** 中华人民共和国民法典·婚姻家庭编 is cited by the code's own name, as its articles are numbered throughout. */
export function citedTitle(title: string): string {
  return title.replace(/^(.*法典)·.*$/, "$1");
}

const warnings: Partial<Record<Validity, string>> = {
  "not-yet": "（尚未施行）",
  expired: "（已失效）",
  superseded: "（旧版，已被新版本替代）",
};

/** Ready to read out: 依据《职工带薪年休假条例》第五条：……。 A text that does not apply says so. */
export function citationSentence(
  version: Pick<StoredVersion, "title">,
  clause: Pick<StoredClause, "label" | "body">,
  validity: Validity,
): string {
  const place = clause.label === null ? "" : clause.label.replace(/、$/, "");
  const title = `《${citedTitle(version.title)}》`;
  return `依据${title}${place}${warnings[validity] ?? ""}：${firstSentence(clause.body)}`;
}

const longest = 120;

function firstSentence(body: string): string {
  // A question stands before its answer; what is read out is the answer.
  const text = body.replace(/^[^\n]{0,120}[？?]\s*\n/, "").replace(/\s+/g, "");
  const end = text.search(/[。！？]/);
  const sentence = end < 0 ? text : text.slice(0, end + 1);
  return sentence.length <= longest ? sentence : `${[...sentence].slice(0, longest).join("")}……`;
}
