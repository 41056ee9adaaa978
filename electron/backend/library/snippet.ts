import type { MarkedText } from "../../../shared/domain/policy.ts";
import { canonicalTextWithOrigins } from "./canonicalText.ts";

/** A word to mark, in canonical form, and how much it says. */
export type MarkedWord = { text: string; weight: number };

type Span = { start: number; end: number; word: number };

const windowLength = 64;
/** How far a snippet may run on to the end of its sentence. */
const allowance = 16;

/** The whole text with every occurrence of the words marked. */
export function markText(text: string, words: readonly MarkedWord[]): MarkedText {
  return cut(text, locate(text, words), 0, text.length);
}

/** The 64-character window of the text with the most distinct weight, begun at a sentence where one is near. */
export function snippetOf(body: string, words: readonly MarkedWord[]): MarkedText {
  const text = body.slice(0, 20_000);
  const spans = locate(text, words);
  if (text.length <= windowLength + allowance) return cut(text, spans, 0, text.length);
  const first = bestWindow(beforeBasis(text, spans), words);
  const start = sentenceStart(text, first);
  const end = sentenceEnd(text, start + windowLength);
  const marked = cut(text, spans, start, end);
  if (start > 0) marked.unshift({ text: "…", hit: false });
  if (end < text.length) marked.push({ text: "…", hit: false });
  return marked;
}

/** A sheet closes with the articles it rests on: their names hold words of every query and answer none. */
function beforeBasis(text: string, spans: readonly Span[]): readonly Span[] {
  const basis = text.search(/\n依据[：:]/);
  return basis < 0 ? spans : spans.filter(({ start }) => start < basis);
}

/** Occurrences in the original text, in order, longer ones first at one place. */
function locate(text: string, words: readonly MarkedWord[]): Span[] {
  const canonical = canonicalTextWithOrigins(text);
  const spans: Span[] = [];
  words.forEach((word, number) => {
    if (word.text === "") return;
    for (
      let at = canonical.text.indexOf(word.text);
      at >= 0;
      at = canonical.text.indexOf(word.text, at + 1)
    ) {
      const last = canonical.origins[at + word.text.length - 1] ?? 0;
      spans.push({ start: canonical.origins[at] ?? 0, end: nextBoundary(text, last), word: number });
    }
  });
  return spans.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** A character outside the basic plane takes two units; a mark never splits it. */
function nextBoundary(text: string, at: number): number {
  return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
}

function bestWindow(spans: readonly Span[], words: readonly MarkedWord[]): number {
  let best = 0;
  let bestWeight = 0;
  spans.forEach((from, at) => {
    const seen = new Set<number>();
    let weight = 0;
    for (let next = at; next < spans.length; next++) {
      const span = spans[next] as Span;
      if (span.end > from.start + windowLength) break;
      if (!seen.has(span.word)) weight += words[span.word]?.weight ?? 0;
      seen.add(span.word);
    }
    if (weight > bestWeight) {
      bestWeight = weight;
      best = from.start;
    }
  });
  return best;
}

function sentenceStart(text: string, hit: number): number {
  const reach = Math.max(0, hit - 24);
  for (let at = hit - 1; at >= reach; at--) if (/[。；！？\n]/.test(text[at] ?? "")) return at + 1;
  if (reach === 0) return 0;
  for (let at = reach; at < hit; at++) if (/[，、：]/.test(text[at] ?? "")) return at + 1;
  return wholeCharacter(text, Math.max(0, hit - 8));
}

function sentenceEnd(text: string, target: number): number {
  if (target >= text.length) return text.length;
  for (let at = target; at < Math.min(text.length, target + allowance); at++) {
    if (/[。；！？\n]/.test(text[at] ?? "")) return at + 1;
  }
  return wholeCharacter(text, target);
}

/** Steps back from the second half of a pair. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

function cut(text: string, spans: readonly Span[], start: number, end: number): MarkedText {
  const pieces: MarkedText = [];
  const add = (from: number, to: number, hit: boolean) => {
    const piece = text.slice(from, to).replace(/\s+/g, " ");
    const last = pieces.at(-1);
    if (piece === "") return;
    if (last && last.hit === hit) last.text += piece;
    else pieces.push({ text: piece, hit });
  };
  let at = start;
  for (const span of spans) {
    const from = Math.max(span.start, at);
    const to = Math.min(span.end, end);
    if (to <= from) continue;
    add(at, from, false);
    add(from, to, true);
    at = to;
  }
  add(at, end, false);
  return pieces;
}
