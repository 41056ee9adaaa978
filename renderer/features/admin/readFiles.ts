import type { Problem } from "../../ui/text.ts";

/** What fits a request once written in base64; larger files are imported by path. */
const largest = 14 * 1024 * 1024;
/** As many as one request takes. */
const most = 50;

/** Reads dropped files for the backend. Refuses the whole lot when one is too large, so that nothing is half done. */
export async function readFiles(files: File[]): Promise<ReadFiles> {
  const tooLarge = files.find((file) => file.size > largest);
  if (tooLarge) return { ok: false, problem: { rule: "file.tooLarge", detail: { name: tooLarge.name } } };
  if (files.length > most) return { ok: false, problem: { rule: "file.tooMany", detail: { most } } };
  const read = files.map(async (file) => ({ name: file.name, base64: toBase64(await file.arrayBuffer()) }));
  return { ok: true, files: await Promise.all(read) };
}

export type ReadFiles =
  | { ok: true; files: { name: string; base64: string }[] }
  | { ok: false; problem: Problem };

/** Bytes as a request carries them. */
export function toBase64(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  let text = "";
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
