import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";
import { startTelling } from "./children.ts";

const serverLine = z.object({
  url: z.string(),
  enrolmentCode: z.string().nullish(),
  passwords: z.record(z.string(), z.string()).nullish(),
});

export type RunningServer = { child: ChildProcess; serverUrl: string; code: string | null };

/** Starts the central server with demo staff; prints their passwords the one time they are known. */
export async function startServer(
  root: string,
  dataFolder: string,
  port: number,
  onPasswords: (passwords: Record<string, string>) => void = printPasswords,
): Promise<RunningServer> {
  const { child, told } = await startTelling(
    [
      join(root, "server/main.ts"),
      "--data",
      dataFolder,
      "--port",
      String(port),
      "--demo",
      "--print-enrolment-code",
    ],
    {},
    (value) => serverLine.safeParse(value).data ?? null,
  );
  if (told.passwords) onPasswords(told.passwords);
  return { child, serverUrl: told.url, code: told.enrolmentCode ?? null };
}

function printPasswords(passwords: Record<string, string>): void {
  const roles: Record<string, string> = { "061": "agent 坐席", "101": "lead 班长", "001": "admin 管理员" };
  console.log("\nDemo staff (printed this once; `npm run demo:reset` makes new ones):");
  for (const [agentId, password] of Object.entries(passwords)) {
    console.log(`  ${agentId}  ${password}   ${roles[agentId] ?? ""}`);
  }
  console.log("");
}
