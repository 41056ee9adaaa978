import type { Page } from "playwright-core";
import { z } from "zod";

const frame = z.object({ method: z.string(), input: z.unknown() });

export type SentCall = z.infer<typeof frame>;

/** Calls the page sends to its backend from now on, in order, as they stand on the wire. */
export async function sentCalls(page: Page): Promise<SentCall[]> {
  const calls: SentCall[] = [];
  const session = await page.context().newCDPSession(page);
  session.on("Network.webSocketFrameSent", ({ response }) => {
    calls.push(frame.parse(JSON.parse(response.payloadData)));
  });
  await session.send("Network.enable");
  return calls;
}
