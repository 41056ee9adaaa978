import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { limits, paths } from "../../shared/sync/protocol.ts";
import { openTestServer } from "../../tests/support/centralServer.ts";

test("long bodies travel gzipped in both directions, short replies do not", async () => {
  const { app, enrol } = await openTestServer();
  const seat = await enrol();
  for (let count = 0; count < 20; count += 1) seat.takesComplaint();
  const headers = { authorization: `Bearer ${seat.token}`, "accept-encoding": "gzip" };
  const push = await app.inject({
    method: "POST",
    url: paths.push,
    headers: { ...headers, "content-type": "application/json", "content-encoding": "gzip" },
    payload: gzipSync(JSON.stringify({ muts: seat.outbox })),
  });
  expect(push.statusCode).toBe(200);
  const { epoch } = await seat.hello();
  const url = `${paths.pull}?feed=city:hangzhou&after=0&epoch=${epoch}`;
  const pull = await app.inject({ method: "GET", url, headers });
  expect(pull.headers["content-encoding"]).toBe("gzip");
  expect(JSON.parse(gunzipSync(pull.rawPayload).toString()).changes).toHaveLength(20);
  const empty = await app.inject({ method: "GET", url: url.replace("after=0", "after=20"), headers });
  expect([empty.headers["content-encoding"], empty.json().cursor]).toEqual([undefined, 20]);
});

test("a small body that unpacks to more than eight megabytes is refused", async () => {
  const { app } = await openTestServer();
  const bomb = gzipSync(Buffer.alloc(limits.messageBytes + 1, " "));
  const reply = await app.inject({
    method: "POST",
    url: paths.enrol,
    headers: { "content-type": "application/json", "content-encoding": "gzip" },
    payload: bomb,
  });
  expect(bomb.length).toBeLessThan(20_000);
  expect([reply.statusCode, reply.json().error.rule]).toEqual([413, "sync.tooLarge"]);
});

test.each([
  ["no JSON", "application/json", "{half"],
  ["another type", "text/plain", "hello"],
  ["something else", "application/json", '{"code":12}'],
])("what is %s is refused in JSON without being quoted", async (_what, type, payload) => {
  const { app } = await openTestServer();
  const reply = await app.inject({
    method: "POST",
    url: paths.enrol,
    headers: { "content-type": type },
    payload,
  });
  expect(reply.statusCode).toBe(400);
  expect(reply.json()).toMatchObject({ error: { code: "invalid_input" } });
  expect(reply.body).not.toContain("hal");
});

test("an unknown address is answered in JSON, and the server says that it is well", async () => {
  const { app } = await openTestServer();
  expect((await app.inject("/nowhere")).json()).toMatchObject({ error: { code: "not_found" } });
  expect((await app.inject("/healthz")).json()).toEqual({ ok: true });
});

test("guessing a code is slowed down after sixty tries a minute", async () => {
  const { app } = await openTestServer();
  const guess = () =>
    app.inject({
      method: "POST",
      url: paths.enrol,
      payload: { code: "AAAA-AAAA", publicKey: "A".repeat(43) },
    });
  for (let count = 0; count < 60; count += 1) expect((await guess()).statusCode).toBe(403);
  const reply = await guess();
  expect([reply.statusCode, reply.json().error.rule]).toEqual([429, "server.tooMany"]);
});

test("closing the server answers those who wait", async () => {
  const { app, enrol } = await openTestServer();
  const seat = await enrol();
  const { epoch } = await seat.hello();
  const waiting = seat.pull({ after: 0, epoch, wait: 25_000 }).catch(() => "refused");
  await app.close();
  expect(await waiting).toBeDefined();
});
