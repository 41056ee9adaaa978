import type { Outcome } from "../errors.ts";
import { gate } from "./admissibility.ts";
import { type ComplaintForm, type ElementName, elementNames } from "./complaint.ts";
import { checkCreditCode, checkIdNumber } from "./identifiers.ts";
import { parsePhone } from "./phoneNumber.ts";
import { parseTicketNumber } from "./ticketNumber.ts";
import type { LocalDate } from "./time.ts";

/**
 * One thing the form lacks or has wrong. `field` is the path in the form; `rule` names the sentence; `detail` never
 * holds what was typed.
 */
export type Finding = {
  field: string;
  /** An error keeps the complaint from being submitted, a warning does not. */
  severity: "error" | "warning";
  rule: string;
  detail?: Record<string, string | number | boolean>;
};

/**
 * Everything there is to say about a form as it stands, in the order of the form; cheap enough for every keystroke.
 * What is missing (not what is wrong) becomes a warning once the agent has written why it is submitted all the same.
 * @param today the site's day
 */
export function checkComplaint(form: ComplaintForm, today: LocalDate): Finding[] {
  return [
    ...checkMatter(form),
    ...checkComplainant(form, today),
    ...checkRespondent(form),
    ...checkElements(form),
    ...checkClaim(form, today),
    ...checkGrounds(form),
  ];
}

/**
 * Whether the form may become a ticket. Refused with the first error's rule and `detail.field`.
 * @returns who may read the ticket: a report for discipline inspection is sealed
 */
export function canSubmit(
  form: ComplaintForm,
  today: LocalDate,
): Outcome<{ sealed: boolean; audience: "site" | "restricted" }> {
  const error = checkComplaint(form, today).find((finding) => finding.severity === "error");
  if (error !== undefined)
    return { ok: false, rule: error.rule, detail: { ...error.detail, field: error.field } };
  const { sealed } = gate(form);
  return { ok: true, value: { sealed, audience: sealed ? "restricted" : "site" } };
}

/** How far each of the six elements is filled, 0 to 1: a share of the text such an answer usually needs. */
export function elementMeters(form: ComplaintForm): Record<ElementName, number> {
  const share = (name: ElementName) =>
    Math.min(1, [...form.elements[name].trim()].length / usualLength[name]);
  return {
    time: share("time"),
    place: share("place"),
    persons: share("persons"),
    cause: share("cause"),
    course: share("course"),
    result: share("result"),
  };
}

const usualLength: Readonly<Record<ElementName, number>> = {
  time: 6,
  place: 4,
  persons: 3,
  cause: 8,
  course: 20,
  result: 6,
};

function missing(form: ComplaintForm, field: string, rule: string, detail?: Finding["detail"]): Finding {
  const severity = form.overrideReason.trim() === "" ? "error" : "warning";
  return detail === undefined ? { field, severity, rule } : { field, severity, rule, detail };
}

function warning(field: string, rule: string): Finding {
  return { field, severity: "warning", rule };
}

function error(field: string, rule: string, detail?: Finding["detail"]): Finding {
  return detail === undefined
    ? { field, severity: "error", rule }
    : { field, severity: "error", rule, detail };
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}

function checkMatter(form: ComplaintForm): Finding[] {
  const findings: Finding[] = [];
  if (form.category === null) findings.push(error("category", "complaint.categoryMissing"));
  if (form.route === null) findings.push(error("route", "complaint.routeMissing"));
  const { category, route } = form;
  const suggested = gate(form).suggestedRoutes;
  const isUnusual =
    category !== null && route !== null && route !== "mayor-line" && !suggested.includes(route);
  if (isUnusual) findings.push(warning("route", "complaint.routeUnusual"));
  // An appeal is about an earlier reply; the agent may have noted its ticket number anywhere in the text.
  if (category === "appeal-of-reply" && !mentionsTicket(form))
    findings.push(warning("claim.text", "complaint.earlierTicketMissing"));
  return findings;
}

function mentionsTicket(form: ComplaintForm): boolean {
  const text = [form.claim.text, form.evidence, ...Object.values(form.elements)].join("\n");
  const candidates = text.match(/[0-9０-９](?:[\s\-－–—]?[0-9０-９]){15}/g) ?? [];
  return candidates.some((candidate) => parseTicketNumber(candidate).ok);
}

