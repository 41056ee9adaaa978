import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startCitizen } from "./citizen.ts";
import { startExchange } from "./exchange.ts";
import { defaultPorts } from "./ports.ts";

/**
 * `npm run pbx`: the development exchange in the foreground, until Ctrl+C.
 * `npm run pbx -- --call [123333] [13800138000]`: a citizen calls it, until Ctrl+C.
 */
const [flag, hotline = "12333", number = "13800138000"] = process.argv.slice(2);

try {
  if (flag === "--call") await call();
  else await exchange();
} catch (error) {
  console.error(`zuoxi: ${error instanceof Error ? error.message : String(error)}`);
  console.error(
    "The exchange needs kamailio, kamailio-websocket-modules, kamailio-tls-modules, rtpengine-daemon and openssl; a caller needs baresip-core.",
  );
  process.exit(1);
}

async function exchange() {
  const dir = join(fileURLToPath(new URL("../..", import.meta.url)), ".demo/pbx");
  const running = await startExchange({ dir, tls: true });
  const { sip, rpc, trunk } = running.ports;
  console.log(`
Development exchange: loopback only, predictable passwords, never for real calls.

  seats        ${running.wsUrl}   domain ${running.domain}
               ${running.wssUrl}   made-up certificate: the browser needs --ignore-certificate-errors
  extensions   8001 … 8100   password pw<extension>: 8001 / pw8001
  hotline      12333, or 123331 政策咨询 · 123332 办事指南 · 123333 投诉举报   (sip:…@127.0.0.1:${sip})
  calls out    9<number> goes to 127.0.0.1:${trunk}
  a caller     npm run pbx -- --call 123333 13800138000
  state        POST http://127.0.0.1:${rpc}/RPC   htable.dump ["ag"], ul.dump, dlg.list
  files        ${dir}

Ctrl+C ends it.`);
  untilInterrupted(() => running.stop());
}

async function call() {
  const dir = mkdtempSync(join(tmpdir(), "zuoxi-citizen-"));
  const citizen = await startCitizen({ dir, ports: defaultPorts, number });
  citizen.call(hotline);
  console.log(`A citizen calls ${hotline} and says one steady tone (600 Hz). Ctrl+C hangs up.`);
  untilInterrupted(async () => {
    await citizen.stop();
    rmSync(dir, { recursive: true, force: true });
  });
}

function untilInterrupted(stop: () => Promise<void>) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => void stop().then(() => process.exit(0)));
  }
}
