// Runs a program on Node 24: the current one where it is new enough, else the one that came as a package.
// Forwards signals to the child, and the child ends when this process goes.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function findNode() {
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  const platform = process.platform === "win32" ? "win" : process.platform;
  const file = process.platform === "win32" ? "node.exe" : "bin/node";
  for (const place of [file, `bin/${file}`]) {
    const candidate = join(root, "node_modules", `node-${platform}-${process.arch}`, place);
    if (existsSync(candidate)) return candidate;
  }
  console.error(
    `zuoxi: Node 24 is needed and no package of it exists for ${process.platform}-${process.arch}. Install Node 24 and try again.`,
  );
  process.exit(1);
}

const node = findNode();
const child = spawn(node, process.argv.slice(2), {
  stdio: "inherit",
  env: {
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}`,
    ZUOXI_PARENT: String(process.pid),
    // Programs start from source: without this every one of them would first load what takes the types away.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, ".cache/compiled"),
  },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
process.on("exit", () => child.kill("SIGTERM"));
child.on("error", (error) => {
  console.error(`zuoxi: cannot start Node: ${error.message}`);
  process.exit(1);
});
child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
