import { createStore, type StoreApi } from "zustand/vanilla";
import type { TicketDetail, TicketStatus, TicketSummary } from "../../../shared/domain/ticket.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import { type Problem, toProblem } from "../../ui/text.ts";
import type { Clock } from "../softphone/clock.ts";

/** The list of tickets and the one looked at. Changes are never patched in: the host says so and we ask again. */
export function createTicketsStore(options: { api: Api; clock: Clock }): TicketsStore {
  const { api, clock } = options;
  const store = createStore<TicketsState>(() => ({
    list: { name: "loading" },
    filter: { status: null, text: "" },
    detail: null,
    revealedUntil: null,
    problem: null,
  }));
  let cancelHiding = () => {};
  let asked = 0;

  async function load() {
    const { filter } = store.getState();
    asked += 1;
    const mine = asked;
    const text = filter.text.trim();
    const input = {
      limit: 500,
      ...(filter.status ? { status: filter.status } : {}),
      ...(text ? { text } : {}),
    };
    try {
      const tickets = await api.call("tickets.list", input);
      if (mine === asked) store.setState({ list: { name: "ready", tickets } });
    } catch (error) {
      if (mine === asked) store.setState({ list: { name: "failed", problem: toProblem(error) } });
    }
  }

  async function look(ticketId: string) {
    try {
      const detail = await api.call("tickets.get", { ticketId });
      cancelHiding();
      store.setState({ detail, revealedUntil: null });
    } catch (error) {
      store.setState({ problem: toProblem(error) });
    }
  }

  const stopListening = api.on("tickets.changed", ({ ticketIds }) => {
    const { list, detail, revealedUntil } = store.getState();
    if (list.name !== "loading") void load();
    if (detail && revealedUntil === null && ticketIds.includes(detail.ticketId)) void look(detail.ticketId);
  });

  const actions: TicketsActions = {
    load,
    async narrow(change) {
      store.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
      await load();
    },
    async open(ticketId) {
      store.setState({ problem: null });
      await look(ticketId);
    },
    async reveal(reason) {
      const { detail } = store.getState();
      if (!detail) return;
      try {
        const whole = await api.call("tickets.reveal", { ticketId: detail.ticketId, reason });
        store.setState({ detail: whole, revealedUntil: clock.now() + revealMs, problem: null });
        cancelHiding();
        cancelHiding = clock.after(revealMs, () => void look(whole.ticketId));
      } catch (error) {
        store.setState({ problem: toProblem(error) });
      }
    },
    async move(to, reason) {
      const { detail } = store.getState();
      if (!detail) return false;
      const { ticketId, version } = detail;
      try {
        const moved = await api.call("tickets.move", { ticketId, to, reason, version });
        store.setState({ detail: moved, revealedUntil: null, problem: null });
        return true;
      } catch (error) {
        store.setState({ problem: toProblem(error) });
        return false;
      }
    },
    forget() {
      cancelHiding();
      store.setState({ list: { name: "loading" }, detail: null, revealedUntil: null, problem: null });
    },
    close() {
      cancelHiding();
      stopListening();
    },
  };
  return { ...store, actions };
}

export type TicketsState = {
  list:
    | { name: "loading" }
    | { name: "ready"; tickets: TicketSummary[] }
    | { name: "failed"; problem: Problem };
  filter: { status: TicketStatus | null; text: string };
  detail: TicketDetail | null;
  /** Epoch ms until which personal data of the detail is shown in full. */
  revealedUntil: number | null;
  problem: Problem | null;
};

export type TicketsActions = {
  load(): Promise<void>;
  narrow(change: Partial<TicketsState["filter"]>): Promise<void>;
  open(ticketId: string): Promise<void>;
  /** Shows personal data for 30 seconds; the reason is recorded. */
  reveal(reason: string): Promise<void>;
  move(to: TicketStatus, reason: string): Promise<boolean>;
  /** At sign-out: nothing of one agent stays for the next. */
  forget(): void;
  close(): void;
};

export type TicketsStore = StoreApi<TicketsState> & { actions: TicketsActions };

const revealMs = 30_000;
