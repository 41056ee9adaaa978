import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { eventually, openTelephony } from "../support/pbx/telephony.ts";

/**
 * `node scripts/run.mjs tests/bench/call.ts [--calls 10] [--json OUT]`: how long a desk takes to ring and to be
 * heard, on a real exchange and in a real browser on this machine. All figures are milliseconds.
 */
const { values } = parseArgs({
  options: { calls: { type: "string", default: "10" }, json: { type: "string" } },
});
const calls = Number(values.calls);

const telephony = await openTelephony();
const ring: number[] = [];
const sound: number[] = [];
const readyAgain: number[] = [];
try {
  const citizen = await telephony.citizen();
  const page = await telephony.openDesk();
  await page.evaluate((as) => window.desk.signIn(as), telephony.exchange.account("8001"));
  await eventually("registered", () =>
    page.evaluate(() => window.desk.state().registration.state === "registered"),
  );
  await page.evaluate(() => window.desk.choose({ state: "ready" }));
  for (let call = 0; call < calls; call += 1) await measure();

  async function measure() {
    const before = await page.evaluate(() => window.desk.moments.length);
    await eventually("the exchange knows", async () => {
      const known = await telephony.exchange.rpc("htable.get", ["ag", "8001"]);
      return String(JSON.stringify(known)).includes('"ready"');
    });
    const dialledAt = Date.now();
    citizen.call("12333");
    await eventually("it rings", () => page.evaluate(() => window.desk.state().call.name === "ringing"));
    const rangAt = await page.evaluate(
      (from) => window.desk.moments.slice(from).find(({ what }) => what === "incoming")?.at ?? 0,
      before,
    );
    ring.push(rangAt - dialledAt);
    sound.push(await page.evaluate(() => window.desk.answerAndListen()));
    await eventually("the citizen hears the agent", () => citizen.hears(1000) > -35);
    readyAgain.push(
      await page.evaluate(async () => {
        const hungUpAt = performance.now();
        window.desk.actions.hangUp();
        while (window.desk.state().agent.name !== "wrap-up") await new Promise(requestAnimationFrame);
        window.desk.actions.wrapUpDone();
        return performance.now() - hungUpAt;
      }),
    );
    await eventually("the citizen's call is over", () => citizen.events.at(-1)?.type === "CALL_CLOSED");
  }
} finally {
  await telephony.close();
}

const figures = {
  calls,
  /** From the citizen's key press to the desk's `incoming`; the citizen's program takes part of it. */
  dial_to_ring_ms: spread(ring),
  answer_to_first_sound_packet_ms: spread(sound),
  hang_up_to_ready_ms: spread(readyAgain),
};
console.table({
  ring: figures.dial_to_ring_ms,
  sound: figures.answer_to_first_sound_packet_ms,
  ready: figures.hang_up_to_ready_ms,
});
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);

function spread(samples: number[]) {
  const sorted = samples.map((each) => Math.round(each * 10) / 10).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { median: at(0.5), p95: at(0.95), most: sorted.at(-1) };
}
