import { siteTimeZone } from "../../shared/domain/time.ts";
import { fill, type Text } from "./text.ts";

const clockParts = new Intl.DateTimeFormat("en-GB", {
  timeZone: siteTimeZone,
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** `14:52:07`, in the site's time zone wherever the seat's own clock is set. */
export function timeOfDay(at: string | number): string {
  return clockParts.format(new Date(at));
}

/** `14:52` */
export function shortTime(at: string | number): string {
  return timeOfDay(at).slice(0, 5);
}

const dayParts = new Intl.DateTimeFormat("en-GB", {
  timeZone: siteTimeZone,
  month: "2-digit",
  day: "2-digit",
});

/** `11-22 14:52` */
export function dayAndTime(at: string): string {
  const [day, month] = dayParts.format(new Date(at)).split("/");
  return `${month}-${day} ${shortTime(at)}`;
}

/** `3:07`, or `1:03:07` from an hour on. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const pair = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const tail = pair(seconds % 60);
  return hours > 0 ? `${hours}:${pair(minutes)}:${tail}` : `${minutes}:${tail}`;
}

/** How long ago, in the largest unit that fits: 12 秒, 3 分, 5 小时, 2 天. */
export function age(text: Text, ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return fill(text.time.seconds, { n: seconds });
  if (seconds < 3600) return fill(text.time.minutes, { n: Math.floor(seconds / 60) });
  if (seconds < 86_400) return fill(text.time.hours, { n: Math.floor(seconds / 3600) });
  return fill(text.time.days, { n: Math.floor(seconds / 86_400) });
}

const grouped = new Intl.NumberFormat("en-US");

/** `9,812` */
export function count(n: number): string {
  return grouped.format(n);
}
