import { z } from "zod";
import { siteSeason } from "../domain/administration.ts";
import { callLeg, stateInterval } from "../domain/call.ts";
import { deadlineRule } from "../domain/deadline.ts";
import { draft, recordContent } from "../domain/record.ts";
import { topic } from "../domain/reference.ts";
import { serviceHours } from "../domain/serviceHours.ts";
import { agentId, type Role, site, staffMember } from "../domain/staff.ts";
import { ticketDetail, ticketStatus, ticketSummary } from "../domain/ticket.ts";
import { instant, localDate } from "../domain/time.ts";
import { adminMethods } from "./adminContract.ts";
import { auditMethods } from "./auditContract.ts";
import { insuredMethods } from "./insuredContract.ts";
import { libraryAliasMethods, measureProgress } from "./libraryAliasContract.ts";
import { libraryMethods } from "./libraryContract.ts";
import { libraryHintMethods } from "./libraryHintContract.ts";
import { libraryPackageMethods, packageProgress } from "./libraryPackageContract.ts";
import { modelProgress, searchModelMethods } from "./searchModelContract.ts";
import { pemText, serverTrustMethods } from "./serverTrustContract.ts";
import { statisticsMethods } from "./statisticsContract.ts";

/** Who may call a method: everybody on the channel, anyone signed in, or the named roles. */
export type Access = "public" | "signed-in" | readonly Role[];

export type Method<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  input: I;
  output: O;
  access: Access;
};

function method<I extends z.ZodType, O extends z.ZodType>(access: Access, input: I, output: O): Method<I, O> {
  return { access, input, output };
}

const none = z.object({});
const done = z.object({});

/** What the status bar shows: measured facts with their age, never a remembered green light. */
export const deskStatus = z.object({
  at: instant,
  server: z.object({
    state: z.enum(["unconfigured", "connecting", "online", "offline", "refused"]),
    latencyMs: z.number().nullable(),
    lastContactAt: instant.nullable(),
    /** `errors.<rule>` when not online. */
    rule: z.string().nullable(),
  }),
  outbox: z.object({
    pending: z.int(),
    oldestPendingAt: instant.nullable(),
    lastAckedAt: instant.nullable(),
    conflicts: z.int(),
    denied: z.int(),
  }),
  library: z.object({ documents: z.int(), clauses: z.int(), newestOn: localDate.nullable() }),
  /** Seat clock minus server clock; null until the server was heard. It is shown and never refuses a save. */
  clockSkewMs: z.number().nullable(),
  storage: z.object({
    encrypted: z.boolean(),
    keySource: z.enum(["system", "passphrase", "key-file", "demo-key-file", "test"]),
  }),
  version: z.string(),
});
export type DeskStatus = z.infer<typeof deskStatus>;

export const seatInfo = z.object({
  seatId: z.string(),
  /** 1..9999, unique in the centre: part of every ticket number made here. */
  seatNumber: z.int(),
  site,
  serverUrl: z.string(),
});
export type SeatInfo = z.infer<typeof seatInfo>;

/** How the softphone registers. The secret is only ever handed to the softphone of a signed-in agent. */
export const phoneAccount = z.union([
  z.object({ line: z.literal("practice") }),
  z.object({
    line: z.literal("exchange"),
    /** ws:// or wss:// */
    url: z.string(),
    domain: z.string(),
    extension: z.string(),
    secret: z.string(),
    displayName: z.string(),
  }),
]);
export type PhoneAccount = z.infer<typeof phoneAccount>;

export const sessionInfo = z.object({
  version: z.string(),
  door: z.enum(["electron", "loopback", "test"]),
  seat: seatInfo.nullable(),
  agent: staffMember.nullable(),
  /** Sentences for the log-in screen: `notices.<id>` of the string catalogue. */
  notices: z.array(z.string()),
});
export type SessionInfo = z.infer<typeof sessionInfo>;

export const callerCard = z.object({
  number: z.string(),
  calls: z.array(
    z.object({
      callId: z.string(),
      at: instant,
      answered: z.boolean(),
      direction: z.string(),
      topic: z.string().nullable(),
      agentId: z.string(),
      /** Records that go back to this call, oldest first: one thread. `answered` is null without a call. */
      callBacks: z.array(
        z.object({
          recordId: z.string(),
          at: instant,
          answered: z.boolean().nullable(),
          agentId: z.string(),
          outcome: z.string().nullable(),
          isFiled: z.boolean(),
        }),
      ),
    }),
  ),
  tickets: z.array(ticketSummary),
  attemptsLast30Min: z.int(),
});
export type CallerCard = z.infer<typeof callerCard>;

export const referenceData = z.object({
  topics: z.array(topic),
  sites: z.array(site),
  serviceHours: z.array(serviceHours),
  seasons: z.array(siteSeason),
  deadlineRules: z.array(deadlineRule),
});
export type ReferenceData = z.infer<typeof referenceData>;

const importProgress = z.object({
  jobId: z.string(),
  done: z.int(),
  total: z.int(),
  finished: z.boolean(),
  added: z.int(),
  newVersions: z.int(),
  unchanged: z.int(),
  refused: z.int(),
});

