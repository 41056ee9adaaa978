import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openTestSeat, type TestSeat } from "../support/testSeat.ts";

/** `npm run test:long` asks for the full number. */
const rounds = process.env.ZUOXI_LONG ? 20 : 2;
const script = fileURLToPath(new URL("../support/savingSeat.ts", import.meta.url));

type Line = { saved: string; revision: number } | { submitted: string; draftId: string };

/** Lets a seat work in a process of its own, kills it after that many acknowledgements, and returns them all. */
async function workUntilKilled(folder: string, key: Buffer, acknowledgements: number): Promise<Line[]> {
  const child = spawn(process.execPath, [script, folder, key.toString("hex")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: Line[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    // What was under way in the pipe when the kill came was acknowledged all the same.
    lines.push(JSON.parse(text) as Line);
    if (lines.length === acknowledgements) child.kill("SIGKILL");
  }
  return lines;
}

function checkNothingLost(seat: TestSeat, lines: Line[]): void {
  for (const line of lines) {
    if ("saved" in line) {
      const draft = seat.repositories.drafts.find(line.saved)?.draft;
      expect(draft?.revision).toBeGreaterThanOrEqual(line.revision);
      expect(draft?.content.consultation.question).toBe(`第 ${draft?.revision} 次保存`);
    } else {
      expect(seat.repositories.drafts.find(line.draftId)?.draft.ticketNumber).toBe(line.submitted);
    }
  }
}

function checkNothingHalf(seat: TestSeat): void {
  const rows = seat.outbox();
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_row, index) => index + 1));
  const numbers = rows.flatMap(({ kind, fields }) =>
    kind === "ticket.create" ? [(fields as { number: string }).number] : [],
  );
  expect(new Set(numbers).size).toBe(numbers.length);
  const query = { site: null, takenBy: "061", allSealed: true, status: null, text: "", limit: 100_000 };
  const tickets = seat.repositories.tickets.list(query);
  expect(tickets.map(({ fields }) => fields.number).sort()).toEqual(numbers.sort());
  expect(rows).toHaveLength(2 * tickets.length);
  expect(seat.repositories.audit.verifyAuditChain()).toBeNull();
}

describe("a seat killed while it saves and submits", () => {
  it(`loses nothing acknowledged and doubles nothing, ${rounds} times in a row`, async () => {
    const key = randomBytes(32);
    const prepared = openTestSeat({ key });
    const { folder } = prepared;
    await prepared.close({ keep: true });
    const acknowledged: Line[] = [];
    for (let round = 0; round < rounds; round += 1) {
      acknowledged.push(...(await workUntilKilled(folder, key, 40 + 17 * round)));
      const seat = openTestSeat({ folder, key });
      checkNothingLost(seat, acknowledged);
      checkNothingHalf(seat);
      await seat.close();
    }
    rmSync(folder, { recursive: true, force: true });
  });
});
