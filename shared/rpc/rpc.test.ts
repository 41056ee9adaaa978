import { describe, expect, it } from "vitest";
import { AppError } from "../errors.ts";
import { channelPair } from "./channel.ts";
import { createClient } from "./client.ts";
import { methods } from "./contract.ts";
import { type Caller, createDispatcher, type Handlers } from "./dispatch.ts";

const lead = { agentId: "101", name: "李芳", role: "lead", site: "hangzhou" } as const;
const agent = { agentId: "061", name: "张敏", role: "agent", site: "hangzhou" } as const;

/** Every method answers through this table; only what a test sets is ever reached. */
function handlersWith(some: Partial<Handlers>): Handlers {
  const missing = () => {
    throw new Error("personal data 330106199001011234 in a bug");
  };
  return Object.fromEntries(
    Object.keys(methods).map((name) => [name, some[name as keyof Handlers] ?? missing]),
  ) as Handlers;
}

function connect(some: Partial<Handlers>, caller: Caller) {
  const bugs: string[] = [];
  const dispatcher = createDispatcher(handlersWith(some), (method) => bugs.push(method));
  const { left, right, close } = channelPair();
  dispatcher.serve(right, () => caller);
  const client = createClient();
  client.attach(left);
  return { client, dispatcher, bugs, raw: left, close };
}

const signedIn: Caller = { clientKey: "w1", agent };

describe("a call across the channel", () => {
  it("reaches its handler with the connection's caller and comes back typed", async () => {
    const { client } = connect(
      {
        "library.suggest": (input, caller) => [
          { kind: "word", text: `${input.query} ${caller.agent.agentId}` },
        ],
      },
      signedIn,
    );
    expect(await client.call("library.suggest", { query: "产假" })).toEqual([
      { kind: "word", text: "产假 061" },
    ]);
  });

  it("is refused before anyone signed in, and for a role that may not", async () => {
    const outside = connect({ "library.suggest": () => [] }, { clientKey: "w1", agent: null });
    await expect(outside.client.call("library.suggest", { query: "x" })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    const inside = connect(
      { "library.importPath": () => ({ jobId: "1" }) },
      { clientKey: "w1", agent: lead },
    );
    await expect(inside.client.call("library.importPath", { path: "/tmp" })).rejects.toMatchObject({
      code: "forbidden",
      rule: "session.role",
    });
  });

  it("names the field of input that does not fit", async () => {
    const { client } = connect(
      {
        "library.search": () => {
          throw new Error("the handler was asked");
        },
      },
      signedIn,
    );
    await expect(client.call("library.search", { query: "产假", limit: 0 })).rejects.toMatchObject({
      code: "invalid_input",
      detail: { field: "limit" },
    });
  });

  it("carries an expected refusal with its rule and hides the words of a bug", async () => {
    const { client, bugs } = connect(
      {
        "drafts.list": () => {
          throw new AppError("rule_violated", "No", { rule: "record.topicMissing", detail: { left: 2 } });
        },
      },
      signedIn,
    );
    await expect(client.call("drafts.list", {})).rejects.toMatchObject({
      rule: "record.topicMissing",
      detail: { left: 2 },
    });
    const bug = await client.call("sync.now", {}).catch((error: AppError) => error);
    expect(bug).toMatchObject({ code: "internal", message: "Internal error" });
    expect(bugs).toEqual(["sync.now"]);
  });

  it("fails loudly when the host answers in another shape than the contract", async () => {
    const { client } = connect(
      { "library.suggest": (() => [1, 2]) as unknown as Handlers["library.suggest"] },
      signedIn,
    );
    await expect(client.call("library.suggest", { query: "x" })).rejects.toMatchObject({
      rule: "channel.mismatch",
    });
  });

  it("does not reach inherited names or unknown methods, and ignores malformed messages", async () => {
    const { raw } = connect({}, signedIn);
    const replies: unknown[] = [];
    const got = new Promise<void>((resolve) =>
      raw.onMessage((message) => replies.push(message) === 2 && resolve()),
    );
    for (const bad of [null, 7, "x", { id: "1" }, { id: 1.5, method: "a", input: {} }]) raw.send(bad);
    raw.send({ id: 1, method: "toString", input: {} });
    raw.send({ id: 2, method: "tickets.delete", input: {} });
    await got;
    expect(replies).toMatchObject([
      { id: 1, ok: false, error: { code: "not_found" } },
      { id: 2, ok: false },
    ]);
  });
});

describe("a lost channel", () => {
  it("rejects what was pending as unavailable, tells the watchers, and works again when attached anew", async () => {
    const { client, close } = connect({ "drafts.list": () => new Promise(() => {}) }, signedIn);
    const seen: boolean[] = [];
    client.onConnection((connected) => seen.push(connected));
    const pending = client.call("drafts.list", {});
    close();
    await expect(pending).rejects.toMatchObject({ code: "unavailable", rule: "channel.lost" });
    await expect(client.call("drafts.list", {})).rejects.toMatchObject({ rule: "channel.lost" });
    const again = channelPair();
    createDispatcher(handlersWith({ "drafts.list": () => [] }), () => {}).serve(again.right, () => signedIn);
    client.attach(again.left);
    expect(await client.call("drafts.list", {})).toEqual([]);
    expect(seen).toEqual([true, false, true]);
  });
});

describe("events", () => {
  it("reach every open connection and stop at unsubscribing", async () => {
    const { client, dispatcher } = connect({}, signedIn);
    const heard: unknown[] = [];
    const first = new Promise<void>((resolve) => {
      const stop = client.on("tickets.changed", (payload) => {
        heard.push(payload);
        stop();
        resolve();
      });
    });
    dispatcher.emit("tickets.changed", { ticketIds: ["a"] });
    dispatcher.emit("tickets.changed", { ticketIds: ["b"] });
    await first;
    await client.call("drafts.list", {}).catch(() => {});
    expect(heard).toEqual([{ ticketIds: ["a"] }]);
  });
});
