import { describe, expect, it } from "vitest";
import { tellingQuery, type WeighWords } from "./tellingQuery.ts";

const trade: Record<string, number> = { 没签合同: 6, 开除: 5, 工资: 3, 社保: 4, 工伤: 6, 公司: 1, 孩子: 0.3 };

/** As the library weighs, in small: what it knows counts. */
const weigh: WeighWords = (text) => new Map(Object.entries(trade).filter(([word]) => text.includes(word)));

const family = "孩子还小天天要人接送，孩子他爸也在外面跑车顾不上家，孩子的奶奶身体又一直不好";

describe("the query hidden in a narrative", () => {
  it.each([
    ["a short text is its own query", ["没签合同怎么办"], ["没签合同怎么办"]],
    ["nothing the library knows makes no query", ["您好，请问一下", "谢谢"], []],
    ["a word that says next to nothing makes none either", ["孩子还小"], []],
    [
      "greetings and circumstances fall away",
      ["您好，我是外地来的，在余杭上班三年多了，厂里一直没签合同，孩子还小，前天突然把我开除，你们说怎么办"],
      ["厂里一直没签合同", "前天突然把我开除"],
    ],
    [
      "what was said twice counts once",
      [`公司不给我们车间里的这些老员工交社保，${family}`, "反正就是不交社保", "工资也欠着"],
      ["公司不给我们车间里的这些老员工交社保", "工资也欠着"],
    ],
    [
      "what is asked goes before what happened",
      [`说了没签合同的那几个人都走了，${family}，${family}，没签合同怎么办`],
      ["没签合同怎么办"],
    ],
    [
      "several fields are one story",
      ["", "他在工地受了工伤", "公司不赔工资"],
      ["他在工地受了工伤", "公司不赔工资"],
    ],
  ])("%s", (_rule, texts, query) => {
    expect(tellingQuery(texts, weigh)).toEqual(query);
  });

  it("is found however far behind it stands", () => {
    const chatter = "那天下着雨，我坐车去的，路上堵了很久，".repeat(200);
    expect(tellingQuery([`${chatter}后来单位把我开除了。${chatter}`], weigh)).toEqual(["后来单位把我开除了"]);
  });

  it("stays about as long as one thought", () => {
    const story = Object.keys(trade).map((word) => `说到${word}这件事情真的是拖了很久很久了`);
    expect(tellingQuery(story, weigh).join("").length).toBeLessThanOrEqual(60);
  });

  it("keeps a monster of a sentence within what a search reads", () => {
    expect(tellingQuery([`没签合同${"啊".repeat(5_000)}`], weigh)[0]?.length).toBe(120);
  });
});
