import { z } from "zod";
import type { Label } from "./complaintLabels.ts";
import { type LocalDate, siteDay } from "./time.ts";
import type { WorkCalendar } from "./workCalendar.ts";
import { addDays, isProvisional, isWorkingDay } from "./workingDays.ts";

/** What a site offers to callers; a district offers its own list only. */
export const siteService = z.enum([
  "policy-advice",
  "guidance",
  "information",
  "complaint",
  "labour-inspection",
  "efficiency-office",
  "public-views",
]);
export type SiteService = z.infer<typeof siteService>;

export const siteServiceLabels: Readonly<Record<SiteService, Label>> = {
  "policy-advice": { zh: "政策咨询", en: "Advice on policy" },
  guidance: { zh: "办事指南", en: "Guidance on procedures" },
  information: { zh: "信息查询", en: "Look-up of records" },
  complaint: { zh: "投诉举报", en: "Complaints and reports" },
  "labour-inspection": { zh: "劳动保障监察投诉举报", en: "Reports to labour inspection" },
  "efficiency-office": { zh: "机关效能投诉举报", en: "Complaints to the efficiency office" },
  "public-views": { zh: "民情速递", en: "Public views" },
};

export const siteChannel = z.enum(["phone", "email", "web", "voice-24h"]);

const clockTime = z.string().regex(/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/);
const openPeriod = z.object({ opensAt: clockTime, closesAt: clockTime });

/** One site's hours on working days, by season, with the lunch break between the periods. */
export const serviceHours = z.object({
  /** Site id, or `*` for sites without a row of their own. */
  site: z.string(),
  autumnWinter: z.array(openPeriod).min(1),
  springSummer: z.array(openPeriod).min(1),
  services: z.array(siteService).min(1),
  channels: z.array(siteChannel).min(1),
});
export type ServiceHours = z.infer<typeof serviceHours>;

/** First days of the two seasons, `05-01`. A setting of each site: the published hours name no changeover dates. */
export const seasonSetting = z.object({ springSummerFrom: monthDay(), autumnWinterFrom: monthDay() });
export type SeasonSetting = z.infer<typeof seasonSetting>;

/** Used until a site has set its own. */
export const assumedSeason: SeasonSetting = { springSummerFrom: "05-01", autumnWinterFrom: "10-01" };

/** `closesAt` while open, `opensAt` while closed (null: not within 30 days); both epoch ms. */
export type Opening = {
  isOpen: boolean;
  closesAt: number | null;
  opensAt: number | null;
  /** 暂定: the answer rests on a day no official calendar covers. */
  provisional: boolean;
};

/** The row of a site, or the general one of the field (working days 9:00 to 17:00, local time decides). */
export function hoursOf(site: string, rows: readonly ServiceHours[] = defaultServiceHours): ServiceHours {
  return rows.find((row) => row.site === site) ?? rows.find((row) => row.site === "*") ?? generalHours;
}

/**
 * Whether people answer at that moment, and until or from when. A period contains its opening minute and not its
 * closing one: at 11:30:00 a site that closes at 11:30 is closed. Make-up working weekends are worked.
 * @param atMs epoch milliseconds
 */
export function openingAt(
  hours: ServiceHours,
  atMs: number,
  { calendar, season }: { calendar: WorkCalendar; season: SeasonSetting },
): Opening {
  const today = siteDay(atMs);
  for (let ahead = 0; ahead <= 30; ahead += 1) {
    const day = addDays(today, ahead);
    if (!isWorkingDay(day, calendar)) continue;
    const next = periodsOn(hours, day, season).find((period) => atMs < period.closesAt);
    if (next === undefined) continue;
    const isOpen = atMs >= next.opensAt;
    const provisional = isProvisional(today, calendar) || isProvisional(day, calendar);
    return {
      isOpen,
      closesAt: isOpen ? next.closesAt : null,
      opensAt: isOpen ? null : next.opensAt,
      provisional,
    };
  }
  return { isOpen: false, closesAt: null, opensAt: null, provisional: isProvisional(today, calendar) };
}

