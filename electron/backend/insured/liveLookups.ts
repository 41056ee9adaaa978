import type { InsuredCaller, InsuredPerson } from "../../../shared/domain/insured.ts";
import type { After } from "../context.ts";

/** A person found for the window that asked. `caller` turns to `third-party` and never back. */
export type LiveLookup = {
  lookupId: string;
  agentId: string;
  person: InsuredPerson;
  caller: InsuredCaller;
};

export type LiveLookups = {
  of(clientKey: string): LiveLookup | null;
  keep(clientKey: string, lookup: LiveLookup): void;
  drop(clientKey: string): void;
};

/** A look-up is forgotten after so long: nobody speaks that long about one person without asking again. */
const forgetAfterMs = 15 * 60_000;

/** What the register told, one person per window, in memory only and forgotten after a quarter of an hour. */
export function createLiveLookups(after: After): LiveLookups {
  const byWindow = new Map<string, { lookup: LiveLookup; cancel: () => void }>();
  function drop(clientKey: string) {
    byWindow.get(clientKey)?.cancel();
    byWindow.delete(clientKey);
  }
  return {
    of: (clientKey) => byWindow.get(clientKey)?.lookup ?? null,
    keep(clientKey, lookup) {
      drop(clientKey);
      const cancel = after(forgetAfterMs, () => byWindow.delete(clientKey));
      byWindow.set(clientKey, { lookup, cancel });
    },
    drop,
  };
}
