import { IconArrowLeft, IconQuote, IconStar, IconStarFilled } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import type { Clause, DocumentVersion } from "../../../shared/domain/policy.ts";
import type { OpenedDocument } from "../../../shared/rpc/libraryContract.ts";
import { KeyButton } from "../../ui/KeyButton.tsx";
import { type LibraryText, useLibraryText } from "../../ui/libraryText.ts";
import { fill } from "../../ui/text.ts";
import { Breadcrumbs } from "./Breadcrumbs.tsx";
import type { LibraryStore } from "./library.store.ts";
import { isStarred } from "./libraryState.ts";
import styles from "./ReadingPane.module.css";
import { ValidityBadge } from "./ValidityBadge.tsx";

/** A document at the clause that was found, with its other versions. The clause in focus is what is cited. */
export function ReadingPane({ library, opened, onCite }: Props) {
  const text = useLibraryText();
  const cited = useStore(library, (state) => state.cited);
  const { version } = opened;
  return (
    <article className={styles.pane} aria-label={text.reading}>
      <div className={styles.bar}>
        <KeyButton hint="Esc" icon={<IconArrowLeft size={16} aria-hidden />} onClick={library.actions.close}>
          <span className={styles.word}>{text.back}</span>
        </KeyButton>
        <span role="status" className={styles.cited}>
          {cited && fill(text.citedNote, { title: `《${cited.title}》`, label: cited.label ?? "" })}
        </span>
        <StarButton library={library} opened={opened} />
        <KeyButton hint="Ctrl+I" variant="light" icon={<IconQuote size={16} aria-hidden />} onClick={onCite}>
          {text.cite}
        </KeyButton>
      </div>
      <header className={styles.head}>
        <Breadcrumbs library={library} opened={opened} />
        <div className={styles.titleLine}>
          <h2>{version.title}</h2>
          <StarDocument library={library} versionId={version.versionId} />
        </div>
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

function StarButton({ library, opened }: Pick<Props, "library" | "opened">) {
  const text = useLibraryText();
  const { versionId } = opened.version;
  const isKept = useStore(library, ({ favourites, focusClauseId }) =>
    isStarred(favourites, { versionId, clauseId: focusClauseId }),
  );
  const Icon = isKept ? IconStarFilled : IconStar;
  return (
    <KeyButton
      className={styles.star}
      hint="Ctrl+B"
      icon={<Icon size={16} aria-hidden />}
      pressed={isKept}
      onClick={() => void library.actions.star()}
    >
      <span className={styles.word}>{isKept ? text.starred : text.star}</span>
    </KeyButton>
  );
}

function StarDocument({ library, versionId }: { library: LibraryStore; versionId: string }) {
  const text = useLibraryText();
  const isKept = useStore(library, ({ favourites }) => isStarred(favourites, { versionId, clauseId: null }));
  const Icon = isKept ? IconStarFilled : IconStar;
  return (
    <button
      type="button"
      className={styles.starDocument}
      aria-pressed={isKept}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => void library.actions.star({ versionId, clauseId: null })}
    >
      <Icon size={14} aria-hidden />
      {isKept ? text.documentStarred : text.starDocument}
    </button>
  );
}

function factsOf(text: LibraryText, version: DocumentVersion): string[] {
  return [
    text.kinds[version.kind],
    version.issuer,
    version.documentNumber,
    version.promulgatedOn && fill(text.promulgated, { on: version.promulgatedOn }),
    version.effectiveFrom && fill(text.effective, { from: version.effectiveFrom }),
    version.effectiveTo && fill(text.until, { to: version.effectiveTo }),
  ].filter((fact): fact is string => fact !== null && fact !== "");
}

function Warning({ version }: { version: DocumentVersion }) {
  const text = useLibraryText();
  const sentences = {
    expired: text.expiredWarning,
    superseded: text.expiredWarning,
    "not-yet": text.notYetWarning,
    unknown: text.unknownWarning,
    "in-force": null,
  };
  const sentence = sentences[version.validity];
  return sentence && <p className={styles.warning}>{sentence}</p>;
}

function Versions({ library, opened }: Pick<Props, "library" | "opened">) {
  const text = useLibraryText();
  return (
    <nav className={styles.versions} aria-label={text.versions}>
      <span className="soft">{text.versions}</span>
      {opened.versions.map((each) => {
        const isShown = each.versionId === opened.version.versionId;
        return (
          <button
            key={each.versionId}
            type="button"
            aria-current={isShown ? "true" : undefined}
            onClick={() => void library.actions.openVersion(each.versionId)}
          >
            {each.effectiveFrom ?? each.promulgatedOn ?? "—"} {text.validity[each.validity]}
            {isShown && ` · ${text.current}`}
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
