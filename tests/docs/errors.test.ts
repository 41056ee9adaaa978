import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { errorCodes } from "../../shared/errors.ts";

describe("docs/errors.md", () => {
  it("lists exactly the codes that exist", () => {
    const text = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");
    const listed = [...text.matchAll(/^\| `([a-z_]+)` \|/gm)].map((row) => row[1]);
    expect(listed).toEqual([...errorCodes]);
  });
});
