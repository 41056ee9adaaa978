import type { LibraryDocuments } from "../../../../db/libraryDocuments.ts";
import { worthOf } from "../../../../shared/domain/searchModel.ts";
import { canonicalText } from "../canonicalText.ts";
import { answerFinder, type FoundQuestion } from "./questionSet.ts";

/** A query of the centre and a clause it led to. */
export type UsedPair = {
  query: string;
  clauseId: string;
  title: string;
  label: string | null;
  opened: number;
  cited: number;
};

/** A query that agents searched, with the clauses it was answered by, as far as the library still holds them. */
export type OwnQuestion = FoundQuestion & { cited: number; opened: number; weight: number };

const most = { weight: 3 };

/**
 * What agents searched and then used. Where something was cited, that is the answer, and what was merely opened says
 * nothing; else what was opened is the answer, with less weight.
 */
export function ownQuestions(pairs: readonly UsedPair[], documents: LibraryDocuments): OwnQuestion[] {
  const locate = passageFinder(documents);
  const byQuery = Map.groupBy(pairs, ({ query }) => canonicalText(query).trim());
  return [...byQuery].flatMap(([question, used]): OwnQuestion[] => {
    if (question.length < 2) return [];
    const found = used.flatMap((pair) => {
      const passage = locate(pair);
      return passage === null ? [] : [{ ...pair, passage }];
    });
    const cited = found.filter((pair) => pair.cited > 0);
    const answers = cited.length > 0 ? cited : found.filter((pair) => pair.opened > 0);
    if (answers.length === 0) return [];
    const sum = (name: "cited" | "opened") => answers.reduce((total, pair) => total + pair[name], 0);
    return [
      {
        question,
        source: "own",
        passages: [...new Set(answers.map(({ passage }) => passage))],
        cited: sum("cited"),
        opened: sum("opened"),
        weight: Math.min(most.weight, Math.max(...answers.map(worthOf))),
      },
    ];
  });
}

/** The passage a clause is now: of a wording that was replaced, the clause of the same label in its successor. */
function passageFinder(documents: LibraryDocuments): (pair: UsedPair) => number | null {
  const newest = answerFinder(documents);
  return ({ clauseId, title, label }) => {
    const [versionId = "", ordinal = ""] = clauseId.split(".");
    const version = documents.version(versionId);
    if (version && !version.replaced) return documents.clause(versionId, Number(ordinal))?.passageId ?? null;
    return label === null ? null : newest({ file: title, article: label });
  };
}
