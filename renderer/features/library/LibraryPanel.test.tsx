import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Api } from "../../../shared/rpc/client.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";
import { LibraryPanel } from "./LibraryPanel.tsx";
import { createLibraryStore, type LibraryStore } from "./library.store.ts";

let seat: TestSeat;
let library: LibraryStore;
let searched: string[];

beforeEach(async () => {
  seat = openTestSeat();
  await seat.signIn();
  searched = [];
  const api: Api = {
    ...seat.api,
    call(method, input) {
      if (method === "library.search") searched.push((input as { query: string }).query);
      return seat.api.call(method, input);
    },
  };
  library = createLibraryStore(api);
  render(
    <MantineProvider>
      <LibraryPanel library={library} sites={[]} topics={[]} isEmpty={false} onCite={() => {}} />
    </MantineProvider>,
  );
});

afterEach(async () => {
  cleanup();
  library.actions.stop();
  await seat.close();
});

const box = () => screen.getByRole<HTMLInputElement>("combobox", { name: "搜索政策" });

test("half a syllable in the input method is shown but not searched; the composed word is", () => {
  fireEvent.compositionStart(box());
  for (const value of ["c", "ch", "chan'j"]) fireEvent.change(box(), { target: { value } });
  expect(box().value).toBe("chan'j");
  expect(searched).toEqual([]);
  fireEvent.change(box(), { target: { value: "产假" } });
  fireEvent.compositionEnd(box(), { target: { value: "产假" } });
  expect(searched).toEqual(["产假"]);
  expect(box().value).toBe("产假");
});

test("latin letters typed without composing are a pinyin query", () => {
  fireEvent.change(box(), { target: { value: "nianxiujia" } });
  expect(searched).toEqual(["nianxiujia"]);
});

test("Enter that picks a candidate opens nothing", async () => {
  fireEvent.change(box(), { target: { value: "产假" } });
  fireEvent.keyDown(box(), { key: "Enter", keyCode: 229 });
  fireEvent.keyDown(box(), { key: "Enter", isComposing: true });
  expect(library.getState().opened).toBeNull();
});

test("of many letters typed fast only the newest answer is shown", async () => {
  const settled = new Promise<void>((resolve) => {
    const stop = library.subscribe(({ results }) => {
      if (results.name !== "found") return;
      expect(results.query).toBe("产假待遇");
      stop();
      resolve();
    });
  });
  for (const value of ["产", "产假", "产假待", "产假待遇"]) fireEvent.change(box(), { target: { value } });
  await settled;
  expect(searched).toEqual(["产", "产假待遇"]);
});
