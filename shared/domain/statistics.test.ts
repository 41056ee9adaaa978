import { describe, expect, test } from "vitest";
import { at, call, facts, filed, id, interval, ticket } from "../../tests/support/statisticsFacts.ts";
import { countStatistics, type Figures, reconcile, type StatisticsOptions } from "./statistics.ts";
import { defaultServiceLevel, type FigureName, type ServiceLevelFormula } from "./statisticsDefinitions.ts";
import type { StatisticsFacts } from "./statisticsFacts.ts";
import { toInstant } from "./time.ts";

const day = "2026-11-23";

function count(some: Partial<StatisticsFacts>, options: Partial<StatisticsOptions> = {}) {
  return countStatistics(facts(some), {
    from: day,
    to: day,
    now: at("20:00:00"),
    serviceLevel: defaultServiceLevel,
    ...options,
  });
}

/** `value (numerator/denominator)` of the named figures. */
function shown({ figures }: Figures, names: readonly FigureName[]) {
  return names.map((name) => {
    const { value, numerator, denominator } = figures[name];
    return `${name} ${value}${denominator === null ? "" : ` (${numerator}/${denominator})`}`;
  });
}

const seconds = (count: number) => count * 1000;

/** Half an hour: 061 takes two calls, leaves one, loses one caller, dials once, trains a minute, practises a call. */
const morning: StatisticsFacts = facts({
  calls: [
    call(1, ["09:01:00", "09:01:04", "09:04:04"], { heldMs: seconds(30) }),
    call(2, ["09:06:00", "09:06:30", "09:08:30"], { endReason: "agent" }),
    call(3, ["09:10:00", null, "09:10:03"], { endReason: "abandoned" }),
    call(4, ["09:12:00", null, "09:12:15"], { endReason: "no-answer" }),
    call(5, ["09:15:00", "09:15:10", "09:16:10"], { direction: "outbound", endReason: "agent" }),
    call(6, ["09:20:00", "09:20:05", "09:22:05"], { line: "practice" }),
  ],
  intervals: [
    interval(10, "busy", ["09:00:00", "09:00:30"], { reason: "preparing" }),
    interval(11, "ready", ["09:00:30", "09:01:00"]),
    interval(12, "ringing", ["09:01:00", "09:01:04"], { callId: id(1) }),
    interval(13, "talking", ["09:01:04", "09:04:04"], { callId: id(1) }),
    interval(14, "wrap-up", ["09:04:04", "09:05:00"], { callId: id(1) }),
    interval(15, "ready", ["09:05:00", "09:06:00"]),
    interval(16, "ringing", ["09:06:00", "09:06:30"], { callId: id(2) }),
    interval(17, "talking", ["09:06:30", "09:08:30"], { callId: id(2) }),
    interval(18, "wrap-up", ["09:08:30", "09:09:30"], { callId: id(2) }),
    interval(19, "ready", ["09:09:30", "09:10:00"]),
    interval(20, "ringing", ["09:10:00", "09:10:03"], { callId: id(3) }),
    interval(21, "ready", ["09:10:03", "09:12:00"]),
    interval(22, "ringing", ["09:12:00", "09:12:15"], { callId: id(4) }),
    interval(23, "busy", ["09:12:15", "09:13:00"], { reason: "no-answer" }),
    interval(24, "busy", ["09:13:00", "09:14:00"], { reason: "training" }),
    interval(25, "lost", ["09:14:00", "09:14:20"]),
    interval(26, "ready", ["09:14:20", "09:15:00"]),
    interval(27, "ringing", ["09:15:00", "09:15:10"], { callId: id(5) }),
    interval(28, "talking", ["09:15:10", "09:16:10"], { callId: id(5) }),
    interval(29, "wrap-up", ["09:16:10", "09:16:30"], { callId: id(5) }),
    interval(30, "break", ["09:16:30", "09:20:00"], { reason: "rest" }),
    interval(31, "ringing", ["09:20:00", "09:20:05"], { callId: id(6) }),
    interval(32, "talking", ["09:20:05", "09:22:05"], { callId: id(6) }),
    interval(33, "wrap-up", ["09:22:05", "09:23:05"], { callId: id(6) }),
    interval(34, "ready", ["09:23:05", "09:30:00"]),
  ],
  tickets: [ticket(40, "09:04:30", { callId: id(1) }), ticket(41, "09:22:30", { callId: id(6) })],
  consultations: [filed(50, "09:04:50", id(1)), filed(51, "09:23:00", id(6))],
});

