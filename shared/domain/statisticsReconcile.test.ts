import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PlayedShifts, playShifts, shiftPlans } from "../../tests/support/generatedShifts.ts";
import { callFact, intervalFact } from "../sync/mutation.ts";
import { countStatistics, type Figures, isAdditive, reconcile, type Statistics } from "./statistics.ts";
import {
  defaultServiceLevel,
  type FigureName,
  figureDefinitions,
  figureNames,
} from "./statisticsDefinitions.ts";

/** 250 teams of four. */
const teams = fc.record({ plans: shiftPlans(["061", "062", "101", "0700"]), seed: fc.nat() });
const numRuns = 250;
const days = ["2026-11-23", "2026-11-24"];

describe("the statistics of a thousand generated shifts", () => {
  test("reconcile with themselves, with what happened, and however facts, agents and days are put together", () => {
    const seen = { unclosed: 0, dropped: 0, afterMidnight: 0, practice: 0, hold: 0, offered: 0 };
    fc.assert(
      fc.property(teams, ({ plans, seed }) => {
        const shifts = playShifts(plans);
        const range = count(shifts, days[0]!, days[1]!);
        const byDay = days.map((day) => count(shifts, day, day));

        for (const each of [range.team, ...range.agents, ...byDay.map((day) => day.team)])
          expect(reconcile(each).filter((sum) => sum.difference !== 0)).toEqual([]);
        expect(happened(range)).toEqual(inTruth(shifts));
        expect(total(range.agents)).toEqual(total([range.team]));
        expect(total(byDay.map((day) => day.team))).toEqual(total([range.team]));
        for (const { agentId, ...figures } of range.agents)
          expect(
            total(byDay.flatMap((day) => day.agents.filter((each) => each.agentId === agentId))),
          ).toEqual(total([figures]));
        expect(JSON.stringify(count(shuffledAndRepeated(shifts, seed), days[0]!, days[1]!))).toBe(
          JSON.stringify(range),
        );

        const { figures } = range.team;
        seen.unclosed += figures.unclosed.numerator;
        seen.dropped += figures.dropped.numerator;
        seen.practice += figures.practice.numerator;
        seen.hold += figures.hold.numerator;
        seen.offered += figures.offered.numerator;
        seen.afterMidnight += byDay[1]!.team.figures.talk.numerator;
      }),
      { seed: 12333, numRuns },
    );
    // A property over shifts in which nothing happens would prove nothing.
    expect(Object.entries(seen).filter(([, often]) => often < numRuns)).toEqual([]);
  });

  test("are counted from facts as the product stores and syncs them", () => {
    const [plans] = fc.sample(shiftPlans(["061"]), { seed: 12333, numRuns: 1 });
    const { calls, intervals } = playShifts(plans!);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.map((call) => callFact.parse(call))).toEqual(calls);
    expect(intervals.map((interval) => intervalFact.parse(interval))).toEqual(intervals);
  });
});

function count(shifts: PlayedShifts, from: string, to: string): Statistics {
  return countStatistics(shifts, { from, to, now: shifts.now, serviceLevel: defaultServiceLevel });
}

/** Numerators, denominators and rows of everything that may be added up, time by reason included. */
function total(parts: readonly Figures[]): Record<string, number[]> {
  const sums: Record<string, number[]> = {};
  const add = (name: string, addends: readonly number[]) => {
    sums[name] = addends.map((addend, index) => addend + (sums[name]?.[index] ?? 0));
  };
  for (const { figures, busyByReason, breakByReason } of parts) {
    for (const name of figureNames.filter(isAdditive))
      add(name, [figures[name].numerator, figures[name].denominator ?? 0, ...rowsOfCount(figures, name)]);
    for (const { reason, figure } of [...busyByReason, ...breakByReason])
      add(`by ${reason}`, [figure.numerator]);
  }
  return Object.fromEntries(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A time may rest on one interval on both sides of midnight, a count never. */
function rowsOfCount(figures: Figures["figures"], name: FigureName): number[] {
  return figureDefinitions[name].unit === "count" ? [figures[name].rows.length] : [];
}

function happened({ agents }: Statistics) {
  return agents.map(({ agentId, figures }) => ({
    agentId,
    signedInMs: figures.signedIn.value,
    rung: figures.offered.numerator + figures.ringingNow.numerator,
    answered: figures.answered.value,
    ringingNow: figures.ringingNow.value,
    practiceCalls: figures.practiceCalls.value,
    tickets: figures.tickets.value,
  }));
}

function inTruth({ truth }: PlayedShifts) {
  return [...truth]
    .map(([agentId, known]) => ({ agentId, ...known }))
    .sort((a, b) => (a.agentId < b.agentId ? -1 : 1));
}

/** What a server sees: everything late, some of it twice, nothing in order. */
function shuffledAndRepeated(shifts: PlayedShifts, seed: number): PlayedShifts {
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
  const shuffle = <Fact>(facts: readonly Fact[]): Fact[] => {
    const deck = [...facts, ...facts.filter(() => random(3) === 0)];
    for (let last = deck.length - 1; last > 0; last -= 1) {
      const other = random(last + 1);
      [deck[last], deck[other]] = [deck[other]!, deck[last]!];
    }
    return deck;
  };
  return {
    ...shifts,
    calls: shuffle(shifts.calls),
    intervals: shuffle(shifts.intervals),
    tickets: shuffle(shifts.tickets),
    consultations: shuffle(shifts.consultations),
  };
}