/** THE table: every method of the seat backend, its input, its output and who may call it. */
export const methods = {
  "session.info": method("public", none, sessionInfo),
  "session.signIn": method(
    "public",
    z.object({ agentId, password: z.string().min(1).max(200) }),
    staffMember,
  ),
  "session.signOut": method("signed-in", none, done),
  /** For who signed in while the server was away: figures of the team are asked with the person's own token. */
  "session.signInAtServer": method(
    ["lead", "admin"],
    z.object({ password: z.string().min(1).max(200) }),
    done,
  ),
  "seat.enrol": method(
    "public",
    z.object({
      serverUrl: z.url().max(300),
      code: z.string().min(4).max(40),
      /** What the seat is to believe this server by, from the first word on; without it what it believes already. */
      certificates: pemText.optional(),
    }),
    seatInfo,
  ),
  "seat.phoneAccount": method("signed-in", none, phoneAccount),
  /** Points the seat at another exchange than the one given at enrolment; `practice` returns to the built-in line. */
  "seat.configurePhone": method(["admin"], phoneAccount, phoneAccount),
  "status.get": method("public", none, deskStatus),
  "reference.get": method("signed-in", none, referenceData),
  "sync.now": method("signed-in", none, done),

  /** `agentId`: whose fact it is; refused when somebody else is signed in by now. */
  "calls.record": method("signed-in", z.object({ leg: callLeg, agentId: agentId.optional() }), done),
  "calls.card": method("signed-in", z.object({ number: z.string().max(40) }), callerCard),
  "calls.list": method("signed-in", z.object({ day: localDate }), z.array(callLeg)),
  /** Ends and beginnings that belong together, stored all at once: an agent is never between two states on disk. */
  "agentState.record": method(
    "signed-in",
    z.object({ intervals: z.array(stateInterval).min(1).max(1_000), agentId: agentId.optional() }),
    done,
  ),
  /**
   * A desk comes up for the signed-in agent: what a crash left open at this seat is closed where the last sign of life
   * was, and the time until now is 断线. The agent's first interval begins at `since`.
   */
  "agentState.arrive": method("signed-in", none, z.object({ since: instant })),
  /** A sign of life of the desk, at least every ten seconds while somebody is signed in. */
  "agentState.beat": method("signed-in", none, done),
  "agentState.list": method("signed-in", z.object({ day: localDate }), z.array(stateInterval)),

  /**
   * The draft of that call, made when there is none. With `callId: null` a new draft without a call. `originCallId`
   * names the call it goes back to.
   */
  "drafts.open": method(
    "signed-in",
    z.object({
      callId: z.uuid().nullable(),
      callerNumber: z.string().max(40),
      originCallId: z.uuid().nullable().optional(),
    }),
    draft,
  ),
  "drafts.save": method(
    "signed-in",
    z.object({ draftId: z.uuid(), revision: z.int().min(1), content: recordContent }),
    z.object({ revision: z.int(), savedAt: instant }),
  ),
  /** Open drafts of the signed-in agent, oldest first: the wrap-up tray. */
  "drafts.list": method("signed-in", none, z.array(draft)),
  /** Wrap-up done: files the consultation as a fact and closes the draft. Topic and outcome are required. */
  "drafts.file": method("signed-in", z.object({ draftId: z.uuid() }), draft),

  "tickets.submit": method(
    "signed-in",
    z.object({ draftId: z.uuid(), revision: z.int().min(1), confirmedAt: instant }),
    ticketDetail,
  ),
  "tickets.list": method(
    "signed-in",
    z.object({
      status: ticketStatus.optional(),
      text: z.string().max(100).optional(),
      limit: z.int().min(1).max(500),
    }),
    z.array(ticketSummary),
  ),
  /** Personal data inside `fields.form` is masked unless the caller took the ticket today or reveals it. */
  "tickets.get": method("signed-in", z.object({ ticketId: z.uuid() }), ticketDetail),
  "tickets.reveal": method(
    "signed-in",
    z.object({ ticketId: z.uuid(), reason: z.string().min(2).max(200) }),
    ticketDetail,
  ),
  "tickets.move": method(
    ["agent", "lead", "admin", "discipline"],
    z.object({ ticketId: z.uuid(), to: ticketStatus, reason: z.string().max(2_000), version: z.int() }),
    ticketDetail,
  ),

  ...libraryMethods,
  ...serverTrustMethods,
  ...adminMethods,
  ...libraryAliasMethods,
  ...libraryHintMethods,
  ...libraryPackageMethods,
  ...searchModelMethods,

  ...statisticsMethods,
  ...auditMethods,
  ...insuredMethods,
} satisfies Record<string, Method>;

/** What the backend tells every connection; screens answer by asking again. */
export const events = {
  "session.changed": none,
  /** That agent has signed in at another seat since: the newest sign-in wins. */
  "session.elsewhere": z.object({ agentId }),
  "status.changed": deskStatus,
  "drafts.changed": z.object({ draftIds: z.array(z.string()) }),
  "tickets.changed": z.object({ ticketIds: z.array(z.string()) }),
  "library.changed": z.object({ documents: z.int() }),
  "library.importProgress": importProgress,
  "library.packageProgress": packageProgress,
  "library.measureProgress": measureProgress,
  "model.progress": modelProgress,
  /** A training ended, or another model searches from now on. */
  "model.changed": none,
  "reference.changed": none,
  /** The machine woke from sleep (Electron door): lines and sockets are dead though nothing told them so. */
  "host.resumed": none,
} satisfies Record<string, z.ZodType>;

export type Methods = typeof methods;
export type MethodName = keyof Methods;
export type Input<M extends MethodName> = z.input<Methods[M]["input"]>;
export type Parsed<M extends MethodName> = z.output<Methods[M]["input"]>;
export type Output<M extends MethodName> = z.output<Methods[M]["output"]>;

export type Events = typeof events;
export type EventName = keyof Events;
export type Payload<E extends EventName> = z.output<Events[E]>;
