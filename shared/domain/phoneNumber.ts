import { areaCodeOf } from "./areaCodes.ts";
import { foldDigits } from "./identifiers.ts";

/** A telephone number as the exchange presented it or a caller said it. */
export type PhoneNumber = {
  kind:
    | "mobile"
    | "landline"
    | "service"
    | "toll-free"
    | "international"
    | "hidden"
    | "extension"
    | "unknown";
  /** Canonical: the form to store, compare and dial. Digits, after `+` when international; empty when hidden. */
  digits: string;
  /** For the screen: 138 0013 8000, 0571-8765 4321, 010-12333, 400-123-4567. */
  display: string;
  /** City of the area code, or the place of a near country code; null where the number says none. */
  region: string | null;
  /** With its leading zero; null for numbers without one. */
  areaCode: string | null;
  /** True when the number has an area code that is in nobody's table: shown as such, never guessed. */
  unknownAreaCode: boolean;
  /** Digits to dial after the connection (转 808), or null. */
  subNumber: string | null;
};

/**
 * Reads a Chinese telephone number in any of the ways it is written: +86, 0086, the 9 for an outside line, 0 before
 * a mobile, area code joined or apart, full-width digits, a SIP address.
 * @param homeAreaCode the site's own code, for local numbers of 7 or 8 digits
 */
export function parsePhone(text: string, homeAreaCode = "0571"): PhoneNumber {
  const { main, subNumber } = split(text);
  if (isHidden(main)) return { ...blank, kind: "hidden", display: "号码未显示" };
  const number = main.replace(/[\s\-–—−.·/()]/g, "");
  const parsed = /^\+?[0-9]+$/.test(number) ? parseDigits(number, homeAreaCode) : null;
  if (parsed === null) return { ...blank, digits: number.replace(/[^0-9+]/g, ""), display: main };
  return {
    ...parsed,
    subNumber,
    display: subNumber === null ? parsed.display : `${parsed.display} 转 ${subNumber}`,
  };
}

/** Whether two numbers certainly are the same line. Hidden and unreadable numbers are never the same as anything. */
export function sameCaller(a: string, b: string, homeAreaCode = "0571"): boolean {
  return callerMatch(a, b, homeAreaCode) === "exact";
}

/**
 * How far two numbers point to the same caller. `probable` needs a look by the agent and is shown apart: one exchange
 * line with different extensions, or a number of which only the last eight digits could be read.
 */
export function callerMatch(a: string, b: string, homeAreaCode = "0571"): "exact" | "probable" | "none" {
  const one = parsePhone(a, homeAreaCode);
  const other = parsePhone(b, homeAreaCode);
  if (one.digits === "" || other.digits === "") return "none";
  const isSameLine = one.digits === other.digits && one.kind !== "unknown" && other.kind !== "unknown";
  if (isSameLine) return one.subNumber === other.subNumber ? "exact" : "probable";
  if (one.kind !== "unknown" && other.kind !== "unknown") return "none";
  const isSameTail = one.digits.length >= 8 && one.digits.slice(-8) === other.digits.slice(-8);
  return isSameTail ? "probable" : "none";
}

const blank: PhoneNumber = {
  kind: "unknown",
  digits: "",
  display: "",
  region: null,
  areaCode: null,
  unknownAreaCode: false,
  subNumber: null,
};

const hiddenNames =
  /^(anonymous|unknown|private|restricted|withheld|unavailable|号码未显示|未显示|隐藏(号码)?|未知(号码)?|匿名)?$/i;

function isHidden(main: string): boolean {
  return hiddenNames.test(main.trim());
}

