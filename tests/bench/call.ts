import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { build } from "../../scripts/build.ts";
import { startCitizen } from "../../scripts/pbx/citizen.ts";
import { startExchange } from "../../scripts/pbx/exchange.ts";
import { freePorts } from "../../scripts/pbx/ports.ts";
import { toneSamples, writeWav } from "../../scripts/pbx/tone.ts";
import { launchChromium } from "../support/chromium.ts";
import { openDesk } from "../support/desk.ts";
import { acdStateIs } from "../support/pbx/acdStateIs.ts";
import { eventually } from "../support/pbx/telephony.ts";

/**
 * `npm run -s bench:call [-- --calls 12] [--json OUT]`: the telephone of the whole console, on a real exchange, a real
 * host and a real Chromium on this machine. All in milliseconds, measured inside the page:
 *
 * - `invite_to_painted_ms`: the INVITE arrives in the page → the banner with the caller is painted (second frame)
 * - `answer_to_rtp_ms`: F2 goes down → the first sound packet of the caller is there (asked for every 2 ms)
 * - `hangup_to_ready_ms`: F3 goes down, the record is left for later at once → the agent is shown ready
 */
const { values } = parseArgs({
  options: { calls: { type: "string", default: "12" }, json: { type: "string" } },
});
const calls = Number(values.calls);

type Moments = {
  invite: number | null;
  painted: number | null;
  answer: number | null;
  sound: number | null;
  hangUp: number | null;
  ready: number | null;
};
type Samples = { invite_to_painted_ms: number[]; answer_to_rtp_ms: number[]; hangup_to_ready_ms: number[] };

declare global {
  interface Window {
    callMoments: Moments;
  }
}

async function main() {
  await build();
  const desk = await openDesk();
  const ports = await freePorts();
  const [server, exchange] = await Promise.all([
    desk.startServer(),
    startExchange({ dir: join(desk.folder, "exchange"), ports }),
  ]);
  const citizen = await startCitizen({ dir: join(desk.folder, "citizen"), ports });
  const microphoneFile = join(desk.folder, "agent.wav");
  writeWav(microphoneFile, toneSamples(1000, 20));
  const browser = await launchChromium({ microphoneFile });
  const samples: Samples = { invite_to_painted_ms: [], answer_to_rtp_ms: [], hangup_to_ready_ms: [] };
  try {
    const seat = await desk.startSeat("seat", {
      ZUOXI_SERVER: server.serverUrl,
      ZUOXI_ENROL_CODE: server.code ?? "",
      ZUOXI_PHONE: JSON.stringify({ line: "exchange", ...exchange.account("8001") }),
    });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
    await page.addInitScript(watchMoments);
    await page.goto(seat.url);
    await signIn(page, server.passwords["061"] ?? "");
    await page.keyboard.press("F10");
    for (let call = 0; call < calls; call += 1) {
      await eventually("the exchange knows", () => acdStateIs(exchange, "8001", "ready"));
      await measure(page, samples, () => citizen.call("12333"));
      await eventually("the citizen's call is over", () => citizen.events.at(-1)?.type === "CALL_CLOSED");
    }
  } finally {
    await browser.close();
    await citizen.stop();
    await exchange.stop();
    await desk.close();
  }
  tell(samples);
}

async function signIn(page: Page, password: string) {
  await page.getByLabel("工号").fill("061");
  await page.getByLabel("密码").fill(password);
  await page.keyboard.press("Enter");
  await page
    .getByText(/已注册/)
    .first()
    .waitFor();
}

async function measure(page: Page, samples: Samples, callIn: () => void) {
  await page.evaluate(() => {
    window.callMoments = {
      invite: null,
      painted: null,
      answer: null,
      sound: null,
      hangUp: null,
      ready: null,
    };
  });
  callIn();
  const known = (what: keyof Moments) => () => page.evaluate((key) => window.callMoments[key] !== null, what);
  await eventually("it rings and is painted", known("painted"));
  await page.keyboard.press("F2");
  await eventually("the caller is heard", known("sound"));
  await page.getByRole("button", { name: "挂断" }).waitFor();
  await page.keyboard.press("F3");
  await eventually("ready again", known("ready"));
  const moments = await page.evaluate(() => window.callMoments);
  samples.invite_to_painted_ms.push((moments.painted ?? 0) - (moments.invite ?? 0));
  samples.answer_to_rtp_ms.push((moments.sound ?? 0) - (moments.answer ?? 0));
  samples.hangup_to_ready_ms.push((moments.ready ?? 0) - (moments.hangUp ?? 0));
}

/** Runs in the page before anything else: notes what happens when, on the page's own clock. */
function watchMoments() {
  const connections: RTCPeerConnection[] = [];
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener("message", ({ data }) => {
        const text = typeof data === "string" ? data : new TextDecoder().decode(data);
        if (text.startsWith("INVITE ")) window.callMoments.invite ??= performance.now();
      });
    }
  };
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };

  function onceDrawn(note: (at: number) => void) {
    requestAnimationFrame(() => requestAnimationFrame(() => note(performance.now())));
  }

  async function untilSound() {
    for (;;) {
      const stats = await connections.at(-1)?.getStats();
      let packets = 0;
      stats?.forEach((row: { type: string; packetsReceived?: number }) => {
        if (row.type === "inbound-rtp") packets += row.packetsReceived ?? 0;
      });
      if (packets > 0) break;
      await new Promise((later) => setTimeout(later, 2));
    }
    window.callMoments.sound = performance.now();
  }

  document.addEventListener(
    "keydown",
    ({ key }) => {
      const moments = window.callMoments;
      if (key === "F2" && moments.answer === null) {
        moments.answer = performance.now();
        connections.length = 0;
        void untilSound();
      }
      if (key === "F3") moments.hangUp ??= performance.now();
    },
    true,
  );
  let isNoted = false;
  new MutationObserver(() => {
    const moments = window.callMoments;
    if (moments === undefined) return;
    if (moments.painted === null) isNoted = false;
    const banner = [...document.querySelectorAll("[role=alert]")].find((each) =>
      each.textContent.includes("F2"),
    );
    if (banner && moments.invite !== null && moments.painted === null)
      onceDrawn((at) => (moments.painted ??= at));
    if (moments.hangUp === null || isNoted) return;
    const later = [...document.querySelectorAll("button")].find((each) => each.textContent === "以后再补");
    if (document.querySelector("output[data-state=wrap-up]")) later?.click();
    if (!document.querySelector("output[data-state=ready]")) return;
    isNoted = true;
    onceDrawn((at) => (moments.ready = at));
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}

function tell(samples: Samples) {
  const figures = {
    calls,
    invite_to_painted_ms: spread(samples.invite_to_painted_ms),
    answer_to_rtp_ms: spread(samples.answer_to_rtp_ms),
    hangup_to_ready_ms: spread(samples.hangup_to_ready_ms),
  };
  const text = JSON.stringify(figures, null, 2);
  console.log(text);
  if (values.json !== undefined) writeFileSync(values.json, `${text}\n`);
}

/** Percentiles by nearest rank, in milliseconds with one decimal. */
function spread(samples: readonly number[]) {
  const sorted = samples.map((each) => Math.round(each * 10) / 10).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
  return { p50: at(0.5), p95: at(0.95) };
}

await main();
