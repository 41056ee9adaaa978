import { rmSync } from "node:fs";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { changeSeat } from "../../server/seats/administerSeats.ts";
import type { TicketDetail } from "../../shared/domain/ticket.ts";
import { siteDay, toInstant } from "../../shared/domain/time.ts";
import { AppError } from "../../shared/errors.ts";
import type { Input } from "../../shared/rpc/contract.ts";
import { paths } from "../../shared/sync/protocol.ts";
import { type Authority, type Certificate, openCertificateOffice } from "../support/certificates.ts";
import { sampleRecord } from "../support/complaintSample.ts";
import { type ListeningServer, startListeningServer } from "../support/listeningServer.ts";
import { statusWhere, synced } from "../support/seatStatus.ts";
import { requirePrograms } from "../support/systemPrograms.ts";
import { openTestSeat, type TestSeat, type TestSeatOptions } from "../support/testSeat.ts";
import { startTlsFront, type TlsFront } from "../support/tlsFront.ts";

/** `npm run test:long` asks for the full number. */
const rounds = process.env.ZUOXI_LONG ? 60 : 6;

describe.runIf(requirePrograms(["openssl"]))("the certificate of the central server, seen by a seat", () => {
  const office = openCertificateOffice();
  let centre: Authority;
  let stranger: Authority;
  let right: Certificate;
  /** What is wrong with a certificate, and the certificate. */
  let wrong: Record<Wrong, Certificate>;
  let server: ListeningServer;
  let front: TlsFront;
  const open: TestSeat[] = [];

  beforeAll(() => {
    centre = office.authority("杭州 12333 根证书");
    stranger = office.authority("Somebody else");
    right = centre.issue();
    wrong = {
      expired: centre.issue({ fromDay: -40, untilDay: -1 }),
      notYetValid: centre.issue({ fromDay: 1, untilDay: 40 }),
      selfSigned: office.selfSigned(),
      unknownAuthority: stranger.issue(),
      otherName: centre.issue({ host: "12345.example.cn" }),
    };
  });
  afterAll(() => office.close());
  beforeEach(async ({ task }) => {
    server = await startListeningServer(join(office.folder, `${task.id}.db`));
    front = await startTlsFront(server.url, right);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((seat) => seat.close()));
    await front.close();
    await server.stop();
  });

  function openSeat(options: TestSeatOptions = { enrolled: false }): TestSeat {
    const seat = openTestSeat({ fetch, ...options });
    seat.clock.ms = Date.now();
    open.push(seat);
    return seat;
  }
  async function enrol(seat: TestSeat, more: Partial<Input<"seat.enrol">> = {}): Promise<void> {
    const code = await server.code({ seatNumber: 22 });
    await seat.api.call("seat.enrol", { serverUrl: front.url, code, ...more });
  }
  /** Enrolled through the front by the centre's authority, an agent signed in. */
  async function openDesk(): Promise<TestSeat> {
    const seat = openSeat();
    await enrol(seat, { certificates: centre.certificate });
    await seat.signIn("061", server.passwords["061"]);
    await synced(seat);
    return seat;
  }
  async function submit({ api, clock }: TestSeat): Promise<TicketDetail> {
    const { draftId } = await api.call("drafts.open", { callId: null, callerNumber: "13800138621" });
    await api.call("drafts.save", { draftId, revision: 1, content: sampleRecord() });
    return await api.call("tickets.submit", { draftId, revision: 1, confirmedAt: toInstant(clock.ms) });
  }
  /** Every ticket and every mutation of the seat is at the server once and in order. */
  async function expectOnce(seat: TestSeat, tickets: TicketDetail[]): Promise<void> {
    expect(await server.ticketNumbers()).toEqual(tickets.map(({ fields }) => fields.number));
    const rows = seat.outbox();
    expect(rows.every(({ outcome }) => outcome === "ok")).toBe(true);
    expect((await server.mutations()).map(({ seq }) => seq)).toEqual(rows.map(({ seq }) => seq));
  }
  const offlineBy = (seat: TestSeat, rule: string) =>
    statusWhere(seat, (status) => status.server.state === "offline" && status.server.rule === rule);

  describe.each<Wrong>(["expired", "notYetValid", "selfSigned", "unknownAuthority", "otherName"])(
    "that is wrong (%s)",
    (what) => {
      const rule = `certificate.${what}`;

      it("is named, work goes on, and everything is sent once when it is right again, without a restart", async () => {
        const seat = await openDesk();
        front.present(wrong[what]);
        const believed = front.believed();
        const tickets = [await submit(seat), await submit(seat)];
        expect((await offlineBy(seat, rule)).outbox.pending).toBe(4);
        const { api } = seat.openWindow("lead's window");
        expect((await api.call("session.info", {})).notices).toEqual(["certificate"]);
        await api.call("session.signIn", { agentId: "101", password: server.passwords["101"] ?? "" });
        const password = server.passwords["101"] ?? "";
        expect(await ruleOf(api.call("session.signInAtServer", { password }))).toBe(rule);
        expect(await ruleOf(api.call("admin.seats", {}))).toBe("session.role");
        expect(front.believed()).toBe(believed);

        front.present(right);
        await synced(seat);
        await expectOnce(seat, tickets);
        expect(await ruleOf(api.call("session.signInAtServer", { password }))).toBe("done");
        expect((await seat.api.call("session.info", {})).notices).toEqual([]);
      });

      it("lets no computer enrol; nothing is kept, and the code is still good afterwards", async () => {
        const seat = openSeat();
        front.present(wrong[what]);
        const certificates = centre.certificate;
        const code = await server.code({ seatNumber: 22 });
        const asked = seat.api.call("seat.enrol", { serverUrl: front.url, code, certificates });
        await expect(asked).rejects.toMatchObject({
          code: "unavailable",
          rule,
          detail: { today: siteDay(Date.now()) },
        });
        expect((await seat.api.call("session.info", {})).seat).toBeNull();
        expect(seat.repositories.settings.get("server.certificates")).toBeNull();
        front.present(right);
        await enrol(seat, { code, certificates });
        expect((await seat.api.call("session.info", {})).seat).toMatchObject({ seatNumber: 22 });
      });
    },
  );

  it("is believed by the public authorities where none is named, and by the named ones alone where one is", async () => {
    const usual = getCACertificates("default");
    onTestFinished(() => setDefaultCACertificates(usual));
    setDefaultCACertificates([stranger.certificate]);
    front.present(wrong.unknownAuthority);
    const unpinned = openSeat();
    await enrol(unpinned);
    await synced(unpinned);
    const pinned = openSeat();
    expect(await ruleOf(enrol(pinned, { certificates: centre.certificate }))).toBe(
      "certificate.unknownAuthority",
    );
  });

  it("of a private authority is not believed until an administrator names it; then at once", async () => {
    const seat = await openDesk();
    const { api } = seat.openWindow("administrator's window");
    await api.call("session.signIn", { agentId: "001", password: server.passwords["001"] ?? "" });
    // Nobody asks anything by then: the seat waits for news on connections it believed before.
    await api.call("admin.seats", {});
    await expect.poll(() => front.asked(/ \/pull\?.*wait=[1-9]/)).toBeGreaterThanOrEqual(3);
    const started = performance.now();
    await api.call("seat.trustCertificates", { pem: null });
    await offlineBy(seat, "certificate.unknownAuthority");
    expect(performance.now() - started).toBeLessThan(5_000);
    const ticket = await submit(seat);
    const trust = await api.call("seat.trustCertificates", { pem: `核对过\n${centre.certificate}` });
    expect(trust).toMatchObject({
      serverUrl: front.url,
      certificates: [{ subject: "CN=杭州 12333 根证书" }],
    });
    await synced(seat);
    await expectOnce(seat, [ticket]);
    expect(await api.call("seat.serverTrust", {})).toEqual(trust);
    const deeds = await api.call("audit.list", { before: null, action: "seat", limit: 2 });
    expect(deeds.rows.map(({ action, subject }) => [action, subject])).toEqual([
      ["seat.trustCertificates", trust.certificates[0]?.fingerprint],
      ["seat.trustCertificates", "public"],
    ]);
  });

  it("may come from the old or the new authority while both are named, after a restart as well", async () => {
    const next = office.authority("杭州 12333 根证书 2");
    const seat = openSeat();
    await enrol(seat, { certificates: centre.certificate + next.certificate });
    await seat.signIn("061", server.passwords["061"]);
    const first = await submit(seat);
    await synced(seat);
    front.present(next.issue());
    const second = await submit(seat);
    await synced(seat);
    await expectOnce(seat, [first, second]);
    open.splice(open.indexOf(seat), 1);
    await seat.close({ keep: true });
    onTestFinished(() => rmSync(seat.folder, { recursive: true, force: true }));
    await synced(openSeat({ folder: seat.folder, key: seat.key }));
  });

  it("is believed by an authority below the root when that alone is named, and by itself when it is named itself", async () => {
    const district = centre.subordinate("萧山区");
    front.present(district.issue());
    await enrol(openSeat(), { certificates: district.certificate });
    front.present(wrong.selfSigned);
    await enrol(openSeat(), { certificates: wrong.selfSigned.cert });
  });

  it("of an authority that was made anew under its old name is not believed", async () => {
    const seat = await openDesk();
    front.present(office.authority("杭州 12333 根证书").issue());
    await offlineBy(seat, "certificate.unknownAuthority");
  });

  it("is told apart from an authority that has itself expired", async () => {
    const old = office.authority("旧根证书", { fromDay: -40, untilDay: -1 });
    front.present(old.issue());
    expect(await ruleOf(enrol(openSeat(), { certificates: old.certificate }))).toBe(
      "certificate.authorityExpired",
    );
  });

  it("is believed for the same reasons as before by a seat that was shut out and is enrolled again", async () => {
    const seat = await openDesk();
    const seatId = (await seat.api.call("session.info", {})).seat?.seatId ?? "";
    await changeSeat(server.context(), "001", { seatNumber: 22, seatId, step: "revoke" });
    await statusWhere(seat, (status) => status.server.state === "refused");
    await seat.api.call("session.signOut", {});
    const other = { certificates: stranger.certificate };
    expect(await ruleOf(enrol(seat, other))).toBe("seat.alreadyEnrolled");
    await enrol(seat);
    await synced(seat);
  });

  it("costs and doubles nothing when it changes while records are under way", async () => {
    const seat = await openDesk();
    const tickets: TicketDetail[] = [];
    const bad = Object.values(wrong);
    for (let round = 0; round < rounds; round += 1) {
      const next = bad[round % bad.length] ?? right;
      if (round % 2 === 0) front.presentAfter(`POST ${paths.push}`, next);
      else front.present(next);
      tickets.push(await submit(seat), await submit(seat));
      await seat.api.call("sync.now", {});
      await statusWhere(seat, (status) => status.server.rule?.startsWith("certificate.") ?? false);
      front.present(right);
      await seat.api.call("sync.now", {});
      await synced(seat);
    }
    await expectOnce(seat, tickets);
  });

  it("is missing where https is answered without encryption, and that is said", async () => {
    const bare = server.url.replace("http:", "https:");
    const asked = enrol(openSeat(), { serverUrl: bare, certificates: centre.certificate });
    expect(await ruleOf(asked)).toBe("server.notEncrypted");
    expect(await ruleOf(enrol(openSeat(), { serverUrl: bare }))).toBe("server.notEncrypted");
  });
});

