import { z } from "zod";

/** When a phrase fits: what is going on at the desk. */
export const phraseMoment = z.enum([
  "greeting",
  "talking",
  "identity",
  "complaint",
  "refusal",
  "discipline",
  "waiting",
  "repeat",
  "offHours",
  "closing",
]);
export type PhraseMoment = z.infer<typeof phraseMoment>;

/** One thing an agent says word for word. The words are Chinese whatever the language of the screen: callers hear them. */
export const phrase = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{2,40}$/),
  title: z.strictObject({ zh: z.string().min(2).max(20), en: z.string().min(2).max(60) }),
  words: z.string().min(6).max(220),
  /** Words it is found by besides its title and text. */
  keywords: z.string().max(120),
  moments: z.array(phraseMoment).min(1),
});
export type Phrase = z.infer<typeof phrase>;

/** What is known of the desk when the phrases are opened. */
export type PhraseSituation = {
  call: "none" | "ringing" | "talking" | "waiting" | "wrap-up";
  complaintOpen: boolean;
  /** Grounds of refusal that are ticked; the phrase of a ground is named after it. */
  grounds: readonly string[];
  /** The complaint goes to discipline inspection or is about staff. */
  isDiscipline: boolean;
  /** Calls of this number within half an hour, this one included. */
  attempts: number;
  isOpen: boolean;
  /** Ids of what was said in this call already. */
  said: readonly string[];
};

/** Phrases in the order in which they are likely to be needed now; what was said already comes last. */
export function orderPhrases(phrases: readonly Phrase[], situation: PhraseSituation): Phrase[] {
  const worth = weighMoments(situation);
  const said = new Set(situation.said);
  const score = ({ id, moments }: Phrase) => {
    if (said.has(id)) return -1;
    if (situation.grounds.some((ground) => id === `refuse-${ground}`)) return 100;
    return Math.max(...moments.map((moment) => worth[moment] ?? 0));
  };
  // Sorting is stable: phrases that fit as well keep the order of the table.
  return [...phrases].sort((a, b) => score(b) - score(a));
}

function weighMoments(situation: PhraseSituation): Partial<Record<PhraseMoment, number>> {
  const { call, complaintOpen, isDiscipline, attempts, isOpen } = situation;
  return {
    ...byCall[call],
    ...(complaintOpen && call !== "wrap-up" && { complaint: 8, identity: 7, refusal: 5 }),
    ...(complaintOpen && isDiscipline && { discipline: 9 }),
    ...(attempts > 1 && { repeat: 10 }),
    ...(!isOpen && { offHours: call === "talking" ? 7 : 10 }),
  };
}

const byCall: Record<PhraseSituation["call"], Partial<Record<PhraseMoment, number>>> = {
  none: { greeting: 6, talking: 4 },
  ringing: { greeting: 9, talking: 4 },
  talking: { talking: 6, greeting: 5, waiting: 4, identity: 3, closing: 2 },
  waiting: { waiting: 9, talking: 4, closing: 2 },
  "wrap-up": { closing: 9, talking: 3 },
};

/** Those that hold every typed word, in the order given; all of them while nothing is typed. */
export function filterPhrases(phrases: readonly Phrase[], typed: string): Phrase[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return phrases.filter(({ title, words: spoken, keywords }) => {
    const text = `${title.zh} ${title.en} ${keywords} ${spoken}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
