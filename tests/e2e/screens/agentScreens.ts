import type { Page } from "playwright-core";
import { fillComplaint } from "../../support/consoleActions.ts";
import type { Looks } from "../../support/screenLooks.ts";

type Walk = { page: Page; looks: Looks };

const record = (page: Page) => page.getByRole("region", { name: "记录" });
const box = (page: Page) => page.getByLabel("搜索政策");

/** From the empty desk to the call, its record and the wrap-up. */
export async function walkCall({ page, looks }: Walk): Promise<void> {
  await page.getByRole("contentinfo").getByText("59 篇").waitFor();
  await looks.at(page, "workspace-idle");
  await page.getByLabel("选择来电人").selectOption({ index: 1 });
  await page.getByRole("button", { name: "模拟一个来电" }).click();
  await page.getByText("来电振铃").first().waitFor();
  await looks.at(page, "call-ringing");
  await page.keyboard.press("F2");
  await page.getByText("通话中").first().waitFor();
  await looks.at(page, "call-talking");
  await page.getByLabel("咨询内容").fill("我在余杭一个厂里干了三年，厂里一直没签劳动合同，想问问怎么办");
  await page.getByRole("region", { name: "与记录有关的条文" }).getByRole("button").first().waitFor();
  await page.keyboard.press("Alt+l");
  await page.getByRole("article", { name: "条文" }).waitFor();
  await page.keyboard.press("Control+i");
  await page.getByRole("region", { name: "引用依据" }).getByText("劳动合同").first().waitFor();
  await page
    .getByLabel("答复内容")
    .fill("未签劳动合同满一年的，视为已订立无固定期限劳动合同，可以申请仲裁。");
  await looks.at(page, "record-consultation");
  await page.keyboard.press("F1");
  await page.getByRole("complementary", { name: "话术" }).waitFor();
  await looks.at(page, "phrases");
  await page.keyboard.press("Escape");
  await page.keyboard.press("F6");
  await page.keyboard.press("F4");
  await page.getByText("已保持").first().waitFor();
  await page.getByLabel("示忙").selectOption("paperwork");
  await looks.at(page, "call-held");
  await page.keyboard.press("F4");
  await page.keyboard.press("F3");
  await page.getByRole("button", { name: "以后再补" }).waitFor();
  await looks.at(page, "wrap-up");
}

/** The complaint of that call: every part of the form, the sentences read out, and the number. */
export async function walkComplaint({ page, looks }: Walk): Promise<void> {
  await page.keyboard.press("Control+d");
  await page.getByLabel("投诉类别").waitFor();
  await looks.at(page, "complaint-empty");
  await fillComplaint(page, "杭州示例制造有限公司");
  await looks.at(page, "complaint-matter");
  for (const part of ["投诉人", "被投诉方", "诉求"]) {
    await showPart(page, part);
    await looks.closer(
      page,
      `complaint-${{ 投诉人: "complainant", 被投诉方: "respondent", 诉求: "claim" }[part]}`,
    );
  }
  const gate = record(page).getByRole("region", { name: "受理审查" });
  for (const ground of await gate.getByRole("checkbox").all()) await ground.check();
  await record(page).getByLabel("身份证号").fill("110105194912310021");
  await record(page).getByLabel("要求解决什么").fill("");
  await showPart(page, "受理审查");
  await looks.at(page, "complaint-refused");
  await record(page).getByLabel("身份证号").scrollIntoViewIfNeeded();
  await looks.at(page, "complaint-wrong");
  for (const ground of await gate.getByRole("checkbox").all()) await ground.uncheck();
  await record(page).getByLabel("身份证号").fill("11010519491231002X");
  await record(page).getByLabel("要求解决什么").fill("要求单位补缴2023年1月至6月社会保险费");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "请读给来电人听并确认" }).waitFor();
  await looks.at(page, "read-back");
  await page.keyboard.press("Control+Enter");
  await page.locator("[data-ticket-number]").waitFor();
  await looks.at(page, "ticket-made");
  await page.getByRole("button", { name: "继续整理" }).click();
  await page.getByRole("button", { name: "以后再补" }).click();
  await page.getByRole("button", { name: "模拟一个来电" }).click();
  await page.getByText("来电振铃").first().waitFor();
  await page.keyboard.press("F2");
  await page.getByRole("navigation", { name: "待完成的记录" }).waitFor();
  await page.getByLabel("示忙").selectOption("paperwork");
  await page.keyboard.press("F3");
  await page.getByRole("button", { name: "以后再补" }).click();
  await looks.at(page, "draft-tray");
}

