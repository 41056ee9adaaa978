import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DeadlineRule } from "../../../shared/domain/deadline.ts";
import { defaultServiceHours } from "../../../shared/domain/serviceHours.ts";
import { sampleRecord } from "../../../tests/support/complaintSample.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";

let seat: TestSeat;
beforeEach(() => {
  seat = openTestSeat({ today: "2026-11-23" });
});
afterEach(() => seat.close());

const rule = (changes: Partial<DeadlineRule>): DeadlineRule => ({
  id: "rule-city",
  category: null,
  region: "330100",
  length: 5,
  unit: "working",
  basis: { zh: "市里规定", en: "City rule" },
  validFrom: null,
  validTo: null,
  ...changes,
});

async function dueOnOfNewTicket(): Promise<string | null> {
  await seat.signIn();
  const { draftId } = await seat.api.call("drafts.open", { callId: uuidv7(), callerNumber: "13800138621" });
  await seat.api.call("drafts.save", { draftId, revision: 1, content: sampleRecord() });
  const confirmedAt = "2026-11-23T01:00:00.000Z";
  return (await seat.api.call("tickets.submit", { draftId, revision: 1, confirmedAt })).fields.dueOn;
}

describe("what the centre set", () => {
  it("counts the deadline of the next ticket by its own rule", async () => {
    seat.repositories.reference.put("deadlineRule", "rule-city", rule({}));
    expect(await dueOnOfNewTicket()).toBe("2026-11-30");
  });

  it("counts by the general rule where its own is retired, over, or of another category", async () => {
    for (const [id, changes] of Object.entries({
      retired: { retired: true },
      over: { validTo: "2026-11-22" },
      other: { category: "service-attitude" as const },
    }))
      seat.repositories.reference.put("deadlineRule", id, rule({ id, ...changes }));
    expect(await dueOnOfNewTicket()).toBe("2026-12-14");
  });

  it("comes with hours and seasons; a row of a newer server costs nobody the list", async () => {
    const [hours] = defaultServiceHours;
    const season = { site: "*", springSummerFrom: "05-01", autumnWinterFrom: "10-01" };
    seat.repositories.reference.put("serviceHours", "hangzhou", hours);
    seat.repositories.reference.put("serviceHours", "moon", { site: "moon", alwaysOpen: true });
    seat.repositories.reference.put("season", "*", season);
    await seat.signIn();
    expect(await seat.api.call("reference.get", {})).toMatchObject({
      serviceHours: [hours],
      seasons: [season],
      deadlineRules: [],
    });
  });
});

describe("an administrator's changes", () => {
  it("are refused while the server is away, in words that say so", async () => {
    await seat.signIn("001");
    const refused = { code: "unavailable", rule: "admin.needsServer" };
    await expect(seat.api.call("admin.staff", {})).rejects.toMatchObject(refused);
    await expect(seat.api.call("admin.seatCode", { seatNumber: 3 })).rejects.toMatchObject(refused);
  });

  it("are for administrators only", async () => {
    for (const agentId of ["061", "101"]) {
      await seat.signIn(agentId);
      await expect(seat.api.call("admin.reference", {})).rejects.toMatchObject({ rule: "session.role" });
    }
  });
});
