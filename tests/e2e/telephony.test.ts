import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { errorsZh } from "../../renderer/ui/errors.zh.ts";
import type { Citizen } from "../../scripts/pbx/citizen.ts";
import { acdStateIs } from "../support/pbx/acdStateIs.ts";
import { eventually, openTelephony, type Telephony } from "../support/pbx/telephony.ts";
import { requirePrograms } from "../support/systemPrograms.ts";

/** What a tone is when it is there, and when it is not. */
const audible = -35;
const inaudible = -50;
/** How loud the desks' own tone is when it is played without a gap: a scrap of it is less. */
const unbroken = -15;
const agentHz = 1000;
const citizenHz = 600;

describe.runIf(requirePrograms(["kamailio", "rtpengine", "baresip", "chromium"]))(
  "a call on a real exchange",
  () => {
    let telephony: Telephony;
    let page: Page;
    let citizen: Citizen;

    beforeAll(async () => {
      telephony = await openTelephony();
      citizen = await telephony.citizen();
    });
    afterAll(() => telephony?.close());
    afterEach(async () => {
      citizen.hangUp();
      await page.context().close();
    });

    const account = (extension = "8001") => telephony.exchange.account(extension);
    const state = () =>
      page.evaluate(() => {
        const { call, agent, registration, transport, problem, lastCall } = window.desk.state();
        return { call, agent, registration, transport, problem, lastCall };
      });
    const callIs = (name: string) => () => state().then(({ call }) => call.name === name);
    const agentHears = (hertz: number) => page.evaluate((tone) => window.desk.hears(tone), hertz);

    async function signIn(options: Parameters<Telephony["openDesk"]>[0] = {}) {
      page = await telephony.openDesk(options);
      await page.evaluate((as) => window.desk.signIn(as), account());
      await eventually("registered", async () => (await state()).registration.state === "registered");
    }

    async function ready() {
      await page.evaluate(() => window.desk.choose({ state: "ready" }));
      await eventually("the exchange knows that the agent is ready", () =>
        acdStateIs(telephony.exchange, "8001", "ready"),
      );
    }

    async function ring(number = "12333") {
      await ready();
      citizen.call(number);
      await eventually("it rings", callIs("ringing"));
    }

    async function talk() {
      await ring();
      await page.evaluate(() => window.desk.actions.answer());
      await eventually("the agent hears the citizen", async () => (await agentHears(citizenHz)) > audible);
      await eventually("the citizen hears the agent", () => citizen.hears(agentHz) > audible);
    }

    const act = (action: "hangUp" | "holdOrResume" | "muteOrUnmute" | "wrapUpDone") =>
      page.evaluate((name) => window.desk.actions[name](), action);

    test("rings with number, queue and menu, and each side hears the other's tone and no other", async () => {
      await signIn();
      await ring("123333");
      expect((await state()).call).toMatchObject({
        facts: {
          line: "exchange",
          direction: "inbound",
          number: "13800138000",
          queue: "12333",
          menu: "投诉举报",
        },
      });
      await page.evaluate(() => window.desk.actions.answer());
      await eventually("the agent hears the citizen", async () => (await agentHears(citizenHz)) > audible);
      await eventually("the citizen hears the agent", () => citizen.hears(agentHz) > audible);
      expect(await agentHears(agentHz)).toBeLessThan(inaudible);
      expect(citizen.hears(citizenHz)).toBeLessThan(inaudible);
      citizen.hangUp();
      await eventually("wrap-up", async () => (await state()).agent.name === "wrap-up");
      expect(await page.evaluate(() => window.desk.legs())).toEqual([
        expect.objectContaining({
          number: "13800138000",
          answeredAt: expect.any(String),
          endReason: "caller",
        }),
      ]);
      await act("wrapUpDone");
      await eventually("ready for the next call", () => acdStateIs(telephony.exchange, "8001", "ready"));
    });

    test("mute silences the agent alone, hold the citizen too, and resume lets both be heard again", async () => {
      await signIn();
      await talk();
      await act("muteOrUnmute");
      await eventually("the citizen hears nothing", () => citizen.hears(agentHz) < inaudible);
      expect(await agentHears(citizenHz)).toBeGreaterThan(audible);
      await act("muteOrUnmute");
      await eventually("the citizen hears again", () => citizen.hears(agentHz) > audible);
      await act("holdOrResume");
      await eventually("held", async () => JSON.stringify((await state()).call).includes(`"hold":"held"`));
      await eventually("the agent hears nothing", async () => (await agentHears(citizenHz)) < inaudible);
      await act("holdOrResume");
      await eventually("the agent hears again", async () => (await agentHears(citizenHz)) > audible);
    });

    describe("between two desks", () => {
      let colleague: Page;
      const colleagueHears = (hertz: number) => colleague.evaluate((tone) => window.desk.hears(tone), hertz);
      const press = (desk: Page) => desk.evaluate(() => window.desk.actions.holdOrResume());

      function holdOf(desk: Page) {
        return desk.evaluate(() => {
          const { call } = window.desk.state();
          return call.name === "talking" ? call.hold : call.name;
        });
      }

      const loudnessAt = (desk: Page) => desk.evaluate(() => window.desk.loudness());

      beforeEach(async () => {
        await signIn();
        colleague = await telephony.openDesk({ toneHz: 700 });
        await colleague.evaluate((as) => window.desk.signIn(as), account("8002"));
        await eventually("registered", () =>
          colleague.evaluate(() => window.desk.state().registration.state === "registered"),
        );
        await page.evaluate(() => window.desk.actions.dial("8002"));
        await eventually("the colleague's desk rings", async () => (await holdOf(colleague)) === "ringing");
        await colleague.evaluate(() => window.desk.actions.answer());
        await eventually(
          "the colleague hears the agent",
          async () => (await colleagueHears(agentHz)) > audible,
        );
        await eventually("the agent hears the colleague", async () => (await agentHears(700)) > audible);
      });
      afterEach(() => colleague.context().close());

      test("hold silences both ends, and resume brings both back", async () => {
        await press(page);
        await eventually("held", async () => (await holdOf(page)) === "held");
        await eventually(
          "the colleague hears nothing",
          async () => (await colleagueHears(agentHz)) < inaudible,
        );
        await eventually("the agent hears nothing", async () => (await agentHears(700)) < inaudible);
        await press(page);
        await eventually("the colleague hears again", async () => (await colleagueHears(agentHz)) > audible);
        await eventually("the agent hears again", async () => (await agentHears(700)) > audible);
      });

      test("hold asked for at both ends in the same moment is granted to both, and both can resume", async () => {
        await Promise.all([press(page), press(colleague)]);
        const bothAre = (hold: string) => async () =>
          (await holdOf(page)) === hold && (await holdOf(colleague)) === hold;
        await eventually("both hold", bothAre("held"), 15_000);
        await eventually(
          "the colleague hears nothing",
          async () => (await loudnessAt(colleague)) < inaudible,
        );
        await eventually("the agent hears nothing", async () => (await loudnessAt(page)) < inaudible);
        await Promise.all([press(page), press(colleague)]);
        await eventually("both have resumed", bothAre("no"), 15_000);
        await eventually("the colleague hears again", async () => (await loudnessAt(colleague)) > unbroken);
        await eventually("the agent hears again", async () => (await loudnessAt(page)) > unbroken);
      });
    });

    test("F3 ends the call at the citizen's end as well, and digits arrive in order before", async () => {
      await signIn();
      await talk();
      const before = citizen.events.length;
      await page.evaluate(() => {
        window.desk.actions.sendDigits("15");
        window.desk.actions.sendDigits("9#");
      });
      const digits = () =>
        citizen.events
          .slice(before)
          .flatMap(({ type, detail }) => (type === "CALL_DTMF_START" ? [detail] : []));
      await eventually("all digits", () => digits().length === 4);
      expect(digits().join("")).toBe("159#");
      await act("hangUp");
      await eventually("the citizen's call is over", () => citizen.events.at(-1)?.type === "CALL_CLOSED");
      expect((await state()).lastCall).toMatchObject({ endReason: "agent" });
    });

    test("a transferred caller talks to the colleague, and the call ends here; a refused one goes on", async () => {
      await signIn();
      const colleague = await telephony.openDesk({ toneHz: 700 });
      await colleague.evaluate((as) => window.desk.signIn(as), account("8002"));
      await eventually("registered", () =>
        colleague.evaluate(() => window.desk.state().registration.state === "registered"),
      );
      await talk();
      await page.evaluate(() => window.desk.actions.transfer("8099"));
      await eventually("nobody is there", async () => (await state()).problem === "phone.transferRefused");
      expect((await state()).call.name).toBe("talking");
      await page.evaluate(() => window.desk.actions.transfer("8002"));
      await eventually("the colleague's desk rings", () =>
        colleague.evaluate(() => window.desk.state().call.name === "ringing"),
      );
      await colleague.evaluate(() => window.desk.actions.answer());
      await eventually("the citizen hears the colleague", () => citizen.hears(700) > audible);
      await eventually("the call is over here", callIs("idle"));
      expect((await state()).lastCall).toMatchObject({ endReason: "agent" });
      await colleague.context().close();
    });

    test("a caller who gives up leaves the agent ready", async () => {
      await signIn();
      await ring();
      citizen.hangUp();
      await eventually("no call", callIs("idle"));
      expect(await state()).toMatchObject({ agent: { name: "ready" }, lastCall: { endReason: "abandoned" } });
    });

    test("a call left to ring goes back to the queue, and the agent is offered none", async () => {
      await signIn({ ringTimeoutMs: 300 });
      await ring();
      await eventually("busy", async () => (await state()).agent.name === "busy");
      expect(await state()).toMatchObject({
        agent: { reason: "no-answer" },
        lastCall: { endReason: "no-answer" },
      });
      await eventually("the exchange knows", () => acdStateIs(telephony.exchange, "8001", "notready"));
    });

    test("without a microphone the call rings on and the desk says why", async () => {
      await signIn({ withoutMicrophone: true });
      await ring();
      await page.evaluate(() => window.desk.actions.answer());
      await eventually("the problem is named", async () => (await state()).problem === "phone.noMicrophone");
      expect((await state()).call.name).toBe("ringing");
    });

    test("without a microphone nothing is dialled, and the sentence does not speak of a ringing call", async () => {
      await signIn({ withoutMicrophone: true });
      await page.evaluate(() => window.desk.actions.dial("957112345678"));
      await eventually("the call is given up", async () => (await state()).lastCall?.endReason === "failed");
      expect((await state()).problem).toBe("phone.dialNoMicrophone");
      expect(errorsZh["phone.dialNoMicrophone"]).not.toContain("振铃");
    });

    test("a citizen can be called", async () => {
      const number = "957112345678";
      const other = await telephony.citizen({ answersCalls: true, number, toneHz: 800 });
      await signIn();
      await page.evaluate((dialled) => window.desk.actions.dial(dialled), number);
      await eventually("the agent hears the citizen", async () => (await agentHears(800)) > audible);
      expect((await state()).call).toMatchObject({
        name: "talking",
        facts: { direction: "outbound", number },
      });
      await act("hangUp");
      await eventually("the citizen's call is over", () => other.events.at(-1)?.type === "CALL_CLOSED");
    });

    test("a wrong password and a dead exchange are told apart", async () => {
      page = await telephony.openDesk();
      await page.evaluate((as) => window.desk.signIn({ ...as, secret: "wrong" }), account());
      await eventually("refused", async () => (await state()).problem === "phone.refused");
      expect((await state()).registration).toEqual({ state: "refused", lastRegisteredAt: null });
      await page.context().close();
      page = await telephony.openDesk();
      await page.evaluate((as) => window.desk.signIn({ ...as, url: "ws://127.0.0.1:9/" }), account());
      await eventually("unreachable", async () => (await state()).problem === "phone.unreachable");
      expect((await state()).registration.state).toBe("unreachable");
    });

    test("a window that goes away in a call hangs up at the citizen's end, too", async () => {
      await signIn();
      await talk();
      await page.evaluate(() => window.addEventListener("pagehide", () => window.desk.actions.close()));
      await page.goto("about:blank");
      await eventually("the citizen's call is over", () => citizen.events.at(-1)?.type === "CALL_CLOSED");
    });

    test("an exchange that dies in a call takes neither the sound nor the end of the call with it", async () => {
      await signIn();
      await talk();
      const registeredAt = (await state()).registration.lastRegisteredAt;
      const before = citizen.events.length;
      await telephony.exchange.killSignalling();
      await eventually("the loss is shown", async () => (await state()).registration.state === "unreachable");
      expect((await state()).registration.lastRegisteredAt).toBe(registeredAt);
      expect(await state()).toMatchObject({ call: { name: "talking" }, agent: { name: "talking" } });
      await telephony.exchange.startSignalling();
      await eventually(
        "registered again by itself",
        async () => (await state()).registration.state === "registered",
      );
      expect(await agentHears(citizenHz)).toBeGreaterThan(audible);
      expect(citizen.hears(agentHz)).toBeGreaterThan(audible);
      const renewed = () => citizen.events.slice(before).some(({ type }) => type === "CALL_REMOTE_SDP");
      await eventually("a re-INVITE told the citizen our new address", renewed);
      citizen.hangUp();
      await eventually("the citizen's hang-up arrives", callIs("idle"));
      expect((await state()).lastCall).toMatchObject({ endReason: "caller" });
    });

    test("an exchange that stands still is noticed, its age is true, and the desk is back by itself", async () => {
      await signIn();
      const registeredAt = (await state()).registration.lastRegisteredAt ?? 0;
      telephony.exchange.freezeSignalling();
      try {
        // Sent, and never answered over this connection.
        await page.evaluate(() => window.desk.choose({ state: "break", reason: "rest" }));
        // The machine says that it woke: nothing waits for the next refresh, half a minute away.
        await page.evaluate(() => window.desk.actions.woke());
        await eventually("no longer called registered", async () => {
          const { registration } = await state();
          return registration.state !== "registered" && registration.lastRegisteredAt === registeredAt;
        });
        await eventually(
          "the outage is named",
          async () => (await state()).problem === "phone.unreachable",
          12_000,
        );
        expect((await state()).registration.lastRegisteredAt).toBe(registeredAt);
      } finally {
        telephony.exchange.thawSignalling();
      }
      await eventually(
        "registered again by itself",
        async () => (await state()).registration.state === "registered",
        12_000,
      );
      expect((await state()).registration.lastRegisteredAt).toBeGreaterThan(registeredAt);
      await ready();
    });

    test("when the sound dies in a call the desk says which side is silent", async () => {
      await signIn();
      await talk();
      await telephony.exchange.killMedia();
      const silentLeg = async () => JSON.stringify((await state()).call).includes(`"silentLeg":"caller"`);
      await eventually("the caller's side is named", silentLeg, 12_000);
    });
  },
);
