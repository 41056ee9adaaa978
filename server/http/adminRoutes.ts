import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { newStaff, referenceSaves, seatStep, staffChange } from "../../shared/domain/administration.ts";
import { agentId } from "../../shared/domain/staff.ts";
import { AppError } from "../../shared/errors.ts";
import type { ServerContext } from "../context.ts";
import { changeSeat, listSeats } from "../seats/administerSeats.ts";
import { codeWish, makeEnrolmentCode } from "../seats/enrolment.ts";
import { changeStaff, createStaff, listStaff, resetPassword } from "../staff/administerStaff.ts";
import { staffOf } from "../staff/login.ts";
import { changeReference, listReference } from "../staff/reference.ts";

/** Changes per minute and address: far above a busy hand, far below a program that tries everything. */
const throttled = { config: { rateLimit: { max: 120, timeWindow: 60_000 } } };

const resetWish = z.object({ agentId, version: z.int().min(1) });
const seatWish = z.object({ seatNumber: z.int().min(1), seatId: z.string().max(80), step: seatStep });

/** What administrators change: people, seats, reference data. Everything is written to the audit with who did it. */
export function addAdminRoutes(app: FastifyInstance, context: ServerContext): void {
  const admin = (request: FastifyRequest) => adminOf(context, request);

  app.get("/api/admin/staff", throttled, async (request) => {
    await admin(request);
    return { staff: await listStaff(context) };
  });
  app.post("/api/admin/staff/new", throttled, async (request) => {
    const by = await admin(request);
    return await createStaff(context, by, parseField(newStaff, request.body));
  });
  app.post("/api/admin/staff/change", throttled, async (request) => {
    const by = await admin(request);
    return await changeStaff(context, by, parseField(staffChange, request.body));
  });
  app.post("/api/admin/staff/password", throttled, async (request) => {
    const by = await admin(request);
    return await resetPassword(context, by, parseField(resetWish, request.body));
  });

  app.get("/api/admin/seats", throttled, async (request) => {
    await admin(request);
    return { seats: await listSeats(context) };
  });
  app.post("/api/admin/seats/change", throttled, async (request) => {
    const by = await admin(request);
    await changeSeat(context, by, parseField(seatWish, request.body));
    return {};
  });
  app.post("/api/enrolment-codes", throttled, async (request) => {
    const by = await admin(request);
    return await makeEnrolmentCode(context, { by, ...parseField(codeWish, request.body) });
  });

  app.get("/api/admin/reference", throttled, async (request) => {
    await admin(request);
    return { items: await listReference(context) };
  });
  app.post("/api/admin/reference", throttled, async (request) => {
    const by = await admin(request);
    return { items: await changeReference(context, by, parseField(referenceSaves, request.body).items) };
  });
}

/** @returns the administrator's agent ID */
async function adminOf(context: ServerContext, request: FastifyRequest): Promise<string> {
  const member = await staffOf(context, request.headers.authorization);
  if (member.role !== "admin")
    throw new AppError("forbidden", "For administrators only", { rule: "session.role" });
  return member.agentId;
}

/**
 * Parses what a form sent.
 * @throws AppError `invalid_input`, rule `admin.field`: the detail names the `field` and, in a list, the `item`
 */
function parseField<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path ?? [];
  const inList = path[0] === "items";
  const names = path.slice(inList ? 2 : 0).filter((part) => typeof part === "string" && part !== "value");
  const detail = { field: String(names[0] ?? "") };
  const item = inList && typeof path[1] === "number" ? { item: path[1] } : {};
  throw new AppError("invalid_input", "A field cannot be read", {
    rule: "admin.field",
    detail: { ...detail, ...item },
  });
}
