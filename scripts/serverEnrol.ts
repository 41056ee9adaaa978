import { parseArgs } from "node:util";
import { z } from "zod";
import { isRefusal, signInAt } from "./serverClient.ts";

const usage = `npm run server:enrol -- [--server URL] --as ADMIN [--password …] [--site SITE | --seat NUMBER]

  Prints a one-time code with which a machine becomes a seat: the given one, or the first that is free.
  The password may come in ZUOXI_PASSWORD instead. The server is http://127.0.0.1:8620 unless told.`;

const { values } = parseArgs({
  options: {
    server: { type: "string", default: "http://127.0.0.1:8620" },
    as: { type: "string" },
    password: { type: "string" },
    site: { type: "string" },
    seat: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

const made = z.object({ code: z.string(), seatNumber: z.int(), expiresAt: z.string() });
const password = values.password ?? process.env.ZUOXI_PASSWORD;

if (values.help || values.as === undefined || password === undefined) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

try {
  const session = await signInAt(values.server, values.as, password);
  const wish = {
    ...(values.site === undefined ? {} : { site: values.site }),
    ...(values.seat === undefined ? {} : { seatNumber: Number(values.seat) }),
  };
  const { code, seatNumber, expiresAt } = made.parse(await session.post("/api/enrolment-codes", wish));
  console.log(`${code}   seat ${seatNumber}, until ${expiresAt}`);
} catch (error) {
  if (!isRefusal(error)) throw error;
  console.error(`server:enrol: ${error.refusal}`);
  process.exit(1);
}
