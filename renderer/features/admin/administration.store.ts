import { createStore, type StoreApi } from "zustand/vanilla";
import type {
  NewStaff,
  ReferenceRecord,
  SeatRecord,
  SeatStep,
  StaffChange,
  StaffRecord,
} from "../../../shared/domain/administration.ts";
import { referenceId } from "../../../shared/domain/administration.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import { type Problem, toProblem } from "../../ui/text.ts";

/** What lives at the server and is changed there: people, seats, reference data. Loaded when the screen opens. */
export function createAdministrationStore({ api, clock }: Parts): AdministrationStore {
  const store = createStore<AdministrationState>(() => blank);
  const { setState, getState } = store;

  async function load() {
    try {
      const [staff, seats, items] = await Promise.all([
        api.call("admin.staff", {}),
        api.call("admin.seats", {}),
        api.call("admin.reference", {}),
      ]);
      setState({ staff, seats, items, problem: null });
    } catch (error) {
      setState({ problem: toProblem(error) });
    }
  }

  /** Runs one change; the row's form closes when it is stored and says what is wrong when it is not. */
  async function change(key: string, run: () => Promise<Partial<AdministrationState>>): Promise<void> {
    setState({ saving: true, failed: null });
    try {
      const news = await run();
      // Whoever opened another row meanwhile keeps its form.
      const { editing } = getState();
      const still = editing === key ? null : editing;
      setState({ ...news, saving: false, editing: still, saved: { key, at: clock.now() } });
    } catch (error) {
      const problem = toProblem(error);
      if (problem.rule === "admin.changedMeanwhile" || problem.rule === "admin.seatChanged") await load();
      setState({ saving: false, failed: { key, problem } });
    }
  }

  const stops = [
    api.on("reference.changed", () => void (getState().items !== null && load())),
    api.on("status.changed", ({ server }) => {
      const isBack = getState().problem?.rule === "admin.needsServer" && server.state === "online";
      if (isBack) void load();
    }),
  ];

  const actions: AdministrationActions = {
    load,
    forget: () => setState(blank, true),
    edit: (editing) => setState({ editing, failed: null }),
    refuse: (key, problem) => setState({ failed: { key, problem } }),
    dismissSecret: () => setState({ secret: null }),
    createStaff: (wish) =>
      change("staff/new", async () => {
        const { record, password } = await api.call("admin.createStaff", wish);
        const staff = withRow(getState().staff ?? [], record);
        return { staff, secret: { kind: "password", agentId: wish.agentId, password } };
      }),
    saveStaff: (wish) =>
      change(`staff/${wish.agentId}`, async () => {
        const record = await api.call("admin.saveStaff", wish);
        return { staff: withRow(getState().staff ?? [], record) };
      }),
    resetPassword: ({ agentId, version }) =>
      change(`staff/${agentId}`, async () => {
        const { record, password } = await api.call("admin.resetPassword", { agentId, version });
        const staff = withRow(getState().staff ?? [], record);
        return { staff, secret: { kind: "password", agentId, password } };
      }),
    giveCode: (seatNumber) =>
      change(`seat/${seatNumber}`, async () => {
        const { code, expiresAt } = await api.call("admin.seatCode", { seatNumber });
        const seats = await api.call("admin.seats", {});
        return { seats, secret: { kind: "code", seatNumber, code, expiresAt } };
      }),
    changeSeat: (wish) =>
      change(`seat/${wish.seatNumber}`, async () => {
        await api.call("admin.changeSeat", wish);
        return { seats: await api.call("admin.seats", {}) };
      }),
    saveItems: (key, items) =>
      change(key, async () => {
        const stored = await api.call("admin.saveReference", { items });
        const changed = new Set(stored.map(itemKey));
        const others = (getState().items ?? []).filter((item) => !changed.has(itemKey(item)));
        return { items: [...others, ...stored] };
      }),
    async signInAtServer(password) {
      try {
        await api.call("session.signInAtServer", { password });
        await load();
      } catch (error) {
        setState({ failed: { key: "password", problem: toProblem(error) } });
      }
    },
    close() {
      for (const stop of stops) stop();
    },
  };
  return { ...store, actions };
}

export function itemKey(item: ReferenceRecord): string {
  return `${item.kind}/${referenceId(item)}`;
}

/** What is wrong with a field of the form `key`, or null. */
export function fieldProblem(failed: AdministrationState["failed"], key: string, field: string) {
  return failed?.key === key && failed.problem.detail.field === field ? failed.problem : null;
}

function withRow(staff: readonly StaffRecord[], record: StaffRecord): StaffRecord[] {
  const others = staff.filter(({ agentId }) => agentId !== record.agentId);
  return [...others, record].toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1));
}

const blank: AdministrationState = {
  staff: null,
  seats: null,
  items: null,
  problem: null,
  editing: null,
  saving: false,
  saved: null,
  failed: null,
  secret: null,
};

type Parts = { api: Api; clock: { now(): number } };

/** Told once; gone when dismissed, signed out or the window closes. */
export type Secret =
  | { kind: "password"; agentId: string; password: string }
  | { kind: "code"; seatNumber: number; code: string; expiresAt: string };

export type AdministrationState = {
  /** null: not received yet. */
  staff: StaffRecord[] | null;
  seats: SeatRecord[] | null;
  items: ReferenceRecord[] | null;
  /** Why nothing could be received. */
  problem: Problem | null;
  /** Key of the row whose form is open. */
  editing: string | null;
  saving: boolean;
  saved: { key: string; at: number } | null;
  /** What the form of that row was refused for. */
  failed: { key: string; problem: Problem } | null;
  secret: Secret | null;
};

export type AdministrationActions = {
  load(): Promise<void>;
  forget(): void;
  edit(key: string | null): void;
  /** A form found by itself that something cannot be sent. */
  refuse(key: string, problem: Problem): void;
  dismissSecret(): void;
  createStaff(wish: NewStaff): Promise<void>;
  saveStaff(wish: StaffChange): Promise<void>;
  resetPassword(who: { agentId: string; version: number }): Promise<void>;
  giveCode(seatNumber: number): Promise<void>;
  changeSeat(wish: { seatNumber: number; seatId: string; step: SeatStep }): Promise<void>;
  saveItems(key: string, items: ReferenceRecord[]): Promise<void>;
  signInAtServer(password: string): Promise<void>;
  close(): void;
};
export type AdministrationStore = StoreApi<AdministrationState> & { actions: AdministrationActions };
