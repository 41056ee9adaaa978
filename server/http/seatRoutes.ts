import type { FastifyInstance, FastifyRequest } from "fastify";
import {
  challengeRequest,
  enrolRequest,
  helloRequest,
  paths,
  pullQuery,
  pushRequest,
  snapshotQuery,
  tokenRequest,
} from "../../shared/sync/protocol.ts";
import type { ServerContext } from "../context.ts";
import { enrolSeat } from "../seats/enrolment.ts";
import { createNonces, seatOf, tokenForSeat } from "../seats/seatToken.ts";
import { greet } from "../sync/hello.ts";
import { hotClauses } from "../sync/libraryUse.ts";
import { pullPage } from "../sync/pull.ts";
import { applyPush } from "../sync/push.ts";
import { snapshotPage } from "../sync/snapshot.ts";
import { parseInput } from "./errors.ts";

const json = "application/json; charset=utf-8";
/** Tries per minute and address where somebody could guess. */
export const guessable = { config: { rateLimit: { max: 60, timeWindow: 60_000 } } };

/** What seats ask: see `shared/sync/protocol.ts`. */
export function addSeatRoutes(app: FastifyInstance, context: ServerContext): void {
  const nonces = createNonces(context);
  const seat = (request: FastifyRequest) => seatOf(context, request.headers.authorization);

  app.post(paths.enrol, guessable, async (request) =>
    enrolSeat(context, parseInput(enrolRequest, request.body)),
  );
  app.post(paths.challenge, async (request) => {
    const { seatId } = parseInput(challengeRequest, request.body);
    return { nonce: nonces.give(seatId) };
  });
  app.post(paths.token, async (request) =>
    tokenForSeat(context, nonces, parseInput(tokenRequest, request.body)),
  );

  app.post(paths.hello, async (request) => {
    const { seatId } = await seat(request);
    return await greet(context, seatId, parseInput(helloRequest, request.body));
  });
  app.post(paths.push, async (request) => {
    const { seatId } = await seat(request);
    return await applyPush(context, seatId, parseInput(pushRequest, request.body).muts);
  });
  app.get(paths.pull, async (request, reply) => {
    const viewer = await seat(request);
    const query = parseInput(pullQuery, request.query);
    const gone = new AbortController();
    reply.raw.once("close", () => gone.abort());
    const release = context.polls.hold(viewer.seatId, () => gone.abort());
    const text = await pullPage(context, { ...query, viewer, signal: gone.signal }).finally(release);
    return await reply.header("content-type", json).send(text);
  });
  app.get(paths.snapshot, async (request, reply) => {
    const viewer = await seat(request);
    const { feed, from } = parseInput(snapshotQuery, request.query);
    const text = await snapshotPage(context, { feed, from, viewer });
    return await reply.header("content-type", json).send(text);
  });
  app.get(paths.libraryHot, async (request) => hotClauses(context, await seat(request)));
}
