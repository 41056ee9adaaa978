import { z } from "zod";
import type { ReferenceRepository } from "../../../db/reference.ts";
import {
  type InsuredKey,
  type InsuredPurpose,
  type InsuredReply,
  insuredPerson,
} from "../../../shared/domain/insured.ts";
import { isPrivateLine } from "../../../shared/sync/privateLine.ts";

/** One question to the register of insured persons. The ids let the register keep its own record of who asked. */
export type InsuredQuestion = {
  lookupId: string;
  agentId: string;
  purpose: InsuredPurpose;
  key: InsuredKey;
};

/**
 * The outside register of insured persons, as the desk sees it.
 *
 * Implementations:
 * - MUST answer within a few seconds and never throw or reject: trouble is the state `unavailable`, `refused` or
 *   `notConfigured`, so that the work of the desk goes on.
 * - MUST check the shape of what they received; a reply of another shape is `unavailable`.
 * - MUST NOT put the key, the token or anything of the person into a log.
 */
export type InsuredLookup = { find(question: InsuredQuestion): Promise<InsuredReply> };

/** Where the register is. https everywhere but on this machine: names and ID numbers cross the wire. */
export const registerAddress = z.object({
  url: z.url().refine((text) => isSafe(text), "https, or a loopback address"),
  token: z.string().min(1).max(500),
});
export type RegisterAddress = z.infer<typeof registerAddress>;

/** The register the centre names for all its seats: reference row `register` / `insured`. */
export function registerAddressOf(reference: Pick<ReferenceRepository, "all">): RegisterAddress | null {
  return registerAddress.safeParse(reference.all("register")[0]).data ?? null;
}

/** What the register answers with status 200; documented in docs/insured-register.md. */
export const registerReply = z.object({ count: z.int().min(0), person: insuredPerson.optional() });

function isSafe(text: string): boolean {
  return URL.canParse(text) && isPrivateLine(new URL(text));
}
