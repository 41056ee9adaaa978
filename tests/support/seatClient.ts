import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { emptyComplaint } from "../../shared/domain/complaint.ts";
import type { TicketFields } from "../../shared/domain/ticket.ts";
import { makeTicketNumber } from "../../shared/domain/ticketNumber.ts";
import type { WireError } from "../../shared/errors.ts";
import type { CallFact, Mutation, WireMutation } from "../../shared/sync/mutation.ts";
import {
  type EnrolReply,
  enrolReply,
  type HelloReply,
  helloReply,
  type PullReply,
  type PushReply,
  paths,
  protocolVersion,
  pullReply,
  pushReply,
  type SnapshotReply,
  snapshotReply,
  tokenMessage,
} from "../../shared/sync/protocol.ts";

/** How a test reaches a server: over a socket or through `inject()`. */
export type Transport = (ask: {
  method: "GET" | "POST";
  path: string;
  body?: unknown;
  token?: string | undefined;
}) => Promise<{ status: number; body: unknown }>;

/** The error a server answered with. */
export type Refusal = { status: number; error: WireError };

/** A seat that speaks the protocol and nothing else: what it did, in order, and its credentials. */
export type TestSeat = {
  seat: EnrolReply;
  token: string;
  privateKey: KeyObject;
  outbox: WireMutation[];
  /** Appends a mutation with the next seq. */
  did<K extends Mutation["kind"]>(
    kind: K,
    fields: Extract<Mutation, { kind: K }>["fields"],
    more: { entity: string; base?: number; byAgent?: string },
  ): WireMutation;
  /** Takes a complaint; returns its id. */
  takesComplaint(changes?: Partial<TicketFields>): string;
  hello(claim?: { maxSeq: number; lastMid: string | null }): Promise<HelloReply>;
  push(rows: readonly unknown[]): Promise<PushReply>;
  pull(ask: { feed?: string; after: number; epoch: string; wait?: number }): Promise<PullReply>;
  snapshot(feed: string, from?: string): Promise<SnapshotReply>;
};

/**
 * Enrols with a one-time code and gets a token.
 * @throws Refusal when the server says no
 */
export async function enrolTestSeat(transport: Transport, code: string): Promise<TestSeat> {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const x = publicKey.export({ format: "jwk" }).x ?? "";
  const seat = enrolReply.parse(await post(transport, paths.enrol, { code, publicKey: x }));
  const token = await tokenFor(transport, seat.seatId, privateKey);
  return speakAs(transport, seat, { token, privateKey });
}

export async function tokenFor(transport: Transport, seatId: string, key: KeyObject): Promise<string> {
  const { nonce } = (await post(transport, paths.challenge, { seatId })) as { nonce: string };
  const signature = sign(null, Buffer.from(tokenMessage(seatId, nonce)), key).toString("base64url");
  const reply = (await post(transport, paths.token, { seatId, nonce, signature })) as { token: string };
  return reply.token;
}

/** The body of a good reply; anything else is thrown as a `Refusal`. */
export async function post(
  transport: Transport,
  path: string,
  body: unknown,
  token?: string,
): Promise<unknown> {
  return accepted(await transport({ method: "POST", path, body, token }));
}

export async function get(transport: Transport, path: string, token?: string): Promise<unknown> {
  return accepted(await transport({ method: "GET", path, token }));
}

/** The same over HTTP. */
export function overHttp(url: string): Transport {
  return async ({ method, path, body, token }) => {
    const reply = await fetch(url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: reply.status, body: await reply.json() };
  };
}

export const sampleDay = "2026-11-20";
export const sampleInstant = "2026-11-20T01:00:00.000Z";

/** A ticket of the seat's site with nothing typed into its form yet. */
export function sampleTicket(seat: EnrolReply, changes: Partial<TicketFields> = {}): TicketFields {
  sequence = (sequence % 9_999) + 1;
  return {
    number: makeTicketNumber({ seatNumber: seat.seatNumber, day: sampleDay, sequence }),
    site: seat.site.id,
    audience: "site",
    sealed: false,
    status: "submitted",
    form: emptyComplaint("13857126621"),
    citations: [],
    callId: null,
    callerNumber: "13857126621",
    takenBy: "061",
    seatId: seat.seatId,
    submittedAt: sampleInstant,
    confirmedAt: sampleInstant,
    dueOn: "2026-12-11",
    dueProvisional: false,
    ...changes,
  };
}

/** A call leg that still rings. */
export function sampleCall(seat: EnrolReply, changes: Partial<CallFact> = {}): CallFact {
  return {
    callId: uuidv7(),
    line: "practice",
    direction: "inbound",
    number: "13857126621",
    queue: null,
    menu: null,
    ringingAt: sampleInstant,
    answeredAt: null,
    endedAt: null,
    heldMs: 0,
    endReason: null,
    agentId: "061",
    site: seat.site.id,
    audience: "site",
    sealed: false,
    ...changes,
  };
}

let sequence = 0;

function speakAs(
  transport: Transport,
  seat: EnrolReply,
  { token, privateKey }: Pick<TestSeat, "token" | "privateKey">,
): TestSeat {
  const outbox: WireMutation[] = [];
  const self: TestSeat = {
    seat,
    token,
    privateKey,
    outbox,
    did: (kind, fields, { entity, base = 0, byAgent = "061" }) => {
      const row = {
        seq: outbox.length + 1,
        mid: uuidv7(),
        entity,
        base,
        at: sampleInstant,
        byAgent,
        kind,
        fields,
      };
      outbox.push(row);
      return row;
    },
    takesComplaint: (changes = {}) => {
      const entity = uuidv7();
      self.did("ticket.create", sampleTicket(seat, changes), { entity, byAgent: changes.takenBy ?? "061" });
      return entity;
    },
    hello: async (claim) => {
      const last = { maxSeq: outbox.length, lastMid: outbox.at(-1)?.mid ?? null };
      const body = { protocol: protocolVersion, ...(claim ?? last) };
      return helloReply.parse(await post(transport, paths.hello, body, token));
    },
    push: async (muts) => pushReply.parse(await post(transport, paths.push, { muts }, token)),
    pull: async ({ feed = seat.feed, after, epoch, wait = 0 }) => {
      const query = new URLSearchParams({ feed, after: String(after), epoch, wait: String(wait) });
      return pullReply.parse(await get(transport, `${paths.pull}?${query}`, token));
    },
    snapshot: async (feed, from) => {
      const query = new URLSearchParams(from === undefined ? { feed } : { feed, from });
      return snapshotReply.parse(await get(transport, `${paths.snapshot}?${query}`, token));
    },
  };
  return self;
}

function accepted({ status, body }: { status: number; body: unknown }): unknown {
  if (status < 300) return body;
  const refusal: Refusal = { status, error: (body as { error: WireError }).error };
  throw refusal;
}
