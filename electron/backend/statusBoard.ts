import type { DeskStatus } from "../../shared/rpc/contract.ts";
import type { Context } from "./context.ts";
import type { LibraryService } from "./libraryService.ts";
import type { SyncLoop } from "./sync/syncLoop.ts";

/** Figures are never older than this while somebody looks. */
const beatMs = 5_000;
/** Changes that come together are told together. */
const gatherMs = 25;

type StatusParts = Pick<Context, "repositories" | "seat" | "now" | "version"> & {
  library: Pick<LibraryService, "stats">;
  health: () => SyncLoop["health"];
  storage: DeskStatus["storage"];
};

/** What the status bar shows, measured at the moment of asking. */
export function measureStatus(parts: StatusParts): DeskStatus {
  const { repositories, seat, library, storage } = parts;
  const health = parts.health();
  const { documents, clauses, newestOn } = library.stats();
  return {
    at: parts.now(),
    server: health.server(),
    outbox: {
      ...repositories.outbox.figures(seat.identity()?.seatId ?? ""),
      conflicts: repositories.conflicts.countUnresolved(),
    },
    library: { documents, clauses, newestOn },
    clockSkewMs: health.clockSkewMs(),
    storage,
    version: parts.version,
  };
}

export type StatusBeat = { changed(): void; close(): void };

/** Tells the status when it changed and at least every five seconds. */
export function startStatusBeat(after: Context["after"], tell: () => void): StatusBeat {
  let cancelBeat = after(beatMs, beat);
  let cancelGather: (() => void) | null = null;
  let open = true;

  function beat(): void {
    cancelBeat = after(beatMs, beat);
    tell();
  }
  return {
    changed() {
      if (cancelGather || !open) return;
      cancelGather = after(gatherMs, () => {
        cancelGather = null;
        tell();
      });
    },
    close() {
      open = false;
      cancelBeat();
      cancelGather?.();
    },
  };
}
