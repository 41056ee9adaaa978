import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openShellDesk, roundTrip, type Screen, type ShellDesk } from "../support/shellDesk.ts";
import { type Shell, shellDriver } from "../support/shellDriver.ts";

let opened: ShellDesk;
let shell: Shell;

beforeAll(async () => {
  opened = await openShellDesk({ enrolled: false });
  shell = opened.shell;
});

afterAll(async () => {
  await opened?.close();
});

describe(`the channel of the shell (${shellDriver})`, () => {
  it("answers the screen, also after a reload", async () => {
    expect(await roundTrip(shell)).toBe(true);
    await shell.page.reload();
    expect(await roundTrip(shell)).toBe(true);
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
    expect(await roundTrip(shell)).toBe(true);
  });

  it("tells the screen that the machine woke from sleep", async () => {
    expect(await roundTrip(shell)).toBe(true);
    const woken = shell.page.evaluate(
      () =>
        new Promise((resolve) =>
          (window as unknown as Screen).zuoxi.onMessage(
            (message) => (message as { event?: string }).event === "host.resumed" && resolve(message),
          ),
        ),
    );
    expect(await roundTrip(shell)).toBe(true);
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
