import { hash, verify } from "@node-rs/argon2";
import type { Outcome } from "../../shared/errors.ts";
import type { Argon } from "../context.ts";

/** OWASP's argon2id with room to spare: 64 MiB, three passes, about 170 ms on a desk machine. */
export const argonOfTheCentre: Argon = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };

/** What is stored of a password: an argon2id PHC string, which seats check offline as well. */
export async function makeVerifier(password: string, argon: Argon): Promise<string> {
  return await hash(password, { ...argon, outputLen: 32 });
}

export async function matches(verifier: string, password: string): Promise<boolean> {
  return await verify(verifier, password);
}

/**
 * Length counts for more than signs do: ten characters of three kinds, or sixteen of any.
 * @returns refusals `password.tooShort`, `password.tooSimple`, `password.containsId`
 */
export function checkPassword(password: string, agentId: string): Outcome<string> {
  const length = [...password].length;
  if (length < 10) return { ok: false, rule: "password.tooShort", detail: { least: 10 } };
  if (password.includes(agentId) && length < 16) return { ok: false, rule: "password.containsId" };
  if (new Set(password).size < 5) return { ok: false, rule: "password.tooSimple" };
  if (length < 16 && kindsOf(password) < 3) return { ok: false, rule: "password.tooSimple" };
  return { ok: true, value: password };
}

/**
 * A password the rules take, `Lamo-Keru-5821`: easy to read off a screen and type.
 * The digits may happen to hold the agent ID, which the rules refuse; then another is made.
 */
export function makePassword(random: (bytes: number) => Buffer, agentId: string): string {
  let password = readablePassword(random);
  while (!checkPassword(password, agentId).ok) password = readablePassword(random);
  return password;
}

function kindsOf(password: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /[0-9]/, /[^\p{Ll}\p{Lu}0-9]/u].filter((kind) => kind.test(password)).length;
}

/** Four syllables and four digits, `Lamo-Keru-5821`: about 38 bits. */
function readablePassword(random: (bytes: number) => Buffer): string {
  const [first = "", second = ""] = [word(random), word(random)];
  const digits = String(random(4).readUInt32BE() % 10_000).padStart(4, "0");
  return `${first}-${second}-${digits}`;
}

function word(random: (bytes: number) => Buffer): string {
  const heads = "bdfghjklmnprstwz";
  const vowels = "aeiou";
  const text = [...random(2)].map((byte) => `${heads[byte % 16]}${vowels[(byte >> 4) % 5]}`).join("");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
