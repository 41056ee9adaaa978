import type { LocalDate } from "../shared/domain/time.ts";
import type { Desk } from "./desk.ts";

export type DayCounter = {
  /** The next number of that site day, from 1. Call it inside the transaction that uses the number. */
  next(day: LocalDate): number;
  /** The server knows a ticket of this desk with that number: later ones are counted from there. */
  atLeast(day: LocalDate, sequence: number): void;
};

/** Counts the tickets this seat made on each day. */
export function dayCounter(desk: Desk): DayCounter {
  const bump = desk.prepare<[string], { last: number }>(
    "dayCounter.next",
    `INSERT INTO day_counter (day, last) VALUES (?, 1)
     ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last`,
  );
  const raise = desk.prepare<[string, number]>(
    "dayCounter.atLeast",
    `INSERT INTO day_counter (day, last) VALUES (?, ?)
     ON CONFLICT (day) DO UPDATE SET last = max(last, excluded.last)`,
  );
  return {
    next: (day) => bump.get(day)?.last ?? 1,
    atLeast: (day, sequence) => void raise.run(day, sequence),
  };
}
