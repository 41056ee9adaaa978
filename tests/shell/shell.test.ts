import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "../../scripts/build.ts";
import type { Channel } from "../../shared/rpc/channel.ts";
import { type Desk, openDesk } from "../support/desk.ts";
import { keySourceOf, launchShell, runShell, type Shell, shellDriver } from "../support/shellDriver.ts";

type Screen = Window & { zuoxi: Channel; violations: string[] };

let desk: Desk;
let shell: Shell;
let dataFolder: string;
let seatEnvironment: Record<string, string>;
/** A place outside the desk; it must never hear from the screen. */
let outside: { server: Server; url: string; visits: string[] };

beforeAll(async () => {
  await build();
  desk = await openDesk();
  outside = await openOutside();
  const { serverUrl, code } = await desk.startServer();
  dataFolder = join(desk.folder, "seat");
  mkdirSync(dataFolder);
  seatEnvironment = {
    ZUOXI_SERVER: serverUrl,
    ...(code ? { ZUOXI_ENROL_CODE: code } : {}),
    ...keySourceOf(desk.folder),
  };
  shell = await launchShell({ dataFolder, env: seatEnvironment });
});

afterAll(async () => {
  await shell?.close();
  await desk?.close();
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
      const page = window as unknown as Screen;
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
      .poll(async () => new Set(await shell.page.evaluate(() => (window as unknown as Screen).violations)))
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
    expect(await roundTrip()).toBe(true);
    expect(shell.page.url()).toBe(before);
    expect(outside.visits).toEqual([]);
  });

  it("opens no second window", async () => {
    await shell.page.evaluate((url) => {
      window.open(`${url}/popup`);
      window.open("about:blank");
    }, outside.url);
    expect(await roundTrip()).toBe(true);
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

describe(`the channel of the shell (${shellDriver})`, () => {
  it("answers the screen, also after a reload", async () => {
    expect(await roundTrip()).toBe(true);
    await shell.page.reload();
    expect(await roundTrip()).toBe(true);
  });

  it("ignores messages from another frame, from no frame and of another shape", async () => {
    const replies = await shell.evaluate(async ({ BrowserWindow, ipcMain }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0];
      const own = webContents.mainFrame;
      const heard: unknown[] = [];
      const send = webContents.send;
      const done = new Promise<void>((resolve) => {
        webContents.send = (_channel: string, packet: { message?: { id?: number } }) => {
          heard.push(packet.message?.id);
          if (packet.message?.id === 99) resolve();
        };
      });
      const ask = (senderFrame: unknown, id: number, connection: unknown = "test") =>
        ipcMain.emit(
          "rpc",
          { senderFrame, sender: webContents },
          {
            connection,
            message: { id, method: "session.info", input: {} },
          },
        );
      ask({ url: own.url, origin: own.origin }, 1);
      ask({ url: "https://example.org/", origin: "https://example.org" }, 2);
      ask(null, 3);
      ask(own, 4, 4);
      ask(own, 5, "x".repeat(65));
      ipcMain.emit("rpc", { senderFrame: own, sender: webContents }, "text");
      ipcMain.emit("rpc", { senderFrame: own, sender: webContents }, null);
      ask(own, 99);
      await done;
      webContents.send = send;
      return heard;
    });
    expect(replies).toEqual([99]);
  });

  it("ignores its own window's frame while that shows anything but the screen", async () => {
    const replies = await shell.evaluate(async ({ BrowserWindow, ipcMain }) => {
      const [window] = BrowserWindow.getAllWindows();
      const { webContents } = window;
      const home = webContents.getURL();
      const heard: unknown[] = [];
      const send = webContents.send;
      const ask = (id: number) =>
        ipcMain.emit(
          "rpc",
          { senderFrame: webContents.mainFrame, sender: webContents },
          {
            connection: "foreign",
            message: { id, method: "session.info", input: {} },
          },
        );
      const done = new Promise<void>((resolve) => {
        webContents.send = (channel: string, packet: { connection: string; message?: { id?: number } }) => {
          if (packet.connection !== "foreign") return send.call(webContents, channel, packet);
          heard.push(packet.message?.id);
          if (packet.message?.id === 2) resolve();
        };
      });
      await window.loadURL("about:blank");
      const shown = webContents.mainFrame.url;
      ask(1);
      await window.loadURL(home);
      ask(2);
      await done;
      webContents.send = send;
      return { shown, heard };
    });
    expect(replies).toEqual({ shown: "about:blank", heard: [2] });
    await shell.page.reload();
    expect(await roundTrip()).toBe(true);
  });

  it("tells the screen that the machine woke from sleep", async () => {
    expect(await roundTrip()).toBe(true);
    const woken = shell.page.evaluate(
      () =>
        new Promise((resolve) =>
          (window as unknown as Screen).zuoxi.onMessage(
            (message) => (message as { event?: string }).event === "host.resumed" && resolve(message),
          ),
        ),
    );
    expect(await roundTrip()).toBe(true);
    await shell.evaluate(({ powerMonitor }) => void powerMonitor.emit("resume"));
    expect(await woken).toEqual({ event: "host.resumed", payload: {} });
  });

  it("flashes in the task bar while a call rings behind other windows, until it is looked at", async () => {
    const watch = ({ BrowserWindow }: { BrowserWindow: { getAllWindows(): never[] } }) => {
      const window = BrowserWindow.getAllWindows()[0] as unknown as {
        flashes: boolean[];
        flashFrame(on: boolean): void;
        isFocused(): boolean;
      };
      window.flashes = [];
      window.flashFrame = (on) => window.flashes.push(on);
      window.isFocused = () => false;
    };
    await shell.evaluate(watch);
    const flashes = () =>
      shell.evaluate<boolean[]>(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].flashes);
    const title = await shell.page.title();
    await shell.page.evaluate(() => {
      document.title = "☎ 来电";
    });
    await expect.poll(flashes).toEqual([true]);
    await shell.evaluate(({ BrowserWindow }) => void BrowserWindow.getAllWindows()[0].emit("focus"));
    await shell.page.evaluate((text) => {
      document.title = text;
    }, title);
    await expect.poll(flashes).toEqual([true, false, false]);
  });
});

