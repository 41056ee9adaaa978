import { NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useStore } from "zustand";
import type { Site } from "../../../shared/domain/staff.ts";
import { isComposing } from "../../ui/composition.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { useText } from "../../ui/text.ts";
import styles from "./LibraryPanel.module.css";
import type { LibraryStore } from "./library.store.ts";
import { ReadingPane } from "./ReadingPane.tsx";
import { SearchResults } from "./SearchResults.tsx";

/** ② Search as you type, results, and the clause in its context. */
export function LibraryPanel({ library, sites, isEmpty, onCite }: Props) {
  const text = useText();
  const opened = useStore(library, (state) => state.opened);
  const problem = useStore(library, (state) => state.problem);
  return (
    <section className={styles.panel} aria-label={text.library.heading}>
      <div className={styles.search}>
        <SearchBox library={library} />
        <Filters library={library} sites={sites} />
      </div>
      <ProblemNote problem={problem} />
      {opened ? (
        <ReadingPane library={library} opened={opened} onCite={onCite} />
      ) : (
        <SearchResults library={library} isEmpty={isEmpty} />
      )}
    </section>
  );
}

type Props = {
  library: LibraryStore;
  sites: Site[];
  /** The library holds no documents at all. */
  isEmpty: boolean;
  onCite: () => void;
};

/**
 * What is in the box while an input method composes is half a word: it is shown but not searched. Latin letters typed
 * without composing are a pinyin query and searched as they come.
 */
function SearchBox({ library }: Pick<Props, "library">) {
  const text = useText();
  const query = useStore(library, (state) => state.query);
  const activeId = useStore(library, activeOption);
  const [composed, setComposed] = useState<string | null>(null);
  const composing = useRef(false);
  const { actions } = library;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (composing.current || isComposing(event.nativeEvent) || event.ctrlKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp")
      actions.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter") void actions.openSelected();
    else return;
    event.preventDefault();
  };
  return (
    <TextInput
      size="sm"
      data-focus="library"
      aria-label={text.library.search}
      placeholder={text.library.placeholder}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={<kbd aria-hidden>Ctrl+K</kbd>}
      rightSectionWidth={62}
      role="combobox"
      aria-expanded={activeId !== null}
      aria-controls="library-results"
      aria-activedescendant={activeId ?? undefined}
      autoComplete="off"
      spellCheck={false}
      value={composed ?? query}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        setComposed(null);
        void actions.type(event.currentTarget.value);
      }}
      onChange={(event) => {
        const { value } = event.currentTarget;
        if (composing.current) setComposed(value);
        else void actions.type(value);
      }}
      onKeyDown={onKeyDown}
    />
  );
}

function activeOption({ results, selected, opened }: ReturnType<LibraryStore["getState"]>): string | null {
  if (opened || results.name !== "found" || results.hits.length === 0) return null;
  return `library-hit-${selected}`;
}

function Filters({ library, sites }: Pick<Props, "library" | "sites">) {
  const text = useText();
  const region = useStore(library, (state) => state.region);
  const asOf = useStore(library, (state) => state.asOf);
  const { narrow } = library.actions;
  return (
    <div className={styles.filters}>
      <NativeSelect
        aria-label={text.library.region}
        value={region ?? ""}
        onChange={(event) => void narrow({ region: event.currentTarget.value || null })}
      >
        <option value="">{text.library.allRegions}</option>
        {sites.map((site) => (
          <option key={site.id} value={site.region}>
            {site.name}
          </option>
        ))}
      </NativeSelect>
      <div className={styles.asOf}>
        <label htmlFor="library-as-of">{text.library.asOf}</label>
        <TextInput
          id="library-as-of"
          type="date"
          value={asOf ?? ""}
          onChange={(event) => void narrow({ asOf: event.currentTarget.value || null })}
        />
      </div>
    </div>
  );
}
