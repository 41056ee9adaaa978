import { NativeSelect, TextInput } from "@mantine/core";
import { useStore } from "zustand";
import type { Topic } from "../../../shared/domain/reference.ts";
import type { Site } from "../../../shared/domain/staff.ts";
import { useLibraryText } from "../../ui/libraryText.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { FacetBar } from "./FacetBar.tsx";
import { HomePane } from "./HomePane.tsx";
import styles from "./LibraryPanel.module.css";
import type { LibraryStore } from "./library.store.ts";
import { ReadingPane } from "./ReadingPane.tsx";
import { SearchBox } from "./SearchBox.tsx";
import { SearchResults } from "./SearchResults.tsx";

/** ② Search as you type, results by document, and the clause in its context. */
export function LibraryPanel({ library, sites, topics, isEmpty, onCite }: Props) {
  const text = useLibraryText();
  const opened = useStore(library, (state) => state.opened);
  const problem = useStore(library, (state) => state.problem);
  const hasResults = useStore(library, (state) => state.results.name === "found");
  return (
    <section className={styles.panel} aria-label={text.heading}>
      <div className={styles.search}>
        <SearchBox library={library} />
        <Filters library={library} sites={sites} />
      </div>
      <ProblemNote problem={problem} />
      <div className={styles.stage}>
        {/* What was found stays as it was under the text that is read, and comes back at the same place. */}
        <div className={styles.found} inert={opened !== null}>
          {isEmpty ? (
            <p className={styles.teach}>{text.noDocuments}</p>
          ) : hasResults ? (
            <>
              <FacetBar library={library} topics={topics} />
              <SearchResults library={library} />
            </>
          ) : (
            <HomePane library={library} />
          )}
        </div>
        {opened && <ReadingPane library={library} opened={opened} onCite={onCite} />}
      </div>
    </section>
  );
}

type Props = {
  library: LibraryStore;
  sites: Site[];
  topics: Topic[];
  /** The library holds no documents at all. */
  isEmpty: boolean;
  onCite: () => void;
};

function Filters({ library, sites }: Pick<Props, "library" | "sites">) {
  const text = useLibraryText();
  const region = useStore(library, (state) => state.region);
  const asOf = useStore(library, (state) => state.asOf);
  const { setFilter } = library.actions;
  return (
    <div className={styles.filters}>
      <NativeSelect
        aria-label={text.region}
        value={region ?? ""}
        onChange={(event) => void setFilter({ region: event.currentTarget.value || null })}
      >
        <option value="">{text.allRegions}</option>
        {sites.map((site) => (
          <option key={site.id} value={site.region}>
            {site.name}
          </option>
        ))}
      </NativeSelect>
      <div className={styles.asOf}>
        <label htmlFor="library-as-of">{text.asOf}</label>
        <TextInput
          id="library-as-of"
          type="date"
          value={asOf ?? ""}
          onChange={(event) => void setFilter({ asOf: event.currentTarget.value || null })}
        />
      </div>
    </div>
  );
}
