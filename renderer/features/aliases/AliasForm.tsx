import { Button, Textarea } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { useStore } from "zustand";
import { splitWords } from "../../../shared/domain/libraryAlias.ts";
import type { AliasChange, AliasRow } from "../../../shared/rpc/libraryAliasContract.ts";
import { dayAndTime } from "../../ui/format.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { usePartText } from "../../ui/partText.ts";
import { fill } from "../../ui/text.ts";
import styles from "./AliasAdmin.module.css";
import type { AliasStore } from "./alias.store.ts";
import { aliasText } from "./alias.text.ts";
import { MeasureView } from "./MeasureView.tsx";

/** One entry: the words of both sides, measured before they are saved if one likes. */
export function AliasForm({ aliases, row }: { aliases: AliasStore; row: AliasRow | null }) {
  const text = usePartText(aliasText);
  const at = row?.id ?? "new";
  const suggested = useStore(aliases, (state) => state.suggested);
  const problem = useStore(aliases, (state) => (state.problem?.at === at ? state.problem : null));
  const [terms, setTerms] = useState(row?.terms.join("、") ?? suggested);
  const [official, setOfficial] = useState(row?.official.join("、") ?? "");
  const change = changeOf(row, terms, official);
  const { actions } = aliases;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change) void actions.save(at, change);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.nativeEvent.isComposing) actions.edit(null);
  };
  return (
    <form
      className={styles.form}
      onSubmit={submit}
      onKeyDown={onKeyDown}
      aria-label={row?.terms[0] ?? text.add}
    >
      <div className={styles.sides}>
        <Textarea
          label={text.terms}
          description={text.termsHint}
          rows={2}
          // The form was asked for: writing goes on in it.
          autoFocus
          value={terms}
          onChange={(event) => setTerms(event.currentTarget.value)}
        />
        <Textarea
          label={text.official}
          description={text.officialHint}
          rows={2}
          value={official}
          onChange={(event) => setOfficial(event.currentTarget.value)}
        />
      </div>
      {row?.changedAt && (
        <p className="soft">
          {fill(text.changed, { time: dayAndTime(row.changedAt), by: row.changedBy ?? "" })}
        </p>
      )}
      {change === null && <p className="soft">{text.tooShort}</p>}
      <ProblemNote problem={problem} />
      <div className={styles.buttons}>
        <Button type="submit" variant="filled" disabled={change === null}>
          {row?.disabled ? text.enable : text.save}
        </Button>
        <Button onClick={() => actions.edit(null)}>{text.cancel}</Button>
        <MeasureView aliases={aliases} at={at} change={change} />
        {row && <RowButtons aliases={aliases} row={row} />}
      </div>
    </form>
  );
}

function RowButtons({ aliases, row }: { aliases: AliasStore; row: AliasRow }) {
  const text = usePartText(aliasText);
  const { id, terms, official } = row;
  return (
    <span className={styles.spread}>
      {!row.disabled && (
        <Button
          variant="subtle"
          onClick={() => void aliases.actions.save(id, { id, terms, official, disabled: true })}
        >
          {text.disable}
        </Button>
      )}
      {row.origin !== "own" && (row.origin === "changed" || row.disabled) && (
        <Button variant="subtle" onClick={() => aliases.actions.restore(id)}>
          {text.restore}
        </Button>
      )}
    </span>
  );
}

/** Null while a side is empty or has a word that is too short or too long. */
function changeOf(row: AliasRow | null, terms: string, official: string): AliasChange | null {
  const sides = [splitWords(terms), splitWords(official)] as const;
  const isGood = sides.every((side) => side.length > 0 && side.length <= 40 && side.every(isWord));
  return isGood ? { id: row?.id ?? null, terms: sides[0], official: sides[1], disabled: false } : null;
}

function isWord({ length }: string): boolean {
  return length >= 2 && length <= 30;
}
