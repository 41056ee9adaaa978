import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countStatistics } from "../../shared/domain/statistics.ts";
import { defaultServiceLevel, figureNames } from "../../shared/domain/statisticsDefinitions.ts";
import { type StatisticsReport, statisticsReport } from "../../shared/domain/statisticsReport.ts";
import { factRows } from "../../shared/domain/statisticsRows.ts";
import { toInstant } from "../../shared/domain/time.ts";
import type { CallFact } from "../../shared/sync/mutation.ts";
import { openTestServer, type TestServer } from "../../tests/support/centralServer.ts";
import { type PlayedShifts, playShifts, shiftPlans } from "../../tests/support/generatedShifts.ts";
import { get, post, sampleCall, sampleTicket, type TestSeat } from "../../tests/support/seatClient.ts";
import { at, interval } from "../../tests/support/statisticsFacts.ts";
import { saveStaff } from "./accounts.ts";

const day = "2026-11-20";
const time = (clock: string) => toInstant(at(`${day} ${clock}`));

describe("the team's figures", () => {
  test("are counted from what the seats sent and equal a count by hand", async () => {
    const { server, seat } = await aMorning();
    const { agents, team } = await report(server, "101");
    const shown = (figures: StatisticsReport["team"]["figures"]) =>
      ["offered", "answered", "unanswered", "talk", "ready", "tickets", "practiceCalls"].map(
        (name) => figures[name as keyof typeof figures].value,
      );
    expect(agents.map(({ agentId, name }) => [agentId, name])).toEqual([
      ["061", "张敏"],
      ["101", "李红梅"],
    ]);
    expect(shown(agents[0]!.figures)).toEqual([2, 1, 1, 180_000, 300_000, 2, 1]);
    expect(shown(agents[1]!.figures)).toEqual([1, 1, 0, 60_000, 0, 0, 0]);
    expect(shown(team.figures)).toEqual([3, 2, 1, 240_000, 300_000, 2, 1]);
    expect(team.figures.answerRate).toEqual({ value: 2 / 3, numerator: 2, denominator: 3 });
    expect(seat.outbox.length).toBeGreaterThan(0);
  });

  test("are those of a lead's own site, for the administrator of every site", async () => {
    const { server } = await aMorning();
    await otherSite(server);
    const agentsSeenBy = async (who: string) =>
      (await report(server, who)).agents.map(({ agentId }) => agentId);
    expect(await agentsSeenBy("101")).toEqual(["061", "101"]);
    expect(await agentsSeenBy("001")).toEqual(["061", "101", "501"]);
    const hidden = await rows(server, "101", { figure: "offered", agent: "501" });
    expect(hidden).toEqual({ rows: [], total: 0, hidden: 0 });
  });

  test("are refused to agents, to seats, to who is not signed in, and for days that make no range", async () => {
    const { server, seat } = await aMorning();
    const ask = async (token: string | undefined, query: string) =>
      get(server.transport, `/api/statistics?${query}`, token).then(
        () => "answered",
        ({ status, error }) => `${status} ${error.rule ?? error.code}`,
      );
    const lead = await tokenOf(server, "101");
    const days = `from=${day}&to=${day}`;
    expect(await ask(lead, days)).toBe("answered");
    expect(await ask(await tokenOf(server, "061"), days)).toBe("403 session.role");
    expect(await ask(seat.token, days)).toBe("401 login.token");
    expect(await ask(undefined, days)).toBe("401 login.token");
    expect(await ask(lead, "from=yesterday&to=today")).toBe("400 invalid_input");
    expect(await ask(lead, `${days}&figure=salary`)).toBe("400 invalid_input");
    expect(await ask(lead, "from=2026-11-20&to=2026-11-19")).toBe("422 statistics.rangeOrder");
    expect(await ask(lead, "from=2026-10-20&to=2026-11-20")).toBe("422 statistics.rangeTooLong");
    expect(await ask(lead, "from=2026-10-21&to=2026-11-20")).toBe("answered");
  });

  test("leave in the audit who looked at which days and at which figure's rows", async () => {
    const { server } = await aMorning();
    await report(server, "101");
    await rows(server, "101", { figure: "unanswered", agent: "061" });
    const audit = await server.store.db.selectFrom("audit").select(["actor", "action", "subject"]).execute();
    expect(audit.filter(({ action }) => action.startsWith("statistics"))).toEqual([
      { actor: "101", action: "statistics.read", subject: "2026-11-20/2026-11-20" },
      { actor: "101", action: "statistics.rowsRead", subject: "2026-11-20/2026-11-20 061 unanswered" },
    ]);
  });
});

