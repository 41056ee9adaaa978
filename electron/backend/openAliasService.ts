import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { libraryAliases } from "../../db/libraryAliases.ts";
import type { Database } from "../../db/open.ts";
import type { AliasMeasure } from "../../shared/domain/aliasMeasure.ts";
import type { AliasProposal, LibraryMiss } from "../../shared/domain/aliasProposal.ts";
import {
  type AliasEntry,
  aliasesInUse,
  checkAlias,
  listAliases,
  type StoredAlias,
  withAlias,
} from "../../shared/domain/libraryAlias.ts";
import { AppError } from "../../shared/errors.ts";
import type { AliasChange, AliasRow } from "../../shared/rpc/libraryAliasContract.ts";
import { createAliasTable } from "./library/aliases.ts";
import { canonicalText } from "./library/canonicalText.ts";
import shipped from "./library/data/aliases.json" with { type: "json" };
import type { OwnPair } from "./library/evaluationSet.ts";
import type { ModelFile } from "./library/learned/libraryModel.ts";
import { runMeasure } from "./library/measureJob.ts";
import { joined, type MissedQuery, proposeAliases, type UsedPair } from "./library/proposeAliases.ts";
import { wordKnowledge } from "./library/wordKnowledge.ts";
import type { Deed } from "./openPackageService.ts";

/** The alias table as administrators work on it. Refusals are thrown as `rule_violated`. */
export type AliasService = {
  /** What the search goes by now. */
  inUse(): readonly AliasEntry[];
  list(since: string): AliasRow[];
  /** @throws AppError `alias.termKnown`, `alias.termIsOfficial` */
  save(change: AliasChange, deed: Deed & { newId: string }): StoredAlias;
  /** @throws AppError `not_found` for an entry that was never shipped */
  restore(id: string, deed: Deed): StoredAlias;
  reject(lay: string, official: readonly string[], deed: Deed): void;
  proposals(pairs: readonly UsedPair[], misses: readonly MissedQuery[]): AliasProposal[];
  explain<T extends MissedQuery>(misses: readonly T[]): (T & Pick<LibraryMiss, "unknown">)[];
  /** @throws AppError `alias.noQuestions`, `alias.stopped` */
  measure(change: AliasChange, ownPairs: readonly OwnPair[], today: string): Promise<AliasMeasure>;
  stopMeasuring(): void;
  /** Somebody else wrote to the table: a package was applied. */
  changed(): void;
};

export type AliasServiceParts = {
  db: Database;
  file: string;
  key: Uint8Array;
  modelFile: ModelFile;
  onProgress(progress: { done: number; total: number }): void;
  /** The table in use is another one from now on. */
  onChanged(): void;
};

/** Questions asked twice each: some ten seconds on a desk's computer. */
const mostQuestions = 1_500;
const mostQueries = 5_000;

export function openAliasService(parts: AliasServiceParts): AliasService {
  const { db, file, key, modelFile, onProgress, onChanged } = parts;
  const stored = libraryAliases(db);
  let current: readonly AliasEntry[] | null = null;
  let measuring: AbortController | null = null;
  const inUse = () => {
    current ??= aliasesInUse(shipped, stored.all());
    return current;
  };
  const changed = () => {
    current = null;
    onChanged();
  };
  const put = (entry: AliasEntry, disabled: boolean, { by, now }: Deed): StoredAlias => {
    const outcome = disabled ? null : checkAlias(entry, inUse());
    if (outcome && !outcome.ok) throw refusedBy(outcome);
    const alias = { ...entry, disabled, changedAt: now, changedBy: by };
    db.transaction(() => stored.put(alias)).immediate();
    changed();
    return alias;
  };
  const knowledge = () => {
    const rejected = new Set(stored.rejected().map(({ lay, official }) => `${lay}\n${official}`));
    return wordKnowledge(db, [...inUse()], (lay, official) => rejected.has(`${lay}\n${official}`));
  };
  return {
    inUse,
    changed,
    list(since) {
      const rows = listAliases(shipped, stored.all());
      const uses = countUses(rows, stored.queries(since, mostQueries));
      return rows.map((row) => ({ ...row, uses: uses.get(row.id) ?? 0 }));
    },
    save: ({ id, terms, official, disabled }, { newId, ...deed }) =>
      put({ id: id ?? `own-${newId}`, terms, official }, disabled, deed),
    restore(id, deed) {
      const entry = shipped.find((each) => each.id === id);
      if (!entry) throw new AppError("not_found", "No such shipped entry");
      return put(entry, false, deed);
    },
    reject(lay, official, { by, now }) {
      db.transaction(() => {
        for (const word of official) stored.reject({ lay, official: word, rejectedAt: now, rejectedBy: by });
      }).immediate();
    },
    proposals: (pairs, misses) => proposeAliases(pairs, misses, knowledge()),
    explain(misses) {
      const { unknownWords } = knowledge();
      return misses.map((miss) => ({ ...miss, unknown: joined(unknownWords(miss.query)) }));
    },
    async measure({ id, disabled, ...words }, ownPairs, today) {
      measuring?.abort();
      const mine = new AbortController();
      measuring = mine;
      const entry = { id: id ?? "own-measured", ...words };
      const before = inUse();
      const old = before.find((each) => each.id === entry.id);
      try {
        return await runMeasure(
          {
            ...{ database: file, key, before, after: withAlias(before, entry, disabled) },
            words: [...entry.terms, ...entry.official, ...(old ? [...old.terms, ...old.official] : [])],
            ...{ ownPairs, questions: questionsFolder(), today, most: mostQuestions, modelFile },
          },
          { onProgress, signal: mine.signal },
        );
      } finally {
        if (measuring === mine) measuring = null;
      }
    },
    stopMeasuring: () => measuring?.abort(),
  };
}

function refusedBy({ rule, detail }: { rule: string; detail?: AppError["detail"] }): AppError {
  return new AppError("rule_violated", `Refused by ${rule}`, detail ? { rule, detail } : { rule });
}

/** In how many searches each entry had a word to explain. */
function countUses(
  rows: readonly AliasEntry[],
  queries: readonly { query: string; times: number }[],
): ReadonlyMap<string, number> {
  const table = createAliasTable([...rows]);
  const entriesOf = new Map<string, Set<string>>();
  for (const { id, terms } of rows) {
    for (const term of terms.map(canonicalText))
      entriesOf.set(term, (entriesOf.get(term) ?? new Set()).add(id));
  }
  const uses = new Map<string, number>();
  for (const { query, times } of queries) {
    const found = table
      .matches(query)
      .flatMap(({ start, end }) => [...(entriesOf.get(query.slice(start, end)) ?? [])]);
    for (const id of new Set(found)) uses.set(id, (uses.get(id) ?? 0) + times);
  }
  return uses;
}

/** Beside the library's sources, or beside the built program. */
function questionsFolder(): string {
  const here = fileURLToPath(new URL(".", import.meta.url));
  const fromSource = join(here, "library/data/questions");
  return existsSync(fromSource) ? fromSource : join(here, "data/questions");
}
