import type { WhyReason } from "../../../shared/domain/policy.ts";
import type { Ranked } from "./rank.ts";

/** From here on nearness says something: nine in ten right answers lie at least so near. */
const leastNear = 0.4;
/** Where half of what was asked stands in the passage, its words are reason enough. */
const mostCovered = 0.5;
const hardlyCovered = 0.25;

/**
 * Why a passage is among the results, the strongest reason first: the words that led there, and where they are few that it
 * lies near in meaning to the whole question.
 */
export function reasonsOf(
  query: string,
  { matched, cosine, coverage }: Pick<Ranked, "matched" | "cosine" | "coverage">,
): WhyReason[] {
  const words = matched.map(
    ({ typed, matched: found }): WhyReason => ({
      kind: typed === found ? "word" : "alias",
      typed,
      matched: found,
    }),
  );
  if (cosine < leastNear || coverage >= mostCovered) return words;
  const near: WhyReason = {
    kind: "similar",
    typed: query,
    matched: "",
    percent: Math.min(100, Math.round(100 * cosine)),
  };
  return coverage < hardlyCovered ? [near, ...words] : [...words, near];
}
