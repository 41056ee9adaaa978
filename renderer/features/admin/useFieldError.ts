import { useStore } from "zustand";
import { errorSentence, useText } from "../../ui/text.ts";
import { type AdministrationStore, fieldProblem } from "./administration.store.ts";

/** The sentence at a field of the form `row`, or null while nothing is wrong with it. */
export function useFieldError(
  administration: AdministrationStore,
  row: string,
): (field: string) => string | null {
  const text = useText();
  const failed = useStore(administration, (state) => state.failed);
  return (field) => {
    const problem = fieldProblem(failed, row, field);
    return problem && errorSentence(text, problem);
  };
}
