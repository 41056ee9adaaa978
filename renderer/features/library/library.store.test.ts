// @vitest-environment node
// The store needs no page; the seat behind it reads its starter library from files.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";
import { visibleHits } from "./hitGroups.ts";
import { createLibraryStore, type LibraryStore } from "./library.store.ts";
import { selectedHit } from "./libraryState.ts";
import { onSearchKey } from "./searchKeys.ts";

/** One desk with the starter library, copied for every test. */
let original: { folder: string; key: Buffer };
let seat: TestSeat;
let library: LibraryStore;

beforeAll(async () => {
  const first = openTestSeat({ starterLibrary: true });
  await first.signIn();
  const filled = new Promise<void>((resolve) =>
    first.api.on("library.changed", ({ documents }) => documents > 50 && resolve()),
  );
  const { library: now } = await first.api.call("status.get", {});
  if (now.documents <= 50) await filled;
  await first.close({ keep: true });
  original = first;
});
afterAll(() => rmSync(original.folder, { recursive: true, force: true }));

beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), "zuoxi-store-"));
  cpSync(original.folder, folder, { recursive: true });
  seat = openTestSeat({ folder, key: original.key });
  await seat.signIn();
  library = createLibraryStore(seat.api);
});
afterEach(async () => {
  library.actions.stop();
  await seat.close();
  rmSync(seat.folder, { recursive: true, force: true });
});

/** Presses a key with the caret at the end of what is typed. */
function press(key: string, more: Partial<KeyboardEvent> = {}): boolean {
  const { query } = library.getState();
  const keys = { key, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...more };
  const caret = { value: query, selectionStart: query.length, selectionEnd: query.length };
  return onSearchKey(keys, caret, library);
}

function suggested(): Promise<void> {
  return new Promise((resolve) => {
    const stop = library.subscribe(({ suggestions }) => {
      if (suggestions.length === 0) return;
      stop();
      resolve();
    });
  });
}

function opened(): Promise<string> {
  return new Promise((resolve) => {
    const stop = library.subscribe(({ opened: document }) => {
      if (!document) return;
      stop();
      resolve(document.version.title);
    });
  });
}

const selectedId = () => selectedHit(library.getState())?.clauseId;
const shown = () => {
  const { results, unfolded } = library.getState();
  return results.name === "found" ? visibleHits(results.groups, unfolded).map((hit) => hit.clauseId) : [];
};

describe("keys right after the last letter", () => {
  test("Enter opens what is typed now, not what the list still shows", async () => {
    await library.actions.type("年休假");
    void library.actions.type("工伤认定");
    await library.actions.openSelected();
    expect(library.getState().opened?.version.title).toContain("工伤");
  });

  test("Ctrl+I cites what is typed now", async () => {
    await library.actions.type("年休假");
    void library.actions.type("工伤认定");
    expect((await library.actions.cite())?.title).toContain("工伤");
  });

  test("Ctrl+B keeps what is typed now", async () => {
    await library.actions.type("年休假");
    void library.actions.type("工伤认定");
    await library.actions.star();
    expect(library.getState().favourites[0]?.title).toContain("工伤");
  });
});

describe("results by document", () => {
  test("down and up go over clauses; right unfolds the document, left folds it and keeps a selection", async () => {
    await library.actions.type("产假");
    library.actions.closeSuggestions();
    const folded = shown();
    expect(selectedId()).toBe(folded[0]);
    press("ArrowDown");
    expect(selectedId()).toBe(folded[1]);
    expect(press("ArrowRight")).toBe(true);
    expect(shown().length).toBeGreaterThan(folded.length);
    expect(shown().slice(0, 2)).toEqual(folded.slice(0, 2));
    while (folded.includes(selectedId() ?? "")) press("ArrowDown");
    expect(press("ArrowLeft")).toBe(true);
    expect(shown()).toEqual(folded);
    const { results } = library.getState();
    const stay = results.name === "found" ? (results.groups[0]?.folded ?? 0) : 0;
    expect(selectedId()).toBe(folded[stay - 1]);
    expect(press("ArrowLeft")).toBe(false);
  });

  test("the place is kept when a text was read and closed, and lost with the next question", async () => {
    await library.actions.type("产假");
    library.actions.closeSuggestions();
    press("ArrowRight");
    press("ArrowDown");
    press("ArrowDown");
    const place = selectedId();
    await library.actions.openSelected();
    expect(library.actions.close()).toBe(true);
    expect(selectedId()).toBe(place);
    await library.actions.type("工伤");
    expect(selectedId()).toBe(shown()[0]);
    expect(library.getState().unfolded).toEqual([]);
  });

  test("the place is kept when the same question is answered anew", async () => {
    await library.actions.type("产假");
    library.actions.closeSuggestions();
    press("ArrowDown");
    const place = selectedId();
    await library.actions.setFilter({ asOf: null });
    expect(selectedId()).toBe(place);
    expect(place).not.toBe(shown()[0]);
  });

  test("arrows within the text move the caret, not the documents", async () => {
    await library.actions.type("产假");
    const keys = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
    const inside = { value: "产假", selectionStart: 1, selectionEnd: 1 };
    for (const key of ["ArrowRight", "ArrowLeft"])
      expect(onSearchKey({ key, ...keys }, inside, library)).toBe(false);
  });

  test("Alt and down lays out all reasons of the selected clause, Alt and up folds them", async () => {
    await library.actions.type("产假");
    expect(press("ArrowDown", { altKey: true })).toBe(true);
    expect(library.getState().reasonsOf).toBe(selectedId());
    expect(press("ArrowUp", { altKey: true })).toBe(true);
    expect(library.getState().reasonsOf).toBeNull();
  });
});

