import { createStore, type StoreApi } from "zustand/vanilla";
import type { Acd, Phone } from "../../shared/call/phone.ts";
import type { PracticeStory } from "../../shared/call/practiceStory.ts";
import { siteDay } from "../../shared/domain/time.ts";
import { AppError } from "../../shared/errors.ts";
import type { Api } from "../../shared/rpc/client.ts";
import type { PhoneAccount } from "../../shared/rpc/contract.ts";
import type { Clock } from "../features/softphone/clock.ts";
import type { PracticeControl } from "../features/softphone/practice/practicePhone.ts";
import type { SoftphoneStore, Today } from "../features/softphone/softphone.store.ts";
import { type Problem, toProblem } from "../ui/text.ts";

/**
 * Holds the telephone of the agent who is signed in. Which one it is (the exchange's or the practice line) is known
 * only then, and only that one's code is loaded.
 */
export function createTelephone(options: TelephoneOptions): Telephone {
  const { api, clock } = options;
  const store = createStore<TelephoneState>(() => ({ name: "off", problem: null }));
  let stopRinger = () => {};
  let stopSigns = () => {};
  /** Counts openings: one that was overtaken (sign-out while loading) must not put a second telephone up. */
  let opening = 0;

  async function open(agentId: string) {
    const state = store.getState();
    if (state.name === "on" && state.agentId === agentId) return state.softphone.actions.retryFacts();
    close();
    opening += 1;
    const mine = opening;
    try {
      const account = await api.call("seat.phoneAccount", {});
      const [line, parts] = await Promise.all([loadLine(account, options), loadSoftphone()]);
      if (mine !== opening) return;
      const { since } = await api.call("agentState.arrive", {});
      const todaySoFar = await countToday(api, clock.now());
      if (mine !== opening) return;
      start(agentId, account, { ...line, ...parts }, { todaySoFar, since: Date.parse(since) });
    } catch (error) {
      if (mine === opening) store.setState({ name: "off", problem: toProblem(error) }, true);
    }
  }

  function start(
    agentId: string,
    account: PhoneAccount,
    line: Line & SoftphoneParts,
    { todaySoFar, since }: Before,
  ) {
    const softphone = line.createSoftphoneStore({
      phone: line.phone,
      acd: line.acd,
      clock,
      newId: options.newId,
      todaySoFar,
      recordCall: (leg) => untilClosed(api.call("calls.record", { leg, agentId })),
      recordIntervals: (intervals) => untilClosed(api.call("agentState.record", { intervals, agentId })),
    });
    stopRinger = line.startRinger(softphone);
    stopSigns = giveSignsOfLife(api, clock, softphone);
    store.setState({ name: "on", agentId, softphone, practice: line.practice }, true);
    softphone.actions.signIn(account.line === "practice" ? null : account, since);
  }

  function close() {
    opening += 1;
    const state = store.getState();
    stopRinger();
    stopSigns();
    if (state.name === "on") state.softphone.actions.close();
    store.setState({ name: "off", problem: null }, true);
  }

  return { ...store, actions: { open, close } };
}

export type TelephoneOptions = { api: Api; clock: Clock; newId: () => string };

export type TelephoneState =
  | { name: "off"; problem: Problem | null }
  | { name: "on"; agentId: string; softphone: SoftphoneStore; practice: Practice | null };

export type Practice = { control: PracticeControl; stories: readonly PracticeStory[] };

export type Telephone = StoreApi<TelephoneState> & {
  actions: {
    /** Starts it for that agent; one that already runs for them (the host was restarted) goes on. */
    open(agentId: string): Promise<void>;
    close(): void;
  };
};

type Line = { phone: Phone; acd: Acd; practice: Practice | null };

/** The machines of call and agent state are not needed before somebody has signed in. */
async function loadSoftphone() {
  const [{ createSoftphoneStore }, { startRinger }] = await Promise.all([
    import("../features/softphone/softphone.store.ts"),
    import("../features/softphone/ringer.ts"),
  ]);
  return { createSoftphoneStore, startRinger };
}

type SoftphoneParts = Awaited<ReturnType<typeof loadSoftphone>>;

async function loadLine(account: PhoneAccount, { clock, newId }: TelephoneOptions): Promise<Line> {
  if (account.line === "practice") {
    const [{ createPracticePhone }, { createAudioPlayer }, { practiceStories }] = await Promise.all([
      import("../features/softphone/practice/practicePhone.ts"),
      import("../features/softphone/practice/speechPlayer.ts"),
      import("../../shared/call/practiceStories.ts"),
    ]);
    const player = createAudioPlayer({ clock });
    const { phone, acd, practice } = createPracticePhone({ stories: practiceStories, clock, newId, player });
    return { phone, acd, practice: { control: practice, stories: practiceStories } };
  }
  const [{ createSipPhone }, { openMicrophone, playRemote }] = await Promise.all([
    import("../features/softphone/sip/sipPhone.ts"),
    import("../features/softphone/sip/sound.ts"),
  ]);
  return {
    ...createSipPhone({
      clock,
      random: Math.random,
      newId,
      openMicrophone,
      // Missing where the page is no secure context.
      devices: navigator.mediaDevices as MediaDevices | undefined,
      playRemote,
    }),
    practice: null,
  };
}

/** What this seat knows of the agent's day when the telephone starts; `since` in epoch ms. */
type Before = { todaySoFar: Today; since: number };

/**
 * Tells the host every few seconds that the desk lives. The host's own beat shows that the page runs: a browser lets the
 * timers of a hidden window rest, but not what comes from outside.
 */
function giveSignsOfLife(api: Api, clock: Clock, { actions }: SoftphoneStore): () => void {
  let cancel = () => {};
  function beat() {
    cancel = clock.after(beatMs, beat);
    // Signed out meanwhile or no host: then there is nobody to tell.
    api.call("agentState.beat", {}).catch(() => {});
  }
  cancel = clock.after(beatMs, beat);
  const stopHearing = api.on("status.changed", actions.stillHere);
  const stopWaking = api.on("host.resumed", actions.woke);
  return () => {
    cancel();
    stopHearing();
    stopWaking();
  };
}

/** A fact that is closed on disk says all it will ever say: the desk was taken for dead and its facts settled. */
async function untilClosed(storing: Promise<unknown>): Promise<void> {
  try {
    await storing;
  } catch (error) {
    if (!(error instanceof AppError) || error.rule !== "fact.closed") throw error;
  }
}

const beatMs = 5_000;

/** Today's counters from the facts on disk, so that they survive a restart. */
async function countToday(api: Api, now: number): Promise<Today> {
  const day = siteDay(now);
  const [legs, intervals] = await Promise.all([
    api.call("calls.list", { day }),
    api.call("agentState.list", { day }),
  ]);
  const span = (from: string | null, to: string | null) =>
    from === null || to === null ? 0 : Math.max(0, Date.parse(to) - Date.parse(from));
  const answered = legs.filter((leg) => leg.answeredAt !== null);
  const wrapUps = intervals.filter((each) => each.state === "wrap-up" && each.endedAt !== null);
  return {
    answered: answered.length,
    talkedMs: answered.reduce((sum, leg) => sum + span(leg.answeredAt, leg.endedAt), 0),
    wrapUps: wrapUps.length,
    wrapUpMs: wrapUps.reduce((sum, each) => sum + span(each.startedAt, each.endedAt), 0),
  };
}
