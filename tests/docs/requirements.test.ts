import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const statuses = ["built", "partly", "not yet", "not ours"] as const;
const text = readFileSync(join(root, "docs/requirements.md"), "utf8");
const rows = [...text.matchAll(/^\| ([RC]\d+) \|(.*)\|$/gm)].map(([, number = "", rest = ""]) =>
  toRow(number, rest),
);

describe("docs/requirements.md", () => {
  it("has every requirement and every contradiction once, in order", () => {
    const numbers = [
      ...Array.from({ length: 76 }, (_, at) => `R${at + 1}`),
      ...Array.from({ length: 5 }, (_, at) => `C${at + 1}`),
    ];
    expect(rows.map((row) => row.number)).toEqual(numbers);
  });

  it("says of each line what is built, what is missing, or why it is not ours", () => {
    const wrong = rows.filter(
      (row) =>
        !statuses.some((status) => status === row.status) ||
        row.requirement === "" ||
        isProven(row.status) !== (row.files.length > 0 && row.proofs.length > 0) ||
        (row.status !== "built") !== (row.note !== "–") ||
        (row.status === "not ours" && !row.note.startsWith("because ")),
    );
    expect(wrong.map((row) => row.number)).toEqual([]);
  });

  it("counts its lines rightly", () => {
    const counted = statuses.map((status) => [status, rows.filter((row) => row.status === status).length]);
    const written = [...text.matchAll(/^\| ([a-z ]+) \| (\d+) \|$/gm)].map(([, status, lines]) => [
      status,
      Number(lines),
    ]);
    console.info(counted.map(([status, lines]) => `${status}: ${lines}`).join(", "));
    expect(written).toEqual(counted);
  });

  it("names no file that does not exist", () => {
    const files = new Set(rows.flatMap((row) => [...row.files, ...row.proofs.map((proof) => proof.file)]));
    expect([...files].filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it("names no test that is not in its file", () => {
    const proofs = rows.flatMap((row) => row.proofs.map((proof) => ({ number: row.number, ...proof })));
    expect(proofs.filter(({ file, name }) => !testNames(file).has(name))).toEqual([]);
  });
});

type Row = {
  number: string;
  requirement: string;
  status: string;
  files: string[];
  proofs: { file: string; name: string }[];
  note: string;
};

function toRow(number: string, rest: string): Row {
  const [requirement = "", status = "", builtIn = "", shownBy = "", note = ""] = rest
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
  return {
    number,
    requirement,
    status,
    files: [...builtIn.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file),
    proofs: [...shownBy.matchAll(/`([^`]+)`: “([^”]+)”/g)].map(([, file = "", name = ""]) => ({
      file,
      name,
    })),
    note,
  };
}

function isProven(status: string): boolean {
  return status === "built" || status === "partly";
}

/** The names of the tests of a file, written as the first argument of `it`, `test` or what their `each` returns. */
function testNames(file: string): Set<string> {
  const source = existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : "";
  const calls = source.matchAll(/(?:\b(?:it|test)|\))\(\s*"((?:[^"\\]|\\.)+)"/g);
  return new Set([...calls].map(([, name = ""]) => JSON.parse(`"${name}"`) as string));
}
