import { z } from "zod";
import { hotClause } from "../domain/libraryUse.ts";
import { site } from "../domain/staff.ts";
import { instant } from "../domain/time.ts";
import { wireError } from "../rpc/wire.ts";
import { change } from "./change.ts";
import { mutationOutcome, wireMutation } from "./mutation.ts";

/**
 * The agreement between a seat and the central server: HTTP/JSON, bodies above `limits.gzipAbove` bytes gzipped both
 * ways, every message parsed by zod at both ends. Everything but `enrol`, `challenge` and `token` needs
 * `Authorization: Bearer <token>`; the seat's identity comes from the token, never from a body.
 *
 *     POST enrol     enrolRequest     → enrolReply        one-time code and the seat's new public key
 *     POST challenge challengeRequest → challengeReply    nonce, good for one minute and one use
 *     POST token     tokenRequest     → tokenReply        nonce signed (see `tokenMessage`): token for one shift
 *     POST hello     helloRequest     → helloReply        after every (re)connection; the seat then sets
 *                                                         acked := min(acked, lastSeq)
 *     POST push      pushRequest      → pushReply         consecutive mutations from acked + 1 on
 *     GET  pull      pullQuery        → pullReply         long poll with `wait`; poll again at once
 *     GET  snapshot  snapshotQuery    → snapshotReply     new seat, or `sync.pruned`; pages until `next` is null
 *     GET  libraryHot                 → libraryHotReply   what this seat's site opened and cited in the last hour
 *
 * Mutations are in mutation.ts, changes in change.ts, what both ends do with them in merge.ts.
 * Failures carry `errorReply` and an HTTP status; the rules a seat must know are in `syncRules`.
 */
export const paths = {
  enrol: "/enrol",
  challenge: "/challenge",
  token: "/token",
  hello: "/hello",
  push: "/push",
  pull: "/pull",
  snapshot: "/snapshot",
  libraryHot: "/seat/library/hot",
} as const;

/** Version of this protocol; the server names the oldest one it still speaks in `helloReply.minClient`. */
export const protocolVersion = 1;

export const limits = {
  /** Mutations in one push. */
  mutations: 500,
  /** JSON bytes of one push a seat should stay below (a single larger mutation goes alone). */
  pushBytes: 2_000_000,
  /** JSON bytes, decompressed, above which either end refuses to read on. */
  messageBytes: 8_388_608,
  /** Bodies longer than this many bytes are gzipped. */
  gzipAbove: 1_024,
  /** Changes in one pulled page, items in one snapshot page. */
  page: 500,
  /** Characters after which a page ends early. */
  pageChars: 2_000_000,
  /** Longest `wait` of a pull, in milliseconds. */
  waitMs: 25_000,
} as const;

/**
 * `error.rule` of the failures a seat answers to with more than "try again later".
 * - gap 409: the push does not begin at lastSeq + 1 (`detail.expected`): say hello, then push from there
 * - fork 409: this (seat, seq) holds another mutation: enrol again under a new id, re-push what is pending
 * - epoch 410: the server was restored (`detail.epoch`): forget cursors, say hello, take snapshots, re-send the tail
 * - pruned 410: the cursor is older than the kept log: take a snapshot
 * - token 401: no, unknown or expired token: ask for a new one
 * - revoked 403: this seat was shut out by an administrator
 * - clientTooOld 403: the seat speaks a protocol below `minClient`
 * - tooLarge 413: send smaller batches
 * - codeRefused 403: enrolment code unknown, used or expired
 */
export const syncRules = {
  gap: "sync.gap",
  fork: "sync.fork",
  epoch: "sync.epoch",
  pruned: "sync.pruned",
  token: "sync.token",
  revoked: "sync.revoked",
  clientTooOld: "sync.clientTooOld",
  tooLarge: "sync.tooLarge",
  codeRefused: "enrol.codeRefused",
} as const;

export const errorReply = z.object({ error: wireError });

