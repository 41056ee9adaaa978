// Makes a fresh clone ready: installs the locked packages once, without install scripts.
// Runs on the system's Node (20 or newer) before anything is installed, so it uses no package.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, "node_modules", ".zuoxi-stamp");
const wanted = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .update(`${process.platform}-${process.arch}`)
  .digest("hex");

const installed = existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted;
if (!installed) {
  console.error("zuoxi: installing packages (first run only) …");
  const npmCli = process.env.npm_execpath;
  // The SQLite driver's node-gyp step must not run: it ships working prebuilt binaries. `ignore-scripts`
  // belongs on this one call; in .npmrc it would also switch off our own prestart and pretest.
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const run = npmCli
    ? spawnSync(process.execPath, [npmCli, ...args], { cwd: root, stdio: ["ignore", 2, 2] })
    : spawnSync("npm", args, { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (run.status !== 0) {
    console.error(
      "zuoxi: `npm ci` failed. Check the network or the npm registry setting, then run the command again.",
    );
    process.exit(run.status ?? 1);
  }
  writeFileSync(stampFile, wanted);
}
