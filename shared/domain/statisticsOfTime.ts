import type { CountedRange, FactReference, Figure, ReasonFigure } from "./statistics.ts";
import type { SettledCall, SettledFacts, Stretch } from "./statisticsFacts.ts";
import { countOf, isWithin, msWithin, quotientOf, sumOf } from "./statisticsFigure.ts";
import { rowOfCall } from "./statisticsOfCalls.ts";

/** Where the agents' time went. */
export function stateFigures(stretches: readonly Stretch[], range: CountedRange) {
  const parts = stretches.flatMap((stretch) => {
    const ms = msWithin(stretch, range);
    return ms === 0 || stretch.state === "signed-out" ? [] : [{ row: rowOfStretch(stretch), ms, stretch }];
  });
  const timeIn = (state: Stretch["state"]) => sumOf(parts.filter((part) => part.stretch.state === state));
  const byReason = (state: "busy" | "break"): ReasonFigure[] => {
    const groups = Map.groupBy(
      parts.filter((part) => part.stretch.state === state),
      (part) => part.stretch.reason,
    );
    return [...groups]
      .map(([reason, own]) => ({ reason, figure: sumOf(own) }))
      .sort((a, b) => ((a.reason ?? "") < (b.reason ?? "") ? -1 : 1));
  };
  return {
    figures: {
      signedIn: sumOf(parts),
      ready: timeIn("ready"),
      ringing: timeIn("ringing"),
      talking: timeIn("talking"),
      wrapUp: timeIn("wrap-up"),
      busy: timeIn("busy"),
      break: timeIn("break"),
      lost: timeIn("lost"),
      practice: timeIn("practice"),
    },
    busyByReason: byReason("busy"),
    breakByReason: byReason("break"),
  };
}

/** How long calls took, and what share of the time that was. */
export function timeFigures(
  settled: SettledFacts,
  { ready, wrapUp }: { ready: Figure; wrapUp: Figure },
  range: CountedRange,
) {
  const handled = settled.calls.filter(isHandled);
  const parts = handled.map((call) => ({ row: rowOfCall(call), ...talkWithin(call, range) }));
  const talk = sumOf(parts.filter((part) => part.ms > 0));
  const hold = sumOf(parts.filter((part) => part.heldMs > 0).map(({ row, heldMs }) => ({ row, ms: heldMs })));
  const begun = handled.filter((call) => isWithin(call.ringingAt, range));
  const handlingMs = talk.numerator + hold.numerator + wrapUp.numerator;
  const handlingRows = () => [...talk.rows, ...hold.rows, ...wrapUp.rows];
  return {
    talk,
    hold,
    handled: countOf(begun.map(rowOfCall)),
    meanHandlingTime: quotientOf({
      numerator: handlingMs,
      denominator: begun.length,
      rows: () => [...begun.map(rowOfCall), ...handlingRows()],
    }),
    occupancy: quotientOf({
      numerator: handlingMs,
      denominator: handlingMs + ready.numerator,
      rows: () => [...handlingRows(), ...ready.rows],
    }),
    unclosed: countOf([
      ...settled.calls.filter((call) => call.isUnclosed && isWithin(call.ringingAt, range)).map(rowOfCall),
      ...unclosedStretches(settled.stretches, range),
    ]),
  };
}

function isHandled(call: SettledCall): boolean {
  return call.fate === "answered" && !call.isPractice && !call.isUnclosed;
}

/** `ms` is talk without hold. When the holds were is not recorded: they are spread evenly over the call. */
function talkWithin(call: SettledCall, range: CountedRange): { ms: number; heldMs: number } {
  const stretch = { from: call.answeredAt ?? call.endedAt, to: call.endedAt };
  const wholeMs = msWithin(stretch, range);
  const from = Math.max(stretch.from, Math.min(range.start, stretch.to));
  const heldMs = heldBefore(call, from + wholeMs) - heldBefore(call, from);
  return { ms: wholeMs - heldMs, heldMs };
}

/** Whole milliseconds, and all of the hold at the end of the call: so the parts of a call add up exactly. */
function heldBefore({ answeredAt, endedAt, heldMs }: SettledCall, at: number): number {
  const lasted = endedAt - (answeredAt ?? endedAt);
  const held = Math.min(heldMs, lasted);
  const passed = at - (endedAt - lasted);
  return passed >= lasted ? held : Math.floor((held * Math.max(0, passed)) / lasted);
}

function unclosedStretches(stretches: readonly Stretch[], range: CountedRange): FactReference[] {
  const ids = new Set(
    stretches
      .filter((each) => each.isUnclosed && isWithin(each.beganAt, range))
      .map((each) => each.intervalId),
  );
  return [...ids].map((id) => ({ kind: "interval", id }));
}

function rowOfStretch(stretch: Stretch): FactReference {
  return { kind: "interval", id: stretch.intervalId };
}
