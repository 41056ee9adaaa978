import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readOggOpus } from "./oggOpus.ts";

describe("reading an Ogg Opus file", () => {
  it("takes the length from the last page, less the samples a decoder throws away", () => {
    const file = new Uint8Array([...page(0n, opusHead(312)), ...page(48_312n, "sound")]);
    expect(readOggOpus(file)).toEqual({ channels: 1, durationMs: 1000 });
  });

  it("knows other files from Opus", () => {
    expect(
      readOggOpus(new Uint8Array(page(48_000n, "\u0001vorbis and what follows it in a header"))),
    ).toBeNull();
    expect(readOggOpus(new TextEncoder().encode("<!doctype html>".repeat(10)))).toBeNull();
  });

  it("never throws, whatever the bytes", () => {
    const head = page(0n, opusHead(312));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, withHead) => {
        readOggOpus(withHead ? new Uint8Array([...head, ...noise]) : noise);
      }),
    );
  });
});

/** One Ogg page with a single segment; no checksum, which the reader does not look at. */
function page(granule: bigint, body: string): number[] {
  const head = new DataView(new ArrayBuffer(28));
  [..."OggS"].forEach((sign, at) => {
    head.setUint8(at, sign.charCodeAt(0));
  });
  head.setBigUint64(6, granule, true);
  head.setUint8(26, 1);
  head.setUint8(27, body.length);
  return [...new Uint8Array(head.buffer), ...[...body].map((sign) => sign.charCodeAt(0))];
}

function opusHead(preSkip: number): string {
  return `OpusHead\u0001\u0001${String.fromCharCode(preSkip & 255, preSkip >> 8)}${"\0".repeat(7)}`;
}
