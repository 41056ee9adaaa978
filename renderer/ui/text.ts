import { createContext, useContext } from "react";
import {
  elementLabels,
  groundLabels,
  type Label,
  statusLabels,
} from "../../shared/domain/complaintLabels.ts";
import { AppError } from "../../shared/errors.ts";
import { zh } from "./strings.zh.ts";

export type Language = "zh" | "en";

/** The same tree of keys with any sentence in it: a catalogue that misses a key does not compile. */
export type Sentences<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Sentences<T[Key]> };
export type Text = Sentences<typeof zh>;

/** The sentences of a language. English is fetched only where somebody asks for it. */
export async function loadText(language: Language): Promise<Text> {
  return language === "zh" ? zh : (await import("./strings.en.ts")).en;
}

const TextContext = createContext<Text>(zh);
export const TextProvider = TextContext.Provider;

/** The sentences of the language now chosen. */
export function useText(): Text {
  return useContext(TextContext);
}

/** Puts values in the place of `{name}`; a name without a value stays visible, so that it is noticed. */
export function fill(sentence: string, values: Record<string, string | number | boolean>): string {
  return sentence.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

/** The sentence of a rule, or the general one: never a code alone. */
export function ruleSentence(text: Text, rule: string | null, detail: Detail = {}): string {
  const sentences: Record<string, string> = text.errors;
  const sentence = rule !== null && Object.hasOwn(sentences, rule) ? sentences[rule] : undefined;
  return fill(sentence ?? text.errors.general, named(text, detail));
}

/** A name of the trade in the language of the screen. */
export function label(text: Text, { zh: chinese, en: english }: Label): string {
  return text === zh ? chinese : english;
}

/** Which of the two catalogues this is. */
export function languageOf(text: Text): Language {
  return text === zh ? "zh" : "en";
}

const namesById: Readonly<Record<string, Readonly<Record<string, Label>>>> = {
  element: elementLabels,
  ground: groundLabels,
  from: statusLabels,
  to: statusLabels,
};

/** Rules speak of elements, grounds and statuses by their ids; sentences by their names. */
function named(text: Text, detail: Detail): Detail {
  const entries = Object.entries(detail).map(([key, value]) => {
    const known = namesById[key]?.[String(value)];
    return [key, known ? label(text, known) : value] as const;
  });
  return Object.fromEntries(entries);
}

/** What the screen says about a failed call. */
export function errorSentence(text: Text, problem: Problem): string {
  return ruleSentence(text, problem.rule, problem.detail);
}

/** The part of an error a screen keeps: the rule's name and the values of its sentence. */
export type Problem = { rule: string; detail: Detail };
type Detail = Record<string, string | number | boolean>;

/** Any thrown value as a problem. An error without a rule is named after its code. */
export function toProblem(error: unknown): Problem {
  if (!(error instanceof AppError)) return { rule: "internal", detail: {} };
  return { rule: error.rule ?? error.code, detail: error.detail ?? {} };
}
