import { describe, expect, test } from "vitest";
import { openTestServer, type TestServer } from "../../tests/support/centralServer.ts";
import { get, post } from "../../tests/support/seatClient.ts";
import { saveStaff } from "./accounts.ts";

describe("signing in", () => {
  test("takes the right password and gives a token for one shift", async () => {
    const server = await openTestServer();
    const { token, agent } = await signIn(server, "101");
    expect(agent).toEqual({ agentId: "101", name: "李红梅", role: "lead", site: "hangzhou" });
    expect(await get(server.transport, "/api/tickets", token)).toEqual({ tickets: [] });
    server.pass(12 * 3_600_000);
    const late = get(server.transport, "/api/tickets", token);
    await expect(late).rejects.toMatchObject({ status: 401, error: { rule: "login.token" } });
  });

  test("is closed for a quarter of an hour after five wrong passwords", async () => {
    const server = await openTestServer();
    const wrong = () => signIn(server, "061", "Wrong-Wrong-0000");
    for (let count = 0; count < 4; count += 1)
      await expect(wrong()).rejects.toMatchObject({ status: 401, error: { rule: "login.wrongPassword" } });
    const locked = { status: 403, error: { rule: "login.locked" } };
    await expect(wrong()).rejects.toMatchObject(locked);
    await expect(signIn(server, "061")).rejects.toMatchObject(locked);
    server.pass(15 * 60_000);
    await expect(wrong()).rejects.toMatchObject({ error: { rule: "login.wrongPassword" } });
    expect((await signIn(server, "061")).agent.agentId).toBe("061");
    await expect(signIn(server, "777", "Wrong-Wrong-0000")).rejects.toMatchObject({ status: 401 });
  });

  test("refuses accounts that are disabled or have run out, and the token of somebody disabled since", async () => {
    const server = await openTestServer();
    const { token } = await signIn(server, "061");
    const person = { agentId: "061", name: "张敏", role: "agent", site: "hangzhou" } as const;
    const later = "2027-11-20T00:00:00.000Z";
    await saveStaff(server.context, "001", { ...person, disabled: true, validUntil: later });
    await expect(signIn(server, "061")).rejects.toMatchObject({ error: { rule: "login.disabled" } });
    await expect(get(server.transport, "/api/tickets", token)).rejects.toMatchObject({ status: 401 });
    await saveStaff(server.context, "001", {
      ...person,
      disabled: false,
      validUntil: "2026-11-20T00:59:59.000Z",
    });
    await expect(signIn(server, "061")).rejects.toMatchObject({ error: { rule: "login.expired" } });
  });

  test("takes no password that is short, simple or the agent id over again", async () => {
    const { context } = await openTestServer();
    const refusalOf = (password: string) =>
      saveStaff(context, "001", {
        agentId: "062",
        name: "赵六",
        role: "agent",
        site: "hangzhou",
        disabled: false,
        validUntil: "2027-11-20T00:00:00.000Z",
        password,
      }).then(
        () => "taken",
        (error: { rule: string }) => error.rule,
      );
    expect(await refusalOf("Ab3-xyz")).toBe("password.tooShort");
    expect(await refusalOf("abcdefghijkl")).toBe("password.tooSimple");
    expect(await refusalOf("aaaaaaaaaaaaaaaaaa")).toBe("password.tooSimple");
    expect(await refusalOf("Ab-062-xyz!")).toBe("password.containsId");
    expect(await refusalOf("correct horse battery staple")).toBe("taken");
    expect(await refusalOf("Rain-4821-x")).toBe("taken");
  });
});

