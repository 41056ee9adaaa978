import { openRegister } from "./register/openRegister.ts";
import { demoPeople } from "./register/people.ts";

/**
 * The demo register of insured persons as a program of its own. The token comes by environment (ZUOXI_REGISTER_TOKEN),
 * the port by PORT (0: any free one). Prints one JSON line `{"register": url}`; ends on SIGTERM, or with its launcher.
 */
const token = process.env.ZUOXI_REGISTER_TOKEN ?? "";
if (token === "") throw new Error("ZUOXI_REGISTER_TOKEN is not set");
const register = await openRegister({ port: Number(process.env.PORT ?? 0), token, people: demoPeople });
process.stdout.write(`${JSON.stringify({ register: register.url })}\n`);

for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => void register.close().then(() => process.exit(0)));
process.once("disconnect", () => void register.close().then(() => process.exit(0)));
