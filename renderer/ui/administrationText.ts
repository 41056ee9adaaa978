import { administrationEn } from "./administration.en.ts";
import { administrationZh } from "./administration.zh.ts";
import { usePartText } from "./partText.ts";
import type { Sentences } from "./text.ts";

/** Sentences of 管理, which the log-in screen does without. */
export const administrationText = { zh: administrationZh, en: administrationEn };

export type AdministrationText = Sentences<typeof administrationZh>;

export function useAdministrationText(): AdministrationText {
  return usePartText(administrationText);
}
