import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { siteDay } from "../../shared/domain/time.ts";
import { launchChromium } from "../support/chromium.ts";
import { type Desk, openDesk, type SeatHost } from "../support/desk.ts";
import { connectToHost, untilEnrolled } from "../support/hostClient.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { requirePrograms } from "../support/systemPrograms.ts";

describe.runIf(requirePrograms(["chromium"]))("a desk that dies in the middle of a call", () => {
  let desk: Desk;
  let server: Awaited<ReturnType<Desk["startServer"]>>;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await build();
    desk = await openDesk();
    server = await desk.startServer();
    browser = await launchChromium();
  });
  afterEach(({ task }) => page && keepPicture(page, task));
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  const startSeat = () =>
    desk.startSeat("seat", {
      ZUOXI_SERVER: server.serverUrl,
      ...(server.code ? { ZUOXI_ENROL_CODE: server.code } : {}),
    });

  async function answerPracticeCall(seat: SeatHost) {
    page = await browser.newPage({ locale: "zh-CN" });
    listenForBeats(page);
    await page.goto(seat.url);
    await page.getByLabel("工号").fill("061");
    await page.getByLabel("密码").fill(server.passwords["061"] ?? "");
    await page.keyboard.press("Enter");
    await page.getByLabel("搜索政策").waitFor();
    await page.keyboard.press("F10");
    await page.getByText(/按 F2 接听/).waitFor();
    expect(await page.title()).toBe("☎ 来电");
    await page.keyboard.press("F2");
    await page.getByRole("region", { name: "通话" }).getByText("通话中").waitFor();
  }

  test("leaves a lost call and its 断线 with their true lengths, also at the server", async () => {
    const seat = await startSeat();
    const answeredBefore = Date.now();
    await answerPracticeCall(seat);
    await signOfLife(page);
    await desk.kill(seat.child);
    const killedAt = Date.now();
    await page.close();

    const again = await startSeat();
    const client = await connectToHost(again.url);
    await untilEnrolled(client);
    await client.call("session.signIn", { agentId: "061", password: server.passwords["061"] ?? "" });
    const { since } = await client.call("agentState.arrive", {});
    const day = siteDay(killedAt);
    const [call] = await client.call("calls.list", { day });
    expect(call).toMatchObject({ endReason: "lost", answeredAt: expect.any(String) });
    const endedAt = Date.parse(call?.endedAt ?? "");
    expect(endedAt).toBeLessThanOrEqual(killedAt);
    expect(endedAt).toBeGreaterThan(killedAt - 10_000);
    expect(endedAt).toBeGreaterThan(Date.parse(call?.answeredAt ?? "") + 1_000);
    const states = await client.call("agentState.list", { day });
    expect(states.map(({ state }) => state)).toEqual(["busy", "ready", "ringing", "talking", "lost"]);
    expect(Date.parse(states[0]?.startedAt ?? "")).toBeGreaterThan(answeredBefore);
    expect(states.slice(1).map(({ startedAt }) => startedAt)).toEqual(
      states.slice(0, -1).map(({ endedAt: end }) => end),
    );
    expect(states.at(-1)).toMatchObject({ startedAt: call?.endedAt, endedAt: since });
    await synced(client);
    client.close();
  });
});

/** Resolves when the page has told the host that it lives, and was answered. */
function signOfLife(page: Page): Promise<void> {
  return new Promise((resolve) => {
    lifeSigns.set(page, resolve);
  });
}

const lifeSigns = new WeakMap<Page, () => void>();

function listenForBeats(page: Page) {
  let hasBeaten = false;
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => {
      if (lifeSigns.has(page)) hasBeaten ||= String(payload).includes("agentState.beat");
    });
    socket.on("framereceived", () => hasBeaten && lifeSigns.get(page)?.());
  });
}

/** Waits for the seat to say that nothing is left to send, and that nothing was refused. */
async function synced(client: Awaited<ReturnType<typeof connectToHost>>): Promise<void> {
  const status = await new Promise<Awaited<ReturnType<typeof client.call<"status.get">>>>((resolve) => {
    client.on("status.changed", (told) => told.outbox.pending === 0 && resolve(told));
    void client.call("status.get", {}).then((told) => told.outbox.pending === 0 && resolve(told));
  });
  expect(status.outbox).toMatchObject({ pending: 0, denied: 0, conflicts: 0 });
}
