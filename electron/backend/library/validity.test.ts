import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Edition, validityOn, validitySpans } from "./validity.ts";

const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const editions = fc.uniqueArray(
  fc.record({
    versionId: fc.uuid(),
    start: fc.option(day, { nil: null }),
    statedUntil: fc.constant(null),
  }),
  { selector: (edition) => edition.versionId, minLength: 1, maxLength: 8 },
);

describe("editions of one document", () => {
  it("are in force one at a time, and always one from the first day on", () => {
    fc.assert(
      fc.property(editions, day, (list, asked) => {
        const spans = validitySpans(list, []);
        const first = list.map((edition) => edition.start ?? "").sort()[0] ?? "";
        const current = spans.filter(
          (span) => !span.replaced && (span.from ?? "") <= asked && (span.to === null || asked < span.to),
        );
        expect(current).toHaveLength(asked >= first ? 1 : 0);
      }),
      { seed: 4 },
    );
  });

  it("do not depend on the order of import, unless two begin on the same day", () => {
    fc.assert(
      fc.property(editions, (list) => {
        const distinct = [...new Map(list.map((edition) => [edition.start, edition])).values()];
        const byId = (found: ReturnType<typeof validitySpans>) =>
          [...found].sort((a, b) => (a.versionId < b.versionId ? -1 : 1));
        expect(byId(validitySpans(distinct.toReversed(), []))).toEqual(byId(validitySpans(distinct, [])));
      }),
      { seed: 5 },
    );
  });

  const old: Edition = { versionId: "old", start: "2007-01-01", statedUntil: null };
  const young: Edition = { versionId: "young", start: "2018-07-01", statedUntil: null };

  it("hand over on the first day of the next", () => {
    expect(validitySpans([young, old], [])).toEqual([
      { versionId: "young", from: "2018-07-01", to: null, replaced: false },
      { versionId: "old", from: "2007-01-01", to: "2018-07-01", replaced: false },
    ]);
  });

  it("end after the last day they state, or when another text ends them", () => {
    const [stated] = validitySpans([{ ...old, statedUntil: "2012-04-27" }], []);
    expect(stated?.to).toBe("2012-04-28");
    const [repealed] = validitySpans([old], ["2000-01-01", "2011-03-01"]);
    expect(repealed?.to).toBe("2011-03-01");
  });

  it("replace one another when they begin on the same day", () => {
    const spans = validitySpans([old, { ...old, versionId: "corrected" }], []);
    expect(spans.map((span) => [span.versionId, span.replaced])).toEqual([
      ["old", true],
      ["corrected", false],
    ]);
  });

  it.each([
    ["2006-12-31", "not-yet"],
    ["2007-01-01", "in-force"],
    ["2018-06-30", "in-force"],
    ["2018-07-01", "superseded"],
  ])("stand on %s as %s", (asked, validity) => {
    const [span] = validitySpans([old, young], []);
    if (!span) throw new Error("no span");
    expect(validityOn(span, asked, false)).toBe(validity);
  });
});
