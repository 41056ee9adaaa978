import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Program, startProgram } from "../../scripts/pbx/program.ts";
import { toneSamples, writeWav } from "../../scripts/pbx/tone.ts";
import { eventually } from "./pbx/telephony.ts";

/**
 * A PulseAudio of its own, heard by nobody: microphones that speak one tone each and can be unplugged. Needs the
 * system programs `pulseaudio`, `pactl` and `paplay`.
 */
export async function startSoundServer(dir: string): Promise<SoundServer> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const address = join(dir, "native");
  const own = { HOME: dir, XDG_RUNTIME_DIR: dir, PULSE_RUNTIME_PATH: dir, PULSE_STATE_PATH: dir };
  const env = { ...own, PULSE_SERVER: `unix:${address}`, PULSE_COOKIE: join(dir, "cookie") };
  const start = (wanted: Record<string, string>, args: string[]) =>
    startProgram({
      file: "env",
      args: [...Object.entries(wanted).map(([name, value]) => `${name}=${value}`), ...args],
      log: join(dir, "sound.log"),
    });
  const ask = async (...args: string[]) =>
    (await run("pactl", args, { env: { ...process.env, ...env } })).stdout.trim();
  const daemon = start(own, [
    ...["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"],
    ...["-L", `module-native-protocol-unix socket=${address} auth-anonymous=1`],
  ]);
  await eventually("the sound server answers", () =>
    ask("info").then(
      () => true,
      () => false,
    ),
  );
  // The browser plays what it hears here, and never into a microphone.
  await ask("load-module", "module-null-sink", "sink_name=headphones");
  await ask("set-default-sink", "headphones");

  return {
    env,
    async plugIn({ name, hertz }) {
      const sink = await ask("load-module", "module-null-sink", `sink_name=voice-${name}`);
      const source = await ask(
        "load-module",
        "module-remap-source",
        `master=voice-${name}.monitor`,
        `source_name=${name}`,
        `source_properties=device.description=${name}`,
      );
      const file = join(dir, `${name}.wav`);
      writeWav(file, toneSamples(hertz, 120));
      const voice: Program = start(env, ["paplay", `--device=voice-${name}`, file]);
      return {
        async unplug() {
          await ask("unload-module", source);
          await voice.stop();
          await ask("unload-module", sink);
        },
      };
    },
    async stop() {
      await daemon.stop();
    },
  };
}

export type SoundServer = {
  /** For programs that shall hear and be heard here. */
  env: Record<string, string>;
  /** A microphone that hears `hertz` without end; the first one is the system's default. */
  plugIn(microphone: { name: string; hertz: number }): Promise<Microphone>;
  stop(): Promise<void>;
};

export type Microphone = { unplug(): Promise<void> };

const run = promisify(execFile);
