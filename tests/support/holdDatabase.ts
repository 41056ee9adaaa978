import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Another program that has the key and keeps writers, or everybody, out of the database until `letGo`. It has to be
 * another process: locks on a file are the process's, and reading the file here would give them up.
 */
export async function holdDatabase(
  file: string,
  keyFile: string,
  against: "writers" | "everybody",
): Promise<{ letGo(): Promise<void> }> {
  const [mode, begin] = against === "writers" ? ["WAL", "BEGIN IMMEDIATE"] : ["DELETE", "BEGIN EXCLUSIVE"];
  const code = `
    import { readFileSync } from "node:fs";
    import { openSeatDatabase } from ${JSON.stringify(new URL("../../db/open.ts", import.meta.url).href)};
    const key = Buffer.from(readFileSync(${JSON.stringify(keyFile)}, "utf8"), "hex");
    const db = openSeatDatabase({ file: ${JSON.stringify(file)}, key });
    db.pragma("journal_mode = ${mode}");
    db.exec("${begin}");
    console.log("held");
    process.stdin.on("end", () => process.exit(db.inTransaction ? 0 : 1)).resume();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const gone = once(child, "exit");
  await once(child.stdout, "data");
  return {
    async letGo() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
