import { AppError, fromWireError, type WireError } from "../errors.ts";
import type { Channel } from "./channel.ts";
import {
  type EventName,
  events,
  type Input,
  type MethodName,
  methods,
  type Output,
  type Payload,
} from "./contract.ts";
import { fromHost } from "./wire.ts";

/** The calling end: typed calls and events over whichever channel is attached at the moment. */
export type Api = {
  /** Rejects with an AppError; `unavailable`/`channel.lost` when no channel is attached or it closes meanwhile. */
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>;
  on<E extends EventName>(event: E, listener: (payload: Payload<E>) => void): () => void;
  /** Hears `true` when a channel is attached and `false` when it is lost; fires at once with the present state. */
  onConnection(listener: (connected: boolean) => void): () => void;
};

export type Client = Api & { attach(channel: Channel): void };

type Pending = { method: MethodName; resolve: (value: unknown) => void; reject: (error: AppError) => void };

/** Makes a client with no channel yet; `attach` may be called again after every loss. */
export function createClient(): Client {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const watchers = new Set<(connected: boolean) => void>();
  let current: Channel | null = null;
  let nextId = 1;

  const lose = (channel: Channel) => {
    if (current !== channel) return;
    current = null;
    const waiting = [...pending.values()];
    pending.clear();
    for (const call of waiting) call.reject(lost());
    for (const watcher of watchers) watcher(false);
  };

  return {
    attach(channel) {
      current = channel;
      channel.onMessage((message) => current === channel && receive(message, pending, listeners));
      channel.onClose(() => lose(channel));
      for (const watcher of watchers) watcher(current === channel);
    },
    call(method, input) {
      return new Promise((resolve, reject) => {
        if (!current) return reject(lost());
        const id = nextId++;
        pending.set(id, { method, resolve: resolve as (value: unknown) => void, reject });
        current.send({ id, method, input });
      });
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(listener as (payload: unknown) => void);
      return () => set.delete(listener as (payload: unknown) => void);
    },
    onConnection(watcher) {
      watchers.add(watcher);
      watcher(current !== null);
      return () => watchers.delete(watcher);
    },
  };
}

function lost(): AppError {
  return new AppError("unavailable", "The seat host is not connected", { rule: "channel.lost" });
}

function receive(
  message: unknown,
  pending: Map<number, Pending>,
  listeners: Map<string, Set<(payload: unknown) => void>>,
): void {
  const parsed = fromHost.safeParse(message);
  if (!parsed.success) return;
  if ("event" in parsed.data) {
    const { event, payload } = parsed.data;
    if (!Object.hasOwn(events, event)) return;
    const value = events[event as EventName].safeParse(payload);
    if (value.success) for (const listener of listeners.get(event) ?? []) listener(value.data);
    return;
  }
  const call = pending.get(parsed.data.id);
  if (!call) return;
  pending.delete(parsed.data.id);
  if (!parsed.data.ok) {
    call.reject(fromWireError(parsed.data.error as WireError));
    return;
  }
  const value = methods[call.method].output.safeParse(parsed.data.value);
  if (value.success) call.resolve(value.data);
  else
    call.reject(
      new AppError("internal", `Reply of ${call.method} does not fit the contract`, {
        rule: "channel.mismatch",
      }),
    );
}
