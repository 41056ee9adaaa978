import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTestSeat, type TestSeat, testPassword } from "../../../tests/support/testSeat.ts";

let seat: TestSeat;
beforeEach(() => {
  seat = openTestSeat();
});
afterEach(() => seat.close());

const wrong = (agentId = "061") =>
  seat.api.call("session.signIn", { agentId, password: "not-it" }).catch((error) => error);

describe("signing in", () => {
  it("takes an agent in by number and password with no server in reach", async () => {
    const agent = await seat.api.call("session.signIn", { agentId: "061", password: testPassword });
    expect(agent).toEqual({ agentId: "061", name: "沈佳", role: "agent", site: "hangzhou" });
    expect((await seat.api.call("session.info", {})).agent).toEqual(agent);
  });

  it("keeps leading zeros: 61 is nobody", async () => {
    await expect(
      seat.api.call("session.signIn", { agentId: "0061", password: testPassword }),
    ).rejects.toMatchObject({ rule: "session.wrongPassword" });
  });

  it("counts wrong passwords down and locks after the fifth for 15 minutes", async () => {
    const heard = [];
    for (let tries = 0; tries < 5; tries += 1) heard.push(await wrong());
    expect(heard.map(({ rule, detail }) => ({ rule, ...detail }))).toEqual([
      { rule: "session.wrongPassword", left: 4 },
      { rule: "session.wrongPassword", left: 3 },
      { rule: "session.wrongPassword", left: 2 },
      { rule: "session.wrongPassword", left: 1 },
      { rule: "session.locked", minutes: 15 },
    ]);
    seat.clock.ms += 14 * 60_000;
    await expect(seat.signIn()).rejects.toMatchObject({ rule: "session.locked", detail: { minutes: 1 } });
    seat.clock.ms += 60_000;
    await seat.signIn();
    expect((await wrong()).detail).toEqual({ left: 4 });
  });

  it("does not give more than five tries to tries in parallel", async () => {
    const rules = (await Promise.all(Array.from({ length: 12 }, () => wrong()))).map(({ rule }) => rule);
    expect(rules.filter((rule) => rule === "session.wrongPassword")).toHaveLength(4);
    expect(rules.filter((rule) => rule === "session.locked")).toHaveLength(8);
  });

  it("remembers the tries over a restart of the host", async () => {
    for (let tries = 0; tries < 5; tries += 1) await wrong();
    const { folder, key } = seat;
    await seat.close({ keep: true });
    seat = openTestSeat({ folder, key });
    await expect(seat.signIn()).rejects.toMatchObject({ rule: "session.locked" });
  });

  it("answers for an unknown agent as for a wrong password, and locks it too", async () => {
    const known = [];
    const unknown = [];
    for (let tries = 0; tries < 6; tries += 1) {
      known.push(await wrong("062"));
      unknown.push(await wrong("999"));
    }
    const told = (errors: { code: string; message: string; rule: string; detail: object }[]) =>
      errors.map(({ code, message, rule, detail }) => ({ code, message, rule, detail }));
    expect(told(unknown)).toEqual(told(known));
  });

  it("tells about a disabled or expired account only to who knows the password", async () => {
    const account = seat.repositories.accounts.find("062");
    if (!account) throw new Error("062 is missing");
    seat.repositories.accounts.put({ ...account, disabled: true });
    expect((await wrong("062")).rule).toBe("session.wrongPassword");
    await expect(seat.signIn("062")).rejects.toMatchObject({ rule: "session.disabled" });
    seat.repositories.accounts.put({ ...account, validUntil: "2026-11-23T00:59:59.000Z" });
    await expect(seat.signIn("062")).rejects.toMatchObject({ rule: "session.accountExpired" });
  });

  it("keeps a reloaded window signed in, another window not, and nobody after a restart", async () => {
    await seat.signIn();
    expect((await seat.openWindow("window-1").api.call("session.info", {})).agent?.agentId).toBe("061");
    expect((await seat.openWindow("window-2").api.call("session.info", {})).agent).toBeNull();
    const { folder, key } = seat;
    await seat.close({ keep: true });
    seat = openTestSeat({ folder, key });
    expect((await seat.api.call("session.info", {})).agent).toBeNull();
  });

  it("ends with signing out, and both stand in the audit chain", async () => {
    await seat.signIn();
    await seat.api.call("session.signOut", {});
    await expect(seat.api.call("drafts.list", {})).rejects.toMatchObject({ code: "unauthenticated" });
    expect(seat.repositories.audit.all().map(({ action, agentId }) => [action, agentId])).toEqual([
      ["session.signIn", "061"],
      ["session.signOut", "061"],
    ]);
    expect(seat.repositories.audit.verifyAuditChain()).toBeNull();
  });

  it("is not possible at a seat that was never enrolled", async () => {
    const bare = openTestSeat({ enrolled: false });
    await expect(bare.signIn()).rejects.toMatchObject({ rule: "session.notEnrolled" });
    expect((await bare.api.call("session.info", {})).seat).toBeNull();
    await bare.close();
  });

  it("writes no password and no name into the log", async () => {
    await wrong();
    await seat.signIn();
    expect(JSON.stringify(seat.log)).not.toMatch(/not-it|qiao|沈佳/);
  });
});
