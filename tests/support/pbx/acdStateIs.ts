import type { Exchange } from "../../../scripts/pbx/exchange.ts";
import type { AcdState } from "../../../shared/call/phone.ts";

/** Whether the call distributor of the exchange holds that state of an agent; it knows none before their first word. */
export async function acdStateIs(exchange: Exchange, extension: string, state: AcdState): Promise<boolean> {
  const known = await exchange.rpc("htable.get", ["ag", extension]);
  return JSON.stringify(known ?? null).includes(`"${state}"`);
}
