import type { z } from "zod";
import type { InsuredReply } from "../../../shared/domain/insured.ts";
import type { Fetch } from "../sync/exchange.ts";
import {
  type InsuredLookup,
  type InsuredQuestion,
  type RegisterAddress,
  registerReply,
} from "./insuredLookup.ts";

/**
 * The register over HTTP.
 * @param options.address asked anew for every question; null while nobody told one
 * @param options.timeoutMs for the whole reply; a caller waits on the line meanwhile
 */
export function createHttpRegister(options: {
  fetch: Fetch;
  address: () => RegisterAddress | null;
  timeoutMs?: number;
}): InsuredLookup {
  const timeoutMs = options.timeoutMs ?? 3_000;
  return {
    async find(question) {
      const address = options.address();
      if (!address) return { state: "notConfigured" };
      try {
        return await ask(options.fetch, address, question, timeoutMs);
      } catch {
        // Whatever broke (line, name, certificate, half a reply), the agent hears one thing: not available now.
        return { state: "unavailable" };
      }
    },
  };
}

const unavailable: InsuredReply = { state: "unavailable" };
/** A person with two units fits into far less. */
const replyBytes = 64 * 1024;

async function ask(
  fetchIt: Fetch,
  { url, token }: RegisterAddress,
  question: InsuredQuestion,
  timeoutMs: number,
): Promise<InsuredReply> {
  const response = await fetchIt(new URL("v1/insured/search", url.endsWith("/") ? url : `${url}/`), {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json",
    },
    body: JSON.stringify(question),
    // A redirect is never followed: the token and the question are for this register alone.
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status === 401 || response.status === 403) {
    await response.body?.cancel();
    return { state: "refused" };
  }
  const text = await readCapped(response);
  if (response.status !== 200 || text === null) return unavailable;
  const reply = registerReply.safeParse(JSON.parse(text));
  return reply.success ? toReply(reply.data) : unavailable;
}

function toReply({ count, person }: z.infer<typeof registerReply>): InsuredReply {
  if (count === 0) return { state: "none" };
  // Whoever may be sent along with a count of several is nobody's business here.
  if (count > 1) return { state: "several", count };
  return person ? { state: "found", person } : unavailable;
}

async function readCapped(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > replyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
