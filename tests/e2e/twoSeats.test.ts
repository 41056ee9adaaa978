import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { StateInterval } from "../../shared/domain/call.ts";
import { seatBooks } from "../support/books.ts";
import { outputOf } from "../support/desk.ts";
import { type ExchangeDesk, openExchangeDesk } from "../support/exchangeDesk.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { eventually } from "../support/pbx/telephony.ts";
import { requirePrograms } from "../support/systemPrograms.ts";

const noticed =
  "这个工号刚在另一个席位登录，本席位已退出。通话记录已保存，没写完的记录再在本席位登录时还在。";
const noticedInCall = "这个工号刚在另一个席位登录。这通电话结束后，本席位会自动退出。";

describe.runIf(requirePrograms(["kamailio", "rtpengine", "baresip", "chromium"]))(
  "one agent at two seats: the newest sign-in wins",
  () => {
    let around: ExchangeDesk;
    let atA: Page;
    let atB: Page;

    beforeAll(async () => {
      around = await openExchangeDesk();
      const second = await outputOf(
        ["scripts/serverEnrol.ts", "--server", around.server.serverUrl, "--as", "001", "--seat", "2"],
        {
          ZUOXI_PASSWORD: around.server.passwords["001"] ?? "",
        },
      );
      const seatA = await around.startSeat("seatA", "8001", around.server.code);
      const seatB = await around.startSeat("seatB", "8002", second.split(/\s/)[0] ?? "");
      [atA, atB] = [await around.openPage(seatA), await around.openPage(seatB)];
    });
    afterEach(async ({ task }) => {
      await keepPicture(atA, task);
    });
    afterAll(() => around?.close());

    test("061 signs in at B: A says so within two seconds, is signed out, and gets no more calls", async () => {
      await around.signIn(atA, "061");
      await atA.keyboard.press("F10");
      await around.untilAt("8001", "ready");
      await around.signIn(atB, "061");
      await atA.getByText(noticed).waitFor({ timeout: 2_000 });
      await around.untilAt("8001", "notready");
      expect(await atB.getByText(noticed).count()).toBe(0);
      expect(running("seatA")).toEqual([]);
      expect(running("seatB")).toHaveLength(1);
    });

    test("back at A with a citizen on the line at B: the call goes on, and B is left when it is over", async () => {
      await atB.keyboard.press("F10");
      await around.untilAt("8002", "ready");
      around.citizen.call("12333");
      await atB
        .getByText(/来电 138 0013 8000/)
        .first()
        .waitFor();
      await atB.keyboard.press("F2");
      const bothWays = () =>
        eventually(
          "the agent hears the citizen",
          async () => (await atB.evaluate(() => window.hearsTone(600))) > -45,
        );
      await bothWays();
      await around.signIn(atA, "061");
      await atB.getByText(noticedInCall).waitFor({ timeout: 2_000 });
      await bothWays();
      around.citizen.hangUp();
      await atB.getByText(noticed).waitFor();
      expect(running("seatB")).toEqual([]);
      await eventually("A has one running state", () => running("seatA").length === 1);
    });

    /** The agent's stretches of that seat that nobody has closed, read from its file. */
    function running(name: string): StateInterval[] {
      const mine = new Set(seatBooks(around.desk.folder, name).rows.map(({ entity }) => entity));
      return [...seatBooks(around.desk.folder, name).facts]
        .filter(([id, fact]) => mine.has(id) && isRunning(fact))
        .map(([, fact]) => fact as StateInterval);
    }
  },
);

function isRunning(fact: unknown): boolean {
  return (
    typeof fact === "object" &&
    fact !== null &&
    "intervalId" in fact &&
    "endedAt" in fact &&
    fact.endedAt === null
  );
}
