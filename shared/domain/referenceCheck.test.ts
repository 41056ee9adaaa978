import { describe, expect, it } from "vitest";
import { type ReferenceItem, referenceItem } from "./administration.ts";
import { defaultDeadlineRule } from "./deadline.ts";
import { defaultSites, defaultTopics } from "./reference.ts";
import { checkReference } from "./referenceCheck.ts";
import { assumedSeason, defaultServiceHours } from "./serviceHours.ts";

const around = { siteIds: new Set(defaultSites.map(({ id }) => id)), topics: defaultTopics };

describe("what a new centre begins with", () => {
  it("could be saved by its administrator as it is", () => {
    const items: ReferenceItem[] = [
      ...defaultTopics.map((value) => ({ kind: "topic" as const, value })),
      ...defaultSites.map((value) => ({ kind: "site" as const, value })),
      ...defaultServiceHours.map((value) => ({ kind: "serviceHours" as const, value })),
      { kind: "season", value: { site: "*", ...assumedSeason } },
      { kind: "deadlineRule", value: defaultDeadlineRule },
    ];
    for (const item of items) {
      expect(referenceItem.parse(item)).toEqual(item);
      expect(checkReference(item, around)).toEqual({ ok: true, value: item });
    }
  });
});

describe("a topic", () => {
  const topic = { id: "topic-1", group: " 服务与其他 ", zh: " 电子社保卡 ", en: " " };

  it("is stored trimmed, with the Chinese name where there is no English one", () => {
    expect(checkReference({ kind: "topic", value: topic }, around)).toEqual({
      ok: true,
      value: {
        kind: "topic",
        value: { id: "topic-1", group: "服务与其他", zh: "电子社保卡", en: "电子社保卡" },
      },
    });
  });

  it("may bear the name of a retired one, and may be retired under a name that is taken", () => {
    const namesake = { ...topic, zh: "年休假" };
    const retired = defaultTopics.map((each) => ({ ...each, retired: true }));
    expect(checkReference({ kind: "topic", value: namesake }, { ...around, topics: retired }).ok).toBe(true);
    expect(checkReference({ kind: "topic", value: { ...namesake, retired: true } }, around).ok).toBe(true);
    expect(checkReference({ kind: "topic", value: namesake }, around)).toEqual({
      ok: false,
      rule: "admin.duplicate",
      detail: { field: "zh" },
    });
  });
});

describe("hours", () => {
  const hours = (text: string): ReferenceItem => {
    const periods = text.split(" ").map((period) => {
      const [opensAt = "", closesAt = ""] = period.split("-");
      return { opensAt, closesAt };
    });
    const [general] = defaultServiceHours;
    if (!general) throw new Error("no hours");
    return { kind: "serviceHours", value: { ...general, autumnWinter: periods } };
  };

  it.each([
    ["08:30-17:00", true],
    ["08:30-12:00 12:00-17:00", true],
    ["08:30-08:30", false],
    ["12:00-08:30", false],
    ["13:30-17:00 08:30-12:00", false],
    ["08:30-12:00 11:59-17:00", false],
  ])("%s may be saved: %s", (text, isFine) => {
    expect(checkReference(hours(text), around).ok).toBe(isFine);
  });
});
