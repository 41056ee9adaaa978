/** Replaces `length` units of the text at `start` with `value`. */
export type Replacement = { start: number; length: number; value: string };

const digits = new Map([..."零一二三四五六七八九"].map((character, value) => [character, value]));
digits.set("〇", 0).set("两", 2);
const units = new Map([
  ["十", 10],
  ["百", 100],
  ["千", 1_000],
]);

/** A single numeral counts as a number only before one of these: 三倍 is 3倍, but 三期 and 统一 stay. */
const measures = new Set("天日月年元倍级岁周条款项章节小");
const numeral =
  /百分之([零〇一二两三四五六七八九十百点0-9.]+)|(\d+(?:\.\d+)?)([十百千万亿])(?=[元人户吨亩]|$)|[零〇一二两三四五六七八九十百千万亿]+/g;

/** Where Chinese numerals stand and what they are in digits: 九十八 → 98, 百分之二十 → 20%, 3万元 → 30000元. */
export function numeralReplacements(text: string): Replacement[] {
  const found: Replacement[] = [];
  for (const match of text.matchAll(numeral)) {
    const value = numberIn(match, text[match.index + match[0].length]);
    if (value !== null) found.push({ start: match.index, length: match[0].length, value });
  }
  return found;
}

function numberIn(match: RegExpMatchArray, next: string | undefined): string | null {
  const [run, percent, count, unit] = match;
  if (percent !== undefined) {
    const share = /^[0-9.]+$/.test(percent) ? percent : parseNumeral(percent);
    return share === null ? null : `${share}%`;
  }
  if (count !== undefined) return multiplied(count, unit ?? "");
  if (run.length === 1 && !(next !== undefined && measures.has(next) && run !== "零" && run !== "〇"))
    return null;
  return parseNumeral(run);
}

function multiplied(count: string, unit: string): string | null {
  const factor = units.get(unit) ?? (unit === "万" ? 10_000 : 100_000_000);
  const product = Math.round(Number(count) * factor * 100) / 100;
  return Number.isSafeInteger(product) ? String(product) : null;
}

/** 三百零五 → 305, 二〇二四 → 2024, 三点五 → 3.5; null for what is no number (万一, 千千万). */
export function parseNumeral(run: string): string | null {
  const [whole = "", fraction] = run.split("点");
  if (fraction !== undefined) {
    const head = parseNumeral(whole);
    return head === null || !allDigits(fraction) ? null : `${head}.${spell(fraction)}`;
  }
  if (allDigits(whole)) return whole.length > 0 && whole.length <= 15 ? spell(whole) : null;
  const value = positional(whole);
  return value === null || !Number.isSafeInteger(value) ? null : String(value);
}

function allDigits(run: string): boolean {
  for (const character of run) if (!digits.has(character)) return false;
  return true;
}

function spell(run: string): string {
  return Array.from(run, (character) => digits.get(character)).join("");
}

/** 三百零五: sections of up to four places, closed by 万 and 亿. Null where units do not fall. */
function positional(run: string): number | null {
  let total = 0;
  for (const [, places = "", close] of run.matchAll(/([^万亿]*)([万亿]?)/g)) {
    if (places === "" && !close) continue;
    const section = places === "" ? null : sectionValue(places);
    if (section === null) return null;
    total = close ? (total + section) * (close === "万" ? 10_000 : 100_000_000) : total + section;
  }
  return total;
}

const sectionForm =
  /^(?:([一二两三四五六七八九])千)?零?(?:([一二两三四五六七八九])百)?零?(?:([一二两三四五六七八九])?(十))?零?([一二两三四五六七八九])?$/;

function sectionValue(places: string): number | null {
  const match = sectionForm.exec(places.replaceAll("〇", "零"));
  if (!match) return null;
  const [, thousands, hundreds, tens, ten, ones] = match;
  const place = (digit: string | undefined) => (digit === undefined ? 0 : (digits.get(digit) ?? 0));
  return (
    place(thousands) * 1_000 + place(hundreds) * 100 + (ten ? place(tens ?? "一") * 10 : 0) + place(ones)
  );
}
