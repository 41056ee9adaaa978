import { IconArrowLeft, IconQuote } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import type { Clause, DocumentVersion } from "../../../shared/domain/policy.ts";
import type { OpenedDocument } from "../../../shared/rpc/libraryContract.ts";
import { KeyButton } from "../../ui/KeyButton.tsx";
import { fill, type Text, useText } from "../../ui/text.ts";
import type { LibraryStore } from "./library.store.ts";
import styles from "./ReadingPane.module.css";
import { ValidityBadge } from "./ValidityBadge.tsx";

/** A document at the clause that was found, with its other versions. The clause in focus is what is cited. */
export function ReadingPane({ library, opened, onCite }: Props) {
  const text = useText();
  const cited = useStore(library, (state) => state.cited);
  const { version } = opened;
  return (
    <article className={styles.pane} aria-label={text.library.reading}>
      <div className={styles.bar}>
        <KeyButton hint="Esc" icon={<IconArrowLeft size={16} aria-hidden />} onClick={library.actions.close}>
          {text.library.back}
        </KeyButton>
        <span role="status" className={styles.cited}>
          {cited && fill(text.library.citedNote, { title: `《${cited.title}》`, label: cited.label ?? "" })}
        </span>
        <KeyButton hint="Ctrl+I" variant="light" icon={<IconQuote size={16} aria-hidden />} onClick={onCite}>
          {text.library.cite}
        </KeyButton>
      </div>
      <header className={styles.head}>
        <h2>{version.title}</h2>
        <p className={styles.facts}>
          <ValidityBadge version={version} />
          {factsOf(text, version).map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </p>
        <Warning version={version} />
        {opened.versions.length > 1 && <Versions library={library} opened={opened} />}
      </header>
      <Clauses library={library} clauses={opened.clauses} />
    </article>
  );
}

type Props = { library: LibraryStore; opened: OpenedDocument; onCite: () => void };

function factsOf(text: Text, version: DocumentVersion): string[] {
  const { library } = text;
  return [
    library.kinds[version.kind],
    version.issuer,
    version.documentNumber,
    version.promulgatedOn && fill(library.promulgated, { on: version.promulgatedOn }),
    version.effectiveFrom && fill(library.effective, { from: version.effectiveFrom }),
    version.effectiveTo && fill(library.until, { to: version.effectiveTo }),
  ].filter((fact): fact is string => fact !== null && fact !== "");
}

function Warning({ version }: { version: DocumentVersion }) {
  const text = useText();
  const sentences = {
    expired: text.library.expiredWarning,
    superseded: text.library.expiredWarning,
    "not-yet": text.library.notYetWarning,
    unknown: text.library.unknownWarning,
    "in-force": null,
  };
  const sentence = sentences[version.validity];
  return sentence && <p className={styles.warning}>{sentence}</p>;
}

function Versions({ library, opened }: Pick<Props, "library" | "opened">) {
  const text = useText();
  return (
    <nav className={styles.versions} aria-label={text.library.versions}>
      <span className="soft">{text.library.versions}</span>
      {opened.versions.map((each) => {
        const isShown = each.versionId === opened.version.versionId;
        return (
          <button
            key={each.versionId}
            type="button"
            aria-current={isShown ? "true" : undefined}
            onClick={() => void library.actions.openVersion(each.versionId)}
          >
            {each.effectiveFrom ?? each.promulgatedOn ?? "—"} {text.library.validity[each.validity]}
            {isShown && ` · ${text.library.current}`}
          </button>
        );
      })}
    </nav>
  );
}

/** More clauses than this are drawn only as they come into sight. */
const longText = 300;

function Clauses({ library, clauses }: { library: LibraryStore; clauses: Clause[] }) {
  const focusClauseId = useStore(library, (state) => state.focusClauseId);
  const focused = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new focus, or the same one in a new text, is brought into view
  useEffect(() => {
    const show = () => focused.current?.scrollIntoView({ block: "center" });
    show();
    // Clauses out of sight have only guessed heights; once those around are drawn the place is exact.
    const frame = requestAnimationFrame(show);
    return () => cancelAnimationFrame(frame);
  }, [focusClauseId, clauses]);
  return (
    <ol className={styles.clauses} data-long={clauses.length > longText}>
      {clauses.map((clause, index) => {
        const isFocused = clause.clauseId === focusClauseId;
        const startsChapter = clause.chapter !== null && clause.chapter !== clauses[index - 1]?.chapter;
        return (
          <li key={clause.clauseId} ref={isFocused ? focused : null} className={styles.clause}>
            {startsChapter && <h3 className={styles.chapter}>{clause.chapter}</h3>}
            <button
              type="button"
              className={styles.body}
              aria-current={isFocused ? "true" : undefined}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => library.actions.focusClause(clause.clauseId)}
            >
              {clause.label && <strong>{clause.label}　</strong>}
              {clause.body}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