async function showPart(page: Page, name: string): Promise<void> {
  const part = record(page).getByRole("region", { name, exact: true });
  await part.evaluate((element) => element.scrollIntoView({ block: "start" }));
}

/** The library: found, narrowed, explained, read, not found, remembered. */
export async function walkLibrary({ page, looks }: Walk): Promise<void> {
  await page.keyboard.press("Control+k");
  await box(page).pressSequentially("产假");
  await page.getByRole("listbox", { name: "联想词" }).waitFor();
  await looks.at(page, "library-suggestions");
  await page.keyboard.press("Escape");
  await looks.at(page, "library-results");
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("ArrowRight");
  await looks.at(page, "library-reasons");
  const filters = page.getByRole("toolbar", { name: "筛选" });
  await filters.getByRole("button", { name: /^浙江省，\d+ 份文件$/ }).click();
  await filters.getByRole("button", { name: "去掉筛选：浙江省" }).waitFor();
  await page.getByRole("button", { name: "全部筛选" }).click();
  await page.getByRole("group", { name: "主题" }).waitFor();
  await looks.at(page, "library-facets");
  await page.getByRole("button", { name: "全部筛选" }).click();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Enter");
  await page.getByRole("article", { name: "条文" }).waitFor();
  await page.keyboard.press("Control+b");
  await page.getByLabel("查询日期").fill("2010-01-01");
  await looks.at(page, "library-document");
  await page.getByLabel("查询日期").fill("");
  await box(page).fill("大蒜皮假怎么弄");
  await page
    .getByText(/没有找到“大蒜皮假怎么弄”|没有找到/)
    .first()
    .waitFor();
  await looks.at(page, "library-nothing");
  await box(page).fill("");
  await page.getByText("最近搜索").waitFor();
  await looks.at(page, "library-home");
}

/** The register of insured persons, asked by the person and by somebody else. */
export async function walkInsured({ page, looks }: Walk): Promise<void> {
  const panel = page.getByRole("region", { name: "参保人员查询" });
  const find = async () => {
    await panel.getByLabel("姓名").fill("郑德明");
    await panel.getByLabel("出生日期").fill("1946-05-09");
    await panel.getByLabel("查询理由（会留痕）").fill("本人核对参保信息");
    await panel.getByRole("button", { name: "查询", exact: true }).click();
  };
  await page.getByRole("button", { name: "查参保人员" }).click();
  await looks.at(page, "insured-form");
  await find();
  await panel.getByText("3301**********0013").waitFor();
  await looks.at(page, "insured-masked");
  await panel.getByLabel("查看完整信息的理由").fill("本人核对身份证号");
  await panel.getByRole("button", { name: "显示 30 秒" }).click();
  await panel.getByText("330199194605090013").waitFor();
  await looks.at(page, "insured-revealed");
  await panel.getByLabel("来电人不是本人").check();
  const again = panel.getByRole("button", { name: "重新查询" });
  if (await again.isVisible()) await again.click();
  await looks.at(page, "insured-third-party-form");
  await find();
  await panel.getByText("个人信息已隐藏").waitFor();
  await looks.at(page, "insured-third-party");
  await page.getByRole("button", { name: "参保人员查询" }).click();
}

/** The other screens of an agent, and the help over all of them. */
export async function walkOwnScreens({ page, looks }: Walk): Promise<void> {
  await page.keyboard.press("Alt+2");
  await page.getByRole("main").getByText("杭州示例制造有限公司").first().waitFor();
  await looks.at(page, "tickets-list");
  await page.getByRole("main").getByText("杭州示例制造有限公司").first().click();
  await page.getByRole("heading", { name: "办理经过" }).waitFor();
  await looks.at(page, "ticket-own");
  await page.getByLabel("搜索编号、单位").fill("没有这样的单位");
  await page.getByText("没有符合条件的工单").waitFor();
  await looks.at(page, "tickets-none");
  await page.getByLabel("搜索编号、单位").fill("");
  await page.keyboard.press("Alt+3");
  await page.getByRole("region", { name: "话单" }).getByRole("table").waitFor();
  await looks.at(page, "calls");
  await page.keyboard.press("Alt+4");
  await page.getByRole("button", { name: /^呼入 \d/ }).waitFor();
  await looks.at(page, "statistics-own");
  await page.getByRole("button", { name: /^呼入 \d/ }).click();
  await page.getByText(/共 \d+ 条记录/).waitFor();
  await looks.at(page, "statistics-own-facts");
  await page.keyboard.press("Alt+1");
  await page.keyboard.press("Control+/");
  await looks.at(page, "help");
  await page.keyboard.press("Escape");
}