/** Feed names: `city:<city>` for tickets and facts, `accounts` and `reference` for what the server alone writes. */
export const feedName = z.string().regex(/^(city:[a-z0-9-]{1,40}|accounts|reference)$/);

/** An Ed25519 public key or signature: base64url without padding of the raw 32 or 64 bytes. */
const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);

export const enrolRequest = z.object({
  code: z.string().min(4).max(40),
  publicKey: base64url.length(43),
});
export const enrolReply = z.object({
  seatId: z.string(),
  /** 1..9999, unique in the centre. */
  seatNumber: z.int(),
  site,
  /** The city feed this seat writes to and reads. */
  feed: feedName,
  extension: z.string(),
  sipSecret: z.string(),
  /** Where to register; null means the practice line only. `url` is ws:// or wss://. */
  exchange: z.object({ url: z.string(), domain: z.string() }).nullable(),
  displayName: z.string(),
});
export type EnrolReply = z.infer<typeof enrolReply>;

export const challengeRequest = z.object({ seatId: z.string().max(80) });
export const challengeReply = z.object({ nonce: base64url });
export const tokenRequest = z.object({
  seatId: z.string().max(80),
  nonce: base64url.max(100),
  /** Ed25519 over the UTF-8 bytes of `tokenMessage(seatId, nonce)`. */
  signature: base64url.length(86),
});
export const tokenReply = z.object({ token: z.string(), expiresAt: instant });

/** What a seat signs to get a token. The prefix keeps the signature useless anywhere else. */
export function tokenMessage(seatId: string, nonce: string): string {
  return `zuoxi/token/1\n${seatId}\n${nonce}`;
}

export const helloRequest = z.object({
  protocol: z.int(),
  /** Highest seq this seat ever wrote, 0 for none, and its mid. */
  maxSeq: z.int().min(0),
  lastMid: z.uuid().nullable(),
});
export const helloReply = z.object({
  /** Last mutation the server holds of this seat. The seat checks that its own row `lastSeq` has `lastMid`. */
  lastSeq: z.int(),
  lastMid: z.uuid().nullable(),
  epoch: z.string(),
  feeds: z.array(z.object({ feed: feedName, pos: z.int() })),
  minClient: z.int(),
  /** For showing the clock skew; it orders nothing. */
  serverTime: instant,
});
export type HelloReply = z.infer<typeof helloReply>;

export const pushRequest = z.object({ muts: z.array(wireMutation).min(1).max(limits.mutations) });
export const pushReply = z.object({ last: z.int(), outcomes: z.array(mutationOutcome) });
export type PushReply = z.infer<typeof pushReply>;

/** Query strings: numbers arrive as text. `wait` in milliseconds; 0 answers at once. */
export const pullQuery = z.object({
  feed: feedName,
  after: z.coerce.number().int().min(0),
  epoch: z.string().max(80),
  wait: z.coerce.number().int().min(0).max(limits.waitMs).default(0),
});
export const pullReply = z.object({
  changes: z.array(change),
  /** The next `after`; it also steps over changes this seat may not see. Store it with the page, in one transaction. */
  cursor: z.int(),
  /** Pull again without waiting. */
  more: z.boolean(),
});
export type PullReply = z.infer<typeof pullReply>;

/** `from` is the `next` of the page before; leave it out for the first page. */
export const snapshotQuery = z.object({ feed: feedName, from: z.string().max(200).optional() });
export const snapshotReply = z.object({
  epoch: z.string(),
  /** Pull from the *first* page's cursor once all pages are in: rows may be newer than it, versions sort that out. */
  cursor: z.int(),
  items: z.array(change),
  next: z.string().nullable(),
});
export type SnapshotReply = z.infer<typeof snapshotReply>;

/** Of the site the seat belongs to; counted by the server's clock. */
export const libraryHotReply = z.object({ clauses: z.array(hotClause) });
export type LibraryHotReply = z.infer<typeof libraryHotReply>;
