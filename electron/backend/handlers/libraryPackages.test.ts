import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";
import { statute } from "../library/testLibrary.ts";

let here: TestSeat;
let there: TestSeat;
beforeEach(async () => {
  here = openTestSeat();
  there = openTestSeat({ seatNumber: 23 });
  await here.signIn("001");
  await there.signIn("001");
});
afterEach(async () => {
  await here.close();
  await there.close();
});

function bringIn(seat: TestSeat, texts: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = seat.api.on("library.importProgress", ({ finished }) => {
      if (!finished) return;
      stop();
      resolve();
    });
    const files = Object.entries(texts).map(([name, text]) => ({
      name,
      base64: Buffer.from(text).toString("base64"),
    }));
    seat.api.call("library.importFiles", { files }).catch(reject);
  });
}

const law = (title: string, articles: string[]) => statute(title, { articles });
const leave = (from: string, text: string) =>
  statute("年休假条例", { header: [`${from}日 公布`], articles: [text] });

/** Exports at one seat into its own folder and gives the path. */
async function exported(seat: TestSeat, rotateKey = false): Promise<string> {
  const { path } = await seat.api.call("library.exportPackage", { path: seat.folder, rotateKey });
  return path ?? "";
}

async function trustAt(seat: TestSeat, path: string): Promise<void> {
  const { key } = await seat.api.call("library.inspectPackage", { source: { path } });
  await seat.api.call("library.trustKey", key);
}

async function applyAt(seat: TestSeat, path: string) {
  const { hash } = await seat.api.call("library.inspectPackage", { source: { path } });
  return seat.api.call("library.applyPackage", { source: { path }, hash });
}

async function found(seat: TestSeat, query: string): Promise<string[]> {
  const { hits } = await seat.api.call("library.search", { query, limit: 20 });
  return hits.map(
    (hit) => `${hit.version.title} ${hit.version.validity} ${hit.snippet.map(({ text }) => text).join("")}`,
  );
}

describe("a library carried to another seat", () => {
  it("is shown with counts and changes, trusted by its fingerprint, applied, and found", async () => {
    await bringIn(here, {
      "a.md": law("工伤办法", ["职工受工伤应当申请认定。"]),
      "b.txt": "带薪年休假办法\n第一条 职工享受年休假。",
    });
    await bringIn(there, { "c.md": law("本地办法", ["失业金标准。"]) });
    const path = await exported(here);
    const source = { path };
    const stranger = await there.api.call("library.inspectPackage", { source });
    expect(stranger).toMatchObject({
      rule: "package.unknownKey",
      manifest: { sequence: 1, documents: 2, clauses: 2, changes: null },
      changesHere: [
        { kind: "added", title: "工伤办法" },
        { kind: "added", title: "带薪年休假办法" },
      ],
    });
    await trustAt(there, path);
    const { hash, rule } = await there.api.call("library.inspectPackage", { source });
    expect(rule).toBeNull();
    expect(await there.api.call("library.applyPackage", { source, hash })).toEqual({
      sequence: 1,
      added: 2,
      documents: 3,
    });
    expect(await found(there, "年休假")).toEqual(await found(here, "年休假"));
    expect((await there.api.call("status.get", {})).library.documents).toBe(3);
    expect((await there.api.call("library.packageInfo", {})).current).toMatchObject({
      sequence: 1,
      direction: "applied",
      madeBy: "001",
    });
    expect(there.repositories.audit.all().map(({ action }) => action)).toEqual(
      expect.arrayContaining(["library.inspectPackage.refused", "library.trustKey", "library.applyPackage"]),
    );
  });

  it("brings a new wording and ends the old one, with the change list of its maker", async () => {
    await bringIn(here, { "a.md": leave("2020年1月1", "年休假为五天。") });
    const first = await exported(here);
    await trustAt(there, first);
    await applyAt(there, first);
    await bringIn(here, {
      "a.md": leave("2024年1月1", "年休假为十天。"),
      "b.md": law("工伤办法", ["工伤。"]),
    });
    const second = await exported(here);
    const { manifest } = await there.api.call("library.inspectPackage", { source: { path: second } });
    expect(manifest.changes).toEqual([
      { kind: "changed", title: "年休假条例" },
      { kind: "added", title: "工伤办法" },
    ]);
    await applyAt(there, second);
    expect(await found(there, "年休假")).toEqual(await found(here, "年休假"));
    expect((await found(there, "年休假"))[0]).toContain("in-force 年休假为十天");
  });

  it("changes hands when its maker rotates the key: the new one is trusted, the old one no longer", async () => {
    await bringIn(here, { "a.md": law("甲办法", ["工伤。"]) });
    const first = await exported(here, true);
    await trustAt(there, first);
    await applyAt(there, first);
    const before = await there.api.call("library.packageInfo", {});
    expect(before.trusted).toMatchObject([{ source: "rotation" }]);
    const second = await exported(here);
    expect(await applyAt(there, second)).toMatchObject({ sequence: 2, added: 0 });
    const { rule } = await there.api.call("library.inspectPackage", { source: { path: first } });
    expect(rule).toBe("package.unknownKey");
  });
});

