import { parseArgs } from "node:util";
import { z } from "zod";
import { ticketFields, ticketStep } from "../shared/domain/ticket.ts";
import { parseTicketNumber } from "../shared/domain/ticketNumber.ts";
import { isRefusal, type StaffSession, signInAt } from "./serverClient.ts";

const usage = `npm run server:ticket -- [--server URL] --as AGENT [--password …] COMMAND

  list [--status STATUS]                 newest tickets this person may read
  show NUMBER [--reveal REASON]          one ticket with its steps; personal data masked unless a reason is given
  move NUMBER STATUS [--reason REASON]   the next step in its life

  The password may come in ZUOXI_PASSWORD instead. The server is http://127.0.0.1:8620 unless told.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    server: { type: "string", default: "http://127.0.0.1:8620" },
    as: { type: "string" },
    password: { type: "string" },
    status: { type: "string" },
    reason: { type: "string", default: "" },
    reveal: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

const listed = z.object({
  ticketId: z.string(),
  number: z.string(),
  status: z.string(),
  category: z.string().nullable(),
  respondent: z.string(),
  maskedCaller: z.string(),
  takenBy: z.string(),
  dueOn: z.string().nullable(),
  version: z.int(),
});
const shown = z.object({ version: z.int(), fields: ticketFields, steps: z.array(ticketStep) });

const [command = "", number = "", to = ""] = positionals;
const password = values.password ?? process.env.ZUOXI_PASSWORD;
const isComplete =
  command === "list" || (command === "show" && number !== "") || (command === "move" && to !== "");

if (values.help || values.as === undefined || password === undefined || !isComplete) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

try {
  const session = await signInAt(values.server, values.as, password);
  if (command === "list") await list(session);
  else if (command === "show") await show(session);
  else await move(session);
} catch (error) {
  if (!isRefusal(error)) throw error;
  console.error(`server:ticket: ${error.refusal}`);
  process.exit(1);
}

async function list(session: StaffSession): Promise<void> {
  const query = values.status === undefined ? "" : `?status=${encodeURIComponent(values.status)}`;
  const rows = await tickets(session, query);
  for (const row of rows) {
    const parts = [row.number, row.status.padEnd(11), row.takenBy, row.dueOn ?? "-", row.maskedCaller];
    console.log([...parts, row.category ?? "-", row.respondent].join("  "));
  }
  if (rows.length === 0) console.log("no tickets");
}

async function show(session: StaffSession): Promise<void> {
  const { ticketId } = await numbered(session);
  const query = values.reveal === undefined ? "" : `?reveal=${encodeURIComponent(values.reveal)}`;
  print(await session.get(`/api/tickets/${ticketId}${query}`));
}

async function move(session: StaffSession): Promise<void> {
  const { ticketId, version } = await numbered(session);
  const body = { to, reason: values.reason, version };
  print(await session.post(`/api/tickets/${ticketId}/transitions`, body));
}

async function numbered(session: StaffSession): Promise<z.infer<typeof listed>> {
  const read = parseTicketNumber(number);
  if (!read.ok) throw { refusal: `${number} is no ticket number (${read.rule})` };
  const [row] = await tickets(session, `?number=${encodeURIComponent(read.value.number)}`);
  if (!row) throw { refusal: `no ticket ${number} that ${values.as} may read` };
  return row;
}

async function tickets(session: StaffSession, query: string): Promise<z.infer<typeof listed>[]> {
  const reply = z.object({ tickets: z.array(listed) }).parse(await session.get(`/api/tickets${query}`));
  return reply.tickets;
}

function print(reply: unknown): void {
  const { fields, steps, version } = shown.parse(reply);
  const { form } = fields;
  const lines = [
    ["number", fields.number],
    ["status", `${fields.status} (version ${version})`],
    ["taken by", `${fields.takenBy}, ${fields.submittedAt}`],
    ["due on", fields.dueOn ?? "-"],
    ["caller", fields.callerNumber],
    ["complainant", form.complainant.name],
    ["respondent", form.respondent.unitName || form.respondent.office],
    ["category", form.category ?? "-"],
    ["route", form.route ?? "-"],
    ["claim", form.claim.text],
  ] as const;
  for (const [name, value] of lines) console.log(`${name.padEnd(12)}${value}`);
  for (const step of steps)
    console.log(`  ${step.at}  ${step.from ?? "(new)"} → ${step.to}  ${step.by}  ${step.reason}`);
}
