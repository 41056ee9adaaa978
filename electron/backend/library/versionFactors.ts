import type { StoredVersion } from "../../../db/libraryDocuments.ts";
import type { DocumentKind, Validity } from "../../../shared/domain/policy.ts";
import type { LocalDate } from "../../../shared/domain/time.ts";
import { placesIn } from "./regions.ts";
import type { Snapshot } from "./snapshot.ts";

/** How much a kind of document is worth before anything is matched: callers' questions are answered by statutes. */
export const kindFactor: Readonly<Record<DocumentKind, number>> = {
  law: 1,
  regulation: 0.95,
  rule: 0.95,
  notice: 0.9,
  interpretation: 0.85,
  local: 0.85,
  guide: 1.05,
  qa: 1.1,
  form: 0.8,
};

/** Titles of the field that a labour and social-insurance hotline answers from, and of regimes for other people. */
const tradeTitle =
  /劳动|职工|工资|社会保险|社会保障|医疗保障|工伤|失业|养老保险|医疗保险|生育|就业|带薪|公积金|农民工|童工|人力资源|仲裁法|年节/;
const otherRegime = /军|武装|公务员|公安|法官|检察官|监察官|警察|消防|海事|船员/;
export const tradeFactor = { own: 1.15, other: 0.9, civil: 1.15 };

export const validityFactor: Readonly<Record<Validity, number>> = {
  "in-force": 1,
  unknown: 0.95,
  "not-yet": 0.5,
  superseded: 0.5,
  expired: 0.5,
};

/** Where the caller is (GB/T 2260 code), what is asked, and whether it names a matter of the trade. */
export type Situation = {
  asOf: LocalDate;
  region: string | null;
  query: string;
  isTrade: boolean;
  /** Counts lapsed texts as much as those in force: only to see what the difference is worth. */
  ignoresValidity?: boolean;
};

/** One factor for each version of the snapshot; computed once for each kind of situation. */
export function versionFactors(snapshot: Snapshot, situation: Situation): Float32Array {
  const named = placesIn(situation.query).map((place) => place.code);
  const regime = regimeNamedIn(situation.query);
  const { ignoresValidity = false } = situation;
  const key = [situation.asOf, situation.region, situation.isTrade, ignoresValidity, regime, ...named].join(
    "|",
  );
  const known = snapshot.factors.get(key);
  if (known) return known;
  const factors = Float32Array.from(snapshot.versions, (version) => {
    const validity = ignoresValidity ? 1 : validityFactor[snapshot.validityOf(version, situation.asOf)];
    const trade = situation.isTrade ? tradeFactorOf(version.title, regime) : 1;
    const region = regionFactor(version, situation.region, named);
    return civilFactorOf(version) * kindFactor[version.kind] * validity * trade * region;
  });
  if (snapshot.factors.size >= mostKept) snapshot.factors.clear();
  snapshot.factors.set(key, factors);
  return factors;
}

const mostKept = 32;

function tradeFactorOf(title: string, regime: string | null): number {
  const side = tradeSideOf(title, regime);
  return side > 0 ? tradeFactor.own : side < 0 ? tradeFactor.other : 1;
}

/**
 * When a query speaks of the trade, its own texts come first (1); those for soldiers or officials last (-1), unless the
 * query names them.
 */
export function tradeSideOf(title: string, regime: string | null): number {
  const other = otherRegime.exec(title)?.[0];
  if (other !== undefined) return other === regime ? 0 : -1;
  return tradeTitle.test(title) ? 1 : 0;
}

/** The regime of other people that a query names. */
export function regimeNamedIn(query: string): string | null {
  return otherRegime.exec(query)?.[0] ?? null;
}

/** What citizens ask about each other is answered by the code more often than by all other laws together. */
function civilFactorOf(version: StoredVersion): number {
  return version.kind === "law" && version.title.includes("民法典") ? tradeFactor.civil : 1;
}

/** Rules of the caller's own city before its province before the nation; those of other places last. */
function regionFactor(version: StoredVersion, region: string | null, named: readonly string[]): number {
  if (version.region === "000000") return 1;
  if (named.length > 0)
    return named.some((code) => covers(version.region, code) || covers(code, version.region)) ? 1.1 : 0.6;
  if (region === null) return 0.85;
  return covers(version.region, region) ? 1.05 : 0.6;
}

/** 330000 covers 330100, 330100 covers 330110: trailing pairs of zeros stand for everything below. */
export function covers(wide: string, narrow: string): boolean {
  return narrow.startsWith(wide.replace(/(?:00)+$/, ""));
}
