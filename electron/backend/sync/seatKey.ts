import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import { tokenMessage } from "../../../shared/sync/protocol.ts";

/** A new Ed25519 pair: the public half as the protocol wants it, the private one as base64 PKCS#8 for the settings. */
export function newSeatKey(): { publicKey: string; privateKey: string } {
  const pair = generateKeyPairSync("ed25519");
  const { x } = pair.publicKey.export({ format: "jwk" });
  const privateKey = pair.privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
  return { publicKey: x ?? "", privateKey };
}

/** Proves to the server that this is the seat: base64url of the Ed25519 signature. */
export function signNonce(privateKey: string, seatId: string, nonce: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, "base64"), format: "der", type: "pkcs8" });
  return sign(null, Buffer.from(tokenMessage(seatId, nonce)), key).toString("base64url");
}
