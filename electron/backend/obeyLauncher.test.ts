import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { openCertificateOffice } from "../../tests/support/certificates.ts";
import { requirePrograms } from "../../tests/support/systemPrograms.ts";
import { openTestSeat, type TestSeat } from "../../tests/support/testSeat.ts";
import type { LaunchEnvironment } from "./launchEnvironment.ts";
import { obeyLauncher } from "./obeyLauncher.ts";
import { type SeatSettings, seatSettings } from "./seatIdentity.ts";
import type { Enrolment } from "./sync/enrolSeat.ts";

describe.runIf(requirePrograms(["openssl"]))("a launcher that names the certificates of the server", () => {
  const office = openCertificateOffice();
  afterAll(() => office.close());
  let opened: TestSeat;
  let seat: SeatSettings;
  let enrolled: Enrolment[];
  let logged: object[];

  beforeEach(() => {
    opened = openTestSeat({ enrolled: false });
    seat = seatSettings(opened.repositories.settings);
    enrolled = [];
    logged = [];
  });
  afterEach(() => opened.close());

  function launch(file: string | null): void {
    const environment: LaunchEnvironment = {
      serverUrl: "https://12333.example.cn",
      serverCertificateFile: file,
      enrolCode: "ABCD-EFGH",
      phone: null,
      register: null,
    };
    const write = (fields: object) => void logged.push(fields);
    obeyLauncher(environment, {
      seat,
      log: { info: write, warn: write, error: write },
      enrol: async (wish) => void enrolled.push(wish),
      enrolled: () => {},
    });
  }

  it("has them kept before the seat says its first word to the server", () => {
    const { certificate } = office.authority("Centre");
    launch(office.file("centre.pem", certificate));
    expect(seat.serverCertificates()).toEqual([certificate]);
    expect(enrolled).toEqual([{ serverUrl: "https://12333.example.cn", code: "ABCD-EFGH" }]);
    // And after a restart without that word.
    expect(seatSettings(opened.repositories.settings).serverCertificates()).toEqual([certificate]);
  });

  it.each([
    ["is not there", () => join(office.folder, "nowhere.pem")],
    ["holds none", () => office.file("empty.pem", "")],
    ["holds a private key", () => office.file("key.pem", office.selfSigned().key)],
  ])(
    "whose file %s leaves what was kept, enrols nobody on weaker trust, and is written down",
    (_how, file) => {
      seat.setServerCertificates(["kept"]);
      launch(file());
      expect(seat.serverCertificates()).toEqual(["kept"]);
      expect(enrolled).toEqual([]);
      expect(logged).toMatchObject([{ variable: "ZUOXI_SERVER_CA" }]);
    },
  );

  it("says nothing of certificates when it names no file", () => {
    seat.setServerCertificates(["kept"]);
    launch(null);
    expect([seat.serverCertificates(), enrolled.length, logged]).toEqual([["kept"], 1, []]);
  });
});
