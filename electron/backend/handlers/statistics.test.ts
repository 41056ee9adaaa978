import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CallLeg } from "../../../shared/domain/call.ts";
import type { FigureName } from "../../../shared/domain/statisticsDefinitions.ts";
import type { StatisticsReport } from "../../../shared/domain/statisticsReport.ts";
import { sampleRecord } from "../../../tests/support/complaintSample.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";

let seat: TestSeat;
beforeEach(async () => {
  seat = openTestSeat({ today: "2026-11-23" });
  await seat.signIn();
});
afterEach(() => seat.close());

const day = { from: "2026-11-23", to: "2026-11-23" };
const own = { ...day, scope: "own" as const, agentId: null };
const time = (clock: string) => new Date(`2026-11-23T${clock}+08:00`).toISOString();

/** Takes one call of two minutes, loses one, practises one, is busy for a minute. */
async function work(): Promise<void> {
  const leg = (changes: Partial<CallLeg>) =>
    seat.api.call("calls.record", { leg: { ...blank, callId: uuidv7(), ...changes } });
  const talked = { ringingAt: time("08:00:00"), answeredAt: time("08:00:04"), endReason: "caller" as const };
  await leg({ ...talked, endedAt: time("08:02:04") });
  await leg({ ringingAt: time("08:05:00"), endedAt: time("08:05:09"), endReason: "abandoned" });
  await leg({ ...talked, line: "practice", endedAt: time("08:30:00") });
  const busy = { intervalId: uuidv7(), state: "busy" as const, reason: "training", callId: null };
  await seat.api.call("agentState.record", {
    intervals: [{ ...busy, startedAt: time("08:10:00"), endedAt: time("08:11:00") }],
  });
}

const blank: CallLeg = {
  callId: "",
  line: "exchange",
  direction: "inbound",
  number: "13800138621",
  queue: null,
  menu: null,
  ringingAt: "",
  answeredAt: null,
  endedAt: null,
  heldMs: 0,
  endReason: null,
};

const values = ({ figures }: StatisticsReport["team"], names: readonly FigureName[]) =>
  names.map((name) => figures[name].value);

async function submitTicket(): Promise<void> {
  const draft = await seat.api.call("drafts.open", { callId: null, callerNumber: "13800138621" });
  await seat.api.call("drafts.save", { draftId: draft.draftId, revision: 1, content: sampleRecord() });
  const confirmedAt = time("08:59:00");
  await seat.api.call("tickets.submit", { draftId: draft.draftId, revision: 1, confirmedAt });
}

describe("one's own figures", () => {
  it("are counted from this seat alone, with no server in reach", async () => {
    await work();
    await submitTicket();
    const { agents, team } = await seat.api.call("statistics.own", day);
    expect(agents.map(({ agentId, name }) => [agentId, name])).toEqual([["061", "沈佳"]]);
    const names = ["offered", "answered", "unanswered", "talk", "busy", "tickets", "practiceCalls"] as const;
    expect(values(team, names)).toEqual([2, 1, 1, 120_000, 60_000, 1, 1]);
    expect(team.busyByReason).toEqual([
      { reason: "training", figure: { value: 60_000, numerator: 60_000, denominator: null } },
    ]);
    expect((await seat.api.call("statistics.own", { from: "2026-11-22", to: "2026-11-22" })).agents).toEqual(
      [],
    );
  });

  it("hold nobody else's work", async () => {
    await work();
    await seat.signIn("062");
    expect((await seat.api.call("statistics.own", day)).agents).toEqual([]);
    const rows = await seat.api.call("statistics.rows", { ...own, figure: "offered", agentId: "061" });
    expect(rows.total).toBe(0);
  });

  it("open the facts behind them, numbers masked", async () => {
    await work();
    await submitTicket();
    const { rows, total } = await seat.api.call("statistics.rows", { ...own, figure: "unanswered" });
    expect(total).toBe(1);
    expect(rows).toMatchObject([{ kind: "call", maskedNumber: "138****8621", endReason: "abandoned" }]);
    const tickets = await seat.api.call("statistics.rows", { ...own, figure: "tickets" });
    expect(tickets.rows).toMatchObject([{ kind: "ticket", status: "submitted" }]);
    const training = { ...own, figure: "busy" as const, reason: "training" };
    expect((await seat.api.call("statistics.rows", training)).rows).toMatchObject([{ reason: "training" }]);
  });

  it("are refused for more than a month and for days in the wrong order", async () => {
    const ask = (from: string, to: string) =>
      seat.api.call("statistics.own", { from, to }).then(
        () => "answered",
        (error) => error.rule,
      );
    expect(await ask("2026-10-24", "2026-11-23")).toBe("answered");
    expect(await ask("2026-10-23", "2026-11-23")).toBe("statistics.rangeTooLong");
    expect(await ask("2026-11-23", "2026-11-22")).toBe("statistics.rangeOrder");
  });

  it("leave the seat as a file only with an entry in the audit", async () => {
    const { by, at } = await seat.api.call("statistics.export", { ...day, scope: "own", format: "csv" });
    expect({ by, at }).toEqual({ by: "沈佳 061", at: time("09:00:00") });
    expect(seat.repositories.audit.all().at(-1)).toMatchObject({
      agentId: "061",
      action: "statistics.export",
      subject: "own 2026-11-23/2026-11-23 csv",
    });
  });
});

describe("the team's figures", () => {
  it("are for leads and administrators, by whatever way they are asked for", async () => {
    const refused = { code: "forbidden", rule: "session.role" };
    const team = { ...day, scope: "team" as const, agentId: null };
    await expect(seat.api.call("statistics.team", day)).rejects.toMatchObject(refused);
    await expect(seat.api.call("statistics.rows", { ...team, figure: "offered" })).rejects.toMatchObject(
      refused,
    );
    await expect(seat.api.call("statistics.export", { ...team, format: "xlsx" })).rejects.toMatchObject(
      refused,
    );
  });

  it("need the server, and say so", async () => {
    await seat.signIn("101");
    await expect(seat.api.call("statistics.team", day)).rejects.toMatchObject({
      code: "unavailable",
      rule: "statistics.needsServer",
    });
    expect((await seat.api.call("statistics.own", day)).agents).toEqual([]);
  });
});
