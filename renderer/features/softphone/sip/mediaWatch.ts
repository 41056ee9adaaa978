import type { MediaLeg, Quality } from "../../../../shared/call/phone.ts";
import type { Clock } from "../clock.ts";

/**
 * Looks once a second whether sound packets go and come, as far as both sides agreed on them, and says which leg has
 * been silent for five seconds. Returns what ends it.
 */
export function watchMedia(options: MediaWatchOptions): () => void {
  const { peerConnection, clock, onSilent, onBack, onQuality } = options;
  const legs: Record<MediaLeg, Leg> = {
    agent: { packets: 0, movedAt: clock.now(), silent: false },
    caller: { packets: 0, movedAt: clock.now(), silent: false },
  };
  let last: Counts | null = null;
  let over = false;
  let round = 0;
  let cancelTimer = () => {};

  async function look() {
    const connection = peerConnection();
    if (connection === null) return;
    const counts = await countPackets(connection);
    if (over) return;
    judge("agent", counts.sent, counts.direction.includes("send"));
    judge("caller", counts.received, counts.direction.includes("recv"));
    round += 1;
    if (round % qualityEverySeconds === 0) {
      onQuality(qualityBetween(last, counts));
      last = counts;
    }
    plan();
  }

  function judge(name: MediaLeg, packets: number, expected: boolean) {
    const leg = legs[name];
    const moved = packets > leg.packets;
    leg.packets = packets;
    if (moved || !expected) {
      leg.movedAt = clock.now();
      if (leg.silent) onBack(name);
      leg.silent = false;
    } else if (!leg.silent && clock.now() - leg.movedAt >= silentAfterMs) {
      leg.silent = true;
      onSilent(name);
    }
  }

  function plan() {
    // A failed look (the connection closed under it) is as good as none.
    cancelTimer = clock.after(1000, () => void look().catch(() => {}));
  }

  plan();
  return () => {
    over = true;
    cancelTimer();
  };
}

type Leg = { packets: number; movedAt: number; silent: boolean };

type MediaWatchOptions = {
  peerConnection: () => RTCPeerConnection | null;
  clock: Clock;
  onSilent: (leg: MediaLeg) => void;
  onBack: (leg: MediaLeg) => void;
  onQuality: (quality: Quality) => void;
};

type Counts = {
  sent: number;
  received: number;
  lost: number;
  jitterMs: number;
  roundTripMs: number | null;
  direction: string;
};

/** The members of RTCStats used here; the reports carry many more. */
type StatsRow = {
  type: string;
  packetsSent?: number;
  packetsReceived?: number;
  packetsLost?: number;
  jitter?: number;
  roundTripTime?: number;
};

async function countPackets(connection: RTCPeerConnection): Promise<Counts> {
  const counts: Counts = {
    sent: 0,
    received: 0,
    lost: 0,
    jitterMs: 0,
    roundTripMs: null,
    direction: connection.getTransceivers()[0]?.currentDirection ?? "inactive",
  };
  const report = await connection.getStats();
  // A headset pulled out: packets of nothing go on, but nobody is heard.
  const unplugged = connection.getSenders()[0]?.track?.readyState !== "live";
  report.forEach((row: StatsRow) => {
    if (row.type === "outbound-rtp" && !unplugged) counts.sent += row.packetsSent ?? 0;
    if (row.type === "inbound-rtp") {
      counts.received += row.packetsReceived ?? 0;
      counts.lost += row.packetsLost ?? 0;
      counts.jitterMs = (row.jitter ?? 0) * 1000;
    }
    if (row.type === "remote-inbound-rtp" && row.roundTripTime !== undefined) {
      counts.roundTripMs = row.roundTripTime * 1000;
    }
  });
  return counts;
}

function qualityBetween(before: Counts | null, now: Counts): Quality {
  const received = now.received - (before?.received ?? 0);
  const lost = Math.max(0, now.lost - (before?.lost ?? 0));
  const lossShare = received + lost === 0 ? 0 : lost / (received + lost);
  return { lossShare, jitterMs: now.jitterMs, roundTripMs: now.roundTripMs };
}

const silentAfterMs = 5000;
const qualityEverySeconds = 5;
