import type { Outcome } from "../errors.ts";
import type { Role } from "./staff.ts";
import type { TicketStatus } from "./ticket.ts";

/*
 *  (new) ► submitted ► accepted ► dispatched ► signed-for ► in-progress ► replied ► followed-up ► closed ► archived
 *              │           │        ▲   │           │            │           │           │           │
 *              └─────┬─────┘        │   └───────────┴─────┬──────┘           └───────────┴─────┬─────┘
 *                    ▼              │                     ▼                                    ▼
 *            rejected, merged       └───────────────── returned ► rejected                 reopened ► dispatched, merged
 *                │
 *                └► reopened, archived
 *
 *  `archived` and `merged` are ends. Urging and extending are facts beside the life: they move nothing here.
 */

/** One allowed step. `from` null is the making of a ticket. */
export type Move = {
  from: TicketStatus | null;
  to: TicketStatus;
  /** Who may make it. Whether the person may see this very ticket (site, sealed) is asked elsewhere. */
  roles: readonly Role[];
  needsReason: boolean;
};

/** A step that was allowed, ready to be stored. */
export type Transition = { from: TicketStatus | null; to: TicketStatus; reason: string };

/**
 * Decides one step in a ticket's life.
 * @returns refusals `ticket.moveNotAllowed`, `ticket.roleNotAllowed`, `ticket.reasonMissing`, each with from and to
 */
export function transition(
  from: TicketStatus | null,
  to: TicketStatus,
  role: Role,
  { reason }: { reason: string },
): Outcome<Transition> {
  const detail = { from: from ?? "new", to };
  const move = moves.find((candidate) => candidate.from === from && candidate.to === to);
  if (move === undefined) return { ok: false, rule: "ticket.moveNotAllowed", detail };
  if (!move.roles.includes(role))
    return { ok: false, rule: "ticket.roleNotAllowed", detail: { ...detail, role } };
  const stated = reason.trim();
  if (move.needsReason && stated === "") return { ok: false, rule: "ticket.reasonMissing", detail };
  return { ok: true, value: { from, to, reason: stated } };
}

/** The steps that role may take from there, for the buttons of a screen. */
export function movesFrom(from: TicketStatus | null, role: Role): Move[] {
  return moves.filter((move) => move.from === from && move.roles.includes(role));
}

/** Nothing more can happen to it. */
export function isFinal(status: TicketStatus): boolean {
  return !moves.some((move) => move.from === status);
}

/** The handling clock has stopped: answered, refused, or taken up in another ticket. */
export function isSettled(status: TicketStatus): boolean {
  return settled.has(status);
}

const settled: ReadonlySet<TicketStatus> = new Set([
  "replied",
  "followed-up",
  "closed",
  "archived",
  "rejected",
  "merged",
]);

/** Takers at the desk; discipline inspection takes its own. */
const takers: readonly Role[] = ["agent", "lead", "discipline"];
/** Who decides on a ticket's way. The administrator stands in for a lead; a sealed ticket goes through `discipline`. */
const deciders: readonly Role[] = ["lead", "admin", "discipline"];
/** The office that handles it, and leads who enter what an office without a desk of its own has reported. */
const handlers: readonly Role[] = ["handler", "lead", "admin", "discipline"];
/** Calling back is agents' work. */
const followers: readonly Role[] = ["agent", "lead", "discipline"];

export const moves: readonly Move[] = [
  { from: null, to: "submitted", roles: takers, needsReason: false },
  { from: "submitted", to: "accepted", roles: deciders, needsReason: false },
  { from: "submitted", to: "rejected", roles: deciders, needsReason: true },
  { from: "submitted", to: "merged", roles: deciders, needsReason: true },
  { from: "accepted", to: "dispatched", roles: deciders, needsReason: false },
  { from: "accepted", to: "rejected", roles: deciders, needsReason: true },
  { from: "accepted", to: "merged", roles: deciders, needsReason: true },
  { from: "dispatched", to: "signed-for", roles: handlers, needsReason: false },
  { from: "dispatched", to: "returned", roles: handlers, needsReason: true },
  { from: "signed-for", to: "in-progress", roles: handlers, needsReason: false },
  { from: "signed-for", to: "returned", roles: handlers, needsReason: true },
  { from: "in-progress", to: "replied", roles: handlers, needsReason: true },
  { from: "in-progress", to: "returned", roles: handlers, needsReason: true },
  { from: "returned", to: "dispatched", roles: deciders, needsReason: false },
  { from: "returned", to: "rejected", roles: deciders, needsReason: true },
  { from: "replied", to: "followed-up", roles: followers, needsReason: false },
  { from: "replied", to: "reopened", roles: deciders, needsReason: true },
  { from: "followed-up", to: "closed", roles: deciders, needsReason: false },
  { from: "followed-up", to: "reopened", roles: deciders, needsReason: true },
  { from: "closed", to: "archived", roles: deciders, needsReason: false },
  { from: "closed", to: "reopened", roles: deciders, needsReason: true },
  { from: "rejected", to: "archived", roles: deciders, needsReason: false },
  { from: "rejected", to: "reopened", roles: deciders, needsReason: true },
  { from: "reopened", to: "dispatched", roles: deciders, needsReason: false },
  { from: "reopened", to: "merged", roles: deciders, needsReason: true },
];
