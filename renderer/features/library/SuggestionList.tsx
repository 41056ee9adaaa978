import { IconFileText, IconHistory, IconSearch } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { useLibraryText } from "../../ui/libraryText.ts";
import type { LibraryStore } from "./library.store.ts";
import styles from "./SuggestionList.module.css";

const icons = { recent: IconHistory, word: IconSearch, title: IconFileText };

/** Over the results, so that nothing moves while one types; the caret stays in the box. */
export function SuggestionList({ library }: { library: LibraryStore }) {
  const text = useLibraryText();
  const suggestions = useStore(library, (state) => state.suggestions);
  const at = useStore(library, (state) => state.suggestionAt);
  const entered = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one was entered, and it may be out of sight
  useEffect(() => {
    entered.current?.scrollIntoView({ block: "nearest" });
  }, [at]);
  if (suggestions.length === 0) return null;
  return (
    <div id="library-suggestions" role="listbox" aria-label={text.suggestions} className={styles.list}>
      {suggestions.map(({ kind, text: offered }, index) => {
        const Icon = icons[kind];
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: the search box holds the caret (listbox pattern)
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          <div
            key={`${kind} ${offered}`}
            ref={index === at ? entered : null}
            id={`library-suggestion-${index}`}
            role="option"
            aria-selected={index === at}
            className={styles.suggestion}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => void library.actions.takeSuggestion(index)}
          >
            <Icon size={14} aria-hidden />
            <span className={styles.offered}>{offered}</span>
            <span className={styles.kind}>{text.suggestionKinds[kind]}</span>
          </div>
        );
      })}
    </div>
  );
}
