import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { bringIn, exportFor } from "../support/carriedLibrary.ts";
import { openTestSeat, type TestSeat } from "../support/testSeat.ts";

/** `npm run test:long` asks for the full number. */
const rounds = process.env.ZUOXI_LONG ? 20 : 2;
const script = fileURLToPath(new URL("../support/applyingSeat.ts", import.meta.url));

const texts = (from: number, to: number) =>
  Object.fromEntries(
    Array.from({ length: to - from }, (_, at) => [
      `${from + at}.md`,
      `# 第${from + at}号工伤办法\n\n第一条 工伤认定第${from + at}项。\n`,
    ]),
  );

/** Applies in a process of its own and kills it after that many steps; returns how many it had said. */
async function applyUntilKilled(seat: TestSeat, path: string, steps: number): Promise<number> {
  const child = spawn(process.execPath, [script, seat.folder, seat.key.toString("hex"), path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = 0;
  for await (const _line of createInterface({ input: child.stdout })) {
    said += 1;
    if (said === steps) child.kill("SIGKILL");
  }
  return said;
}

async function whatIsThere(seat: TestSeat) {
  const { documents } = (await seat.api.call("status.get", {})).library;
  const { current } = await seat.api.call("library.packageInfo", {});
  const { hits } = await seat.api.call("library.search", { query: "工伤认定", limit: 100 });
  return { documents, sequence: current?.sequence ?? 0, hits: hits.length };
}

it(
  `leaves the old library or the new one, killed at ${rounds} different moments`,
  async () => {
    const here = openTestSeat();
    await here.signIn("001");
    await bringIn(here, texts(0, 60));
    const prepared = openTestSeat({ seatNumber: 23, key: randomBytes(32) });
    await prepared.signIn("001");
    await bringIn(prepared, texts(0, 10));
    const path = await exportFor(here, prepared);
    await prepared.close({ keep: true });

    const old = { documents: 10, sequence: 0, hits: 10 };
    const whole = { documents: 60, sequence: 1, hits: 60 };
    for (let round = 0; round < rounds; round += 1) {
      const folder = mkdtempSync(join(tmpdir(), "zuoxi-apply-"));
      cpSync(prepared.folder, folder, { recursive: true });
      const seat = { folder, key: prepared.key };
      const steps = 2 + ((round * 7) % 20);
      const said = await applyUntilKilled(seat as TestSeat, path, steps);
      const opened = openTestSeat(seat);
      await opened.signIn("001");
      const found = await whatIsThere(opened);
      expect([old, whole]).toContainEqual(found);
      if (said === steps && steps < 4) expect(found).toEqual(old);
      if (found.sequence === 0) {
        // What was cut off is in nobody's way: the same package goes in now.
        const { hash } = await opened.api.call("library.inspectPackage", { source: { path } });
        await opened.api.call("library.applyPackage", { source: { path }, hash });
        expect(await whatIsThere(opened)).toEqual(whole);
      }
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    }
    await here.close();
    rmSync(prepared.folder, { recursive: true, force: true });
  },
  120_000 + rounds * 30_000,
);
