import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Authority,
  type CertificateOffice,
  openCertificateOffice,
} from "../tests/support/certificates.ts";
import { requirePrograms } from "../tests/support/systemPrograms.ts";
import { readTlsFiles } from "./tlsFiles.ts";

describe.runIf(requirePrograms(["openssl"]))("the certificate a server is started with", () => {
  let office: CertificateOffice;
  let authority: Authority;
  /** Files of the right certificate and of its key. */
  let cert = "";
  let key = "";

  beforeAll(() => {
    office = openCertificateOffice();
    authority = office.authority("Centre");
    const right = authority.issue({ untilDay: 40.5 });
    cert = office.file("right.pem", right.cert + authority.certificate);
    key = office.file("right.key", right.key);
  });
  afterAll(() => office.close());

  const refusal = (files: Parameters<typeof readTlsFiles>[0], now = Date.now()) => {
    try {
      readTlsFiles(files, now);
    } catch (error) {
      return (error as Error).message;
    }
    return "taken";
  };

  it("is taken with its chain; whoever starts it hears for which names it is and how long it lasts", () => {
    expect(readTlsFiles({ cert, key }, Date.now())).toMatchObject({
      tls: { cert: expect.stringMatching(/BEGIN.+BEGIN/s) },
      names: "IP Address:127.0.0.1",
      daysLeft: 40,
    });
  });

  it("is not asked for where neither file is named, but never half of it", () => {
    expect(readTlsFiles({}, Date.now())).toBeNull();
    expect(refusal({ cert })).toBe("--cert and --key belong together: one is missing");
    expect(refusal({ key })).toBe("--cert and --key belong together: one is missing");
  });

  it("is missed by name", () => {
    expect(refusal({ cert: "/nowhere/a.pem", key })).toBe("--cert: /nowhere/a.pem does not exist");
    expect(refusal({ cert, key: "/nowhere/a.key" })).toBe("--key: /nowhere/a.key does not exist");
    expect(refusal({ cert: office.folder, key })).toBe(`--cert: ${office.folder} cannot be read (EISDIR)`);
  });

  it("is a certificate, and its key a key that nothing locks", () => {
    expect(refusal({ cert: key, key })).toBe(`--cert: ${key} holds no certificate in PEM form`);
    expect(refusal({ cert, key: cert })).toBe(`--key: ${cert} holds no private key in PEM form`);
    const locked = office.file("locked.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n");
    expect(refusal({ cert, key: locked })).toBe(
      `--key: ${locked} is locked by a passphrase; unlock it first`,
    );
  });

  it("has the key that belongs to it", () => {
    const other = office.file("other.key", authority.issue().key);
    expect(refusal({ cert, key: other })).toBe(
      `the key in ${other} does not belong to the certificate in ${cert}`,
    );
  });

  it("is valid today", () => {
    const day = 86_400_000;
    expect(refusal({ cert, key }, Date.now() + 41 * day)).toMatch(
      /right\.pem expired on \d{4}-\d\d-\d\d: no seat/,
    );
    expect(refusal({ cert, key }, Date.now() - 2 * day)).toMatch(
      /right\.pem is valid from \d{4}-\d\d-\d\d on; is this/,
    );
  });

  it("is strong enough for TLS", () => {
    const weak = authority.issue({ rsaBits: 1_024 });
    const files = { cert: office.file("weak.pem", weak.cert), key: office.file("weak.key", weak.key) };
    expect(refusal(files)).toBe(`the certificate in ${files.cert} cannot be used (ERR_SSL_EE_KEY_TOO_SMALL)`);
  });
});
