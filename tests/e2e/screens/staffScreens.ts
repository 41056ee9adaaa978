import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Looks } from "../../support/screenLooks.ts";

type Walk = { page: Page; looks: Looks; folder: string };

/** A lead: a ticket to move on, the figures of the team and what is behind one of them. */
export async function walkLead({ page, looks }: Walk): Promise<void> {
  await looks.at(page, "lead-workspace");
  await page.keyboard.press("Alt+2");
  await page.getByRole("main").getByText("杭州示例制造有限公司").first().click();
  await page.getByRole("heading", { name: "变更状态" }).waitFor();
  await looks.at(page, "ticket-lead");
  await page.getByLabel("查看理由（会留痕）").fill("核对投诉人电话");
  await page.getByRole("button", { name: /查看完整信息/ }).click();
  await page.getByText(/秒后重新隐藏/).waitFor();
  await looks.at(page, "ticket-revealed");
  await page.keyboard.press("Alt+4");
  await page
    .getByRole("table")
    .first()
    .getByRole("button", { name: /^061 .+ 呼入 3$/ })
    .waitFor();
  await looks.at(page, "statistics-team");
  await page
    .getByRole("table")
    .first()
    .getByRole("button", { name: /^061 .+ 接通率/ })
    .click();
  await page.getByText("共 3 条记录").waitFor();
  await looks.at(page, "statistics-team-facts");
  await page.getByLabel("全部指标").check();
  await looks.at(page, "statistics-team-all");
}

/** 管理 → 知识库与电话: files, packages, the line, whom to believe, and the words of callers. */
export async function walkLibraryCards({ page, looks, folder }: Walk): Promise<void> {
  const tab = (name: string) => page.getByRole("button", { name, exact: true }).click();
  await page.keyboard.press("Alt+5");
  await page.getByRole("region", { name: "知识库包" }).waitFor();
  await looks.at(page, "admin-library");
  const sheets = join(folder, "sheets");
  mkdirSync(sheets);
  const file = join(sheets, "窗口服务规范（试行）.md");
  writeFileSync(
    file,
    "# 窗口服务规范（试行）\n\n第一条 窗口人员应当一次告知。\n\n第二条 材料齐全的当场受理。\n",
  );
  await page.getByLabel("文件或文件夹路径").fill(sheets);
  await page.getByRole("button", { name: "开始导入" }).click();
  await page.getByText("导入完成").waitFor();
  await page.getByText("交换机（SIP over WebSocket）").click();
  const panel = page.getByRole("region", { name: "知识库包" });
  await panel.getByLabel("导出到").fill(join(folder, "library.zxlib"));
  await panel.getByRole("button", { name: "导出", exact: true }).click();
  await panel.getByText("已导出第 1 版").waitFor();
  await panel.getByLabel("知识库包路径").fill(join(folder, "library.zxlib"));
  await panel.getByRole("button", { name: "校验" }).click();
  await panel.getByText("内容与本机相同").waitFor();
  await looks.at(page, "admin-library-done");
  await panel.scrollIntoViewIfNeeded();
  await looks.closer(page, "admin-package");
  await tab("说法对照");
  await page.getByText(/共 [\d,]+ 条/).waitFor();
  await looks.at(page, "admin-aliases");
  await tab("新增");
  await page.getByLabel("来电人的说法").fill("大蒜皮假");
  await page.getByLabel("法规里的说法").fill("年休假");
  await looks.at(page, "admin-alias-form");
  await tab("学到的建议");
  await page.getByRole("heading", { name: "学到的建议" }).or(page.getByText("还没有建议")).first().waitFor();
  await looks.at(page, "admin-proposals");
  await tab("搜了没打开");
  await page.getByText("大蒜皮假怎么弄").waitFor();
  await looks.at(page, "admin-misses");
  await tab("搜索排序");
  await page.getByRole("button", { name: "重新训练" }).waitFor();
  await looks.at(page, "admin-model");
}

/** 管理: what is kept at the server for every seat, each table with its form open, and the audit. */
export async function walkServerTables({ page, looks }: Walk): Promise<void> {
  const tab = (name: string) => page.getByRole("button", { name, exact: true }).click();
  const edit = (row: string) =>
    page
      .locator(`[data-row="${row}"]`)
      .getByRole("button", { name: /^(修改|管理)$/ })
      .click();
  await tab("人员与席位");
  await page.locator('[data-row="staff/061"]').waitFor();
  await looks.at(page, "admin-people");
  await edit("staff/061");
  await looks.at(page, "admin-person-form");
  await page.getByRole("button", { name: "重置密码" }).click();
  await page.getByRole("button", { name: /确认重置/ }).click();
  await page.locator("[data-secret]").waitFor();
  await looks.at(page, "admin-person-secret");
  await page.getByRole("button", { name: "知道了" }).click();
  await edit("seat/2");
  await looks.at(page, "admin-seat-form");
  await tab("主题");
  await page.getByRole("button", { name: "新增主题" }).waitFor();
  await looks.at(page, "admin-topics");
  await page.getByRole("button", { name: "新增主题" }).click();
  await looks.at(page, "admin-topic-form");
  await tab("服务时间");
  await page.locator('[data-row="site/hangzhou"]').waitFor();
  await looks.at(page, "admin-hours");
  await edit("site/hangzhou");
  await looks.at(page, "admin-hours-form");
  await tab("期限规则");
  await page.getByRole("button", { name: "新增规则" }).waitFor();
  await looks.at(page, "admin-deadlines");
  await page.getByRole("button", { name: "新增规则" }).click();
  await looks.at(page, "admin-deadline-form");
  await tab("审计");
  await page.getByText(/链条完整/).waitFor();
  await looks.at(page, "admin-audit");
}

/** With the server gone: what may not be changed, what cannot be counted, and what the status bar says. */
export async function walkWithoutServer({ page, looks }: Walk): Promise<void> {
  await page
    .getByRole("contentinfo")
    .getByText(/服务器 离线/)
    .waitFor();
  await page.getByRole("button", { name: "人员与席位", exact: true }).click();
  await looks.at(page, "offline-people");
  await page.keyboard.press("Alt+4");
  await page
    .getByText(/现在连不上/)
    .first()
    .waitFor();
  await looks.at(page, "offline-statistics");
  await page.keyboard.press("Alt+1");
  await looks.at(page, "offline-workspace");
}
