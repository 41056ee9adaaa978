import { describe, expect, it } from "vitest";
import { category, channelOfIntake, elementNames, refusalGround, route } from "./complaint.ts";
import {
  categoryLabels,
  channelLabels,
  elementLabels,
  groundLabels,
  outcomeLabels,
  routeLabels,
  statusLabels,
  syncStateLabels,
} from "./complaintLabels.ts";
import { consultation } from "./record.ts";
import { syncState, ticketStatus } from "./ticket.ts";

describe("labels", () => {
  it.each([
    ["categories", categoryLabels, category.options],
    ["routes", routeLabels, route.options],
    ["grounds", groundLabels, refusalGround.options],
    ["elements", elementLabels, elementNames],
    ["channels", channelLabels, channelOfIntake.options],
    ["statuses", statusLabels, ticketStatus.options],
    ["outcomes", outcomeLabels, consultation.shape.outcome.unwrap().options],
    ["sync states", syncStateLabels, syncState.options],
  ])("exist once for all %s, with a Chinese and an English word, none used twice", (_name, labels, ids) => {
    expect(Object.keys(labels).toSorted()).toEqual([...ids].toSorted());
    const chinese = Object.values(labels).map((label) => label.zh);
    expect(chinese.every((word) => /\p{Script=Han}/u.test(word))).toBe(true);
    expect(new Set(chinese).size).toBe(chinese.length);
    expect(
      Object.values(labels).filter((label) => /\p{Script=Han}/u.test(label.en) || label.en === ""),
    ).toEqual([]);
  });

  it("name the field's own cases under each category, ids unique", () => {
    const counts = Object.fromEntries(
      Object.entries(categoryLabels).map(([id, label]) => [id, label.items.length]),
    );
    expect(counts).toEqual({
      "service-attitude": 3,
      "policy-deviation": 7,
      "rights-harm": 3,
      procedure: 4,
      "appeal-of-reply": 2,
      "employer-violation": 4,
    });
    for (const { items } of Object.values(categoryLabels))
      expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
  });
});
