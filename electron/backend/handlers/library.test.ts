import { afterEach, describe, expect, it } from "vitest";
import type { Payload } from "../../../shared/rpc/contract.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";

let seat: TestSeat;
afterEach(() => seat.close());

function importFinished({ api }: TestSeat): Promise<Payload<"library.importProgress">> {
  return new Promise((resolve) => {
    api.on("library.importProgress", (progress) => progress.finished && resolve(progress));
  });
}

describe("the library behind the door", () => {
  it("comes with the starter documents, found and cited from the desk", async () => {
    seat = openTestSeat({ starterLibrary: true });
    await seat.signIn();
    const { added, refused } = await importFinished(seat);
    expect(added).toBeGreaterThanOrEqual(20);
    expect(refused).toBe(0);
    const { hits } = await seat.api.call("library.search", { query: "年休假", limit: 5 });
    expect(hits.length).toBeGreaterThan(0);
    const clauseId = hits[0]?.clauseId ?? "";
    const opened = await seat.api.call("library.open", { clauseId });
    expect(opened.focusClauseId).toBe(clauseId);
    expect((await seat.api.call("library.cite", { clauseId })).sentence).toContain("《");
    expect((await seat.api.call("status.get", {})).library.documents).toBe(added);
  });

  it("imports files an administrator hands over, reports on each, and notes it in the audit", async () => {
    seat = openTestSeat();
    await seat.signIn("001");
    const files = [
      {
        name: "问答.md",
        base64: Buffer.from("# 试用期问答\n\n## 问：试用期最长多久\n\n不超过六个月。\n").toString("base64"),
      },
      { name: "图片.md", base64: Buffer.from([0, 1, 2, 255, 254, 0]).toString("base64") },
    ];
    const finished = importFinished(seat);
    const { jobId } = await seat.api.call("library.importFiles", { files });
    expect(await finished).toMatchObject({ jobId, added: 1, refused: 1 });
    const report = await seat.api.call("library.importReport", { jobId });
    expect(report.map(({ file, outcome }) => [file, outcome])).toEqual([
      ["问答.md", "added"],
      ["图片.md", "refused"],
    ]);
    expect(seat.repositories.audit.all().at(-1)).toMatchObject({ agentId: "001", action: "library.import" });
  });

  it("lets nobody but an administrator import", async () => {
    seat = openTestSeat();
    await seat.signIn("061");
    await expect(seat.api.call("library.importPath", { path: "/" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("says so when a path cannot be read", async () => {
    seat = openTestSeat();
    await seat.signIn("001");
    const finished = importFinished(seat);
    const { jobId } = await seat.api.call("library.importPath", { path: "/no/such/folder" });
    await finished;
    expect(await seat.api.call("library.importReport", { jobId })).toMatchObject([
      { outcome: "refused", rule: "import.unreadable" },
    ]);
  });
});
