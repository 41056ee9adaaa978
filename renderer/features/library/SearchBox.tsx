import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { isComposing } from "../../ui/composition.ts";
import { useLibraryText } from "../../ui/libraryText.ts";
import { visibleHits } from "./hitGroups.ts";
import styles from "./LibraryPanel.module.css";
import type { LibraryStore } from "./library.store.ts";
import { type LibraryState, selectedHit } from "./libraryState.ts";
import { SuggestionList } from "./SuggestionList.tsx";
import { onSearchKey } from "./searchKeys.ts";

/**
 * What is in the box while an input method composes is half a word: it is shown but not searched. Latin letters typed
 * without composing are a pinyin query and searched as they come.
 */
export function SearchBox({ library }: { library: LibraryStore }) {
  const text = useLibraryText();
  const query = useStore(library, (state) => state.query);
  const activeId = useStore(library, activeOption);
  const isSuggesting = useStore(library, (state) => state.suggestions.length > 0);
  const [composed, setComposed] = useState<string | null>(null);
  const composing = useRef(false);
  const { actions } = library;
  useSuggestionsEnd(library);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (composing.current || isComposing(event.nativeEvent)) return;
    if (onSearchKey(event.nativeEvent, event.currentTarget, library)) event.preventDefault();
  };
  return (
    <div className={styles.box}>
      <TextInput
        size="sm"
        data-focus="library"
        aria-label={text.search}
        placeholder={text.placeholder}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<kbd aria-hidden>Ctrl+K</kbd>}
        rightSectionWidth={62}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={activeId !== null || isSuggesting}
        aria-controls={isSuggesting ? "library-suggestions library-results" : "library-results"}
        aria-activedescendant={activeId ?? undefined}
        autoComplete="off"
        spellCheck={false}
        value={composed ?? query}
        onCompositionStart={() => {
          composing.current = true;
          actions.closeSuggestions();
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          setComposed(null);
          // Given up half-way, nothing was asked: what is open stays open.
          const { value } = event.currentTarget;
          if (value !== query) void actions.type(value);
        }}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (composing.current) setComposed(value);
          else void actions.type(value);
        }}
        onKeyDown={onKeyDown}
        onBlur={actions.closeSuggestions}
      />
      <SuggestionList library={library} />
    </div>
  );
}

function activeOption(state: LibraryState): string | null {
  const { opened, results, suggestionAt, unfolded } = state;
  if (suggestionAt >= 0) return `library-suggestion-${suggestionAt}`;
  const hit = selectedHit(state);
  if (opened || results.name !== "found" || !hit) return null;
  return `library-hit-${visibleHits(results.groups, unfolded).indexOf(hit)}`;
}

/** Suggestions are for while one types: they go by themselves when the query rests and nobody entered them. */
const restMs = 3_000;

function useSuggestionsEnd({ actions, getState, subscribe }: LibraryStore) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => getState().suggestionAt < 0 && actions.closeSuggestions();
    const stop = subscribe((now, before) => {
      if (now.suggestions === before.suggestions && now.suggestionAt === before.suggestionAt) return;
      clearTimeout(timer);
      if (now.suggestions.length > 0) timer = setTimeout(end, restMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [actions, getState, subscribe]);
}
