import type { Session, URI } from "sip.js";

/**
 * Asks the far end to call somebody else (REFER, RFC 3515). SIP.js leaves the session standing after a transfer that
 * worked, so the one who asked ends it: `onDone` comes with the 2xx of the new call, `onRefused` when the far end or
 * the third party would not. Exactly one of the two comes.
 */
export function transferBlind(session: Session, target: URI, { onDone, onRefused }: TransferOutcome): void {
  let told = false;
  const tell = (outcome: () => void) => {
    if (told) return;
    told = true;
    outcome();
  };
  session
    .refer(target, {
      requestDelegate: { onReject: () => tell(onRefused) },
      onNotify(notification) {
        void notification.accept();
        const status = sipfragStatus(notification.request.body);
        if (status === null || status < 200) return;
        tell(status < 300 ? onDone : onRefused);
      },
    })
    .catch(() => tell(onRefused));
}

export type TransferOutcome = { onDone: () => void; onRefused: () => void };

/** The status in a `message/sipfrag` body (RFC 3420), e.g. `SIP/2.0 180 Ringing` → 180; null for anything else. */
export function sipfragStatus(body: string): number | null {
  const found = /^SIP\/2\.0 ([1-6][0-9]{2})(?: |\r|\n|$)/.exec(body.trimStart());
  return found ? Number(found[1]) : null;
}
