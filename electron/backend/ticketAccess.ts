import type { StoredTicket } from "../../db/tickets.ts";
import { maskIdNumber, maskName, maskPhone, maskText } from "../../shared/domain/masking.ts";
import type { StaffMember } from "../../shared/domain/staff.ts";
import type { TicketFields, TicketStep, TicketSummary } from "../../shared/domain/ticket.ts";
import { type LocalDate, siteDay } from "../../shared/domain/time.ts";

/** People of the centre see every site, everybody else their own. */
export function canSeeSite(agent: StaffMember, site: string): boolean {
  return agent.role === "admin" || agent.site === site;
}

/** Sealed tickets are for who took them and for discipline inspection, the route's own handler; for nobody else. */
export function canSeeTicket(agent: StaffMember, fields: TicketFields): boolean {
  if (fields.sealed || fields.audience === "restricted") {
    return fields.takenBy === agent.agentId || agent.role === "discipline";
  }
  return canSeeSite(agent, fields.site) || fields.takenBy === agent.agentId;
}

/** Whoever took it today still talks to the caller and needs what they just wrote; everybody else reveals it. */
export function needsNoMask(agent: StaffMember, fields: TicketFields, today: LocalDate): boolean {
  return fields.takenBy === agent.agentId && siteDay(Date.parse(fields.submittedAt)) === today;
}

/** The ticket with the complainant's name, ID number and telephones masked, and numbers inside the free text. */
export function maskedFields(fields: TicketFields): TicketFields {
  const { form } = fields;
  const { complainant, elements, claim } = form;
  return {
    ...fields,
    callerNumber: maskPhone(fields.callerNumber),
    form: {
      ...form,
      complainant: {
        ...complainant,
        name: maskName(complainant.name),
        idNumber: maskIdNumber(complainant.idNumber),
        phone: maskPhone(complainant.phone),
      },
      elements: {
        time: elements.time,
        place: maskText(elements.place),
        persons: maskText(elements.persons),
        cause: maskText(elements.cause),
        course: maskText(elements.course),
        result: maskText(elements.result),
      },
      claim: { ...claim, text: maskText(claim.text) },
      evidence: maskText(form.evidence),
    },
  };
}

/** Reasons are free text too. */
export function maskedStep(step: TicketStep): TicketStep {
  return { ...step, reason: maskText(step.reason) };
}

/** One line of a list. Lists are always masked, also for who took the ticket: others may look over a shoulder. */
export function toSummary({ ticketId, fields, version, syncState }: StoredTicket): TicketSummary {
  const { category, route, respondent } = fields.form;
  return {
    ticketId,
    number: fields.number,
    status: fields.status,
    category,
    route,
    respondent: respondent.kind === "unit" ? respondent.unitName : respondent.office,
    maskedCaller: maskPhone(fields.callerNumber),
    sealed: fields.sealed,
    takenBy: fields.takenBy,
    submittedAt: fields.submittedAt,
    dueOn: fields.dueOn,
    dueProvisional: fields.dueProvisional,
    syncState,
    version,
  };
}
