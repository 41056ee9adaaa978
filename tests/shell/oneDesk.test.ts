import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Desk } from "../support/desk.ts";
import { openShellDesk, roundTrip, type ShellDesk } from "../support/shellDesk.ts";
import { keySourceOf, launchShell, runShell, type Shell, shellDriver } from "../support/shellDriver.ts";

let desk: Desk;
let dataFolder: string;
let opened: ShellDesk;
let shell: Shell;

beforeAll(async () => {
  opened = await openShellDesk({ enrolled: false });
  shell = opened.shell;
  ({ desk, dataFolder } = opened);
});

afterAll(async () => {
  await opened?.close();
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
    const second = await runShell({ dataFolder, env: keySourceOf(desk.folder) });
    expect(second.code).toBe(1);
    expect(second.output).toContain("dataFolder.inUse");
    await expect
      .poll(() => shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].wasCalled))
      .toBe(true);
    expect(await roundTrip(shell)).toBe(true);
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
  });
});
