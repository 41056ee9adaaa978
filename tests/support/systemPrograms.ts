import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Sees to it that the system programs of a suite are there: finds them, or installs them from Debian's packages when
 * run as root on Debian. False when some are missing: the suite is then reported as not run, and with `CI=true` it
 * fails. Use as `describe.runIf(requirePrograms(["kamailio", …]))`.
 */
export function requirePrograms(names: readonly SystemProgram[]): boolean {
  if (missingOf(names).length > 0) installOnDebian(missingOf(names));
  const missing = missingOf(names);
  if (missing.length === 0) return true;
  const sentence = `NOT RUN: this suite needs ${missing.join(", ")} (Debian: apt-get install ${packagesOf(missing).join(" ")})`;
  if (process.env.CI === "true") throw new Error(sentence);
  console.warn(sentence);
  return false;
}

export type SystemProgram = keyof typeof packages;

const packages = {
  chromium: ["chromium"],
  kamailio: ["kamailio", "kamailio-websocket-modules", "kamailio-tls-modules"],
  rtpengine: ["rtpengine-daemon"],
  baresip: ["baresip-core"],
  sipp: ["sip-tester"],
  openssl: ["openssl"],
  pulseaudio: ["pulseaudio"],
  pactl: ["pulseaudio-utils"],
  paplay: ["pulseaudio-utils"],
} as const;

function missingOf(names: readonly SystemProgram[]): SystemProgram[] {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/bin"];
  return names.filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
}

function packagesOf(names: readonly SystemProgram[]): string[] {
  return names.flatMap((name) => [...packages[name]]);
}

function installOnDebian(names: readonly SystemProgram[]): void {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync("/etc/debian_version")) return;
  console.log(`Installing ${names.join(", ")} from Debian's packages`);
  // Installing a package must start no daemon: invoke-rc.d asks this script first (Debian policy 9.3.3).
  const made = !existsSync(daemonPolicy);
  if (made) writeFileSync(daemonPolicy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, stdio: ["ignore", "ignore", "inherit"] as const, timeout: 300_000 };
  spawnSync("apt-get", ["update", "-qq"], { ...options, stdio: [...options.stdio] });
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packagesOf(names)], {
    ...options,
    stdio: [...options.stdio],
  });
  if (made) rmSync(daemonPolicy, { force: true });
}

const daemonPolicy = "/usr/sbin/policy-rc.d";
