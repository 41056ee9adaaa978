import type { Problem } from "../../ui/text.ts";
import { toBase64 } from "../admin/readFiles.ts";

/** A dozen authorities fit in a quarter of it. */
const largest = 64 * 1024;

/** A certificate file as text. Windows exports the bare bytes unless told otherwise; they are written as PEM here. */
export async function readCertificateFile(
  file: File,
): Promise<{ ok: true; pem: string } | { ok: false; problem: Problem }> {
  if (file.size > largest) return { ok: false, problem: { rule: "trust.tooLarge", detail: {} } };
  const buffer = await file.arrayBuffer();
  if (new Uint8Array(buffer)[0] !== derSequence) return { ok: true, pem: new TextDecoder().decode(buffer) };
  const lines = toBase64(buffer).match(/.{1,64}/g) ?? [];
  return { ok: true, pem: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----"].join("\n") };
}

/** With which every certificate in bytes begins, and no text. */
const derSequence = 0x30;
