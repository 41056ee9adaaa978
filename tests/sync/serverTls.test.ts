import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { siteDay, toInstant } from "../../shared/domain/time.ts";
import { type Authority, type Certificate, openCertificateOffice } from "../support/certificates.ts";
import { sampleRecord } from "../support/complaintSample.ts";
import { root } from "../support/desk.ts";
import { statusWhere, synced } from "../support/seatStatus.ts";
import { type ServerProcess, startServerProcess } from "../support/serverProcess.ts";
import { requirePrograms } from "../support/systemPrograms.ts";
import { openTestSeat } from "../support/testSeat.ts";

describe.runIf(requirePrograms(["openssl"]))("the server as a program with a certificate of its own", () => {
  const office = openCertificateOffice();
  let centre: Authority;
  beforeAll(() => {
    centre = office.authority("Centre");
  });
  afterAll(() => office.close());

  let files = 0;
  function options({ cert, key }: Certificate): string[] {
    files += 1;
    return ["--cert", office.file(`${files}.pem`, cert), "--key", office.file(`${files}.key`, key)];
  }
  async function start(certificate: Certificate, port = 0): Promise<ServerProcess> {
    const more = [...options(certificate), "--port", String(port)];
    const server = await startServerProcess(join(office.folder, "server"), more);
    onTestFinished(() => server.kill());
    return server;
  }

  it("serves enrolment, sync and the staff's own questions; with a wrong certificate seats wait for the right one", async () => {
    const first = await start(centre.issue());
    expect(first.url).toMatch(/^https:/);
    const seat = openTestSeat({ enrolled: false, fetch });
    seat.clock.ms = Date.now();
    onTestFinished(() => seat.close());
    const enrolment = { serverUrl: first.url, code: first.enrolmentCode };
    await seat.api.call("seat.enrol", { ...enrolment, certificates: centre.certificate });
    await seat.signIn("101", first.passwords?.["101"]);
    await synced(seat);
    const range = { from: siteDay(Date.now() - 86_400_000), to: siteDay(Date.now()) };
    expect((await seat.api.call("statistics.team", range)).agents).toEqual([]);

    await first.stop();
    const wrong = await start(centre.issue({ host: "12345.example.cn" }), first.port);
    const { draftId } = await seat.api.call("drafts.open", { callId: null, callerNumber: "13800138621" });
    await seat.api.call("drafts.save", { draftId, revision: 1, content: sampleRecord() });
    await seat.api.call("tickets.submit", { draftId, revision: 1, confirmedAt: toInstant(seat.clock.ms) });
    const status = await statusWhere(seat, ({ server }) => server.rule === "certificate.otherName");
    expect(status.outbox.pending).toBe(2);

    await wrong.stop();
    await start(centre.issue(), first.port);
    await synced(seat);
    expect(seat.outbox().map(({ outcome }) => outcome)).toEqual(["ok", "ok"]);
  });

  it.each<[string, () => string[], RegExp]>([
    ["half of what it needs", () => options(centre.issue()).slice(0, 2), /--cert and --key belong together/],
    [
      "a certificate that has expired",
      () => options(centre.issue({ fromDay: -9, untilDay: -2 })),
      /expired on/,
    ],
    [
      "a key of another certificate",
      () => options({ ...centre.issue(), key: centre.issue().key }),
      /does not belong to the certificate/,
    ],
    ["no certificate for other machines", () => ["--host", "0.0.0.0"], /needs --cert and --key/],
  ])("does not start with %s, and says why in one line", (_what, more, sentence) => {
    const args = ["server/main.ts", "--data", join(office.folder, "unused"), "--port", "0", ...more()];
    const ended = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", timeout: 30_000 });
    expect(ended.status).toBe(1);
    expect(ended.stdout).toBe("");
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  });

  it("says for which names it is and how long it lasts, and warns in its last month", async () => {
    const args = ["server/main.ts", "--data", join(office.folder, "warned"), "--port", "0"];
    const soon = options(centre.issue({ untilDay: 12.5 }));
    // It ends by itself when the program it was told to belong to is gone.
    const ended = spawnSync(process.execPath, [...args, ...soon], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, ZUOXI_PARENT: "4194305" },
      timeout: 30_000,
    });
    expect(ended.status).toBe(0);
    expect(ended.stdout).toContain("certificate for IP Address:127.0.0.1, 12 more days");
    expect(ended.stderr).toContain("the certificate ends in 12 days");
  });
});
