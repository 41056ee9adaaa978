import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { MessagePort } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBackendWorker } from "./backend/startWorker.ts";
import { type Supervised, superviseBackend } from "./superviseBackend.ts";

// A real thread that does what the real backend does at its edges: says it is ready, echoes, dies when told.
const thread = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", (message) => {
    if (message.type === "close") process.exit(0);
    message.port.on("message", (text) => {
      if (text === "die") throw new Error("bug");
      message.port.postMessage({ clientKey: message.clientKey, text });
    });
  });
  parentPort.postMessage({ type: "ready" });`;

let folder: string;
let workerUrl: URL;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zuoxi-supervise-"));
  workerUrl = pathToFileURL(join(folder, "worker.cjs"));
  writeFileSync(workerUrl, thread);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = () => startBackendWorker(workerUrl, {});

function connect(backend: Supervised): MessagePort {
  const port = backend.connect();
  if (!port) throw new Error("no backend");
  return port;
}

async function ask(backend: Supervised, text: string): Promise<{ clientKey: string; text: string }> {
  const port = connect(backend);
  const reply = new Promise<{ clientKey: string; text: string }>((resolve) => port.once("message", resolve));
  port.postMessage(text);
  const value = await reply;
  port.close();
  return value;
}

async function crash(backend: Supervised): Promise<unknown> {
  const port = connect(backend);
  const closed = new Promise<void>((resolve) => port.once("close", resolve));
  const told = new Promise<unknown>((resolve) => backend.onRestart(resolve));
  port.postMessage("die");
  await closed;
  return told;
}

describe("a backend thread that crashes", () => {
  it("is started again and knows the window by the same name", async () => {
    const backend = await superviseBackend(start, () => 0);
    const before = await ask(backend, "one");
    expect(await crash(backend)).toBe(null);
    expect(await ask(backend, "two")).toEqual({ clientKey: before.clientKey, text: "two" });
    await backend.close();
  });

  it("is left alone after the fourth crash within a minute, and started again when they are rarer", async () => {
    let nowMs = 0;
    const backend = await superviseBackend(start, () => nowMs);
    for (const atMs of [0, 40_000, 80_000, 120_000, 121_000]) {
      nowMs = atMs;
      expect(await crash(backend)).toBe(null);
    }
    nowMs = 122_000;
    expect(await crash(backend)).toMatchObject({ code: "internal" });
    expect(backend.connect()).toBe(null);
    await backend.close();
  });

  it("is not started again once the desk closes", async () => {
    const backend = await superviseBackend(start, () => 0);
    const heard: unknown[] = [];
    backend.onRestart((failure) => heard.push(failure));
    await backend.close();
    expect(heard).toEqual([]);
  });
});
