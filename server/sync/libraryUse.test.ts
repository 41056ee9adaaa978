import { uuidv7 } from "uuidv7";
import { describe, expect, test } from "vitest";
import type { LibraryUseFact } from "../../shared/sync/mutation.ts";
import { libraryHotReply, paths } from "../../shared/sync/protocol.ts";
import { openTestServer, type TestServer } from "../../tests/support/centralServer.ts";
import { get, type TestSeat } from "../../tests/support/seatClient.ts";

const now = "2026-11-20T01:00:00.000Z";

function use(seat: TestSeat, clauseId: string, changes: Partial<LibraryUseFact> = {}) {
  const useId = uuidv7();
  const named = { title: "职工带薪年休假条例", label: "第三条" };
  const fields = { useId, deed: "opened" as const, clauseId, ...named, usedAt: now, site: seat.seat.site.id };
  return seat.did("libraryUse.add", { ...fields, ...changes }, { entity: useId });
}

async function hot({ transport }: TestServer, seat: TestSeat): Promise<string[]> {
  const { clauses } = libraryHotReply.parse(await get(transport, paths.libraryHot, seat.token));
  return clauses.map(({ clauseId, opened, cited }) => `${clauseId} ${opened}/${cited}`);
}

describe("what the team looks up", () => {
  test("is counted over the seats of a site, citations first, and sent to nobody's feed", async () => {
    const server = await openTestServer();
    const [one, two] = [await server.enrol(), await server.enrol()];
    const { feeds, epoch } = await one.hello();
    const before = feeds.find(({ feed }) => feed === one.seat.feed)?.pos ?? 0;
    for (const seat of [one, two]) {
      use(seat, "v1.3");
      use(seat, "v2.1");
    }
    use(two, "v2.1", { deed: "cited" });
    await one.push(one.outbox);
    expect((await two.push(two.outbox)).outcomes.map(({ code }) => code)).toEqual(["ok", "ok", "ok"]);
    expect(await hot(server, one)).toEqual(["v2.1 2/1", "v1.3 2/0"]);
    expect((await two.pull({ after: before, epoch })).changes).toEqual([]);
  });

  test("counts once when the reply of a push was lost, and under a new enrolment too", async () => {
    const server = await openTestServer();
    const seat = await server.enrol();
    use(seat, "v1.3");
    await seat.push(seat.outbox);
    await seat.push(seat.outbox);
    const anew = await server.enrol({ seatNumber: seat.seat.seatNumber });
    await anew.push(seat.outbox);
    expect(await hot(server, anew)).toEqual(["v1.3 1/0"]);
  });

  test("is the last hour by the server's clock; an old use told late and a fast clock change nothing", async () => {
    const server = await openTestServer();
    const seat = await server.enrol();
    use(seat, "v1.3", { usedAt: "2026-11-20T00:30:00.000Z" });
    use(seat, "v2.1", { usedAt: "2026-11-19T23:30:00.000Z" });
    use(seat, "v3.1", { usedAt: "2026-11-21T09:00:00.000Z" });
    await seat.push(seat.outbox);
    expect(await hot(server, seat)).toEqual(["v3.1 1/0", "v1.3 1/0"]);
    server.pass(40 * 60_000);
    expect(await hot(server, seat)).toEqual(["v3.1 1/0"]);
    server.pass(40 * 60_000);
    expect(await hot(server, seat)).toEqual([]);
  });

  test("stays within its site, and nobody writes for another one", async () => {
    const server = await openTestServer();
    const city = await server.enrol();
    const district = await server.enrol({ site: "xiaoshan" });
    use(city, "v1.3");
    use(city, "v1.3", { site: "xiaoshan" });
    expect((await city.push(city.outbox)).outcomes.map(({ code }) => code)).toEqual(["ok", "denied"]);
    expect(await hot(server, district)).toEqual([]);
  });

  test("is told to enrolled seats only", async () => {
    const server = await openTestServer();
    await expect(get(server.transport, paths.libraryHot)).rejects.toMatchObject({ status: 401 });
  });

  test("is forgotten after a day", async () => {
    const server = await openTestServer();
    const seat = await server.enrol();
    use(seat, "v1.3");
    await seat.push(seat.outbox);
    server.pass(25 * 3_600_000);
    const next = await server.enrol();
    use(next, "v2.1", { usedAt: "2026-11-21T02:00:00.000Z" });
    await next.push(next.outbox);
    const { db } = server.store;
    expect(await db.selectFrom("library_use").select("clause_id").execute()).toEqual([{ clause_id: "v2.1" }]);
  });
});
