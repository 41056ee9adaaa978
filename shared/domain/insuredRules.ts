import type { Outcome } from "../errors.ts";
import { checkIdNumber } from "./identifiers.ts";
import type {
  InsuredCaller,
  InsuredKey,
  InsuredPerson,
  InsuredUnit,
  InsuredView,
  UnitContact,
} from "./insured.ts";
import { maskIdNumber, maskName, maskPhone } from "./masking.ts";
import { parsePhone } from "./phoneNumber.ts";
import type { LocalDate } from "./time.ts";

/**
 * Checks and folds a key before the register is asked.
 * @param today the site's day
 * @returns refusals `insured.keyMissing`, `insured.nameAlone`, and those of ID numbers; old 15-digit numbers pass
 */
export function checkInsuredKey(key: InsuredKey, today: LocalDate): Outcome<InsuredKey> {
  if (key.by === "idNumber") {
    const checked = checkIdNumber(key.idNumber, today);
    return checked.ok ? { ok: true, value: { by: "idNumber", idNumber: checked.value.number } } : checked;
  }
  if (key.by === "phone") {
    const { digits, kind } = parsePhone(key.phone);
    const isSomebodys = kind === "mobile" || kind === "landline" || kind === "international";
    return isSomebodys
      ? { ok: true, value: { by: "phone", phone: digits } }
      : { ok: false, rule: "phone.unreadable" };
  }
  const name = key.name.trim();
  const employer = key.employer.trim();
  if ([...name].length < 2) return { ok: false, rule: "insured.keyMissing" };
  if (key.birthOn === null && [...employer].length < 2) return { ok: false, rule: "insured.nameAlone" };
  return { ok: true, value: { ...key, name, employer } };
}

/** The person as the agent may see them: masked for the person themself, and nothing of them for anybody else. */
export function maskedView(person: InsuredPerson, caller: InsuredCaller): InsuredView {
  const { name, idNumber, phone, status } = person;
  const shown = { name: maskName(name), idNumber: maskIdNumber(idNumber), phone: maskPhone(phone), status };
  return { person: caller === "self" ? shown : null, contacts: contactsOf(person) };
}

/**
 * The person in full, for a reveal.
 * @returns refusal `insured.thirdParty` while somebody else is on the line
 */
export function revealedView(person: InsuredPerson, caller: InsuredCaller): Outcome<InsuredView> {
  if (caller === "third-party") return { ok: false, rule: "insured.thirdParty" };
  const { name, idNumber, phone, status } = person;
  return { ok: true, value: { person: { name, idNumber, phone, status }, contacts: contactsOf(person) } };
}

/** An agent may look up this often in a minute; a person on the telephone cannot be faster. */
export const lookupsPerMinute = 10;

/**
 * Whether one look-up more is allowed.
 * @param earlier moments of this agent's look-ups, epoch ms
 * @returns refusal `insured.tooMany` with the seconds to wait
 */
export function allowLookup(earlier: readonly number[], nowMs: number): Outcome<null> {
  const recent = earlier.filter((at) => at > nowMs - 60_000).sort((a, b) => b - a);
  const oldest = recent[lookupsPerMinute - 1];
  if (oldest === undefined) return { ok: true, value: null };
  const seconds = Math.ceil((oldest + 60_000 - nowMs) / 1000);
  return { ok: false, rule: "insured.tooMany", detail: { seconds } };
}

function contactsOf({ employer, formerEmployer }: InsuredPerson): UnitContact[] {
  const contacts: UnitContact[] = [];
  if (employer) contacts.push(toContact(employer, false));
  if (formerEmployer) contacts.push(toContact(formerEmployer, true));
  return contacts;
}

/** A unit's own line is no personal datum and is needed to ring there; a clerk's mobile telephone is one. */
function toContact({ name, contactPerson, phone }: InsuredUnit, isFormer: boolean): UnitContact {
  const { kind, digits, display } = parsePhone(phone);
  const isUnits = kind === "landline" || kind === "toll-free" || kind === "service";
  return {
    unit: name,
    contactPerson: maskName(contactPerson),
    phone: isUnits ? display : maskPhone(phone),
    dial: isUnits ? digits : null,
    isFormer,
  };
}
