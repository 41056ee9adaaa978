import type { StaffMember } from "../../../shared/domain/staff.ts";
import { defaultServiceLevel } from "../../../shared/domain/statisticsDefinitions.ts";
import {
  checkRange,
  type ReportRange,
  reportOf,
  type StatisticsReport,
  statisticsReport,
} from "../../../shared/domain/statisticsReport.ts";
import { type FactRows, factRows, factWindow, rowsBehind } from "../../../shared/domain/statisticsRows.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Parsed } from "../../../shared/rpc/contract.ts";
import type { Handlers } from "../../../shared/rpc/dispatch.ts";
import { audit, type Context, violated } from "../context.ts";
import type { StaffQuestion } from "../staffLink.ts";

type StatisticsHandlers = Pick<
  Handlers,
  "statistics.own" | "statistics.team" | "statistics.rows" | "statistics.export"
>;

/** One's own figures from this seat's facts, the team's from the server with the person's own token. */
export function statisticsHandlers(context: Context): StatisticsHandlers {
  return {
    "statistics.own": (range, caller) => ownReport(context, caller.agent, range),
    "statistics.team": ({ from, to }, caller) => {
      assertRange({ from, to });
      const query = new URLSearchParams({ from, to });
      return askServer(context, caller.clientKey, {
        path: `/api/statistics?${query}`,
        reply: statisticsReport,
      });
    },
    "statistics.rows": (question, caller) => {
      assertRange(question);
      if (question.scope === "own") return ownRows(context, caller.agent, question);
      assertLead(caller.agent);
      return teamRows(context, caller.clientKey, question);
    },
    "statistics.export": ({ scope, from, to, format }, caller) => {
      if (scope === "team") assertLead(caller.agent);
      const { agentId, name } = caller.agent;
      const subject = `${scope} ${from}/${to} ${format}`;
      audit(context, { agentId, action: "statistics.export", subject });
      return { by: `${name} ${agentId}`, at: context.now() };
    },
  };
}

function ownReport(context: Context, agent: StaffMember, range: ReportRange): StatisticsReport {
  assertRange(range);
  const names = new Map([[agent.agentId, agent.name]]);
  return reportOf(factsOf(context, agent, range), optionsOf(context, range), names);
}

function ownRows(context: Context, agent: StaffMember, question: Parsed<"statistics.rows">): FactRows {
  const { figure, reason } = question;
  // The team of one's own report is oneself.
  const asked = { figure, agentId: null, reason };
  return rowsBehind(factsOf(context, agent, question), optionsOf(context, question), asked);
}

function factsOf(context: Context, { agentId }: StaffMember, range: ReportRange) {
  const { from, to } = factWindow(range);
  return context.repositories.ownWork.ofAgent(agentId, from, to);
}

function optionsOf(context: Context, { from, to }: ReportRange) {
  return { from, to, now: context.clock(), serviceLevel: defaultServiceLevel };
}

function teamRows(
  context: Context,
  clientKey: string,
  { from, to, figure, agentId, reason }: Parsed<"statistics.rows">,
): Promise<FactRows> {
  const query = new URLSearchParams({ from, to, figure });
  if (agentId !== null) query.set("agent", agentId);
  if (reason !== undefined) query.set("reason", reason ?? "");
  return askServer(context, clientKey, { path: `/api/statistics?${query}`, reply: factRows });
}

/** Without the server there are no figures of the team, however the person signed in. */
async function askServer<T>(context: Context, clientKey: string, question: StaffQuestion<T>): Promise<T> {
  try {
    return await context.staff.ask(clientKey, question);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const isAway = context.status().server.state !== "online";
    if (error.code === "unavailable" || (error.rule === "staff.signInAgain" && isAway))
      throw new AppError("unavailable", "The team's figures need the server", {
        rule: "statistics.needsServer",
      });
    throw error;
  }
}

function assertRange(range: ReportRange): void {
  const checked = checkRange(range);
  if (!checked.ok) throw violated(checked);
}

function assertLead(agent: StaffMember): void {
  if (agent.role !== "lead" && agent.role !== "admin")
    throw new AppError("forbidden", "Not allowed for this role", { rule: "session.role" });
}
