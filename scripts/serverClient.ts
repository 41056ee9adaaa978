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
  }).catch(() => {
    throw refused(`no server answers at ${new URL(url).origin}`);
  });
  const answer: unknown = await reply.json().catch(() => null);
  if (reply.ok && answer !== null) return answer;
  const error = errorReply.safeParse(answer);
  if (!error.success) throw refused(`${new URL(url).origin} does not answer like a Zuoxi server`);
  const { message, rule } = error.data.error;
  throw refused(rule === undefined ? message : `${message} (${rule})`);
}

function refused(refusal: string): Refusal {
  return { refusal };
}
