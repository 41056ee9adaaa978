import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "../../scripts/build.ts";
import { type Draft, emptyRecord, type RecordContent } from "../../shared/domain/record.ts";
import { sampleComplaint } from "../support/complaintSample.ts";
import { type Desk, openDesk, type SeatHost } from "../support/desk.ts";
import { connectToHost, untilEnrolled } from "../support/hostClient.ts";
import { untilSent } from "../support/seatStatus.ts";

/** 2 rounds in the short form; 20 for the full numbers. */
const rounds = process.env.ZUOXI_LONG ? 20 : 2;

let desk: Desk;
let server: Awaited<ReturnType<Desk["startServer"]>>;
let password = "";

beforeAll(async () => {
  await build({ what: ["backend", "loopback"] });
  desk = await openDesk();
  server = await desk.startServer();
  password = server.passwords["061"] ?? "";
});
afterAll(() => desk?.close());

function startSeat(): Promise<SeatHost> {
  return desk.startSeat("seat", {
    ZUOXI_SERVER: server.serverUrl,
    ...(server.code ? { ZUOXI_ENROL_CODE: server.code } : {}),
  });
}

async function signIn(host: SeatHost) {
  const client = await connectToHost(host.url);
  await untilEnrolled(client);
  await client.call("session.signIn", { agentId: "061", password });
  return client;
}

type SignedIn = Awaited<ReturnType<typeof signIn>>;

/** Types until the host is gone; resolves with the last revision whose save was acknowledged. */
async function typeUntilLost(client: SignedIn, draft: Draft): Promise<number> {
  let acknowledged = draft.revision;
  try {
    for (let revision = draft.revision + 1; ; revision++) {
      const saved = await client.call("drafts.save", {
        draftId: draft.draftId,
        revision,
        content: typed(revision),
      });
      acknowledged = saved.revision;
    }
  } catch {
    return acknowledged;
  }
}

function typed(revision: number): RecordContent {
  const content = emptyRecord();
  content.consultation.question = `第${revision}次保存：来电人问年休假能不能跨年`;
  return content;
}

/** Seeded, so that a failing round can be run again. */
function killAfterMs(round: number): number {
  return 20 + ((round * 7_919) % 180);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

describe("a seat host killed with -9", () => {
  it("while an agent types keeps every acknowledged keystroke", async () => {
    for (let round = 0; round < rounds; round++) {
      const host = await startSeat();
      const client = await signIn(host);
      const draft = await client.call("drafts.open", { callId: null, callerNumber: "" });
      const typing = typeUntilLost(client, draft);
      await pause(killAfterMs(round));
      await desk.kill(host.child);
      const acknowledged = await typing;

      const again = await startSeat();
      const back = await signIn(again);
      const kept = (await back.call("drafts.list", {})).find(({ draftId }) => draftId === draft.draftId);
      expect(acknowledged).toBeGreaterThan(draft.revision);
      // The save in flight may have reached the disk without its acknowledgement; an acknowledged one must have.
      expect([acknowledged, acknowledged + 1]).toContain(kept?.revision);
      expect(kept?.content).toEqual(typed(kept?.revision ?? 0));
      back.close();
      await desk.kill(again.child);
    }
  });

  it("while a ticket is submitted neither loses nor doubles it, here and at the server", async () => {
    const made: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const host = await startSeat();
      const client = await signIn(host);
      const draft = await client.call("drafts.open", { callId: null, callerNumber: "13800138000" });
      const content = { ...typed(1), complaint: sampleComplaint() };
      const { revision } = await client.call("drafts.save", {
        draftId: draft.draftId,
        revision: draft.revision + 1,
        content,
      });
      const request = { draftId: draft.draftId, revision, confirmedAt: new Date().toISOString() };
      const submitting = client.call("tickets.submit", request).catch(() => null);
      // Somewhere between the request's arrival and the answer.
      await pause((round * 3) % 12);
      await desk.kill(host.child);
      const told = await submitting;

      const again = await startSeat();
      const back = await signIn(again);
      const ticket = await back.call("tickets.submit", request);
      if (told) expect(ticket.fields.number).toBe(told.fields.number);
      made.push(ticket.fields.number);
      const listed = (await back.call("tickets.list", { limit: 500 })).map(({ number }) => number);
      expect(listed.toSorted()).toEqual(made.toSorted());
      await untilSent({ api: back });
      back.close();
      await desk.kill(again.child);
    }
    expect(new Set(made).size).toBe(rounds);
    expect((await numbersAtServer()).toSorted()).toEqual(made.toSorted());
  });
});

async function numbersAtServer(): Promise<string[]> {
  const login = await fetch(`${server.serverUrl}/api/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ agentId: "101", password: server.passwords["101"] }),
  });
  const { token } = (await login.json()) as { token: string };
  const reply = await fetch(`${server.serverUrl}/api/tickets`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { tickets } = (await reply.json()) as { tickets: { number: string }[] };
  return tickets.map(({ number }) => number);
}
