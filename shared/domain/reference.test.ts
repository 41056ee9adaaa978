import { describe, expect, it } from "vitest";
import { defaultSites, defaultTopics, topic } from "./reference.ts";
import { site } from "./staff.ts";

describe("the reference centre", () => {
  it("has 95 seats: 80 in the city and 15 in the districts", () => {
    const seats = (sites: typeof defaultSites) => sites.reduce((sum, { seats }) => sum + seats, 0);
    expect(seats(defaultSites)).toBe(95);
    expect(seats(defaultSites.filter(({ region }) => region !== "330100"))).toBe(15);
  });

  it("gives every site its own id and a division code of Hangzhou", () => {
    expect(defaultSites.map((entry) => site.parse(entry))).toEqual(defaultSites);
    expect(new Set(defaultSites.map(({ id }) => id)).size).toBe(defaultSites.length);
    expect(new Set(defaultSites.map(({ region }) => region)).size).toBe(defaultSites.length);
    expect(defaultSites.filter(({ region }) => !/^3301[0-9]{2}$/.test(region))).toEqual([]);
  });
});

describe("the first topics", () => {
  it("are sound data, unique, grouped together, and end with 其他", () => {
    expect(defaultTopics.map((entry) => topic.parse(entry))).toEqual(defaultTopics);
    expect(new Set(defaultTopics.map(({ id }) => id)).size).toBe(defaultTopics.length);
    expect(new Set(defaultTopics.map(({ zh }) => zh)).size).toBe(defaultTopics.length);
    const groupChanges = defaultTopics.filter(({ group }, at) => group !== defaultTopics[at - 1]?.group);
    expect(groupChanges).toHaveLength(new Set(defaultTopics.map(({ group }) => group)).size);
    expect(defaultTopics.at(-1)?.id).toBe("other");
  });

  it("cover what callers ask in the field's own examples", () => {
    const words = defaultTopics.map(({ zh }) => zh).join(" ");
    for (const asked of ["年休假", "经济补偿", "保证金", "产假", "参保证明", "关系转移接续", "拖欠克扣工资"])
      expect(words).toContain(asked);
  });
});
