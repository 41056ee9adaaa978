import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { build } from "./build.ts";
import { findBrowser, hasDisplay, openAppWindow } from "./start/browser.ts";
import { endChild, startTelling } from "./start/children.ts";
import { findElectron } from "./start/electronBinary.ts";
import { startRegister } from "./start/register.ts";
import { startServer } from "./start/server.ts";

/**
 * `npm start`: the central server, the seat and the console on one machine, with demo staff, the starter library
 * and the practice line. `--exchange URL --domain D --extension N --secret S` registers at a real exchange.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: join(root, ".demo") },
    port: { type: "string", default: "0" },
    "server-port": { type: "string", default: "18333" },
    exchange: { type: "string" },
    domain: { type: "string" },
    extension: { type: "string" },
    secret: { type: "string" },
    "no-window": { type: "boolean", default: false },
  },
});

const hostLine = z.object({ origin: z.string(), url: z.string(), failure: z.string().nullable() });

function seatKeyFile(data: string): string {
  const folder = join(data, "keys");
  const file = join(folder, "seat.key");
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 });
  }
  readFileSync(file);
  return file;
}

/** What the seat is told at its start; secrets go by environment, where other users of the machine cannot see them. */
function seatEnvironment(enrolment: { serverUrl: string; code: string | null }): Record<string, string> {
  const phone = options.exchange
    ? {
        line: "exchange",
        url: options.exchange,
        domain: options.domain ?? new URL(options.exchange).hostname,
        extension: options.extension ?? "",
        secret: options.secret ?? process.env.ZUOXI_SIP_SECRET ?? "",
        displayName: options.extension ?? "",
      }
    : null;
  return {
    ZUOXI_SERVER: enrolment.serverUrl,
    ...(enrolment.code ? { ZUOXI_ENROL_CODE: enrolment.code } : {}),
    ...(phone ? { ZUOXI_PHONE: JSON.stringify(phone) } : {}),
  };
}

function startLoopbackSeat(env: Record<string, string>) {
  return startTelling(
    [
      join(root, "dist/loopback/host.js"),
      ...[
        "--data",
        join(options.data, "seat"),
        "--key-file",
        seatKeyFile(options.data),
        "--demo-key",
        "--starter",
      ],
      ...["--renderer", join(root, "dist/renderer"), "--worker", join(root, "dist/backend/worker.js")],
      ...["--port", options.port],
    ],
    env,
    (value) => hostLine.safeParse(value).data ?? null,
  );
}

async function main(): Promise<void> {
  const electron = options["no-window"] ? null : await findElectron(root);
  await build();
  mkdirSync(options.data, { recursive: true, mode: 0o700 });
  const server = await startServer(root, join(options.data, "server"), Number(options["server-port"]));
  console.log(`Central server: ${server.serverUrl}`);
  const register = await startRegister(root);
  const env = { ...seatEnvironment(server), ...register.env };
  const children = [server.child, register.child];
  const end = async (code: number) => {
    await Promise.all(children.toReversed().map(endChild));
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void end(0));
  server.child.once("exit", () => console.warn("The central server ended; the desk goes on without it."));

  if (electron && hasDisplay()) {
    const { spawn } = await import("node:child_process");
    const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const child = spawn(electron, [root, ...asRoot], {
      stdio: "inherit",
      env: {
        ...process.env,
        ...env,
        ZUOXI_DATA: join(options.data, "seat"),
        // The same key as the loopback door's, so that either door opens the demo's data.
        ZUOXI_KEY_FILE: seatKeyFile(options.data),
        ZUOXI_DEMO_KEY: "1",
      },
    });
    children.push(child);
    child.once("exit", (code) => void end(code ?? 0));
    return;
  }
  const seat = await startLoopbackSeat(env);
  children.push(seat.child);
  seat.child.once("exit", (code) => void end(code ?? 0));
  const browser = findBrowser();
  if (browser && hasDisplay() && !options["no-window"]) {
    console.log(`Console: ${seat.told.origin} (window of ${browser})`);
    const window = openAppWindow(browser, seat.told.url, join(options.data, "browser"));
    children.push(window);
    window.once("exit", () => void end(0));
    return;
  }
  console.log(
    `\nOpen the console in a browser on this machine (the address works once, within a minute):\n  ${seat.told.url}\n`,
  );
  process.stdin.on("data", () => seat.child.send("admission"));
  seat.child.on("message", (message) => {
    const next = z.object({ url: z.string() }).safeParse(message);
    if (next.success) console.log(`  ${next.data.url}`);
  });
  console.log("Press Enter for a new address, Ctrl+C to end.");
}

try {
  await main();
} catch (error) {
  // The program that failed has said why; what helps is what can be done about it.
  console.error(`zuoxi: the desk could not start. ${error instanceof Error ? error.message : String(error)}`);
  console.error(
    "If another `npm start` runs on the same data, end it, or give this one --data DIR --server-port N.",
  );
  process.exit(1);
}
