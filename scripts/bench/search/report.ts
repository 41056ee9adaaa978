import type { Quality } from "../../../electron/backend/library/searchMeasures.ts";
import type { PairedDifference } from "../../../electron/backend/library/training/pairedBootstrap.ts";
import type { BusyLatency } from "./busyTask.ts";
import type { Measured } from "./measure.ts";
import type { PeerMeasured } from "./peerTask.ts";

/** What `bench:search` writes. Others read these names: add, never rename. */
export type Report = Measured & {
  passages: number;
  index_mb: number;
  build_s: number;
  build_rss_mb: number;
  first_search_ms: number;
  rss_mb: number;
  peak_rss_mb: number;
  /** How many times the corpus was taken in. */
  times: number;
  latency_during_import_ms?: BusyLatency;
  latency_during_apply_ms?: BusyLatency;
  /** The same without one part of the search. */
  without?: Record<string, Ablated>;
  peers?: Record<string, PeerMeasured>;
  /** Engines that could not be measured, with what they said. */
  peers_failed?: Record<string, string>;
};

/** How much worse it is without the part: with − without, and 95 % of resampled sets of queries. */
export type Ablated = Quality & {
  worth: Record<(typeof measures)[number], Pick<PairedDifference, "difference" | "low" | "high" | "isReal">>;
};

export const measures = ["mrr10", "ndcg5", "ndcg10", "r5", "r10", "r100"] as const;

export function tableOf(report: Report): string {
  const head = ["kind", "queries", ...measures, "p50 ms", "p95 ms", "p99 ms", "cpu p95"];
  const rows = [head, row("all", report, report, "all")];
  for (const [kind, entry] of Object.entries(report.kinds)) rows.push(row(kind, entry, report, kind));
  rows.push(row("keystrokes", null, report, "keystrokes"));
  const sizes = [
    `passages ${report.passages}`,
    `index ${report.index_mb} MB`,
    `build ${report.build_s} s in ${report.build_rss_mb} MB`,
    `first search ${report.first_search_ms} ms`,
    `rss ${report.rss_mb} MB (peak ${report.peak_rss_mb})`,
  ];
  return [
    aligned(rows),
    `${sizes.join("   ")}\n`,
    busyLines(report),
    ablationLines(report),
    peerLines(report),
  ].join("");
}

function row(
  name: string,
  entry: (Quality & { queries: number }) | null,
  { latency_ms, cpu_ms }: Pick<Measured, "latency_ms" | "cpu_ms">,
  kind: string,
): string[] {
  const latency = latency_ms[kind];
  const times = latency
    ? [latency.p50, latency.p95, latency.p99, cpu_ms[kind]?.p95 ?? 0].map((ms) => ms.toFixed(2))
    : ["", "", "", ""];
  const figures = measures.map((measure) => (entry ? entry[measure].toFixed(3) : ""));
  return [name, entry ? String(entry.queries) : "", ...figures, ...times];
}

function busyLines(report: Report): string {
  const lines = [
    ["during import", report.latency_during_import_ms],
    ["during apply", report.latency_during_apply_ms],
  ] as const;
  return lines
    .flatMap(([name, busy]) =>
      busy
        ? [
            `${name}: p50 ${busy.p50}  p95 ${busy.p95}  p99 ${busy.p99}  max ${busy.max} ms of ${busy.samples} searches in ${busy.seconds} s\n`,
          ]
        : [],
    )
    .join("");
}

function ablationLines({ without }: Report): string {
  const shown = ["mrr10", "ndcg5", "r10"] as const;
  const rows = Object.entries(without ?? {}).map(([part, { worth, ...quality }]) => [
    part,
    ...shown.flatMap((measure) => {
      const { difference, low, high, isReal } = worth[measure];
      const figures = [difference, low, high].map(signed);
      return [
        quality[measure].toFixed(3),
        `${figures[0]} [${figures[1]}, ${figures[2]}]${isReal ? "" : "?"}`,
      ];
    }),
  ]);
  if (rows.length === 0) return "";
  const head = ["without", ...shown.flatMap((measure) => [measure, "worth [95 %]"])];
  return `\n${aligned([head, ...rows], 11, 26)}`;
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
}

function peerLines({ peers, peers_failed }: Report): string {
  if (!peers) return "";
  const head = [
    "engine",
    ...measures,
    "p50 ms",
    "p95 ms",
    "keys p95",
    "passages",
    "index MB",
    "build s",
    "rss MB",
  ];
  const rows = Object.entries(peers).map(([name, peer]) => [
    name,
    ...measures.map((measure) => peer[measure].toFixed(3)),
    (peer.latency_ms.all?.p50 ?? 0).toFixed(2),
    (peer.latency_ms.all?.p95 ?? 0).toFixed(2),
    (peer.latency_ms.keystrokes?.p95 ?? 0).toFixed(2),
    String(peer.passages),
    String(peer.index_mb),
    String(peer.build_s),
    String(peer.rss_mb),
  ]);
  const limits = Object.entries(peers).flatMap(([name, { limit }]) => (limit ? [`${name}: ${limit}\n`] : []));
  const failed = Object.entries(peers_failed ?? {}).map(
    ([name, reason]) => `${name}: not measured, ${reason.split("\n")[0]}\n`,
  );
  return `\n${aligned([head, ...rows], 18)}${[...limits, ...failed].join("")}`;
}

function aligned(rows: readonly string[][], first = 11, rest = 9): string {
  return rows
    .map(
      (cells) =>
        `${cells.map((cell, at) => (at === 0 ? cell.padEnd(first) : cell.padStart(rest))).join("")}\n`,
    )
    .join("");
}
