import { createSocket } from "node:dgram";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type CertificateOptions, makeCertificate, tlsConfigText } from "./certificate.ts";
import { defaultPorts, type ExchangePorts } from "./ports.ts";
import { type Program, startProgram } from "./program.ts";

/**
 * Starts the development exchange (Kamailio and rtpengine) in the foreground of this process, on loopback, with all
 * its files in `dir`. Resolves when both answer. Needs the system programs `kamailio` and `rtpengine`.
 */
export async function startExchange(options: ExchangeOptions): Promise<Exchange> {
  const { dir } = options;
  const ports = options.ports ?? defaultPorts;
  mkdirSync(dir, { recursive: true });
  const config = join(dir, "kamailio.cfg");
  writeFileSync(config, configText({ dir, ports, ringMs: options.ringMs ?? 18_000 }));
  if (options.tls) {
    makeCertificate(dir, options.tls === true ? {} : options.tls);
    writeFileSync(join(dir, "tls.cfg"), tlsConfigText(dir));
  }
  const media = startMedia(dir, ports);
  let signalling: Program | null = null;

  async function startSignalling() {
    const log = join(dir, "kamailio.log");
    const args = [
      "-f",
      config,
      "-P",
      join(dir, "kamailio.pid"),
      "-Y",
      dir,
      "-m",
      "64",
      "-M",
      "8",
      "-DD",
      "-E",
      ...(options.tls ? ["-A", "WITH_TLS"] : []),
    ];
    const program = startProgram({ file: "kamailio", args, log });
    signalling = program;
    await until(program, () => rpcAnswers(ports.rpc));
  }

  async function stop() {
    await signalling?.stop();
    await media.stop();
  }

  try {
    await until(media, () => ngAnswers(ports.ng));
    await startSignalling();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ports,
    domain,
    wsUrl: `ws://127.0.0.1:${ports.ws}/`,
    wssUrl: options.tls ? `wss://127.0.0.1:${ports.wss}/` : null,
    account: (extension, url = `ws://127.0.0.1:${ports.ws}/`) => ({
      url,
      domain,
      extension,
      secret: `pw${extension}`,
      displayName: extension,
    }),
    rpc: (method, params) => rpc(ports.rpc, method, params),
    startSignalling,
    async killSignalling() {
      await signalling?.kill();
    },
    freezeSignalling: () => signalling?.signal("SIGSTOP"),
    thawSignalling: () => signalling?.signal("SIGCONT"),
    killMedia: () => media.kill(),
    stop,
  };
}

export type ExchangeOptions = {
  dir: string;
  /** Default: those of `npm run pbx`. */
  ports?: ExchangePorts;
  /** A seat is rung for so long before the call is offered to the next one. */
  ringMs?: number;
  /** Offers `wss://` as well, with a certificate made for this run that nobody vouches for. */
  tls?: boolean | CertificateOptions;
};

export type Exchange = {
  ports: ExchangePorts;
  domain: string;
  wsUrl: string;
  wssUrl: string | null;
  /** How a seat registers, over `wsUrl` unless told otherwise; extensions 8001 to 8100. */
  account(
    extension: string,
    url?: string,
  ): {
    url: string;
    domain: string;
    extension: string;
    secret: string;
    displayName: string;
  };
  /** Kamailio's JSON-RPC, e.g. `htable.dump` `["ag"]`. Returns its `result`. */
  rpc(method: string, params?: (string | number)[]): Promise<unknown>;
  /** Ends Kamailio at once, as a crash would; sound goes on. */
  killSignalling(): Promise<void>;
  startSignalling(): Promise<void>;
  /** Stops every process of Kamailio where it stands: nothing is closed, nothing answers. */
  freezeSignalling(): void;
  thawSignalling(): void;
  /** Ends rtpengine at once: calls stand on in silence. */
  killMedia(): Promise<void>;
  stop(): Promise<void>;
};

const domain = "hotline.test";

function configText(values: { dir: string; ports: ExchangePorts; ringMs: number }): string {
  const template = readFileSync(fileURLToPath(new URL("./kamailio.cfg", import.meta.url)), "utf8");
  const { dir, ports, ringMs } = values;
  const words: Record<string, string | number> = {
    DIR: dir,
    DOMAIN: domain,
    SIP_PORT: ports.sip,
    WS_PORT: ports.ws,
    WSS_PORT: ports.wss,
    RPC_PORT: ports.rpc,
    NG_PORT: ports.ng,
    TRUNK_PORT: ports.trunk,
    RING_MS: ringMs,
  };
  return template.replace(/@([A-Z_]+)@/g, (whole, word: string) => String(words[word] ?? whole));
}

/** `--table=-1`: forwarding without the kernel module. Long time-outs: a queue and a hold may last. */
function startMedia(dir: string, ports: ExchangePorts): Program {
  const args = [
    ...[
      "--interface=127.0.0.1",
      "--config-file=none",
      `--listen-ng=127.0.0.1:${ports.ng}`,
      `--listen-cli=127.0.0.1:${ports.cli}`,
    ],
    ...["-m", String(ports.rtpMin), "-M", String(ports.rtpMax), "--table=-1", "-L", "4", "-E"],
    ...["--no-log-timestamps", "--foreground", `--pidfile=${join(dir, "rtpengine.pid")}`, "--num-threads=2"],
    ...["--timeout=60", "--silent-timeout=600", "--delete-delay=0", "--offer-timeout=320", "--dtls-passive"],
  ];
  return startProgram({ file: "rtpengine", args, log: join(dir, "rtpengine.log") });
}

/** Asks every 50 ms whether the program answers, for ten seconds at most. */
async function until(program: Program, answers: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    if (program.child.exitCode !== null || program.child.signalCode !== null) break;
    if (await answers()) return;
    await pause(50);
  }
  const told = program.output().split("\n").slice(-15).join("\n");
  await program.stop();
  throw new Error(`${program.name} did not start:\n${told}`);
}

async function rpc(port: number, method: string, params: (string | number)[] = []): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/RPC`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(2000),
  });
  const body = (await response.json()) as { result?: unknown };
  return body.result;
}

async function rpcAnswers(port: number): Promise<boolean> {
  try {
    return (await rpc(port, "core.version")) !== undefined;
  } catch {
    // Not listening yet.
    return false;
  }
}

/** rtpengine's own ping: a cookie and a bencoded dictionary. */
function ngAnswers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    function settle(answered: boolean) {
      clearTimeout(patience);
      socket.close();
      resolve(answered);
    }
    const patience = setTimeout(() => settle(false), 200);
    socket.once("message", (message) => settle(message.includes("4:pong")));
    socket.once("error", () => settle(false));
    socket.send("zuoxi d7:command4:pinge", port, "127.0.0.1");
  });
}
