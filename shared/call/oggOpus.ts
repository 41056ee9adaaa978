/** What the head and the last page of an Ogg Opus file say. */
export type OggOpus = { channels: number; durationMs: number };

/**
 * Reads the length of an Ogg Opus file (RFC 3533, RFC 7845) from its first and last page, without decoding.
 * @returns null for bytes that are no Ogg Opus file
 */
export function readOggOpus(bytes: Uint8Array): OggOpus | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 47 || !says(bytes, 0, "OggS") || !says(bytes, 28, "OpusHead")) return null;
  const preSkip = view.getUint16(38, true);
  const lastPage = lastIndexOfPage(bytes);
  // Granule positions count 48 kHz samples whatever the rate of the source (RFC 7845, 4).
  const samples = Number(view.getBigUint64(lastPage + 6, true)) - preSkip;
  return { channels: bytes[37] ?? 0, durationMs: Math.round(Math.max(samples, 0) / 48) };
}

function lastIndexOfPage(bytes: Uint8Array): number {
  for (let at = bytes.length - 27; at > 0; at--) if (says(bytes, at, "OggS")) return at;
  return 0;
}

function says(bytes: Uint8Array, at: number, word: string): boolean {
  return [...word].every((sign, index) => bytes[at + index] === sign.charCodeAt(0));
}
