import { z } from "zod";
import { instant, localDate } from "./time.ts";

/** What an insured person is looked up by. A name alone is nobody: it needs a birth date or an employer beside it. */
export const insuredKey = z.discriminatedUnion("by", [
  z.object({ by: z.literal("idNumber"), idNumber: z.string().max(40) }),
  z.object({ by: z.literal("phone"), phone: z.string().max(40) }),
  z.object({
    by: z.literal("name"),
    name: z.string().max(60),
    birthOn: localDate.nullable(),
    /** Any part of the unit's name; empty when unknown. */
    employer: z.string().max(100),
  }),
]);
export type InsuredKey = z.infer<typeof insuredKey>;

/** What a look-up is for: personal data is used for a stated purpose only (个人信息保护法 art. 6). */
export const insuredPurpose = z.enum(["own-enquiry", "lost-property", "complaint", "call-back"]);
export type InsuredPurpose = z.infer<typeof insuredPurpose>;

/** Who asks: the insured person, or anybody else. Whoever speaks for somebody else is told nothing about them. */
export const insuredCaller = z.enum(["self", "third-party"]);
export type InsuredCaller = z.infer<typeof insuredCaller>;

/** A unit as the register names it, with whom to ask for there. */
export const insuredUnit = z.object({
  name: z.string().max(200),
  contactPerson: z.string().max(60),
  phone: z.string().max(40),
});
export type InsuredUnit = z.infer<typeof insuredUnit>;

export const insuredStatus = z.enum(["working", "retired", "unemployed", "resident"]);
export type InsuredStatus = z.infer<typeof insuredStatus>;

/** A person as the register tells it. It stays in the backend; screens get an `InsuredView`. */
export const insuredPerson = z.object({
  name: z.string().min(1).max(60),
  idNumber: z.string().max(18),
  phone: z.string().max(40),
  status: insuredStatus,
  employer: insuredUnit.nullable(),
  formerEmployer: insuredUnit.nullable(),
});
export type InsuredPerson = z.infer<typeof insuredPerson>;

/**
 * How a look-up came out. `several` is a count and nobody: the agent asks for one thing more. `refused`: the register
 * does not let this centre in. `unavailable`: no usable answer in time; the desk goes on without it.
 */
export const insuredState = z.enum(["found", "none", "several", "unavailable", "notConfigured", "refused"]);
export type InsuredState = z.infer<typeof insuredState>;

/** What the register said; a person comes only with `found`. */
export type InsuredReply =
  | { state: "found"; person: InsuredPerson }
  | { state: "several"; count: number }
  | { state: Exclude<InsuredState, "found" | "several"> };

/** A unit to telephone. `dial` is null where the number is somebody's own: it is masked and not offered. */
export const unitContact = z.object({
  unit: z.string(),
  contactPerson: z.string(),
  phone: z.string(),
  dial: z.string().nullable(),
  isFormer: z.boolean(),
});
export type UnitContact = z.infer<typeof unitContact>;

/** What a screen gets of a person. `person` is null while a third party is on the line. */
export const insuredView = z.object({
  person: z
    .object({ name: z.string(), idNumber: z.string(), phone: z.string(), status: insuredStatus })
    .nullable(),
  contacts: z.array(unitContact),
});
export type InsuredView = z.infer<typeof insuredView>;

/** `count` only for `several`, `view` only for `found`. */
export const insuredResult = z.object({
  lookupId: z.uuid(),
  state: insuredState,
  count: z.int().nullable(),
  view: insuredView.nullable(),
  at: instant,
});
export type InsuredResult = z.infer<typeof insuredResult>;
