import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { createDesk } from "./desk.ts";
import { openSeatDatabase } from "./open.ts";

it("tells the log the name of what took longer than 40 ms, and none of its values", () => {
  const db = openSeatDatabase({ file: ":memory:", key: randomBytes(32) });
  const slow: [string, number][] = [];
  const desk = createDesk(db, (name, tookMs) => slow.push([name, tookMs]));
  desk.prepare("quick", "SELECT 1").get();
  expect(slow).toEqual([]);
  desk
    .prepare<[string], unknown>(
      "long",
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000)
       SELECT count(*), ? FROM n`,
    )
    .get("13800138621");
  expect(slow.map(([name]) => name)).toEqual(["long"]);
  expect(slow[0]?.[1]).toBeGreaterThan(40);
});
