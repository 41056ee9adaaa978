import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { auditRepository } from "./audit.ts";
import { createDesk } from "./desk.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import { openSeatDatabase } from "./open.ts";

function openChain() {
  const db = openSeatDatabase({ file: ":memory:", key: randomBytes(32) });
  migrate(db, migrations);
  const audit = auditRepository(createDesk(db, () => {}));
  for (const subject of ["a", "b", "c"]) {
    audit.append({
      at: "2026-11-22T01:00:00.000Z",
      agentId: "061",
      seatId: "seat-1",
      action: "ticket.reveal",
      subject,
      reason: "核对",
    });
  }
  // Whoever tampers with the file itself is stopped by no trigger.
  db.exec("DROP TRIGGER audit_keeps; DROP TRIGGER audit_stays");
  return { db, audit };
}

it("an untouched audit chain is whole", () => {
  expect(openChain().audit.verifyAuditChain()).toBeNull();
});

it.each([
  ["edited", "UPDATE audit SET reason = '另一个理由' WHERE audit_id = 2", 2],
  ["removed", "DELETE FROM audit WHERE audit_id = 2", 3],
  ["put elsewhere", "UPDATE audit SET audit_id = 9 WHERE audit_id = 3", 9],
])("a row that was %s breaks the chain there", (_deed, sql, row) => {
  const { db, audit } = openChain();
  db.exec(sql);
  expect(audit.verifyAuditChain()).toBe(row);
});
