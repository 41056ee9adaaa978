import { expect, test } from "vitest";
import { openTestServer } from "../../tests/support/centralServer.ts";
import { sampleCall, sampleInstant } from "../../tests/support/seatClient.ts";

test("a push locks the seat, then tickets and facts by id, and the feed's counter last", async () => {
  const server = await openTestServer();
  const seat = await server.enrol();
  const [first, second] = [seat.takesComplaint(), seat.takesComplaint()];
  const call = sampleCall(seat.seat);
  seat.did("call.put", call, { entity: call.callId });
  await seat.push(seat.outbox);
  const steps: string[] = [];
  const { store } = server.context;
  const { db } = store;
  store.forUpdate = (query) => {
    const { sql: text } = (query as unknown as { compile(): { sql: string } }).compile();
    steps.push(`lock ${/from "(\w+)"/.exec(text)?.[1]}${text.includes('order by "id"') ? " by id" : ""}`);
    return query;
  };
  store.db = db.withPlugin({
    transformQuery: ({ node }) => {
      const { sql: text } = db.getExecutor().compileQuery(node, { queryId: "lock" } as never);
      if (text.startsWith('update "feed"')) steps.push("lock feed");
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  seat.did("ticket.patch", { dueOn: "2026-12-01" }, { entity: second, base: 1 });
  seat.did("ticket.patch", { dueOn: "2026-12-01" }, { entity: first, base: 1 });
  seat.did("call.put", { ...call, endedAt: sampleInstant, endReason: "caller" }, { entity: call.callId });
  await seat.push(seat.outbox.slice(3));
  expect(steps).toEqual(["lock seat", "lock ticket by id", "lock fact by id", "lock feed"]);
});
