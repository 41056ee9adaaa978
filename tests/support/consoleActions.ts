import type { Page } from "playwright-core";

/** Fills the complaint form as an agent does: choose, tab, type. The people and the unit are invented. */
export async function fillComplaint(page: Page, unitName: string): Promise<void> {
  const form = page.getByRole("region", { name: "记录" });
  await form.getByLabel("投诉类别").selectOption("policy-deviation");
  await form.getByLabel("承办去向").selectOption("labour-inspection");
  await form.getByLabel("姓名", { exact: true }).fill("王小明");
  await form.getByLabel("身份证号").fill("11010519491231002X");
  await form.getByLabel("联系电话").fill("13800138000");
  await form.getByLabel("单位名称").fill(unitName);
  for (const [element, said] of [
    ["时间", "2023年1月至6月"],
    ["地点", "杭州市西湖区示例路1号"],
    ["人物", "本人与人事经理"],
    ["起因", "单位未缴纳社会保险费"],
    ["经过", "入职后一直没有参保，多次询问均被推脱"],
    ["结果", "至今未补缴"],
  ] as const) {
    await form.getByLabel(element, { exact: true }).fill(said);
  }
  await form.getByLabel("要求解决什么").fill("要求单位补缴2023年1月至6月社会保险费");
}

/** Reads back, confirms, and returns the number that was given out. */
export async function submitComplaint(page: Page): Promise<string> {
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "请读给来电人听并确认" }).waitFor();
  await page.keyboard.press("Control+Enter");
  const shown = page.locator("[data-ticket-number]");
  await shown.waitFor();
  const number = (await shown.getAttribute("data-ticket-number")) ?? "";
  await page.getByRole("button", { name: "继续整理" }).click();
  return number;
}

/** Opens a record that belongs to no call. */
export async function openDraftless(page: Page): Promise<void> {
  await page.getByRole("button", { name: "新建记录" }).click();
}

/** Chooses a topic and files the record; its outcome was set by the ticket. */
export async function fileRecord(page: Page): Promise<void> {
  await page.getByLabel("主题").selectOption({ index: 1 });
  await page.getByRole("button", { name: "整理完成" }).click();
}
