import { type Session, SessionState, type Web } from "sip.js";
import type { Clock } from "../clock.ts";
import { audioOf } from "./audioSession.ts";

/**
 * Changes a standing call by re-INVITE, one change at a time. When both sides ask at once (glare, RFC 3261 §14.1)
 * it waits as the RFC says and asks again. `onOutcome` is called once, when the far end has answered for good.
 */
export function createReinviter(options: ReinviterOptions): Reinviter {
  const { session, clock, random, weCalled } = options;
  const waiting: Change[] = [];
  let busy = false;

  function next() {
    const change = waiting[0];
    if (busy || change === undefined) return;
    busy = true;
    attempt(change, 1);
  }

  function settle(change: Change, outcome: ReinviteOutcome) {
    waiting.shift();
    busy = false;
    change.onOutcome(outcome);
    next();
  }

  function attempt(change: Change, round: number) {
    const audio = audioOf(session);
    if (session.state !== SessionState.Established || audio === null) return settle(change, "gone");
    const before = session.sessionDescriptionHandlerOptionsReInvite;
    const wanted: Web.SessionDescriptionHandlerOptions = { hold: change.hold };
    if (change.iceRestart === true) wanted.offerOptions = { iceRestart: true };

    function tryLater() {
      if (round >= mostRounds) return settle(change, "refused");
      // RFC 3261 §14.1: the owner of the Call-ID waits longer, so that the two do not meet again.
      const pauseMs = weCalled ? 2100 + random() * 1900 : random() * 2000;
      clock.after(pauseMs, () => attempt(change, round + 1));
    }

    function onReject(status: number) {
      // These options also answer the far end's own re-INVITEs, so a refused wish must not stay in them.
      session.sessionDescriptionHandlerOptionsReInvite = before;
      if (status === 481) settle(change, "gone");
      else if (status === 491 || status === 500) tryLater();
      else settle(change, "refused");
    }

    function onAccept() {
      if (session.state !== SessionState.Established) return settle(change, "gone");
      const kept: Web.SessionDescriptionHandlerOptions = { hold: change.hold };
      session.sessionDescriptionHandlerOptionsReInvite = kept;
      settle(change, "accepted");
    }

    async function offer() {
      try {
        await session.invite({
          sessionDescriptionHandlerOptions: wanted,
          requestDelegate: { onAccept, onReject: ({ message }) => onReject(message.statusCode ?? 500) },
        });
      } catch {
        // The far end's own re-INVITE came in while the offer was made: theirs goes first.
        await audio?.rollbackDescription();
        session.sessionDescriptionHandlerOptionsReInvite = before;
        tryLater();
      }
    }

    if (!audio.takeTurn(offer)) tryLater();
  }

  return {
    request(change) {
      waiting.push(change);
      next();
    },
  };
}

/** accepted; refused: all is as before; gone: the far end knows no such call any more. */
export type ReinviteOutcome = "accepted" | "refused" | "gone";

export type Reinviter = { request(change: Change): void };

type Change = { hold: boolean; iceRestart?: boolean; onOutcome: (outcome: ReinviteOutcome) => void };

type ReinviterOptions = { session: Session; clock: Clock; random: () => number; weCalled: boolean };

const mostRounds = 5;
