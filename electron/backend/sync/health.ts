import { toInstant } from "../../../shared/domain/time.ts";
import { AppError } from "../../../shared/errors.ts";
import type { DeskStatus } from "../../../shared/rpc/contract.ts";
import { syncRules } from "../../../shared/sync/protocol.ts";

export type ServerHealth = DeskStatus["server"];

/** What is known of the server, from the last message that went well or badly; never from a wish. */
export type HealthBook = {
  server(): ServerHealth;
  clockSkewMs(): number | null;
  connecting(): void;
  /** A good reply; `latencyMs` null where the server was asked to wait. */
  contact(latencyMs: number | null): void;
  online(serverTime: string, latencyMs: number | null): void;
  failed(error: unknown): void;
  unconfigured(): void;
};

const blank: ServerHealth = { state: "unconfigured", latencyMs: null, lastContactAt: null, rule: null };

/** Outlives a restart: the first thing asked on a morning without the server is how long it has been away. */
export type ContactMemory = { read(): string | null; write(at: string): void };

export function createHealthBook(
  clock: () => number,
  onChange: () => void,
  memory: ContactMemory,
): HealthBook {
  let server: ServerHealth = { ...blank, lastContactAt: memory.read() };
  let keptAt = Date.parse(server.lastContactAt ?? toInstant(0));
  let skewMs: number | null = null;
  const set = (next: Partial<ServerHealth>) => {
    const before = server;
    server = { ...server, ...next };
    if (before.state !== server.state || before.rule !== server.rule) onChange();
  };
  return {
    server: () => server,
    clockSkewMs: () => skewMs,
    connecting() {
      // A refusal stays in sight until the server has said otherwise; trying again does not undo it.
      if (server.state === "unconfigured") set({ state: "connecting", rule: null });
    },
    contact(latencyMs) {
      const lastContactAt = toInstant(clock());
      set({ lastContactAt, latencyMs: latencyMs ?? server.latencyMs });
      if (Math.abs(clock() - keptAt) < keepEveryMs) return;
      keptAt = clock();
      memory.write(lastContactAt);
    },
    online(serverTime, latencyMs) {
      // The reply was on its way for about half of the time the question took.
      skewMs = Math.round(clock() - (latencyMs ?? 0) / 2 - Date.parse(serverTime));
      set({ state: "online", rule: null });
    },
    failed: (error) =>
      set({ state: isRefusal(error) ? "refused" : "offline", rule: ruleOf(error), latencyMs: null }),
    unconfigured: () => set(blank),
  };
}

/** Often enough for a sentence that counts minutes. */
const keepEveryMs = 30_000;

const refusalRules: readonly (string | undefined)[] = [
  syncRules.fork,
  syncRules.revoked,
  syncRules.clientTooOld,
  syncRules.token,
];

/** Trying again will not help before somebody does something. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  return refusalRules.includes(error.rule) || error.code === "forbidden" || error.code === "unauthenticated";
}

function ruleOf(error: unknown): string {
  if (!(error instanceof AppError)) return "server.error";
  if (isRefusal(error))
    return specific.includes(error.rule) ? (error.rule ?? "server.refused") : "server.refused";
  return error.rule ?? "server.error";
}

/** Refusals with a sentence of their own. */
const specific: readonly (string | undefined)[] = [syncRules.fork, syncRules.revoked, syncRules.clientTooOld];
