import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { type Citizen, type CitizenOptions, startCitizen } from "../../../scripts/pbx/citizen.ts";
import { type Exchange, type ExchangeOptions, startExchange } from "../../../scripts/pbx/exchange.ts";
import { freePorts } from "../../../scripts/pbx/ports.ts";
import { type BrowserOptions, launchChromium } from "../chromium.ts";
import type { TelephonePageOptions } from "./telephonyPage.ts";

/** A real exchange, a real browser and citizens who call, on free loopback ports, in a folder of its own. */
export async function openTelephony(
  options: Partial<ExchangeOptions> = {},
  browserOptions: BrowserOptions = {},
): Promise<Telephony> {
  const dir = mkdtempSync(join(tmpdir(), "zuoxi-telephony-"));
  const ports = await freePorts();
  const citizens: Citizen[] = [];
  const [script, exchange, browser] = await Promise.all([
    bundlePage(),
    startExchange({ dir: join(dir, "exchange"), ports, ...options }),
    launchChromium(browserOptions),
  ]);
  const site = await serve(script);

  return {
    exchange,
    browser,
    async openDesk(pageOptions = {}) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(site.url);
      await page.evaluate((wanted) => {
        window.desk = window.openTelephone(wanted);
      }, pageOptions);
      return page;
    },
    async citizen(more = {}) {
      const citizen = await startCitizen({ dir: join(dir, `citizen${citizens.length}`), ports, ...more });
      citizens.push(citizen);
      return citizen;
    },
    async close() {
      await browser.close();
      await Promise.all(citizens.map((citizen) => citizen.stop()));
      await exchange.stop();
      site.server.closeAllConnections();
      site.server.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export type Telephony = {
  exchange: Exchange;
  browser: Browser;
  /** A page with the softphone as `window.desk`, not signed in yet. */
  openDesk(options?: TelephonePageOptions): Promise<Page>;
  citizen(options?: Partial<CitizenOptions>): Promise<Citizen>;
  close(): Promise<void>;
};

/** Resolves when it is so, asking every 20 ms; fails with what was awaited after the time is up. */
export async function eventually(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  withinMs = 8000,
): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await pause(20);
  }
}

async function bundlePage(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL("./telephonyPage.ts", import.meta.url)),
        formats: ["iife"],
        name: "telephonyPage",
      },
    },
  });
  const first = Array.isArray(result) ? result[0] : result;
  if (first === undefined || !("output" in first)) throw new Error("Nothing was bundled");
  return first.output.flatMap((part) => (part.type === "chunk" ? [part.code] : [])).join("\n");
}

/** From 127.0.0.1 the page is a secure context, as sound needs. */
async function serve(script: string): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    response.setHeader(
      "content-type",
      isScript ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8",
    );
    response.end(isScript ? script : `<!doctype html><title>desk</title><script src="/page.js"></script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port");
  return { server, url: `http://127.0.0.1:${address.port}/` };
}
