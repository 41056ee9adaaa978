import { z } from "zod";
import { category, complaintForm, route } from "../domain/complaint.ts";
import { consultation } from "../domain/record.ts";

const bilingual = z.object({ zh: z.string().min(1), en: z.string().min(1) });

/** One utterance of a scripted caller. `audio` is an address of the page's origin; `durationMs` its length. */
export const practiceLine = z.object({
  id: z.string().regex(/^[a-z-]+-\d+$/),
  text: z.string().min(1),
  audio: z.string().regex(/^practice\/[a-z0-9-]+\.ogg$/),
  durationMs: z.int().positive(),
});
export type PracticeLine = z.infer<typeof practiceLine>;

/** How the caller of a story sounds: a variant of the synthesiser, its speed in words a minute, its pitch 0–99. */
export const practiceVoice = z.object({ variant: z.string(), speed: z.int(), pitch: z.int() });

/**
 * What a good agent does with the call. `citations` name clauses of the starter library, `basis` the law behind them;
 * `complaint` is the form as it should look before it is submitted.
 */
export const practiceExpectation = z.object({
  topic: z.string(),
  outcome: consultation.shape.outcome.unwrap(),
  citations: z.array(z.object({ title: z.string(), label: z.string(), basis: z.string() })),
  category: category.nullable(),
  route: route.nullable(),
  complaint: complaintForm.nullable(),
  hints: z.array(bilingual).min(1),
});

/** A scripted caller of the practice line. All people, units and numbers are invented. */
export const practiceStory = z.object({
  id: z.string().regex(/^[a-z-]+$/),
  title: bilingual,
  /** As an exchange would present it. */
  number: z.string(),
  /** GB/T 2260 code of where the caller is. */
  region: z.string().regex(/^\d{6}$/),
  queue: z.string(),
  menu: z.string(),
  /** Never rings by itself: it answers when its number is dialled. */
  answersOnly: z.boolean().optional(),
  voice: practiceVoice,
  lines: z.array(practiceLine).min(3),
  expected: practiceExpectation,
});
export type PracticeStory = z.infer<typeof practiceStory>;
