import { z } from "zod";
import {
  enrolmentCode,
  referenceRecord,
  seatRecord,
  staffRecord,
  staffWithPassword,
} from "../../../shared/domain/administration.ts";
import { AppError } from "../../../shared/errors.ts";
import type { adminMethods } from "../../../shared/rpc/adminContract.ts";
import type { Handlers } from "../../../shared/rpc/dispatch.ts";
import type { Context } from "../context.ts";
import type { StaffQuestion } from "../staffLink.ts";

type AdminHandlers = Pick<Handlers, keyof typeof adminMethods>;
type Window = { clientKey: string };

/**
 * The administrator's changes go to the server with the administrator's own token and come back to every seat over
 * its feeds; nothing of them is stored here, and the server's audit names who made them.
 */
export function adminHandlers(context: Context): AdminHandlers {
  const ask = <T>({ clientKey }: Window, question: StaffQuestion<T>) =>
    askServer(context, clientKey, question);
  return {
    "admin.staff": async (_input, caller) =>
      (await ask(caller, { path: "/api/admin/staff", reply: staffList })).staff,
    "admin.createStaff": (body, caller) =>
      ask(caller, { path: "/api/admin/staff/new", body, reply: staffWithPassword }),
    "admin.saveStaff": (body, caller) =>
      ask(caller, { path: "/api/admin/staff/change", body, reply: staffRecord }),
    "admin.resetPassword": (body, caller) =>
      ask(caller, { path: "/api/admin/staff/password", body, reply: staffWithPassword }),
    "admin.seats": async (_input, caller) =>
      (await ask(caller, { path: "/api/admin/seats", reply: seatList })).seats,
    "admin.seatCode": (body, caller) =>
      ask(caller, { path: "/api/enrolment-codes", body, reply: enrolmentCode }),
    "admin.changeSeat": (body, caller) =>
      ask(caller, { path: "/api/admin/seats/change", body, reply: z.object({}) }),
    "admin.reference": async (_input, caller) =>
      (await ask(caller, { path: "/api/admin/reference", reply: itemList })).items,
    "admin.saveReference": async (body, caller) =>
      (await ask(caller, { path: "/api/admin/reference", body, reply: itemList })).items,
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
