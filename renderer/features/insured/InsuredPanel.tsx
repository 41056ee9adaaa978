import { Button } from "@mantine/core";
import { IconUserSearch } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { useText } from "../../ui/text.ts";
import { InsuredFinding } from "./InsuredFinding.tsx";
import { InsuredForm } from "./InsuredForm.tsx";
import styles from "./InsuredPanel.module.css";
import type { InsuredStore } from "./insured.store.ts";

/** Who the caller asks about, in the register of insured persons: a panel beside the call, never over it. */
export function InsuredPanel(props: InsuredPanelProps) {
  const { insured, originCallId } = props;
  const text = useText();
  const { isOpen, caller, busy, result, problem } = useStore(insured);
  const panel = useRef<HTMLElement>(null);
  // The column is narrow and long: what was asked for must be seen, not searched for.
  useEffect(() => {
    if (isOpen && (result || caller)) panel.current?.scrollIntoView?.({ block: "nearest" });
  }, [isOpen, result, caller]);
  const isThirdParty = caller === "third-party";
  return (
    <section ref={panel} className={styles.panel} aria-label={text.insured.heading}>
      <button type="button" className={styles.toggle} aria-expanded={isOpen} onClick={insured.actions.toggle}>
        <IconUserSearch size={16} aria-hidden /> {isOpen ? text.insured.heading : text.insured.open}
      </button>
      {isOpen && (
        <>
          <label className={styles.switch}>
            <input
              type="checkbox"
              checked={isThirdParty}
              onChange={() => insured.actions.setCaller(isThirdParty ? "self" : "third-party")}
            />
            {text.insured.thirdParty}
          </label>
          {isThirdParty && (
            <figure className={styles.say}>
              <figcaption>{text.insured.sayHeading}</figcaption>
              <blockquote>{text.insured.say}</blockquote>
            </figure>
          )}
          {result === null && (
            <InsuredForm
              key={caller}
              caller={caller}
              busy={busy}
              onFind={(question) => void insured.actions.find(question, originCallId())}
            />
          )}
          <ProblemNote problem={problem} />
          <InsuredFinding {...props} />
          {result && <Button onClick={insured.actions.again}>{text.insured.again}</Button>}
        </>
      )}
    </section>
  );
}

export type InsuredPanelProps = {
  insured: InsuredStore;
  /** The call a look-up made now belongs to. */
  originCallId: () => string | null;
  /** False while a call is up: there is one line. */
  canDial: boolean;
  onCallBack: (number: string) => void;
  /** A linked record without a call. */
  onNote: () => void;
};
