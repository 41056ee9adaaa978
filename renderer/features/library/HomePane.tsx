import { IconX } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useEffect } from "react";
import { useStore } from "zustand";
import type { Favourite, HotClause } from "../../../shared/domain/libraryUse.ts";
import { useLibraryText } from "../../ui/libraryText.ts";
import { fill } from "../../ui/text.ts";
import styles from "./HomePane.module.css";
import type { LibraryStore } from "./library.store.ts";
import { ValidityBadge } from "./ValidityBadge.tsx";

/** What the empty box offers: asked lately, kept, and what is used today here and in the team. */
export function HomePane({ library }: { library: LibraryStore }) {
  const text = useLibraryText();
  const home = useStore(library, (state) => state.home);
  const favourites = useStore(library, (state) => state.favourites);
  const team = useStore(library, (state) => state.team);
  useEffect(() => void library.actions.loadHome(), [library]);
  if (!home) return <p className={styles.teach}>{text.empty}</p>;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows go over the buttons inside, which are stops themselves
    <div className={styles.home} data-library-home onKeyDown={onHomeKey}>
      <p className={styles.teach}>{text.empty}</p>
      <div className={styles.sections}>
        <Section heading={text.recent} empty={text.noRecent}>
          {home.recent.map((query) => (
            <Item key={query} onChoose={() => void library.actions.type(query)}>
              <span className={styles.title}>{query}</span>
            </Item>
          ))}
        </Section>
        <Section heading={text.favourites} empty={text.noFavourites}>
          {favourites.map((kept) => (
            <FavouriteItem key={kept.clauseId ?? kept.versionId} library={library} kept={kept} />
          ))}
        </Section>
        <Section heading={text.hotToday} empty={text.noHot}>
          <Clauses library={library} clauses={home.hotToday} />
        </Section>
        <Section heading={text.team} note={team && !team.server ? text.teamAway : null} empty={text.noHot}>
          <Clauses library={library} clauses={(team?.clauses ?? home.lastHour).slice(0, mostClauses)} />
        </Section>
      </div>
    </div>
  );
}

const mostClauses = 8;

/** ↑ and ↓ go over everything offered, and from the first line back into the box. */
function onHomeKey(event: KeyboardEvent<HTMLElement>) {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (by === 0) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("li > :first-child")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? undefined : items[at + by];
  if (at + by < 0) document.querySelector<HTMLElement>('[data-focus="library"]')?.focus();
  else next?.focus();
  event.preventDefault();
}

type SectionProps = { heading: string; note?: string | null; empty: string; children: ReactNode };

function Section({ heading, note = null, empty, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={heading}>
      <h3>
        {heading}
        {note && <span className={styles.note}>{note}</span>}
      </h3>
      <ul>{children}</ul>
      <p className={styles.empty}>{empty}</p>
    </section>
  );
}

/** A click leaves the caret in the search box. */
function Item({ onChoose, children }: { onChoose: () => void; children: ReactNode }) {
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.item}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onChoose}
      >
        {children}
      </button>
    </li>
  );
}

function Clauses({ library, clauses }: { library: LibraryStore; clauses: readonly HotClause[] }) {
  const text = useLibraryText();
  return clauses.map(({ clauseId, title, label, opened, cited }) => (
    <Item key={clauseId} onChoose={() => void library.actions.openClause(clauseId)}>
      <span className={styles.title}>{title}</span>
      {label && <span className={styles.label}>{label}</span>}
      <span className={styles.figures}>{fill(text.used, { opened, cited })}</span>
    </Item>
  ));
}

function FavouriteItem({ library, kept }: { library: LibraryStore; kept: Favourite }) {
  const text = useLibraryText();
  const { clauseId, versionId, title, label, validity } = kept;
  const { openClause, openVersion, star } = library.actions;
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.item}
        disabled={validity === null}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => void (clauseId === null ? openVersion(versionId) : openClause(clauseId))}
      >
        <span className={styles.title}>{title}</span>
        <span className={styles.label}>{label ?? (clauseId === null ? text.wholeDocument : "")}</span>
        {validity === null && <span className={styles.figures}>{text.gone}</span>}
        {validity !== null && validity !== "in-force" && <ValidityBadge version={{ validity }} />}
      </button>
      <button
        type="button"
        className={styles.drop}
        aria-label={fill(text.unstar, { title: `${title}${label ?? ""}` })}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => void star({ versionId, clauseId })}
      >
        <IconX size={14} aria-hidden />
      </button>
    </li>
  );
}