describe("the figures of a morning", () => {
  const { team, agents } = count(morning);

  test("count calls by what became of them, practice apart", () => {
    expect(
      shown(team, [
        "offered",
        "answered",
        "unanswered",
        "abandoned",
        "shortAbandoned",
        "noAnswer",
        "rejected",
      ]),
    ).toEqual([
      "offered 4",
      "answered 2",
      "unanswered 2",
      "abandoned 1",
      "shortAbandoned 1",
      "noAnswer 1",
      "rejected 0",
    ]);
    expect(shown(team, ["answerRate", "outbound", "outboundAnswered", "practiceCalls"])).toEqual([
      "answerRate 0.5 (2/4)",
      "outbound 1",
      "outboundAnswered 1",
      "practiceCalls 1",
    ]);
  });

  test("add every second of the half hour to one state", () => {
    expect(
      shown(team, [
        ...(["signedIn", "ready", "ringing", "talking", "wrapUp", "busy", "break", "lost"] as const),
        "practice",
      ]),
    ).toEqual([
      `signedIn ${seconds(1800)}`,
      `ready ${seconds(30 + 60 + 30 + 117 + 40 + 415)}`,
      `ringing ${seconds(4 + 30 + 3 + 15 + 10)}`,
      `talking ${seconds(180 + 120 + 60)}`,
      `wrapUp ${seconds(56 + 60 + 20)}`,
      `busy ${seconds(30 + 45 + 60)}`,
      `break ${seconds(210)}`,
      `lost ${seconds(20)}`,
      `practice ${seconds(5 + 120 + 60)}`,
    ]);
    expect(team.busyByReason.map(({ reason, figure }) => [reason, figure.value])).toEqual([
      ["no-answer", seconds(45)],
      ["preparing", seconds(30)],
      ["training", seconds(60)],
    ]);
    expect(reconcile(team).map(({ difference }) => difference)).toEqual([0, 0, 0, 0]);
  });

  test("work out handling, waiting and cases with what was divided by what", () => {
    expect(
      shown(team, [
        ...(["talk", "hold", "handled", "meanHandlingTime", "occupancy", "meanSpeedOfAnswer"] as const),
        ...([
          "medianSpeedOfAnswer",
          "p90SpeedOfAnswer",
          "tickets",
          "ticketsPer100Calls",
          "filedShare",
        ] as const),
      ]),
    ).toEqual([
      `talk ${seconds(330)}`,
      `hold ${seconds(30)}`,
      "handled 3",
      `meanHandlingTime ${seconds(496) / 3} (${seconds(496)}/3)`,
      `occupancy ${496 / 1188} (${seconds(496)}/${seconds(1188)})`,
      `meanSpeedOfAnswer ${seconds(17)} (${seconds(34)}/2)`,
      `medianSpeedOfAnswer ${seconds(4)} (1/2)`,
      `p90SpeedOfAnswer ${seconds(30)} (2/2)`,
      "tickets 1",
      "ticketsPer100Calls 50 (1/2)",
      "filedShare 0.5 (1/2)",
    ]);
  });

  test("give nobody credit for a record that somebody else filed", () => {
    const byOther = { ...filed(52, "09:10:00", id(2)), agentId: "101" };
    const { team, agents } = count({ ...morning, consultations: [...morning.consultations, byOther] });
    expect(shown(team, ["filedShare", "consultations"])).toEqual(["filedShare 0.5 (1/2)", "consultations 2"]);
    expect(agents.map(({ figures }) => figures.consultations.value)).toEqual([1, 1]);
  });

  test("open the facts behind them", () => {
    expect(team.figures.unanswered.rows).toEqual([
      { kind: "call", id: id(3) },
      { kind: "call", id: id(4) },
    ]);
    expect(team.figures.occupancy.rows).toHaveLength(3 + 3 + 6);
    expect(agents).toEqual([{ agentId: "061", ...team }]);
  });
});

