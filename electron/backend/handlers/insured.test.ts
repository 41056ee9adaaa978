import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DemoRegister, openRegister } from "../../../scripts/register/openRegister.ts";
import { demoPeople } from "../../../scripts/register/people.ts";
import { checkIdNumber } from "../../../shared/domain/identifiers.ts";
import type { InsuredKey } from "../../../shared/domain/insured.ts";
import { openTestSeat, type TestSeat, testPassword } from "../../../tests/support/testSeat.ts";

const pensioner: InsuredKey = { by: "name", name: "郑德明", birthOn: "1946-05-09", employer: "" };
const reason = "药店拾到病历本";
let seat: TestSeat;
let register: DemoRegister;

beforeEach(async () => {
  register = await openRegister({ port: 0, token: "right", people: demoPeople });
  seat = openTestSeat({ fetch });
  setRegister(register.url, "right");
  await seat.signIn();
});
afterEach(async () => {
  await seat.close();
  await register.close();
});

function setRegister(url: string, token: string) {
  seat.repositories.reference.put("register", "insured", { url, token });
}

const find = (key: InsuredKey, caller: "self" | "third-party" = "self") =>
  seat.api.call("insured.find", { key, caller, purpose: "lost-property", reason });

const auditTrail = () =>
  seat.repositories.audit
    .all()
    .filter((row) => row.action.startsWith("insured."))
    .map(({ agentId, action, subject, reason: why }) => ({ agentId, action, subject, reason: why }));

describe("looking up an insured person", () => {
  it("shows them masked, with the former employer to ring", async () => {
    const result = await find(pensioner);
    expect(result).toMatchObject({
      state: "found",
      view: {
        person: { name: "郑*明", idNumber: "3301**********0013", status: "retired" },
        contacts: [{ unit: "杭州示例丝织总厂", dial: "057155550188", isFormer: true }],
      },
    });
  });

  it("leaves who, what kind of key, why and how it came out, and nothing of the person", async () => {
    const { lookupId } = await find({ by: "idNumber", idNumber: "330199194605090013" });
    expect(auditTrail()).toEqual([
      {
        agentId: "061",
        action: "insured.find",
        subject: lookupId,
        reason: `idNumber · self · lost-property · ${reason}`,
      },
      { agentId: "061", action: "insured.reply", subject: lookupId, reason: "found" },
    ]);
    expect(register.asked).toEqual([{ lookupId, agentId: "061", purpose: "lost-property", by: "idNumber" }]);
    expect(JSON.stringify([auditTrail(), seat.log])).not.toMatch(/330199194605090013|郑德明|right/);
    expect(seat.repositories.audit.verifyAuditChain()).toBeNull();
  });

  it("tells nobody when several fit, and nobody when none does", async () => {
    const several = await find({ by: "name", name: "王秀练", birthOn: null, employer: "丝织" });
    expect(several).toMatchObject({ state: "several", count: 2, view: null });
    expect(await find({ by: "phone", phone: "13900139000" })).toMatchObject({ state: "none", view: null });
  });

  it("masks a number somebody wrote into the reason", async () => {
    const input = { key: pensioner, caller: "self", purpose: "complaint" } as const;
    await seat.api.call("insured.find", { ...input, reason: "身份证 330199194605090013 核对" });
    expect(auditTrail()[0]?.reason).toContain("3301**********0013");
  });

  it("is refused beyond ten times a minute, also after the desk was started anew", async () => {
    for (let n = 0; n < 10; n += 1) await find(pensioner);
    await expect(find(pensioner)).rejects.toMatchObject({ rule: "insured.tooMany", detail: { seconds: 60 } });
    const { folder, key } = seat;
    await seat.close({ keep: true });
    seat = openTestSeat({ folder, key, fetch });
    await seat.signIn();
    await expect(find(pensioner)).rejects.toMatchObject({ rule: "insured.tooMany" });
    expect(register.asked).toHaveLength(10);
    seat.clock.ms += 61_000;
    expect(await find(pensioner)).toMatchObject({ state: "found" });
  });
});

