import { writtenMatter } from "../../shared/domain/writtenMatter.ts";
import type { Api } from "../../shared/rpc/client.ts";
import { currentDraft } from "../features/record/record.store.ts";
import type { SoftphoneState } from "../features/softphone/softphone.store.ts";
import type { CaretMemory } from "./caret.ts";
import { createDeskActions, type DeskActions } from "./deskActions.ts";
import { createStores, type DeskOptions, type Stores } from "./stores.ts";

/** The one place that makes the stores and joins them: what happens in one feature and matters to another is here. */
export function wireDesk(options: DeskOptions & { carets: CaretMemory }): Desk {
  const stores = createStores(options);
  joinSession(stores);
  joinTelephone(stores);
  joinRecord(stores);
  joinHints(stores);
  const actions = createDeskActions(stores, options);
  joinElsewhere(stores, actions);
  return { ...stores, api: options.api, actions };
}

export type Desk = Stores & {
  /** For parts that are fetched later and bring their own store. */
  api: Api;
  actions: DeskActions;
};

/**
 * Signing in opens the agent's records and telephone. Losing the session (the host was restarted) leaves the telephone
 * and everything typed alone: the same agent signs in again and goes on.
 */
function joinSession({
  session,
  insured,
  record,
  reference,
  telephone,
  tickets,
  library,
  administration,
}: Stores) {
  session.subscribe((state, before) => {
    // What only an administrator may see does not wait for the next one to sign in.
    if (state.name !== "signed-in") administration.actions.forget();
    const isNews = state.name === "signed-in" && (before.name !== "signed-in" || before.info !== state.info);
    if (!isNews || state.name !== "signed-in") return;
    const { agentId } = state.agent;
    if (record.getState().agentId !== agentId) {
      tickets.actions.forget();
      insured.actions.clear();
      library.actions.forget();
    }
    void record.actions.load(agentId);
    void reference.actions.load();
    void telephone.actions.open(agentId);
  });
}

/** Whoever signed in at another seat leaves this one: at once, or when the call is over and its facts are stored. */
function joinElsewhere({ session, telephone }: Stores, { signOut }: DeskActions) {
  let leaving = false;
  async function leave() {
    if (leaving) return;
    leaving = true;
    const hasLeft = await signOut().catch(() => false);
    leaving = false;
    const line = telephone.getState();
    if (hasLeft || line.name !== "on") return;
    const stop = line.softphone.subscribe(({ call, unsavedFacts }) => {
      if (call.name !== "idle" || unsavedFacts > 0) return;
      stop();
      void leave();
    });
  }
  session.subscribe((state, before) => {
    const isNews = state.name === "signed-in" && state.elsewhere;
    if (isNews && !(before.name === "signed-in" && before.elsewhere)) void leave();
  });
}

/** Once the form is typed into again, what was said against it is out of date. */
function joinRecord({ record, submission }: Stores) {
  record.subscribe((now, before) => {
    const step = submission.getState();
    if (now.drafts !== before.drafts && step.name === "writing" && step.problem) submission.actions.leave();
  });
}

/** The record on the screen, wherever it comes from, tells the library what it is about. */
function joinHints({ record, library, hints }: Stores) {
  function tell() {
    const draft = currentDraft(record.getState());
    const matter = draft ? writtenMatter(draft.content) : { texts: [], names: [] };
    const { region, asOf } = library.getState();
    hints.actions.written({ ...matter, ...(region ? { region } : {}), ...(asOf ? { asOf } : {}) });
  }
  record.subscribe((now, before) => {
    if (now.drafts !== before.drafts || now.currentId !== before.currentId) tell();
  });
  library.subscribe((now, before) => {
    if (now.region !== before.region || now.asOf !== before.asOf) tell();
  });
}

/** A call brings the caller's history when it rings and its record when it is answered. */
function joinTelephone({ telephone, caller, insured, record, phoneSettings, session }: Stores) {
  let stop = () => {};
  telephone.subscribe((now) => {
    stop();
    stop = () => {};
    if (now.name !== "on") return;
    stop = now.softphone.subscribe((state, before) => onPhone(state, before));
  });
  function onPhone({ call }: SoftphoneState, before: SoftphoneState) {
    if (call.name === "idle") return;
    const { facts } = call;
    const isNew = before.call.name === "idle" || before.call.facts.callId !== facts.callId;
    if (isNew) void caller.actions.show(facts.number);
    // Another caller has no business with who was looked up for the last one; a call-back has.
    if (isNew && facts.direction === "inbound") insured.actions.clear();
    if (call.name === "talking" && before.call.name !== "talking")
      void record.actions.openForCall(facts.callId, facts.number);
  }
  phoneSettings.subscribe((now, before) => {
    if (now.savedTimes === before.savedTimes) return;
    const state = session.getState();
    telephone.actions.close();
    if (state.name === "signed-in") void telephone.actions.open(state.agent.agentId);
  });
}
