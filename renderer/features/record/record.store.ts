import { createStore, type StoreApi } from "zustand/vanilla";
import { type ComplaintForm, emptyComplaint } from "../../../shared/domain/complaint.ts";
import type { Citation } from "../../../shared/domain/policy.ts";
import type { Consultation, Draft, RecordContent } from "../../../shared/domain/record.ts";
import { type Instant, toInstant } from "../../../shared/domain/time.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import { type Problem, toProblem } from "../../ui/text.ts";
import type { Clock } from "../softphone/clock.ts";
import { createDraftSaver, type SaveState } from "./draftSaver.ts";

/** The records being written: the one on the screen and the others in the tray. What is typed here wins over the disk. */
export function createRecordStore(options: { api: Api; clock: Clock }): RecordStore {
  const { api, clock } = options;
  const store = createStore<RecordState>(() => ({
    agentId: null,
    drafts: [],
    currentId: null,
    tab: "consultation",
    saves: {},
    problem: null,
  }));
  const saver = createDraftSaver({
    api,
    clock,
    onState: (draftId, state) => store.setState(({ saves }) => ({ saves: { ...saves, [draftId]: state } })),
  });
  /** The call whose record could not be opened yet. */
  let wanted: Wanted | null = null;

  async function load() {
    const { agentId } = store.getState();
    if (agentId === null) return;
    try {
      take(await api.call("drafts.list", {}));
    } catch {
      // Without a channel the screen keeps what it has; the next connection loads again.
    }
  }

  function take(onDisk: Draft[]) {
    for (const each of onDisk) saver.track(each.draftId, each.revision);
    store.setState((state) => {
      const drafts = onDisk.map((each) => keepTyped(each, state.drafts));
      const stillOpen = drafts.some((each) => each.draftId === state.currentId);
      return { drafts, currentId: stillOpen ? state.currentId : (drafts.at(-1)?.draftId ?? null) };
    });
  }

  function keepTyped(onDisk: Draft, here: Draft[]): Draft {
    const typed = here.find((each) => each.draftId === onDisk.draftId);
    const isNewer = typed && (saver.isDirty(onDisk.draftId) || typed.revision > onDisk.revision);
    return isNewer ? { ...onDisk, content: typed.content } : onDisk;
  }

  /** A second wish for the same record while it is being opened joins the first: no call gets two drafts. */
  let opening: { callId: string | null; done: Promise<void> } | null = null;

  function open(which: Wanted): Promise<void> {
    if (opening && opening.callId === which.callId) return opening.done;
    const mine = { callId: which.callId, done: openNow(which) };
    opening = mine;
    return mine.done.finally(() => {
      if (opening === mine) opening = null;
    });
  }

  /** What is cited right after answering belongs to the call whose record is on its way, not to one without a call. */
  async function atHand() {
    await opening?.done;
    if (currentDraft(store.getState()) === null)
      await open({ callId: null, callerNumber: "", originCallId: null });
  }

  async function openNow(which: Wanted) {
    wanted = which;
    try {
      const draft = await api.call("drafts.open", which);
      if (wanted === which) wanted = null;
      saver.track(draft.draftId, draft.revision);
      store.setState(({ drafts }) => {
        const known = drafts.some((each) => each.draftId === draft.draftId);
        return {
          drafts: known ? drafts : [...drafts, draft],
          currentId: draft.draftId,
          tab: "consultation",
          problem: null,
        };
      });
    } catch (error) {
      store.setState({ problem: toProblem(error) });
    }
  }

  function edit(change: (content: RecordContent) => RecordContent) {
    const { currentId, drafts } = store.getState();
    const draft = drafts.find((each) => each.draftId === currentId);
    if (!draft) return;
    const content = change(draft.content);
    if (content === draft.content) return;
    const changed = drafts.map((each) => (each === draft ? { ...each, content } : each));
    store.setState({ drafts: changed, problem: null });
    saver.put(draft.draftId, content);
  }

  async function file(): Promise<boolean> {
    const draft = currentDraft(store.getState());
    if (!draft) return true;
    store.setState({ problem: null });
    if ((await saver.flush(draft.draftId)) === null) {
      store.setState({ problem: { rule: "draft.staleRevision", detail: {} } });
      return false;
    }
    try {
      await api.call("drafts.file", { draftId: draft.draftId });
    } catch (error) {
      store.setState({ problem: toProblem(error) });
      return false;
    }
    store.setState((state) => {
      const drafts = state.drafts.filter((each) => each.draftId !== draft.draftId);
      const currentId = state.currentId === draft.draftId ? null : state.currentId;
      return { drafts, currentId, tab: "consultation" };
    });
    return true;
  }

  const stopListening = [
    api.on("drafts.changed", () => void load()),
    api.onConnection((connected) => {
      if (!connected) return;
      saver.retryNow();
      if (wanted) void open(wanted);
    }),
  ];

  const actions: RecordActions = {
    async load(agentId) {
      const another = store.getState().agentId !== agentId;
      store.setState(another ? { agentId, drafts: [], currentId: null, tab: "consultation" } : { agentId });
      saver.retryNow();
      await load();
    },
    openForCall: (callId, callerNumber, originCallId = null) => open({ callId, callerNumber, originCallId }),
    create: (originCallId = null) => open({ callId: null, callerNumber: "", originCallId }),
    atHand,
    select: (draftId) => store.setState({ currentId: draftId, tab: "consultation", problem: null }),
    showTab: (tab) => store.setState({ tab }),
    editConsultation: (change) =>
      edit((content) => ({ ...content, consultation: { ...content.consultation, ...change } })),
    editComplaint: (change) =>
      edit((content) => (content.complaint ? { ...content, complaint: change(content.complaint) } : content)),
    cite: (citation) => edit((content) => withCitation(content, citation)),
    say: (phrase) => edit((content) => withPhrase(content, phrase, toInstant(clock.now()))),
    append: (words) =>
      edit(({ consultation, ...rest }) => ({ ...rest, consultation: appended(consultation, words) })),
    openComplaint(phone) {
      edit((content) => (content.complaint ? content : { ...content, complaint: emptyComplaint(phone) }));
      store.setState({ tab: "complaint" });
    },
    dropComplaint() {
      edit((content) => ({ ...content, complaint: null }));
      store.setState({ tab: "consultation" });
    },
    flush: (draftId) => saver.flush(draftId),
    file,
    close() {
      for (const stop of stopListening) stop();
      saver.close();
    },
  };
  return { ...store, actions };
}

