/** Why the certificate of a server was not believed; each has its sentence in the string catalogue. */
export const certificateRules = [
  "certificate.expired",
  "certificate.notYetValid",
  "certificate.selfSigned",
  "certificate.unknownAuthority",
  "certificate.otherName",
  "certificate.unusable",
  /** The authority that the seat was told to trust has itself expired. */
  "certificate.authorityExpired",
] as const;

/** Or that there was none: something answers there without encryption. */
export type LineRule = (typeof certificateRules)[number] | "server.notEncrypted";

/**
 * The reason behind an error code of a connection, as Node names what OpenSSL found.
 * @returns null for codes that say nothing about encryption
 */
export function lineRule(code: string): LineRule | null {
  return rules.get(code) ?? (certificateCode.test(code) ? "certificate.unusable" : null);
}

export function isCertificateRule(rule: string | null): rule is (typeof certificateRules)[number] {
  return certificateRules.some((each) => each === rule);
}

const rules: ReadonlyMap<string, LineRule> = new Map<string, LineRule>([
  ["CERT_HAS_EXPIRED", "certificate.expired"],
  ["CERT_NOT_YET_VALID", "certificate.notYetValid"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate.selfSigned"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "certificate.unknownAuthority"],
  ["UNABLE_TO_GET_ISSUER_CERT", "certificate.unknownAuthority"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "certificate.unknownAuthority"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "certificate.unknownAuthority"],
  // An authority that was made anew under its old name.
  ["CERT_SIGNATURE_FAILURE", "certificate.unknownAuthority"],
  ["CERT_UNTRUSTED", "certificate.unknownAuthority"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate.otherName"],
  ["ERR_TLS_CERT_ALTNAME_FORMAT", "certificate.otherName"],
  ["HOSTNAME_MISMATCH", "certificate.otherName"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "server.notEncrypted"],
  ["ERR_SSL_PACKET_LENGTH_TOO_LONG", "server.notEncrypted"],
  ["EPROTO", "server.notEncrypted"],
]);

/** Revoked, for another purpose, a key too short, unreadable: nothing an agent could tell apart. */
const certificateCode =
  /^(CERT_|CRL_|ERR_TLS_CERT_|UNABLE_TO_(GET|DE|VERIFY)|ERROR_IN_C|INVALID_(CA|PURPOSE)$|PATH_LENGTH_|UNSPECIFIED$)/;
