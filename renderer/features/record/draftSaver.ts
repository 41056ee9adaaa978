import type { RecordContent } from "../../../shared/domain/record.ts";
import type { Instant } from "../../../shared/domain/time.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import { type Problem, toProblem } from "../../ui/text.ts";
import type { Clock } from "../softphone/clock.ts";

/**
 * Keystrokes on their way to the disk. The first change starts a 200 ms clock that later ones do not push back, so
 * nothing typed waits longer than that plus one round trip; one save per draft is under way at a time, each with a
 * higher revision than the last. What cannot be saved is kept and tried again: nothing typed is ever dropped here.
 */
export function createDraftSaver(options: SaverOptions): DraftSaver {
  const { api, clock, onState } = options;
  const entries = new Map<string, Entry>();

  function schedule(entry: Entry, ms: number) {
    entry.cancelTimer();
    entry.timerRuns = true;
    const cancel = clock.after(ms, () => {
      entry.timerRuns = false;
      void send(entry);
    });
    entry.cancelTimer = () => {
      entry.timerRuns = false;
      cancel();
    };
  }

  async function send(entry: Entry): Promise<void> {
    const { draftId, content } = entry;
    if (entry.sending || !entry.dirty || content === null) return;
    entry.cancelTimer();
    const revision = entry.revision + 1;
    Object.assign(entry, { sending: true, dirty: false, revision });
    onState(draftId, { name: "saving" });
    try {
      const reply = await api.call("drafts.save", { draftId, revision, content });
      entry.sending = false;
      onStored(entry, revision, reply);
    } catch (error) {
      entry.sending = false;
      entry.dirty = true;
      onFailed(entry, toProblem(error));
    }
  }

  function onStored(entry: Entry, sent: number, reply: { revision: number; savedAt: Instant }) {
    entry.failures = 0;
    // The disk holds a later revision than ours (another window): ours has to be numbered above it.
    if (reply.revision > sent) Object.assign(entry, { revision: reply.revision, dirty: true });
    if (entry.dirty) {
      onState(entry.draftId, { name: "typing" });
      if (entry.waiters.length > 0) return void send(entry);
      return schedule(entry, throttleMs);
    }
    onState(entry.draftId, { name: "saved", at: reply.savedAt });
    settle(entry, true);
  }

  function onFailed(entry: Entry, problem: Problem) {
    entry.failures += 1;
    const final = finalRules.has(problem.rule);
    onState(entry.draftId, { name: final ? "blocked" : "waiting", problem });
    settle(entry, false);
    if (!final) schedule(entry, Math.min(5000, 500 * 2 ** Math.min(entry.failures - 1, 5)));
  }

  return {
    track(draftId, revision) {
      const known = entries.get(draftId);
      if (known) known.revision = Math.max(known.revision, revision);
      else entries.set(draftId, newEntry(draftId, revision));
    },
    put(draftId, content) {
      const entry = entries.get(draftId);
      if (!entry) return;
      Object.assign(entry, { content, dirty: true });
      if (entry.sending) return;
      onState(draftId, { name: "typing" });
      if (!entry.timerRuns) schedule(entry, throttleMs);
    },
    isDirty(draftId) {
      const entry = entries.get(draftId);
      return entry !== undefined && (entry.dirty || entry.sending);
    },
    async flush(draftId) {
      const entry = entries.get(draftId);
      if (!entry) return null;
      if (entry.dirty || entry.sending) {
        const stored = new Promise<boolean>((resolve) => entry.waiters.push(resolve));
        void send(entry);
        if (!(await stored)) return null;
      }
      return entry.revision;
    },
    retryNow() {
      for (const entry of entries.values()) void send(entry);
    },
    close() {
      for (const entry of entries.values()) entry.cancelTimer();
    },
  };
}

export type SaverOptions = {
  api: Api;
  clock: Clock;
  onState: (draftId: string, state: SaveState) => void;
};

/** `saved` only after the backend said so; `waiting` is being tried again, `blocked` waits for a change. */
export type SaveState =
  | { name: "fresh" }
  | { name: "typing" }
  | { name: "saving" }
  | { name: "saved"; at: Instant }
  | { name: "waiting"; problem: Problem }
  | { name: "blocked"; problem: Problem };

export type DraftSaver = {
  /** Starts to number saves of a draft from the revision on disk. */
  track(draftId: string, revision: number): void;
  put(draftId: string, content: RecordContent): void;
  isDirty(draftId: string): boolean;
  /** Saves what is left now. The revision on disk, or null when it could not be stored. */
  flush(draftId: string): Promise<number | null>;
  retryNow(): void;
  close(): void;
};

type Entry = {
  draftId: string;
  content: RecordContent | null;
  revision: number;
  dirty: boolean;
  sending: boolean;
  timerRuns: boolean;
  cancelTimer: () => void;
  failures: number;
  waiters: ((stored: boolean) => void)[];
};

const throttleMs = 200;

/** Trying the same again cannot help with these. */
const finalRules = new Set([
  "input.shape",
  "invalid_input",
  "draft.filed",
  "draft.notYours",
  "draft.notFound",
  "not_found",
  "forbidden",
]);

function newEntry(draftId: string, revision: number): Entry {
  return {
    draftId,
    content: null,
    revision,
    dirty: false,
    sending: false,
    timerRuns: false,
    cancelTimer: () => {},
    failures: 0,
    waiters: [],
  };
}

function settle(entry: Entry, stored: boolean) {
  for (const resolve of entry.waiters.splice(0)) resolve(stored);
}
