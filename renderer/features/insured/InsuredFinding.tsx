import { Button } from "@mantine/core";
import { IconPhoneOutgoing } from "@tabler/icons-react";
import { useStore } from "zustand";
import type { InsuredResult, InsuredView, UnitContact } from "../../../shared/domain/insured.ts";
import { Badge } from "../../ui/Badge.tsx";
import { RevealForm } from "../../ui/RevealForm.tsx";
import { fill, type Text, useText } from "../../ui/text.ts";
import styles from "./InsuredPanel.module.css";
import type { InsuredPanelProps } from "./InsuredPanel.tsx";
import type { InsuredStore } from "./insured.store.ts";

/** What the register said: a masked person or a sentence, and whom to ring. */
export function InsuredFinding({ insured, canDial, onCallBack, onNote }: InsuredPanelProps) {
  const text = useText();
  const result = useStore(insured, (state) => state.result);
  if (!result) return null;
  if (!result.view)
    return (
      <p role="status" className={styles.said} data-state={result.state}>
        {sentenceOf(text, result)}
      </p>
    );
  const { person, contacts } = result.view;
  return (
    <div className={styles.finding} data-state={result.state}>
      {person ? (
        <>
          <Person person={person} />
          <Reveal insured={insured} />
        </>
      ) : (
        <p role="status" className={styles.said}>
          {text.insured.hidden}
        </p>
      )}
      {contacts.length > 0 && (
        <section aria-label={text.insured.contacts}>
          <h3>{text.insured.contacts}</h3>
          <ul className={styles.contacts}>
            {contacts.map((contact) => (
              <Contact
                key={`${contact.unit} ${contact.isFormer}`}
                contact={contact}
                canDial={canDial}
                onCallBack={onCallBack}
              />
            ))}
          </ul>
          <Button onClick={onNote}>{text.insured.note}</Button>
        </section>
      )}
    </div>
  );
}

function sentenceOf(text: Text, { state, count }: InsuredResult): string {
  return state === "found" ? text.insured.hidden : fill(text.insured[state], { n: count ?? 0 });
}

function Person({ person }: { person: NonNullable<InsuredView["person"]> }) {
  const text = useText();
  return (
    <section aria-label={text.insured.person} className={styles.person}>
      <p>
        <strong>{person.name}</strong> <Badge tone="plain">{text.insured.statuses[person.status]}</Badge>
      </p>
      <p>{person.idNumber}</p>
      <p>{person.phone || <span className="soft">{text.insured.noPhone}</span>}</p>
    </section>
  );
}

function Reveal({ insured }: { insured: InsuredStore }) {
  const text = useText();
  const until = useStore(insured, (state) => state.hideAt);
  return (
    <RevealForm
      words={text.insured}
      until={until}
      onReveal={(reason) => void insured.actions.reveal(reason)}
    />
  );
}

function Contact({ contact, canDial, onCallBack }: ContactProps) {
  const text = useText();
  const { unit, contactPerson, phone, dial, isFormer } = contact;
  return (
    <li>
      <p>
        <Badge tone="plain">{isFormer ? text.insured.former : text.insured.now}</Badge> {unit}
      </p>
      <p className={styles.line}>
        <span>
          {phone}
          <small>{fill(text.insured.contactPerson, { name: contactPerson })}</small>
        </span>
        {dial === null ? (
          <small className="soft">{text.insured.noDial}</small>
        ) : (
          <Button
            variant="filled"
            disabled={!canDial}
            title={canDial ? undefined : text.insured.callBackAfter}
            leftSection={<IconPhoneOutgoing size={16} aria-hidden />}
            onClick={() => onCallBack(dial)}
          >
            {text.insured.callBack}
          </Button>
        )}
      </p>
      {dial !== null && !canDial && <small className="soft">{text.insured.callBackAfter}</small>}
    </li>
  );
}

type ContactProps = { contact: UnitContact; canDial: boolean; onCallBack: (number: string) => void };
