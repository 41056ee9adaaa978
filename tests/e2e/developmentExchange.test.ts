import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startExchange } from "../../scripts/pbx/exchange.ts";
import { freePorts } from "../../scripts/pbx/ports.ts";
import { requirePrograms } from "../support/systemPrograms.ts";

describe.runIf(requirePrograms(["kamailio", "rtpengine"]))("the development exchange", () => {
  test("starts in a folder whose name holds words of its configuration", async () => {
    const folder = mkdtempSync(join(tmpdir(), "zuoxi-exchange-"));
    try {
      const exchange = await startExchange({ dir: join(folder, "IP-DOMAIN-DIR"), ports: await freePorts() });
      expect(await exchange.rpc("core.version")).toContain("kamailio");
      await exchange.stop();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
