import type { Outcome } from "../errors.ts";
import { foldDigits } from "./identifiers.ts";
import type { LocalDate } from "./time.ts";

/** What a ticket number is made of. `sequence` counts the seat's tickets of that day from 1. */
export type TicketNumberParts = { seatNumber: number; day: LocalDate; sequence: number };

/**
 * The number a caller writes down: `261122-0022-0007-66`, that is day, seat, the seat's running number of that day and
 * two check digits (ISO 7064 MOD 97-10). The server gives every seat its own number at enrolment, so seats that have
 * never met make no number twice. Digits only: over a telephone line letters are misheard.
 * @throws RangeError when a part does not fit; 9999 tickets of one seat on one day is beyond any desk
 */
export function makeTicketNumber({ seatNumber, day, sequence }: TicketNumberParts): string {
  if (!isFourDigits(seatNumber)) throw new RangeError("seatNumber must be 1 to 9999");
  if (!isFourDigits(sequence)) throw new RangeError("sequence must be 1 to 9999");
  if (!/^20[0-9]{2}-[0-9]{2}-[0-9]{2}$/.test(day))
    throw new RangeError("day must be a local date of this century");
  const body = day.slice(2).replaceAll("-", "") + fourDigits(seatNumber) + fourDigits(sequence);
  // MOD 97-10: the whole number leaves 1 when divided by 97.
  const check = 98 - modulo97(`${body}00`);
  return grouped(body + String(check).padStart(2, "0"));
}

/**
 * Reads a ticket number as typed or pasted; spaces, hyphens and full-width digits do not matter.
 * @returns refusals `ticketNumber.shape` (not 16 digits) and `ticketNumber.check` (a digit is wrong or two are swapped)
 */
export function parseTicketNumber(text: string): Outcome<TicketNumberParts & { number: string }> {
  const digits = foldDigits(text).replace(/[\s\-–—−_]/g, "");
  if (!/^[0-9]{16}$/.test(digits)) return { ok: false, rule: "ticketNumber.shape" };
  if (modulo97(digits) !== 1) return { ok: false, rule: "ticketNumber.check" };
  const day = `20${digits.slice(0, 2)}-${digits.slice(2, 4)}-${digits.slice(4, 6)}`;
  const seatNumber = Number(digits.slice(6, 10));
  const sequence = Number(digits.slice(10, 14));
  const isPossible = isRealDay(day) && seatNumber > 0 && sequence > 0;
  if (!isPossible) return { ok: false, rule: "ticketNumber.shape" };
  return { ok: true, value: { number: grouped(digits), day, seatNumber, sequence } };
}

/** The number as it is read out: 二六幺幺二二，零零二二，零零零七，六六. One is 幺, which is not misheard as 七. */
export function spellTicketNumber(number: string): string {
  return foldDigits(number)
    .split("-")
    .map((group) => [...group].map((digit) => spokenDigits[Number(digit)] ?? digit).join(""))
    .join("，");
}

const spokenDigits = ["零", "幺", "二", "三", "四", "五", "六", "七", "八", "九"];

function isFourDigits(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 9999;
}

function fourDigits(value: number): string {
  return String(value).padStart(4, "0");
}

function grouped(digits: string): string {
  return [digits.slice(0, 6), digits.slice(6, 10), digits.slice(10, 14), digits.slice(14)].join("-");
}

/** Digit by digit, since 16 digits do not fit a double exactly. */
function modulo97(digits: string): number {
  return [...digits].reduce((carry, digit) => (carry * 10 + Number(digit)) % 97, 0);
}

function isRealDay(day: string): boolean {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === day;
}
