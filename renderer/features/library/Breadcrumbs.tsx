import { useStore } from "zustand";
import type { OpenedDocument } from "../../../shared/rpc/libraryContract.ts";
import { useLibraryText } from "../../ui/libraryText.ts";
import { fill } from "../../ui/text.ts";
import type { LibraryStore } from "./library.store.ts";
import styles from "./ReadingPane.module.css";

/** The way here: what was searched, the document, its chapter, the clause in focus. Each step leads back to itself. */
export function Breadcrumbs({ library, opened }: { library: LibraryStore; opened: OpenedDocument }) {
  const text = useLibraryText();
  const query = useStore(library, (state) => state.query.trim());
  const focusClauseId = useStore(library, (state) => state.focusClauseId);
  const { clauses, version } = opened;
  const focused = clauses.find((each) => each.clauseId === focusClauseId);
  const chapter = focused?.chapter ?? null;
  const top = clauses[0];
  const chapterTop = clauses.find((each) => chapter !== null && each.chapter === chapter);
  const to = (clauseId: string | undefined) => () => clauseId && library.actions.focusClause(clauseId);
  return (
    <nav aria-label={text.place}>
      <ol className={styles.crumbs}>
        <Crumb
          name={query === "" ? text.homeCrumb : fill(text.queryCrumb, { query: query.slice(0, 20) })}
          onGo={library.actions.close}
        />
        <Crumb name={version.title} onGo={to(top?.clauseId)} />
        {chapter !== null && <Crumb name={chapter} onGo={to(chapterTop?.clauseId)} />}
        {focused?.label && <Crumb name={focused.label} />}
      </ol>
    </nav>
  );
}

function Crumb({ name, onGo }: { name: string; onGo?: () => void }) {
  return (
    <li>
      {onGo ? (
        <button
          type="button"
          className={styles.crumb}
          onMouseDown={(event) => event.preventDefault()}
          onClick={onGo}
        >
          {name}
        </button>
      ) : (
        <span className={styles.crumb} aria-current="location">
          {name}
        </span>
      )}
    </li>
  );
}
