import type { StoredDraft } from "../../../db/drafts.ts";
import { isSealed } from "../../../shared/domain/admissibility.ts";
import { parsePhone } from "../../../shared/domain/phoneNumber.ts";
import { type Draft, emptyRecord } from "../../../shared/domain/record.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Handlers, SignedIn } from "../../../shared/rpc/dispatch.ts";
import type { ConsultationFact } from "../../../shared/sync/mutation.ts";
import { audit, type Context, enqueue, enrolledSeat, violated } from "../context.ts";

type DraftHandlers = Pick<Handlers, "drafts.open" | "drafts.save" | "drafts.list" | "drafts.file">;

/** What agents type: on disk with every save, filed as a fact at wrap-up. A draft belongs to its agent alone. */
export function draftHandlers(context: Context): DraftHandlers {
  const { drafts } = context.repositories;
  return {
    "drafts.open": (input, caller) => {
      const opened = openDraft(context, caller, input);
      if (opened.isNew) context.emit("drafts.changed", { draftIds: [opened.draft.draftId] });
      return opened.draft;
    },
    "drafts.save": ({ draftId, revision, content }, caller) =>
      context.desk.transaction("drafts.save", () => {
        const { draft } = ownDraft(context, draftId, caller);
        if (draft.status === "filed")
          throw new AppError("conflict", "This draft is filed", { rule: "draft.filed" });
        // What was submitted stays as it was read back to the caller; the rest of the record goes on.
        const kept =
          draft.ticketNumber === null ? content : { ...content, complaint: draft.content.complaint };
        const savedAt = context.now();
        if (drafts.save(draftId, revision, kept, savedAt)) return { revision, savedAt };
        return { revision: draft.revision, savedAt: draft.updatedAt };
      }),
    "drafts.list": (_input, caller) => drafts.openOf(caller.agent.agentId).map((stored) => stored.draft),
    "drafts.file": ({ draftId }, caller) => {
      const filed = context.desk.transaction("drafts.file", () => fileDraft(context, draftId, caller));
      context.emit("drafts.changed", { draftIds: [draftId] });
      context.outboxGrew();
      return filed;
    },
  };
}

/**
 * The draft, if it is the caller's own; somebody else's does not exist for them.
 * @throws AppError `not_found`
 */
export function ownDraft(context: Context, draftId: string, caller: SignedIn): StoredDraft {
  const stored = context.repositories.drafts.find(draftId);
  if (stored?.draft.agentId === caller.agent.agentId) return stored;
  throw new AppError("not_found", "No such draft", { rule: "draft.notFound" });
}

function openDraft(
  context: Context,
  caller: SignedIn,
  { callId, callerNumber, originCallId = null }: Parameters<DraftHandlers["drafts.open"]>[0],
): { draft: Draft; isNew: boolean } {
  const { drafts } = context.repositories;
  const { agentId, site } = caller.agent;
  return context.desk.transaction("drafts.open", () => {
    const stored = callId === null ? null : drafts.ofCall(agentId, callId);
    if (stored) return { draft: stored.draft, isNew: false };
    const at = context.now();
    const draft: Draft = {
      draftId: context.newId(),
      callId,
      // A call does not go back to itself.
      originCallId: originCallId === callId ? null : originCallId,
      agentId,
      status: "open",
      revision: 0,
      content: emptyRecord(),
      ticketNumber: null,
      startedAt: at,
      updatedAt: at,
    };
    drafts.insert({ draft, site, callerNumber: parsePhone(callerNumber).digits, ticketId: null });
    return { draft, isNew: true };
  });
}

function fileDraft(context: Context, draftId: string, caller: SignedIn): Draft {
  const { drafts, consultations } = context.repositories;
  const { draft } = ownDraft(context, draftId, caller);
  if (draft.status === "filed") return draft;
  const { consultation } = draft.content;
  if (consultation.topic === null) throw violated({ ok: false, rule: "record.topicMissing" });
  if (consultation.outcome === null) throw violated({ ok: false, rule: "record.outcomeMissing" });
  const identity = enrolledSeat(context);
  const filedAt = context.now();
  const { complaint } = draft.content;
  // Question and answer of a sealed report say as much as the report itself.
  const sealed = complaint !== null && isSealed(complaint);
  const fact: ConsultationFact = {
    ...consultation,
    // One record per draft, so filing twice cannot make two.
    recordId: draftId,
    callId: draft.callId,
    originCallId: draft.originCallId ?? null,
    agentId: draft.agentId,
    filedAt,
    site: identity.site.id,
    audience: sealed ? "restricted" : "site",
    sealed,
  };
  consultations.put(fact, identity.seatId);
  enqueue(context, identity, {
    kind: "consultation.put",
    entity: draftId,
    base: 0,
    byAgent: draft.agentId,
    fields: fact,
  });
  drafts.file(draftId, filedAt);
  audit(context, { agentId: draft.agentId, action: "record.file", subject: draftId });
  return { ...draft, status: "filed", updatedAt: filedAt };
}
