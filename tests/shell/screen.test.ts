import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openShellDesk, roundTrip, type Screen, type ShellDesk } from "../support/shellDesk.ts";
import { type Shell, shellDriver } from "../support/shellDriver.ts";

type WatchedScreen = Window & { violations: string[] };

/** A place outside the desk; it must never hear from the screen. */
let outside: { server: Server; url: string; visits: string[] };
let opened: ShellDesk;
let shell: Shell;

beforeAll(async () => {
  opened = await openShellDesk({ enrolled: true });
  shell = opened.shell;
  outside = await openOutside();
});

afterAll(async () => {
  await opened?.close();
  outside?.server.close();
});

describe(`the desktop shell (${shellDriver})`, () => {
  it("opens one window with the log-in screen", async () => {
    await shell.page.getByLabel("工号").waitFor();
    expect(await shell.page.title()).toContain("坐席");
    expect(await windowCount()).toBe(1);
  });

  it("gives the screen a channel and nothing else of Node or Electron", async () => {
    const seen = await shell.page.evaluate(() => ({
      channel: Object.keys((window as unknown as Screen).zuoxi),
      others: ["require", "process", "module", "Buffer", "ipcRenderer", "electron", "standInCall"].filter(
        (name) => name in window,
      ),
    }));
    expect(seen).toEqual({ channel: ["send", "onMessage", "onClose"], others: [] });
  });

  it("loads its own screen without one violation of its content policy", async () => {
    const problems: string[] = [];
    shell.page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    shell.page.on("pageerror", (error) => problems.push(String(error)));
    await shell.page.reload();
    await shell.page.getByLabel("工号").waitFor();
    expect(problems).toEqual([]);
  });

  it("runs no inline script, no foreign script, and reaches no foreign address", async () => {
    const blocked = await shell.page.evaluate(async (url) => {
      const page = window as unknown as WatchedScreen;
      page.violations = [];
      document.addEventListener("securitypolicyviolation", (event) =>
        page.violations.push(event.effectiveDirective),
      );
      const attach = (name: "script" | "iframe" | "img", set: (element: never) => void) => {
        const element = document.createElement(name);
        set(element as never);
        document.body.append(element);
      };
      attach("script", (script: HTMLScriptElement) => {
        script.textContent = "window.inlineRan = true";
      });
      attach("script", (script: HTMLScriptElement) => {
        script.src = `${url}/script.js`;
      });
      attach("iframe", (frame: HTMLIFrameElement) => {
        frame.src = `${url}/frame`;
      });
      attach("img", (image: HTMLImageElement) => {
        image.src = `${url}/image.png`;
      });
      const answered = await fetch(`${url}/data`).then(
        () => true,
        () => false,
      );
      return { ran: "inlineRan" in window, answered };
    }, outside.url);
    expect(blocked).toEqual({ ran: false, answered: false });
    await expect
      .poll(
        async () => new Set(await shell.page.evaluate(() => (window as unknown as WatchedScreen).violations)),
      )
      .toEqual(new Set(["script-src-elem", "frame-src", "img-src", "connect-src"]));
    expect(outside.visits).toEqual([]);
  });

  it.each([
    "/..%2f..%2fpackage.json",
    "/%2e%2e/%2e%2e/package.json",
    "/..%5c..%5cpackage.json",
    "/nothing.js",
  ])("serves no file outside the screen's folder: %s", async (path) => {
    const status = await shell.page.evaluate((wanted) => fetch(wanted).then((reply) => reply.status), path);
    expect(status).toBe(404);
  });

  it.each([
    ["another site", () => `${outside.url}/page`],
    ["a file of the disk", () => "file:///etc/hostname"],
    ["a page of its own making", () => "data:text/html,<p>x"],
  ])("does not leave the screen for %s", async (_name, url) => {
    const before = shell.page.url();
    await shell.page.evaluate((target) => {
      const link = document.createElement("a");
      link.href = target;
      document.body.append(link);
      link.click();
      window.location.href = target;
    }, url());
    await shell.page.getByLabel("工号").waitFor();
    expect(await roundTrip(shell)).toBe(true);
    expect(shell.page.url()).toBe(before);
    expect(outside.visits).toEqual([]);
  });

  it("opens no second window", async () => {
    await shell.page.evaluate((url) => {
      window.open(`${url}/popup`);
      window.open("about:blank");
    }, outside.url);
    expect(await roundTrip(shell)).toBe(true);
    await expect.poll(windowCount).toBe(1);
    expect(outside.visits).toEqual([]);
  });

  it("grants the microphone and nothing beside it", async () => {
    const granted = await shell.page.evaluate(async () => {
      const media = (wanted: MediaStreamConstraints) =>
        navigator.mediaDevices.getUserMedia(wanted).then(
          (stream) => {
            for (const track of stream.getTracks()) track.stop();
            return "granted";
          },
          (error: Error) => error.name,
        );
      return {
        microphone: await media({ audio: true }),
        camera: await media({ video: true }),
        both: await media({ audio: true, video: true }),
        notifications: await Notification.requestPermission(),
        known: await Promise.all(
          (["camera", "geolocation", "notifications"] as PermissionName[]).map(
            async (name) => (await navigator.permissions.query({ name })).state,
          ),
        ),
        place: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve("granted"),
            () => resolve("denied"),
          ),
        ),
      };
    });
    expect(granted).toEqual({
      microphone: "granted",
      camera: "NotAllowedError",
      both: "NotAllowedError",
      notifications: "denied",
      known: ["denied", "denied", "denied"],
      place: "denied",
    });
  });
});

async function windowCount(): Promise<number> {
  const windows = await shell.evaluate<number>(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  return Math.max(windows, shell.page.context().pages().length);
}

async function openOutside(): Promise<typeof outside> {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? "");
    response.setHeader("Access-Control-Allow-Origin", "*").end("reached");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, visits, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
