import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markText, snippetOf } from "./snippet.ts";

function show(pieces: { text: string; hit: boolean }[]): string {
  return pieces.map((piece) => (piece.hit ? `[${piece.text}]` : piece.text)).join("");
}

const long = `${"用人单位应当依法建立规章制度。".repeat(8)}女职工生育享受九十八天产假，其中产前可以休假十五天；难产的，增加产假十五天。${"劳动者应当遵守劳动纪律。".repeat(8)}`;

describe("a snippet", () => {
  it("is the stretch that says most, begun at a sentence and cut at one", () => {
    const snippet = snippetOf(long, [
      { text: "产假", weight: 3 },
      { text: "98天", weight: 2 },
    ]);
    expect(show(snippet)).toBe(
      "…女职工生育享受[九十八天产假]，其中产前可以休假十五天；难产的，增加[产假]十五天。劳动者应当遵守劳动纪律。劳动者应当遵守劳动纪律。劳动者应当遵守劳动纪律。…",
    );
  });

  it("marks numbers, old characters and wide letters where they stand in the original", () => {
    expect(
      show(
        markText("勞動者九十八天，Ａ類", [
          { text: "劳动", weight: 1 },
          { text: "98天", weight: 1 },
          { text: "a", weight: 1 },
        ]),
      ),
    ).toBe("[勞動]者[九十八天]，[Ａ]類");
  });

  it("of a sheet is what it says, never the articles it rests on", () => {
    const sheet = `社保补缴要带什么？\n${"带上身份证和劳动合同到经办窗口办理。".repeat(6)}\n依据：《社会保险法》第六十二条；《社会保险费征缴暂行条例》第十二条`;
    const shown = (text: string) => show(snippetOf(sheet, [{ text, weight: 1 }]));
    expect(shown("社会保险")).toMatch(/^社保补缴要带什么？/);
    expect(shown("经办窗口")).toContain("[经办窗口]");
  });

  it("of a short text is the text", () => {
    expect(show(snippetOf("产假98天。", []))).toBe("产假98天。");
  });

  it("never cuts a character in two and never loses text it shows", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 300 });
    fc.assert(
      fc.property(text, fc.string({ unit: "grapheme", minLength: 1, maxLength: 2 }), (body, word) => {
        const shown = snippetOf(body, [{ text: word, weight: 1 }])
          .map((piece) => piece.text)
          .join("");
        expect(shown.isWellFormed()).toBe(true);
        const plain = (part: string) => part.replace(/\s+/g, "");
        expect(plain(body)).toContain(plain(shown).replace(/^…|…$/g, ""));
        expect(
          markText(body, [{ text: word, weight: 1 }])
            .map((piece) => piece.text)
            .join("")
            .replace(/\s+/g, ""),
        ).toBe(plain(body));
      }),
      { seed: 10 },
    );
  });
});
