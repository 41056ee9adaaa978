import { numeralReplacements } from "./numerals.ts";
import { simplifiedCharacters, traditionalCharacters } from "./traditional.ts";

/** Canonical text and, for each of its units, the index in the original that it came from. */
export type CanonicalText = { text: string; origins: number[] };

/**
 * The form in which texts and queries are compared: NFKC, lower case, simplified characters, numbers in digits.
 * Lone surrogates pass through unharmed.
 */
export function canonicalText(text: string): string {
  const folded = foldFast(text) ?? foldSlowly(text).text;
  const replacements = numeralReplacements(folded);
  if (replacements.length === 0) return folded;
  let result = "";
  let from = 0;
  for (const { start, length, value } of replacements) {
    result += folded.slice(from, start) + value;
    from = start + length;
  }
  return result + folded.slice(from);
}

/** `canonicalText` with the way back to the original, for marking hits. */
export function canonicalTextWithOrigins(text: string): CanonicalText {
  const folded = foldSlowly(text);
  const origins: number[] = [];
  let result = "";
  let from = 0;
  const copyTo = (to: number) => {
    for (let at = from; at < to; at++) origins.push(folded.origins[at] ?? 0);
    result += folded.text.slice(from, to);
  };
  for (const { start, length, value } of numeralReplacements(folded.text)) {
    copyTo(start);
    // The last digit stands for the end of the numeral, so that a mark covers all of 三十八.
    for (let digit = 0; digit < value.length; digit++) {
      const unit = digit === value.length - 1 ? length - 1 : Math.min(digit, length - 1);
      origins.push(folded.origins[start + unit] ?? 0);
    }
    result += value;
    from = start + length;
  }
  copyTo(folded.text.length);
  return { text: result, origins };
}

const unknown = 0xffff;
/** One-to-one foldings of the basic plane; 0xffff sends a character the slow way. */
const foldTable = buildFoldTable();

function foldFast(text: string): string | null {
  const length = text.length;
  const units = new Uint16Array(length);
  for (let at = 0; at < length; at++) {
    const folded = foldTable[text.charCodeAt(at)] ?? unknown;
    if (folded === unknown) return null;
    units[at] = folded;
  }
  return Buffer.from(units.buffer).toString("utf16le");
}

function foldSlowly(text: string): CanonicalText {
  const origins: number[] = [];
  let result = "";
  let at = 0;
  for (const character of text) {
    const folded = foldCharacter(character);
    for (let unit = 0; unit < folded.length; unit++) origins.push(at);
    result += folded;
    at += character.length;
  }
  return { text: result, origins };
}

function foldCharacter(character: string): string {
  const unit = character.length === 1 ? (foldTable[character.charCodeAt(0)] ?? unknown) : unknown;
  if (unit !== unknown) return String.fromCharCode(unit);
  return character.normalize("NFKC").toLowerCase();
}

function buildFoldTable(): Uint16Array {
  const table = new Uint16Array(65_536);
  for (let code = 0; code < 65_536; code++) {
    const folded = String.fromCharCode(code).normalize("NFKC").toLowerCase();
    table[code] = folded.length === 1 ? folded.charCodeAt(0) : unknown;
  }
  for (let at = 0; at < traditionalCharacters.length; at++) {
    table[traditionalCharacters.charCodeAt(at)] = simplifiedCharacters.charCodeAt(at);
  }
  // Surrogate halves take the slow way, where pairs are seen whole.
  table.fill(unknown, 0xd800, 0xe000);
  return table;
}
