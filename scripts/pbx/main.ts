import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startExchange } from "./exchange.ts";

/** `npm run pbx`: the development exchange in the foreground, until Ctrl+C. */
const dir = join(fileURLToPath(new URL("../..", import.meta.url)), ".demo/pbx");

try {
  const exchange = await startExchange({ dir });
  console.log(`
Development exchange (loopback only, predictable passwords: never for real calls)

  seats         ${exchange.wsUrl}   domain ${exchange.domain}
  extensions    8001 … 8100        password pw<extension>, e.g. 8001 / pw8001
  hotline       sip:12333@127.0.0.1:${exchange.ports.sip}   (123331 政策咨询, 123332 办事指南, 123333 投诉举报)
  calls out     9<number> goes to 127.0.0.1:${exchange.ports.trunk}
  state         POST http://127.0.0.1:${exchange.ports.rpc}/RPC   htable.dump ["ag"], ul.dump, dlg.list
  files         ${dir}

  a caller      npm run pbx -- --call      (from a second terminal; needs sipp)
`);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => void exchange.stop().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(`zuoxi: the exchange did not start. Are kamailio and rtpengine installed?\n${String(error)}`);
  process.exit(1);
}
