import type { Desk } from "../../db/desk.ts";
import type { NewOutboxRow } from "../../db/outbox.ts";
import { maskText } from "../../shared/domain/masking.ts";
import type { Instant, LocalDate } from "../../shared/domain/time.ts";
import { AppError, type Refused } from "../../shared/errors.ts";
import type { DeskStatus, EventName, Payload, SessionInfo } from "../../shared/rpc/contract.ts";
import type { Mutation } from "../../shared/sync/mutation.ts";
import type { InsuredLookup } from "./insured/insuredLookup.ts";
import type { LibraryService } from "./libraryService.ts";
import type { Repositories } from "./repositories.ts";
import type { SeatIdentity, SeatSettings } from "./seatIdentity.ts";
import type { Sessions } from "./sessions.ts";
import type { StaffLink } from "./staffLink.ts";

/** Pino's shape: an object of figures and names first, never personal data. */
export type Log = Record<
  "info" | "warn" | "error",
  (fields: Record<string, unknown>, message: string) => void
>;

/** Runs something later; returns the way to call it off. */
export type After = (ms: number, run: () => void) => () => void;

/** What handlers work with. */
export type Context = {
  desk: Desk;
  repositories: Repositories;
  seat: SeatSettings;
  sessions: Sessions;
  /** The server, asked on behalf of a signed-in person. */
  staff: StaffLink;
  library: LibraryService;
  /** The outside register of insured persons. */
  insured: InsuredLookup;
  log: Log;
  version: string;
  door: SessionInfo["door"];
  /** Epoch ms. */
  clock: () => number;
  now(): Instant;
  today(): LocalDate;
  newId(): string;
  after: After;
  emit<E extends EventName>(event: E, payload: Payload<E>): void;
  status(): DeskStatus;
  /** Say it after a commit that put something into the outbox. */
  outboxGrew(): void;
  /** Say it when a figure of the status bar changed. */
  statusChanged(): void;
  /** The accounts changed: sessions of people who may not be here any more end. */
  reviewSessions(): void;
};

type Unnumbered<M> = M extends Mutation ? Omit<M, "seq" | "mid" | "at"> : never;

/**
 * Puts a mutation into the outbox. Call it inside the transaction that writes the fact itself: together or not at all.
 */
export function enqueue(context: Context, identity: SeatIdentity, mutation: Unnumbered<Mutation>): void {
  const row: NewOutboxRow = { ...mutation, mid: context.newId(), at: context.now() };
  context.repositories.outbox.append(identity.seatId, row);
}

/** @throws AppError `session.notEnrolled` */
export function enrolledSeat(context: Context): SeatIdentity {
  const identity = context.seat.identity();
  if (identity) return identity;
  throw new AppError("rule_violated", "This seat is not enrolled", { rule: "session.notEnrolled" });
}

/** A refusal of a pure rule as the error that crosses the channel. */
export function violated(refusal: Refused): AppError {
  const more: { rule: string; detail?: Record<string, string | number | boolean> } = { rule: refusal.rule };
  if (refusal.detail) more.detail = refusal.detail;
  return new AppError("rule_violated", `Refused by ${refusal.rule}`, more);
}

/** Appends to the audit chain with the seat and the time filled in. */
export function audit(
  context: Context,
  deed: { agentId: string | null; action: string; subject: string; reason?: string },
): void {
  context.repositories.audit.append({
    at: context.now(),
    agentId: deed.agentId,
    seatId: context.seat.identity()?.seatId ?? null,
    action: deed.action,
    subject: deed.subject,
    // People write numbers into reasons.
    reason: maskText(deed.reason ?? ""),
  });
}