describe(`one desk per data folder (${shellDriver})`, () => {
  it("refuses a second instance and brings the first to the front", async () => {
    await shell.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      window.wasCalled = false;
      window.focus = () => {
        window.wasCalled = true;
      };
    });
    const second = await runShell({ dataFolder, env: seatEnvironment });
    expect(second.code).toBe(1);
    expect(second.output).toContain("dataFolder.inUse");
    await expect
      .poll(() => shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].wasCalled))
      .toBe(true);
    expect(await roundTrip()).toBe(true);
  });

  it("says so in its window when the loopback door holds the data folder", async () => {
    const host = await desk.startSeat("shared", {});
    expect(host.failure).toBe(null);
    const late = await launchShell({
      dataFolder: join(desk.folder, "shared"),
      env: keySourceOf(desk.folder),
    });
    try {
      await late.page.getByRole("alert").waitFor();
      expect(await late.page.getByRole("alert").textContent()).toContain("已经开着一个坐席程序");
    } finally {
      await late.close();
      await desk.kill(host.child);
    }
  });

  it("says what is missing where no key can be kept safely", async () => {
    const folder = join(desk.folder, "keyless");
    const keyless = await launchShell({
      dataFolder: folder,
      env: { STAND_IN_KEYRING: join(desk.folder, "keyring"), STAND_IN_KEYRING_BACKEND: "basic_text" },
    });
    try {
      expect(await keyless.page.getByRole("alert").textContent()).toContain("密钥库");
      expect(readdirSync(folder).filter((name) => /\.(db|wrapped)/.test(name))).toEqual([]);
    } finally {
      await keyless.close();
    }
  });

  it("ends in order and frees the data folder; the key was told to nobody", async () => {
    expect(await shell.close()).toBe(0);
    // A database that was closed leaves no write-ahead log behind.
    expect(readdirSync(dataFolder).filter((name) => /\.lock$|-wal$/.test(name))).toEqual([]);
    expect(shell.output()).not.toMatch(/[0-9a-f]{64}/);
    const files = readdirSync(dataFolder).filter((name) => /\.db$/.test(name));
    expect(files).not.toEqual([]);
    for (const file of files) {
      expect(readFileSync(join(dataFolder, file)).subarray(0, 15).toString("latin1")).not.toBe(
        "SQLite format 3",
      );
    }
    rmSync(dataFolder, { recursive: true });
  });
});

async function windowCount(): Promise<number> {
  const windows = await shell.evaluate<number>(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  return Math.max(windows, shell.page.context().pages().length);
}

/** Whether the screen reaches the backend through the whole shell. */
function roundTrip(): Promise<boolean> {
  return shell.page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const { zuoxi } = window as unknown as Screen;
        const id = 1_000_000 + Math.floor(performance.now() * 1000);
        zuoxi.onMessage((message) => {
          const reply = message as { id?: number; ok?: boolean };
          if (reply.id === id) resolve(reply.ok === true);
        });
        zuoxi.send({ id, method: "session.info", input: {} });
      }),
  );
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