/** The draft on the screen. */
export function currentDraft(state: RecordState): Draft | null {
  return state.drafts.find((each) => each.draftId === state.currentId) ?? null;
}

/** How far the text on the screen is on its way to the disk. */
export function currentSave(state: RecordState): SaveState {
  const draft = currentDraft(state);
  if (!draft) return { name: "fresh" };
  const known = state.saves[draft.draftId];
  if (known) return known;
  return draft.revision > 0 ? { name: "saved", at: draft.updatedAt } : { name: "fresh" };
}

/** Adds a citation once: the same clause of the same version says nothing new the second time. */
function withCitation(content: RecordContent, citation: Citation): RecordContent {
  const { consultation } = content;
  const known = consultation.citations.some(
    (each) => each.clauseId === citation.clauseId && each.versionId === citation.versionId,
  );
  if (known) return content;
  return {
    ...content,
    consultation: { ...consultation, citations: [...consultation.citations, citation] },
  };
}

/** That it was said, and when first: the record proves the notice, not how often it was given. */
function withPhrase(content: RecordContent, phrase: string, at: Instant): RecordContent {
  const said = content.consultation.said ?? [];
  if (said.some((each) => each.phrase === phrase)) return content;
  return { ...content, consultation: { ...content.consultation, said: [...said, { phrase, at }] } };
}

function appended(consultation: Consultation, words: string): Consultation {
  const { answer } = consultation;
  return { ...consultation, answer: answer === "" ? words : `${answer}\n${words}` };
}

type Wanted = { callId: string | null; callerNumber: string; originCallId: string | null };

export type RecordState = {
  agentId: string | null;
  /** Open records of this agent, oldest first. */
  drafts: Draft[];
  currentId: string | null;
  tab: "consultation" | "complaint";
  saves: Record<string, SaveState>;
  problem: Problem | null;
};

export type RecordActions = {
  /** After sign-in and after every new connection. */
  load(agentId: string): Promise<void>;
  /** `originCallId`: the call it goes back to, so that both are one thread. */
  openForCall(callId: string, callerNumber: string, originCallId?: string | null): Promise<void>;
  /** A record without a call. */
  create(originCallId?: string | null): Promise<void>;
  /** Resolves when a record is on the screen: the one being opened, or else a new one without a call. */
  atHand(): Promise<void>;
  select(draftId: string): void;
  showTab(tab: RecordState["tab"]): void;
  editConsultation(change: Partial<Consultation>): void;
  editComplaint(change: (form: ComplaintForm) => ComplaintForm): void;
  cite(citation: Citation): void;
  /** Notes in the record on the screen that a set phrase was said. */
  say(phrase: string): void;
  /** Adds words to the answer, for who has no caret in the record. */
  append(words: string): void;
  /** Opens the complaint form; `phone` is the caller's number, to start with. */
  openComplaint(phone: string): void;
  dropComplaint(): void;
  flush(draftId: string): Promise<number | null>;
  /** Files the record on the screen. False when it may not be filed yet; `problem` says why. */
  file(): Promise<boolean>;
  close(): void;
};

export type RecordStore = StoreApi<RecordState> & { actions: RecordActions };
