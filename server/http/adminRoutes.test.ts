import { describe, expect, test } from "vitest";
import type { ReferenceRecord, SeatRecord, StaffRecord } from "../../shared/domain/administration.ts";
import { defaultDeadlineRule } from "../../shared/domain/deadline.ts";
import { openTestServer, type TestServer } from "../../tests/support/centralServer.ts";
import { get, post, type TestSeat } from "../../tests/support/seatClient.ts";
import { seedDemo } from "../demo.ts";

const nextYear = "2027-11-20T15:59:59.000Z";

describe("people", () => {
  test("get an agent ID and a password that is told once, and sign in with it", async () => {
    const { admin, server } = await asAdmin();
    const wish = { agentId: "062", name: " 赵芳 ", role: "agent", site: "fuyang", validUntil: nextYear };
    const made = (await admin("/staff/new", wish)) as { record: StaffRecord; password: string };
    expect(made.record).toEqual({ ...wish, name: "赵芳", disabled: false, version: 1 });
    expect(await signIn(server, "062", made.password)).toMatch(/.{20}/);
    expect(JSON.stringify(await admin("/staff"))).not.toContain(made.password);
    expect(await auditOf(server, "062")).toEqual(["001 staff.created", "062 login.ok"]);
    expect(server.logged.join()).not.toContain(made.password);
  });

  test("are refused with the field that is wrong, and nothing is stored", async () => {
    const { admin } = await asAdmin();
    const good = { agentId: "062", name: "赵芳", role: "agent", site: "fuyang", validUntil: nextYear };
    const cases: [object, string, string][] = [
      [{ agentId: "6x" }, "admin.field", "agentId"],
      [{ name: "  " }, "admin.field", "name"],
      [{ role: "king" }, "admin.field", "role"],
      [{ validUntil: "tomorrow" }, "admin.field", "validUntil"],
      [{ site: "atlantis" }, "admin.unknownSite", "site"],
      [{ agentId: "061" }, "admin.agentIdTaken", "agentId"],
    ];
    for (const [wrong, rule, field] of cases)
      await expect(admin("/staff/new", { ...good, ...wrong })).rejects.toMatchObject({
        error: { rule, detail: { field } },
      });
    expect(await staffOf(admin, "062")).toBeUndefined();
  });

  test("are changed by whoever saw the newest version, and tokens of the disabled are dead", async () => {
    const { admin, server } = await asAdmin();
    const token = await signIn(server, "061");
    const seen = await staffOf(admin, "061");
    expect(await admin("/staff/change", { ...seen, disabled: true })).toMatchObject({ version: 2 });
    await expect(admin("/staff/change", { ...seen, name: "张小敏" })).rejects.toMatchObject({
      status: 409,
      error: { rule: "admin.changedMeanwhile", detail: { version: 2 } },
    });
    await expect(get(server.transport, "/api/tickets", token)).rejects.toMatchObject({ status: 401 });
    await expect(signIn(server, "061")).rejects.toMatchObject({ error: { rule: "login.disabled" } });
    await expect(admin("/staff/change", { ...seen, agentId: "999" })).rejects.toMatchObject({ status: 404 });
    expect(await auditOf(server, "061")).toContain("001 staff.disabled");
  });

  test("get a new password; the old one and its tokens end", async () => {
    const { admin, server } = await asAdmin();
    const token = await signIn(server, "061");
    const { password } = (await admin("/staff/password", { agentId: "061", version: 1 })) as {
      password: string;
    };
    await expect(get(server.transport, "/api/tickets", token)).rejects.toMatchObject({ status: 401 });
    await expect(signIn(server, "061")).rejects.toMatchObject({ error: { rule: "login.wrongPassword" } });
    await signIn(server, "061", password);
    expect(await auditOf(server, "061")).toContain("001 staff.passwordReset");
  });

  test("the last administrator is neither disabled nor demoted nor let expire", async () => {
    const { admin } = await asAdmin();
    const seen = await staffOf(admin, "001");
    for (const change of [{ disabled: true }, { role: "lead" }, { validUntil: "2026-11-19T00:00:00.000Z" }])
      await expect(admin("/staff/change", { ...seen, ...change })).rejects.toMatchObject({
        status: 422,
        error: { rule: "admin.lastAdmin" },
      });
    await admin("/staff/new", {
      agentId: "002",
      name: "孙强",
      role: "admin",
      site: "hangzhou",
      validUntil: nextYear,
    });
    expect(await admin("/staff/change", { ...seen, role: "lead" })).toMatchObject({ role: "lead" });
    await expect(admin("/staff")).rejects.toMatchObject({ status: 403, error: { rule: "session.role" } });
  });

  test("are administered by administrators only", async () => {
    const { server } = await asAdmin();
    for (const agentId of ["061", "101"]) {
      const token = await signIn(server, agentId);
      for (const path of ["staff", "seats", "reference"])
        await expect(get(server.transport, `/api/admin/${path}`, token)).rejects.toMatchObject({
          status: 403,
        });
    }
    await expect(get(server.transport, "/api/admin/staff", undefined)).rejects.toMatchObject({ status: 401 });
  });

  test("are not changed by a program that tries without end", async () => {
    const { admin } = await asAdmin();
    const tries = Array.from({ length: 121 }, () =>
      admin("/staff/password", { agentId: "061", version: 99 }).then(
        () => "done",
        ({ status }: { status: number }) => status,
      ),
    );
    expect((await Promise.all(tries)).at(-1)).toBe(429);
  });
});

