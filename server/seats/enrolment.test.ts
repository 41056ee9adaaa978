import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { paths, tokenMessage } from "../../shared/sync/protocol.ts";
import { openTestServer } from "../../tests/support/centralServer.ts";
import { enrolTestSeat, post, tokenFor } from "../../tests/support/seatClient.ts";
import { makeEnrolmentCode } from "./enrolment.ts";

test("a seat receives its number, site, extension and SIP secret for a code, once", async () => {
  const { context, transport, store } = await openTestServer();
  const { code } = await makeEnrolmentCode(context, { by: "001" });
  const { seat } = await enrolTestSeat(transport, code.toLowerCase().replace("-", " "));
  expect(seat).toMatchObject({
    seatNumber: 1,
    site: { id: "hangzhou", name: "杭州市本级", region: "330100", seats: 80 },
    feed: "city:hangzhou",
    extension: "8001",
    sipSecret: expect.stringMatching(/^[\w-]{24}$/),
    exchange: null,
    displayName: "杭州市本级 01 号坐席",
  });
  await expect(enrolTestSeat(transport, code)).rejects.toMatchObject({
    status: 403,
    error: { rule: "enrol.codeRefused" },
  });
  const stored = await store.db.selectFrom("enrolment_code").selectAll().execute();
  expect(JSON.stringify(stored)).not.toContain(code.replace("-", ""));
});

test("a code is good for ten minutes", async () => {
  const { context, transport, pass } = await openTestServer();
  const { code } = await makeEnrolmentCode(context, { by: "001" });
  pass(10 * 60_000);
  await expect(enrolTestSeat(transport, code)).rejects.toMatchObject({
    error: { rule: "enrol.codeRefused" },
  });
});

test("the centre's 95 seats are given out by site until none is free", async () => {
  const { context, enrol } = await openTestServer();
  const numbers = [await enrol({ site: "chunan" }), await enrol({ site: "chunan" })].map(
    ({ seat }) => seat.seatNumber,
  );
  expect(numbers).toEqual([94, 95]);
  await expect(makeEnrolmentCode(context, { by: "001", site: "chunan" })).rejects.toMatchObject({
    rule: "enrol.noSeatFree",
  });
});

test("a token takes the seat's own key, a fresh nonce given to it, and lasts one shift", async () => {
  const { context, transport, pass, enrol } = await openTestServer();
  const seat = await enrol();
  const other = await enrol();
  const strange = generateKeyPairSync("ed25519").privateKey;
  const refused = { status: 401, error: { rule: "sync.token" } };
  await expect(tokenFor(transport, seat.seat.seatId, strange)).rejects.toMatchObject(refused);
  await expect(tokenFor(transport, "nobody", strange)).rejects.toMatchObject(refused);
  const nonceFor = async (seatId: string) =>
    ((await post(transport, paths.challenge, { seatId })) as { nonce: string }).nonce;
  const ask = (nonce: string) => {
    const { seatId } = seat.seat;
    const signature = sign(null, Buffer.from(tokenMessage(seatId, nonce)), seat.privateKey).toString(
      "base64url",
    );
    return post(transport, paths.token, { seatId, nonce, signature });
  };
  await expect(ask(await nonceFor(other.seat.seatId))).rejects.toMatchObject(refused);
  const used = await nonceFor(seat.seat.seatId);
  await ask(used);
  await expect(ask(used)).rejects.toMatchObject(refused);
  const old = await nonceFor(seat.seat.seatId);
  pass(60_000);
  await expect(ask(old)).rejects.toMatchObject(refused);
  await seat.hello();
  const stored = await context.store.db.selectFrom("token").select("token_hash").execute();
  expect(stored.map((row) => row.token_hash)).not.toContain(seat.token);
  pass(12 * 3_600_000);
  await expect(seat.hello()).rejects.toMatchObject(refused);
});

test("a seat that was shut out gets neither token nor data", async () => {
  const { store, transport, enrol } = await openTestServer();
  const seat = await enrol();
  await store.db.updateTable("seat").set({ status: "revoked" }).execute();
  await expect(seat.hello()).rejects.toMatchObject({ status: 403, error: { rule: "sync.revoked" } });
  const noToken = post(transport, paths.hello, { protocol: 1, maxSeq: 0, lastMid: null });
  await expect(noToken).rejects.toMatchObject({ status: 401 });
});

test("a program that speaks an older protocol is told so", async () => {
  const { transport, enrol } = await openTestServer();
  const { token } = await enrol();
  const old = post(transport, paths.hello, { protocol: 0, maxSeq: 0, lastMid: null }, token);
  await expect(old).rejects.toMatchObject({ status: 403, error: { rule: "sync.clientTooOld" } });
});
