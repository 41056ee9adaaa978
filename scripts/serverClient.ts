import { lineRule } from "../shared/sync/certificateTrouble.ts";
import { isPrivateLine } from "../shared/sync/privateLine.ts";
import { errorReply } from "../shared/sync/protocol.ts";

/** A person's connection to the central server. */
export type StaffSession = {
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
};

/** What the server said no to, in words for a terminal. */
export type Refusal = { refusal: string };

/**
 * Signs in at a central server.
 * @throws Refusal
 */
export async function signInAt(server: string, agentId: string, password: string): Promise<StaffSession> {
  const base = server.replace(/\/$/, "");
  if (!URL.canParse(base) || !isPrivateLine(new URL(base)))
    throw refused(`${base} is no https address, nor on this machine: the password was not sent`);
  const { token } = (await send(`${base}/api/login`, { body: { agentId, password } })) as { token: string };
  return {
    get: (path) => send(base + path, { token }),
    post: (path, body) => send(base + path, { token, body }),
  };
}

export function isRefusal(error: unknown): error is Refusal {
  return typeof error === "object" && error !== null && "refusal" in error;
}

async function send(url: string, { token, body }: { token?: string; body?: unknown }): Promise<unknown> {
  const headers: Record<string, string> = {};
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  const reply = await fetch(url, {
    headers,
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw refused(unreached(new URL(url).origin, error));
  });
  const answer: unknown = await reply.json().catch(() => null);
  if (reply.ok && answer !== null) return answer;
  const error = errorReply.safeParse(answer);
  if (!error.success) throw refused(`${new URL(url).origin} does not answer like a Zuoxi server`);
  const { message, rule } = error.data.error;
  throw refused(rule === undefined ? message : `${message} (${rule})`);
}

/** A certificate that is not believed looks to `fetch` like any other failure. */
function unreached(origin: string, error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (lineRule(code) === null) return `no server answers at ${origin}`;
  return `the certificate of ${origin} is not believed (${code}); NODE_EXTRA_CA_CERTS=FILE names the centre's authority`;
}

function refused(refusal: string): Refusal {
  return { refusal };
}
