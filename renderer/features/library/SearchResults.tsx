import { IconStarFilled } from "@tabler/icons-react";
import { memo, useEffect, useRef } from "react";
import { useStore } from "zustand";
import type { SearchHit } from "../../../shared/domain/policy.ts";
import { useLibraryText } from "../../ui/libraryText.ts";
import { Marked } from "../../ui/Marked.tsx";
import { fill } from "../../ui/text.ts";
import { type HitGroup, shownHits } from "./hitGroups.ts";
import type { LibraryStore } from "./library.store.ts";
import { isStarred, type LibraryState } from "./libraryState.ts";
import styles from "./SearchResults.module.css";
import { ValidityBadge } from "./ValidityBadge.tsx";
import { Why } from "./Why.tsx";

/** What is typed finds these, by document, best first; the selected clause is what Enter opens and Ctrl+I cites. */
export function SearchResults({ library }: { library: LibraryStore }) {
  const text = useLibraryText();
  const results = useStore(library, (state) => state.results);
  const unfolded = useStore(library, (state) => state.unfolded);
  const isBusy = useStore(library, isBehind);
  if (results.name !== "found") return null;
  let place = 0;
  return (
    <>
      <Count library={library} />
      <div
        id="library-results"
        role="listbox"
        aria-label={text.results}
        aria-busy={isBusy}
        className={styles.results}
      >
        {results.groups.map((group) => {
          const first = place;
          const hits = shownHits(group, unfolded);
          place += hits.length;
          return (
            <Group
              key={group.version.versionId}
              library={library}
              group={group}
              first={first}
              shown={hits.length}
            />
          );
        })}
      </div>
    </>
  );
}

/** The list still answers what was typed before. */
function isBehind({ results, query, problem }: LibraryState): boolean {
  return results.name === "found" && results.query !== query && problem === null;
}

function Count({ library }: { library: LibraryStore }) {
  const text = useLibraryText();
  const results = useStore(library, (state) => state.results);
  const isNarrowed = useStore(library, (state) => Object.keys(state.narrowing).length > 0);
  if (results.name !== "found") return null;
  const { groups, correctedTo, tookMs, pool } = results;
  const query = results.query.slice(0, 40);
  const found = {
    documents: groups.length,
    n: groups.reduce((sum, group) => sum + group.hits.length, 0),
    ms: Math.max(1, Math.round(tookMs)),
  };
  if (groups.length === 0) {
    return (
      <p className={styles.nothing} role="status">
        {fill(isNarrowed ? text.noHitsHere : text.noHits, { query })}
        {isNarrowed && (
          <button
            type="button"
            className={styles.widen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => void library.actions.widen()}
          >
            {text.widen}
          </button>
        )}
      </p>
    );
  }
  return (
    <p className={styles.count} role="status">
      {correctedTo && <span>{fill(text.corrected, { to: correctedTo })} · </span>}
      {fill(text.count, found)}
      <span className={styles.pool}>{fill(pool.isCut ? text.poolCut : text.pool, { n: pool.clauses })}</span>
    </p>
  );
}

type GroupProps = { library: LibraryStore; group: HitGroup; first: number; shown: number };

/** Memoised: the next letter leaves the documents that stay as they are. */
const Group = memo(function Group({ library, group, first, shown }: GroupProps) {
  const text = useLibraryText();
  const { version, hits } = group;
  const facts = [version.issuer, version.documentNumber].filter((fact) => fact !== null && fact !== "");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of a listbox, not of a form
    <div
      role="group"
      aria-label={`${version.title} ${text.validity[version.validity]}`}
      className={styles.group}
      data-validity={version.validity}
    >
      <div className={styles.head}>
        <span className={styles.title}>
          <Marked text={group.title} />
        </span>
        <ValidityBadge version={version} />
        <span className={styles.facts}>{facts.join(" · ")}</span>
        {hits.length > group.folded && (
          // The keys for it are → and ←; the button of the mouse is no stop of its own.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          // biome-ignore lint/a11y/noStaticElementInteractions: see above
          <span
            className={styles.fold}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => library.actions.fold({ versionId: version.versionId })}
          >
            {shown < hits.length ? `${fill(text.more, { n: hits.length - shown })} →` : `${text.less} ←`}
          </span>
        )}
      </div>
      {hits.slice(0, shown).map((hit, index) => (
        <Hit key={hit.clauseId} library={library} hit={hit} place={first + index} />
      ))}
    </div>
  );
});

function Hit({ library, hit, place }: { library: LibraryStore; hit: SearchHit; place: number }) {
  const text = useLibraryText();
  const isSelected = useStore(library, (state) => state.selectedId === hit.clauseId);
  const isKept = useStore(library, ({ favourites }) =>
    isStarred(favourites, { versionId: hit.version.versionId, clauseId: hit.clauseId }),
  );
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: "nearest" });
  }, [isSelected]);
  return (
    // The search box holds the caret and moves the selection (listbox pattern), so a row is no tab stop.
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      ref={row}
      id={`library-hit-${place}`}
      role="option"
      aria-selected={isSelected}
      className={styles.hit}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => void library.actions.openClause(hit.clauseId)}
    >
      <p className={styles.snippet}>
        {hit.label && <strong className={styles.label}>{hit.label}</strong>}
        {isKept && <IconStarFilled size={12} className={styles.star} aria-label={text.starred} />}
        <Marked text={hit.snippet} />
      </p>
      <Why library={library} hit={hit} />
    </div>
  );
}