describe("a caller who is somebody else", () => {
  it("gets no person onto the screen, and no reveal", async () => {
    const { lookupId, view } = await find(pensioner, "third-party");
    expect(view?.person).toBeNull();
    expect(view?.contacts).toHaveLength(1);
    await expect(seat.api.call("insured.reveal", { lookupId, reason })).rejects.toMatchObject({
      rule: "insured.thirdParty",
    });
    expect(auditTrail().at(-1)).toMatchObject({ action: "insured.revealRefused", subject: lookupId });
  });

  it("found out only later ends what was shown, for good", async () => {
    const { lookupId } = await find(pensioner);
    expect(await seat.api.call("insured.restrict", { lookupId })).toMatchObject({ person: null });
    await expect(seat.api.call("insured.reveal", { lookupId, reason })).rejects.toMatchObject({
      rule: "insured.thirdParty",
    });
    expect(auditTrail().map((row) => row.action)).toContain("insured.thirdParty");
  });
});

describe("revealing a person", () => {
  it("shows everything for thirty seconds and is on record with its reason", async () => {
    const { lookupId } = await find(pensioner);
    const { view, hideAt } = await seat.api.call("insured.reveal", { lookupId, reason: "核对本人身份" });
    expect(view.person).toMatchObject({ name: "郑德明", idNumber: "330199194605090013" });
    expect(Date.parse(hideAt) - seat.clock.ms).toBe(30_000);
    expect(auditTrail().at(-1)).toEqual({
      agentId: "061",
      action: "insured.reveal",
      subject: lookupId,
      reason: "核对本人身份",
    });
  });

  it("is for the window and the agent that looked up, for nobody else", async () => {
    const { lookupId } = await find(pensioner);
    const { api } = seat.openWindow("window-2");
    await api.call("session.signIn", { agentId: "062", password: testPassword });
    await expect(api.call("insured.reveal", { lookupId, reason })).rejects.toMatchObject({
      rule: "insured.expired",
    });
    await seat.signIn("062");
    await expect(seat.api.call("insured.reveal", { lookupId, reason })).rejects.toMatchObject({
      rule: "insured.expired",
    });
  });
});

describe("a register that does not answer as it should", () => {
  it("is told apart: none set up, not let in, not there", async () => {
    seat.repositories.reference.remove("register", "insured");
    expect((await find(pensioner)).state).toBe("notConfigured");
    setRegister("http://register.example.test/", "right");
    expect((await find(pensioner)).state).toBe("notConfigured");
    setRegister(register.url, "wrong");
    expect((await find(pensioner)).state).toBe("refused");
    setRegister(register.url, "right");
    await register.close();
    expect((await find(pensioner)).state).toBe("unavailable");
    expect(auditTrail().filter((row) => row.action === "insured.reply")).toHaveLength(4);
  });

  it.each([
    ["half a reply", (end: (text: string) => void) => end('{"count":1,"pers')],
    ["another shape", (end: (text: string) => void) => end('{"count":1,"person":{"name":"郑德明"}}')],
    ["a count of one without a person", (end: (text: string) => void) => end('{"count":1}')],
    ["far too much", (end: (text: string) => void) => end(`{"count":0,"x":"${"x".repeat(100_000)}"}`)],
  ])("is not available when it sends %s", async (_what, write) => {
    const server = createServer((_request, response) => write((text) => void response.end(text)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    setRegister(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, "right");
    expect(await find(pensioner)).toMatchObject({ state: "unavailable", view: null });
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  });
});

describe("the people of the demo register", () => {
  it("have right check digits in a county that was never given out", () => {
    for (const { idNumber } of demoPeople) {
      expect(checkIdNumber(idNumber, "2026-11-22")).toMatchObject({ ok: true });
      expect(idNumber.slice(0, 6)).toBe("330199");
    }
  });
});
