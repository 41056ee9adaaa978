import { createHash, sign, verify } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import {
  type PackageDocument,
  type PackageManifest,
  packageDocument,
  packageManifest,
} from "../../../shared/domain/libraryPackage.ts";
import type { Outcome } from "../../../shared/errors.ts";
import { publicKeyOf, type SigningKey } from "./packageKeys.ts";

/** A package whose signature, hashes and shape are right. Whether its key is trusted is another question. */
export type VerifiedPackage = {
  manifest: PackageManifest;
  documents: PackageDocument[];
  publicKey: string;
  hash: string;
};

/*
 * offset  length  what
 *      0       5  "ZXLIB"
 *      5       3  format, "001"
 *      8       4  length of the manifest, big endian
 *     12       4  length of the compressed documents
 *     16      32  public key
 *     48       …  manifest (JSON), documents (gzip of one JSON line each)
 *    end      64  Ed25519 signature over everything before it
 */
const magic = "ZXLIB";
const format = "001";
const headLength = 48;
const signatureLength = 64;

/** Writes and signs a package. The manifest's figures about the body are filled in here. */
export function writePackage(
  manifest: Omit<PackageManifest, "bodyBytes" | "contents">,
  documents: readonly PackageDocument[],
  key: SigningKey,
): Buffer {
  const lines = documents.map((document) => JSON.stringify(document));
  const plain = Buffer.from(lines.join("\n"));
  const contents = documents.map(({ versionId, title }, at): [string, string, string] => [
    versionId,
    title,
    digest(lines[at] ?? ""),
  ]);
  const whole: PackageManifest = { ...manifest, bodyBytes: plain.byteLength, contents };
  const manifestBytes = Buffer.from(JSON.stringify(whole));
  const body = gzipSync(plain);
  const head = Buffer.alloc(16);
  head.write(magic + format, "latin1");
  head.writeUInt32BE(manifestBytes.byteLength, 8);
  head.writeUInt32BE(body.byteLength, 12);
  const signed = Buffer.concat([head, Buffer.from(key.publicKey, "base64"), manifestBytes, body]);
  return Buffer.concat([signed, sign(null, signed, key.privateKey)]);
}

/**
 * Reads a package completely before anything of it is believed. Refusals: `package.notAPackage`,
 * `package.wrongFormat`, `package.truncated`, `package.tampered`.
 */
export function readPackage(bytes: Buffer): Outcome<VerifiedPackage> {
  const start = bytes.subarray(0, magic.length).toString("latin1");
  if (start !== magic.slice(0, start.length) || bytes.byteLength === 0) return refused("package.notAPackage");
  if (bytes.byteLength < headLength) return refused("package.truncated");
  if (bytes.subarray(5, 8).toString("latin1") !== format) return refused("package.wrongFormat");
  const bodyStart = headLength + bytes.readUInt32BE(8);
  const signedLength = bodyStart + bytes.readUInt32BE(12);
  if (bytes.byteLength < signedLength + signatureLength) return refused("package.truncated");
  const rawKey = bytes.subarray(16, headLength);
  const signature = bytes.subarray(signedLength);
  // Whatever follows the signature makes it too long to be one.
  if (signature.byteLength !== signatureLength) return refused("package.tampered");
  if (!verify(null, bytes.subarray(0, signedLength), publicKeyOf(rawKey), signature))
    return refused("package.tampered");
  const content = readContent(bytes.subarray(headLength, bodyStart), bytes.subarray(bodyStart, signedLength));
  if (!content) return refused("package.tampered");
  return {
    ok: true,
    value: { ...content, publicKey: rawKey.toString("base64"), hash: digest(bytes) },
  };
}

/** Signed does not mean well formed: another program may hold a key. */
function readContent(manifestBytes: Buffer, body: Buffer) {
  try {
    const manifest = packageManifest.parse(JSON.parse(manifestBytes.toString("utf8")));
    const plain = gunzipSync(body, { maxOutputLength: manifest.bodyBytes + 1 }).toString("utf8");
    const lines = plain === "" ? [] : plain.split("\n");
    if (lines.length !== manifest.contents.length) return null;
    const documents = lines.map((line) => packageDocument.parse(JSON.parse(line)));
    const isWhole = manifest.contents.every(
      ([versionId, title, hash], at) =>
        digest(lines[at] ?? "") === hash &&
        documents[at]?.versionId === versionId &&
        documents[at]?.title === title,
    );
    return isWhole && areIdsRight(documents) ? { manifest, documents } : null;
  } catch {
    return null;
  }
}

/** Ids follow from the content: no package may take the id of a text that it does not hold, or hold one twice. */
function areIdsRight(documents: readonly PackageDocument[]): boolean {
  const ids = new Set(documents.map((document) => document.versionId));
  const isRight = ({ identity, contentHash, versionId }: PackageDocument) =>
    versionId === `v${digest(`${identity}\n${contentHash}`).slice(0, 24)}`;
  return ids.size === documents.length && documents.every(isRight);
}

function refused(rule: string): { ok: false; rule: string } {
  return { ok: false, rule };
}

function digest(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}
