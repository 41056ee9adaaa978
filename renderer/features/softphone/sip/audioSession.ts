import { type Session, Web } from "sip.js";

/**
 * The sound of one call: SIP.js' own handler with two things it lacks.
 *
 * - The roll-back. Without it one refused re-INVITE leaves the connection in `have-local-offer`, and hold fails for
 *   the rest of the call.
 * - Turns. An offer of ours in the making and one of the far end share one connection; handled at once each spoils
 *   the other, and SIP refuses a hold that it could have granted a moment later.
 */
export class AudioSession extends Web.SessionDescriptionHandler {
  private ourTurn: Promise<void> = Promise.resolve();
  private isAnswering = false;

  /** Makes and sends an offer in `run`; false, and nothing done, while one of the far end is being answered. */
  takeTurn(run: () => Promise<void>): boolean {
    if (this.isAnswering || this.peerConnection?.signalingState !== "stable") return false;
    this.ourTurn = run();
    return true;
  }

  override async setDescription(...description: Parameters<Web.SessionDescriptionHandler["setDescription"]>) {
    await this.ourTurn;
    const isOffer = this.peerConnection?.signalingState !== "have-local-offer";
    this.isAnswering = isOffer;
    try {
      await super.setDescription(...description);
    } catch (error) {
      this.isAnswering = false;
      throw error;
    }
  }

  override async getDescription(...wishes: Parameters<Web.SessionDescriptionHandler["getDescription"]>) {
    try {
      return await super.getDescription(...wishes);
    } finally {
      this.isAnswering = false;
    }
  }

  /** Speaks through another microphone from now on; the far end is not asked. */
  useMicrophone(stream: MediaStream): Promise<void> {
    if (this.peerConnection === undefined) return Promise.resolve();
    return this.setLocalMediaStream(stream);
  }

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