describe("the facts behind a figure", () => {
  test("are the calls it counts, their numbers masked", async () => {
    const { server } = await aMorning();
    const behind = await rows(server, "101", { figure: "unanswered", agent: "061" });
    expect(behind).toMatchObject({
      total: 1,
      hidden: 0,
      rows: [{ kind: "call", agentId: "061", maskedNumber: "138****6621", endReason: "abandoned" }],
    });
    expect(JSON.stringify(behind)).not.toContain("13857126621");
  });

  test("count a sealed ticket and do not show it", async () => {
    const { server } = await aMorning();
    const behind = await rows(server, "101", { figure: "tickets" });
    expect({ total: behind.total, hidden: behind.hidden, shown: behind.rows.length }).toEqual({
      total: 2,
      hidden: 1,
      shown: 1,
    });
  });

  test("can be those of one reason for being busy", async () => {
    const { server } = await aMorning();
    const behind = await rows(server, "101", { figure: "busy", agent: "061", reason: "training" });
    expect(behind.rows).toMatchObject([{ kind: "interval", state: "busy", reason: "training" }]);
    expect((await rows(server, "101", { figure: "busy", reason: "meeting" })).rows).toEqual([]);
  });
});

test("generated shifts, pushed late and twice, come back from the store as they were counted before", async () => {
  const agents = ["061", "101"];
  const [days, before] = [["2026-11-23", "2026-11-24"] as const, countOf];
  let offered = 0;
  await fc.assert(
    fc.asyncProperty(shiftPlans(agents), async (plans) => {
      const server = await openTestServer();
      const shifts = playShifts(plans);
      const seat = await server.enrol({ site: "hangzhou" });
      putEverything(seat, shifts);
      const half = seat.outbox.slice(0, Math.ceil(seat.outbox.length / 2));
      for (const rows of [half, half, seat.outbox]) if (rows.length > 0) await seat.push(rows);
      server.pass(shifts.now - server.context.clock());
      const told = await report(server, "101", days);
      expect(valuesOf(told)).toEqual(valuesOf(before(shifts, days)));
      offered += told.team.figures.offered.numerator;
    }),
    { seed: 12333, numRuns: 12 },
  );
  expect(offered).toBeGreaterThan(24);
});

/** 061 takes a call, loses one, practises one, waits, learns; 101 takes one; two tickets, one of them sealed. */
async function aMorning(): Promise<{ server: TestServer; seat: TestSeat }> {
  const server = await openTestServer();
  const seat = await server.enrol({ site: "hangzhou" });
  const put = (changes: Partial<CallFact>) => {
    const fact = sampleCall(seat.seat, { line: "exchange", ...changes });
    seat.did("call.put", fact, { entity: fact.callId, byAgent: fact.agentId });
  };
  const talked = { ringingAt: time("09:00:00"), answeredAt: time("09:00:05"), endReason: "caller" as const };
  put({ ...talked, endedAt: time("09:03:05") });
  put({ ringingAt: time("09:10:00"), endedAt: time("09:10:08"), endReason: "abandoned" });
  put({ ...talked, line: "practice", endedAt: time("09:04:00") });
  put({ ...talked, agentId: "101", endedAt: time("09:01:05") });
  const marks = { site: seat.seat.site.id, audience: "site" as const, sealed: false };
  for (const each of [
    interval(1, "ready", [`${day} 09:20:00`, `${day} 09:25:00`]),
    interval(2, "busy", [`${day} 09:25:00`, `${day} 09:26:00`], { reason: "training" }),
  ])
    seat.did("interval.put", { ...each, ...marks }, { entity: each.intervalId });
  seat.takesComplaint();
  seat.takesComplaint({ sealed: true, audience: "restricted" });
  await seat.push(seat.outbox);
  server.pass(3_600_000);
  return { server, seat };
}

