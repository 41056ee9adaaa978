import { domainWords } from "./domainWords.ts";
import { seededRandom } from "./training/seededRandom.ts";

/** A query nobody means well with, or that a careless hand pastes; `family` says what is wrong with it. */
export type HostileQuery = { family: string; query: string };

/** For tests and benches: the same seed gives the same queries. */
export function* hostileQueries(seed: number, count: number): Generator<HostileQuery> {
  const dice = diceOf(seed);
  const names = Object.keys(families);
  for (let at = 0; at < count; at++) {
    const family = names[at % names.length] as string;
    yield { family, query: families[family]?.(dice) ?? "" };
  }
}

type Dice = {
  below(limit: number): number;
  of<T>(list: ArrayLike<T>): T;
  /** Between `least` and `most` pieces in a row. */
  row(least: number, most: number, piece: () => string, between?: string): string;
};

const words = [...domainWords].filter((word) => /^[一-龥]{2,8}$/.test(word));
const listed = (list: string) => list.split(/\s+/).filter((piece) => piece !== "");
const common =
  listed(`的 规定 应当 人民 政府 部门 国家 进行 有关 管理 单位 机关 依法 行政 法律 第一 十 工作 劳动 工资
  保险 条例 办法 工商 商认 认定`);
const lay = listed("年休假 五险一金 炒鱿鱼 产假 加班费 调岗 公司 老板 没交社保 试用期 怎么办 能不能 多少天");
const syllables =
  listed(`a ai an ba bao bei bian chang chuang dong e fa gong guan hang jia jie lao li nian qing ren
  shang shi shuang xian yi yuan zhang zheng zhi zhuang`);
const syntax =
  listed(String.raw`" ' * ? ( ) [ ] { } ^ ~ ~2 : - + | || && ! \ / .* .+ (?= (?:a+)+$ [^] \p{L} \0 % _ ; -- /* */
  = <> '1'='1 DROP TABLE search_term;-- AND OR NOT NEAR( NEAR/5 title: body: col:* #{} <script> &amp; %00 {{7*7}} @@`);
const emoji = [
  ..."😀 👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇨🇳 ❤️ ☎️ 1️⃣ 🧑🏿‍🚒 ﷺ Z͑ͫ̓ͪ̂ͫ̽ A̴̵̜̰͔ͫ͗͢".split(" "),
  "\u200d",
  "\ufe0f",
  "e\u0301\u0327",
];
const rightToLeft = [
  "مرحبا بالعالم",
  "שלום",
  "۱۲۳",
  "فارسی",
  "\u202e",
  "\u202b",
  "\u2067",
  "\u2069",
  "\u200f",
];
const numbers = listed(
  `三十八 第一千二百六十条 二〇二四年 ①②③ １２３ Ⅷ ½ １００％ 廿 零 壹万贰仟 亿 1e309 -0 3.14.15 0x1f`,
);

/** One maker for each family. */
const families: Record<string, (dice: Dice) => string> = {
  plain: (dice) => dice.row(1, 6, () => dice.of([...common, ...lay]), dice.of(["", " "])),
  syntax: (dice) => dice.row(1, 20, () => dice.of(dice.below(3) === 0 ? lay : syntax), dice.of(["", " "])),
  quotes: (dice) => dice.row(1, 30, () => dice.of([..."\"'“”‘’「」『』《》〈〉«»`´", ...lay])),
  emoji: (dice) => dice.row(1, 40, () => dice.of([...emoji, ...lay])),
  control: (dice) => dice.row(1, 60, () => dice.of([control(dice), control(dice), dice.of(lay)])),
  paste: (dice) => pasted(dice),
  surrogates: (dice) =>
    dice.row(1, 60, () => dice.of([String.fromCharCode(0xd800 + dice.below(0x800)), dice.of(lay)])),
  rightToLeft: (dice) => dice.row(1, 15, () => dice.of([...rightToLeft, ...lay]), dice.of(["", " "])),
  longWord: (dice) => dice.of(["a", "z", "9", "工", "é", "ß", "ﬀ", "İ", "一"]).repeat(1 + dice.below(5_000)),
  digits: (dice) =>
    dice.row(1, 12, () => dice.of([...numbers, String(dice.below(1e9))]), dice.of(["", " ", "第"])),
  articles: (dice) =>
    `${dice.row(1, 3, () => dice.of(words))}${dice.of(["", "法", "条例"])}第${dice.of([String(dice.below(1e4)), "三十八", "一百之一"])}条${dice.of(["", "之二", "款"])}`,
  pinyin: (dice) => dice.row(1, 50, () => dice.of(syllables), dice.of(["", " ", "'"])),
  initials: (dice) => dice.row(2, 60, () => dice.of("abcdefghjklmnopqrstwxyz"), dice.of(["", "", " "])),
  common: (dice) => dice.row(10, 60, () => dice.of(common)),
  homophones: (dice) => dice.row(1, 25, () => slipped(dice)),
  single: (dice) => dice.of([...common.join("")]),
  anyUnits: (dice) => dice.row(1, 150, () => String.fromCharCode(dice.below(0x10000))),
  mixed: (dice) =>
    dice.row(2, 4, () => families[dice.of(mixable)]?.(dice).slice(0, 80) ?? "", dice.of(["", " ", "\n"])),
};
const mixable = Object.keys(families).filter((name) => name !== "mixed");

function control(dice: Dice): string {
  const invisible = ["\u0000", "\u200b", "\u2060", "\ufeff", "\u00ad", "\u2028", "\u0085", "\t", "\r\n"];
  return dice.of([String.fromCharCode(dice.below(32)), dice.of(invisible)]);
}

/** 100 KB of something. */
function pasted(dice: Dice): string {
  const piece = dice.of([
    dice.row(5, 40, () => dice.of([...words, ...common])),
    "shi ",
    "\n",
    "工伤",
    dice.row(1, 9, () => dice.of(emoji)),
    "\u0000年休假",
    " ".repeat(200),
    "\ud800",
  ]);
  return piece.repeat(Math.ceil(100_000 / piece.length));
}

/** A word of the trade with one character that sounds alike, or is simply wrong. */
function slipped(dice: Dice): string {
  const word = dice.of(words);
  const at = dice.below(word.length);
  return word.slice(0, at) + dice.of("上是工形公式保宝险现金今期其知支职值假价") + word.slice(at + 1);
}

function diceOf(seed: number): Dice {
  const { below } = seededRandom(seed);
  return {
    below,
    of: (list) => list[below(list.length)] as (typeof list)[number],
    row: (least, most, piece, between = "") =>
      Array.from({ length: least + below(most - least + 1) }, piece).join(between),
  };
}
