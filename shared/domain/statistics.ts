import {
  type FigureName,
  figureDefinitions,
  identities,
  type ServiceLevel,
} from "./statisticsDefinitions.ts";
import { type SettledFacts, type StatisticsFacts, settleFacts } from "./statisticsFacts.ts";
import { callFigures } from "./statisticsOfCalls.ts";
import { caseFigures } from "./statisticsOfTickets.ts";
import { stateFigures, timeFigures } from "./statisticsOfTime.ts";
import { type LocalDate, siteDayStart } from "./time.ts";
import { addDays } from "./workingDays.ts";

/**
 * The figures of every agent and of the team for one day or several, worked out from facts alone.
 *
 * Calls and tickets belong to the site day on which they began to ring or were submitted; time is cut at the day's
 * bounds. So days add up to their range and agents to the team, in every numerator and denominator.
 * @param facts see `StatisticsFacts` for how far around the days they must reach
 */
export function countStatistics(facts: StatisticsFacts, options: StatisticsOptions): Statistics {
  const { from, to, serviceLevel } = options;
  const range = { start: siteDayStart(from), end: siteDayStart(addDays(to, 1)), now: options.now };
  const settled = settleFacts(facts, options.now);
  const agents = [...byAgent(settled)]
    .map(([agentId, own]) => ({ agentId, ...countFigures(own, range, serviceLevel) }))
    .filter(hasFacts)
    .sort((a, b) => (a.agentId < b.agentId ? -1 : 1));
  return {
    from,
    to,
    now: options.now,
    serviceLevel,
    agents,
    team: countFigures(settled, range, serviceLevel),
  };
}

/** `from` and `to` are site days, both included. `now`, epoch ms: how far unfinished facts are counted. */
export type StatisticsOptions = { from: LocalDate; to: LocalDate; now: number; serviceLevel: ServiceLevel };

export type Statistics = {
  from: LocalDate;
  to: LocalDate;
  now: number;
  serviceLevel: ServiceLevel;
  /** By agent id; whoever has no fact in the range is not listed. */
  agents: AgentFigures[];
  team: Figures;
};

export type AgentFigures = Figures & { agentId: string };

export type Figures = {
  figures: Record<FigureName, Figure>;
  /** Parts of `busy` and `break`. */
  busyByReason: ReasonFigure[];
  breakByReason: ReasonFigure[];
};

export type ReasonFigure = { reason: string | null; figure: Figure };

/**
 * `value` is null when there is nothing to divide by. A count or a duration is its own numerator and has no
 * denominator; of a rank the numerator is the place and the denominator how many were sorted. `rows` are the facts
 * that went into it, each once.
 */
export type Figure = {
  value: number | null;
  numerator: number;
  denominator: number | null;
  rows: FactReference[];
};

export type FactReference = { kind: "call" | "interval" | "ticket" | "consultation"; id: string };

/** The counted days in epoch ms, `end` excluded. */
export type CountedRange = { start: number; end: number; now: number };

/** Holds the figures against one another; see `identities`. */
export function reconcile({ figures }: Figures): Reconciliation[] {
  return identities.map(({ whole, parts, isExact }) => {
    const sum = parts.reduce((total, part) => total + figures[part].numerator, 0);
    return { whole, parts, isExact, difference: figures[whole].numerator - sum };
  });
}

export type Reconciliation = {
  whole: FigureName;
  parts: readonly FigureName[];
  isExact: boolean;
  /** In the unit of `whole`: what the parts leave unexplained. */
  difference: number;
};

/** Whether numerators and denominators of several agents or days may be added. */
export function isAdditive(name: FigureName): boolean {
  return figureDefinitions[name].unit !== "rank-ms";
}

function countFigures(settled: SettledFacts, range: CountedRange, serviceLevel: ServiceLevel): Figures {
  const calls = callFigures(settled.calls, range, serviceLevel);
  const states = stateFigures(settled.stretches, range);
  return {
    figures: {
      ...calls,
      ...states.figures,
      ...timeFigures(settled, states.figures, range),
      ...caseFigures(settled, calls.answered, range),
    },
    busyByReason: states.busyByReason,
    breakByReason: states.breakByReason,
  };
}

function byAgent(settled: SettledFacts): Map<string, SettledFacts> {
  const shares = new Map<string, SettledFacts>();
  const of = (agentId: string): SettledFacts => {
    const known = shares.get(agentId);
    if (known) return known;
    const share: SettledFacts = { calls: [], stretches: [], tickets: [], consultations: [] };
    shares.set(agentId, share);
    return share;
  };
  for (const call of settled.calls) of(call.agentId).calls.push(call);
  for (const stretch of settled.stretches) of(stretch.agentId).stretches.push(stretch);
  for (const ticket of settled.tickets) of(ticket.takenBy).tickets.push(ticket);
  for (const filed of settled.consultations) of(filed.agentId).consultations.push(filed);
  return shares;
}

function hasFacts({ figures }: Figures): boolean {
  return Object.values(figures).some((figure) => figure.rows.length > 0);
}
