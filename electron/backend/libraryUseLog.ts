import { stepVisit, type Visit, type VisitEvent, type VisitWrite } from "../../shared/domain/libraryVisit.ts";
import { blankNumbers } from "../../shared/domain/masking.ts";
import type { StaffMember } from "../../shared/domain/staff.ts";
import { toInstant } from "../../shared/domain/time.ts";
import type { SignedIn } from "../../shared/rpc/dispatch.ts";
import { type Context, enqueue } from "./context.ts";
import { canonicalText } from "./library/canonicalText.ts";

/**
 * Remembers how the library is used. Every call returns at once: what is to be written is written after the answer has
 * gone, and a search only when the query rests.
 */
export type LibraryUseLog = {
  searched(caller: SignedIn, query: string, hits: readonly string[]): void;
  emptied(caller: SignedIn): void;
  opened(caller: SignedIn, clauseId: string): void;
  cited(caller: SignedIn, clauseId: string): void;
  /** Writes what is still waiting. */
  close(): void;
};

export const restMs = 2_000;
const keptMs = 90 * 86_400_000;
const mostKept = 50_000;
const longestQuery = 160;

type Window = { agent: StaffMember; visit: Visit | null; cancelRest: () => void };

export function createLibraryUseLog(context: Context): LibraryUseLog {
  const windows = new Map<string, Window>();
  const waiting: { agent: StaffMember; write: VisitWrite }[] = [];
  let cancelFlush: (() => void) | null = null;
  const prune = dailyPrune(context);

  const flush = () => {
    cancelFlush = null;
    const batch = waiting.splice(0);
    if (batch.length === 0) return;
    try {
      if (context.desk.transaction("libraryUse.write", () => writeAll(context, batch))) context.outboxGrew();
      prune();
    } catch (error) {
      // The desk goes on: a lost line of this log costs nobody an answer.
      context.log.warn({ lost: batch.length, error: String(error) }, "library use not written");
    }
  };
  const tell = (caller: SignedIn, event: VisitEvent) => {
    const window = windowOf(windows, caller);
    window.cancelRest();
    const { visit, writes } = stepVisit(window.visit, event);
    window.visit = visit;
    window.cancelRest =
      visit && !visit.isWritten ? context.after(restMs, () => tell(caller, { type: "rested" })) : () => {};
    for (const write of writes) waiting.push({ agent: caller.agent, write });
    if (waiting.length > 0) cancelFlush ??= context.after(0, flush);
  };
  return {
    searched: (caller, query, hits) =>
      tell(caller, { type: "searched", query: loggedQuery(query), hits, spareId: context.newId() }),
    emptied: (caller) => tell(caller, { type: "emptied" }),
    opened: (caller, clauseId) => tell(caller, { type: "used", deed: "opened", clauseId }),
    cited: (caller, clauseId) => tell(caller, { type: "used", deed: "cited", clauseId }),
    close() {
      for (const [clientKey, { agent }] of windows) tell({ clientKey, agent }, { type: "emptied" });
      cancelFlush?.();
      flush();
    },
  };
}

function windowOf(windows: Map<string, Window>, { clientKey, agent }: SignedIn): Window {
  const known = windows.get(clientKey);
  if (known?.agent.agentId === agent.agentId) return known;
  known?.cancelRest();
  const fresh: Window = { agent, visit: null, cancelRest: () => {} };
  windows.set(clientKey, fresh);
  return fresh;
}

function loggedQuery(query: string): string {
  return blankNumbers(canonicalText(query.slice(0, longestQuery)).trim());
}

/** @returns whether anything goes to the server */
function writeAll(context: Context, batch: readonly { agent: StaffMember; write: VisitWrite }[]): boolean {
  let isShared = false;
  for (const { agent, write } of batch) {
    const callId = callOf(context, agent.agentId);
    if (write.type === "search") {
      const { searchId, query, results } = write;
      const searchedAt = context.now();
      const { agentId, site } = agent;
      context.repositories.libraryUse.putSearch({
        ...{ searchId, agentId, site, callId, query, results, searchedAt },
      });
    } else isShared = writeUse(context, agent, callId, write) || isShared;
  }
  return isShared;
}

function writeUse(
  context: Context,
  { agentId, site }: StaffMember,
  callId: string | null,
  { searchId, deed, clauseId, rank }: Extract<VisitWrite, { type: "use" }>,
): boolean {
  const { title, label } = context.library.nameOf(clauseId);
  const useId = context.newId();
  const usedAt = context.now();
  const use = { useId, searchId, agentId, site, callId, deed, clauseId, title, label, rank, usedAt };
  context.repositories.libraryUse.addUse(use);
  const identity = context.seat.identity();
  // What is looked up in practice is nobody's question.
  if (!identity || isPractice(context, callId)) return false;
  const fields = { useId, deed, clauseId, title, label, usedAt, site };
  enqueue(context, identity, { kind: "libraryUse.add", entity: useId, base: 0, byAgent: agentId, fields });
  return true;
}

/** The call the agent is in or wraps up. */
function callOf(context: Context, agentId: string): string | null {
  const seatId = context.seat.identity()?.seatId ?? "";
  const open = context.repositories.intervals.openAt(seatId);
  return open.findLast(({ owner }) => owner.agentId === agentId)?.fact.callId ?? null;
}

function isPractice(context: Context, callId: string | null): boolean {
  return callId !== null && context.repositories.calls.find(callId)?.fact.line === "practice";
}

/** Once a day what is too old or too much goes. */
function dailyPrune(context: Context): () => void {
  let prunedOn = "";
  return () => {
    const today = context.today();
    if (today === prunedOn) return;
    prunedOn = today;
    context.repositories.libraryUse.prune(toInstant(context.clock() - keptMs), mostKept);
  };
}