/** Strips a SIP or tel address, folds, and takes off what is dialled after the connection. */
function split(text: string): { main: string; subNumber: string | null } {
  const bare = foldDigits(text)
    .trim()
    .replace(/^<?(?:sips?|tel):/i, "")
    .replace(/@.*$|;.*$|>$/g, "");
  const parts = /^(.*?[0-9])\s*(?:转|分机|ext\.?|x|#|,)+\s*([0-9]{1,6})号?(?:键|分机)?$/i.exec(bare);
  if (parts?.[1] !== undefined && parts[2] !== undefined) return { main: parts[1], subNumber: parts[2] };
  // 0571-87654321-808: a third group after area code and local number is an extension.
  const grouped = /^(0[0-9]{2,3}-[0-9]{7,8})-([0-9]{1,6})$/.exec(bare);
  if (grouped?.[1] !== undefined && grouped[2] !== undefined)
    return { main: grouped[1], subNumber: grouped[2] };
  return { main: bare, subNumber: null };
}

function parseDigits(number: string, homeAreaCode: string): PhoneNumber | null {
  const international = /^(?:\+|00)([1-9][0-9]{6,14})$/.exec(number)?.[1];
  if (international?.startsWith("86") === true) return parseMainland(international.slice(2));
  if (international !== undefined) return abroad(international);
  if (number.startsWith("+")) return parseShortAbroad(number);
  return parseHome(number, homeAreaCode);
}

/** +8612333 is too short for the international form but is what some exchanges present. */
function parseShortAbroad(number: string): PhoneNumber | null {
  return number.startsWith("+86") ? service(number.slice(3)) : null;
}

/** A number as dialled inside the country, perhaps from an office exchange. */
function parseHome(number: string, homeAreaCode: string): PhoneNumber | null {
  const direct = national(number) ?? local(number, homeAreaCode);
  if (direct !== null) return direct;
  // 9 for an outside line: taken off only when what remains is a number by itself.
  const outside = number.startsWith("9")
    ? (national(number.slice(1)) ?? local(number.slice(1), homeAreaCode))
    : null;
  if (outside !== null) return outside;
  if (/^86[1-9][0-9]{9,11}$/.test(number)) return parseMainland(number.slice(2));
  return /^[0-9]{2,6}$/.test(number)
    ? { ...blank, kind: "extension", digits: number, display: number }
    : null;
}

/**
 * What follows +86: the area code has lost its zero there, though many write it still. It is tried before the service
 * numbers: 10 6543 2100 is Beijing, not a message number beginning 106.
 */
function parseMainland(rest: string): PhoneNumber | null {
  return mobile(rest) ?? withAreaCode(`0${rest}`) ?? national(rest);
}

function national(number: string): PhoneNumber | null {
  return mobile(number) ?? tollFree(number) ?? service(number) ?? withAreaCode(number);
}

function mobile(number: string): PhoneNumber | null {
  // A 0 before a mobile was the long-distance form and still comes from old exchanges; no area code begins 013-019.
  const digits = /^0?(1[3-9][0-9]{9})$/.exec(number)?.[1];
  if (digits === undefined) return null;
  const display = `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`;
  return { ...blank, kind: "mobile", digits, display };
}

function tollFree(number: string): PhoneNumber | null {
  if (!/^[48]00[0-9]{7}$/.test(number)) return null;
  const display = `${number.slice(0, 3)}-${number.slice(3, 6)}-${number.slice(6)}`;
  return { ...blank, kind: "toll-free", digits: number, display };
}

/** Emergency and carrier numbers, 12xxx(x) government, 95xxx to 95xxxxxx and 96xxx(x) enterprise, 106 messages. */
const servicePattern =
  /^(?:11[0-9]|12[0-2]|100[0-9]{2}|11185|12[0-9]{3,4}|95[0-9]{3,6}|96[0-9]{3,4}|106[0-9]{5,17})$/;

function service(number: string): PhoneNumber | null {
  return servicePattern.test(number) ? { ...blank, kind: "service", digits: number, display: number } : null;
}

function withAreaCode(number: string): PhoneNumber | null {
  const areaCode = /^(?:010|02[0-9]|0[3-9][0-9]{2})/.exec(number)?.[0];
  if (areaCode === undefined) return null;
  const rest = number.slice(areaCode.length);
  const found = service(rest) ?? subscriber(rest);
  if (found === null) return null;
  const region = areaCodeOf(areaCode)?.city ?? null;
  const display = `${areaCode}-${found.display}`;
  return { ...found, digits: number, display, areaCode, region, unknownAreaCode: region === null };
}

function local(number: string, homeAreaCode: string): PhoneNumber | null {
  return subscriber(number) === null ? null : withAreaCode(homeAreaCode + number);
}

/** Local numbers have 7 or 8 digits and begin with 2 to 8; 1 and 9 are service numbers, 0 is long distance. */
function subscriber(number: string): PhoneNumber | null {
  if (!/^[2-8][0-9]{6,7}$/.test(number)) return null;
  const display = `${number.slice(0, -4)} ${number.slice(-4)}`;
  return { ...blank, kind: "landline", digits: number, display };
}

const nearby: ReadonlyArray<[string, string]> = [
  ["852", "香港"],
  ["853", "澳门"],
  ["886", "台湾"],
];

function abroad(number: string): PhoneNumber {
  const place = nearby.find(([code]) => number.startsWith(code));
  const region = place?.[1] ?? null;
  const display = place === undefined ? `+${number}` : `+${place[0]} ${number.slice(3)}`;
  return { ...blank, kind: "international", digits: `+${number}`, display, region };
}
