// @vitest-environment node
// The store needs no page; the seat behind it reads its starter library from files.
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";
import { createLibraryStore, type LibraryStore } from "./library.store.ts";

let seat: TestSeat;
let library: LibraryStore;

beforeEach(async () => {
  seat = openTestSeat({ starterLibrary: true });
  await seat.signIn();
  const filled = new Promise<void>((resolve) =>
    seat.api.on("library.changed", ({ documents }) => documents > 50 && resolve()),
  );
  const { library: now } = await seat.api.call("status.get", {});
  if (now.documents <= 50) await filled;
  library = createLibraryStore(seat.api);
});
afterEach(async () => {
  library.actions.stop();
  await seat.close();
});

test("Enter right after the last letter opens what is typed now, not what the list still shows", async () => {
  await library.actions.type("年休假");
  void library.actions.type("工伤认定");
  await library.actions.openSelected();
  expect(library.getState().opened?.version.title).toContain("工伤");
});

test("Ctrl+I right after the last letter cites what is typed now", async () => {
  await library.actions.type("年休假");
  void library.actions.type("工伤认定");
  expect((await library.actions.cite())?.title).toContain("工伤");
});
