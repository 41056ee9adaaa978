import type { PhraseSituation } from "../../shared/domain/phrases.ts";
import { openingOf } from "../features/caller/opening.ts";
import { currentDraft } from "../features/record/record.store.ts";
import type { SoftphoneState } from "../features/softphone/softphone.store.ts";
import type { Stores } from "./stores.ts";

type Watched = Pick<Stores, "record" | "caller" | "reference" | "session">;

/** What is going on at the desk, as far as it decides which words are needed. */
export function phraseSituation(
  { record, caller, reference, session }: Watched,
  phone: Pick<SoftphoneState, "call" | "agent"> | null,
  now: number,
): PhraseSituation {
  const content = currentDraft(record.getState())?.content;
  const complaint = content?.complaint ?? null;
  const card = caller.getState();
  const signedIn = session.getState();
  const centre = reference.getState();
  const site = signedIn.name === "signed-in" ? signedIn.info.seat?.site.id : undefined;
  const isKnown = site !== undefined && centre.serviceHours.length > 0;
  return {
    call: callOf(phone),
    complaintOpen: complaint !== null,
    grounds: complaint?.grounds ?? [],
    isDiscipline: complaint?.route === "discipline" || complaint?.respondent.kind === "staff",
    attempts: card.name === "known" ? card.card.attemptsLast30Min : 1,
    isOpen: !isKnown || openingOf(centre, site, now).isOpen,
    said: (content?.consultation.said ?? []).map(({ phrase }) => phrase),
  };
}

function callOf(phone: Pick<SoftphoneState, "call" | "agent"> | null): PhraseSituation["call"] {
  if (phone === null) return "none";
  const { call, agent } = phone;
  if (call.name === "talking") return call.hold === "no" ? "talking" : "waiting";
  if (call.name === "ringing" || call.name === "answering") return "ringing";
  return agent.name === "wrap-up" ? "wrap-up" : "none";
}
