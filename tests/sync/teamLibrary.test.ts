import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { DeskStatus } from "../../shared/rpc/contract.ts";
import { bringIn } from "../support/carriedLibrary.ts";
import { type ListeningServer, startListeningServer } from "../support/listeningServer.ts";
import { createNetwork, type Network } from "../support/network.ts";
import { openTestSeat, type TestSeat } from "../support/testSeat.ts";

type Place = { seat: TestSeat; network: Network };

let folder = "";
let server: ListeningServer;
let places: Place[];

const sheet = "# 年休假问答\n\n## 问 1：年休假跨年怎么办\n\n可以跨一个年度安排。\n";

async function openPlace(seatNumber: number): Promise<Place> {
  const network = createNetwork();
  const seat = openTestSeat({ enrolled: false, fetch: network.fetch });
  seat.clock.ms = Date.now();
  await seat.api.call("seat.enrol", { serverUrl: server.url, code: await server.code({ seatNumber }) });
  await seat.signIn("001", server.passwords["001"]);
  await bringIn(seat, { "年休假问答.md": sheet });
  return { seat, network };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "zuoxi-team-"));
  server = await startListeningServer(join(folder, "server.db"));
  places = [await openPlace(22), await openPlace(23)];
  await places[0]?.seat.signIn("061", server.passwords["061"]);
});
afterEach(async () => {
  for (const { seat } of places) await seat.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function statusWhere({ seat }: Place, fits: (status: DeskStatus) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (status: DeskStatus) => {
      if (!fits(status)) return;
      off();
      resolve();
    };
    const off = seat.api.on("status.changed", look);
    seat.api.call("status.get", {}).then(look, reject);
  });
}

it("what one desk opens is seen at the other within the hour's figures; without the server each sees its own", async () => {
  const [one, two] = places as [Place, Place];
  const { hits } = await one.seat.api.call("library.search", { query: "年休假跨年", limit: 5 });
  const clauseId = hits[0]?.clauseId ?? "";
  await one.seat.api.call("library.open", { clauseId });
  await one.seat.api.call("library.cite", { clauseId });
  const sent = () => one.seat.outbox().filter(({ kind }) => kind === "libraryUse.add");
  await statusWhere(one, ({ outbox }) => outbox.pending === 0 && sent().length === 2);
  expect(sent().map(({ outcome }) => outcome)).toEqual(["ok", "ok"]);
  await statusWhere(two, ({ server: { state } }) => state === "online");
  const seen = { clauseId, title: "年休假问答", label: "问 1", opened: 1, cited: 1 };
  expect(await two.seat.api.call("library.team", {})).toMatchObject({ server: true, clauses: [seen] });

  for (const { network } of places) network.cut();
  for (const place of places) await statusWhere(place, ({ server: { state } }) => state === "offline");
  expect(await two.seat.api.call("library.team", {})).toEqual({ server: false, clauses: [] });
  expect(await one.seat.api.call("library.team", {})).toMatchObject({ server: false, clauses: [seen] });
});
