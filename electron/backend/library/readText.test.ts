import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument } from "./parseDocument.ts";

/** 《工伤》 and a sentence in GB 18030, as older systems save them. */
const gb = Buffer.from("b9a4c9cbb0ecb7a80ad6b0b9a4cadcb9a4c9cbb5c4a3acd3a6c9eac7ebc8cfb6a8a1a3", "hex");

function parsed(name: string, text: string | Uint8Array) {
  const outcome = parseDocument(name, typeof text === "string" ? Buffer.from(text) : text);
  if (!outcome.ok) throw new Error(outcome.rule);
  return outcome.value;
}

describe("a web page", () => {
  const page = `<!doctype html><html><head><title>某局网站</title><style>p{color:red}</style></head><body>
    <nav>首页 通知</nav><script>alert("第九条")</script>
    <h1>杭州市技能补贴办法</h1><p>（2024年3月1日某局发布）</p>
    <p>第一章 总则</p><p>第一条　为了规范<b>补贴</b>发放，制定本办法。</p>
    <h2>第二章 标准</h2><div><p>第二条　补贴标准如下：</p>
    <table><tr><th>等级</th><th>金额</th></tr><tr><td><p>初级</p></td><td>1000 元</td></tr></table></div>
    </body></html>`;

  it("becomes chapters, clauses and table lines, without scripts, styles and menus", () => {
    const { title, promulgatedOn, clauses } = parsed("补贴.html", page);
    expect({ title, promulgatedOn, clauses }).toEqual({
      title: "杭州市技能补贴办法",
      promulgatedOn: "2024-03-01",
      clauses: [
        { label: "第一条", chapter: "第一章 总则", body: "为了规范补贴发放，制定本办法。" },
        { label: "第二条", chapter: "第二章 标准", body: "补贴标准如下：\n等级 | 金额\n初级 | 1000 元" },
      ],
    });
  });

  it("is named by its own title where it has no heading, and refused where it has neither", () => {
    expect(parsed("a.htm", "<title>社保问答</title><p>正文。</p>").title).toBe("社保问答");
    expect(parseDocument("a.htm", Buffer.from("<p>正文。</p>"))).toMatchObject({ rule: "import.noTitle" });
  });

  it("nested without end is refused", () => {
    const deep = `<h1>深</h1>${"<div>".repeat(100_000)}`;
    expect(parseDocument("a.html", Buffer.from(deep))).toEqual({ ok: false, rule: "import.tooDeep" });
  });

  it("of any shape is parsed or refused, never thrown at", () => {
    const tags = fc.constantFrom(
      "<table>",
      "<tr>",
      "<td>",
      "</td>",
      "<h1>",
      "</h1>",
      "<p>",
      "<br>",
      "# ",
      "甲",
      "</table>",
    );
    fc.assert(
      fc.property(fc.array(tags, { maxLength: 40 }), (parts) => {
        expect(typeof parseDocument("x.html", Buffer.from(parts.join(""))).ok).toBe("boolean");
      }),
    );
  });
});

describe("a plain text", () => {
  const text = "工伤办法\n第一章 总则\n第一条职工受工伤的，应当申请认定。\n第二条一年内申请。\n";

  it("takes its first line as title and finds chapters and articles without spaces", () => {
    const { title, clauses } = parsed("工伤.txt", text);
    expect({ title, clauses }).toEqual({
      title: "工伤办法",
      clauses: [
        { label: "第一条", chapter: "第一章 总则", body: "职工受工伤的，应当申请认定。" },
        { label: "第二条", chapter: "第一章 总则", body: "一年内申请。" },
      ],
    });
  });

  it("reads the same in UTF-8 with and without mark and in UTF-16 of either order", () => {
    const little = Buffer.from(`\ufeff${text}`, "utf16le");
    const big = Buffer.from(little).swap16();
    for (const bytes of [Buffer.from(`\ufeff${text}`), little, big])
      expect(parsed("工伤.txt", bytes)).toEqual(parsed("工伤.txt", text));
  });

  it("reads GB 18030", () => {
    expect(parsed("a.txt", gb)).toMatchObject({
      title: "工伤办法",
      clauses: [{ body: "职工受工伤的，应申请认定。" }],
    });
  });

  it.each([
    ["a paragraph where the title should be", "职工受工伤的，应当申请。\n第二行。", "import.noTitle"],
    ["nothing", " \n\n", "import.empty"],
  ])("with %s is refused", (_what, wrong, rule) => {
    expect(parseDocument("a.txt", Buffer.from(wrong))).toEqual({ ok: false, rule });
  });

  it("that is a program is refused", () => {
    const program = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1, 2, 0xff, 0xfe]);
    expect(parseDocument("a.txt", program)).toEqual({ ok: false, rule: "import.notText" });
  });

  it("of 50 MB is refused by its size alone", () => {
    expect(parseDocument("a.txt", new Uint8Array(50_000_000))).toEqual({
      ok: false,
      rule: "import.tooLarge",
    });
  });
});
