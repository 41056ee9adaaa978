import { checkCreditCode, foldDigits } from "./identifiers.ts";
import { parsePhone } from "./phoneNumber.ts";
import { parseTicketNumber } from "./ticketNumber.ts";

/** 138****6621; a landline keeps its area code and last four digits. Service numbers and extensions name nobody. */
export function maskPhone(text: string): string {
  const phone = parsePhone(text);
  if (phone.kind === "hidden") return "";
  if (phone.kind === "service" || phone.kind === "toll-free" || phone.kind === "extension")
    return phone.digits;
  if (phone.kind === "landline" && phone.areaCode !== null)
    return `${phone.areaCode}-${keepEnds(phone.digits.slice(phone.areaCode.length), 0, 4)}`;
  if (phone.kind === "international") return keepEnds(phone.digits, 4, 2);
  if (phone.digits === "") return stars(text.trim());
  return phone.digits.length > 7 ? keepEnds(phone.digits, 3, 4) : stars(phone.digits);
}

/** 3301**********001X. A number still being typed shows nothing that could complete it. */
export function maskIdNumber(text: string): string {
  const number = foldDigits(text).replace(/[\s-]/g, "").toUpperCase();
  return number.length >= 12 ? keepEnds(number, 4, 4) : stars(number);
}

/** 张*三, 张*, 欧**娜. */
export function maskName(text: string): string {
  const signs = [...text.trim()];
  if (signs.length <= 1) return stars(text.trim());
  if (signs.length === 2) return `${signs[0]}*`;
  return `${signs[0]}${"*".repeat(signs.length - 2)}${signs.at(-1)}`;
}

/**
 * Masks ID numbers, telephone numbers and other long personal numbers inside running text, for logs and lists. Ticket
 * numbers, credit codes of units, service numbers, dates and amounts stay. In doubt it masks.
 */
export function maskText(text: string): string {
  const parts: string[] = [];
  let from = 0;
  // A unit's credit code is public and looks like an ID number: those are kept whole, the text between is masked.
  for (const found of text.matchAll(/[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]{18,}/g)) {
    if (found[0].length !== 18 || isPersonalId(found[0]) || !checkCreditCode(found[0]).ok) continue;
    parts.push(maskNumbers(text.slice(from, found.index)), found[0]);
    from = found.index + found[0].length;
  }
  return [...parts, maskNumbers(text.slice(from))].join("");
}

/**
 * For texts that are kept to learn from: every number of six digits and more goes whole, also one that is cut up or
 * spelt out (一三八…). Years with a number, 〔2020〕17号, stay: a bracket ends a number.
 */
export function blankNumbers(text: string): string {
  return text.replace(longNumber, (found) => found.replace(/[^ 　\-－–—]/g, "*"));
}

const digit = "[0-9０-９零〇一二三四五六七八九幺]";
const longNumber = new RegExp(`${digit}(?:[ 　\\-－–—]?${digit}){5,}[XxＸｘ]?`, "g");

/** Digits with single separators between, as people write numbers down. */
const cluster = /[+＋]?[0-9０-９]+(?:[ 　\-－–—()（）/]{1,2}[0-9０-９]+)*[XxＸｘ]?/g;
const unitAfterAmount = /^\s*(?:元|万|千|百|个|人|次|份|篇|字|分|毫秒|ms)/;

function maskNumbers(text: string): string {
  return text.replace(cluster, (found, offset: number) => {
    const isAmount = unitAfterAmount.test(text.slice(offset + found.length));
    return maskCluster(found, isAmount);
  });
}

type Piece = { text: string; gap: string };

function maskCluster(found: string, isAmount: boolean): string {
  const pieces: Piece[] = [...found.matchAll(/([+＋]?[0-9０-９]+[XxＸｘ]?)([^0-9０-９]*)/g)].map((piece) => ({
    text: piece[1] ?? "",
    gap: piece[2] ?? "",
  }));
  let masked = "";
  let at = 0;
  while (at < pieces.length) {
    const end = longestNumber(pieces, at, isAmount);
    if (end.masked === null) masked += (pieces[at]?.text ?? "") + (pieces[at]?.gap ?? "");
    else masked += end.masked + (pieces[end.last]?.gap ?? "");
    at = end.last + 1;
  }
  return masked;
}

/** The longest run of pieces from `at` that together is something to mask or to keep whole. */
function longestNumber(
  pieces: Piece[],
  at: number,
  isAmount: boolean,
): { last: number; masked: string | null } {
  // Six pieces are more than anyone cuts a number into; it also keeps long tables of figures cheap.
  for (let last = Math.min(pieces.length, at + 6) - 1; last >= at; last -= 1) {
    const run = pieces.slice(at, last + 1);
    const digits = foldDigits(run.map((piece) => piece.text).join("")).toUpperCase();
    if (parseTicketNumber(digits).ok) return { last, masked: asWritten(run) };
    const isRange = looksLikeRange(run) || (isAmount && last === pieces.length - 1);
    const masked = maskOne(digits, run.length, isRange);
    if (masked !== null) return { last, masked };
  }
  return { last: at, masked: null };
}

/** 2023-2024 and 3000-5000: years and amounts, where 6543-2101 would be a telephone number. */
function looksLikeRange(run: Piece[]): boolean {
  if (run.length < 2) return false;
  const isYear = /^(?:19|20)[0-9]{2}$/.test(foldDigits(run[0]?.text ?? ""));
  return isYear || run.every((piece) => /[0０]$/.test(piece.text));
}

function asWritten(run: Piece[]): string {
  return run.map((piece, index) => piece.text + (index === run.length - 1 ? "" : piece.gap)).join("");
}

function maskOne(digits: string, pieceCount: number, isAmountOrRange: boolean): string | null {
  if (isPersonalId(digits)) return keepEnds(digits, 4, 4);
  // Bank cards and mistyped ID numbers: too long for anything an agent would need to read in a list.
  if (pieceCount === 1 && digits.length >= 15) return keepEnds(digits, 4, 4);
  return isPersonalPhone(digits, pieceCount, isAmountOrRange) ? maskPhone(digits) : null;
}

/** A right check digit is not asked for: an ID number with one digit mistyped is still somebody's. */
function isPersonalId(text: string): boolean {
  const number = foldDigits(text).toUpperCase();
  if (/^[0-9]{15}$/.test(number)) return isDay(`19${number.slice(6, 12)}`);
  return /^[1-9][0-9]{16}[0-9X]$/.test(number) && isDay(number.slice(6, 14));
}

function isDay(yyyymmdd: string): boolean {
  return /^(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])$/.test(yyyymmdd);
}

function isPersonalPhone(digits: string, pieceCount: number, isAmountOrRange: boolean): boolean {
  const { kind, areaCode } = parsePhone(digits);
  if (kind === "mobile") return true;
  if (kind === "international") return digits.startsWith("+");
  if (kind !== "landline" || areaCode === null) return false;
  if (digits.length > 8) return /^(?:0|86|\+86|9)/.test(digits);
  // A bare local number looks like an amount or a date; cut in two it is a telephone number only as 8765 4321.
  return !isAmountOrRange && !isDay(digits) && pieceCount <= 2;
}

function keepEnds(text: string, head: number, tail: number): string {
  return (
    text.slice(0, head) + "*".repeat(Math.max(0, text.length - head - tail)) + text.slice(text.length - tail)
  );
}

function stars(text: string): string {
  return "*".repeat([...text].length);
}
