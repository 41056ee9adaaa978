import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acdStateIs } from "../support/pbx/acdStateIs.ts";
import { eventually, openTelephony, type Telephony } from "../support/pbx/telephony.ts";
import { requirePrograms } from "../support/systemPrograms.ts";

/** Longer than a page that runs ever goes without looking at the clock. */
const sleepMs = 17_000;

describe.runIf(requirePrograms(["kamailio", "rtpengine", "baresip", "chromium"]))(
  "a desk whose page stands still as a sleeping machine does",
  () => {
    let telephony: Telephony;
    let page: Page;

    beforeAll(async () => {
      telephony = await openTelephony();
      page = await telephony.openDesk();
      await page.evaluate((as) => window.desk.signIn(as), telephony.exchange.account("8001"));
      await eventually("registered", isRegistered);
      await page.evaluate(() => window.desk.choose({ state: "ready" }));
      await eventually("the exchange knows", isReadyAtExchange);
    });
    afterAll(() => telephony?.close());

    const state = () => page.evaluate(() => window.desk.state());
    const isRegistered = async () => (await state()).registration.state === "registered";
    const isReadyAtExchange = () => acdStateIs(telephony.exchange, "8001", "ready");

    test("registers anew at once, has 断线 for as long as it slept, and is ready for the next call", async () => {
      const before = (await state()).registration.lastRegisteredAt ?? 0;
      const { asleepAt, awakeAt } = await sleepOnce(await renderersOf(telephony.browser));
      await eventually("registered by a new REGISTER", async () => {
        const { registration } = await state();
        return registration.state === "registered" && (registration.lastRegisteredAt ?? 0) >= awakeAt;
      });
      const { registration, agent } = await state();
      // Not a remembered light: at the earliest after waking, and never while nobody could have asked.
      expect(registration.lastRegisteredAt).toBeGreaterThan(before + sleepMs - 1_000);
      expect((registration.lastRegisteredAt ?? 0) - awakeAt).toBeLessThan(3_000);
      expect(agent.name).toBe("ready");
      const intervals = await page.evaluate(() => window.desk.intervals());
      const lost = intervals.filter((each) => each.state === "lost");
      expect(lost).toHaveLength(1);
      const [from, to] = [Date.parse(lost[0]?.startedAt ?? ""), Date.parse(lost[0]?.endedAt ?? "")];
      expect(Math.abs(from - asleepAt)).toBeLessThan(3_000);
      expect(Math.abs(to - awakeAt)).toBeLessThan(3_000);

      const citizen = await telephony.citizen();
      citizen.call("12333");
      await eventually("it rings", async () => (await state()).call.name === "ringing");
      citizen.hangUp();
    });
  },
);

/** Stops processes for a while; nothing in them can tell. Epoch ms. */
async function sleepOnce(pids: number[]): Promise<{ asleepAt: number; awakeAt: number }> {
  expect(pids.length).toBeGreaterThan(0);
  const asleepAt = Date.now();
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  let awakeAt = 0;
  try {
    await new Promise((resolve) => setTimeout(resolve, sleepMs));
  } finally {
    // Before they wake: on a busy machine they may have done all their work by the time we are asked again.
    awakeAt = Date.now();
    for (const pid of pids) process.kill(pid, "SIGCONT");
  }
  return { asleepAt, awakeAt };
}

/** The processes that run pages. */
async function renderersOf(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
}
