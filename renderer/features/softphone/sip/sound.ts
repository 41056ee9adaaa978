import type { PhoneRule } from "../../../../shared/call/phone.ts";

/** Opens the microphone for one call. Rejects as `getUserMedia` does. */
export type OpenMicrophone = () => Promise<MediaStream>;

/** Lets a caller be heard. Returns what ends it. */
export type PlayRemote = (stream: MediaStream) => () => void;

export function openMicrophone(): Promise<MediaStream> {
  if (navigator.mediaDevices === undefined) return Promise.reject(new Error("Not a secure context"));
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return navigator.mediaDevices.getUserMedia({ audio, video: false });
}

export function playRemote(stream: MediaStream): () => void {
  const element = new Audio();
  element.srcObject = stream;
  element.autoplay = true;
  // Started again as soon as the page may play sound; until then the call itself goes on.
  element.play().catch(() => {});
  return () => {
    element.pause();
    element.srcObject = null;
  };
}

/** The sentence for a microphone that could not be opened: a call that came in rings on, one dialled is given up. */
export function microphoneRule(error: unknown, direction: "inbound" | "outbound"): PhoneRule {
  const denied = error instanceof DOMException && error.name === "NotAllowedError";
  if (direction === "outbound") return denied ? "phone.dialMicrophoneDenied" : "phone.dialNoMicrophone";
  return denied ? "phone.microphoneDenied" : "phone.noMicrophone";
}

export function closeStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
