import { IconAdjustments, IconX } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { useStore } from "zustand";
import { type FacetCount, type FacetName, facetNames } from "../../../shared/domain/libraryFacets.ts";
import type { Topic } from "../../../shared/domain/reference.ts";
import { type LibraryText, useLibraryText } from "../../ui/libraryText.ts";
import { fill, label, type Text, useText } from "../../ui/text.ts";
import styles from "./FacetBar.module.css";
import type { LibraryStore } from "./library.store.ts";

/** How many values of each facet stand in the line; all of them are under 全部筛选. */
const inLine: Record<FacetName, number> = { inForce: 2, kind: 3, region: 3, issuer: 1, topic: 2, year: 2 };

type Value = Pick<FacetCount, "facet" | "value" | "label">;

/** One line: what is chosen as chips to take off, then what can be chosen, with how many documents each leaves. */
export function FacetBar({ library, topics }: { library: LibraryStore; topics: readonly Topic[] }) {
  const text = useLibraryText();
  const common = useText();
  const results = useStore(library, (state) => state.results);
  const narrowing = useStore(library, (state) => state.narrowing);
  const chosenLabels = useStore(library, (state) => state.chosenLabels);
  const isWhole = useStore(library, (state) => state.allFacets);
  if (results.name !== "found") return null;
  const { facets, pool } = results;
  const { narrow, widen } = library.actions;
  const nameOf = (value: Value) => valueName({ text, common, topics }, value);
  const chosen = facetNames.flatMap((facet): Value[] => {
    const value = narrowing[facet];
    return value === undefined
      ? []
      : [{ facet, value: String(value), label: chosenLabels[facet] ?? String(value) }];
  });
  const choose = (each: FacetCount) => (
    <Choice key={`${each.facet} ${each.value}`} name={nameOf(each)} count={each} onChoose={narrow} />
  );
  return (
    <div className={styles.frame} data-empty={facets.length === 0 && chosen.length === 0}>
      <div
        role="toolbar"
        aria-label={text.facets}
        title={fill(pool.isCut ? text.poolCut : text.pool, { n: pool.clauses })}
        className={styles.bar}
        onKeyDown={onToolbarKey}
      >
        {chosen.map((each) => (
          <button
            key={each.facet}
            type="button"
            className={styles.chip}
            aria-label={fill(text.removeFacet, { value: nameOf(each) })}
            onMouseDown={(event) => event.preventDefault()}
            onClick={(event) => {
              backToBox(event.currentTarget);
              void widen(each.facet);
            }}
          >
            {nameOf(each)}
            <IconX size={12} aria-hidden />
          </button>
        ))}
        {facetNames.flatMap((facet) =>
          facets
            .filter((each) => each.facet === facet)
            .slice(0, inLine[facet])
            .map(choose),
        )}
      </div>
      {facets.length > 0 && (
        <button
          type="button"
          className={styles.all}
          aria-expanded={isWhole}
          onMouseDown={(event) => event.preventDefault()}
          onClick={library.actions.toggleAllFacets}
        >
          <IconAdjustments size={14} aria-hidden />
          {text.allFacets}
        </button>
      )}
      {isWhole && facets.length > 0 && (
        <div className={styles.sheet}>
          {facetNames.map((facet) => {
            const values = facets.filter((each) => each.facet === facet);
            return values.length === 0 ? null : (
              <fieldset key={facet} className={styles.facet}>
                <legend>{text.facetNames[facet]}</legend>
                {values.map(choose)}
              </fieldset>
            );
          })}
          <p className={styles.pool}>{fill(pool.isCut ? text.poolCut : text.pool, { n: pool.clauses })}</p>
        </div>
      )}
    </div>
  );
}

function Choice({ name, count, onChoose }: ChoiceProps) {
  const text = useLibraryText();
  return (
    <button
      type="button"
      className={styles.choice}
      aria-label={fill(text.facetCount, { value: name, n: count.documents })}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        backToBox(event.currentTarget);
        void onChoose(count);
      }}
    >
      <span className={styles.name}>{name}</span> <span className={styles.count}>{count.documents}</span>
    </button>
  );
}

type ChoiceProps = { name: string; count: FacetCount; onChoose: (count: FacetCount) => Promise<void> };

type Names = { text: LibraryText; common: Text; topics: readonly Topic[] };

function valueName({ text, common, topics }: Names, { facet, value, label: known }: Value): string {
  switch (facet) {
    case "inForce":
      return value === "true" ? text.inForce : text.notInForce;
    case "kind":
      return Object.hasOwn(text.kinds, value) ? text.kinds[value as keyof LibraryText["kinds"]] : value;
    case "region":
      return value === "000000" ? text.wholeCountry : known;
    case "topic": {
      const topic = topics.find((each) => each.id === value);
      return topic ? label(common, topic) : value;
    }
    case "year":
      return fill(text.yearValue, { value });
    case "issuer":
      return value;
  }
}

/** ← and → go along the line. */
function onToolbarKey(event: KeyboardEvent<HTMLElement>) {
  const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (by === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons[at + by]?.focus();
  event.preventDefault();
}

/** Chosen by key: the button goes, and what comes next is done in the box. A click has left the caret where it was. */
function backToBox(button: HTMLButtonElement) {
  if (document.activeElement === button)
    document.querySelector<HTMLElement>('[data-focus="library"]')?.focus();
}
