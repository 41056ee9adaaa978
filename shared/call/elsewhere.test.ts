import { expect, test } from "vitest";
import { isElsewhere, type Stretch } from "./elsewhere.ts";

const at = (minute: number) => `2026-03-02T01:${String(minute).padStart(2, "0")}:00.000Z`;

/** One stretch; `to` null: it still runs. */
function stretch(seatId: string, state: "preparing" | "ready", from: number, to: number | null): Stretch {
  const isFirst = state === "preparing";
  return {
    seatId,
    interval: {
      intervalId: `0190f3a0-0000-7000-8000-0000000000${String(from).padStart(2, "0")}`,
      state: isFirst ? "busy" : "ready",
      reason: isFirst ? "preparing" : null,
      callId: null,
      startedAt: at(from),
      endedAt: to === null ? null : at(to),
    },
  };
}

test.each<[string, boolean, Stretch[]]>([
  ["alone", false, [stretch("a", "preparing", 0, null)]],
  ["signed in at b later", true, [stretch("a", "preparing", 0, null), stretch("b", "preparing", 5, null)]],
  ["signed in at b earlier", false, [stretch("a", "preparing", 5, null), stretch("b", "preparing", 0, null)]],
  [
    "signed in at b earlier and gone on working there since",
    false,
    [stretch("b", "preparing", 0, 7), stretch("b", "ready", 7, null), stretch("a", "preparing", 5, null)],
  ],
  [
    "at b later for a while, and left it: news of it came late",
    false,
    [stretch("a", "preparing", 0, null), stretch("b", "preparing", 5, 6), stretch("b", "ready", 6, 8)],
  ],
  ["not here at all any more", false, [stretch("a", "preparing", 0, 3), stretch("b", "preparing", 5, null)]],
  [
    "at b, then here again",
    false,
    [stretch("a", "preparing", 0, 6), stretch("b", "preparing", 5, null), stretch("a", "preparing", 9, null)],
  ],
])("061 %s", (_name, expected, stretches) => {
  expect(isElsewhere("a", stretches)).toBe(expected);
});
