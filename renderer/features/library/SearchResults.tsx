import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import type { SearchHit } from "../../../shared/domain/policy.ts";
import { Marked } from "../../ui/Marked.tsx";
import { fill, useText } from "../../ui/text.ts";
import styles from "./LibraryPanel.module.css";
import type { LibraryStore } from "./library.store.ts";
import { ValidityBadge } from "./ValidityBadge.tsx";
import { Why } from "./Why.tsx";

/** The results of what is typed, best first; the selected one is what Enter opens and Ctrl+I cites. */
export function SearchResults({ library, isEmpty }: { library: LibraryStore; isEmpty: boolean }) {
  const text = useText();
  const results = useStore(library, (state) => state.results);
  const selected = useStore(library, (state) => state.selected);
  if (isEmpty) return <p className={styles.teach}>{text.library.noDocuments}</p>;
  if (results.name === "none") return <p className={styles.teach}>{text.library.empty}</p>;
  return (
    <>
      <p className={styles.count} role="status">
        {results.correctedTo && <span>{fill(text.library.corrected, { to: results.correctedTo })} · </span>}
        {results.hits.length === 0
          ? fill(text.library.noHits, { query: results.query.slice(0, 40) })
          : fill(text.library.count, { n: results.hits.length, ms: Math.max(1, Math.round(results.tookMs)) })}
      </p>
      <div id="library-results" role="listbox" aria-label={text.library.results} className={styles.results}>
        {results.hits.map((hit, index) => (
          <Hit
            key={hit.clauseId}
            hit={hit}
            index={index}
            isSelected={index === selected}
            onOpen={library.actions.openHit}
          />
        ))}
      </div>
    </>
  );
}

type HitProps = { hit: SearchHit; index: number; isSelected: boolean; onOpen: (index: number) => void };

function Hit({ hit, index, isSelected, onOpen }: HitProps) {
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
      id={`library-hit-${index}`}
      role="option"
      aria-selected={isSelected}
      className={styles.hit}
      data-validity={hit.version.validity}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onOpen(index)}
    >
      <p className={styles.hitHead}>
        <span className={styles.hitTitle}>
          <Marked text={hit.title} />
        </span>
        {hit.label && <strong className={styles.label}>{hit.label}</strong>}
        <ValidityBadge version={hit.version} />
      </p>
      <p className={styles.snippet}>
        <Marked text={hit.snippet} />
      </p>
      <Why hit={hit} />
    </div>
  );
}
