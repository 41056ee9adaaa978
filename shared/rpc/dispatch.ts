import type { StaffMember } from "../domain/staff.ts";
import { AppError, toWireError } from "../errors.ts";
import type { Channel } from "./channel.ts";
import {
  type Access,
  type EventName,
  type MethodName,
  methods,
  type Output,
  type Parsed,
  type Payload,
} from "./contract.ts";
import { type Reply, request } from "./wire.ts";

/**
 * Who is calling: attached by the host to the connection, never read from a message. `clientKey` names the window
 * or cookie behind it, so that a reload finds its session again.
 */
export type Caller = { clientKey: string; agent: StaffMember | null };

/** A caller whose method asked for a signed-in agent. */
export type SignedIn = { clientKey: string; agent: StaffMember };

type CallerFor<M extends MethodName> = (typeof methods)[M]["access"] extends "public" ? Caller : SignedIn;

/** One function per method: a missing handler, an extra one or a wrong result does not compile. */
export type Handlers = {
  [M in MethodName]: (input: Parsed<M>, caller: CallerFor<M>) => Output<M> | Promise<Output<M>>;
};

/** What a host needs to serve a connection. */
export type Dispatcher = {
  /** Serves one connection until it closes. `caller` is asked anew for every request. */
  serve(channel: Channel, caller: () => Caller): void;
  /** Sends an event to every open connection. */
  emit<E extends EventName>(event: E, payload: Payload<E>): void;
};

/** Parses, checks access, runs the handler and wraps the outcome; `onBug` hears of errors that are not AppErrors. */
export function createDispatcher(
  handlers: Handlers,
  onBug: (method: string, error: unknown) => void,
): Dispatcher {
  const open = new Set<Channel>();
  const answer = async (message: unknown, caller: () => Caller): Promise<Reply | null> => {
    const parsed = request.safeParse(message);
    if (!parsed.success) return null;
    const { id, method, input } = parsed.data;
    try {
      return { id, ok: true, value: await run(handlers, method, input, caller()) };
    } catch (error) {
      if (!(error instanceof AppError)) onBug(method, error);
      return { id, ok: false, error: toWireError(error) };
    }
  };
  return {
    serve(channel, caller) {
      open.add(channel);
      channel.onClose(() => open.delete(channel));
      channel.onMessage((message) => {
        void answer(message, caller).then((reply) => reply && open.has(channel) && channel.send(reply));
      });
    },
    emit(event, payload) {
      for (const channel of open) channel.send({ event, payload });
    },
  };
}

async function run(handlers: Handlers, name: string, input: unknown, caller: Caller): Promise<unknown> {
  if (!Object.hasOwn(methods, name)) throw new AppError("not_found", "No such method");
  const method = methods[name as MethodName];
  checkAccess(method.access, caller);
  const parsed = method.input.safeParse(input);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join(".") ?? "";
    throw new AppError("invalid_input", "Input does not fit the contract", {
      rule: "input.shape",
      detail: { field },
    });
  }
  const handler = handlers[name as MethodName] as (input: unknown, caller: Caller) => unknown;
  return await handler(parsed.data, caller);
}

function checkAccess(access: Access, caller: Caller): void {
  if (access === "public") return;
  if (!caller.agent) throw new AppError("unauthenticated", "Sign in first", { rule: "session.signedOut" });
  if (access !== "signed-in" && !access.includes(caller.agent.role)) {
    throw new AppError("forbidden", "Not allowed for this role", { rule: "session.role" });
  }
}
