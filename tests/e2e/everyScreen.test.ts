import type { Browser, Page } from "playwright-core";
import { uuidv7 } from "uuidv7";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { endChild } from "../../scripts/start/children.ts";
import { type RunningRegister, startRegister } from "../../scripts/start/register.ts";
import { siteDay, siteDayStart, toInstant } from "../../shared/domain/time.ts";
import { launchChromium, openConsole } from "../support/chromium.ts";
import { type Desk, openDesk, root, type SeatHost } from "../support/desk.ts";
import { connectToHost, untilEnrolled } from "../support/hostClient.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { createLooks } from "../support/screenLooks.ts";
import { signInAtConsole, tryPassword } from "../support/signInAtConsole.ts";
import { requirePrograms } from "../support/systemPrograms.ts";
import { walkCall, walkComplaint, walkInsured, walkLibrary, walkOwnScreens } from "./screens/agentScreens.ts";
import { walkLead, walkLibraryCards, walkServerTables, walkWithoutServer } from "./screens/staffScreens.ts";

describe.runIf(requirePrograms(["chromium"]))("every screen, in both languages and both sizes", () => {
  let desk: Desk;
  let server: Awaited<ReturnType<Desk["startServer"]>>;
  let register: RunningRegister;
  let seat: SeatHost;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  const looks = createLooks();

  beforeAll(async () => {
    await build({ what: ["renderer", "backend", "loopback"] });
    desk = await openDesk();
    [server, register, browser] = await Promise.all([
      desk.startServer(),
      startRegister(root),
      launchChromium(),
    ]);
    const env = { ZUOXI_SERVER: server.serverUrl, ZUOXI_ENROL_CODE: server.code ?? "", ...register.env };
    seat = await desk.startSeat("seat", env);
    await workOf061();
    await openPage(await admission());
  });
  afterEach(async ({ task }) => {
    await keepPicture(page, task);
    expect.soft(looks.found.splice(0), "what is wrong with the screens").toEqual([]);
    expect(problems.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    if (register) await endChild(register.child);
    await desk?.close();
  });

  async function openPage(url: string): Promise<void> {
    ({ page, problems } = await openConsole(browser, url));
    page.setDefaultTimeout(10_000);
  }

  /** The address of a seat serves once. */
  function admission(): Promise<string> {
    seat.child.send("admission");
    return new Promise((resolve) =>
      seat.child.once("message", (message) => resolve((message as { url: string }).url)),
    );
  }

  /** Calls from an exchange, since those of the practice line do not count: two taken, one lost. */
  async function workOf061(): Promise<void> {
    const client = await connectToHost(seat.url);
    await untilEnrolled(client);
    await client.call("session.signIn", { agentId: "061", password: server.passwords["061"] ?? "" });
    const midnight = siteDayStart(siteDay(Date.now()));
    // Soon after midnight the day is not long enough for whole minutes.
    const minute = Math.min(60_000, (Date.now() - midnight) / 10);
    const at = (minutes: number) => toInstant(Math.round(midnight + minutes * minute));
    for (const [ringing, answered, ended] of [
      [1, 1.1, 3],
      [5, 5.5, 6],
      [8, null, 8.2],
    ] as const)
      await client.call("calls.record", {
        leg: {
          callId: uuidv7(),
          line: "exchange",
          direction: "inbound",
          number: "13800138621",
          queue: "社会保险",
          menu: "1",
          ringingAt: at(ringing),
          answeredAt: answered === null ? null : at(answered),
          endedAt: at(ended),
          heldMs: 0,
          endReason: answered === null ? "abandoned" : "caller",
        },
      });
    client.close();
  }

  async function changePerson(agentId: string): Promise<void> {
    await page.getByRole("button", { name: "退出" }).click();
    await signInAtConsole(page, agentId, server.passwords[agentId] ?? "");
  }

  test("log-in, also refused, and the first start of a computer", async () => {
    await page.getByLabel("工号").waitFor();
    await looks.at(page, "sign-in");
    await tryPassword(page, "061", "no such password");
    await page.getByRole("alert").waitFor();
    await looks.at(page, "sign-in-refused");
    const blank = await desk.startSeat("blank", {});
    const { page: first } = await openConsole(browser, blank.url);
    await first.getByLabel("服务器地址").waitFor();
    await looks.at(first, "enrol");
    await first.getByText("中心证书（CA）").click();
    await first.getByLabel("服务器地址").fill("https://127.0.0.1:9");
    await first.getByLabel("一次性登记码").fill("AAAA-BBBB");
    await first.getByRole("button", { name: "登记", exact: true }).click();
    await first.getByRole("alert").waitFor();
    await looks.at(first, "enrol-failed");
    await first.context().close();
    await desk.kill(blank.child);
  });

  test("the agent's call and its record", async () => {
    await signInAtConsole(page, "061", server.passwords["061"] ?? "");
    await walkCall({ page, looks });
    await walkComplaint({ page, looks });
  });

  test("the agent's library and register", async () => {
    await walkLibrary({ page, looks });
    await walkInsured({ page, looks });
  });

  test("the agent's other screens", () => walkOwnScreens({ page, looks }));

  test("the lead's screens", async () => {
    await changePerson("101");
    await walkLead({ page, looks, folder: desk.folder });
  });

  test("the administrator's library", async () => {
    await changePerson("001");
    await walkLibraryCards({ page, looks, folder: desk.folder });
  });

  test("the administrator's tables", () => walkServerTables({ page, looks, folder: desk.folder }));

  test("the desk without its server", async () => {
    await desk.kill(server.child);
    await walkWithoutServer({ page, looks, folder: desk.folder });
  });
});