describe.runIf(requirePrograms(["openssl"]))("whom a seat believes", () => {
  const office = openCertificateOffice();
  afterAll(() => office.close());

  it("is shown with subject, fingerprint and days for comparing, and nothing of it is kept", async () => {
    const seat = openTestSeat({ enrolled: false });
    const pem = office.authority("A").certificate + office.authority("B").certificate;
    const shown = await seat.api.call("seat.readCertificates", { pem: `${pem}${pem}` });
    expect(shown).toMatchObject([{ subject: "CN=A" }, { subject: "CN=B" }]);
    for (const { fingerprint, validUntil } of shown) {
      expect(fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
      expect(Date.parse(validUntil)).toBeGreaterThan(Date.now());
    }
    expect(seat.repositories.settings.get("server.certificates")).toBeNull();
    await seat.close();
  });

  it("is never a private key, no text and no half certificate", async () => {
    const seat = openTestSeat({ enrolled: false });
    const { cert, key } = office.selfSigned();
    const read = (pem: string) => ruleOf(seat.api.call("seat.readCertificates", { pem }));
    expect(await read(cert + key)).toBe("trust.privateKey");
    expect(await read("证书在附件里")).toBe("trust.none");
    expect(await read(cert.slice(0, 200))).toBe("trust.none");
    expect(await read(cert.replace(/\n.{64}\n/, "\n"))).toBe("trust.unreadable");
    await seat.close();
  });

  it("is changed by administrators alone, and not by enrolling a seat anew", async () => {
    const seat = openTestSeat();
    const pem = office.authority("Mallory").certificate;
    const change = () => ruleOf(seat.api.call("seat.trustCertificates", { pem }));
    expect(await change()).toBe("session.signedOut");
    await seat.signIn("101");
    expect(await change()).toBe("session.role");
    const again = { serverUrl: "http://127.0.0.1:9", code: "ABCD-EFGH", certificates: pem };
    expect(await ruleOf(seat.api.call("seat.enrol", again))).toBe("seat.alreadyEnrolled");
    expect(seat.repositories.settings.get("server.certificates")).toBeNull();
    await seat.close();
  });
});

describe("a server's address without encryption", () => {
  it("of another machine is refused at enrolment before a byte is sent", async () => {
    const asked: string[] = [];
    const seat = openTestSeat({ enrolled: false, fetch: nobody(asked) });
    const wish = { serverUrl: "http://10.1.2.3:8620", code: "ABCD-EFGH" };
    expect(await ruleOf(seat.api.call("seat.enrol", wish))).toBe("server.lineNotPrivate");
    expect(asked).toEqual([]);
    await seat.close();
  });

  it("that a seat was given all the same is told in the status, and records wait", async () => {
    const asked: string[] = [];
    const seat = openTestSeat({ serverUrl: "http://10.1.2.3:8620", fetch: nobody(asked) });
    await seat.signIn();
    await statusWhere(seat, ({ server }) => server.rule === "server.lineNotPrivate");
    await seat.api.call("drafts.open", { callId: null, callerNumber: "13800138621" });
    expect(await seat.api.call("drafts.list", {})).toHaveLength(1);
    expect(asked).toEqual([]);
    await seat.close();
  });
});

type Wrong = "expired" | "notYetValid" | "selfSigned" | "unknownAuthority" | "otherName";

function nobody(asked: string[]): typeof fetch {
  return (url) => {
    asked.push(String(url));
    return Promise.reject(new TypeError("nobody there"));
  };
}

function ruleOf(asked: Promise<unknown>): Promise<string | undefined> {
  return asked.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.rule : String(error)),
  );
}
