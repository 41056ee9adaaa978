import { X509Certificate } from "node:crypto";
import { toInstant } from "../../shared/domain/time.ts";
import { AppError } from "../../shared/errors.ts";
import type { ShownCertificate } from "../../shared/rpc/serverTrustContract.ts";

/**
 * The certificates in a text, each as PEM of its own; words between them are skipped, as OpenSSL does.
 * @throws AppError `trust.privateKey`, `trust.none`, `trust.unreadable`
 */
export function readCertificates(text: string): string[] {
  // Who pastes a whole bundle is told at once: a private key has no business at a seat.
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) throw refused("trust.privateKey");
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw refused("trust.none");
  return [...new Set(blocks.map((block) => parse(block).toString()))];
}

/** What people compare. */
export function showCertificate(pem: string): ShownCertificate {
  const { subject, fingerprint256, validFrom, validTo } = parse(pem);
  return {
    subject: (subject ?? "").split("\n").join(", "),
    fingerprint: fingerprint256,
    validFrom: toInstant(Date.parse(validFrom)),
    validUntil: toInstant(Date.parse(validTo)),
  };
}

function parse(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw refused("trust.unreadable");
  }
}

function refused(rule: "trust.privateKey" | "trust.none" | "trust.unreadable"): AppError {
  return new AppError("invalid_input", "These are not the certificates of an authority", { rule });
}
