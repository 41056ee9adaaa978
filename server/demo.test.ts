import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { enrolTestSeat, overHttp, post } from "../tests/support/seatClient.ts";
import { type DemoOptions, startDemoServer } from "./demo.ts";

const argon = { memoryCost: 64, timeCost: 1, parallelism: 1 };

test("the first start makes people, seats and reference data, the second finds them", async () => {
  const { dataFolder, start } = demoIn();
  const first = await start({});
  expect(new URL(first.url).hostname).toBe("127.0.0.1");
  for (const password of Object.values(first.passwords ?? {}))
    expect(password).toMatch(/^[A-Z][a-z]{3}-[A-Z][a-z]{3}-[0-9]{4}$/);
  const { seat } = await enrolTestSeat(overHttp(first.url), await first.enrolmentCode());
  expect(seat).toMatchObject({
    seatNumber: 1,
    exchange: { url: "ws://127.0.0.1:5066", domain: "zuoxi.test" },
  });
  const places = await first.context.store.db.selectFrom("place").select("site").execute();
  expect([places.length, places.filter(({ site }) => site === "hangzhou").length]).toEqual([95, 80]);
  await first.close();
  expect(statSync(join(dataFolder, "server.db")).mode & 0o077).toBe(0);

  const second = await start({});
  expect(second.passwords).toBeNull();
  const login = { agentId: "061", password: first.passwords?.["061"] };
  expect(await post(overHttp(second.url), "/api/login", login)).toMatchObject({ agent: { name: "张敏" } });
  await second.close();
});

test("a server without demo people has an administrator, who needs to be somebody", async () => {
  const server = await demoIn().start({ withStaff: false });
  expect(Object.keys(server.passwords ?? {})).toEqual(["001"]);
  await server.close();
});

test("a server for other machines does not start without a certificate", async () => {
  await expect(demoIn().start({ host: "0.0.0.0" })).rejects.toMatchObject({ rule: "server.needsTls" });
});

function demoIn() {
  const dataFolder = mkdtempSync(join(tmpdir(), "zuoxi-demo-"));
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  const exchange = { url: "ws://127.0.0.1:5066", domain: "zuoxi.test" };
  const start = (more: Partial<DemoOptions>) =>
    startDemoServer({ dataFolder, port: 0, exchange, argon, ...more });
  return { dataFolder, start };
}
