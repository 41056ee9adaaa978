import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** `npm run demo:reset`: throws the demo's data away; the next `npm start` makes new staff and prints passwords. */
const demo = join(fileURLToPath(new URL("..", import.meta.url)), ".demo");
if (existsSync(join(demo, "seat", "seat.lock"))) {
  console.log("A desk may still be open on the demo data; close it first if it is.");
}
rmSync(demo, { recursive: true, force: true });
console.log("Demo data removed. `npm start` begins anew and prints the passwords.");
