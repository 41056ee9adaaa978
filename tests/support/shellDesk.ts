import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "../../scripts/build.ts";
import type { Channel } from "../../shared/rpc/channel.ts";
import { type Desk, openDesk } from "./desk.ts";
import { keySourceOf, launchShell, type Shell } from "./shellDriver.ts";

export type ShellDesk = { desk: Desk; shell: Shell; dataFolder: string; close(): Promise<void> };

/** The built desktop shell on a fresh data folder; `enrolled` puts a central server and a seat's place behind it. */
export async function openShellDesk({ enrolled }: { enrolled: boolean }): Promise<ShellDesk> {
  await build();
  const desk = await openDesk();
  const server = enrolled ? await desk.startServer() : null;
  const dataFolder = join(desk.folder, "seat");
  mkdirSync(dataFolder);
  const shell = await launchShell({
    dataFolder,
    env: {
      ...keySourceOf(desk.folder),
      ...(server ? { ZUOXI_SERVER: server.serverUrl } : {}),
      ...(server?.code ? { ZUOXI_ENROL_CODE: server.code } : {}),
    },
  });
  const close = async () => {
    await shell.close();
    await desk.close();
  };
  return { desk, shell, dataFolder, close };
}

export type Screen = Window & { zuoxi: Channel };

/** Whether the screen reaches the backend through the whole shell. */
export function roundTrip(shell: Shell): Promise<boolean> {
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
