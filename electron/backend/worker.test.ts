import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient } from "../../shared/rpc/client.ts";
import { portChannel } from "./portChannel.ts";
import { startBackendWorker } from "./startWorker.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zuoxi-worker-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const worker = new URL("./worker.ts", import.meta.url);
const dataOf = (key: Buffer) => ({
  dataFolder: folder,
  key,
  door: "loopback",
  keySource: "key-file",
  version: "1.2.3",
});

describe("the backend's thread", () => {
  it("serves ports and ends in an orderly way", async () => {
    const backend = await startBackendWorker(worker, dataOf(randomBytes(32)));
    const client = createClient();
    const lost = new Promise<void>((resolve) => {
      let wasConnected = false;
      client.onConnection((connected) => {
        if (wasConnected && !connected) resolve();
        wasConnected = connected;
      });
    });
    client.attach(portChannel(backend.connect("window-1")));
    expect(await client.call("session.info", {})).toEqual({
      version: "1.2.3",
      door: "loopback",
      seat: null,
      agent: null,
      notices: [],
    });
    expect((await client.call("status.get", {})).storage).toEqual({
      encrypted: true,
      keySource: "key-file",
    });
    await backend.close();
    await lost;
  });

  it("says why it cannot open, without the key", async () => {
    const right = randomBytes(32);
    await (await startBackendWorker(worker, dataOf(right))).close();
    const wrong = randomBytes(32);
    const error = await startBackendWorker(worker, dataOf(wrong)).catch((failure) => failure);
    expect(error).toMatchObject({ code: "unavailable", rule: "database.wrongKey" });
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain(wrong.toString("hex"));
  });
});