async function otherSite(server: TestServer): Promise<void> {
  const person = { agentId: "501", name: "王萧", role: "agent", site: "xiaoshan", disabled: false } as const;
  const validUntil = "2027-11-20T00:00:00.000Z";
  await saveStaff(server.context, "001", { ...person, validUntil, password: "Rain-4821-x" });
  const seat = await server.enrol({ site: "xiaoshan" });
  const fact = sampleCall(seat.seat, {
    line: "exchange",
    agentId: "501",
    ringingAt: time("09:00:00"),
    answeredAt: time("09:00:05"),
    endedAt: time("09:02:05"),
    endReason: "caller",
  });
  seat.did("call.put", fact, { entity: fact.callId, byAgent: "501" });
  await seat.push(seat.outbox);
}

function putEverything(seat: TestSeat, shifts: PlayedShifts): void {
  const site = seat.seat.site.id;
  for (const call of shifts.calls)
    seat.did("call.put", { ...call, site }, { entity: call.callId, byAgent: call.agentId });
  for (const each of shifts.intervals)
    seat.did("interval.put", { ...each, site }, { entity: each.intervalId, byAgent: each.agentId });
  for (const { ticketId, takenBy, submittedAt, dueOn, status, callId, steps } of shifts.tickets) {
    const fields = sampleTicket(seat.seat, { takenBy, submittedAt, dueOn, status, callId });
    seat.did("ticket.create", fields, { entity: ticketId, byAgent: takenBy });
    for (const step of steps)
      seat.did(
        "step.add",
        { ...step, ticketId, from: null, by: takenBy, reason: "" },
        { entity: step.stepId, byAgent: takenBy },
      );
  }
  for (const { recordId, agentId, filedAt, callId } of shifts.consultations) {
    const said = { topic: null, question: "", answer: "", outcome: null, citations: [] };
    const marks = { site, audience: "site" as const, sealed: false };
    const fact = { ...said, ...marks, recordId, agentId, filedAt, callId };
    seat.did("consultation.put", fact, { entity: recordId, byAgent: agentId });
  }
}

function countOf(shifts: PlayedShifts, [from, to]: readonly [string, string]) {
  return countStatistics(shifts, { from, to, now: shifts.now, serviceLevel: defaultServiceLevel });
}

type Counted = Pick<StatisticsReport, "team"> & {
  agents: (StatisticsReport["team"] & { agentId: string })[];
};

function valuesOf({ team, agents }: Counted) {
  const flat = ({ figures }: StatisticsReport["team"]) =>
    figureNames.map((name) => {
      const { value, numerator, denominator } = figures[name];
      return [name, value, numerator, denominator];
    });
  return { team: flat(team), agents: agents.map((each) => [each.agentId, flat(each)]) };
}

async function tokenOf(server: TestServer, agentId: string): Promise<string> {
  const password = server.passwords[agentId];
  return ((await post(server.transport, "/api/login", { agentId, password })) as { token: string }).token;
}

async function report(server: TestServer, who: string, [from, to] = [day, day] as readonly string[]) {
  const token = await tokenOf(server, who);
  return statisticsReport.parse(await get(server.transport, `/api/statistics?from=${from}&to=${to}`, token));
}

async function rows(server: TestServer, who: string, query: Record<string, string>) {
  const token = await tokenOf(server, who);
  const text = new URLSearchParams({ from: day, to: day, ...query });
  return factRows.parse(await get(server.transport, `/api/statistics?${text}`, token));
}
