import { z } from "zod";
import {
  enrolmentCode,
  newStaff,
  referenceRecord,
  referenceSaves,
  seatRecord,
  seatStep,
  staffChange,
  staffRecord,
  staffWithPassword,
} from "../domain/administration.ts";
import { agentId, type Role } from "../domain/staff.ts";

const access = ["admin"] as const satisfies readonly Role[];
const none = z.object({});

/**
 * What administrators change at the central server, asked with their own token: without the server every one of these
 * is refused (`admin.needsServer`). Refusals of one field name it in `detail.field`.
 */
export const adminMethods = {
  "admin.staff": { access, input: none, output: z.array(staffRecord) },
  "admin.createStaff": { access, input: newStaff, output: staffWithPassword },
  "admin.saveStaff": { access, input: staffChange, output: staffRecord },
  "admin.resetPassword": {
    access,
    input: z.object({ agentId, version: z.int() }),
    output: staffWithPassword,
  },
  "admin.seats": { access, input: none, output: z.array(seatRecord) },
  "admin.seatCode": { access, input: z.object({ seatNumber: z.int() }), output: enrolmentCode },
  "admin.changeSeat": {
    access,
    input: z.object({ seatNumber: z.int(), seatId: z.string().max(80), step: seatStep }),
    output: none,
  },
  "admin.reference": { access, input: none, output: z.array(referenceRecord) },
  "admin.saveReference": { access, input: referenceSaves, output: z.array(referenceRecord) },
};
