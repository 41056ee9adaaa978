import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { agentId } from "../../shared/domain/staff.ts";
import { ticketStatus } from "../../shared/domain/ticket.ts";
import type { ServerContext } from "../context.ts";
import { signIn, staffOf } from "../staff/login.ts";
import { moveTicket } from "../staff/moveTicket.ts";
import { listTickets, showTicket } from "../staff/tickets.ts";
import { parseInput } from "./errors.ts";
import { guessable } from "./seatRoutes.ts";

const login = z.object({ agentId, password: z.string().min(1).max(200) });
const listQuery = z.object({
  status: ticketStatus.optional(),
  number: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
const ticketParams = z.object({ ticketId: z.uuid() });
const showQuery = z.object({ reveal: z.string().min(2).max(200).optional() });
const move = z.object({
  to: ticketStatus,
  reason: z.string().max(2_000).default(""),
  version: z.int().min(1),
});

/** What people ask with their own account, from the command line or an office's own program. */
export function addStaffRoutes(app: FastifyInstance, context: ServerContext): void {
  const staff = (request: FastifyRequest) => staffOf(context, request.headers.authorization);

  app.post("/api/login", guessable, async (request) => signIn(context, parseInput(login, request.body)));
  app.get("/api/tickets", async (request) => {
    const member = await staff(request);
    return { tickets: await listTickets(context, member, parseInput(listQuery, request.query)) };
  });
  app.get("/api/tickets/:ticketId", async (request) => {
    const member = await staff(request);
    const { ticketId } = parseInput(ticketParams, request.params);
    return await showTicket(context, member, { ticketId, ...parseInput(showQuery, request.query) });
  });
  app.post("/api/tickets/:ticketId/transitions", async (request) => {
    const member = await staff(request);
    const { ticketId } = parseInput(ticketParams, request.params);
    return await moveTicket(context, member, { ticketId, ...parseInput(move, request.body) });
  });
}
