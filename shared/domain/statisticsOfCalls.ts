import type { CountedRange, FactReference, Figure } from "./statistics.ts";
import type { ServiceLevel } from "./statisticsDefinitions.ts";
import type { CallFate, SettledCall } from "./statisticsFacts.ts";
import { countOf, isWithin, quotientOf, rankOf } from "./statisticsFigure.ts";

/** What became of the calls that rang in the range. */
export function callFigures(all: readonly SettledCall[], range: CountedRange, serviceLevel: ServiceLevel) {
  const rung = all.filter((call) => isWithin(call.ringingAt, range));
  const real = rung.filter((call) => !call.isPractice);
  const inbound = real.filter((call) => call.isInbound);
  const outbound = real.filter((call) => !call.isInbound);
  const offered = inbound.filter((call) => call.fate !== "pending");
  const ended = (fate: CallFate) => inbound.filter((call) => call.fate === fate);
  const answered = ended("answered");
  const count = (calls: readonly SettledCall[]) => countOf(calls.map(rowOfCall));
  return {
    offered: count(offered),
    answered: count(answered),
    unanswered: count(offered.filter((call) => call.fate !== "answered")),
    abandoned: count(ended("abandoned")),
    shortAbandoned: count(ended("abandoned").filter((call) => rungMs(call) < shortAbandonMs)),
    noAnswer: count(ended("no-answer")),
    rejected: count(ended("rejected")),
    lostRinging: count(ended("lost")),
    failed: count(ended("failed")),
    ringingNow: count(ended("pending")),
    answerRate: shareOf(answered, offered),
    serviceLevel: serviceLevelOf(offered, serviceLevel),
    ...speedOfAnswer(answered),
    dropped: count(answered.filter((call) => call.isDropped)),
    outbound: count(outbound),
    outboundAnswered: count(outbound.filter((call) => call.fate === "answered")),
    practiceCalls: count(rung.filter((call) => call.isPractice)),
  };
}

export function rowOfCall(call: SettledCall): FactReference {
  return { kind: "call", id: call.callId };
}

/** Whoever hangs up this soon has rung by mistake more often than waited too long. */
const shortAbandonMs = 5000;

function serviceLevelOf(offered: readonly SettledCall[], { formula, withinSeconds }: ServiceLevel): Figure {
  const isInTime = (call: SettledCall) => rungMs(call) <= withinSeconds * 1000;
  const answered = offered.filter((call) => call.fate === "answered");
  const abandoned = offered.filter((call) => call.fate === "abandoned");
  const answeredInTime = answered.filter(isInTime);
  switch (formula) {
    case "of-offered":
      return shareOf(answeredInTime, offered);
    case "of-answered":
      return shareOf(answeredInTime, answered);
    case "late-abandons-only":
      return shareOf(answeredInTime, [...answered, ...abandoned.filter((call) => !isInTime(call))]);
    case "early-abandons-served":
      return shareOf([...answeredInTime, ...abandoned.filter(isInTime)], offered);
  }
}

function speedOfAnswer(answered: readonly SettledCall[]) {
  const rings = answered.map((call) => ({ row: rowOfCall(call), ms: rungMs(call) }));
  return {
    meanSpeedOfAnswer: quotientOf({
      numerator: rings.reduce((total, ring) => total + ring.ms, 0),
      denominator: rings.length,
      rows: () => answered.map(rowOfCall),
    }),
    medianSpeedOfAnswer: rankOf(rings, 50),
    p90SpeedOfAnswer: rankOf(rings, 90),
  };
}

/** @param part all of them in `whole` */
function shareOf(part: readonly SettledCall[], whole: readonly SettledCall[]): Figure {
  return quotientOf({
    numerator: part.length,
    denominator: whole.length,
    rows: () => whole.map(rowOfCall),
  });
}

function rungMs(call: SettledCall): number {
  return (call.answeredAt ?? call.endedAt) - call.ringingAt;
}
