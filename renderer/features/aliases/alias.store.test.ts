// @vitest-environment node
// The store needs no page; the seat behind it reads its starter library from files.
import { afterEach, expect, it, test } from "vitest";
import type { AliasRow } from "../../../shared/rpc/libraryAliasContract.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";
import { type AliasStore, changeFor, createAliasStore, firstRows, keyOf } from "./alias.store.ts";

const row = (id: string, terms: string[], official: string[], disabled = false): AliasRow => ({
  ...{ id, terms, official, disabled },
  ...{ origin: "shipped", changedAt: null, changedBy: null, uses: 0 },
});
const rows = [row("wages", ["欠薪"], ["拖欠劳动报酬"]), row("old", ["散伙费"], ["散伙"], true)];

it.each([
  [
    "a new word gets an entry of its own",
    "跑路",
    ["逃匿"],
    { id: null, terms: ["跑路"], official: ["逃匿"] },
  ],
  [
    "a known one is added to where it stands, each word once",
    "欠薪",
    ["拖欠劳动报酬", "工资"],
    { id: "wages", terms: ["欠薪"], official: ["拖欠劳动报酬", "工资"] },
  ],
  [
    "an entry that is switched off is no place",
    "散伙费",
    ["补偿"],
    { id: null, terms: ["散伙费"], official: ["补偿"] },
  ],
])("%s", (_rule, lay, official, change) => {
  expect(changeFor(rows, lay, official)).toEqual({ ...change, disabled: false });
});

it("what was measured is known by its words: another choice is another question", () => {
  const change = changeFor(rows, "跑路", ["逃匿"]);
  expect(keyOf(change)).toBe(keyOf({ ...change }));
  expect(keyOf(change)).not.toBe(keyOf({ ...change, official: ["逃匿", "欠薪"] }));
});

it.each([
  ["among the first stays in its place", "a", ["a", "b"]],
  ["further down comes to the top, or nobody would see that it was saved", "c", ["c", "a", "b"]],
  ["that is listed nowhere changes nothing", "d", ["a", "b"]],
])("of a long list only a part is shown: a saved row %s", (_rule, saved, shown) => {
  const long = ["a", "b", "c"].map((id) => row(id, [id], [id]));
  expect(firstRows(long, 2, saved).map(({ id }) => id)).toEqual(shown);
});

let seat: TestSeat | null = null;
let aliases: AliasStore | null = null;
afterEach(async () => {
  aliases?.actions.close();
  await seat?.close();
});

test("an entry is measured on the seat with the questions about its documents, then saved and listed", async () => {
  const here = openTestSeat({ starterLibrary: true });
  seat = here;
  await here.signIn("001");
  await new Promise<void>((resolve) => {
    here.api.on("library.importProgress", ({ finished }) => finished && resolve());
  });
  const store = createAliasStore(here.api);
  aliases = store;
  const change = { id: null, terms: ["滚蛋"], official: ["口头辞退"], disabled: false };
  await store.actions.measure("new", change);
  const { measure } = store.getState();
  expect(measure).toMatchObject({ name: "done", key: keyOf(change) });
  expect(measure?.name === "done" ? measure.result?.questions : 0).toBeGreaterThan(50);
  expect(await store.actions.save("new", change)).toBe(true);
  expect(store.getState().rows?.find(({ terms }) => terms.includes("滚蛋"))).toMatchObject({ origin: "own" });
  expect(await store.actions.save("new", change)).toBe(false);
  expect(store.getState().problem).toMatchObject({ at: "new", rule: "alias.termKnown" });
});
