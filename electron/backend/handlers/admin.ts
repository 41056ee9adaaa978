import { z } from "zod";
import {
  enrolmentCode,
  referenceId,
  referenceRecord,
  seatRecord,
  staffRecord,
  staffWithPassword,
} from "../../../shared/domain/administration.ts";
import { AppError } from "../../../shared/errors.ts";
import type { adminMethods } from "../../../shared/rpc/adminContract.ts";
import type { Handlers, SignedIn } from "../../../shared/rpc/dispatch.ts";
import { audit, type Context } from "../context.ts";
import type { StaffQuestion } from "../staffLink.ts";

type AdminHandlers = Pick<Handlers, keyof typeof adminMethods>;
type Window = { clientKey: string };
type Deed = { action: string; subject: string | number };

/**
 * The administrator's changes go to the server with the administrator's own token and come back to every seat over
 * its feeds; nothing of them is stored here, and the server's audit names who made them.
 */
export function adminHandlers(context: Context): AdminHandlers {
  const ask = <T>({ clientKey }: Window, question: StaffQuestion<T>) =>
    askServer(context, clientKey, question);
  /** On record at this seat as well, once the server took it. */
  const change = async <T>(caller: SignedIn, deed: Deed, question: StaffQuestion<T>): Promise<T> => {
    const reply = await ask(caller, question);
    audit(context, { agentId: caller.agent.agentId, action: deed.action, subject: String(deed.subject) });
    return reply;
  };
  return {
    "admin.staff": async (_input, caller) =>
      (await ask(caller, { path: "/api/admin/staff", reply: staffList })).staff,
    "admin.createStaff": (body, caller) =>
      change(
        caller,
        { action: "admin.createStaff", subject: body.agentId },
        { path: "/api/admin/staff/new", body, reply: staffWithPassword },
      ),
    "admin.saveStaff": (body, caller) =>
      change(
        caller,
        { action: "admin.saveStaff", subject: body.agentId },
        { path: "/api/admin/staff/change", body, reply: staffRecord },
      ),
    "admin.resetPassword": (body, caller) =>
      change(
        caller,
        { action: "admin.resetPassword", subject: body.agentId },
        { path: "/api/admin/staff/password", body, reply: staffWithPassword },
      ),
    "admin.seats": async (_input, caller) =>
      (await ask(caller, { path: "/api/admin/seats", reply: seatList })).seats,
    "admin.seatCode": (body, caller) =>
      change(
        caller,
        { action: "admin.seatCode", subject: body.seatNumber },
        { path: "/api/enrolment-codes", body, reply: enrolmentCode },
      ),
    "admin.changeSeat": (body, caller) =>
      change(
        caller,
        { action: `admin.${body.step}Seat`, subject: body.seatNumber },
        { path: "/api/admin/seats/change", body, reply: z.object({}) },
      ),
    "admin.reference": async (_input, caller) =>
      (await ask(caller, { path: "/api/admin/reference", reply: itemList })).items,
    "admin.saveReference": async (body, caller) => {
      const subject = body.items.map((item) => `${item.kind}/${referenceId(item)}`).join(" ");
      const question = { path: "/api/admin/reference", body, reply: itemList };
      return (await change(caller, { action: "admin.saveReference", subject }, question)).items;
    },
  };
}

const staffList = z.object({ staff: z.array(staffRecord) });
const seatList = z.object({ seats: z.array(seatRecord) });
const itemList = z.object({ items: z.array(referenceRecord) });

/** @throws AppError `admin.needsServer` while the server is away, `staff.signInAgain`, or the server's refusal */
async function askServer<T>(context: Context, clientKey: string, question: StaffQuestion<T>): Promise<T> {
  if (context.status().server.state !== "online") throw needsServer();
  try {
    return await context.staff.ask(clientKey, question);
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable" && error.rule !== "server.tooMany")
      throw needsServer();
    throw error;
  }
}

function needsServer(): AppError {
  return new AppError("unavailable", "This is changed at the server, which is away", {
    rule: "admin.needsServer",
  });
}
