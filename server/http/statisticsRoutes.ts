import type { FastifyInstance } from "fastify";
import type { ServerContext } from "../context.ts";
import { staffOf } from "../staff/login.ts";
import { statisticsQuery, statisticsRows, teamStatistics } from "../staff/statistics.ts";
import { parseInput } from "./errors.ts";

/** Counting reads the facts of whole days: enough for somebody who looks, too little for a loop. */
const throttled = { config: { rateLimit: { max: 120, timeWindow: 60_000 } } };

/** What leads and administrators ask about the work of the team, each with their own account. */
export function addStatisticsRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get("/api/statistics", throttled, async (request) => {
    const member = await staffOf(context, request.headers.authorization);
    const { figure, ...query } = parseInput(statisticsQuery, request.query);
    if (figure === undefined) return await teamStatistics(context, member, query);
    return await statisticsRows(context, member, { ...query, figure });
  });
}
