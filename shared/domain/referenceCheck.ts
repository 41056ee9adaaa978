import type { Outcome, Refused } from "../errors.ts";
import type { ReferenceItem, SiteSeason } from "./administration.ts";
import type { DeadlineRule } from "./deadline.ts";
import type { Topic } from "./reference.ts";
import type { ServiceHours } from "./serviceHours.ts";
import type { Site } from "./staff.ts";

/** What stands beside the item: sites that exist, and the topics whose names are taken. */
export type Surroundings = { siteIds: ReadonlySet<string>; topics: readonly Topic[] };

/**
 * An item of reference data as it may be stored, its texts trimmed; an English name left empty is the Chinese one.
 * @returns refusals whose detail names the `field`: `admin.required`, `admin.duplicate`, `admin.unknownSite`,
 * `admin.region`, `admin.periodOrder`, `admin.noSuchDay`, `admin.sameDay`, `admin.validityOrder`
 */
export function checkReference(item: ReferenceItem, around: Surroundings): Outcome<ReferenceItem> {
  switch (item.kind) {
    case "topic":
      return kept(item.kind, checkTopic(item.value, around));
    case "site":
      return kept(item.kind, checkSite(item.value));
    case "serviceHours":
      return kept(item.kind, checkHours(item.value, around));
    case "season":
      return kept(item.kind, checkSeason(item.value, around));
    case "deadlineRule":
      return kept(item.kind, checkDeadline(item.value));
  }
}

function kept<K extends ReferenceItem["kind"]>(
  kind: K,
  checked: Outcome<Extract<ReferenceItem, { kind: K }>["value"]>,
): Outcome<ReferenceItem> {
  return checked.ok ? { ok: true, value: { kind, value: checked.value } as ReferenceItem } : checked;
}

function checkTopic(given: Topic, { topics }: Surroundings): Outcome<Topic> {
  const group = given.group.trim();
  const zh = given.zh.trim();
  if (group === "") return refused("admin.required", "group");
  if (zh === "") return refused("admin.required", "zh");
  const isTaken = topics.some((other) => other.id !== given.id && !other.retired && other.zh === zh);
  if (isTaken && !given.retired) return refused("admin.duplicate", "zh");
  return { ok: true, value: { ...given, group, zh, en: given.en.trim() || zh } };
}

function checkSite(given: Site): Outcome<Site> {
  const name = given.name.trim();
  if (name === "") return refused("admin.required", "name");
  if (!/^[0-9]{6}$/.test(given.region)) return refused("admin.region", "region");
  return { ok: true, value: { ...given, name } };
}

function checkHours(given: ServiceHours, around: Surroundings): Outcome<ServiceHours> {
  if (!isKnownSite(given.site, around)) return refused("admin.unknownSite", "site");
  for (const season of ["autumnWinter", "springSummer"] as const)
    if (!areInOrder(given[season])) return refused("admin.periodOrder", season);
  return { ok: true, value: given };
}

/** Each period ends after it begins, and the next begins no earlier. */
function areInOrder(periods: ServiceHours["autumnWinter"]): boolean {
  const times = periods.flatMap(({ opensAt, closesAt }) => [opensAt, closesAt]);
  return (
    periods.every(({ opensAt, closesAt }) => opensAt < closesAt) &&
    times.every((time, at) => at === 0 || (times[at - 1] ?? "") <= time)
  );
}

function checkSeason(given: SiteSeason, around: Surroundings): Outcome<SiteSeason> {
  if (!isKnownSite(given.site, around)) return refused("admin.unknownSite", "site");
  for (const field of ["springSummerFrom", "autumnWinterFrom"] as const)
    if (!isDayOfEveryYear(given[field])) return refused("admin.noSuchDay", field);
  if (given.springSummerFrom === given.autumnWinterFrom) return refused("admin.sameDay", "autumnWinterFrom");
  return { ok: true, value: given };
}

/** 29 February is no changeover date: three years out of four have none. */
function isDayOfEveryYear(monthDay: string): boolean {
  const moment = new Date(`2025-${monthDay}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(5, 10) === monthDay;
}

function checkDeadline(given: DeadlineRule): Outcome<DeadlineRule> {
  const zh = given.basis.zh.trim();
  if (zh === "") return refused("admin.required", "basis");
  const { validFrom, validTo } = given;
  if (validFrom !== null && validTo !== null && validTo < validFrom)
    return refused("admin.validityOrder", "validTo");
  return { ok: true, value: { ...given, basis: { zh, en: given.basis.en.trim() || zh } } };
}

/** `*` is the row of every site without its own. */
function isKnownSite(site: string, { siteIds }: Surroundings): boolean {
  return site === "*" || siteIds.has(site);
}

function refused(rule: string, field: string): Refused {
  return { ok: false, rule, detail: { field } };
}
