import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { AppError } from "../../shared/errors.ts";
import { readSeatKey } from "../backend/seatKey.ts";
import { startFailurePage } from "../backend/startFailurePage.ts";
import { type Host, openHost } from "./host.ts";

let folder = "";
let host: Host;
let now = 1_000_000;
let failure: string | null = null;
let connected: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "zuoxi-host-"));
  mkdirSync(join(folder, "screen", "assets"), { recursive: true });
  writeFileSync(join(folder, "screen", "index.html"), "<!doctype html><title>坐席</title>");
  writeFileSync(join(folder, "screen", "assets", "a-1.js"), "export {}");
  writeFileSync(join(folder, "secret.txt"), "not for the browser");
  failure = null;
  connected = [];
  host = await openHost({
    rendererFolder: join(folder, "screen"),
    port: 0,
    now: () => now,
    connect: (clientKey) => {
      connected.push(clientKey);
      const { port1, port2 } = new MessageChannel();
      port2.on("message", (message) => port2.postMessage({ echo: message }));
      return port1;
    },
    failurePage: () => failure,
  });
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

/** A raw request, since fetch would not let us lie about Host. */
function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const { port, host: authority } = new URL(host.origin);
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, path, headers: { host: authority, ...headers } },
      (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (part) => {
          body += part;
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    sent.on("error", reject);
    sent.end();
  });
}

async function enter(): Promise<string> {
  const url = new URL(host.admissionUrl());
  const answer = await get(url.pathname + url.search);
  return String(answer.headers["set-cookie"]).split(";")[0] ?? "";
}

function dial(headers: Record<string, string>): Promise<"open" | number> {
  const { port, host: authority } = new URL(host.origin);
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { headers: { host: authority, ...headers } });
    socket.on("open", () => {
      socket.close();
      resolve("open");
    });
    socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
    socket.on("error", () => {});
  });
}

describe("the loopback door", () => {
  it("admits one browser per ticket, by a host-only cookie, and then serves the console", async () => {
    const url = new URL(host.admissionUrl());
    const first = await get(url.pathname + url.search);
    expect(first.status).toBe(303);
    expect(first.headers["set-cookie"]?.[0]).toMatch(
      /^__Host-zuoxi=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
    );
    expect((await get(url.pathname + url.search)).status).toBe(401);
    const cookie = String(first.headers["set-cookie"]).split(";")[0] ?? "";
    const page = await get("/", { cookie });
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining("坐席") });
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    expect((await get("/assets/a-1.js", { cookie })).headers["cache-control"]).toContain("immutable");
  });

  it("lets a ticket lapse after a minute", async () => {
    const url = new URL(host.admissionUrl());
    now += 60_001;
    expect((await get(url.pathname + url.search)).status).toBe(401);
  });

  it("shows nothing without the cookie", async () => {
    expect((await get("/")).status).toBe(401);
    expect((await get("/", { cookie: "__Host-zuoxi=guess" })).status).toBe(401);
  });

  it("answers no other host name, even with the cookie (DNS rebinding)", async () => {
    const cookie = await enter();
    const { port } = new URL(host.origin);
    for (const name of ["evil.example", `127.0.0.1:${port}`, `localhost:${port}`]) {
      expect((await get("/", { cookie, host: name })).status).toBe(421);
    }
  });

  it("refuses a WebSocket from a foreign page, without a cookie, or on another path (cross-site WebSocket)", async () => {
    const cookie = await enter();
    expect(await dial({ cookie, origin: "http://evil.example" })).toBe(403);
    expect(await dial({ origin: host.origin })).toBe(403);
    expect(await dial({ cookie })).toBe(403);
    expect(connected).toEqual([]);
    expect(await dial({ cookie, origin: host.origin })).toBe("open");
    expect(connected).toHaveLength(1);
  });

  it("never leaves the folder of the screen", async () => {
    const cookie = await enter();
    for (const path of [
      "/../secret.txt",
      "/%2e%2e/secret.txt",
      "/..%2fsecret.txt",
      "/assets/..%5c..%5csecret.txt",
      "/%00",
      "/%zz",
    ]) {
      const answer = await get(path, { cookie });
      expect([400, 404]).toContain(answer.status);
      expect(answer.body).not.toContain("not for the browser");
    }
  });

  it("takes a new name at every launch, so that two consoles never share a cookie", async () => {
    const other = await openHost({
      rendererFolder: folder,
      port: 0,
      now: () => now,
      connect: () => null,
      failurePage: () => null,
    });
    expect(new URL(other.origin).hostname).not.toBe(new URL(host.origin).hostname);
    await other.close();
  });

  it("passes messages both ways and refuses what is not JSON text", async () => {
    const cookie = await enter();
    const { port, host: authority } = new URL(host.origin);
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, {
      headers: { host: authority, origin: host.origin, cookie },
    });
    const echoed = new Promise((resolve) =>
      socket.once("message", (data) => resolve(JSON.parse(String(data)))),
    );
    await new Promise((resolve) => socket.once("open", resolve));
    socket.send(JSON.stringify({ id: 1, method: "session.info", input: {} }));
    expect(await echoed).toEqual({ echo: { id: 1, method: "session.info", input: {} } });
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.send("{half");
    expect(await closed).toBe(1007);
  });

  it("shows a plain sentence when the desk cannot start", async () => {
    failure = startFailurePage(new AppError("unavailable", "secret detail", { rule: "database.newer" }));
    const page = await get("/", { cookie: await enter() });
    expect(page).toMatchObject({ status: 503, body: expect.stringContaining("请安装新版本") });
    expect(page.body).not.toContain("secret detail");
  });
});

describe("the seat key file", () => {
  it("is read from outside the data folder only", () => {
    const data = join(folder, "data");
    mkdirSync(data);
    const key = randomBytes(32).toString("hex");
    writeFileSync(join(folder, "seat.key"), `${key}\n`);
    expect(readSeatKey(join(folder, "seat.key"), data).toString("hex")).toBe(key);
    writeFileSync(join(data, "seat.key"), key);
    symlinkSync(join(data, "seat.key"), join(folder, "link.key"));
    for (const inside of [join(data, "seat.key"), join(folder, "link.key")]) {
      expect(() => readSeatKey(inside, data)).toThrow(
        expect.objectContaining({ rule: "keyFile.insideDataFolder" }),
      );
    }
  });

  it("that is missing or holds something else is named without its content", () => {
    writeFileSync(join(folder, "bad.key"), "hunter2");
    for (const file of [join(folder, "bad.key"), join(folder, "none.key")]) {
      expect(() => readSeatKey(file, join(folder, "data"))).toThrow(
        expect.objectContaining({ rule: "keyFile.missing", message: expect.not.stringContaining("hunter2") }),
      );
    }
  });
});
