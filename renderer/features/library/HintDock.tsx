import { useStore } from "zustand";
import type { SearchHit } from "../../../shared/domain/policy.ts";
import { Marked } from "../../ui/Marked.tsx";
import { usePartText } from "../../ui/partText.ts";
import { fill } from "../../ui/text.ts";
import styles from "./HintDock.module.css";
import type { HintStore } from "./hints.store.ts";
import { hintText } from "./hints.text.ts";
import type { LibraryStore } from "./library.store.ts";

/**
 * Clauses for what is being written, at the foot of the library: nothing above moves when they come. While a search or
 * a text is open they keep to one line.
 */
export function HintDock({ hints, library }: { hints: HintStore; library: LibraryStore }) {
  const text = usePartText(hintText);
  const { hits, query } = useStore(hints);
  const isBusy = useStore(library, (state) => state.opened !== null || state.query.trim() !== "");
  const openClauseId = useStore(library, (state) => (state.opened ? state.focusClauseId : null));
  if (hits.length === 0) return null;
  // What the key opens next; in a narrow column it is the only one shown.
  const next = (hits.findIndex(({ clauseId }) => clauseId === openClauseId) + 1) % hits.length;
  const because = fill(text.because, { words: query.join("，") });
  return (
    <section className={styles.dock} aria-label={text.heading} data-small={isBusy}>
      <p className={styles.head} title={because}>
        <strong>{text.heading}</strong>
        {!isBusy && <span className={styles.because}>{because}</span>}
        <kbd aria-hidden>Alt+L</kbd>
      </p>
      <ol className={styles.list}>
        {hits.map((hit, at) => (
          <li key={hit.clauseId} data-next={at === next}>
            <Hint
              hit={hit}
              isSmall={isBusy}
              isOpen={hit.clauseId === openClauseId}
              onOpen={() => void library.actions.openClause(hit.clauseId)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

type HintProps = { hit: SearchHit; isSmall: boolean; isOpen: boolean; onOpen: () => void };

function Hint({ hit, isSmall, isOpen, onOpen }: HintProps) {
  return (
    <button
      type="button"
      className={styles.hint}
      aria-current={isOpen ? "true" : undefined}
      title={isSmall ? hit.snippet.map((part) => part.text).join("") : undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onOpen}
    >
      <span className={styles.title}>
        <span className={styles.name}>{hit.version.title}</span>
        {hit.label && <strong>{hit.label}</strong>}
      </span>
      {!isSmall && (
        <span className={styles.snippet}>
          <Marked text={hit.snippet} />
        </span>
      )}
    </button>
  );
}