describe("facets", () => {
  test("narrow the list, stand as chips and go one by one; an emptied box drops them", async () => {
    await library.actions.type("工伤认定");
    const { results } = library.getState();
    const kind = results.name === "found" ? results.facets.find(({ facet }) => facet === "kind") : undefined;
    await library.actions.narrow(kind ?? { facet: "kind", value: "none", label: "" });
    await library.actions.narrow({ facet: "inForce", value: "true", label: "true" });
    const narrowed = library.getState().results;
    expect(
      narrowed.name === "found" && narrowed.groups.every(({ version }) => version.kind === kind?.value),
    ).toBe(true);
    expect(shown().length).toBeGreaterThan(0);
    await library.actions.widen("inForce");
    expect(library.getState().narrowing).toEqual({ kind: kind?.value });
    const { query } = library.getState();
    const atStart = { value: query, selectionStart: 0, selectionEnd: 0 };
    const backspace = { key: "Backspace", ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
    expect(onSearchKey(backspace, atStart, library)).toBe(true);
    expect(library.getState().narrowing).toEqual({});
    await library.actions.narrow({ facet: "year", value: "2026", label: "2026" });
    await library.actions.type("");
    expect(library.getState().narrowing).toEqual({});
  });
});

describe("suggestions", () => {
  test("leave Enter to the results until they are entered; then Enter takes one", async () => {
    const first = suggested();
    await library.actions.type("产假");
    await first;
    const reading = opened();
    press("Enter");
    expect(await reading).toContain("产假");
    expect(library.getState().suggestions).toEqual([]);
    library.actions.close();

    const again = suggested();
    await library.actions.type("产假");
    await again;
    press("ArrowDown");
    const { suggestions, suggestionAt } = library.getState();
    expect(suggestionAt).toBe(0);
    press("Enter");
    expect(library.getState().query).toBe(suggestions[0]?.text);
    expect(library.getState().opened).toBeNull();
  });

  test("Tab takes the first, the right arrow the entered one; past the last the keys reach the results", async () => {
    const first = suggested();
    await library.actions.type("停工");
    await first;
    const [best] = library.getState().suggestions;
    expect(press("Tab")).toBe(true);
    expect(library.getState().query).toBe(best?.text);
    expect(press("Tab")).toBe(false);

    const again = suggested();
    await library.actions.type("产假");
    await again;
    press("ArrowDown");
    const entered = library.getState().suggestions[0]?.text;
    expect(press("ArrowRight")).toBe(true);
    expect(library.getState().query).toBe(entered);

    const third = suggested();
    await library.actions.type("年休");
    await third;
    for (let step = library.getState().suggestions.length; step > 0; step -= 1) press("ArrowDown");
    const place = selectedId();
    press("ArrowDown");
    expect(library.getState().suggestions).toEqual([]);
    expect(selectedId()).not.toBe(place);
  });

  test("close before the text does", async () => {
    const first = suggested();
    await library.actions.type("产假");
    await first;
    expect(library.actions.close()).toBe(true);
    expect(library.getState().suggestions).toEqual([]);
    expect(library.actions.close()).toBe(false);
  });
});

describe("favourites", () => {
  test("the same key keeps the clause at hand and drops it", async () => {
    await library.actions.type("产假");
    await library.actions.star();
    expect(library.getState().favourites).toMatchObject([{ clauseId: selectedId() }]);
    await library.actions.openSelected();
    library.actions.move(1);
    await library.actions.star();
    const focused = library.getState().focusClauseId;
    expect(library.getState().favourites.map(({ clauseId }) => clauseId)).toContain(focused);
    await library.actions.star();
    expect(library.getState().favourites.map(({ clauseId }) => clauseId)).not.toContain(focused);
  });
});

test("whoever signs in next sees nothing of the last one", async () => {
  await library.actions.type("产假");
  await library.actions.star();
  await library.actions.loadHome();
  library.actions.forget();
  const { query, home, favourites, results, team } = library.getState();
  expect({ query, home, favourites, results, team }).toEqual({
    query: "",
    home: null,
    favourites: [],
    results: { name: "none" },
    team: null,
  });
});