describe("a package that must not be applied", () => {
  let path: string;
  let older: string;
  let before: unknown;
  const libraryOf = async () => [
    there.desk.prepare("all", "SELECT version_id, valid_from, valid_to, replaced FROM library_version").all(),
    there.desk.prepare("terms", "SELECT count(*), sum(length(postings)) FROM search_term").all(),
    await found(there, "工伤"),
  ];
  beforeEach(async () => {
    await bringIn(here, { "a.md": law("工伤办法", ["工伤认定。"]) });
    older = await exported(here);
    await bringIn(here, { "b.md": law("年假办法", ["年假。"]) });
    path = await exported(here);
    await trustAt(there, path);
    await applyAt(there, path);
    await bringIn(here, { "c.md": law("工伤细则", ["工伤赔偿。"]) });
    path = await exported(here);
    before = await libraryOf();
  });

  const refusal = (file: string, bytes: Buffer) => {
    const wrong = join(there.folder, file);
    writeFileSync(wrong, bytes);
    const hash = "0".repeat(64);
    return there.api.call("library.applyPackage", { source: { path: wrong }, hash });
  };

  it("is refused by its rule and leaves the old library as it was", async () => {
    const good = readFileSync(path);
    const flipped = Buffer.from(good);
    flipped[200] = (flipped[200] ?? 0) ^ 1;
    const strange = openTestSeat({ seatNumber: 24 });
    await strange.signIn("001");
    await bringIn(strange, { "x.md": law("工伤谣言", ["工伤不赔。"]) });
    const strangers = readFileSync(await exported(strange));
    await strange.close();
    for (const [what, bytes, rule] of [
      ["altered", flipped, "package.tampered"],
      ["half", good.subarray(0, good.length / 2), "package.truncated"],
      ["stranger", strangers, "package.unknownKey"],
      ["older", readFileSync(older), "package.older"],
      ["text", Buffer.from("# 标题"), "package.notAPackage"],
      ["swapped", good, "package.changedMeanwhile"],
    ] as const) {
      await expect(refusal(`${what}.zxlib`, bytes)).rejects.toMatchObject({ code: "rule_violated", rule });
      expect(await libraryOf()).toEqual(before);
    }
    expect(await applyAt(there, path)).toMatchObject({ added: 1 });
  });

  it("is refused when it is not there, or to anybody but an administrator, or on a wrong fingerprint", async () => {
    const source = { path: join(there.folder, "none.zxlib") };
    await expect(there.api.call("library.inspectPackage", { source })).rejects.toMatchObject({
      rule: "package.unreadable",
    });
    const { key } = await there.api.call("library.inspectPackage", { source: { path } });
    await expect(
      there.api.call("library.trustKey", { publicKey: key.publicKey, fingerprint: "0000" }),
    ).rejects.toMatchObject({ rule: "package.fingerprintWrong" });
    await there.signIn("061");
    await expect(there.api.call("library.packageInfo", {})).rejects.toMatchObject({ code: "forbidden" });
  });
});
