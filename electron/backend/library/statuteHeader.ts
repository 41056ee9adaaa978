import type { LocalDate } from "../../../shared/domain/time.ts";

/** What the promulgation lines under a title say. */
export type StatuteHeader = {
  /** The latest adoption, amendment or promulgation. */
  promulgatedOn: LocalDate | null;
  /** A line that states the first day in force. */
  effectiveFrom: LocalDate | null;
  documentNumber: string | null;
  issuer: string | null;
};

const chineseDate = /(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/g;

/** Reads lines such as `2007年12月14日 中华人民共和国国务院令第514号公布` and `2021年1月1日 施行`. */
export function readStatuteHeader(lines: readonly string[]): StatuteHeader {
  const promulgations: LocalDate[] = [];
  let effectiveFrom: LocalDate | null = null;
  for (const line of lines) {
    const dates = datesIn(line);
    if (/日\s*起?(?:施行|实施|生效)/.test(line)) effectiveFrom = dates.at(-1) ?? effectiveFrom;
    else promulgations.push(...dates.slice(0, 1));
  }
  const header = lines.join("\n");
  return {
    promulgatedOn: promulgations.sort().at(-1) ?? null,
    effectiveFrom,
    documentNumber: documentNumberIn(header),
    issuer: issuerIn(header),
  };
}

/** All real calendar days written as 2024年2月29日 in the text. */
export function datesIn(text: string): LocalDate[] {
  const found: LocalDate[] = [];
  for (const [, year, month, day] of text.matchAll(chineseDate)) {
    const date = localDateOf(`${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`);
    if (date) found.push(date);
  }
  return found;
}

/** The text itself if it is a real day in ISO form, else null. */
export function localDateOf(text: string | undefined): LocalDate | null {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text ? null : text;
}

/** The last number given: later amendments carry the number by which the text is known today. */
function documentNumberIn(header: string): string | null {
  const orders = [...header.matchAll(/(?:中华人民共和国)?([一-龥]{2,24}?)令\s*第?\s*(\d{1,4})\s*号/g)];
  const order = orders.at(-1);
  if (order) return `${shortIssuer(order[1] ?? "")}令第${order[2]}号`;
  const letters = [
    ...header.matchAll(/([一-龥]{1,10})\s*[〔[（(【]\s*(\d{4})\s*[〕\]）)】]\s*第?\s*(\d{1,4})\s*号/g),
  ];
  const letter = letters.at(-1);
  if (letter) return `${shortIssuer(letter[1] ?? "")}〔${letter[2]}〕${letter[3]}号`;
  const notices = [...header.matchAll(/([一-龥]{2,24}公告)\s*第?\s*(\d{1,4})\s*号/g)];
  const notice = notices.at(-1);
  return notice ? `${shortIssuer(notice[1] ?? "")}第${notice[2]}号` : null;
}

function shortIssuer(text: string): string {
  return text.replace(/^.*(?:年|月|日|以|经|由|根据)/, "").replace(/^中华人民共和国/, "");
}

const issuerPatterns: readonly [RegExp, (match: RegExpMatchArray) => string][] = [
  [/最高人民法院.{0,40}最高人民检察院/s, () => "最高人民法院、最高人民检察院"],
  [/最高人民(?:法院|检察院)/, (match) => match[0]],
  [
    /([一-龥]{2,6}?[省市区])第[一二三四五六七八九十]{1,3}届人民代表大会(常务委员会)?/,
    (match) => `${match[1]}人民代表大会${match[2] ?? ""}`,
  ],
  [
    /第[一二三四五六七八九十]{1,3}届全国人民代表大会(常务委员会)?/,
    (match) => `全国人民代表大会${match[1] ?? ""}`,
  ],
  [
    /([一-龥]{2,6}[省市])人(?:民代表)?大(?:会)?常(?:务)?委(?:员)?会/,
    (match) => `${match[1]}人民代表大会常务委员会`,
  ],
  [/国务院(?=令|发布|批准|第|公布|常务)/, () => "国务院"],
  [
    /([一-龥]{3,20}?(?:部|总局|委员会|人民政府|局))(?:令|公告|发布|印发)/,
    (match) => shortIssuer(match[1] ?? ""),
  ],
];

function issuerIn(header: string): string | null {
  // Amending decisions are quoted by title; their names must not be taken for the issuer.
  const plain = header
    .replace(/《[^》]*》/g, "")
    .replace(/中华人民共和国/g, "")
    .replace(/\d{4}年\d{1,2}月\d{1,2}日[经由]?/g, " ");
  for (const [pattern, name] of issuerPatterns) {
    const match = pattern.exec(plain);
    if (match) return name(match);
  }
  return null;
}
