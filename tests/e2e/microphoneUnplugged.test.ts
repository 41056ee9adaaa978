import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type ExchangeDesk, openExchangeDesk } from "../support/exchangeDesk.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { eventually } from "../support/pbx/telephony.ts";
import { type Microphone, type SoundServer, startSoundServer } from "../support/soundServer.ts";
import { requirePrograms } from "../support/systemPrograms.ts";

const audible = -45;
const inaudible = -60;
const headset = { name: "headset", hertz: 1000 };
const spare = { name: "spare", hertz: 1500 };
const citizenHz = 600;

describe.runIf(
  requirePrograms(["kamailio", "rtpengine", "baresip", "chromium", "pulseaudio", "pactl", "paplay"]),
)("the microphone is unplugged while a citizen is on the line", () => {
  const soundFolder = mkdtempSync(join(tmpdir(), "zuoxi-sound-"));
  let sound: SoundServer;
  let around: ExchangeDesk;
  let page: Page;
  let plugged: Record<"headset" | "spare", Microphone>;

  beforeAll(async () => {
    sound = await startSoundServer(soundFolder);
    plugged = { headset: await sound.plugIn(headset), spare: await sound.plugIn(spare) };
    around = await openExchangeDesk({ soundEnv: sound.env });
    const seat = await around.startSeat("seat", "8001", around.server.code);
    page = await around.openPage(seat);
    await around.signIn(page, "061");
    await page.keyboard.press("F10");
    await around.untilAt("8001", "ready");
    around.citizen.call("12333");
    await page
      .getByText(/来电 138 0013 8000/)
      .first()
      .waitFor();
    await page.keyboard.press("F2");
  });
  afterEach(({ task }) => keepPicture(page, task));
  afterAll(async () => {
    await around?.close();
    await sound?.stop();
    rmSync(soundFolder, { recursive: true, force: true });
  });

  const call = () => page.getByRole("region", { name: "通话" });
  /** The one and not the other, as soon as the cracks of changing over are gone. */
  const citizenHears = (heard: { hertz: number }, unheard: { hertz: number }) =>
    eventually(
      `the citizen hears ${heard.hertz} Hz and not ${unheard.hertz} Hz`,
      () => around.citizen.hears(heard.hertz) > audible && around.citizen.hears(unheard.hertz) < inaudible,
    );
  const bothWays = () =>
    eventually(
      "the agent hears the citizen",
      async () => (await page.evaluate((hertz) => window.hearsTone(hertz), citizenHz)) > audible,
    );

  test("the citizen hears the agent through the headset", async () => {
    await citizenHears(headset, spare);
    await bothWays();
  });

  test("the headset is pulled out: the call goes on with the other microphone, and the desk says so", async () => {
    await plugged.headset.unplug();
    await call().getByText("麦克风已断开，已换用 spare，通话继续。").waitFor();
    await citizenHears(spare, headset);
  });

  test("muted stays muted on the other microphone", async () => {
    await page.keyboard.press("F6");
    await eventually("the citizen hears nothing", () => around.citizen.hears(spare.hertz) < inaudible);
    plugged.headset = await sound.plugIn(headset);
    await plugged.spare.unplug();
    await call().getByText("麦克风已断开，已换用 headset，通话继续。").waitFor();
    expect(around.citizen.hears(headset.hertz)).toBeLessThan(inaudible);
    await page.keyboard.press("F6");
    await citizenHears(headset, spare);
  });

  test("with no microphone left the desk says so and the call stands", async () => {
    await plugged.headset.unplug();
    await call()
      .getByText(/电脑上没有别的麦克风/)
      .waitFor();
    await eventually("the citizen hears nothing", () => around.citizen.hears(headset.hertz) < inaudible);
    await call().getByText("5 秒没有送出声音：请检查麦克风。").waitFor();
    await bothWays();
  });

  test("plugged in again, the citizen hears the agent without a key pressed", async () => {
    plugged.headset = await sound.plugIn(headset);
    await call().getByText("麦克风已断开，已换用 headset，通话继续。").waitFor();
    await citizenHears(headset, spare);
    await call().getByText("5 秒没有送出声音：请检查麦克风。").waitFor({ state: "detached" });
  });
});
