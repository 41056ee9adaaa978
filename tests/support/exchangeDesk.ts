import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { build } from "../../scripts/build.ts";
import { type Citizen, startCitizen } from "../../scripts/pbx/citizen.ts";
import { type Exchange, startExchange } from "../../scripts/pbx/exchange.ts";
import { freePorts } from "../../scripts/pbx/ports.ts";
import { type BrowserOptions, launchChromium } from "./chromium.ts";
import { type Desk, openDesk, type SeatHost } from "./desk.ts";
import { listenToPage } from "./pageEars.ts";
import { acdStateIs } from "./pbx/acdStateIs.ts";
import { eventually } from "./pbx/telephony.ts";
import { signInAtConsole } from "./signInAtConsole.ts";

/** A server, an exchange, a citizen with a telephone and a browser: all that a seat of the centre has around it. */
export async function openExchangeDesk(sound: BrowserOptions = {}): Promise<ExchangeDesk> {
  await build();
  const desk = await openDesk();
  const ports = await freePorts();
  const [server, exchange] = await Promise.all([
    desk.startServer(),
    startExchange({ dir: join(desk.folder, "exchange"), ports }),
  ]);
  const citizen = await startCitizen({ dir: join(desk.folder, "citizen"), ports });
  const browser = await launchChromium(sound);
  return {
    desk,
    server,
    exchange,
    citizen,
    browser,
    startSeat: (name, extension, code) =>
      desk.startSeat(name, {
        ZUOXI_SERVER: server.serverUrl,
        ...(code === null ? {} : { ZUOXI_ENROL_CODE: code }),
        ZUOXI_PHONE: JSON.stringify({ line: "exchange", ...exchange.account(extension) }),
      }),
    async openPage(seat) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
      await context.grantPermissions(["microphone"]);
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      await listenToPage(page);
      await page.goto(seat.url);
      return page;
    },
    async signIn(page, agentId) {
      await signInAtConsole(page, agentId, server.passwords[agentId] ?? "");
      await page
        .getByRole("contentinfo")
        .getByText(/已注册 .+前/)
        .waitFor();
    },
    untilAt: (extension, state) =>
      eventually(`the exchange knows ${extension} as ${state}`, () => acdStateIs(exchange, extension, state)),
    async close() {
      await browser.close();
      await citizen.stop();
      await exchange.stop();
      await desk.close();
    },
  };
}

export type ExchangeDesk = {
  desk: Desk;
  server: Awaited<ReturnType<Desk["startServer"]>>;
  exchange: Exchange;
  citizen: Citizen;
  browser: Browser;
  /** Starts a seat that registers as that extension and, given a code, enrols itself with it. */
  startSeat(name: string, extension: string, code: string | null): Promise<SeatHost>;
  /** A console of that seat, with ears. */
  openPage(seat: SeatHost): Promise<Page>;
  /** Signs in and waits until the telephone is registered. */
  signIn(page: Page, agentId: string): Promise<void>;
  /** Until the call distributor of the exchange holds that state of an agent. */
  untilAt(extension: string, state: "ready" | "acw" | "notready"): Promise<void>;
  close(): Promise<void>;
};