describe("seats", () => {
  test("show which machine sits where; a code, an enrolment, a shut-out and a release follow each other", async () => {
    const { admin, server } = await asAdmin();
    const first = () => seatAt(admin, 1);
    expect(await first()).toMatchObject({ status: "free", seatId: null, codeUntil: null, extension: "8001" });
    const { code } = (await admin("/../enrolment-codes", { seatNumber: 1 })) as { code: string };
    expect(await first()).toMatchObject({ status: "free", codeUntil: "2026-11-20T01:10:00.000Z" });
    expect(JSON.stringify(await admin("/seats"))).not.toContain(code);
    const seat = await server.enrol({ seatNumber: 1 });
    const { seatId } = seat.seat;
    expect(await first()).toMatchObject({ status: "active", seatId });
    await admin("/seats/change", { seatNumber: 1, seatId, step: "revoke" });
    await expect(seat.hello()).rejects.toMatchObject({ status: 403, error: { rule: "sync.revoked" } });
    expect(await first()).toMatchObject({ status: "revoked" });
    await admin("/seats/change", { seatNumber: 1, seatId, step: "release" });
    expect(await first()).toMatchObject({ status: "free", seatId: null });
    await expect(admin("/seats/change", { seatNumber: 1, seatId, step: "revoke" })).rejects.toMatchObject({
      status: 409,
      error: { rule: "admin.seatChanged" },
    });
    expect(await auditOf(server, "1")).toContain("001 seat.revoked");
  });

  test("that are shut out while they wait for news hear it at once", async () => {
    const { admin, server } = await asAdmin();
    const seat = await server.enrol({ seatNumber: 2 });
    const waiting = pullReference(seat, 25_000);
    await server.app.inject({ method: "GET", url: "/healthz" });
    await admin("/seats/change", { seatNumber: 2, seatId: seat.seat.seatId, step: "revoke" });
    expect((await waiting).changes).toEqual([]);
    await expect(seat.hello()).rejects.toMatchObject({ error: { rule: "sync.revoked" } });
  });
});

