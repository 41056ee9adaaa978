import { createStore, type StoreApi } from "zustand/vanilla";
import type { FigureName } from "../../../shared/domain/statisticsDefinitions.ts";
import type { ReportRange, StatisticsReport } from "../../../shared/domain/statisticsReport.ts";
import type { FactRows } from "../../../shared/domain/statisticsRows.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import type { StatisticsScope } from "../../../shared/rpc/statisticsContract.ts";
import { type Problem, toProblem } from "../../ui/text.ts";

/** The figures of some days, one's own or the team's, and the one figure that is looked into. */
export function createStatisticsStore(api: Api): StatisticsStore {
  const store = createStore<StatisticsState>(() => blank);
  const { getState, setState } = store;
  let asked = 0;
  let opened = 0;

  async function count() {
    const { scope, range } = getState();
    if (!range) return;
    asked += 1;
    const mine = asked;
    setState({ result: { name: "loading" }, open: null });
    try {
      const report = await api.call(scope === "own" ? "statistics.own" : "statistics.team", range);
      if (mine === asked) setState({ result: { name: "ready", report: ownOrTeam(scope, report) } });
    } catch (error) {
      if (mine === asked) setState({ result: { name: "failed", problem: toProblem(error) } });
    }
  }

  const stop = api.on("status.changed", ({ server }) => {
    const { result } = getState();
    const waits = result.name === "failed" && result.problem.rule === "statistics.needsServer";
    if (waits && server.state === "online") void count();
  });

  const actions: StatisticsActions = {
    async choose(change) {
      setState({ ...change, problem: null });
      await count();
    },
    count,
    showAll: (all) => setState({ all }),
    async open(question) {
      const { scope, range } = getState();
      if (!range) return;
      opened += 1;
      const mine = opened;
      setState({ open: { ...question, rows: { name: "loading" } } });
      const { agentId } = question;
      let rows: OpenFigure["rows"];
      try {
        const behind = await api.call("statistics.rows", {
          ...range,
          scope,
          figure: question.figure,
          agentId,
        });
        rows = { name: "ready", behind };
      } catch (error) {
        rows = { name: "failed", problem: toProblem(error) };
      }
      if (mine === opened && getState().open) setState({ open: { ...question, rows } });
    },
    close: () => setState({ open: null }),
    async announceExport(format) {
      const { scope, result } = getState();
      if (result.name !== "ready") return null;
      const { from, to } = result.report;
      try {
        const exported = await api.call("statistics.export", { scope, from, to, format });
        setState({ problem: null });
        return exported;
      } catch (error) {
        setState({ problem: toProblem(error) });
        return null;
      }
    },
    async signInAtServer(password) {
      setState({ problem: null });
      try {
        await api.call("session.signInAtServer", { password });
        await count();
      } catch (error) {
        setState({ problem: toProblem(error) });
      }
    },
    forget() {
      asked += 1;
      setState(blank, true);
    },
    stop,
  };
  return { ...store, actions };
}

/** Of one's own work there is one line, also on a day without any. */
function ownOrTeam(scope: StatisticsScope, report: StatisticsReport): StatisticsReport {
  if (scope === "team" || report.agents.length > 0) return report;
  return { ...report, agents: [{ agentId: "", name: null, ...report.team }] };
}

export type OpenFigure = {
  figure: FigureName;
  agentId: string | null;
  rows: { name: "loading" } | { name: "ready"; behind: FactRows } | { name: "failed"; problem: Problem };
};

export type StatisticsState = {
  scope: StatisticsScope;
  range: ReportRange | null;
  /** Every figure there is, not only the main ones. */
  all: boolean;
  result:
    | { name: "loading" }
    | { name: "ready"; report: StatisticsReport }
    | { name: "failed"; problem: Problem };
  open: OpenFigure | null;
  /** Of an export or of the password at the server. */
  problem: Problem | null;
};

const blank: StatisticsState = {
  scope: "own",
  range: null,
  all: false,
  result: { name: "loading" },
  open: null,
  problem: null,
};

export type StatisticsActions = {
  choose(change: Partial<Pick<StatisticsState, "scope" | "range">>): Promise<void>;
  count(): Promise<void>;
  showAll(all: boolean): void;
  /** Asks for the facts behind one figure. `agentId` null for the team. */
  open(question: { figure: FigureName; agentId: string | null }): Promise<void>;
  close(): void;
  /** Puts the export on record and tells what its last line says; null when that failed. */
  announceExport(format: "csv" | "xlsx"): Promise<{ by: string; at: string } | null>;
  signInAtServer(password: string): Promise<void>;
  forget(): void;
  stop(): void;
};

export type StatisticsStore = StoreApi<StatisticsState> & { actions: StatisticsActions };
