import { describe, expect, it } from "vitest";
import { parseDocument } from "../../../electron/backend/library/parseDocument.ts";
import { copyOf, multiplied, placeOf } from "./multiplied.ts";

const text = `# 中华人民共和国劳动法

2020年1月1日 公布

<!-- INFO END -->

第一条 国务院制定办法，适用《劳动合同法》。

第二条 自公布之日起施行，《旧劳动法》同时废止。
`;
const source = () => ({
  total: 1,
  files: [{ name: "社会法/劳动法(2020-01-01).md", bytes: Buffer.from(text) }],
});

function parsed({ name, bytes }: { name: string; bytes: Uint8Array }) {
  const outcome = parseDocument(name, bytes);
  if (!outcome.ok) throw new Error(outcome.rule);
  return outcome.value;
}

describe("a corpus taken several times", () => {
  it("holds every original and copies that are other documents of the same form", () => {
    const { total, files } = multiplied(source(), 3);
    const documents = [...files].map(parsed);
    expect(documents).toHaveLength(total);
    expect(new Set(documents.map(({ identity }) => identity)).size).toBe(3);
    expect(documents.map(({ clauses }) => clauses.map(({ label }) => label))).toEqual(
      Array.from({ length: 3 }, () => ["第一条", "第二条"]),
    );
    expect(new Set(documents.map(({ promulgatedOn }) => promulgatedOn)).size).toBe(1);
  });

  it("never ends or cites an original from a copy", () => {
    const [copy] = [...copyOf(source(), 1).files].map(parsed);
    const [original] = [...source().files].map(parsed);
    expect(original?.repeals).toEqual(["旧劳动法"]);
    expect(copy?.repeals).not.toContain("旧劳动法");
    expect(copy?.repeals).toHaveLength(1);
    expect(copy?.clauses[0]?.body).not.toContain("国务院");
  });

  it("names every copy after another place", () => {
    expect(new Set(Array.from({ length: 50 }, (_, at) => placeOf(at))).size).toBe(50);
  });
});
