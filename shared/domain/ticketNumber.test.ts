import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  makeTicketNumber,
  parseTicketNumber,
  spellTicketNumber,
  type TicketNumberParts,
} from "./ticketNumber.ts";

fc.configureGlobal({ seed: 12333 });

const anyParts: fc.Arbitrary<TicketNumberParts> = fc.record({
  seatNumber: fc.integer({ min: 1, max: 9999 }),
  sequence: fc.integer({ min: 1, max: 9999 }),
  day: fc
    .date({ min: new Date("2020-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
});

describe("a ticket number", () => {
  it("holds day, seat, running number and two check digits", () => {
    const number = makeTicketNumber({ seatNumber: 22, day: "2026-11-22", sequence: 7 });
    expect(number).toMatch(/^261122-0022-0007-[0-9]{2}$/);
    expect(BigInt(number.replaceAll("-", "")) % 97n).toBe(1n);
  });

  it("gives back its parts, and no two parts share a number", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const number = makeTicketNumber(parts);
        expect(parseTicketNumber(number)).toEqual({ ok: true, value: { ...parts, number } });
      }),
    );
  });

  it("never passes with one wrong digit or two swapped neighbours, whatever the seat and day", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const number = makeTicketNumber(parts);
        expect(misreadings(number).filter((wrong) => parseTicketNumber(wrong).ok)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it("never passes with one wrong digit or two swapped neighbours: every place, every pair of digits", () => {
    // Whether an error shows depends only on its place and the two digits, not on the rest: the check is a weighted sum.
    // So all errors there can be are 16 x 9 differences and 15 x 9 swaps; none may be a multiple of 97.
    for (let place = 0n; place < 16n; place += 1n) {
      for (let difference = 1n; difference <= 9n; difference += 1n) {
        expect((difference * 10n ** place) % 97n).not.toBe(0n);
        if (place < 15n) expect((difference * (10n ** (place + 1n) - 10n ** place)) % 97n).not.toBe(0n);
      }
    }
  });

  it.each([
    "261122002200072",
    "２６１１２２－００２２－０００７－",
    "",
    "T261122-0022-0007-45",
    "2611220022000745123",
    "ABCDEF-0022-0007-45",
  ])("refuses the shape of %s", (text) => {
    expect(parseTicketNumber(text)).toEqual({ ok: false, rule: "ticketNumber.shape" });
  });

  it("refuses a day that does not exist and a seat or ticket zero, though the check digits agree", () => {
    const passing = (body: string) => body + String(98n - ((BigInt(body) * 100n) % 97n)).padStart(2, "0");
    for (const body of ["26023000220007", "26112200000007", "26112200220000"])
      expect(parseTicketNumber(passing(body))).toEqual({ ok: false, rule: "ticketNumber.shape" });
  });

  it("is read with spaces, full-width digits and other hyphens", () => {
    const number = makeTicketNumber({ seatNumber: 1, day: "2026-11-22", sequence: 1 });
    const fullWidth = number.replace(/[0-9-]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    for (const text of [` ${number} `, number.replaceAll("-", ""), number.replaceAll("-", " "), fullWidth])
      expect(parseTicketNumber(text)).toMatchObject({ ok: true, value: { number } });
  });

  it.each([
    [{ seatNumber: 0, day: "2026-11-22", sequence: 1 }],
    [{ seatNumber: 10_000, day: "2026-11-22", sequence: 1 }],
    [{ seatNumber: 1.5, day: "2026-11-22", sequence: 1 }],
    [{ seatNumber: 1, day: "2026-11-22", sequence: 0 }],
    [{ seatNumber: 1, day: "22 November", sequence: 1 }],
  ])("is not made from %j", (parts) => {
    expect(() => makeTicketNumber(parts)).toThrow(RangeError);
  });

  it("is spelt digit by digit with 幺 for one and a pause between groups", () => {
    expect(spellTicketNumber("261122-0022-0007-45")).toBe("二六幺幺二二，零零二二，零零零七，四五");
  });
});

/** All single wrong digits and all swaps of unlike neighbours, hyphens not counted. */
function misreadings(number: string): string[] {
  const digits = [...number.replaceAll("-", "")];
  const changed = digits.flatMap((digit, at) =>
    [..."0123456789"].filter((other) => other !== digit).map((other) => digits.with(at, other).join("")),
  );
  const swapped = digits.flatMap((digit, at) => {
    const next = digits[at + 1];
    return next === undefined || next === digit
      ? []
      : [
          digits
            .with(at, next)
            .with(at + 1, digit)
            .join(""),
        ];
  });
  return [...changed, ...swapped];
}
