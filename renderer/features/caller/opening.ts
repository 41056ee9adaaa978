import { assumedSeason, hoursOf, type Opening, openingAt } from "../../../shared/domain/serviceHours.ts";
import { shippedCalendar } from "../../../shared/domain/workCalendar.ts";
import type { ReferenceData } from "../../../shared/rpc/contract.ts";

/** Whether a site answers at that moment, by its own season and hours. */
export function openingOf({ serviceHours, seasons }: ReferenceData, site: string, now: number): Opening {
  const own = seasons.find((each) => each.site === site) ?? seasons.find((each) => each.site === "*");
  const season = own ?? assumedSeason;
  return openingAt(hoursOf(site, serviceHours), now, { calendar: shippedCalendar, season });
}
