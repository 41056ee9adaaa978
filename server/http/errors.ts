import type { FastifyInstance } from "fastify";
import type { z } from "zod";
import { AppError, type ErrorCode, toWireError } from "../../shared/errors.ts";
import { syncRules } from "../../shared/sync/protocol.ts";
import type { Log } from "../context.ts";

const statusOfCode: Record<ErrorCode, number> = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rule_violated: 422,
  internal: 500,
  unavailable: 503,
};

/** Rules whose status says more than their code's. */
const statusOfRule: Record<string, number> = {
  [syncRules.epoch]: 410,
  [syncRules.pruned]: 410,
  [syncRules.tooLarge]: 413,
  "server.tooMany": 429,
  "login.locked": 403,
};

/**
 * Parses what came over the wire.
 * @throws AppError `invalid_input`; its detail names the place, never the value
 */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const detail = { at: issue?.path.join(".") ?? "", problem: issue?.code ?? "" };
  throw new AppError("invalid_input", "The request does not have the agreed shape", { detail });
}

/** Every failure leaves as `{error}` in JSON; what nobody expected is logged without its message. */
export function answerErrors(app: FastifyInstance, log: Log): void {
  app.setErrorHandler(async (error, request, reply) => {
    const known = asAppError(error);
    const status = statusOfRule[known.rule ?? ""] ?? statusOfCode[known.code];
    if (status === 500) {
      // A message may quote what somebody typed; the frames below it only name code.
      const frames =
        error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
      const name = error instanceof Error ? error.name : typeof error;
      log.error({ name, frames: frames.slice(0, 8), route: request.routeOptions.url }, "request failed");
    }
    return await reply.status(status).send({ error: toWireError(known) });
  });
  app.setNotFoundHandler(async (_request, reply) => {
    const error = toWireError(new AppError("not_found", "No such address"));
    return await reply.status(404).send({ error });
  });
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  if (status === 413)
    return new AppError("invalid_input", "The message is too large", { rule: syncRules.tooLarge });
  if (status >= 400 && status < 500) return new AppError("invalid_input", "The request could not be read");
  return new AppError("internal", "Internal error");
}
