import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";

/** Ed25519 keys as they travel: 32 bytes in base64. */
export type SigningKey = { publicKey: string; privateKey: KeyObject };

/** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) up to the key itself. */
const spkiHead = Buffer.from("302a300506032b6570032100", "hex");

/** A new key pair; `text` is the private key as the encrypted database keeps it. */
export function newSigningKey(): SigningKey & { text: string } {
  const { privateKey } = generateKeyPairSync("ed25519");
  const text = privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
  return { ...readSigningKey(text), text };
}

export function readSigningKey(text: string): SigningKey {
  const privateKey = createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return { publicKey: spki.subarray(spkiHead.length).toString("base64"), privateKey };
}

/** The key object of 32 raw bytes. */
export function publicKeyOf(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([spkiHead, raw]), format: "der", type: "spki" });
}

/** Eight groups of four hexadecimal digits: 128 bits of SHA-256, short enough to be read out on the telephone. */
export function fingerprintOf(publicKey: string): string {
  const digest = createHash("sha256").update(Buffer.from(publicKey, "base64")).digest("hex").slice(0, 32);
  return (digest.toUpperCase().match(/.{4}/g) ?? []).join(" ");
}

/** The first two groups: how lists name a key. */
export function keyIdOf(publicKey: string): string {
  return fingerprintOf(publicKey).slice(0, 9).replace(" ", "-");
}

/** Compares what somebody typed, however it is spaced. */
export function isFingerprintOf(typed: string, publicKey: string): boolean {
  const plain = (text: string) =>
    text
      .normalize("NFKC")
      .toUpperCase()
      .replace(/[^0-9A-F]/g, "");
  return plain(typed) === plain(fingerprintOf(publicKey));
}
