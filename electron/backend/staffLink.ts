import { z } from "zod";
import type { StaffMember } from "../../shared/domain/staff.ts";
import { AppError } from "../../shared/errors.ts";
import { isPrivateLine } from "../../shared/sync/privateLine.ts";
import type { Log } from "./context.ts";
import type { SeatSettings } from "./seatIdentity.ts";
import { exchange, type Fetch } from "./sync/exchange.ts";

/**
 * The central server as one signed-in person talks to it, beside the seat's own link: the server checks the person's
 * role by a token it gave for the person's password. Tokens live in this closure alone, one per window.
 */
export type StaffLink = {
  /** At sign-in: fetches a token in the background where the role has a use for one. Never fails. */
  begin(clientKey: string, agent: StaffMember, password: string): void;
  /**
   * Fetches a token now, for somebody who signed in while the server was away.
   * @throws AppError `login.*` as the server refused, or what `exchange` throws
   */
  signIn(clientKey: string, agentId: string, password: string): Promise<void>;
  /**
   * Asks on behalf of the person behind that window.
   * @throws AppError `staff.signInAgain` without a token the server takes, or what `exchange` throws
   */
  ask<T>(clientKey: string, question: StaffQuestion<T>): Promise<T>;
  /** At sign-out. */
  forget(clientKey: string): void;
  close(): void;
};

export type StaffQuestion<T> = {
  /** With its query. */
  path: string;
  /** A POST where there is one. */
  body?: unknown;
  reply: z.ZodType<T>;
};

type LinkParts = { seat: SeatSettings; fetch: Fetch; log: Log };

const replyWithinMs = 15_000;

export function createStaffLink({ seat, fetch: fetchIt, log }: LinkParts): StaffLink {
  const tokens = new Map<string, Promise<string | null>>();
  const closing = new AbortController();

  async function logIn(agentId: string, password: string): Promise<string> {
    const { token, agent } = await exchange(fetchIt, {
      method: "POST",
      url: baseUrl(seat) + loginPath,
      body: { agentId, password },
      timeoutMs: replyWithinMs,
      signal: closing.signal,
      reply: loginReply,
    });
    if (agent.agentId !== agentId) throw signInAgain();
    return token;
  }

  return {
    begin(clientKey, agent, password) {
      tokens.delete(clientKey);
      if (agent.role !== "lead" && agent.role !== "admin") return;
      const token = logIn(agent.agentId, password).catch((error: unknown) => {
        log.warn({ rule: error instanceof AppError ? error.rule : "internal" }, "no staff token");
        return null;
      });
      tokens.set(clientKey, token);
    },
    async signIn(clientKey, agentId, password) {
      tokens.set(clientKey, Promise.resolve(await logIn(agentId, password)));
    },
    async ask(clientKey, { path, body, reply }) {
      const known = tokens.get(clientKey);
      const token = await known;
      if (!token) throw signInAgain();
      try {
        return await exchange(fetchIt, {
          method: body === undefined ? "GET" : "POST",
          url: baseUrl(seat) + path,
          token,
          timeoutMs: replyWithinMs,
          signal: closing.signal,
          reply,
          ...(body === undefined ? {} : { body }),
        });
      } catch (error) {
        if (!(error instanceof AppError) || error.rule !== "login.token") throw error;
        if (tokens.get(clientKey) === known) tokens.delete(clientKey);
        throw signInAgain();
      }
    },
    forget: (clientKey) => void tokens.delete(clientKey),
    close() {
      tokens.clear();
      closing.abort();
    },
  };
}

const loginPath = "/api/login";
const loginReply = z.object({ token: z.string().min(1), agent: z.object({ agentId: z.string() }) });

/** @throws AppError `staff.lineNotPrivate`: a password goes over TLS, or to this very machine */
function baseUrl(seat: SeatSettings): string {
  const { serverUrl } = seat.identity() ?? { serverUrl: "" };
  if (!URL.canParse(serverUrl)) {
    throw new AppError("rule_violated", "This seat is not enrolled", { rule: "session.notEnrolled" });
  }
  if (!isPrivateLine(new URL(serverUrl))) {
    throw new AppError("forbidden", "Passwords are sent over TLS only", { rule: "staff.lineNotPrivate" });
  }
  return serverUrl.replace(/\/+$/, "");
}

function signInAgain(): AppError {
  return new AppError("unauthenticated", "The server asks for the password again", {
    rule: "staff.signInAgain",
  });
}
