import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Role, role } from "./staff.ts";
import { type TicketStatus, ticketStatus } from "./ticket.ts";
import { isFinal, isSettled, moves, movesFrom, transition } from "./ticketLife.ts";

fc.configureGlobal({ seed: 12333 });

const reason = "材料不全";
const anyStatus = fc.constantFrom(...ticketStatus.options);
const anyRole = fc.constantFrom(...role.options);

describe("the life of a ticket", () => {
  it("runs from submission to the archive", () => {
    const steps: [TicketStatus, Role][] = [
      ["submitted", "agent"],
      ["accepted", "lead"],
      ["dispatched", "lead"],
      ["signed-for", "handler"],
      ["in-progress", "handler"],
      ["replied", "handler"],
      ["followed-up", "agent"],
      ["closed", "lead"],
      ["archived", "lead"],
    ];
    let at: TicketStatus | null = null;
    for (const [to, by] of steps) {
      expect(transition(at, to, by, { reason })).toEqual({ ok: true, value: { from: at, to, reason } });
      at = to;
    }
  });

  it.each<[TicketStatus | null, TicketStatus, Role, string, string]>([
    ["submitted", "replied", "lead", reason, "ticket.moveNotAllowed"],
    ["submitted", "submitted", "lead", reason, "ticket.moveNotAllowed"],
    [null, "accepted", "lead", reason, "ticket.moveNotAllowed"],
    ["archived", "reopened", "lead", reason, "ticket.moveNotAllowed"],
    ["merged", "reopened", "lead", reason, "ticket.moveNotAllowed"],
    ["closed", "in-progress", "handler", reason, "ticket.moveNotAllowed"],
    ["submitted", "accepted", "agent", "", "ticket.roleNotAllowed"],
    ["submitted", "accepted", "handler", "", "ticket.roleNotAllowed"],
    ["dispatched", "signed-for", "agent", "", "ticket.roleNotAllowed"],
    ["replied", "followed-up", "handler", "", "ticket.roleNotAllowed"],
    [null, "submitted", "handler", "", "ticket.roleNotAllowed"],
    ["submitted", "rejected", "lead", " ", "ticket.reasonMissing"],
    ["dispatched", "returned", "handler", "", "ticket.reasonMissing"],
    ["in-progress", "replied", "handler", "", "ticket.reasonMissing"],
    ["closed", "reopened", "lead", "", "ticket.reasonMissing"],
  ])("refuses %s to %s by %s (reason %j): %s", (from, to, by, stated, rule) => {
    expect(transition(from, to, by, { reason: stated })).toMatchObject({ ok: false, rule });
  });

  it("goes back for another try: a wrong office, a new fact, an unsatisfied caller", () => {
    const backs: [TicketStatus, TicketStatus, Role][] = [
      ["signed-for", "returned", "handler"],
      ["returned", "dispatched", "lead"],
      ["rejected", "reopened", "lead"],
      ["followed-up", "reopened", "lead"],
      ["reopened", "dispatched", "lead"],
    ];
    expect(backs.map(([from, to, by]) => transition(from, to, by, { reason }).ok)).toEqual(
      backs.map(() => true),
    );
  });

  it("ends only in the archive or in another ticket", () => {
    expect(ticketStatus.options.filter(isFinal).toSorted()).toEqual(["archived", "merged"]);
  });

  it("stops the handling clock when answered, refused or merged", () => {
    expect(ticketStatus.options.filter(isSettled)).toEqual([
      "rejected",
      "replied",
      "followed-up",
      "closed",
      "archived",
      "merged",
    ]);
  });
});

describe("the table of moves", () => {
  it("names no step twice and reaches every status from the beginning", () => {
    expect(new Set(moves.map(({ from, to }) => `${from} ${to}`)).size).toBe(moves.length);
    const reached = new Set<TicketStatus | null>([null]);
    for (let before = 0; before !== reached.size; ) {
      before = reached.size;
      for (const move of moves) if (reached.has(move.from)) reached.add(move.to);
    }
    expect(reached.size).toBe(ticketStatus.options.length + 1);
  });

  it("lets an end be reached from everywhere", () => {
    const ending = new Set<TicketStatus | null>(ticketStatus.options.filter(isFinal));
    for (let before = 0; before !== ending.size; ) {
      before = ending.size;
      for (const move of moves) if (ending.has(move.to)) ending.add(move.from);
    }
    expect(ending.size).toBe(ticketStatus.options.length + 1);
  });

  it("is never left, whatever is tried by whom in whatever order", () => {
    const attempt = fc.tuple(anyStatus, anyRole, fc.constantFrom("", reason));
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 60 }), (attempts) => {
        let at: TicketStatus | null = null;
        for (const [to, by, stated] of attempts) {
          const listed = moves.find((move) => move.from === at && move.to === to);
          const isAllowed = listed?.roles.includes(by) === true && (!listed.needsReason || stated !== "");
          const result = transition(at, to, by, { reason: stated });
          expect(result.ok).toBe(isAllowed);
          if (result.ok) at = result.value.to;
        }
      }),
    );
  });

  it("offers a role exactly what it may do", () => {
    fc.assert(
      fc.property(fc.option(anyStatus), anyStatus, anyRole, (from, to, by) => {
        const isOffered = movesFrom(from, by).some((move) => move.to === to);
        expect(transition(from, to, by, { reason }).ok).toBe(isOffered);
      }),
    );
  });
});
