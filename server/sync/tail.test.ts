import { expect, test } from "vitest";
import type { ChangeRow } from "../store/schema.ts";
import { createTail } from "./tail.ts";

const never = new AbortController().signal;

test("the newest rows are read from memory, older ones are left to the store", () => {
  const tail = createTail(4);
  tail.start("f", 10);
  tail.publish("f", rows(11, 12, 13));
  expect(positions(tail.read("f", 11, 9))).toEqual([12, 13]);
  expect(positions(tail.read("f", 10, 2))).toEqual([11, 12]);
  expect(tail.read("f", 9, 9)).toBeNull();
  expect(tail.read("f", 13, 9)).toEqual([]);
  tail.publish("f", rows(14, 15));
  expect(tail.read("f", 12, 9)).toBeNull();
  expect(positions(tail.read("f", 13, 9))).toEqual([14, 15]);
});

test("rows published out of turn are never handed out with a hole", () => {
  const tail = createTail();
  tail.start("f", 0);
  tail.publish("f", rows(2));
  tail.publish("f", rows(1));
  tail.publish("f", rows(3));
  expect(tail.last("f")).toBe(3);
  expect(tail.read("f", 0, 9)).toBeNull();
  expect(positions(tail.read("f", 1, 9))).toEqual([2, 3]);
});

test("whoever waits is woken by the next row, by giving up, or by the end; nobody waits for what is there", async () => {
  const tail = createTail();
  tail.start("f", 0);
  const gone = new AbortController();
  const long = { ms: 60_000, signal: never };
  const woken = tail.wait("f", 0, long);
  const left = tail.wait("f", 0, { ms: 60_000, signal: gone.signal });
  gone.abort();
  expect(await left).toBe(false);
  tail.publish("f", rows(1));
  expect(await woken).toBe(true);
  expect(await tail.wait("f", 0, long)).toBe(true);
  expect(await tail.wait("f", 1, { ms: 1, signal: never })).toBe(false);
  const closing = tail.wait("f", 1, long);
  tail.close();
  expect(await closing).toBe(false);
  expect(await tail.wait("f", 1, long)).toBe(false);
});

function rows(...at: number[]): ChangeRow[] {
  return at.map((pos) => ({
    feed: "f",
    pos,
    kind: "ticket",
    entity: "e",
    version: 1,
    body: "null",
    marks_before: null,
    site: "s",
    audience: "site",
    sealed: 0,
    owner: 1,
    origin: "o",
    origin_seq: 1,
    at: "",
  }));
}

function positions(found: ChangeRow[] | null): number[] {
  return (found ?? []).map((row) => row.pos);
}
