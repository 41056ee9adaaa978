import { Button } from "@mantine/core";
import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { useStore } from "zustand";
import { useAdministrationText } from "../../ui/administrationText.ts";
import { timeOfDay } from "../../ui/format.ts";
import { fill } from "../../ui/text.ts";
import type { AdministrationStore } from "./administration.store.ts";
import styles from "./EditTable.module.css";

/** A row as the table shows it; `form` opens below it. A row without one is only looked at. */
export type EditRow = { key: string; cells: ReactNode[]; form: ReactNode | null; muted?: boolean };

/** A dense table whose rows open a form in place: Enter saves, Esc closes, and the caret goes back to the row. */
export function EditTable({ administration, label, columns, rows, addition, verb }: Props) {
  const own = useAdministrationText();
  const doing = verb ?? own.edit;
  const { editing, saved } = useStore(administration);
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            <th scope="col" className={styles.last}>
              <span className="hidden-label">{doing}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {addition && editing === addition.key && (
            <FormRow administration={administration} span={columns.length + 1} row={addition.key}>
              {addition.form}
            </FormRow>
          )}
          {rows.map((row) => (
            <Fragment key={row.key}>
              <tr data-muted={row.muted} data-row={row.key}>
                {row.cells.map((cell, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places
                  <td key={at}>{cell}</td>
                ))}
                <td className={styles.last}>
                  {saved?.key === row.key && editing !== row.key && (
                    <span role="status" className={styles.saved}>
                      ✓ {fill(own.saved, { time: timeOfDay(saved.at) })}
                    </span>
                  )}
                  {row.form && <EditButton administration={administration} row={row.key} verb={doing} />}
                </td>
              </tr>
              {row.form && editing === row.key && (
                <FormRow administration={administration} span={columns.length + 1} row={row.key}>
                  {row.form}
                </FormRow>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Props = {
  administration: AdministrationStore;
  label: string;
  columns: string[];
  rows: EditRow[];
  addition?: { key: string; form: ReactNode };
  /** What the button of a row says, 修改 unless told. */
  verb?: string;
};

function EditButton({ administration, row, verb }: ButtonProps) {
  const isOpen = useStore(administration, (state) => state.editing === row);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    const isClosed = wasOpen.current && !isOpen;
    wasOpen.current = isOpen;
    // Only when the caret went with the form: another row may have been opened instead.
    if (isClosed && document.activeElement === document.body) button.current?.focus();
  }, [isOpen]);
  return (
    <Button
      ref={button}
      size="compact-xs"
      aria-expanded={isOpen}
      onClick={() => administration.actions.edit(isOpen ? null : row)}
    >
      {verb}
    </Button>
  );
}

type ButtonProps = { administration: AdministrationStore; row: string; verb: string };

function FormRow({ administration, span, row, children }: FormRowProps) {
  const cell = useRef<HTMLTableCellElement>(null);
  useEffect(() => {
    cell.current?.querySelector<HTMLElement>("input:not([disabled]), select, button")?.focus();
    cell.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.nativeEvent.isComposing) administration.actions.edit(null);
  };
  return (
    <tr className={styles.formRow} data-form={row}>
      <td ref={cell} colSpan={span} onKeyDown={onKeyDown}>
        {children}
      </td>
    </tr>
  );
}

type FormRowProps = { administration: AdministrationStore; span: number; row: string; children: ReactNode };
