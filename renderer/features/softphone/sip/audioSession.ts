import { type Session, Web } from "sip.js";

/**
 * The sound of one call: SIP.js' own handler plus the roll-back it lacks. Without it one refused re-INVITE leaves
 * the connection in `have-local-offer`, and hold fails for the rest of the call.
 */
export class AudioSession extends Web.SessionDescriptionHandler {
  async rollbackDescription(): Promise<void> {
    if (this.peerConnection?.signalingState !== "have-local-offer") return;
    await this.peerConnection.setLocalDescription({ type: "rollback" });
  }
}

/** Makes the sound handler of a call from the microphone that was opened for it. */
export function audioSessionFactory(microphoneOf: (session: Session) => Promise<MediaStream>) {
  return (session: Session): AudioSession =>
    new AudioSession(session.userAgent.getLogger("zuoxi.AudioSession"), () => microphoneOf(session), {
      // A virtual adapter or a dead STUN server must not delay the answer.
      iceGatheringTimeout: 500,
      // `max-bundle` refuses offers without a BUNDLE group, such as rtpengine's.
      peerConnectionConfiguration: { iceServers: [], bundlePolicy: "balanced", rtcpMuxPolicy: "require" },
    });
}

export function audioOf(session: Session): AudioSession | null {
  const handler = session.sessionDescriptionHandler;
  return handler instanceof AudioSession && handler.peerConnection !== undefined ? handler : null;
}
