import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorsZh } from "../../renderer/ui/errors.zh.ts";
import type { CertificateOptions } from "../../scripts/pbx/certificate.ts";
import { acdStateIs } from "../support/pbx/acdStateIs.ts";
import { eventually, openTelephony, type Telephony } from "../support/pbx/telephony.ts";
import { requirePrograms } from "../support/systemPrograms.ts";

const audible = -35;

describe.runIf(requirePrograms(["kamailio", "rtpengine", "baresip", "chromium", "openssl"]))(
  "an encrypted line to the exchange (wss)",
  () => {
    describe("whose certificate the machine trusts", () => {
      let telephony: Telephony;
      beforeAll(async () => {
        telephony = await openTelephony({ tls: true }, { trustsAnyCertificate: true });
      });
      afterAll(() => telephony?.close());

      test("registers, rings, and each side hears the other; the plain line is offered beside it", async () => {
        const { exchange } = telephony;
        const citizen = await telephony.citizen();
        const page = await telephony.openDesk();
        await page.evaluate((as) => window.desk.signIn(as), exchange.account("8001", exchange.wssUrl ?? ""));
        await eventually("registered", () => isRegistered(page));
        const contacts = JSON.stringify(await exchange.rpc("ul.dump"));
        expect(contacts).toContain(`127.0.0.1:${exchange.ports.wss}`);
        const colleague = await telephony.openDesk();
        await colleague.evaluate((as) => window.desk.signIn(as), exchange.account("8002"));
        await eventually("a colleague is registered without encryption", () => isRegistered(colleague));

        await page.evaluate(() => window.desk.choose({ state: "ready" }));
        await eventually("the exchange knows", () => acdStateIs(exchange, "8001", "ready"));
        citizen.call("12333");
        await eventually("it rings", () => page.evaluate(() => window.desk.state().call.name === "ringing"));
        await page.evaluate(() => window.desk.actions.answer());
        await eventually("the agent hears", () => page.evaluate(() => window.desk.hears(600) > -35));
        await eventually("the citizen hears", () => citizen.hears(1000) > audible);
        citizen.hangUp();
        await eventually("wrap-up", () => page.evaluate(() => window.desk.state().agent.name === "wrap-up"));
      });
    });

    test.each<[string, CertificateOptions]>([
      ["that nobody vouches for", {}],
      ["made out to another name", { host: "exchange.test" }],
      ["that has expired", { days: -1 }],
    ])("with a certificate %s is said to be down, with what to look at, and tried again", async (_, tls) => {
      const telephony = await openTelephony({ tls });
      try {
        const { exchange } = telephony;
        const page = await telephony.openDesk();
        await page.evaluate((as) => window.desk.signIn(as), exchange.account("8001", exchange.wssUrl ?? ""));
        const problem = () => page.evaluate(() => window.desk.state().problem);
        await eventually("the trouble is named", async () => (await problem()) !== null);
        const rule = await problem();
        expect(rule).toBe("phone.unreachableEncrypted");
        expect(errorsZh["phone.unreachableEncrypted"]).toContain("证书");
        const tries = () =>
          page.evaluate(() => window.desk.moments.filter(({ what }) => what === "transport").length);
        const before = await tries();
        await eventually("it is tried again and again", async () => (await tries()) >= before + 4);
        expect(await isRegistered(page)).toBe(false);
      } finally {
        await telephony.close();
      }
    });
  },
);

function isRegistered(page: Page): Promise<boolean> {
  return page.evaluate(() => window.desk.state().registration.state === "registered");
}
