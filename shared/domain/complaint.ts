import { z } from "zod";

/** What a complaint is about (适用范围): it says *what*; `route` says *who*. */
export const category = z.enum([
  "service-attitude",
  "policy-deviation",
  "rights-harm",
  "procedure",
  "appeal-of-reply",
  "employer-violation",
]);
export type Category = z.infer<typeof category>;

/** Who handles it. `discipline` is sealed: taker, discipline role and the route's own handler only. */
export const route = z.enum([
  "social-insurance",
  "labour-inspection",
  "efficiency-office",
  "discipline",
  "medical-insurance",
  "mayor-line",
]);
export type Route = z.infer<typeof route>;

/** Why a matter is not admissible (不受理). */
export const refusalGround = z.enum(["in-proceedings", "unrelated", "anonymous-or-vague", "stale"]);
export type RefusalGround = z.infer<typeof refusalGround>;

export const channelOfIntake = z.enum([
  "phone",
  "transfer-12345",
  "voicemail",
  "fax",
  "email",
  "web",
  "walk-in",
  "letter",
]);

/** The six elements 六要素 in the order agents ask for them. */
export const elementNames = ["time", "place", "persons", "cause", "course", "result"] as const;
export type ElementName = (typeof elementNames)[number];

const line = z.string().max(200);
const text = z.string().max(20_000);

/**
 * The complaint form while it is being filled: everything may be empty, nothing may be lost. `complaintCheck.ts`
 * says what is missing or wrong; a draft is stored whatever it says.
 */
export const complaintForm = z.object({
  channel: channelOfIntake,
  category: category.nullable(),
  route: route.nullable(),
  complainant: z.object({
    name: line,
    idNumber: line,
    phone: line,
    confidential: z.boolean(),
    onBehalf: z.boolean(),
  }),
  respondent: z.object({
    kind: z.enum(["unit", "staff"]),
    unitName: line,
    creditCode: line,
    office: line,
    staffName: line,
    staffNumber: line,
  }),
  elements: z.object({ time: text, place: text, persons: text, cause: text, course: text, result: text }),
  claim: z.object({ text, periodFrom: line, periodTo: line, base: line }),
  negotiated: z.enum(["unknown", "yes", "no"]),
  evidence: text,
  /** Grounds the agent ticked in the admissibility gate; empty means admissible. */
  grounds: z.array(refusalGround).max(4),
  /** Why the agent submits in spite of a ground or a missing element; kept with the ticket. */
  overrideReason: text,
});
export type ComplaintForm = z.infer<typeof complaintForm>;

/** A form nobody has typed into yet. */
export function emptyComplaint(phone = ""): ComplaintForm {
  return {
    channel: "phone",
    category: null,
    route: null,
    complainant: { name: "", idNumber: "", phone, confidential: false, onBehalf: false },
    respondent: { kind: "unit", unitName: "", creditCode: "", office: "", staffName: "", staffNumber: "" },
    elements: { time: "", place: "", persons: "", cause: "", course: "", result: "" },
    claim: { text: "", periodFrom: "", periodTo: "", base: "" },
    negotiated: "unknown",
    evidence: "",
    grounds: [],
    overrideReason: "",
  };
}
