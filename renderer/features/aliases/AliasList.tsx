import { Button, NativeSelect, TextInput } from "@mantine/core";
import { Fragment, useEffect, useState } from "react";
import { useStore } from "zustand";
import type { AliasRow } from "../../../shared/rpc/libraryAliasContract.ts";
import { Badge } from "../../ui/Badge.tsx";
import { count } from "../../ui/format.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { usePartText } from "../../ui/partText.ts";
import { fill } from "../../ui/text.ts";
import admin from "../admin/AdminScreen.module.css";
import table from "../admin/EditTable.module.css";
import styles from "./AliasAdmin.module.css";
import { AliasForm } from "./AliasForm.tsx";
import { type AliasStore, firstRows } from "./alias.store.ts";
import { aliasText } from "./alias.text.ts";

const shows = ["all", "changed", "disabled"] as const;
type Show = (typeof shows)[number];
const atOnce = 60;

/** 说法对照: every entry with how much it is used; a row opens its form in place. */
export function AliasList({ aliases }: { aliases: AliasStore }) {
  const text = usePartText(aliasText);
  const { rows, editing, problem } = useStore(aliases);
  const [typed, setTyped] = useState("");
  const [show, setShow] = useState<Show>("all");
  const { load, edit } = aliases.actions;
  useEffect(() => load(), [load]);
  const found = (rows ?? []).filter((row) => fits(row, typed, show)).toSorted((a, b) => b.uses - a.uses);
  return (
    <section className={admin.card} aria-label={text.heading}>
      <div className={table.head}>
        <h2>{text.heading}</h2>
        <p className="soft">{text.note}</p>
        <TextInput
          aria-label={text.find}
          placeholder={text.find}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={text.show}
          value={show}
          onChange={(event) => setShow(shows.find((each) => each === event.currentTarget.value) ?? "all")}
        >
          {shows.map((each) => (
            <option key={each} value={each}>
              {text.shows[each]}
            </option>
          ))}
        </NativeSelect>
        <Button variant="filled" onClick={() => edit("new")}>
          {text.add}
        </Button>
      </div>
      <ProblemNote problem={problem?.at === "list" ? problem : null} />
      {editing === "new" && (
        <div className={styles.adding}>
          <AliasForm aliases={aliases} row={null} />
        </div>
      )}
      {rows && <Rows key={`${typed} ${show}`} aliases={aliases} rows={found} />}
    </section>
  );
}

function fits(row: AliasRow, typed: string, show: Show): boolean {
  if (show === "changed" && row.origin === "shipped" && !row.disabled) return false;
  if (show === "disabled" && !row.disabled) return false;
  const wanted = typed.trim().toLowerCase();
  return wanted === "" || [...row.terms, ...row.official].some((word) => word.toLowerCase().includes(wanted));
}

function Rows({ aliases, rows }: { aliases: AliasStore; rows: AliasRow[] }) {
  const text = usePartText(aliasText);
  const { editing, savedId } = useStore(aliases);
  const [shown, setShown] = useState(atOnce);
  const rest = rows.length - shown;
  if (rows.length === 0) return <p className="soft">{text.none}</p>;
  return (
    <>
      <div className={table.frame}>
        <table className={table.table} aria-label={text.heading}>
          <thead>
            <tr>
              <th scope="col">{text.terms}</th>
              <th scope="col">{text.official}</th>
              <th scope="col" className={styles.figure}>
                {text.uses}
              </th>
              <th scope="col">{text.state}</th>
              <th scope="col" className={table.last}>
                <span className="hidden-label">{text.edit}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {firstRows(rows, shown, savedId).map((row) => (
              <Fragment key={row.id}>
                <Row aliases={aliases} row={row} isSaved={savedId === row.id} isOpen={editing === row.id} />
                {editing === row.id && (
                  <tr className={table.formRow}>
                    <td colSpan={5}>
                      <AliasForm aliases={aliases} row={row} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.count}>
        <span className="soft">{fill(text.count, { n: count(rows.length) })}</span>
        {rest > 0 && (
          <Button size="compact-xs" onClick={() => setShown(shown + 4 * atOnce)}>
            {fill(text.more, { n: Math.min(rest, 4 * atOnce) })}
          </Button>
        )}
      </p>
    </>
  );
}

type RowProps = { aliases: AliasStore; row: AliasRow; isSaved: boolean; isOpen: boolean };

function Row({ aliases, row, isSaved, isOpen }: RowProps) {
  const text = usePartText(aliasText);
  return (
    <tr data-muted={row.disabled} data-row={row.id}>
      <td>{row.terms.join("、")}</td>
      <td>{row.official.join("、")}</td>
      <td className={styles.figure} title={fill(text.usesOf, { n: row.uses })}>
        {row.uses > 0 ? count(row.uses) : "–"}
      </td>
      <td>
        {row.disabled ? (
          <Badge tone="still">{text.disabled}</Badge>
        ) : (
          <Badge tone={row.origin === "shipped" ? "plain" : "accent"}>{text.origins[row.origin]}</Badge>
        )}
      </td>
      <td className={table.last}>
        {isSaved && (
          <span role="status" className={table.saved}>
            ✓ {text.saved}
          </span>
        )}
        <Button
          size="compact-xs"
          aria-expanded={isOpen}
          onClick={() => aliases.actions.edit(isOpen ? null : row.id)}
        >
          {text.edit}
        </Button>
      </td>
    </tr>
  );
}