describe("tickets at the server", () => {
  test("are moved by those who may, with a step, an audit row and the version they saw", async () => {
    const { server, ticketId } = await oneTicket();
    const { token } = await signIn(server, "101");
    const move = (to: string, version: number, reason = "") =>
      post(server.transport, `/api/tickets/${ticketId}/transitions`, { to, version, reason }, token);
    expect(await move("accepted", 1)).toMatchObject({
      version: 2,
      fields: { status: "accepted" },
      steps: [{ from: "submitted", to: "accepted", by: "101" }],
    });
    await expect(move("dispatched", 1)).rejects.toMatchObject({
      status: 409,
      error: { rule: "ticket.changedMeanwhile", detail: { version: 2 } },
    });
    await expect(move("archived", 2)).rejects.toMatchObject({
      status: 422,
      error: { rule: "ticket.moveNotAllowed" },
    });
    await expect(move("rejected", 2)).rejects.toMatchObject({ error: { rule: "ticket.reasonMissing" } });
    expect(await move("dispatched", 2, "转劳动监察")).toMatchObject({ version: 3 });
    const audit = await server.store.db.selectFrom("audit").select(["actor", "action", "subject"]).execute();
    expect(audit.filter((row) => row.subject === ticketId)).toEqual([
      { actor: "101", action: "ticket.moved:accepted", subject: ticketId },
      { actor: "101", action: "ticket.moved:dispatched", subject: ticketId },
    ]);
  });

  test("are not moved by an agent", async () => {
    const { server, ticketId } = await oneTicket();
    const { token } = await signIn(server, "061");
    const moved = post(
      server.transport,
      `/api/tickets/${ticketId}/transitions`,
      { to: "accepted", version: 1 },
      token,
    );
    await expect(moved).rejects.toMatchObject({ status: 422, error: { rule: "ticket.roleNotAllowed" } });
  });

  test("show personal data masked, and in the clear for a reason that is kept", async () => {
    const { server, ticketId } = await oneTicket();
    const { token } = await signIn(server, "101");
    const list = await get(server.transport, "/api/tickets", token);
    expect(list).toMatchObject({ tickets: [{ ticketId, maskedCaller: "138****6621", status: "submitted" }] });
    const masked = await get(server.transport, `/api/tickets/${ticketId}`, token);
    expect(JSON.stringify([list, masked])).not.toContain("13857126621");
    const open = await get(server.transport, `/api/tickets/${ticketId}?reveal=回拨核实`, token);
    expect(open).toMatchObject({ fields: { callerNumber: "13857126621" } });
    const audit = await server.store.db
      .selectFrom("audit")
      .selectAll()
      .where("action", "=", "ticket.revealed")
      .execute();
    expect(audit).toMatchObject([{ actor: "101", subject: ticketId, reason: "回拨核实" }]);
    expect(server.logged.join()).not.toContain("13857126621");
  });

  test("that are sealed are not there for leads and administrators, and are for their taker", async () => {
    const { server, ticketId } = await oneTicket({ sealed: true });
    for (const agentId of ["101", "001"]) {
      const { token } = await signIn(server, agentId);
      expect(await get(server.transport, "/api/tickets", token)).toEqual({ tickets: [] });
      await expect(get(server.transport, `/api/tickets/${ticketId}`, token)).rejects.toMatchObject({
        status: 404,
      });
      const path = `/api/tickets/${ticketId}/transitions`;
      const moved = post(server.transport, path, { to: "accepted", version: 1 }, token);
      await expect(moved).rejects.toMatchObject({ status: 404 });
    }
    const { token } = await signIn(server, "061");
    expect(await get(server.transport, `/api/tickets/${ticketId}`, token)).toMatchObject({ ticketId });
  });
});

test("enrolment codes are made by administrators only", async () => {
  const server = await openTestServer();
  const lead = await signIn(server, "101");
  await expect(post(server.transport, "/api/enrolment-codes", {}, lead.token)).rejects.toMatchObject({
    status: 403,
  });
  const admin = await signIn(server, "001");
  expect(await post(server.transport, "/api/enrolment-codes", { site: "fuyang" }, admin.token)).toMatchObject(
    {
      code: expect.stringMatching(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/),
      seatNumber: 89,
    },
  );
});

async function signIn(
  server: TestServer,
  agentId: string,
  password = server.passwords[agentId] ?? "Wrong-Wrong-0000",
) {
  const reply = await post(server.transport, "/api/login", { agentId, password });
  return reply as { token: string; agent: { agentId: string } };
}

async function oneTicket(changes: { sealed?: boolean } = {}) {
  const server = await openTestServer();
  const seat = await server.enrol();
  const ticketId = seat.takesComplaint(changes);
  await seat.push(seat.outbox);
  return { server, seat, ticketId };
}
