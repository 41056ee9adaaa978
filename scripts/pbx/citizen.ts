import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { reservePorts } from "../freePorts.ts";
import type { ExchangePorts } from "./ports.ts";
import { type Program, startProgram } from "./program.ts";
import { levelOf, readWav, sampleRate, toneSamples, writeWav } from "./tone.ts";

/**
 * A citizen with a telephone (baresip) at the trunk side of the development exchange: speaks one steady tone and
 * records what is heard. Needs the system program `baresip`.
 */
export async function startCitizen(options: CitizenOptions): Promise<Citizen> {
  const { dir, ports } = options;
  const [control, sip] = await reservePorts(2);
  mkdirSync(dir, { recursive: true });
  writeWav(join(dir, "tone.wav"), toneSamples(options.toneHz ?? 600, 60));
  writeFileSync(join(dir, "config"), configText(dir, options.answersCalls ? ports.trunk : sip!, control!));
  const account = `<sip:${options.number ?? "13800138000"}@127.0.0.1>;outbound="sip:127.0.0.1:${ports.sip}"`;
  const settings = "regint=0;audio_codecs=PCMA/8000/1,PCMU/8000/1;answermode=auto;ptime=20";
  writeFileSync(join(dir, "accounts"), `${account};${settings}\n`);
  const program = startProgram({
    file: "baresip",
    args: ["-f", dir],
    log: join(dir, "baresip.log"),
    cwd: dir,
  });
  const socket = await reach(program, control!);
  const events: CitizenEvent[] = [];
  readNetstrings(socket, (text) => {
    const message = JSON.parse(text) as { event?: boolean; type?: string; param?: string };
    if (message.event === true) events.push({ type: message.type ?? "", detail: message.param ?? "" });
  });

  function command(name: string, params = "") {
    const text = JSON.stringify({ command: name, params, token: "1" });
    socket.write(`${Buffer.byteLength(text)}:${text},`);
  }

  /** The last 0.3 s of what this citizen hears; empty when nothing has come for half a second. */
  function justHeard(): Float64Array {
    const name = readdirSync(dir)
      .filter((each) => each.startsWith("dump-") && each.endsWith("-dec.wav"))
      .sort()
      .at(-1);
    if (name === undefined || Date.now() - statSync(join(dir, name)).mtimeMs > 500)
      return new Float64Array(0);
    const last = readWav(join(dir, name)).slice(-heardSamples);
    return last.length < heardSamples ? new Float64Array(0) : last;
  }

  return {
    events,
    call: (number) => command("dial", `sip:${number}@127.0.0.1:${ports.sip}`),
    hangUp: () => command("hangup"),
    hears: (hertz) => levelOf(justHeard(), hertz),
    async stop() {
      socket.destroy();
      await program.stop();
    },
  };
}

export type CitizenOptions = {
  dir: string;
  ports: ExchangePorts;
  number?: string;
  toneHz?: number;
  /** Listens on the trunk port, so that seats can call this citizen; one at a time. */
  answersCalls?: boolean;
};

const heardSamples = Math.round(sampleRate * 0.3);

export type CitizenEvent = { type: string; detail: string };

export type Citizen = {
  /** CALL_RINGING, CALL_ESTABLISHED, CALL_DTMF_START, CALL_CLOSED … in order, growing. */
  events: CitizenEvent[];
  call(number: string): void;
  hangUp(): void;
  /**
   * Strength of a tone in the last 0.3 s of what was heard, dB below full scale. baresip 1.0 stops recording when a
   * hold ends: to measure after one, let another desk be the far end.
   */
  hears(hertz: number): number;
  stop(): Promise<void>;
};

function configText(dir: string, sip: number, control: number): string {
  const rtp = 14_000 + (sip % 200) * 20;
  return `sip_listen 127.0.0.1:${sip}
sip_trans_def udp
call_local_timeout 120
call_max_calls 4
audio_player aubridge,sink0
audio_source aufile,${dir}/tone.wav
audio_alert aubridge,sink1
audio_level no
ausrc_format s16
auplay_format s16
audio_buffer 20-160
rtp_ports ${rtp}-${rtp + 18}
rtcp_mux no
jitter_buffer_delay 5-10
net_interface 127.0.0.1
module_path /usr/lib/baresip/modules
module g711.so
module aufile.so
module aubridge.so
module sndfile.so
module_tmp uuid.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:${control}
snd_path ${dir}
`;
}

/** Connects to the control port as soon as it is open. */
async function reach(program: Program, port: number): Promise<Socket> {
  for (let round = 0; round < 100 && program.child.exitCode === null; round += 1) {
    const socket = await new Promise<Socket | null>((resolve) => {
      const attempt = connect(port, "127.0.0.1", () => resolve(attempt));
      attempt.once("error", () => resolve(null));
    });
    if (socket !== null) {
      socket.on("error", () => {});
      return socket;
    }
    await pause(50);
  }
  const told = program.output().split("\n").slice(-15).join("\n");
  await program.stop();
  throw new Error(`baresip did not start:\n${told}`);
}

/** `12:{"a":"b"},` and again. */
function readNetstrings(socket: Socket, onText: (text: string) => void) {
  let waiting = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    for (;;) {
      const colon = waiting.indexOf(":");
      if (colon < 1) return;
      const length = Number(waiting.subarray(0, colon).toString());
      const end = colon + 1 + length;
      if (waiting.length <= end) return;
      onText(waiting.subarray(colon + 1, end).toString());
      waiting = waiting.subarray(end + 1);
    }
  });
}