function checkComplainant(form: ComplaintForm, today: LocalDate): Finding[] {
  const findings: Finding[] = [];
  const { name, idNumber, phone } = form.complainant;
  if (isBlank(name)) findings.push(missing(form, "complainant.name", "complaint.nameMissing"));
  else if (!/^[\p{Script=Han}\p{Script=Latin}·•.\-' ]{2,}$/u.test(name.trim()))
    findings.push(warning("complainant.name", "complaint.nameUnusual"));
  findings.push(...checkId(idNumber, today));
  if (isBlank(phone)) findings.push(missing(form, "complainant.phone", "complaint.phoneMissing"));
  else findings.push(...checkPhone(phone));
  return findings;
}

function checkId(idNumber: string, today: LocalDate): Finding[] {
  const field = "complainant.idNumber";
  if (isBlank(idNumber)) return [warning(field, "complaint.idNumberMissing")];
  const result = checkIdNumber(idNumber, today);
  if (!result.ok) return [error(field, result.rule, result.detail)];
  return result.value.kind === "id15" ? [warning(field, "idNumber.oldForm")] : [];
}

function checkPhone(phone: string): Finding[] {
  const field = "complainant.phone";
  const { kind, unknownAreaCode } = parsePhone(phone);
  if (kind === "unknown") return [error(field, "phone.unreadable")];
  if (unknownAreaCode) return [warning(field, "phone.unknownAreaCode")];
  // A switchboard, a hotline or a hidden number cannot be called back.
  const canBeCalled = kind === "mobile" || kind === "landline" || kind === "international";
  return canBeCalled ? [] : [warning(field, "phone.notReachable")];
}

function checkRespondent(form: ComplaintForm): Finding[] {
  const { kind, unitName, creditCode, office, staffName, staffNumber } = form.respondent;
  if (kind === "unit") {
    const findings = isBlank(unitName) ? [missing(form, "respondent.unitName", "complaint.unitMissing")] : [];
    if (isBlank(creditCode))
      return [...findings, warning("respondent.creditCode", "complaint.creditCodeMissing")];
    const result = checkCreditCode(creditCode);
    return result.ok ? findings : [...findings, error("respondent.creditCode", result.rule, result.detail)];
  }
  const findings = isBlank(office) ? [missing(form, "respondent.office", "complaint.officeMissing")] : [];
  if (isBlank(staffName) && isBlank(staffNumber))
    findings.push(missing(form, "respondent.staffName", "complaint.staffMissing"));
  return findings;
}

function checkElements(form: ComplaintForm): Finding[] {
  return elementNames
    .filter((element) => isBlank(form.elements[element]))
    .map((element) => missing(form, `elements.${element}`, "complaint.elementMissing", { element }));
}

function checkClaim(form: ComplaintForm, today: LocalDate): Finding[] {
  const findings: Finding[] = [];
  const { text, periodFrom, periodTo } = form.claim;
  if (isBlank(text)) findings.push(missing(form, "claim.text", "complaint.claimMissing"));
  // Back payment is in the law, damages for mental suffering are not: the caller is told before, not after.
  if (/精神(?:损失|损害|赔偿)/.test(text)) findings.push(warning("claim.text", "complaint.claimUnsupported"));
  const thisMonth = today.slice(0, 7);
  const from = checkMonth("claim.periodFrom", periodFrom, thisMonth);
  const to = checkMonth("claim.periodTo", periodTo, thisMonth);
  findings.push(...from, ...to);
  const areBothGiven = !isBlank(periodFrom) && !isBlank(periodTo);
  if (areBothGiven && from.length + to.length === 0 && periodFrom.trim() > periodTo.trim())
    findings.push(error("claim.periodTo", "period.order"));
  if (isBlank(periodFrom) && !isBlank(periodTo))
    findings.push(warning("claim.periodFrom", "period.fromMissing"));
  return findings;
}

/** Months are written `2023-01`; text order is then time order. */
function checkMonth(field: string, text: string, thisMonth: string): Finding[] {
  if (isBlank(text)) return [];
  const month = text.trim();
  if (!/^(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])$/.test(month)) return [error(field, "period.format")];
  return month > thisMonth ? [error(field, "period.future")] : [];
}

function checkGrounds(form: ComplaintForm): Finding[] {
  const judged = gate(form);
  if (judged.admissible) return [];
  const binding = judged.grounds.find((ground) => !ground.mayOverride);
  if (binding !== undefined) return [error("grounds", "complaint.notAdmissible", { ground: binding.id })];
  if (judged.needsOverrideReason) return [error("overrideReason", "complaint.overrideReasonMissing")];
  return judged.grounds.map((ground) => ({
    field: "grounds",
    severity: "warning",
    rule: "complaint.overridden",
    detail: { ground: ground.id },
  }));
}
