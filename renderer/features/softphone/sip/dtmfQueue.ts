/**
 * Sends digits as RFC 4733 tones, one batch after the other: `insertDTMF` throws away whatever it has not sent yet,
 * so what comes meanwhile waits here until the `tonechange` with an empty tone.
 */
export function createDtmfQueue(senderOf: () => RTCDTMFSender | null): { send(digits: string): void } {
  let waiting = "";
  let sending = false;

  function sendNext() {
    const sender = senderOf();
    if (sending || waiting === "" || sender === null) return;
    sending = true;
    sender.addEventListener("tonechange", function onTone(event) {
      if (event.tone !== "") return;
      sender.removeEventListener("tonechange", onTone);
      sending = false;
      sendNext();
    });
    const batch = waiting;
    waiting = "";
    sender.insertDTMF(batch, toneMs, gapMs);
  }

  return {
    send(digits) {
      waiting += digits.toUpperCase().replace(/[^0-9A-D*#]/g, "");
      sendNext();
    },
  };
}

const toneMs = 120;
const gapMs = 80;
