import { describe, expect, it, test } from "vitest";
import { isCertificateRule, lineRule } from "./certificateTrouble.ts";

const table: [string, ReturnType<typeof lineRule>][] = [
  ["CERT_HAS_EXPIRED", "certificate.expired"],
  ["CERT_NOT_YET_VALID", "certificate.notYetValid"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate.selfSigned"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "certificate.unknownAuthority"],
  ["UNABLE_TO_GET_ISSUER_CERT", "certificate.unknownAuthority"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "certificate.unknownAuthority"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "certificate.unknownAuthority"],
  ["CERT_SIGNATURE_FAILURE", "certificate.unknownAuthority"],
  ["CERT_UNTRUSTED", "certificate.unknownAuthority"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate.otherName"],
  ["ERR_TLS_CERT_ALTNAME_FORMAT", "certificate.otherName"],
  ["HOSTNAME_MISMATCH", "certificate.otherName"],
  ["CERT_REVOKED", "certificate.unusable"],
  ["CERT_REJECTED", "certificate.unusable"],
  ["CERT_CHAIN_TOO_LONG", "certificate.unusable"],
  ["CRL_HAS_EXPIRED", "certificate.unusable"],
  ["INVALID_CA", "certificate.unusable"],
  ["INVALID_PURPOSE", "certificate.unusable"],
  ["PATH_LENGTH_EXCEEDED", "certificate.unusable"],
  ["ERROR_IN_CERT_NOT_BEFORE_FIELD", "certificate.unusable"],
  ["UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY", "certificate.unusable"],
  ["UNSPECIFIED", "certificate.unusable"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "server.notEncrypted"],
  ["ERR_SSL_PACKET_LENGTH_TOO_LONG", "server.notEncrypted"],
  ["EPROTO", "server.notEncrypted"],
  ["ECONNREFUSED", null],
  ["ECONNRESET", null],
  ["ENOTFOUND", null],
  ["UND_ERR_SOCKET", null],
  ["ABORT_ERR", null],
  ["ERR_INVALID_URL", null],
  ["", null],
];

describe("what a connection's error code says of the server's certificate", () => {
  it.each(table)("%s means %s", (code, expected) => {
    expect(lineRule(code)).toBe(expected);
  });
});

test("rules of certificates are told from other rules", () => {
  const rules = ["certificate.expired", "certificate.nobodyKnows", "server.unreachable", null];
  expect(rules.map(isCertificateRule)).toEqual([true, false, false, false]);
});
