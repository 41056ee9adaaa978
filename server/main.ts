import { parseArgs } from "node:util";
import { pino } from "pino";
import { AppError } from "../shared/errors.ts";
import { type DemoServer, startDemoServer } from "./demo.ts";
import { readTlsFiles, type TlsFiles } from "./tlsFiles.ts";

const usage = `npm run server -- --data FOLDER [--port 8620] [--host 127.0.0.1] [--demo] [--restored]
                 [--cert FILE --key FILE]
                 [--exchange wss://HOST:PORT/PATH --sip-domain DOMAIN] [--print-enrolment-code] [--log]

  --cert, --key           PEM files, the certificate with its chain; needed for any --host but this machine
  --demo                  make the demo people 061, 101 and 001 on the first start and print their passwords once
  --restored              the data folder was put back from a backup: seats send again what it does not know
  --print-enrolment-code  print one JSON line {"url","passwords","enrolmentCode"} instead of sentences
  --log                   write a log line for every request to standard error`;

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    port: { type: "string", default: "8620" },
    host: { type: "string", default: "127.0.0.1" },
    demo: { type: "boolean", default: false },
    restored: { type: "boolean", default: false },
    exchange: { type: "string" },
    cert: { type: "string" },
    key: { type: "string" },
    "sip-domain": { type: "string" },
    "print-enrolment-code": { type: "boolean", default: false },
    log: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help || values.data === undefined) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

/** From here on a restart is announced as wanting a new certificate. */
const warnDays = 30;

try {
  const files = readTlsFiles(values, Date.now());
  const server = await startDemoServer({
    dataFolder: values.data,
    port: Number(values.port),
    host: values.host,
    withStaff: values.demo,
    restored: values.restored,
    ...(files ? { tls: files.tls } : {}),
    exchange:
      values.exchange === undefined
        ? null
        : { url: values.exchange, domain: values["sip-domain"] ?? new URL(values.exchange).hostname },
    log: pino({ level: values.log ? "info" : "warn" }, pino.destination({ dest: 2, sync: false })),
  });
  endCleanly(server);
  if (files && files.daysLeft < warnDays)
    console.error(`zuoxi server: the certificate ends in ${files.daysLeft} days; seats stop sending then`);
  await announce(server, files);
} catch (error) {
  const isKnown = error instanceof AppError;
  const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  const text = isTaken ? `port ${values.port} is taken` : isKnown ? error.message : "internal error";
  console.error(`zuoxi server: cannot start: ${text}`);
  if (!isKnown && !isTaken) console.error(error);
  process.exit(1);
}

async function announce(server: DemoServer, files: TlsFiles | null): Promise<void> {
  if (values["print-enrolment-code"]) {
    const enrolmentCode = await server.enrolmentCode();
    console.log(JSON.stringify({ url: server.url, passwords: server.passwords, enrolmentCode }));
    return;
  }
  console.log(`Zuoxi server: ${server.url}`);
  if (files) console.log(`  certificate for ${files.names}, ${files.daysLeft} more days`);
  for (const [agentId, password] of Object.entries(server.passwords ?? {}))
    console.log(`  ${agentId}  ${password}   (shown this once)`);
}

/** Ends on a signal, and when the program that started it is gone. */
function endCleanly(server: DemoServer): void {
  let isEnding = false;
  const end = () => {
    if (isEnding) return;
    isEnding = true;
    void server.close().then(() => process.exit(0));
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, end);
  const parent = Number(process.env.ZUOXI_PARENT ?? 0);
  if (parent > 0) setInterval(() => isAlive(parent) || end(), 1_000).unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
