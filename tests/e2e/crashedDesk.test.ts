import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { siteDay } from "../../shared/domain/time.ts";
import { launchChromium } from "../support/chromium.ts";
import { type Desk, openDesk, type SeatHost } from "../support/desk.ts";
import { connectToHost, untilEnrolled } from "../support/hostClient.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { untilSent } from "../support/seatStatus.ts";
import { signInAtConsole } from "../support/signInAtConsole.ts";
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
    await signInAtConsole(page, "061", server.passwords["061"] ?? "");
    await page.getByText("准备").first().waitFor();
    await page.keyboard.press("F10");
    await page.getByText(/按 F2 接听/).waitFor();
    expect(await page.title()).toBe("☎ 来电");
    await page.keyboard.press("F2");
    await page.getByRole("region", { name: "通话" }).getByText("通话中").waitFor();
  }

  test("is left by closing its window only after a question, and then the call and the day are closed", async () => {
    const seat = await startSeat();
    await answerPracticeCall(seat);
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    const leftAt = Date.now();
    await page.goto("about:blank");
    expect(asked).toEqual(["beforeunload"]);
    // The same agent comes back in the same browser, and what they left behind is on disk by then.
    await page.goto(seat.origin);
    await page.getByText("准备").first().waitFor();
    await desk.kill(seat.child);
    await page.close();
    const again = await startSeat();
    const client = await connectToHost(again.url);
    await client.call("session.signIn", { agentId: "061", password: server.passwords["061"] ?? "" });
    const day = siteDay(leftAt);
    const [call] = await client.call("calls.list", { day });
    expect(call).toMatchObject({ endReason: "agent", endedAt: expect.any(String) });
    const states = await client.call("agentState.list", { day });
    expect(states.map(({ state }) => state)).not.toContain("lost");
    const before = states.filter(({ startedAt }) => Date.parse(startedAt) < leftAt);
    expect(before.filter(({ endedAt }) => endedAt === null)).toEqual([]);
    // Signed out in good order as far as the next test is concerned.
    await client.call("agentState.arrive", {});
    client.close();
    await desk.kill(again.child);
  });

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
    const call = (await client.call("calls.list", { day })).at(-1);
    expect(call).toMatchObject({ endReason: "lost", answeredAt: expect.any(String) });
    const endedAt = Date.parse(call?.endedAt ?? "");
    expect(endedAt).toBeLessThanOrEqual(killedAt);
    expect(endedAt).toBeGreaterThan(killedAt - 10_000);
    expect(endedAt).toBeGreaterThan(Date.parse(call?.answeredAt ?? ""));
    const states = (await client.call("agentState.list", { day })).slice(-5);
    expect(states.map(({ state }) => state)).toEqual(["busy", "ready", "ringing", "talking", "lost"]);
    expect(Date.parse(states[0]?.startedAt ?? "")).toBeGreaterThan(answeredBefore);
    expect(states.slice(1).map(({ startedAt }) => startedAt)).toEqual(
      states.slice(0, -1).map(({ endedAt: end }) => end),
    );
    expect(states.at(-1)).toMatchObject({ startedAt: call?.endedAt, endedAt: since });
    expect((await untilSent({ api: client })).outbox).toMatchObject({ pending: 0, denied: 0, conflicts: 0 });
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
  const asked = new Set<number>();
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => {
      const { id, method } = JSON.parse(String(payload)) as { id: number; method: string };
      if (method === "agentState.beat" && lifeSigns.has(page)) asked.add(id);
    });
    socket.on("framereceived", ({ payload }) => {
      const { id } = JSON.parse(String(payload)) as { id?: number };
      if (id !== undefined && asked.has(id)) lifeSigns.get(page)?.();
    });
  });
}
