import type { Clock } from "../clock.ts";
import { closeStream, type OpenMicrophone } from "./sound.ts";

/**
 * Looks after the microphone of a standing call: when the one in use is unplugged, the call goes on with another, and
 * with none left it goes on in silence until one is plugged in. Returns what ends it.
 *
 * The stream alone does not tell: where the system moves a recording to the next source by itself, the track stays
 * live and carries a microphone nobody chose. So the list of devices decides; it is asked for now and then as well, since
 * a Linux without udev announces no change.
 */
export function watchMicrophone(options: MicrophoneWatchOptions): () => void {
  const { devices, clock } = options;
  let inUse: InUse = { stream: options.stream, candidates: [] };
  let over = false;
  let looking = false;
  let cancel = () => {};

  async function look() {
    looking = true;
    try {
      await lookOnce();
    } catch {
      // The device went again while it was opened: its going is announced, too.
      await nothingLeft();
    } finally {
      looking = false;
      plan(lookEveryMs);
    }
  }

  async function lookOnce() {
    const present = await microphonesOf(devices);
    if (over || (isLive(inUse.stream) && areAllIn(present, inUse.candidates))) return;
    if (present.length === 0) return nothingLeft();
    const stream = await options.openMicrophone();
    if (over) return closeStream(stream);
    const old = inUse.stream;
    inUse = { stream, candidates: candidatesOf(stream, await microphonesOf(devices)) };
    if (over) return closeStream(stream);
    await options.use(stream);
    if (old !== null) closeStream(old);
    const [device, ...others] = inUse.candidates;
    options.onChange(others.length === 0 ? (device?.label ?? "") : "");
  }

  /** The track is stopped: whatever the system would put in its place must not be heard by the caller. */
  async function nothingLeft() {
    if (over || inUse.stream === null) return;
    closeStream(inUse.stream);
    inUse = { stream: null, candidates: [] };
    options.onChange(null);
  }

  /** One plug is announced several times, and the list settles only after the last. */
  const onDeviceChange = () => plan(settledMs);

  function plan(ms: number) {
    if (over || looking) return;
    cancel();
    cancel = clock.after(ms, () => void look());
  }

  void microphonesOf(devices).then(
    (present) => {
      if (inUse.stream === options.stream) inUse.candidates = candidatesOf(options.stream, present);
    },
    () => {},
  );
  devices.addEventListener("devicechange", onDeviceChange);
  plan(lookEveryMs);
  return () => {
    over = true;
    cancel();
    devices.removeEventListener("devicechange", onDeviceChange);
    if (inUse.stream !== null) closeStream(inUse.stream);
  };
}

export type MicrophoneWatchOptions = {
  devices: AudioDevices;
  clock: Clock;
  /** The one the call was answered with. */
  stream: MediaStream;
  openMicrophone: OpenMicrophone;
  /** Puts the stream into the call in place of the one before. */
  use: (stream: MediaStream) => Promise<void>;
  /** `label`: as the system names the microphone now in use, empty when it does not say; null when there is none. */
  onChange: (label: string | null) => void;
};

export type AudioDevices = Pick<
  MediaDevices,
  "enumerateDevices" | "addEventListener" | "removeEventListener"
>;

type Device = { deviceId: string; groupId: string; label: string };
/** `candidates`: the device behind the stream, or all that it may be. */
type InUse = { stream: MediaStream | null; candidates: Device[] };

/** Real microphones: `default` and `communications` are names for one of them. */
async function microphonesOf(devices: AudioDevices): Promise<Device[]> {
  const all = await devices.enumerateDevices();
  return all.filter(({ kind, deviceId }) => kind === "audioinput" && !aliases.has(deviceId));
}

/**
 * The group leads from an alias to the device behind it, except on Linux: there any of them may be it, and when one goes
 * the system is asked anew.
 */
function candidatesOf(stream: MediaStream, present: Device[]): Device[] {
  const { deviceId, groupId } = stream.getAudioTracks()[0]?.getSettings() ?? {};
  const byId = present.filter((device) => device.deviceId === deviceId);
  const byGroup = present.filter((device) => device.groupId !== "" && device.groupId === groupId);
  return [byId, byGroup, present].find((found) => found.length > 0) ?? [];
}

function areAllIn(present: readonly Device[], candidates: readonly Device[]): boolean {
  return candidates.every((each) => present.some(({ deviceId }) => deviceId === each.deviceId));
}

function isLive(stream: MediaStream | null): boolean {
  return stream?.getAudioTracks()[0]?.readyState === "live";
}

const aliases = new Set(["default", "communications"]);
const settledMs = 300;
const lookEveryMs = 2_000;
