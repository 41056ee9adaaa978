/** Appends one posting: the distance to the previous passage as a varint, then the impact byte. */
export function encodePosting(target: Uint8Array, at: number, delta: number, impact: number): number {
  let position = at;
  let rest = delta;
  while (rest >= 0x80) {
    target[position++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  target[position++] = rest;
  target[position++] = impact;
  return position;
}

/** Bytes one posting takes. */
export function postingSize(delta: number): number {
  if (delta < 0x80) return 2;
  if (delta < 0x4000) return 3;
  if (delta < 0x20_0000) return 4;
  return delta < 0x1000_0000 ? 5 : 6;
}

/** Reads postings in order; ids rise strictly. */
export function eachPosting(postings: Uint8Array, visit: (passage: number, impact: number) => void): void {
  let at = 0;
  let passage = 0;
  const end = postings.length;
  while (at < end) {
    let shift = 0;
    let byte = postings[at++] as number;
    let delta = byte & 0x7f;
    while (byte >= 0x80) {
      byte = postings[at++] as number;
      shift += 7;
      delta |= (byte & 0x7f) << shift;
    }
    passage += delta;
    visit(passage, postings[at++] as number);
  }
}

/** Postings of several segments joined into one list in order of ids, without the dead. */
export function joinPostings(
  parts: readonly Uint8Array[],
  isDead: (passage: number) => boolean,
): { postings: Uint8Array; frequency: number } {
  const rows: { passage: number; impact: number }[] = [];
  for (const part of parts) {
    eachPosting(part, (passage, impact) => {
      if (!isDead(passage)) rows.push({ passage, impact });
    });
  }
  rows.sort((a, b) => a.passage - b.passage);
  const target = new Uint8Array(rows.length * 6);
  let at = 0;
  let last = 0;
  for (const { passage, impact } of rows) {
    at = encodePosting(target, at, passage - last, impact);
    last = passage;
  }
  return { postings: target.slice(0, at), frequency: rows.length };
}
