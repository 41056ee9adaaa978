import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { AppError } from "../../shared/errors.ts";

/**
 * Takes the data folder (made if missing) for this process; one console per folder, whichever door it has.
 * Returns the release, which is also done at process exit. A lock left by a crash or power cut is taken over.
 * @throws AppError `unavailable` with rule `dataFolder.inUse` while its owner lives.
 */
export function lockDataFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "console.lock");
  const claim = JSON.stringify({ pid: process.pid, process: identityOf(process.pid), claim: randomUUID() });
  while (!create(file, claim)) {
    const found = read(file);
    if (found === null) continue;
    if (isOwnerAlive(found)) {
      throw new AppError("unavailable", "Another console holds the data folder", {
        rule: "dataFolder.inUse",
      });
    }
    removeStale(file, found);
  }
  const release = () => {
    process.off("exit", release);
    if (read(file) === claim) rmSync(file, { force: true });
  };
  process.once("exit", release);
  return release;
}

/** A hard link appears with its whole content or not at all, so nobody ever reads half a claim. */
function create(file: string, claim: string): boolean {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, claim, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Two starters may find the same dead claim: only what was judged dead goes, a fresh claim is put back. */
function removeStale(file: string, dead: string): void {
  if (read(file) !== dead) return;
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    if (read(aside) !== dead) linkSync(aside, file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "ENOENT" && code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function isOwnerAlive(claim: string): boolean {
  let owner: { pid?: unknown; process?: unknown };
  try {
    owner = JSON.parse(claim);
  } catch {
    return false;
  }
  const { pid } = owner ?? {};
  if (typeof pid !== "number" || !Number.isInteger(pid) || pid <= 0) return false;
  return isRunning(pid) && identityOf(pid) === owner.process;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Tells a process from a later one with the same number: without it a crash could lock an agent out. */
function identityOf(pid: number): string {
  try {
    if (process.platform === "linux") {
      const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
      // The program's name (field 2) may hold blanks and brackets; the start time is field 22 (proc(5)).
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      return `${boot}:${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
    }
    if (process.platform === "win32") {
      if (pid === process.pid) return basename(process.execPath).toLowerCase();
      const list = execFileSync("tasklist", ["/NH", "/FO", "CSV", "/FI", `PID eq ${pid}`], {
        encoding: "utf8",
      });
      return list.split('"')[1]?.toLowerCase() ?? "";
    }
  } catch {
    // Gone meanwhile, or no such listing here: the number alone has to do.
  }
  return "";
}
