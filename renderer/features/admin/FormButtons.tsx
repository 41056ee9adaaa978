import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { useAdministrationText } from "../../ui/administrationText.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import type { AdministrationStore } from "./administration.store.ts";
import styles from "./EditTable.module.css";

/** 保存, 取消, and what is wrong with the form as a whole; what is wrong with one field stands at that field. */
export function FormButtons({ administration, row, fields, children }: Props) {
  const own = useAdministrationText();
  const { saving, failed } = useStore(administration);
  const problem = failed?.key === row ? failed.problem : null;
  const isOfField = problem !== null && fields.includes(String(problem.detail.field ?? ""));
  return (
    <>
      <ProblemNote problem={isOfField ? null : problem} />
      <div className={styles.buttons}>
        <Button type="submit" variant="filled" disabled={saving}>
          {saving ? own.saving : own.save}
        </Button>
        <Button onClick={() => administration.actions.edit(null)}>{own.cancel}</Button>
        <span className="soft">{own.felt}</span>
        {children && <span className={`${styles.buttons} ${styles.spread}`}>{children}</span>}
      </div>
    </>
  );
}

type Props = {
  administration: AdministrationStore;
  row: string;
  /** Names of the fields that show their own problem. */
  fields: readonly string[];
  children?: ReactNode;
};
