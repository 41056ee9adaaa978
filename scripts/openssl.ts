import { spawnSync } from "node:child_process";

/** Runs the system program `openssl`. */
export function openssl(...args: string[]): void {
  const made = spawnSync("openssl", args, { encoding: "utf8" });
  if (made.status !== 0)
    throw new Error(`openssl made no certificate: ${made.error?.message ?? made.stderr}`);
}
