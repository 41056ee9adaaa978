import { createStore, type StoreApi } from "zustand/vanilla";
import type { TicketDetail } from "../../../shared/domain/ticket.ts";
import { toInstant } from "../../../shared/domain/time.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import { type Problem, toProblem } from "../../ui/text.ts";
import type { Clock } from "../softphone/clock.ts";

/**
 * From form to ticket number: writing → read-back → submitting → done. The read-back lies in the record's own panel:
 * nothing covers the desk while a caller waits. `flush` puts the draft on disk and tells its revision.
 */
export function createSubmissionStore(options: SubmissionOptions): SubmissionStore {
  const { api, clock, flush } = options;
  const store = createStore<SubmissionState>(() => ({ name: "writing", problem: null }));

  function fail(draftId: string, problem: Problem) {
    const state = store.getState();
    if (state.name === "submitting" && state.draftId === draftId)
      store.setState({ name: "read-back", draftId, problem }, true);
  }

  const actions: SubmissionActions = {
    readBack: (draftId) => store.setState({ name: "read-back", draftId, problem: null }, true),
    refuse: (problem) => store.setState({ name: "writing", problem }, true),
    leave: () => store.setState({ name: "writing", problem: null }, true),
    async confirm() {
      const state = store.getState();
      if (state.name !== "read-back") return;
      const { draftId } = state;
      const confirmedAt = toInstant(clock.now());
      store.setState({ name: "submitting", draftId }, true);
      const revision = await flush(draftId);
      if (revision === null) return fail(draftId, { rule: "draft.staleRevision", detail: {} });
      try {
        // A draft nobody typed into has revision 0 on disk; its first number is 1.
        const input = { draftId, revision: Math.max(1, revision), confirmedAt };
        const ticket = await api.call("tickets.submit", input);
        store.setState({ name: "done", draftId, ticket }, true);
      } catch (error) {
        fail(draftId, toProblem(error));
      }
    },
  };
  return { ...store, actions };
}

export type SubmissionOptions = {
  api: Api;
  clock: Clock;
  flush: (draftId: string) => Promise<number | null>;
};

export type SubmissionState =
  | { name: "writing"; problem: Problem | null }
  | { name: "read-back"; draftId: string; problem: Problem | null }
  | { name: "submitting"; draftId: string }
  | { name: "done"; draftId: string; ticket: TicketDetail };

export type SubmissionActions = {
  readBack(draftId: string): void;
  /** The form lacks something or has it wrong: there is nothing to read back yet. */
  refuse(problem: Problem): void;
  leave(): void;
  /** The caller agreed. Trying again after a lost reply makes no second ticket: the draft already has one. */
  confirm(): Promise<void>;
};

export type SubmissionStore = StoreApi<SubmissionState> & { actions: SubmissionActions };
