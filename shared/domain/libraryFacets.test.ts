import { describe, expect, it } from "vitest";
import { countFacets, isWithin, narrowedBy, type VersionFacets, widenedBy } from "./libraryFacets.ts";

const leave: VersionFacets = {
  inForce: true,
  kind: "regulation",
  region: "000000",
  issuer: "国务院",
  topic: "annual-leave",
  year: 2007,
};
const pool = [
  { documentId: "条例", facets: leave },
  { documentId: "条例", facets: { ...leave, inForce: false, year: 1988 } },
  { documentId: "办法", facets: { ...leave, kind: "rule" as const, issuer: "人社部", year: 2008 } },
  {
    documentId: "问答",
    facets: { ...leave, kind: "qa" as const, region: "330100", issuer: null, year: 2026 },
  },
];

describe("the counts beside results", () => {
  it("count documents, each once, most first, and leave out what tells nothing apart", () => {
    const counted = countFacets(pool, {}).map(
      ({ facet, value, documents }) => `${facet} ${value} ${documents}`,
    );
    expect(counted).toEqual([
      "inForce true 3",
      "inForce false 1",
      "kind rule 1",
      "kind regulation 1",
      "kind qa 1",
      "region 000000 2",
      "region 330100 1",
      "issuer 国务院 1",
      "issuer 人社部 1",
      "year 2026 1",
      "year 2008 1",
      "year 2007 1",
      "year 1988 1",
    ]);
  });

  it("offer nothing of a facet that is narrowed already", () => {
    const facets = countFacets(pool.slice(0, 3), { region: "000000" }).map(({ facet }) => facet);
    expect(new Set(facets)).toEqual(new Set(["inForce", "kind", "issuer", "year"]));
  });

  it("are none for an empty pool", () => {
    expect(countFacets([], {})).toEqual([]);
  });
});

describe("narrowing", () => {
  it.each([
    [{}, true],
    [{ kind: "regulation" as const }, true],
    [{ kind: "law" as const }, false],
    [{ inForce: false }, false],
    [{ year: 2007, issuer: "国务院" }, true],
    [{ year: 2007, issuer: "人社部" }, false],
    [{ topic: undefined }, true],
  ])("%j fits: %s", (narrowing, fits) => {
    expect(isWithin(leave, narrowing)).toBe(fits);
  });

  it("by what a text does not name leaves the text out", () => {
    expect(isWithin({ ...leave, issuer: null }, { issuer: "国务院" })).toBe(false);
  });

  it("takes values as they are counted, one of each facet, and gives them back", () => {
    const one = narrowedBy({}, { facet: "year", value: "2007" });
    const two = narrowedBy(one, { facet: "inForce", value: "false" });
    expect(narrowedBy(two, { facet: "year", value: "2008" })).toEqual({ year: 2008, inForce: false });
    expect(narrowedBy({}, { facet: "kind", value: "qa" })).toEqual({ kind: "qa" });
    expect(widenedBy(two, "year")).toEqual({ inForce: false });
  });
});
