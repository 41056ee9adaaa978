import { createHash, randomBytes } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSeatDatabase } from "../../db/open.ts";
import { build } from "../../scripts/build.ts";
import { launchChromium, openConsole } from "../support/chromium.ts";
import { sampleRecord } from "../support/complaintSample.ts";
import { holdDatabase } from "../support/holdDatabase.ts";
import { connectToHost } from "../support/hostClient.ts";
import { requirePrograms } from "../support/systemPrograms.ts";
import { testPassword } from "../support/testSeat.ts";
import { type HostFolder, openHostFolder, type Place, type WatchedHost } from "../support/watchedHost.ts";

describe.runIf(requirePrograms(["chromium"]))("a desk that cannot open says why in its window", () => {
  let hosts: HostFolder;
  let browser: Browser;
  /** A seat with a typed record, closed in good order; every test spoils a copy of its own. */
  let healthy: Place;
  let seat: Place;
  let copies = 0;

  beforeAll(async () => {
    await build({ what: ["renderer", "backend", "loopback"] });
    hosts = openHostFolder();
    browser = await launchChromium();
    healthy = await hosts.enrolledPlace("healthy", async (before) => {
      await before.signIn();
      const { draftId } = await before.api.call("drafts.open", { callId: null, callerNumber: "13800138621" });
      await before.api.call("drafts.save", { draftId, revision: 1, content: sampleRecord() });
    });
  });
  beforeEach(() => {
    copies += 1;
    seat = { data: join(hosts.folder, `seat${copies}`), keyFile: healthy.keyFile };
    cpSync(healthy.data, seat.data, { recursive: true });
  });
  afterEach(() => expect(tellsNothing(hosts.log())).toBe(true));
  afterAll(async () => {
    await browser?.close();
    await hosts?.close();
  });

  const database = () => join(seat.data, "seat.db");
  const hashOf = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

  /** Neither the key nor anything a citizen said may stand in a log, whatever went wrong. */
  function tellsNothing(log: string): boolean {
    const key = readFileSync(healthy.keyFile, "utf8");
    return ![key, "王小美", "330102199003071230", "13800138621", testPassword].some((each) =>
      log.includes(each),
    );
  }

  /** Starts the host, reads the sentence in a real window and checks that the database was left as it was. */
  async function failedStart(
    where = seat,
  ): Promise<{ host: WatchedHost; rule: string | null; said: string }> {
    const before = hashOf(join(seat.data, "seat.db"));
    const host = await hosts.start(where);
    const { page } = await openConsole(browser, host.url);
    const said = await page.getByRole("alert").innerText({ timeout: 5_000 });
    expect(await page.getByRole("heading").innerText()).toBe("坐席没有打开");
    await page.context().close();
    expect(hashOf(join(seat.data, "seat.db"))).toBe(before);
    return { host, rule: host.failure, said };
  }

  /** Opens the seat with the right key and expects the record that was typed before. */
  async function opensWithItsRecord(where = seat): Promise<void> {
    const host = await hosts.start(where);
    expect(host.failure).toBeNull();
    const client = await connectToHost(host.url);
    await client.call("session.signIn", { agentId: "061", password: testPassword });
    const drafts = await client.call("drafts.list", {});
    expect(drafts.map(({ content }) => content)).toEqual([sampleRecord()]);
    client.close();
    await host.kill();
  }

  test("with another seat's key: nothing is changed, and the right key opens it while that window is still up", async () => {
    const { keyFile } = hosts.place("stranger");
    const { rule, said } = await failedStart({ ...seat, keyFile });
    expect(rule).toBe("database.wrongKey");
    expect(said).toContain("密钥不对");
    expect(said).toContain("数据没有被改动");
    await opensWithItsRecord();
  });

  test("with a database of a newer release: it asks for the newer program", async () => {
    const key = Buffer.from(readFileSync(seat.keyFile, "utf8"), "hex");
    const db = openSeatDatabase({ file: database(), key });
    db.pragma("user_version = 999");
    db.close();
    const { rule, said } = await failedStart();
    expect(rule).toBe("database.newer");
    expect(said).toContain("请安装新版本");
  });

  test.each([
    ["cut in the middle", (file: string) => truncateSync(file, 64 * 1024)],
    ["cut to nothing", (file: string) => truncateSync(file, 0)],
    ["overwritten in the middle", (file: string) => overwrite(file, 4096, 40 * 4096)],
  ])("with a database %s: it is named damaged and kept as it is", async (_how, spoil) => {
    spoil(database());
    const { rule, said } = await failedStart();
    expect(rule).toBe("database.damaged");
    expect(said).toContain("从备份恢复");
  });

  test("with a file of something else in the database's place", async () => {
    writeFileSync(database(), randomBytes(200_000));
    const { rule, said } = await failedStart();
    expect(rule).toBe("database.wrongKey");
    expect(said).toContain("文件已不是坐席数据库");
  });

  test("while another program holds the database; once it lets go, the desk opens", async () => {
    const other = await holdDatabase(database(), seat.keyFile, "everybody");
    const { rule, said } = await failedStart();
    expect(rule).toBe("database.locked");
    expect(said).toContain("正被另一个程序占用");
    await other.letGo();
    await opensWithItsRecord();
  });

  test("as the second console of one data folder: it points at the first, which goes on working", async () => {
    const first = await hosts.start(seat);
    const { rule, said } = await failedStart();
    expect(rule).toBe("dataFolder.inUse");
    expect(said).toContain("请切换到那个窗口");
    const client = await connectToHost(first.url);
    await client.call("session.signIn", { agentId: "061", password: testPassword });
    expect(await client.call("drafts.list", {})).toHaveLength(1);
    client.close();
  });

  test("with the key beside the data it protects, and with the key gone", async () => {
    mkdirSync(join(seat.data, "keys"));
    const inside = join(seat.data, "keys", "seat.key");
    cpSync(seat.keyFile, inside);
    const beside = await failedStart({ ...seat, keyFile: inside });
    expect(beside.rule).toBe("keyFile.insideDataFolder");
    expect(beside.said).toContain("请把密钥文件移到别处");
    renameSync(inside, join(hosts.folder, "moved.key"));
    const gone = await failedStart({ ...seat, keyFile: inside });
    expect(gone.rule).toBe("keyFile.missing");
    expect(gone.said).toContain("找不到密钥文件");
    await opensWithItsRecord({ ...seat, keyFile: join(hosts.folder, "moved.key") });
  });
});

function overwrite(file: string, from: number, to: number): void {
  const bytes = readFileSync(file);
  randomBytes(to - from).copy(bytes, from);
  writeFileSync(file, bytes);
}