describe("reference data", () => {
  test("a new topic gets an id and reaches every seat", async () => {
    const { admin, server } = await asAdmin();
    const seat = await server.enrol();
    const before = await pullReference(seat);
    const value = { id: "new", group: "服务与其他", zh: "电子社保卡", en: "" };
    const saved = await save(admin, { kind: "topic", value, version: 0 });
    expect(saved).toEqual({
      kind: "topic",
      version: 1,
      value: { ...value, id: expect.stringMatching(/^topic-[0-9a-f]{10}$/), en: "电子社保卡" },
    });
    const { changes } = await pullReference(seat, 0, before.cursor);
    expect(changes).toMatchObject([{ kind: "reference", body: { kind: "topic", value: saved?.value } }]);
  });

  test("is refused with the field and the place in the list, and nothing of the list is stored", async () => {
    const { admin } = await asAdmin();
    const items = await listed(admin);
    const hours = find(items, "serviceHours", "fuyang");
    const season = find(items, "season", "*");
    const site = find(items, "site", "fuyang");
    const rule = { kind: "deadlineRule", version: 0, value: { ...defaultDeadlineRule, id: "new" } };
    const period = (opensAt: string, closesAt: string) => ({ opensAt, closesAt });
    const cases: [object, object, string, string][] = [
      [hours, { autumnWinter: [period("09:00", "08:00")] }, "admin.periodOrder", "autumnWinter"],
      [
        hours,
        { springSummer: [period("08:00", "12:00"), period("11:00", "17:00")] },
        "admin.periodOrder",
        "springSummer",
      ],
      [hours, { autumnWinter: [period("25:00", "26:00")] }, "admin.field", "autumnWinter"],
      [hours, { services: [] }, "admin.field", "services"],
      [season, { springSummerFrom: "02-29" }, "admin.noSuchDay", "springSummerFrom"],
      [season, { autumnWinterFrom: "05-01" }, "admin.sameDay", "autumnWinterFrom"],
      [season, { autumnWinterFrom: "13-01" }, "admin.field", "autumnWinterFrom"],
      [site, { region: "33" }, "admin.region", "region"],
      [site, { name: " " }, "admin.required", "name"],
      [rule, { length: 0 }, "admin.field", "length"],
      [rule, { basis: { zh: " ", en: "" } }, "admin.required", "basis"],
      [rule, { validFrom: "2026-12-01", validTo: "2026-11-01" }, "admin.validityOrder", "validTo"],
      [find(items, "topic", "other"), { zh: "年休假" }, "admin.duplicate", "zh"],
      [find(items, "topic", "other"), { group: "" }, "admin.required", "group"],
    ];
    const fine = { kind: "topic", version: 0, value: { id: "new", group: "其他", zh: "新主题", en: "New" } };
    for (const [item, wrong, ruleName, field] of cases) {
      const { value } = item as { value: object };
      const list = [fine, { ...item, value: { ...value, ...wrong } }];
      await expect(admin("/reference", { items: list })).rejects.toMatchObject({
        error: { rule: ruleName, detail: { field, item: 1 } },
      });
    }
    expect(await listed(admin)).toEqual(items);
  });

  test("is changed by whoever saw the newest version", async () => {
    const { admin, server } = await asAdmin();
    const seen = find(await listed(admin), "topic", "other");
    const retired = { ...seen, value: { ...seen.value, retired: true } } as ReferenceRecord;
    expect(await save(admin, retired)).toMatchObject({ version: 2, value: { retired: true } });
    await expect(save(admin, seen)).rejects.toMatchObject({
      status: 409,
      error: { rule: "admin.changedMeanwhile", detail: { version: 2 } },
    });
    const again = { ...seen, version: 0 } as ReferenceRecord;
    await expect(save(admin, again)).rejects.toMatchObject({ error: { rule: "admin.idTaken" } });
    expect(await auditOf(server, "topic/other")).toEqual(["001 reference.saved"]);
  });

  test("of an unknown site has no hours, and a site has them together with its first row", async () => {
    const { admin } = await asAdmin();
    const hours = find(await listed(admin), "serviceHours", "fuyang");
    const own = { ...hours, version: 0, value: { ...hours.value, site: "linping" } } as ReferenceRecord;
    await expect(save(admin, own)).rejects.toMatchObject({ error: { rule: "admin.unknownSite" } });
    const site = {
      kind: "site",
      version: 0,
      value: { id: "linping", name: "临平区", region: "330113", seats: 0 },
    };
    expect(await admin("/reference", { items: [own, site] })).toMatchObject({ items: [{}, { version: 1 }] });
  });

  test("stays as the administrator left it when the server starts again", async () => {
    const { admin, server } = await asAdmin();
    const seen = find(await listed(admin), "topic", "other");
    const renamed = { ...seen, value: { ...seen.value, zh: "其它事项" } } as ReferenceRecord;
    await save(admin, renamed);
    await seedDemo(server, { withStaff: true });
    expect(find(await listed(admin), "topic", "other")).toMatchObject({
      value: { zh: "其它事项" },
      version: 2,
    });
  });
});

type Admin = (path: string, body?: object) => Promise<unknown>;

async function asAdmin(): Promise<{ server: TestServer; admin: Admin }> {
  const server = await openTestServer();
  const token = await signIn(server, "001");
  const at = (path: string) => new URL(`http://server/api/admin${path}`).pathname;
  const admin: Admin = (path, body) =>
    body ? post(server.transport, at(path), body, token) : get(server.transport, at(path), token);
  return { server, admin };
}

async function signIn(server: TestServer, agentId: string, password = server.passwords[agentId]) {
  const reply = await post(server.transport, "/api/login", { agentId, password });
  return (reply as { token: string }).token;
}

async function staffOf(admin: Admin, agentId: string): Promise<StaffRecord | undefined> {
  const { staff } = (await admin("/staff")) as { staff: StaffRecord[] };
  return staff.find((person) => person.agentId === agentId);
}

async function seatAt(admin: Admin, seatNumber: number): Promise<SeatRecord | undefined> {
  const { seats } = (await admin("/seats")) as { seats: SeatRecord[] };
  expect(seats).toHaveLength(95);
  return seats.find((seat) => seat.seatNumber === seatNumber);
}

async function listed(admin: Admin): Promise<ReferenceRecord[]> {
  return ((await admin("/reference")) as { items: ReferenceRecord[] }).items;
}

async function save(admin: Admin, item: ReferenceRecord): Promise<ReferenceRecord | undefined> {
  const { items } = (await admin("/reference", { items: [item] })) as { items: ReferenceRecord[] };
  return items[0];
}

function find(items: ReferenceRecord[], kind: string, id: string): ReferenceRecord {
  const item = items.find(
    (each) => each.kind === kind && ("site" in each.value ? each.value.site : each.value.id) === id,
  );
  if (!item) throw new Error(`no ${kind} ${id}`);
  return item;
}

async function pullReference(seat: TestSeat, wait = 0, after?: number) {
  const { epoch, feeds } = await seat.hello();
  const end = feeds.find(({ feed }) => feed === "reference")?.pos ?? 0;
  return await seat.pull({ feed: "reference", after: after ?? end, epoch, wait });
}

async function auditOf(server: TestServer, subject: string): Promise<string[]> {
  const rows = await server.store.db
    .selectFrom("audit")
    .select(["actor", "action"])
    .where("subject", "=", subject)
    .execute();
  return rows.map(({ actor, action }) => `${actor} ${action}`);
}
