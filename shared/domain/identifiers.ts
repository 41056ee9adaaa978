import type { Outcome, Refused } from "../errors.ts";
import type { LocalDate } from "./time.ts";

/** What an ID number says about its holder. `region` is the province of first registration, in Chinese. */
export type IdNumber = {
  /** `id18` is the present form; `id15` the form issued before 1999, accepted and flagged on screen. */
  kind: "id18" | "id15";
  /** Folded: half-width digits and a capital X. */
  number: string;
  birthOn: LocalDate;
  sex: "male" | "female";
  region: string;
};

/**
 * Checks a citizen ID number (GB 11643-1999) as it was typed: spaces, full-width digits and a small x are folded.
 * @param today the site's day; nobody is born after it
 * @returns refusals `idNumber.length | characters | region | birthDate | checkDigit`
 */
export function checkIdNumber(text: string, today: LocalDate): Outcome<IdNumber> {
  const number = compact(text);
  if (number.length !== 18 && number.length !== 15)
    return refused("idNumber.length", { length: number.length });
  const isOldForm = number.length === 15;
  if (!(isOldForm ? /^[0-9]{15}$/ : /^[0-9]{17}[0-9X]$/).test(number)) return refused("idNumber.characters");
  const region = regionOf(number);
  if (region === undefined) return refused("idNumber.region");
  const birthOn = birthDateOf(isOldForm ? `19${number.slice(6, 12)}` : number.slice(6, 14), today);
  if (birthOn === null) return refused("idNumber.birthDate");
  if (!isOldForm && idCheckCharacter(number.slice(0, 17)) !== number[17])
    return refused("idNumber.checkDigit");
  const sequenceDigit = Number(number[isOldForm ? 14 : 16]);
  const sex = sequenceDigit % 2 === 1 ? "male" : "female";
  return { ok: true, value: { kind: isOldForm ? "id15" : "id18", number, birthOn, sex, region } };
}

/** The check character of an ID number's first 17 digits: ISO 7064 MOD 11-2. */
export function idCheckCharacter(first17: string): string {
  const remainder = [...first17].reduce((carry, digit) => ((carry + Number(digit)) * 2) % 11, 0);
  const check = (12 - remainder) % 11;
  return check === 10 ? "X" : String(check);
}

/**
 * Checks a unified social credit code (GB 32100-2015) as it was typed; letters may be small or full-width.
 * @returns the folded 18 characters; refusals `creditCode.length | characters | checkCharacter`
 */
export function checkCreditCode(text: string): Outcome<string> {
  const code = compact(text);
  if (code.length !== 18) return refused("creditCode.length", { length: code.length });
  // Characters 3 to 8 are the registering office's division code: digits only (GB 32100, 4.4).
  if (![...code].every((sign) => creditAlphabet.includes(sign)) || !/^..[0-9]{6}/.test(code))
    return refused("creditCode.characters");
  if (creditCheckCharacter(code.slice(0, 17)) !== code[17]) return refused("creditCode.checkCharacter");
  return { ok: true, value: code };
}

/** The check character of a credit code's first 17 characters: weights 3^(i-1) modulo 31 (GB 32100, annex B). */
export function creditCheckCharacter(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const sign of first17) {
    sum += creditAlphabet.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  return creditAlphabet[(31 - (sum % 31)) % 31] ?? "";
}

/** Full-width letters, digits, signs and spaces to their half-width twins; everything else stays. */
export function foldDigits(text: string): string {
  return text
    .replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, " ");
}

/** Digits and capitals without I, O, S, V and Z, which are too like 1, 0, 5, U and 2. */
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** First two digits of an ID number (GB/T 2260); 81 to 83 are residence permits (港澳台居民居住证, 2018). */
const provinces: Readonly<Record<string, string>> = {
  11: "北京",
  12: "天津",
  13: "河北",
  14: "山西",
  15: "内蒙古",
  21: "辽宁",
  22: "吉林",
  23: "黑龙江",
  31: "上海",
  32: "江苏",
  33: "浙江",
  34: "安徽",
  35: "福建",
  36: "江西",
  37: "山东",
  41: "河南",
  42: "湖北",
  43: "湖南",
  44: "广东",
  45: "广西",
  46: "海南",
  50: "重庆",
  51: "四川",
  52: "贵州",
  53: "云南",
  54: "西藏",
  61: "陕西",
  62: "甘肃",
  63: "青海",
  64: "宁夏",
  65: "新疆",
  71: "台湾",
  81: "香港",
  82: "澳门",
  83: "台湾",
};

/** The 2023 permanent residence card of foreigners is 9 + province of issue + nationality + the usual rest. */
function regionOf(number: string): string | undefined {
  if (number.length === 18 && number.startsWith("9")) return provinces[number.slice(1, 3)];
  return provinces[number.slice(0, 2)];
}

/** Nobody who calls is older than this; a typed year before it is a typing error. */
const oldestAge = 130;

function birthDateOf(yyyymmdd: string, today: LocalDate): LocalDate | null {
  const day = `${yyyymmdd.slice(0, 4)}-${yyyymmdd.slice(4, 6)}-${yyyymmdd.slice(6, 8)}`;
  const ms = Date.parse(`${day}T00:00:00Z`);
  // Date.parse rolls 30 February over to March in some engines: the round trip catches that.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day) return null;
  const isPlausible = day <= today && Number(day.slice(0, 4)) >= Number(today.slice(0, 4)) - oldestAge;
  return isPlausible ? day : null;
}

function compact(text: string): string {
  return foldDigits(text)
    .replace(/[\s\-—–·]/g, "")
    .toUpperCase();
}

function refused(rule: string, detail?: Record<string, number>): Refused {
  return detail === undefined ? { ok: false, rule } : { ok: false, rule, detail };
}
