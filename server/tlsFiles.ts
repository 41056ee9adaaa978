import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { AppError } from "../shared/errors.ts";

/** PEM texts; `cert` with whatever chain follows the server's own. */
export type Tls = { cert: string; key: string };

export type TlsFiles = {
  tls: Tls;
  /** The server's own certificate: the names it is for, and whole days until it ends. */
  names: string;
  daysLeft: number;
};

/**
 * Reads what the server is to prove itself by and checks that seats could believe it at all. What only they can know,
 * whether they trust the authority and call the server by this name, they say themselves.
 * @param now epoch ms
 * @throws AppError `rule_violated` with a sentence for whoever starts the server; null when neither file is named
 */
export function readTlsFiles(
  files: { cert?: string | undefined; key?: string | undefined },
  now: number,
): TlsFiles | null {
  const { cert: certFile, key: keyFile } = files;
  if (certFile === undefined && keyFile === undefined) return null;
  if (certFile === undefined || keyFile === undefined)
    throw wrong("--cert and --key belong together: one is missing");
  const tls = { cert: read("--cert", certFile), key: read("--key", keyFile) };
  const certificate = parseCertificate(tls.cert, certFile);
  if (!certificate.checkPrivateKey(parseKey(tls.key, keyFile)))
    throw wrong(`the key in ${keyFile} does not belong to the certificate in ${certFile}`);
  assertValid(certificate, certFile, now);
  assertUsable(tls, certFile);
  const daysLeft = Math.floor((Date.parse(certificate.validTo) - now) / 86_400_000);
  return { tls, names: certificate.subjectAltName ?? certificate.subject, daysLeft };
}

function read(option: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw wrong(`${option}: ${file} ${code === "ENOENT" ? "does not exist" : `cannot be read (${code})`}`);
  }
}

/** The first one in the file is the server's own, as TLS sends them. */
function parseCertificate(pem: string, file: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw wrong(`--cert: ${file} holds no certificate in PEM form`);
  }
}

function parseKey(pem: string, file: string): KeyObject {
  if (pem.includes("ENCRYPTED")) throw wrong(`--key: ${file} is locked by a passphrase; unlock it first`);
  try {
    return createPrivateKey(pem);
  } catch {
    throw wrong(`--key: ${file} holds no private key in PEM form`);
  }
}

function assertValid({ validFrom, validTo }: X509Certificate, file: string, now: number): void {
  const day = (text: string) => new Date(text).toISOString().slice(0, 10);
  if (Date.parse(validTo) <= now)
    throw wrong(`the certificate in ${file} expired on ${day(validTo)}: no seat would believe this server`);
  if (Date.parse(validFrom) > now)
    throw wrong(
      `the certificate in ${file} is valid from ${day(validFrom)} on; is this machine's clock right?`,
    );
}

/** OpenSSL's own word: a key that is too short, a broken chain. */
function assertUsable(tls: Tls, file: string): void {
  try {
    createSecureContext(tls);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw wrong(`the certificate in ${file} cannot be used (${code})`);
  }
}

function wrong(sentence: string): AppError {
  return new AppError("rule_violated", sentence, { rule: "server.tlsFiles" });
}
