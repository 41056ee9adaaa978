import { X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { siteDay } from "../../shared/domain/time.ts";
import { type Authority, type Certificate, openCertificateOffice } from "../support/certificates.ts";
import { launchChromium, openConsole } from "../support/chromium.ts";
import { fileRecord, fillComplaint, openDraftless, submitComplaint } from "../support/consoleActions.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { type ListeningServer, startListeningServer } from "../support/listeningServer.ts";
import { signInAtConsole } from "../support/signInAtConsole.ts";
import { requirePrograms } from "../support/systemPrograms.ts";
import { startTlsFront, type TlsFront } from "../support/tlsFront.ts";
import { type HostFolder, openHostFolder } from "../support/watchedHost.ts";

describe.runIf(requirePrograms(["chromium", "openssl"]))(
  "a desk whose server has a certificate of the centre's own",
  () => {
    const office = openCertificateOffice();
    let hosts: HostFolder;
    let server: ListeningServer;
    let front: TlsFront;
    let browser: Browser;
    let page: Page;
    let centre: Authority;
    let right: Certificate;

    beforeAll(async () => {
      await build({ what: ["renderer", "backend", "loopback"] });
      centre = office.authority("杭州 12333 根证书");
      right = centre.issue();
      hosts = openHostFolder();
      server = await startListeningServer(join(hosts.folder, "server.db"));
      front = await startTlsFront(server.url, right);
      browser = await launchChromium();
      ({ page } = await openConsole(browser, (await hosts.start(hosts.place("seat"))).url));
      page.setDefaultTimeout(10_000);
    });
    afterEach(async ({ task }) => {
      await keepPicture(page, task);
      for (const secret of [
        "王小明",
        "11010519491231002X",
        "13800138000",
        "示例",
        ...Object.values(server.passwords),
      ])
        expect(hosts.log().includes(secret), "no personal data in the log").toBe(false);
    });
    afterAll(async () => {
      await browser?.close();
      await hosts?.close();
      await front?.close();
      await server?.stop();
      office.close();
    });

    const says = (text: string | RegExp) => page.getByRole("contentinfo").getByText(text).first().waitFor();
    const fingerprintOf = ({ certificate }: Authority) => new X509Certificate(certificate).fingerprint256;

    test("is not enrolled while nobody vouches for the server; with the centre's certificate compared, it is", async () => {
      await page.getByLabel("服务器地址").fill(front.url);
      await page.getByLabel("一次性登记码").fill(await server.code({ seatNumber: 22 }));
      await page.getByRole("button", { name: "登记", exact: true }).click();
      await page.getByRole("alert").getByText("不是本机信任的机构签发的，可能有人冒充服务器").waitFor();
      await page.getByText("没有登记，登记码没有用掉，可以再试。").waitFor();

      await page.getByText("选择或粘贴它的证书").waitFor();
      // As Windows exports it unless told otherwise: bare bytes.
      const file = join(office.folder, "centre.cer");
      writeFileSync(file, new X509Certificate(centre.certificate).raw);
      await page.locator("input[type=file]").setInputFiles(file);
      const shown = page.getByRole("list", { name: "中心证书（CA）" });
      await shown.getByText("CN=杭州 12333 根证书").waitFor();
      await shown.getByText(fingerprintOf(centre)).waitFor();
      await shown.getByText(/有效期 \d{4}-\d\d-\d\d 至 \d{4}-\d\d-\d\d/).waitFor();
      await keepPicture(page, { name: "enrol with a private authority" });
      await page.getByRole("button", { name: "登记", exact: true }).click();
      await signInAtConsole(page, "061", server.passwords["061"] ?? "");
      await says(/服务器 \d+ ms/);
    });

    test.each<[string, () => Certificate, string, string]>([
      ["expired", () => centre.issue({ fromDay: -40, untilDay: -1 }), "证书已过期", "服务器的安全证书已过期"],
      ["is not valid yet", () => centre.issue({ fromDay: 1 }), "证书未生效", "多半是这台电脑的时钟慢了"],
    ])(
      "whose certificate %s says so, works on, and sends everything once when it is right again",
      async (_what, make, words, sentence) => {
        const before = (await server.ticketNumbers()).length;
        await says(/服务器 \d+ ms/);
        front.present(make());
        await says(new RegExp(`服务器 ${words} · 上次联系 .+前`));
        await openDraftless(page);
        await page.keyboard.press("Control+d");
        await fillComplaint(page, "杭州示例制造有限公司");
        const number = await submitComplaint(page);
        await says(/待同步 \d+/);
        const told = page.getByRole("contentinfo").getByTitle(sentence);
        await told
          .and(page.getByTitle(/可以照常工作，[1-9]\d* 笔记录存在本机等着；恢复正常后自动上报，不用重启。/))
          .waitFor();
        expect(await told.getAttribute("title")).toContain(`本机日期 ${siteDay(Date.now())}`);
        await keepPicture(page, { name: `certificate ${words}` });
        await fileRecord(page);

        front.present(right);
        await says(/服务器 \d+ ms/);
        await says("已同步");
        const numbers = await server.ticketNumbers();
        expect(numbers).toHaveLength(before + 1);
        expect(numbers.at(-1)?.replaceAll("-", "")).toBe(number.replaceAll("-", ""));
      },
    );

    test("takes the centre's new authority from an administrator, who compares its fingerprint", async () => {
      const next = office.authority("杭州 12333 根证书 2027");
      front.present(next.issue());
      await says(/服务器 证书不可信/);
      await page.getByRole("button", { name: "退出" }).click();
      await page.getByText("服务器的安全证书有问题，没有连接，按最近一次收到的账号登录。").waitFor();
      await signInAtConsole(page, "001", server.passwords["001"] ?? "");
      await page.getByRole("button", { name: "管理", exact: true }).click();
      const card = page.getByRole("region", { name: "服务器 · 安全证书" });
      await card.getByText(fingerprintOf(centre)).waitFor();
      await card.getByLabel("粘贴证书文字").fill(next.certificate + centre.certificate);
      await card.getByText(fingerprintOf(next)).waitFor();
      await keepPicture(page, { name: "administrator names an authority" });
      await card.getByRole("button", { name: "信任这些证书并重新连接" }).click();
      await card.getByText("已保存，正在按新设置连接服务器").waitFor();
      await says(/服务器 \d+ ms/);
      await card.getByText("CN=杭州 12333 根证书 2027").waitFor();
      await keepPicture(page, { name: "administrator named an authority" });
    });
  },
);
