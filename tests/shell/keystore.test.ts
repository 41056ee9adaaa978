import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { outputOf, root } from "../support/desk.ts";

// The key store over a stand-in of Electron's safeStorage; a real key ring needs a desktop session.
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zuoxi-keystore-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const wrappedFile = () => join(folder, "seat.key.wrapped");
const ring = () => join(tmpdir(), `zuoxi-ring-${folder.slice(-6)}`);
afterEach(() => rmSync(ring(), { force: true }));

/** What a start gets from the key store: the key in hex, or the rule of the refusal. */
async function readKey(
  env: Record<string, string> = {},
): Promise<{ key?: string; rule?: string; output: string }> {
  const code = `
    const { app } = await import("electron");
    const { readSystemKey } = await import(${JSON.stringify(join(root, "electron/keystore.ts"))});
    await app.whenReady();
    try {
      const key = await readSystemKey(${JSON.stringify(folder)}, ${JSON.stringify(join(folder, "seat.db"))});
      console.log(JSON.stringify({ key: key.toString("hex") }));
    } catch (error) {
      console.log(JSON.stringify({ rule: error.rule, output: error.message + error.stack }));
    }
    process.exit(0);`;
  const register = join(root, "tests/support/electronStandIn/register.ts");
  const output = await outputOf(["--import", register, "--input-type=module", "-e", code], {
    STAND_IN_KEYRING: ring(),
    ...env,
  });
  return { output, ...JSON.parse(output) };
}

describe("the key of the seat database in the system's key store", () => {
  it("is made once, survives restarts and lies on disk only wrapped and for the user alone", async () => {
    const first = await readKey();
    expect(first.key).toMatch(/^[0-9a-f]{64}$/);
    expect((await readKey()).key).toBe(first.key);
    expect(readdirSync(folder)).toEqual(["seat.key.wrapped"]);
    const bytes = readFileSync(wrappedFile());
    expect(bytes.includes(Buffer.from(first.key ?? "", "hex")) || bytes.includes(first.key ?? "")).toBe(
      false,
    );
    expect(statSync(wrappedFile()).mode & 0o077).toBe(0);
  });

  it("is wrapped anew when the system asks for it", async () => {
    const { key } = await readKey();
    const before = readFileSync(wrappedFile());
    expect((await readKey({ STAND_IN_KEY_ROTATED: "1" })).key).toBe(key);
    expect(readFileSync(wrappedFile()).equals(before)).toBe(false);
    expect((await readKey()).key).toBe(key);
  });

  it.each([
    ["encryption with a password known to everybody", { STAND_IN_KEYRING_BACKEND: "basic_text" }],
    ["a desktop without a key ring", { STAND_IN_KEYRING: "" }],
  ])("is refused on %s, and nothing is written", async (_name, env) => {
    expect((await readKey(env)).rule).toBe("keystore.noKeyring");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is not replaced when a database is there and its key is gone", async () => {
    writeFileSync(join(folder, "seat.db"), "encrypted");
    expect((await readKey()).rule).toBe("keystore.keyMissing");
    expect(existsSync(wrappedFile())).toBe(false);
  });

  it("of another user or damaged on disk is refused, left as it is, and never shown", async () => {
    const { key } = await readKey();
    const before = readFileSync(wrappedFile());
    const other = `${ring()}-other`;
    const foreign = await readKey({ STAND_IN_KEYRING: other });
    rmSync(other, { force: true });
    expect(foreign.rule).toBe("keystore.cannotUnwrap");
    expect(readFileSync(wrappedFile()).equals(before)).toBe(true);
    writeFileSync(wrappedFile(), before.subarray(0, 20));
    const damaged = await readKey();
    expect(damaged.rule).toBe("keystore.cannotUnwrap");
    for (const { output } of [foreign, damaged]) expect(output).not.toContain(key);
  });
});
