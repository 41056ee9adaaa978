import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const words = z
  .array(
    z
      .string()
      .min(2)
      .regex(/^\S.*\S$/),
  )
  .min(1);
const table = z
  .array(z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), terms: words, official: words }))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "aliases.json"), "utf8")));

describe("the table from callers' words to the words of the law", () => {
  it("has entries for every topic of the hotline and beyond", () => {
    expect(table.length).toBeGreaterThanOrEqual(350);
    expect(new Set(table.map((entry) => entry.id)).size).toBe(table.length);
  });

  it("knows each word of the callers once, so that a change has one place", () => {
    const terms = table.flatMap((entry) => entry.terms.map((term) => term.toLowerCase()));
    expect(terms.filter((term, at) => terms.indexOf(term) !== at)).toEqual([]);
  });

  it.each([
    ["怀孕", "女职工"],
    ["购物卡", "有价证券"],
    ["工资条", "工资清单"],
    ["调岗", "变更劳动合同"],
    ["倒闭", "破产"],
    ["996", "延长工作时间"],
    ["押金", "收取财物"],
    ["炒鱿鱼", "解除劳动合同"],
  ])("leads from %s to %s", (term, official) => {
    expect(table.find((entry) => entry.terms.includes(term))?.official).toContain(official);
  });
});