/** Epoch ms of a day's periods, earliest first. */
function periodsOn(
  hours: ServiceHours,
  day: LocalDate,
  season: SeasonSetting,
): { opensAt: number; closesAt: number }[] {
  const periods = isSpringSummer(day, season) ? hours.springSummer : hours.autumnWinter;
  const moment = (time: string) => Date.parse(`${day}T${time}:00+08:00`);
  return periods
    .map((period) => ({ opensAt: moment(period.opensAt), closesAt: moment(period.closesAt) }))
    .toSorted((a, b) => a.opensAt - b.opensAt);
}

/** Works for a summer that lies within the year and for one that runs over New Year alike. */
function isSpringSummer(day: LocalDate, { springSummerFrom, autumnWinterFrom }: SeasonSetting): boolean {
  const monthAndDay = day.slice(5);
  const isAfterSpring = monthAndDay >= springSummerFrom;
  const isBeforeAutumn = monthAndDay < autumnWinterFrom;
  return springSummerFrom <= autumnWinterFrom
    ? isAfterSpring && isBeforeAutumn
    : isAfterSpring || isBeforeAutumn;
}

function monthDay() {
  return z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$/);
}

/** `"08:30-12:00 13:30-17:00"` */
function periods(text: string): ServiceHours["autumnWinter"] {
  return text.split(" ").map((period) => {
    const [opensAt = "", closesAt = ""] = period.split("-");
    return { opensAt, closesAt };
  });
}

const advice: SiteService[] = ["policy-advice", "guidance"];
const generalPeriods = periods("09:00-17:00");
const cityPeriods = periods("08:30-12:00 13:30-17:00");

const generalHours: ServiceHours = {
  site: "*",
  autumnWinter: generalPeriods,
  springSummer: generalPeriods,
  services: [...advice, "information", "complaint"],
  channels: ["phone", "voice-24h"],
};

/** The published hours of the reference centre's eight sites, and the general row for any other. */
export const defaultServiceHours: readonly ServiceHours[] = [
  {
    site: "hangzhou",
    autumnWinter: cityPeriods,
    springSummer: cityPeriods,
    services: [...advice, "information", "complaint", "public-views"],
    channels: ["phone", "email", "web", "voice-24h"],
  },
  {
    site: "xiaoshan",
    autumnWinter: periods("08:30-11:30 13:30-17:15"),
    springSummer: periods("08:30-11:30 14:00-17:45"),
    services: [...advice, "information", "labour-inspection", "public-views"],
    channels: ["phone", "email", "web", "voice-24h"],
  },
  {
    site: "yuhang",
    autumnWinter: periods("08:30-11:30 13:30-17:00"),
    springSummer: periods("08:30-11:30 14:00-17:30"),
    services: [...advice, "information", "efficiency-office", "public-views"],
    channels: ["phone"],
  },
  {
    site: "fuyang",
    autumnWinter: periods("08:00-11:00 13:30-17:00"),
    springSummer: periods("08:00-11:00 14:00-17:30"),
    services: [...advice, "labour-inspection"],
    channels: ["phone"],
  },
  {
    site: "linan",
    autumnWinter: periods("08:00-11:30 13:30-17:00"),
    springSummer: periods("08:00-11:30 14:30-17:30"),
    services: [...advice, "labour-inspection", "public-views"],
    channels: ["phone"],
  },
  {
    site: "tonglu",
    autumnWinter: periods("08:00-11:30 13:30-17:00"),
    springSummer: periods("08:00-11:30 14:00-17:30"),
    services: [...advice, "public-views", "efficiency-office"],
    channels: ["phone"],
  },
  {
    site: "jiande",
    autumnWinter: periods("08:00-11:30 13:30-17:00"),
    springSummer: periods("08:00-11:30 14:00-17:30"),
    services: [...advice, "information", "complaint"],
    channels: ["phone"],
  },
  {
    site: "chunan",
    autumnWinter: periods("08:00-11:15 13:30-16:45"),
    springSummer: periods("08:00-11:15 14:00-17:15"),
    services: [...advice, "information", "complaint"],
    channels: ["phone"],
  },
  generalHours,
];