describe("service level", () => {
  // Rings of 5, 20 and 21 s answered; abandoned after 10 and 30 s; one nobody took.
  const calls = [
    call(1, ["09:00:00", "09:00:05", "09:01:00"]),
    call(2, ["09:10:00", "09:10:20", "09:11:00"]),
    call(3, ["09:20:00", "09:20:21", "09:21:00"]),
    call(4, ["09:30:00", null, "09:30:10"], { endReason: "abandoned" }),
    call(5, ["09:40:00", null, "09:40:30"], { endReason: "abandoned" }),
    call(6, ["09:50:00", null, "09:50:15"], { endReason: "no-answer" }),
  ];
  test.each<[ServiceLevelFormula, number, number]>([
    ["of-offered", 2, 6],
    ["of-answered", 2, 3],
    ["late-abandons-only", 2, 4],
    ["early-abandons-served", 3, 6],
  ])("%s divides %i by %i", (formula, numerator, denominator) => {
    const { team } = count({ calls }, { serviceLevel: { withinSeconds: 20, targetShare: 0.8, formula } });
    expect(team.figures.serviceLevel).toMatchObject({
      value: numerator / denominator,
      numerator,
      denominator,
    });
  });

  test("says nothing where nobody called", () => {
    expect(count({}).team.figures.serviceLevel).toEqual({
      value: null,
      numerator: 0,
      denominator: 0,
      rows: [],
    });
  });
});

describe("on-time closure", () => {
  const step = (number: number, to: "submitted" | "replied" | "closed" | "reopened", when: string) => ({
    stepId: id(number),
    to,
    at: toInstant(at(when)),
  });
  const due = { dueOn: "2026-11-27" };
  test.each([
    [
      "settled on the due day, a second before midnight",
      "replied",
      [step(1, "replied", "2026-11-27 23:59:59")],
      "1/1",
    ],
    ["settled the day after", "replied", [step(1, "replied", "2026-11-28 00:00:00")], "0/1"],
    [
      "settled in time and closed later",
      "closed",
      [step(2, "closed", "2026-12-03 09:00:00"), step(1, "replied", "2026-11-27 09:00:00")],
      "1/1",
    ],
    [
      "settled in time but reopened",
      "reopened",
      [step(1, "replied", "2026-11-26 09:00:00"), step(2, "reopened", "2026-11-28 09:00:00")],
      "0/1",
    ],
    ["overdue and open", "submitted", [step(1, "submitted", "2026-11-23 09:00:00")], "0/1"],
    ["said to be settled, the step not in yet", "replied", [], "0/0"],
  ] as const)("%s", (_, status, steps, expected) => {
    const { team } = count(
      { tickets: [ticket(40, "09:00:00", { ...due, status, steps })] },
      { now: at("2026-12-05 09:00:00") },
    );
    const { numerator, denominator } = team.figures.onTimeClosure;
    expect(`${numerator}/${denominator}`).toBe(expected);
  });

  test("leaves out tickets that are not due yet or have no due day, and joins the steps of several copies", () => {
    const submitted = step(1, "submitted", "09:00:00");
    const replied = step(2, "replied", "11:00:00");
    const tickets = [
      ticket(40, "09:00:00", { ...due, steps: [submitted] }),
      ticket(41, "09:00:00", { dueOn: null, steps: [submitted] }),
      ticket(42, "09:00:00", { ...due, version: 10, status: "replied", steps: [replied] }),
      ticket(42, "09:00:00", { dueOn: "2026-11-22", version: 9, steps: [submitted] }),
    ];
    const { team } = count({ tickets }, { now: at("2026-11-27 09:00:00") });
    expect(team.figures.tickets.value).toBe(3);
    expect(team.figures.onTimeClosure).toMatchObject({ value: 1, rows: [{ kind: "ticket", id: id(42) }] });
  });
});
