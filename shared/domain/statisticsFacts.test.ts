import { describe, expect, test } from "vitest";
import { at, call, facts, id, interval } from "../../tests/support/statisticsFacts.ts";
import { countStatistics, type Figures, type StatisticsOptions } from "./statistics.ts";
import { defaultServiceLevel, type FigureName } from "./statisticsDefinitions.ts";
import type { StatisticsFacts } from "./statisticsFacts.ts";

const day = "2026-11-23";

function count(some: Partial<StatisticsFacts>, options: Partial<StatisticsOptions> = {}) {
  const now = at("20:00:00");
  return countStatistics(facts(some), {
    from: day,
    to: day,
    now,
    serviceLevel: defaultServiceLevel,
    ...options,
  });
}

function shown({ figures }: Figures, names: readonly FigureName[]) {
  return names.map((name) => `${name} ${figures[name].value}`);
}

describe("midnight", () => {
  const calls = [
    call(1, ["2026-11-23 23:49:50", "2026-11-23 23:50:00", "2026-11-24 00:10:00"], { heldMs: 60_001 }),
  ];
  const intervals = [
    interval(10, "talking", ["2026-11-23 23:50:00", "2026-11-24 00:10:00"], { callId: id(1) }),
    interval(11, "wrap-up", ["2026-11-24 00:10:00", "2026-11-24 00:11:00"], { callId: id(1) }),
  ];
  const names = ["offered", "talk", "hold", "talking", "wrapUp"] as const;

  test.each([
    ["2026-11-23", ["offered 1", "talk 570000", "hold 30000", "talking 600000", "wrapUp 0"]],
    ["2026-11-24", ["offered 0", "talk 569999", "hold 30001", "talking 600000", "wrapUp 60000"]],
    ["2026-11-25", ["offered 0", "talk 0", "hold 0", "talking 0", "wrapUp 0"]],
  ])("gives %s its share of a call to the millisecond", (on, expected) => {
    const { team } = count({ calls, intervals }, { from: on, to: on, now: at("2026-11-26 09:00:00") });
    expect(shown(team, names)).toEqual(expected);
  });

  test("is that of the site, eight hours before the clock of the stored moments", () => {
    const early = [call(1, ["2026-11-23 00:00:00", "2026-11-23 00:00:05", "2026-11-23 00:01:00"])];
    expect(early[0]!.ringingAt).toBe("2026-11-22T16:00:00.000Z");
    expect(count({ calls: early }).team.figures.offered.value).toBe(1);
  });
});

describe("unfinished facts", () => {
  test("run until now while nothing follows them", () => {
    const running = {
      calls: [call(1, ["09:00:00", "09:00:10", null])],
      intervals: [interval(10, "talking", ["09:00:10", null], { callId: id(1) })],
    };
    const { team } = count(running, { now: at("09:05:10") });
    expect(shown(team, ["answered", "talk", "talking", "unclosed"])).toEqual([
      "answered 1",
      "talk 300000",
      "talking 300000",
      "unclosed 0",
    ]);
  });

  test("keep a call out of the offered ones until it is decided", () => {
    const { team } = count({ calls: [call(1, ["09:00:00", null, null])] }, { now: at("09:00:05") });
    expect(shown(team, ["offered", "ringingNow"])).toEqual(["offered 0", "ringingNow 1"]);
  });

  test("that a breakdown cut off are lost until the agent is back", () => {
    const cut = {
      calls: [call(1, ["09:00:00", "09:00:10", null]), call(2, ["08:59:00", null, null])],
      intervals: [
        interval(10, "talking", ["09:00:10", null], { callId: id(1) }),
        interval(11, "busy", ["09:04:10", "09:05:10"], { reason: "preparing" }),
      ],
    };
    const { team } = count(cut);
    expect(
      shown(team, [
        "offered",
        "answered",
        "dropped",
        "lostRinging",
        "talk",
        "talking",
        "lost",
        "signedIn",
        "handled",
      ]),
    ).toEqual([
      "offered 2",
      "answered 1",
      "dropped 1",
      "lostRinging 1",
      "talk 0",
      "talking 0",
      "lost 240000",
      "signedIn 300000",
      "handled 0",
    ]);
    expect(team.figures.unclosed.rows.map((row) => row.id)).toEqual([id(2), id(1), id(10)]);
  });

  test("of a call are over when its wrap-up begins, before the closing itself has come in", () => {
    const early = {
      calls: [call(1, ["09:00:00", "09:00:10", null])],
      intervals: [
        interval(10, "talking", ["09:00:10", "09:03:10"], { callId: id(1) }),
        interval(11, "wrap-up", ["09:03:10", null], { callId: id(1) }),
      ],
    };
    const { team } = count(early, { now: at("09:30:10") });
    expect(shown(team, ["talk", "wrapUp", "unclosed"])).toEqual(["talk 0", "wrapUp 1620000", "unclosed 1"]);
  });

  test("never make a night part of a shift, or a call of hours", () => {
    const nextDay = call(3, ["2026-11-24 08:40:00", null, "2026-11-24 08:40:05"]);
    const left = {
      calls: [
        call(1, ["16:51:00", "16:51:05", "16:53:05"]),
        call(2, ["16:59:00", "16:59:10", null]),
        nextDay,
      ],
      intervals: [
        interval(10, "ready", ["16:50:00", null]),
        interval(11, "busy", ["2026-11-24 08:30:00", "2026-11-24 08:31:00"], { reason: "preparing" }),
      ],
    };
    const { team } = count(left, { to: "2026-11-24", now: at("2026-11-24 12:00:00") });
    // The last thing known of that evening is the answer at 16:59:10.
    expect(shown(team, ["lost", "signedIn", "talk"])).toEqual([
      "lost 550000",
      "signedIn 610000",
      "talk 120000",
    ]);
  });

  test("count in their closed form, whichever copy comes last", () => {
    const open = call(1, ["09:00:00", null, null]);
    const closed = call(1, ["09:00:00", "09:00:10", "09:01:10"]);
    const late = count({ calls: [closed, open, closed, open] });
    expect(late).toEqual(count({ calls: [open, closed] }));
    expect(late.team.figures.talk.value).toBe(60_000);
  });

  test("of one agent at two desks count once, the state that began last first", () => {
    const { team } = count({
      intervals: [
        interval(10, "ready", ["09:00:00", "10:00:00"]),
        interval(11, "busy", ["09:30:00", "09:40:00"], { reason: "training" }),
      ],
    });
    expect(shown(team, ["signedIn", "ready", "busy"])).toEqual([
      "signedIn 3600000",
      "ready 3000000",
      "busy 600000",
    ]);
  });
});
