import { maskText } from "./masking.ts";

/**
 * Running text without what names a person: names that are known, names that the text introduces as such, ID, telephone
 * and other long numbers. What is left serves as a query; in doubt it removes.
 */
export function withoutPersonalData(text: string, names: readonly string[] = []): string {
  let rest = text;
  const known = names.map((name) => name.trim()).filter((name) => name.length >= 2);
  for (const name of known.toSorted((a, b) => b.length - a.length)) rest = rest.replaceAll(name, " ");
  for (const pattern of namePatterns) rest = rest.replace(pattern, "$<before> $<after>");
  return maskText(rest)
    .replace(/[0-9+A-Za-z－-]*\*+[0-9A-Za-z]*/g, gap)
    .replace(longNumber, gap)
    .replace(labelOfGap, " ")
    .replace(/[ \t　]{2,}/g, " ")
    .trim();
}

/** Stands where a number was, until what announced it is gone as well. */
const gap = "\ue000";
const labelOfGap =
  /(?:(?:身份证|社保卡|银行卡|证件|联系|手机|电话|工单|卡|编)+号?码?(?:是|为)?[:： ]*)?\ue000/g;

/** Codes, card and ticket numbers; years, amounts and dates are shorter. */
const longNumber = /[0-9０-９][0-9０-９A-Za-z-]{6,}/g;

const surnames =
  "(?:欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|东方|[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余顾孟黄穆萧尹姚邵湛汪祁毛禹狄贝明臧计伏成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路娄江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房裘缪解应宗丁邓洪包左石崔吉龚程邢裴陆荣翁羊惠曲封芮储靳段焦侯全车宓蓬景龙叶黎白蒲赖卓屠池乔闻聂曾关游楼温柴瞿阎连习易廖耿匡文辛阚简饶沙丰巢])";

const titles =
  "(?:先生|女士|小姐|太太|同志|师傅|老师|经理|主任|科长|处长|局长|厂长|班长|队长|工程师|医生|律师|会计)";

/** 我叫张三丰 · 姓名：李雷 · 王某某 · 张女士: each keeps what stands around the name. */
const namePatterns: readonly RegExp[] = [
  new RegExp(
    `(?<before>我叫|名叫|叫做|我是叫|姓名(?:是|为)?[:：]?\\s*)${surnames}[一-龥]{1,2}(?<after>)`,
    "g",
  ),
  new RegExp(`(?<before>^|[^一-龥]|[一-龥])${surnames}某{1,2}(?<after>)`, "g"),
  new RegExp(`(?<before>)${surnames}[一-龥]{0,2}(?<after>${titles})`, "g"),
];
