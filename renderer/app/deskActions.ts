import { canSubmit } from "../../shared/domain/complaintCheck.ts";
import type { Phrase } from "../../shared/domain/phrases.ts";
import { siteDay } from "../../shared/domain/time.ts";
import { currentDraft } from "../features/record/record.store.ts";
import type { Clock } from "../features/softphone/clock.ts";
import type { SoftphoneStore } from "../features/softphone/softphone.store.ts";
import type { CaretMemory } from "./caret.ts";
import type { KeyAction } from "./keys.ts";
import { screens } from "./screen.store.ts";
import type { Stores } from "./stores.ts";

/** What an agent does that concerns more than one feature; keys and buttons come to the same place. */
export function createDeskActions(stores: Stores, { clock, carets }: { clock: Clock; carets: CaretMemory }) {
  const { caller, hints, insured, record, submission, library, screen, session, telephone, tickets } = stores;

  /**
   * At once where the place is on the screen: what is typed right after the key must land there. What this key has just
   * asked for is drawn before the next one comes; a screen or form that must be fetched first is waited for.
   */
  function goTo(place: Parameters<CaretMemory["goTo"]>[0]) {
    if (!carets.goTo(place)) queueMicrotask(() => goToLate(place, 50));
  }

  function goToLate(place: Parameters<CaretMemory["goTo"]>[0], tries: number) {
    if (!carets.goTo(place) && tries > 0) clock.after(10, () => goToLate(place, tries - 1));
  }

  function softphone(): SoftphoneStore | null {
    const state = telephone.getState();
    return state.name === "on" ? state.softphone : null;
  }

  async function cite() {
    await record.actions.atHand();
    const citation = await library.actions.cite();
    if (citation) record.actions.cite(citation);
  }

  /** The best clause for what is written; pressed again, the next one. */
  function openHint() {
    const { hits } = hints.getState();
    const { opened, focusClauseId } = library.getState();
    const at = opened ? hits.findIndex(({ clauseId }) => clauseId === focusClauseId) : -1;
    const next = hits[(at + 1) % Math.max(1, hits.length)];
    if (!next) return;
    screen.actions.go("workspace");
    void library.actions.openClause(next.clauseId);
  }

  function showPhrases(open: boolean) {
    screen.actions.showPhrases(open);
    if (open) goTo("phrases");
    else carets.goBack();
  }

  /** A phrase that was said; with `insert` its words go into the record where the caret was. */
  function sayPhrase({ id, words }: Pick<Phrase, "id" | "words">, insert: boolean) {
    screen.actions.showPhrases(false);
    record.actions.say(id);
    if (!insert) carets.goBack();
    else if (!carets.insert(words)) record.actions.append(words);
  }

  async function newComplaint() {
    screen.actions.go("workspace");
    await record.actions.atHand();
    const draft = currentDraft(record.getState());
    if (draft?.ticketNumber) return;
    const phone = softphone()?.getState();
    const facts = phone && (phone.call.name === "idle" ? phone.lastCall : phone.call.facts);
    const isOfThisCall = facts && draft?.callId === facts.callId;
    record.actions.openComplaint(isOfThisCall ? facts.number : "");
    goTo("complaint");
  }

  /** The call at hand; for a record that goes back to a call itself, that one: a thread has one beginning. */
  function originCall(): string | null {
    const draft = currentDraft(record.getState());
    if (draft) return draft.originCallId ?? draft.callId;
    const phone = softphone()?.getState();
    return phone?.call.name === "idle" ? (phone.lastCall?.callId ?? null) : null;
  }

  /** Rings a unit for the person looked up. The caller's card stays in sight: the call-back belongs to it. */
  async function callBack(number: string) {
    const phone = softphone();
    if (phone?.getState().call.name !== "idle") return;
    const shown = caller.getState();
    phone.actions.dial(number);
    const { call } = phone.getState();
    if (call.name !== "dialling") return;
    const { callId } = call.facts;
    const opened = record.actions.openForCall(callId, number, insured.getState().originCallId);
    if (shown.name !== "none") void caller.actions.show(shown.number);
    await opened;
  }

  async function submit() {
    const draft = currentDraft(record.getState());
    const { name } = submission.getState();
    if (!draft?.content.complaint || draft.ticketNumber !== null || name === "submitting") return;
    if (name !== "read-back") {
      const verdict = canSubmit(draft.content.complaint, siteDay(clock.now()));
      if (verdict.ok) return submission.actions.readBack(draft.draftId);
      return submission.actions.refuse({ rule: verdict.rule, detail: verdict.detail ?? {} });
    }
    if (draft.content.consultation.outcome === null)
      record.actions.editConsultation({ outcome: "complaint" });
    await submission.actions.confirm();
  }

  /** Files the record on the screen; when that was the one of the call being wrapped up, the agent is ready again. */
  async function wrapUpDone() {
    const phone = softphone();
    const agent = phone?.getState().agent;
    if (agent?.name === "ringing" || agent?.name === "talking") return;
    const draft = currentDraft(record.getState());
    submission.actions.leave();
    if (draft && !(await record.actions.file())) return record.actions.showTab("consultation");
    const callId = agent?.name === "wrap-up" ? agent.callId : null;
    const rest = record.getState().drafts.find((each) => callId !== null && each.callId === callId);
    if (rest) return record.actions.select(rest.draftId);
    if (callId !== null) phone?.actions.wrapUpDone();
  }

  async function signOut(): Promise<boolean> {
    const phone = softphone();
    if (phone && !(await phone.actions.signOut())) return false;
    const draft = currentDraft(record.getState());
    if (draft) await record.actions.flush(draft.draftId);
    telephone.actions.close();
    tickets.actions.forget();
    stores.statistics.actions.forget();
    caller.actions.clear();
    insured.actions.clear();
    screen.actions.go("workspace");
    await session.actions.signOut();
    return true;
  }

  function back() {
    if (screen.getState().helpOpen) screen.actions.showHelp(false);
    else if (screen.getState().phrasesOpen) showPhrases(false);
    else if (submission.getState().name === "read-back") submission.actions.leave();
    else if (!library.actions.close()) carets.goBack();
  }

  function openTickets() {
    screen.actions.go("tickets");
    goTo("tickets");
  }

  const byKey: Record<KeyAction, () => void> = {
    answer: () => softphone()?.actions.answer(),
    hangUp: () => softphone()?.actions.hangUp(),
    hold: () => softphone()?.actions.holdOrResume(),
    mute: () => softphone()?.actions.muteOrUnmute(),
    wrapUpDone() {
      const phone = softphone();
      const agent = phone?.getState().agent.name;
      if (agent === "busy" || agent === "break") phone?.actions.wrapUpDone();
      else void wrapUpDone();
    },
    search() {
      screen.actions.go("workspace");
      goTo("library");
    },
    tickets: openTickets,
    cite: () => void cite(),
    star: () => void library.actions.star(),
    hint: openHint,
    phrases: () => showPhrases(!screen.getState().phrasesOpen),
    complaint: () => void newComplaint(),
    submit: () => void submit(),
    help: () => screen.actions.showHelp(!screen.getState().helpOpen),
    back,
  };

  return {
    byKey,
    cite,
    showPhrases,
    sayPhrase,
    callBack,
    originCall,
    /** Writes down how the person was reached, without a call. */
    noteContact: () => void record.actions.create(insured.getState().originCallId),
    newComplaint,
    submit,
    wrapUpDone,
    signOut,
    /** Ends the wrap-up and leaves its record in the tray. */
    later: () => softphone()?.actions.wrapUpDone(),
    openTicket(ticketId: string) {
      screen.actions.go("tickets");
      void tickets.actions.open(ticketId);
    },
    goToScreen(number: number) {
      const wanted = screens[number - 1];
      const state = session.getState();
      const isAdmin = state.name === "signed-in" && state.agent.role === "admin";
      if (wanted && (wanted !== "admin" || isAdmin)) screen.actions.go(wanted);
    },
  };
}

export type DeskActions = ReturnType<typeof createDeskActions>;
