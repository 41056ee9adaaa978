import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PackageDocument } from "../../../shared/domain/libraryPackage.ts";
import { readPackage, writePackage } from "./packageFormat.ts";
import { fingerprintOf, isFingerprintOf, newSigningKey } from "./packageKeys.ts";

const key = newSigningKey();
const documents = ["年休假条例", "工伤保险条例"].map(document);
const bytes = packageOf(documents);

function document(title: string): PackageDocument {
  const contentHash = createHash("sha256").update(title).digest("hex");
  const versionId = `v${createHash("sha256").update(`${title}\n${contentHash}`).digest("hex").slice(0, 24)}`;
  return {
    ...{ versionId, title, identity: title, contentHash, sourceFile: `${title}.md` },
    ...{ kind: "regulation", level: "national", region: "000000", issuer: null, documentNumber: null },
    ...{ promulgatedOn: "2024-01-01", effectiveFrom: "2024-01-01", statedUntil: null, topic: null },
    aliases: [],
    clauses: [["第一条", null, `${title}的第一条。`]],
    repeals: [],
  };
}

function packageOf(content: PackageDocument[]): Buffer {
  const madeAt = "2026-11-22T01:00:00.000Z";
  const figures = { documents: content.length, versions: content.length, clauses: content.length };
  return writePackage(
    { sequence: 3, madeAt, madeBy: "001", ...figures, changes: null, nextKey: null },
    content,
    key,
  );
}

function ruleOf(changed: Uint8Array): string | null {
  const outcome = readPackage(Buffer.from(changed));
  return outcome.ok ? null : outcome.rule;
}

describe("a library package", () => {
  it("gives back what was put in, and whose key signed it", () => {
    const outcome = readPackage(bytes);
    expect(outcome).toMatchObject({
      ok: true,
      value: { documents, publicKey: key.publicKey, manifest: { sequence: 3, documents: 2 } },
    });
  });

  it("is refused when any one of its bits is another", () => {
    fc.assert(
      fc.property(fc.nat(bytes.byteLength - 1), fc.nat(7), (at, bit) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(ruleOf(changed)).toMatch(/^package\.(?:tampered|truncated|notAPackage|wrongFormat)$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is refused as incomplete at every length below its own", () => {
    const rules = new Set(
      Array.from({ length: bytes.byteLength - 1 }, (_, at) => ruleOf(bytes.subarray(0, at + 1))),
    );
    expect([...rules]).toEqual(["package.truncated"]);
  });

  it("is refused with anything behind it", () => {
    expect(ruleOf(Buffer.concat([bytes, Buffer.from([0])]))).toBe("package.tampered");
  });

  it.each([
    ["nothing", Buffer.alloc(0), "package.notAPackage"],
    ["a picture", Buffer.from("\x89PNG\r\n"), "package.notAPackage"],
    [
      "a package of another format",
      Buffer.concat([Buffer.from("ZXLIB002"), bytes.subarray(8)]),
      "package.wrongFormat",
    ],
    ["one text twice", packageOf([...documents, document("年休假条例")]), "package.tampered"],
    [
      "a text under another text's id",
      packageOf([{ ...document("甲"), versionId: document("乙").versionId }]),
      "package.tampered",
    ],
  ])("is refused for %s", (_what, wrong, rule) => {
    expect(ruleOf(wrong)).toBe(rule);
  });
});

describe("a fingerprint", () => {
  it("is recognised however it is typed, and no other is", () => {
    const fingerprint = fingerprintOf(key.publicKey);
    expect(fingerprint).toMatch(/^(?:[0-9A-F]{4} ){7}[0-9A-F]{4}$/);
    expect(isFingerprintOf(fingerprint.toLowerCase().replaceAll(" ", "-"), key.publicKey)).toBe(true);
    expect(isFingerprintOf(fingerprintOf(newSigningKey().publicKey), key.publicKey)).toBe(false);
    expect(isFingerprintOf("", key.publicKey)).toBe(false);
  });
});
